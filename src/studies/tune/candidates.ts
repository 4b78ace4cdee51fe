/**
 * Which schedules are looked at: every interval with every offset that makes sense beside the others, the copy also behind
 * the backup, the restore always placed behind the copy. Only what SQL Server Agent can express, but for what is held.
 */
import { longestOf } from "../../pool/plan.js";
import { loadOf } from "../../shipping/index.js";
import type { Grid, Scenario } from "../../spec/index.js";
import { DAY, HOUR, MINUTE, type Micros, modulo, parseDuration, SECOND } from "../../units/index.js";
import { agentOffset, isAgentInterval } from "./agent-words.js";
import type { Knob, SchedulePath } from "./knobs.js";
import { rising } from "./rising.js";
import { runTimesOf } from "./run-times.js";
import { gridOf, offsetOf, scheduleOf, withSchedule } from "./schedule.js";

/** Intervals that divide the day, so that no day ends with a gap. */
const MINUTES = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30].map((count) => (count * MINUTE) as Micros);
const BACKUP_EVERY: readonly Micros[] = [...MINUTES, HOUR, (2 * HOUR) as Micros];
/** Runs that find nothing cost next to nothing, so that a copy may look more often than there are backups. */
const COPY_EVERY: readonly Micros[] = [
  ...[10, 15, 30].map((count) => (count * SECOND) as Micros),
  ...BACKUP_EVERY,
];

/** How long after the end of a backup its copy starts, in seconds; and how many even places it has in its interval. */
const MARGINS = [0, 1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120].map((count) => count * SECOND);
const PLACES = 24;
/** Where a schedule has to be played for weeks before it begins anew, fewer are looked at. */
const FEW_MARGINS = [0, 5, 30, 120].map((count) => count * SECOND);
const FEW_PLACES = 4;

/** The schedules of backup and copy, which decide about RPO. */
export interface ShippingPlan {
  readonly backup: Grid;
  readonly copy: Grid | null;
}

/** Values of the fields that are held or given; null: any that make sense. */
interface Wanted {
  readonly every: readonly Micros[] | null;
  readonly offset: readonly Micros[] | null;
  readonly held: Grid | null;
  readonly isEveryHeld: boolean;
  readonly isOffsetHeld: boolean;
}

export class ScheduleSpace {
  readonly #scenario: Scenario;
  readonly #exactDurations: boolean;
  readonly #knobs: ReadonlyMap<string, Knob>;
  readonly #now: ReturnType<typeof scheduleOf>;

  constructor(scenario: Scenario, knobs: readonly Knob[], exactDurations: boolean) {
    this.#scenario = scenario;
    this.#exactDurations = exactDurations;
    this.#knobs = new Map(knobs.map((knob) => [knob.path, knob]));
    this.#now = scheduleOf(scenario);
  }

  /** Backups and copies in the order of their intervals. */
  plans(): ShippingPlan[] {
    const plans: ShippingPlan[] = [];
    for (const backup of this.#backups()) {
      for (const copy of this.#copies(backup)) plans.push({ backup, copy });
    }
    return plans;
  }

  #wanted(job: "backup" | "copy" | "restore", now: Grid | null): Wanted {
    const values = (field: "every" | "offset") =>
      this.#knobs.get(`logShipping.${job}.${field}` satisfies SchedulePath)?.values?.map(durationOf) ?? null;
    const isHeld = (field: "every" | "offset") => !this.#knobs.has(`logShipping.${job}.${field}`);
    return {
      every: values("every"),
      offset: values("offset"),
      held: now,
      isEveryHeld: isHeld("every"),
      isOffsetHeld: isHeld("offset"),
    };
  }

