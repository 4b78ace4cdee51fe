/**
 * The alerts of log shipping: no backup for too long, nothing restored for too long, and, where somebody set it
 * up, the age of the newest usable file at site 2. They watch only while an incident is open; a healthy
 * schedule raises none, and `check` warns of thresholds that it would. So while the schedule is healthy nobody looks,
 * until something disturbs it.
 */
import { Activity, type Loop } from "../engine/index.js";
import type { Pool } from "../pool/pool.js";
import { EVENT, PART, POOL_RUNG } from "../pool/rungs.js";
import type { Strike, Monitoring as Thresholds } from "../spec/index.js";
import { MINUTE, type Micros } from "../units/index.js";

/** The product's alert job looks every two minutes: no alarm rings again sooner. */
const ALERT_JOB_EVERY = (2 * MINUTE) as Micros;

export class Monitoring {
  readonly #pool: Pool;
  readonly #loop: Loop;
  readonly #thresholds: Thresholds;
  readonly #raised: (at: Micros) => void;
  readonly #check: Activity;
  #dueAt: Micros | null = null;
  /** Nothing can ring before something disturbs the schedule. */
  #isAsleep = false;

  constructor(pool: Pool, thresholds: Thresholds, raised: (at: Micros) => void) {
    this.#pool = pool;
    this.#loop = pool.loop;
    this.#thresholds = thresholds;
    this.#raised = raised;
    pool.clockwork.whenDisturbed = () => this.#wakes();
    this.#check = new Activity({
      rung: POOL_RUNG.people,
      kind: EVENT.alert,
      part: PART.people,
      action: () => this.#look(),
    });
  }

  /** Begins to watch, or goes on. */
  watch(): void {
    if (this.#dueAt === null && !this.#isAsleep) this.#scheduleNext(this.#loop.now);
  }

  #wakes(): void {
    if (!this.#isAsleep) return;
    this.#isAsleep = false;
    if (this.#pool.watchedIncident !== null && !this.#pool.tier.hasFailedOver) this.watch();
  }

  #look(): void {
    const at = this.#loop.now;
    this.#dueAt = null;
    if (this.#pool.watchedIncident === null || this.#pool.tier.hasFailedOver) return;
    this.#pool.clockwork.advanceTo(at);
    if (this.#alarms().some((instant) => instant <= at)) this.#raised(at);
    this.#scheduleNext(at);
  }

  /** The instants at which the alerts would go off if nothing new came until then. */
  #alarms(): Micros[] {
    const { clockwork, state } = this.#pool;
    const { backupAlert, restoreAlert, newestFileAge } = this.#thresholds;
    // A job that fails silently reports success: the history looks as if it had done its work.
    const { backup, copy, restore } = state.failingJobs;
    const silent = failsSilently(backup) || failsSilently(copy) || failsSilently(restore);
    const alarms: Micros[] = [];
    if (backupAlert !== null && !silent) alarms.push((clockwork.lastBackup + backupAlert) as Micros);
    if (restoreAlert !== null && !silent) alarms.push((clockwork.lastRestore + restoreAlert) as Micros);
    const newest = newestFileAge === null ? null : clockwork.usableCut(false);
    if (newestFileAge !== null && newest !== null) alarms.push((newest + newestFileAge) as Micros);
    return alarms;
  }

  /** The schedule is as it should be, and as long as it is no alert can ring. */
  #isNeverReached(): boolean {
    const expected = this.#pool.clockwork.expectations;
    if (expected === null) return false;
    const { backupAlert, restoreAlert, newestFileAge } = this.#thresholds;
    const rings = (threshold: Micros | null, longest: number) => threshold !== null && threshold <= longest;
    return !(
      rings(backupAlert, expected.betweenBackups) ||
      rings(restoreAlert, expected.betweenRestores) ||
      rings(newestFileAge, expected.oldestCut)
    );
  }

  /** The next alarm ahead; one that already rings is looked at again after its own threshold. */
  #scheduleNext(at: Micros): void {
    this.#pool.clockwork.advanceTo(at);
    if (this.#isNeverReached()) {
      this.#isAsleep = true;
      return;
    }
    const { backupAlert, restoreAlert, newestFileAge } = this.#thresholds;
    const thresholds = [backupAlert, restoreAlert, newestFileAge];
    const shortest = Math.min(...thresholds.map((threshold) => threshold ?? Number.POSITIVE_INFINITY));
    const again = Math.max(shortest, ALERT_JOB_EVERY);
    const ahead = this.#alarms().filter((instant) => instant > at);
    const next = Math.min(at + again, ...ahead);
    if (!Number.isFinite(next)) return;
    this.#dueAt = Math.max(next, at + 1) as Micros;
    this.#loop.schedule(this.#dueAt, this.#check);
  }
}

const failsSilently = (strike: Strike | null): boolean =>
  strike?.failure.what === "job-failing" && strike.failure.silent;
