/** The parts of a random pipeline: lengths, rates, grids. Mostly round numbers, so that ties happen often. */
import type { LinkFigures, OwnTime } from "../../src/shipping/pipeline.js";
import type { BytesPerSecond, Micros } from "../../src/units/index.js";
import { type Dice, hash } from "./random-numbers.js";

export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const MOST_TICKS = 1_000;

/** Long and mostly undisturbed, short and troubled, or all within an hour or two. */
export type Pace = "calm" | "busy" | "tiny";

/** What is settled about a case before its parts are drawn. */
export interface Draft {
  readonly dice: Dice;
  readonly pace: Pace;
  readonly until: number;
  /** The interval of the backups, and of most other jobs. */
  readonly main: number;
  readonly usualBytes: number;
  /** All lengths are multiples of 10 s: nearly everything happens at the instant of something else. */
  readonly tidy: boolean;
  /** Writes down what was drawn. */
  note<T>(what: string, value: T): T;
}

export type ByNumber = (number: number) => Micros;

export function randomInterval(dice: Dice, pace: Pace, until: number): Micros {
  const minutes = [15, 15, 15, 15, 15, 20, 30, 60, 12, 10, 5, 7, 11, 13, 14.5, 17, 25, 50, 100, 3, 2, 1];
  const seconds = [5, 7, 10, 10, 15, 20, 30, 60, 60, 90, 100, 180];
  const all = pace === "tiny" ? seconds.map((x) => x * SECOND) : minutes.map((x) => x * MINUTE);
  return dice.pick(all.filter((every) => until / every <= MOST_TICKS)) as Micros;
}

export function randomOffset(dice: Dice, every: number, tidy: boolean): Micros {
  return Math.floor(drawOffset(dice, every, tidy)) as Micros;
}

function drawOffset(dice: Dice, every: number, tidy: boolean): number {
  const kind = dice.uniform();
  if (kind < 0.3) return 0;
  if (tidy) return (dice.whole(1, 12) * 10 * SECOND) % every;
  if (kind < 0.6) return dice.pick([30, 60, 20, 10, 5]) * SECOND;
  if (kind < 0.7) return every / 2;
  if (kind < 0.9) return dice.whole(0, Math.floor(every / SECOND) - 1) * SECOND;
  if (kind < 0.95) return dice.uniform() * every;
  // A run grid takes it modulo the interval, a day grid begins its days late.
  return every + dice.whole(0, 100) * 10 * SECOND;
}

/** Mostly such that a usual file takes whole seconds, a small part of the interval; sometimes too slow to keep up. */
export function randomRate({ dice, main, usualBytes, tidy }: Draft): BytesPerSecond {
  const part = dice.chance(0.88)
    ? dice.pick([0.003, 0.02, 0.02, 0.05, 0.05, 0.1, 0.2, 0.3])
    : dice.pick([0.5, 0.7, 0.95, 1, 1.05, 1.6, 3]);
  const seconds = (part * main) / SECOND;
  if (tidy) return (usualBytes / (10 * Math.max(1, Math.round(seconds / 10)))) as BytesPerSecond;
  if (dice.chance(0.6)) return (usualBytes / Math.max(1, Math.round(seconds))) as BytesPerSecond;
  return Number((usualBytes / seconds).toPrecision(2)) as BytesPerSecond;
}

export function randomLink(draft: Draft, what: string): LinkFigures {
  const { dice, note, tidy } = draft;
  const oneWay = dice.pick(tidy ? [0, 0, 0, 10 * SECOND] : [0, 40_000, 40_000, 2_500, SECOND, 10 * SECOND]);
  return note(what, { rate: randomRate(draft), oneWay: oneWay as Micros });
}

export function randomOwnTime(draft: Draft, what: string): OwnTime {
  const { dice, main, note, tidy } = draft;
  if (dice.chance(0.4)) {
    const overhead = randomLength(draft, `${what} overhead`, [0, 0.3 * SECOND, SECOND, 10 * SECOND]);
    return { takes: "computed", overhead, rate: note(`${what} rate`, randomRate(draft)) };
  }
  const usual = [0, SECOND, 5 * SECOND, 20 * SECOND, 20 * SECOND, 30 * SECOND, main / 10];
  const long = [main / 2, main, main - 3 * SECOND, main + 10 * SECOND, 2 * main];
  const most = tidy ? main : main / 2;
  const lengths = dice.chance(0.87) ? usual.filter((length) => length <= most) : long;
  return { takes: "fixed", duration: randomLength(draft, `${what} duration`, lengths) };
}

/** A constant, or one of a few lengths by the number's hash, or in turns. */
export function randomLength(
  { dice, note, tidy }: Draft,
  what: string,
  lengths: readonly number[],
): ByNumber {
  const grain = tidy ? 10 * SECOND : 1;
  const base = Math.round(dice.pick(lengths) / grain) * grain;
  const seed = dice.seedOfItsOwn();
  const step = tidy ? 10 * SECOND : dice.pick([SECOND, 10 * SECOND, 1]);
  const kind = note(`${what} ${base} µs`, dice.pick(["constant", "constant", "varied", "in turns"] as const));
  if (kind === "constant") return () => base as Micros;
  if (kind === "varied") return (number) => (base + (hash(seed, number) % 8) * step) as Micros;
  return (number) => (base + (Math.abs(number) % 3) * step) as Micros;
}

export function randomJitter({ dice, main, note, tidy }: Draft, what: string): ByNumber {
  if (dice.chance(0.6)) return () => 0 as Micros;
  const most = dice.chance(0.15)
    ? Math.floor(1.5 * main)
    : dice.pick([10 * SECOND, 60 * SECOND, Math.floor(main / 3), main - SECOND]);
  const grain = tidy ? 10 * SECOND : dice.pick([SECOND, SECOND, 5 * SECOND, 1]);
  const seed = dice.seedOfItsOwn();
  note(`${what} jitter up to ${most} µs by`, grain);
  return (number) => ((hash(seed, number) % (Math.floor(most / grain) + 1)) * grain) as Micros;
}

/** How long files are kept; seldom shorter than `needed`. */
export function randomRetention({ dice, main }: Draft, needed: number): Micros {
  const short = [2 * main, 4 * main, 10 * main, 40 * main, 24 * HOUR];
  const fitting = dice.chance(0.9) ? short.filter((length) => length > needed) : short;
  return (fitting.length === 0 || dice.chance(0.6) ? 72 * HOUR : dice.pick(fitting)) as Micros;
}

export function randomBegins(dice: Dice, pace: Pace, longest: number, delay: number): Micros {
  if (dice.chance(0.5)) return 0 as Micros;
  const warm = 20 * longest + delay;
  const odd = pace === "tiny" ? [MINUTE, 1_234_567_891] : [HOUR, warm + DAY, 12_345_678_901];
  return -dice.pick([warm, warm, 3 * longest, ...odd]) as Micros;
}
