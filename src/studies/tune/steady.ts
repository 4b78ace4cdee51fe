/**
 * A schedule in which nothing is drawn: its exact figures, and what its jobs do in a day.
 *
 *     clean     no tick finds its job running: one period, with what comes just before it, says all
 *     settled   some do, but a period after the warm start is like the next: so are all others
 *     else      the exact law of schedules decides, which also knows schedules that never come to rest
 */
import type { ScheduleFiguresResult } from "../../results/index.js";
import { ageQuantile, type Load, ownTime, type Pipeline, scheduleLaw, warmUp } from "../../shipping/index.js";
import type { Scenario } from "../../spec/index.js";
import { DAY, type Micros, printDuration } from "../../units/index.js";
import { Ages, addAges } from "./ages.js";
import { MOST_FILES } from "./bounds.js";
import { leadOf, rpoShipping, ticksADay, withoutRestores } from "./grids.js";
import { ShippingPlay } from "./play.js";
import { type Schedule, withSchedule } from "./schedule.js";

/** A day of the undisturbed schedule. */
export interface Work {
  readonly backups: number;
  readonly copies: number;
  readonly emptyCopies: number;
  readonly bytes: number;
  /** The most that one file takes of what the link could carry in an interval. */
  readonly peakShare: number;
}

interface Steady {
  /** null with the reason, which is null where they were not asked for. */
  readonly figures: ScheduleFiguresResult | null;
  readonly whyNone: string | null;
  readonly work: Work;
  /** The least time between the end of a backup and the start of the copy that takes its file. */
  readonly wait: number;
  readonly longestBackup: number;
  /** The longest way of a file from its cut to its place. */
  readonly longestWay: number;
}

export class SteadyPlay {
  readonly #scenario: Scenario;
  readonly #load: Load;
  readonly #play = new ShippingPlay();
  readonly #ages = new Ages();

  constructor(scenario: Scenario, load: Load) {
    this.#scenario = scenario;
    this.#load = load;
  }

