/** Scenarios by number: the same number gives the same mapping, in whatever order they are asked for. */
import { changed, type Mapping, PLAIN } from "./playing.js";

export type RandomLife = {
  readonly mapping: Mapping;
  /** Tenths of a message a second, where they come evenly at a constant rate; otherwise null. */
  readonly evenTenths: number | null;
};

/** Small and well mixed; it need not be more than that. */
class Dice {
  #state: number;

  constructor(number: number) {
    this.#state = Math.imul(number, 0x9e3779b1) >>> 0;
  }

  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  below(bound: number): number {
    return Math.floor((this.#next() / 2 ** 32) * bound);
  }

  one<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  /** true in so many of a hundred cases. */
  percent(share: number): boolean {
    return this.below(100) < share;
  }
}

const HORIZON = "8 d";
const INTERVALS = [5, 7, 10, 15, 15, 15, 20, 30, 60];
const SITES = ["site-1", "site-2"];
const KINDS = [
  "site-loss",
  "site-loss",
  "wan-cut",
  "wan-slow",
  "share-loss",
  "job-failing",
  "corrupt-backup",
  "chain-broken",
];

export function randomLife(number: number): RandomLife {
  const dice = new Dice(number);
  const rate = dice.one([0.5, 10, 24]);
  const arrivals = dice.one(["even", "even", "poisson"]);
  const profile = dice.one(PROFILES);
  const isWeekly = profile === "office-hours";
  const bursts = dice.percent(15) ? [{ every: "2 d", offset: "5 h", lasts: "40 min", log: "6 GB" }] : [];
  const mapping = changed(PLAIN, {
    horizon: HORIZON,
    topology: { primarySite: dice.one(SITES) },
    workload: { messagesPerSecond: rate, arrivals, profile, bursts, logBytesPerMessage: "30 KB" },
    wan: { bandwidth: dice.one(["10 Mbps", "50 Mbps", "100 Mbps", "1 Gbps"]) },
    logShipping: randomShipping(dice),
    people: dice.percent(50) ? {} : DRAWN_PEOPLE,
    monitoring: dice.one([{}, {}, { restoreAlert: "none" }, { newestFileAge: "40 min" }]),
    recovery: { restart: dice.one(["0 s", "2 min", "20 min"]) },
    failures: Array.from({ length: dice.below(7) }, () => randomFailure(dice, isWeekly || bursts.length > 0)),
  });
  const isEven = arrivals === "even" && profile === "constant";
  return { mapping, evenTenths: isEven ? rate * 10 : null };
}

const PROFILES = [
  "constant",
  "constant",
  "constant",
  "office-hours",
  { sine: { amplitude: 0.8, period: "24 h" } },
  { hours: [0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 1, 1, 3, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0] },
];

const DRAWN_PEOPLE: Mapping = {
  decide: { lognormal: { median: "30 min", sigma: 0.8 } },
  step: { lognormal: { median: "2 min", sigma: 0.5 } },
};

function randomShipping(dice: Dice): Mapping {
  const grid = () => ({ every: `${dice.one(INTERVALS)} min`, offset: `${dice.below(300)} s` });
  const fixed = { duration: `${dice.below(120)} s`, fileSize: dice.one(["300 MB", "20 MB", null]) };
  const computed = { duration: null, fileSize: null, overhead: "1 s" };
  const drawn = { ...fixed, duration: { uniform: ["5 s", "90 s"] }, jitter: { uniform: ["0 s", "3 s"] } };
  return {
    share: dice.one(["site-1", "site-1", "site-2", "third-site"]),
    anchor: dice.one(["day", "run"]),
    coldStart: dice.percent(15),
    agentGrace: dice.one(["0 s", "0 s", "5 s"]),
    backup: { ...grid(), ...dice.one([fixed, computed, drawn]), retention: dice.one(["72 h", "12 h"]) },
    copy: dice.percent(20)
      ? { after: "backup", every: null, offset: null }
      : { ...grid(), overhead: dice.one(["0 s", "500 ms"]) },
    restore: { ...grid(), delay: dice.one(["0 s", "0 s", "0 s", "1 h"]) },
    reinitialise: dice.one(["computed", "1 h"]),
  };
}

function randomFailure(dice: Dice, isPeriodLong: boolean): Mapping {
  const what = dice.one(KINDS);
  const base: Mapping = { what, at: randomInstant(dice, isPeriodLong) };
  const lasting = { ...base, ...randomEnd(dice) };
  switch (what) {
    case "site-loss": {
      const disks = lasting.lasts === "forever" || dice.percent(75) ? {} : { disks: "destroyed" };
      return { ...lasting, where: dice.one(SITES), ...disks };
    }
    case "wan-slow":
      return { ...lasting, bandwidth: dice.one(["1 Mbps", "5 Mbps", "40 Mbps"]) };
    case "share-loss":
      return { ...lasting, disks: dice.one(["kept", "destroyed"]) };
    case "job-failing":
      return { ...lasting, job: dice.one(["backup", "copy", "restore"]), silent: dice.percent(30) };
    case "wan-cut":
      return lasting;
    default:
      return base;
  }
}

/** Within a week; often on a quarter of an hour or half a minute behind it, where things meet. */
function randomInstant(dice: Dice, isPeriodLong: boolean): unknown {
  const quarter = dice.below(7 * 96) * 900;
  if (dice.percent(10) && !isPeriodLong) return "any";
  if (dice.percent(10)) return { uniform: [`${quarter} s`, `${quarter + 7200} s`] };
  return `${quarter + dice.one([0, 20, 30, dice.below(900)])} s`;
}

function randomEnd(dice: Dice): Mapping {
  if (dice.percent(10)) return {};
  if (dice.percent(10)) return { lasts: "forever" };
  if (dice.percent(20)) return { lasts: { exponential: "6 h" } };
  return { lasts: `${dice.one([1, 15, 30, 36, 38, 45, 60, 240, 600, 1440, 4500])} min` };
}
