/**
 * A random load: bytes of log as a fluid, for negative instants too. All its rates are dyadic fractions of a
 * byte per microsecond, so that sums of pieces are exact in whatever order somebody adds them.
 */
import type { Bytes, Micros } from "../../src/units/index.js";
import type { Dice } from "./random-numbers.js";

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;

export interface Load {
  readonly logWritten: (from: Micros, to: Micros) => number;
  /** Bytes per microsecond in the long run, or close to it. */
  readonly usualRate: number;
  /** The most bytes per second outside bursts. */
  readonly peakPerSecond: number;
  readonly bursts: readonly {
    readonly name: string;
    readonly every: Micros;
    readonly offset: Micros;
    readonly lasts: Micros;
    readonly log: Bytes;
  }[];
  readonly text: string;
}

/** `interval`: of the backups; the load makes files of a sensible size in it. */
export function randomLoad(dice: Dice, interval: number): Load {
  const rate = dice.pick([1, 4, 8, 16, 32, 64, 90]) / 64;
  const factors = dice.chance(0.4) ? randomFactors(dice) : null;
  const burst = dice.chance(0.35) ? randomBurst(dice, interval, rate) : null;
  const total = (at: number): number =>
    (factors === null ? at : weightedTime(factors, at)) * rate + (burst === null ? 0 : burstTotal(burst, at));
  const usualFactor = factors === null ? 1 : factors.reduce((sum, factor) => sum + factor, 0) / 24;
  return {
    logWritten: (from, to) => total(to) - total(from),
    usualRate: rate * Math.max(usualFactor, 1 / 8),
    peakPerSecond: rate * (factors === null ? 1 : Math.max(...factors)) * 1_000_000,
    bursts: burst === null ? [] : [asBurst(burst)],
    text: [
      `log ${rate} B/µs`,
      factors === null ? "even" : `profile [${factors.join(" ")}]`,
      burst === null ? "no bursts" : `bursts ${JSON.stringify(burst)}`,
    ].join(", "),
  };
}

function randomFactors(dice: Dice): number[] {
  if (dice.chance(0.5)) {
    // Office hours.
    const night = dice.pick([0, 1, 2]) / 8;
    return Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour < 18 ? 2 : night));
  }
  return Array.from({ length: 24 }, () => dice.whole(0, 16) / 8);
}

/** The integral of the factors from 0 to `at`, negative before 0. */
function weightedTime(factors: readonly number[], at: number): number {
  const day = Math.floor(at / DAY);
  let total = day * factors.reduce((sum, factor) => sum + factor, 0) * HOUR;
  factors.forEach((factor, hour) => {
    const inHour = at - day * DAY - hour * HOUR;
    total += factor * Math.min(HOUR, Math.max(0, inHour));
  });
  return total;
}

interface Burst {
  readonly every: number;
  readonly offset: number;
  readonly lasts: number;
  /** Bytes per microsecond, beside the rest. */
  readonly rate: number;
}

function randomBurst(dice: Dice, interval: number, rate: number): Burst {
  const every = dice.pick([DAY, DAY, 6 * HOUR, 2 * HOUR, 10 * interval]);
  const lasts = Math.min(every, dice.pick([interval / 3, interval, interval * 3, 40 * 60_000_000]));
  return {
    every,
    offset: dice.whole(0, Math.floor(every / 60_000_000)) * 60_000_000,
    lasts: Math.floor(lasts),
    rate: rate * dice.pick([1, 4, 10, 30]),
  };
}

function asBurst({ every, offset, lasts, rate }: Burst): Load["bursts"][number] {
  return {
    name: "burst",
    every: every as Micros,
    offset: offset as Micros,
    lasts: lasts as Micros,
    log: (rate * lasts) as Bytes,
  };
}

function burstTotal(burst: Burst, at: number): number {
  const since = at - burst.offset;
  const count = Math.floor(since / burst.every);
  const inPeriod = since - count * burst.every;
  return (count * burst.lasts + Math.min(inPeriod, burst.lasts)) * burst.rate;
}
