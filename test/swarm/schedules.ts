/**
 * Schedules of the three jobs from seconds to most of a day, links from fast to hopeless, and the load that goes over
 * them. All are bounded so that a life makes no more than some two thousand files (the checker's work grows with their
 * square) and the whole schedule comes together again within weeks.
 */
import type { Mapping } from "../studies/playing.js";
import type { Dice } from "./dice.js";
import { DAY, durationOrLaw, HOUR, lasting, law, span } from "./durations.js";

export interface Schedule {
  readonly shipping: Mapping;
  /** Where things meet: the backup's ticks and the ends of its runs. */
  readonly every: number;
  readonly offset: number;
  readonly backupTakes: number;
  /** After how long everything repeats; null: not soon enough for "any moment". */
  readonly period: number | null;
}

/** They divide the day, and so do their small multiples. */
const UNITS = [5, 10, 30, 60, 120, 300, 300, 600, 900, 900, 900, 1800, 3600];
const MOST_TICKS = 2_000;

export function drawSchedule(dice: Dice, horizon: number, loadPeriod: number): Schedule {
  const anchor = dice.one(["day", "run"]);
  const odd = anchor === "run" && loadPeriod === 0;
  const unit = dice.one(UNITS.filter((candidate) => candidate >= (horizon + loadPeriod) / MOST_TICKS));
  const multiples = dice.chance(0.4) ? [1] : odd ? [1, 2, 3, 4, 5, 6, 7, 9, 10] : [1, 1, 2, 3, 4, 6];
  const hair = odd && multiples.length === 1 && dice.chance(0.3) ? 1e-6 : 0;
  const interval = () => unit * dice.one(multiples) + hair;
  const [backupEvery, copyEvery, restoreEvery] = [interval(), interval(), interval()];
  const offsetOf = (every: number) => dice.one([0, 0, Math.floor(dice.between(0, every)), every / 2]);
  const offset = offsetOf(backupEvery);
  const backupTakes = span(dice, 0.001, backupEvery * dice.one([0.05, 0.3, 1, 1, 2.2]));
  const behindBackup = dice.chance(0.2);
  const copyOffset = offsetOf(copyEvery);
  const restoreOffset = offsetOf(restoreEvery);
  // The exact law over all offsets costs seconds on any but the plainest schedules, and the swarm has none to spare.
  const isPlain = anchor === "day" && loadPeriod === 0 && unit >= 900;
  const drawsOffset = isPlain && copyOffset > 0 && dice.chance(0.4);
  const shipping = {
    ...sometimes(dice, 0.6, { share: dice.one(["site-1", "site-1", "site-2", "third-site"]) }),
    anchor,
    backup: {
      every: lasting(backupEvery),
      ...(offset === 0 ? {} : { offset: lasting(offset) }),
      ...drawBackupRuns(dice, backupTakes, backupEvery),
      ...sometimes(dice, 0.4, { retention: dice.one(["72 h", "12 h", "1 h", "10 min", "0 s"]) }),
    },
    copy: {
      ...(behindBackup
        ? { after: "backup" }
        : {
            every: lasting(copyEvery),
            offset: drawsOffset ? { empirical: ["0 s", lasting(copyOffset)] } : lasting(copyOffset),
          }),
      ...sometimes(dice, 0.5, { overhead: durationOrLaw(dice, 0.001, copyEvery / 4) }),
      ...sometimes(dice, 0.2, { jitter: jitter(dice, copyEvery) }),
      ...sometimes(dice, 0.3, { retention: dice.one(["72 h", "6 h", "30 min", "7 d"]) }),
    },
    restore: {
      every: lasting(restoreEvery),
      offset: lasting(restoreOffset),
      ...sometimes(dice, 0.3, { delay: lasting(span(dice, 1, 6 * HOUR)) }),
      ...dice.one([
        {},
        { duration: durationOrLaw(dice, 0.001, restoreEvery / 2) },
        { overhead: durationOrLaw(dice, 0.001, 20), rate: dice.one(["100 MB/s", "1 MB/s"]) },
      ]),
      ...sometimes(dice, 0.2, { jitter: jitter(dice, restoreEvery) }),
    },
    ...sometimes(dice, 0.2, { coldStart: true }),
    ...sometimes(dice, 0.3, { agentGrace: dice.one(["5 s", "1 s", lasting(backupEvery / 3)]) }),
    ...sometimes(dice, 0.3, { reinitialise: dice.one(["computed", "1 h", "10 s", law(dice, HOUR, true)]) }),
    ...sometimes(dice, 0.15, { thirdSite: { bandwidth: "20 Mbps", roundTrip: "30 ms" } }),
  };
  const intervals = [backupEvery, restoreEvery, ...(behindBackup ? [] : [copyEvery])];
  return { shipping, every: backupEvery, offset, backupTakes, period: periodOf(intervals, loadPeriod) };
}