  #backups(): Grid[] {
    const { backup: now } = this.#now;
    const wanted = this.#wanted("backup", now);
    const every = wanted.isEveryHeld
      ? [now.every]
      : (wanted.every ?? rising([...BACKUP_EVERY, ...ifAgents(now.every)]));
    return every.flatMap((each) => {
      if (wanted.isOffsetHeld) return isWithin(now, each) ? [{ every: each, offset: now.offset }] : [];
      const offsets = wanted.offset ?? this.#backupOffsets(each);
      return offsets.filter((offset) => offset < each).map((offset) => gridOf(each, offset));
    });
  }

  /**
   * Where the load does not change within an interval, only how jobs lie to each other matters, and copies move for that.
   */
  #backupOffsets(every: Micros): number[] {
    const now = agentOffset(modulo(offsetOf(this.#now.backup.offset), every)) % every;
    if (every < HOUR || loadOf(this.#scenario.workload).periods.length === 0) return [now];
    const places = [0, 1, 2, 3].map((place) => agentOffset((place * every) / 4) % every);
    return rising([now, ...places]);
  }

  #copies(backup: Grid): (Grid | null)[] {
    const { copy: now } = this.#now;
    const wanted = this.#wanted("copy", now);
    const after = this.#knobs.get("logShipping.copy.after" satisfies SchedulePath);
    // Whatever of the copy is held, it is held as it is.
    if (now === null && (wanted.isEveryHeld || wanted.isOffsetHeld)) return [null];
    const found: (Grid | null)[] = after === undefined ? [] : [null];
    const every = this.#copyIntervals(wanted, backup, now);
    for (const each of every) {
      if (wanted.isOffsetHeld) {
        if (now !== null && isWithin(now, each)) found.push({ every: each, offset: now.offset });
        continue;
      }
      const offsets = wanted.offset ?? this.#copyOffsets(backup, each);
      for (const offset of offsets) if (offset < each) found.push(gridOf(each, offset));
    }
    return found;
  }

  #copyIntervals(wanted: Wanted, backup: Grid, now: Grid | null): readonly Micros[] {
    if (wanted.isEveryHeld && now !== null) return [now.every];
    if (wanted.every !== null) return wanted.every;
    // A copy that comes more rarely than backups makes some of them for nothing.
    return rising([...COPY_EVERY, backup.every, ...(now === null ? [] : ifAgents(now.every))]).filter(
      (every) => every <= backup.every && isAgentInterval(every as Micros),
    ) as Micros[];
  }

  /** Even places, and all that follow the end of a backup by a little. */
  #copyOffsets(backup: Grid, every: Micros): number[] {
    const offsets: number[] = [];
    const isLong = loadOf(this.#scenario.workload).periods.some((period) => period > DAY);
    const [places, margins] = isLong ? [FEW_PLACES, FEW_MARGINS] : [PLACES, MARGINS];
    for (let place = 0; place < places; place++) offsets.push(agentOffset((place * every) / places));
    for (const end of this.#backupEnds(backup)) {
      for (const margin of margins) offsets.push(agentOffset(offsetOf(backup.offset) + end + margin));
    }
    const { copy: now } = this.#now;
    if (now !== null) offsets.push(agentOffset(offsetOf(now.offset)));
    return rising(offsets.map((offset) => modulo(offset, every)));
  }

  readonly #ends = new Map<number, number[]>();

  /** How long after its tick a backup usually ends, and at the latest. */
  #backupEnds(backup: Grid): number[] {
    let ends = this.#ends.get(backup.every);
    if (ends === undefined) {
      const scenario = withSchedule(this.#scenario, { ...this.#now, backup });
      const { middle, longest } = runTimesOf(scenario, this.#exactDurations);
      const [usual, late] = [middle, longest].map(({ backup, backupStart }) => backupStart + backup);
      ends = rising([usual!, late!, late! + longest.backup].filter(Number.isFinite));
      this.#ends.set(backup.every, ends);
    }
    return ends;
  }

  /** All that may follow this plan; `wayThrough`: from a backup's tick until its file may be restored. */
  restores({ backup }: ShippingPlan, wayThrough: number): Grid[] {
    const { restore: now } = this.#now;
    const wanted = this.#wanted("restore", now);
    const every = wanted.isEveryHeld ? [now.every] : (wanted.every ?? restoreIntervals(backup, now));
    const { delay } = this.#scenario.logShipping.restore;
    const placed = agentOffset(offsetOf(backup.offset) + Math.max(wayThrough, delay));
    return every.flatMap((each) => {
      if (wanted.isOffsetHeld) return isWithin(now, each) ? [{ every: each, offset: now.offset }] : [];
      const offsets = wanted.offset?.filter((offset) => offset < each) ?? [modulo(placed, each)];
      return offsets.map((offset) => gridOf(each, offset));
    });
  }
}

/** Restores may wait for several files, but not for longer than they do now: nobody has said that more may wait. */
const restoreIntervals = (backup: Grid, now: Grid): Micros[] =>
  rising([...BACKUP_EVERY, backup.every, ...ifAgents(now.every)]).filter(
    (every) => every >= backup.every && every <= Math.max(now.every, backup.every),
  ) as Micros[];

const ifAgents = (every: Micros): Micros[] => (isAgentInterval(every) ? [every] : []);

/** A day's ticks begin with the offset: beyond an interval the day would begin with a gap. */
const isWithin = ({ every, offset }: Grid, interval: Micros): boolean =>
  interval === every || longestOf(offset) < interval;

function durationOf(text: string): Micros {
  const parsed = parseDuration(text);
  if (!parsed.ok) throw new Error(`${text} is no duration: ${parsed.problem}`);
  return parsed.value;
}
