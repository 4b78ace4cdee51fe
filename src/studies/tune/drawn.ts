/**
 * A schedule whose durations vary: figures from runs of backups and copies drawn by the number of their tick, so that every
 * schedule meets the same luck, over a window of many intervals.
 */
import type { Law, Streams } from "../../engine/index.js";
import { longestOf, pipelineDraws } from "../../pool/plan.js";
import type { ScheduleFiguresResult } from "../../results/index.js";
import { buildPipeline, isDrawn, type Load, type Pipeline } from "../../shipping/index.js";
import type { Scenario } from "../../spec/index.js";
import { DAY, type Micros, printDuration } from "../../units/index.js";
import { Ages, addAges } from "./ages.js";
import { MOST_FILES, MOST_PIECES } from "./bounds.js";
import { withGrids } from "./grids.js";
import { ShippingPlay } from "./play.js";
import { remembered } from "./remembered.js";
import { offsetOf, type Schedule } from "./schedule.js";

/** So many files make the 99th percentile of ages a matter of seconds. */
const DRAWN_FILES = 1_000;
/** Offsets that are drawn once a replication are drawn so many times, as far as there is room for their ages. */
const OFFSET_DRAWS = 64;
/** Windows begin so many backup intervals early, more than a copy and what it leaves behind take. */
const LEAD = 40;

export class DrawnPlay {
  readonly #playedFor: (schedule: Schedule) => Scenario;
  readonly #load: Load;
  readonly #streams: (index: number) => Streams;
  readonly #changed: (pipeline: Pipeline) => Pipeline;
  readonly #play = new ShippingPlay();
  readonly #ages = new Ages();
  #drawnFor = "";
  #pipelines: readonly Pipeline[] = [];
  #latestCopy = 0;
  /** Of which backups the files of the last play are; and their figures, where copies have no say in them. */
  #files = "";
  #atShare: ScheduleFiguresResult | null = null;

  constructor(
    playedFor: (schedule: Schedule) => Scenario,
    load: Load,
    streams: (index: number) => Streams,
    changed: (pipeline: Pipeline) => Pipeline,
  ) {
    this.#playedFor = playedFor;
    this.#load = load;
    this.#streams = streams;
    this.#changed = changed;
  }

  /** Of what was measured last. */
  get longestBackup(): number {
    return this.#play.longestBackup;
  }

  /** Or why there are none. */
  measure(schedule: Schedule, period: Micros): ScheduleFiguresResult | string {
    const { backup } = schedule;
    const draws = drawsOf(schedule, period);
    const window = windowOf(backup.every, period, draws);
    if (window === null) return `a period of ${printDuration(period)} holds more backups than can be drawn`;
    this.#drawFor(schedule, draws);
    const from = (DAY - LEAD * backup.every) as Micros;
    const to = (DAY + window) as Micros;
    const name = `${backup.every} ${offsetOf(backup.offset)} ${to}`;
    const isSame = this.#pipelines.length === 1 && name === this.#files;
    const isAtCopy = this.#pipelines[0]!.share === "primary";
    if (!isAtCopy && isSame && this.#atShare !== null) return this.#atShare;
    this.#files = name;
    this.#atShare = null;
    this.#ages.clear();
    for (const base of this.#pipelines) {
      const play = this.#play;
      const pipeline = withGrids(base, schedule, base);
      play.play(pipeline, from, to, this.#latestCopy, isSame ? "kept" : "before");
      if (play.isBroken) return "files grow too old to be kept before they are copied";
      if (isAtCopy && play.toCopy > to - from) return TOO_MUCH_TO_COPY;
      if (play.longestBackup > (to - from) / 4)
        return "the jobs cannot keep up: each backup takes longer than the one before";
      const { cut, safeAt, wholeAt, firstSure, files } = play;
      const first = isAtCopy ? firstSure : 1;
      addAges(this.#ages, { cut, safe: isAtCopy ? safeAt : wholeAt, first, files }, DAY, to);
    }
    if (this.#ages.total === 0) return TOO_MUCH_TO_COPY;
    this.#atShare = this.#ages.figures(false);
    return this.#atShare;
  }

  /** What is assumed of durations depends on how much a backup holds, so on its interval. */
  #drawFor(schedule: Schedule, draws: number): void {
    const name = `${schedule.backup.every} ${JSON.stringify(lawsOf(schedule))} ${draws}`;
    if (this.#drawnFor === name) return;
    const played = this.#playedFor(schedule);
    this.#drawnFor = name;
    this.#files = "";
    this.#latestCopy = longestOf(played.logShipping.copy.jitter);
    this.#pipelines = Array.from({ length: draws }, (_, index) =>
      this.#changed(remembered(buildPipeline(played, this.#load, pipelineDraws(this.#streams(index))))),
    );
  }
}

/** Offsets that are drawn, of the two jobs that decide about what is safe. */
const lawsOf = ({ backup, copy }: Schedule): Law[] =>
  [backup, ...(copy === null ? [] : [copy])].map(({ offset }) => offset).filter(isDrawn);

function drawsOf(schedule: Schedule, period: Micros): number {
  if (lawsOf(schedule).length === 0) return 1;
  const { every } = schedule.backup;
  const window = windowOf(every, period, OFFSET_DRAWS) ?? 0;
  // What was made before a window may become safe in it.
  const pieces = window / every + LEAD + 2;
  return Math.max(1, Math.min(OFFSET_DRAWS, Math.floor(MOST_PIECES / pieces)));
}

/** Whole days and whole periods, the same for all copies of one backup interval; null: there is no room for one. */
function windowOf(every: number, period: Micros, draws: number): number | null {
  const unit = DAY % period === 0 ? DAY : period;
  const most = Math.floor(((MOST_FILES - 100) * every) / unit) * unit;
  const share = (DRAWN_FILES * every) / draws;
  return most === 0 ? null : Math.min(most, Math.max(1, Math.ceil(share / unit)) * unit);
}

const TOO_MUCH_TO_COPY = "the jobs cannot keep up: a day's files take longer than a day to copy";
