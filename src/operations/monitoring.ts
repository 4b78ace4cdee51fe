/**
 * The alerts of log shipping: no backup for too long, nothing restored for too long, and, where somebody set it
 * up, the age of the newest usable file at site 2. They watch only while an incident is open; a healthy
 * schedule raises none, and `check` warns of thresholds that it would. So while the schedule is healthy nobody looks,
 * until something disturbs it; nor while people are at what an alert that goes on ringing asks of them.
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
  readonly #raised: (at: Micros) => boolean;
  readonly #check: Activity;
  /** How long after one look the next comes at the latest. */
  readonly #again: number;
  #dueAt: Micros | null = null;
  /** As of the last weighing: some alert has gone off, and when the next goes off. */
  #rings = false;
  #nextAlarm = Number.POSITIVE_INFINITY;
  /** Nothing can ring before something disturbs the schedule. */
  #isAsleep = false;
  /** The look after which nobody had anything left to learn, until something changes. */
  #answeredAt: Micros | null = null;

  /** `raised`: true where people are at all that this alert can ask of them. */
  constructor(pool: Pool, thresholds: Thresholds, raised: (at: Micros) => boolean) {
    this.#pool = pool;
    this.#loop = pool.loop;
    this.#thresholds = thresholds;
    this.#raised = raised;
    const { backupAlert, restoreAlert, newestFileAge } = thresholds;
    const all = [backupAlert, restoreAlert, newestFileAge];
    const shortest = Math.min(...all.map((threshold) => threshold ?? Number.POSITIVE_INFINITY));
    this.#again = Math.max(shortest, ALERT_JOB_EVERY);
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
    const rests = this.#dueAt !== null || this.#isAsleep || this.#answeredAt !== null;
    if (!rests) this.#scheduleNext(this.#loop.now);
  }

  /** There is somebody to tell again. */
  incidentOpened(): void {
    this.#ringsAgain();
    this.watch();
  }

  #wakes(): void {
    this.#ringsAgain();
    if (!this.#isAsleep) return;
    this.#isAsleep = false;
    if (this.#pool.watchedIncident !== null && !this.#pool.tier.hasFailedOver) this.watch();
  }

  /** At its next turn, as if it had rung all the while. */
  #ringsAgain(): void {
    const last = this.#answeredAt;
    if (last === null) return;
    this.#answeredAt = null;
    const turns = Math.max(1, Math.ceil((this.#loop.now - last) / this.#again));
    this.#lookAt((last + turns * this.#again) as Micros);
  }

  #look(): void {
    const at = this.#loop.now;
    this.#dueAt = null;
    if (this.#pool.watchedIncident === null || this.#pool.tier.hasFailedOver) return;
    this.#pool.clockwork.advanceTo(at);
    this.#weigh(at);
    if (this.#rings && this.#raised(at)) this.#answeredAt = at;
    else this.#scheduleNext(at);
  }

  /** Looks at the instants at which the alerts would go off if nothing new came until then. */
  #weigh(at: Micros): void {
    const { clockwork, state } = this.#pool;
    const { backupAlert, restoreAlert, newestFileAge } = this.#thresholds;
    this.#rings = false;
    this.#nextAlarm = Number.POSITIVE_INFINITY;
    // A job that fails silently reports success: the history looks as if it had done its work.
    const { backup, copy, restore } = state.failingJobs;
    const silent = failsSilently(backup) || failsSilently(copy) || failsSilently(restore);
    if (backupAlert !== null && !silent) this.#goesOff(clockwork.lastBackup + backupAlert, at);
    if (restoreAlert !== null && !silent) this.#goesOff(clockwork.lastRestore + restoreAlert, at);
    const newest = newestFileAge === null ? null : clockwork.usableCut(false);
    if (newestFileAge !== null && newest !== null) this.#goesOff(newest + newestFileAge, at);
  }

  #goesOff(instant: number, at: Micros): void {
    if (instant <= at) this.#rings = true;
    else if (instant < this.#nextAlarm) this.#nextAlarm = instant;
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
    this.#weigh(at);
    const next = Math.min(at + this.#again, this.#nextAlarm);
    if (Number.isFinite(next)) this.#lookAt(Math.max(next, at + 1) as Micros);
  }

  #lookAt(due: Micros): void {
    this.#dueAt = due;
    this.#loop.schedule(due, this.#check);
  }
}

const failsSilently = (strike: Strike | null): boolean =>
  strike?.failure.what === "job-failing" && strike.failure.silent;
