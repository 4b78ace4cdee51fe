/**
 * How much is written: the expected number of messages and the bytes of log in any interval, as a fluid.
 * Sizes of files come from here; drawn counts of messages never do. Before time 0 the load goes on backwards.
 */
import type { Burst, Profile, Workload } from "../spec/index.js";
import { DAY, HOUR, type Micros, modulo, SECOND, WEEK } from "../units/index.js";
import { cosineOfTurn } from "./turn.js";

export interface Load {
  /** Expected messages in (from, to]. */
  messages(from: Micros, to: Micros): number;
  /** Bytes of log in (from, to]: messages and bursts. */
  log(from: Micros, to: Micros): number;
  /** The most messages a second, and with them the most log a second outside bursts. */
  readonly peakMessagesPerSecond: number;
  readonly peakLogPerSecond: number;
  /** Lengths after which the load repeats: of the profile, of each burst. */
  readonly periods: readonly Micros[];
  readonly bursts: readonly Burst[];
}

/** How far the clock of the people at site 2 is ahead of the scenario's, and how many of the users sit there. */
export interface OfficeHours {
  readonly site2Ahead: Micros;
  readonly shareAtSite2: number;
}

const SAME_OFFICE: OfficeHours = { site2Ahead: 0 as Micros, shareAtSite2: 0 };

export function loadOf(workload: Workload, office: OfficeHours = SAME_OFFICE): Load {
  const shape = shapeOf(workload.profile, office);
  const perMicro = workload.messagesPerSecond / SECOND;
  const messages = (from: Micros, to: Micros) => perMicro * shape.weight(from, to);
  const bytes = workload.logBytesPerMessage;
  const peakMessagesPerSecond = workload.messagesPerSecond * shape.peak;
  return {
    messages,
    log(from, to) {
      let sum = messages(from, to) * bytes;
      for (const burst of workload.bursts) sum += burstLog(burst, from, to);
      return sum;
    },
    peakMessagesPerSecond,
    peakLogPerSecond: peakMessagesPerSecond * bytes,
    periods: [...shape.periods, ...workload.bursts.map((burst) => burst.every)],
    bursts: workload.bursts,
  };
}

/** A profile as the time it stretches: weight(from, to) is the integral of its factor, in microseconds. */
interface Shape {
  weight(from: Micros, to: Micros): number;
  readonly peak: number;
  readonly periods: readonly Micros[];
}

function shapeOf(profile: Profile, office: OfficeHours): Shape {
  switch (profile.shape) {
    case "constant":
      return { weight: (from, to) => to - from, peak: 1, periods: [] };
    case "hours":
      return stepShape(profile.factors, HOUR, DAY);
    case "office-hours":
      return stepShape(officeFactors(office), QUARTER_HOUR, WEEK);
    case "sine":
      return sineShape(profile.amplitude, profile.period);
  }
}

/** Factors that hold for one slot each and repeat: prefix sums, and whole periods counted apart. */
function stepShape(factors: readonly number[], slot: Micros, period: Micros): Shape {
  const before: number[] = [0];
  for (const factor of factors) before.push(before[before.length - 1]! + factor * slot);
  const whole = before[factors.length]!;
  const within = (instant: number) => {
    const index = Math.floor(instant / slot);
    return before[index]! + (instant - index * slot) * (factors[index] ?? 0);
  };
  return {
    weight(from, to) {
      const inFrom = modulo(from, period);
      const inTo = modulo(to, period);
      const periods = (to - inTo - (from - inFrom)) / period;
      return periods * whole + (within(inTo) - within(inFrom));
    },
    peak: Math.max(...factors),
    periods: [period],
  };
}

function sineShape(amplitude: number, period: Micros): Shape {
  // The integral of 1 + a sin(2π t / T) is t - (a T / 2π) cos(2π t / T).
  const swing = (amplitude * period) / (2 * Math.PI);
  const cosine = (instant: Micros) => cosineOfTurn(modulo(instant, period) / period);
  return {
    weight: (from, to) => to - from - swing * (cosine(to) - cosine(from)),
    peak: 1 + amplitude,
    periods: [period],
  };
}

const QUARTER_HOUR = (HOUR / 4) as Micros;
const QUARTERS_A_WEEK = 672;

/**
 * The capacity tables count an eight-hour day; nights and weekends keep a trickle. 0.05 and 0.1 are
 * assumptions without a source: whoever knows better writes `hours`.
 */
function officeFactors(office: OfficeHours): number[] {
  const ahead = Math.round(office.site2Ahead / QUARTER_HOUR);
  const factors: number[] = [];
  for (let quarter = 0; quarter < QUARTERS_A_WEEK; quarter++) {
    const there = modulo(quarter + ahead, QUARTERS_A_WEEK);
    factors.push(
      (1 - office.shareAtSite2) * officeFactor(quarter) + office.shareAtSite2 * officeFactor(there),
    );
  }
  return factors;
}

function officeFactor(quarterOfWeek: number): number {
  const day = Math.floor(quarterOfWeek / 96);
  const hour = (quarterOfWeek % 96) / 4;
  if (day >= 5) return 0.1;
  return hour >= 9 && hour < 17 ? 1 : 0.05;
}

/** The part of a burst's log that falls into (from, to]. */
export function burstLog(burst: Burst, from: Micros, to: Micros): number {
  const written = (instant: Micros) => {
    const inCycle = modulo(instant - burst.offset, burst.every);
    const cycles = (instant - burst.offset - inCycle) / burst.every;
    return { cycles, share: Math.min(inCycle, burst.lasts) / burst.lasts };
  };
  const end = written(to);
  const start = written(from);
  return burst.log * (end.cycles - start.cycles + (end.share - start.share));
}