  /** `asked`: figures, or only what the jobs do, as where drawn runs decide about the figures. */
  measure(schedule: Schedule, pipeline: Pipeline, period: Micros, asked: "figures" | "work"): Steady {
    const isClean = this.#isClean(pipeline, period);
    const isSettled = !isClean && asked === "figures" && this.#isSettled(schedule, pipeline, period);
    const work = this.#work(schedule, pipeline, period);
    const known = {
      work,
      wait: this.#play.leastWait,
      longestBackup: this.#play.longestBackup,
      longestWay: this.#longestWay(),
    };
    const falling = whyRestoresFall(work, pipeline);
    if (falling !== null) return { ...known, figures: null, whyNone: falling };
    if (asked === "work") return { ...known, figures: null, whyNone: null };
    if (!isClean && !isSettled) return { ...known, ...this.#byLaw(schedule) };
    this.#ages.clear();
    const { cut, safeAt, wholeAt, files, firstSure } = this.#play;
    const isAtCopy = pipeline.share === "primary";
    const first = isSettled ? 0 : isAtCopy ? firstSure : 1;
    addAges(this.#ages, { cut, safe: isAtCopy ? safeAt : wholeAt, first, files }, DAY, DAY + period);
    return { ...known, figures: this.#ages.figures(true), whyNone: null };
  }

  #isClean(pipeline: Pipeline, period: Micros): boolean {
    const lead = leadOf(pipeline);
    const play = this.#play;
    play.play(pipeline, (DAY - lead) as Micros, (DAY + period) as Micros, pipeline.copy.jitter(0));
    const firstAt = pipeline.share === "primary" ? play.safeAt[play.firstSure] : play.wholeAt[1];
    const isInTime = !(this.#scenario.logShipping.coldStart && lead > DAY);
    const isWhole = play.cutShortAt === Number.POSITIVE_INFINITY;
    return isInTime && isWhole && play.skipped === 0 && !play.isBroken && play.files > 1 && firstAt! <= DAY;
  }

  /** From the warm start, or as many whole periods later as there is room for: the same play, only later. */
  #isSettled(schedule: Schedule, pipeline: Pipeline, period: Micros): boolean {
    const { logShipping } = this.#scenario;
    if (logShipping.coldStart) return false;
    const warm = warmUp(rpoShipping(withSchedule(this.#scenario, schedule), schedule), this.#load);
    const begin = (Math.floor(DAY / period) * period - warm) as Micros;
    const until = (DAY + 2 * period) as Micros;
    if ((until - begin) / schedule.backup.every > MOST_FILES - 100) return false;
    const play = this.#play;
    play.play(pipeline, begin, until, pipeline.copy.jitter(0), "cold");
    return !play.isBroken && this.#repeats(pipeline.share === "primary", period);
  }

  /** All that became safe in one period becomes safe in the next at the same places, and lay there before just so. */
  #repeats(isAtCopy: boolean, period: Micros): boolean {
    const { cut, wholeAt, safeAt, files } = this.#play;
    const safe = isAtCopy ? safeAt : wholeAt;
    let inPeriod = 0;
    for (let file = 0; file < files; file++) if (cut[file]! >= DAY && cut[file]! < DAY + period) inPeriod++;
    let seen = 0;
    for (let file = 0; file < files; file++) {
      const at = safe[file]!;
      if (!(at >= DAY) || at >= DAY + period) continue;
      const next = file + inPeriod;
      if (next >= files) return false;
      const isSame =
        cut[next] === cut[file]! + period &&
        wholeAt[next] === wholeAt[file]! + period &&
        safe[next] === at + period;
      if (!isSame) return false;
      seen++;
    }
    return seen > 0 && seen === inPeriod;
  }

  #byLaw(schedule: Schedule): Pick<Steady, "figures" | "whyNone"> {
    const law = scheduleLaw(withSchedule(this.#scenario, withoutRestores(schedule)), this.#load);
    if (law.kind === "unknown") return { figures: null, whyNone: law.why };
    if (law.kind === "grows") {
      const whyNone = `the jobs cannot keep up: the newest safe cut grows ${printDuration(law.perDay)} older every day`;
      return { figures: null, whyNone };
    }
    const { best, mean, p50, p95, worst } = law.figures;
    if (law.kind !== "exact") throw new Error(`the law of a schedule in which nothing is drawn ${law.kind}`);
    const p99 = ageQuantile(law.state.rpo, 0.99);
    const [b, m, half, most, p, w] = [best, mean, p50, p95, p99, worst].map((value) => value / 1e6);
    const figures = { best: b!, mean: m!, p50: half!, p95: most!, p99: p!, worst: w!, exact: true };
    return { figures, whyNone: null };
  }

  #longestWay(): number {
    const { files, cut, safeAt, firstSure } = this.#play;
    let longest = 0;
    for (let file = firstSure; file < files; file++) {
      const way = safeAt[file]! - cut[file]!;
      if (way > longest) longest = way;
    }
    return longest;
  }

  #work(schedule: Schedule, pipeline: Pipeline, period: Micros): Work {
    const { files, cut, bytes, copyRuns, copyStart, cutShortAt } = this.#play;
    const { begin, span } = spanPlayed(period, cut[0]!, cutShortAt);
    const isWithin = (at: number) => at >= begin && at < begin + span;
    let sum = 0;
    let made = 0;
    let most = 0;
    for (let file = 0; file < files; file++) {
      if (!isWithin(cut[file]!)) continue;
      made++;
      sum += bytes[file]!;
      most = Math.max(most, bytes[file]!);
    }
    let runs = 0;
    for (let run = 0; run < copyRuns; run++) if (isWithin(copyStart[run]!)) runs++;
    const perDay = DAY / span;
    const link = pipeline.share === "third" ? pipeline.third : pipeline.wan;
    const ticks = schedule.copy === null ? made * perDay : ticksADay(schedule.copy, schedule);
    return {
      backups: made * perDay,
      copies: runs * perDay,
      emptyCopies: Math.max(0, ticks - runs * perDay),
      // To the third site, and from there on.
      bytes: sum * perDay * (pipeline.share === "third" ? 2 : 1),
      peakShare: most / (link.rate * (schedule.backup.every / 1e6)),
    };
  }
}

/** One period from a day on; of one that there was no room for, whole days, in which grids are whole, if there are any. */
function spanPlayed(period: Micros, first: number, cutShortAt: number): { begin: number; span: number } {
  if (cutShortAt >= DAY + period) return { begin: DAY, span: period };
  const days = Math.floor(cutShortAt / DAY) - 1;
  return days > 0 ? { begin: DAY, span: days * DAY } : { begin: first, span: cutShortAt - first };
}

/** What falls behind here costs no data, but no failover would ever come to its end. */
function whyRestoresFall(work: Work, pipeline: Pipeline): string | null {
  if (work.backups === 0) return null;
  const bytes = work.bytes / work.backups / (pipeline.share === "third" ? 2 : 1);
  const takes = ownTime(pipeline.restore.ownTime, 0, bytes);
  if (takes * work.backups <= DAY) return null;
  return `restores cannot keep up: each takes ${printDuration(takes)}, and ${Math.round(work.backups)} a day do not fit`;
}