/** Given as a duration with a size or without, or computed from bytes and a rate. */
function drawBackupRuns(dice: Dice, takes: number, every: number): Mapping {
  const size = sometimes(dice, 0.5, { fileSize: dice.one(["1 KB", "20 MB", "300 MB", "5 GB"]) });
  const jitters = sometimes(dice, 0.25, { jitter: jitter(dice, every) });
  const runs = dice.one<Mapping>([
    { duration: lasting(takes) },
    { duration: lasting(takes) },
    { duration: law(dice, takes, false) },
    { overhead: lasting(takes / 2), rate: dice.one(["100 MB/s", "5 MB/s"]) },
    { compression: dice.one([1, 3, 10]) },
  ]);
  return { ...size, ...jitters, ...runs };
}

const jitter = (dice: Dice, every: number): unknown => ({
  uniform: ["0 s", lasting(every * dice.one([0.01, 0.1, 0.6]))],
});

/** The fields, as often as `probability` says; else the others, or none. */
export function sometimes(
  dice: Dice,
  probability: number,
  fields: Mapping,
  otherwise: Mapping = {},
): Mapping {
  return dice.chance(probability) ? fields : otherwise;
}

function periodOf(intervals: readonly number[], loadPeriod: number): number | null {
  const micros = [...intervals, DAY, ...(loadPeriod > 0 ? [loadPeriod] : [])].map((seconds) =>
    Math.round(seconds * 1e6),
  );
  let period = 1;
  for (const each of micros) period *= each / greatestCommonDivisor(period, each);
  return period <= 8 * DAY * 1e6 ? period / 1e6 : null;
}

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);

const BANDWIDTHS = ["10 Gbps", "1 Gbps", "100 Mbps", "50 Mbps", "10 Mbps", "1 Mbps", "64 Kbps"];

export function drawLink(dice: Dice): Mapping {
  return {
    poolTraffic: dice.one(["none", "modelled"]),
    ...sometimes(dice, 0.7, { bandwidth: dice.weighted(dice.taste(BANDWIDTHS)) }),
    ...sometimes(dice, 0.5, { roundTrip: dice.one(["0 s", "1 ms", "80 ms", "600 ms", "7 s"]) }),
    ...sometimes(dice, 0.5, { efficiency: dice.one([1, 0.7, 0.3, 0.02]) }),
    ...sometimes(dice, 0.2, { shippingShare: dice.one(["100 %", "50 %", "5 %"]) }),
  };
}

export interface DrawnLoad {
  readonly workload: Mapping;
  /** After how many seconds the load repeats; 0 where it never changes. */
  readonly period: number;
}

const HOURLY = [0, 0, 0, 0, 0, 1, 1, 2, 3, 2, 1, 1, 3, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 5];

export function drawLoad(dice: Dice): DrawnLoad {
  const shape = dice.one<{ readonly profile: unknown; readonly period: number }>([
    { profile: "constant", period: 0 },
    { profile: "constant", period: 0 },
    { profile: "constant", period: 0 },
    { profile: "office-hours", period: 7 * DAY },
    { profile: { hours: HOURLY }, period: DAY },
    { profile: { sine: { amplitude: dice.one([0.3, 1]), period: "24 h" } }, period: DAY },
  ]);
  const hasBursts = dice.chance(0.25);
  const burst = {
    ...sometimes(dice, 0.5, { name: "index rebuild" }),
    every: dice.one(["1 d", "7 d"]),
    offset: lasting(dice.whole(0, 20 * HOUR)),
    lasts: lasting(span(dice, 1, 4 * HOUR)),
    log: dice.one(["10 MB", "1 GB", "40 GB"]),
  };
  const workload = {
    messagesPerSecond: dice.one([0, 0.1, 0.5, 10, 24, 300]),
    profile: shape.profile,
    arrivals: dice.one(["even", "poisson"]),
    logBytesPerMessage: dice.one(["0 B", "300 B", "3 KB", "30 KB"]),
    ...(hasBursts ? { bursts: [burst] } : {}),
  };
  const period = hasBursts ? Math.max(shape.period, burst.every === "1 d" ? DAY : 7 * DAY) : shape.period;
  return { workload, period };
}
