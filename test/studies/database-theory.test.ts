/**
 * Where theory knows the answer. A principal and a mirror with a witness that never fails: each fails at 1/1000 h
 * and is repaired at 1/8 h, failing over takes an exponential 15 s and catching up an exponential half hour. The
 * stationary solution of that chain of six states (synchronized; failing over; exposed; catching up; the principal
 * lost with a mirror that is behind; both down) is known, and so is the law of a runbook's duration.
 */
import { describe, expect, test } from "vitest";
import { startRun } from "../../src/studies/index.js";
import { expectMean, expectShare, expectVariance } from "./bands.js";
import { changed, type Mapping, PLAIN, play, playable, siteLoss } from "./playing.js";

const [FAILING_OVER, CATCHING_UP, REPAIR] = [15 / 3600, 0.5, 8];

/** Per hour, from and to; S synchronized, F failing over, E exposed, Y catching up, X and B without service. */
const chain = (works: number): readonly (readonly [string, string, number])[] => [
  ["S", "F", 1 / works],
  ["S", "E", 1 / works],
  ["F", "E", 1 / FAILING_OVER],
  ["F", "B", 1 / works],
  ["E", "Y", 1 / REPAIR],
  ["E", "B", 1 / works],
  ["Y", "S", 1 / CATCHING_UP],
  ["Y", "E", 1 / works],
  ["Y", "X", 1 / works],
  ["X", "Y", 1 / REPAIR],
  ["X", "B", 1 / works],
  ["B", "E", 1 / REPAIR],
  ["B", "X", 1 / REPAIR],
];

/** Shares of time in the long run: power iteration on the balance, which has to converge to them. */
function stationary(works: number): ReadonlyMap<string, number> {
  const rates = chain(works);
  const states = ["S", "F", "E", "Y", "X", "B"];
  const out = new Map(
    states.map((s) => [s, rates.filter(([from]) => from === s).reduce((sum, [, , rate]) => sum + rate, 0)]),
  );
  let flow = new Map(states.map((s) => [s, 1]));
  // Half of the flow stays where it is: the chain of jumps would otherwise swing for ever between two halves.
  for (let round = 0; round < 2000; round++) {
    const next = new Map(states.map((s) => [s, flow.get(s)! / 2]));
    for (const [from, to, rate] of rates)
      next.set(to, next.get(to)! + (flow.get(from)! * rate) / out.get(from)! / 2);
    flow = next;
  }
  const time = states.map((s) => flow.get(s)! / out.get(s)!);
  const all = time.reduce((sum, one) => sum + one, 0);
  return new Map(states.map((s, index) => [s, time[index]! / all]));
}

function truthOf(works: number) {
  const shares = stationary(works);
  const unavailable = shares.get("F")! + shares.get("X")! + shares.get("B")!;
  // Every failure of a principal that serves begins an outage, and nothing else does.
  return { unavailable, frequency: (1 - unavailable) / works };
}

/** Of each kind in a life; a scenario holds 1000. */
const STRIKES = 440;

/**
 * A machine that is down cannot fail: strikes on one change nothing. So strikes that come at a steady rate whatever
 * happens are, by the memory that an exponential law does not have, failures at that rate of the machine that holds
 * the role, while it is up. Here a life has 440 strikes at any moments of 440 times the mean time between two. That
 * their number is fixed makes a strike meet one of its own kind 439 / 440 times as often: nothing beside the errors.
 */
const strikesOn = (what: string, horizon: string): Mapping[] =>
  Array.from({ length: STRIKES }, () => ({
    what,
    at: { uniform: ["0 s", horizon] },
    lasts: { exponential: `${REPAIR} h` },
  }));

const WHOLE_LIFE: Mapping = {
  mirroring: { failover: { exponential: "15 s" }, resync: { exponential: "30 min" }, partnerTimeout: "0 s" },
  recovery: { restart: "0 s" },
  people: { detect: "10000 d" },
  monitoring: { backupAlert: "none", restoreAlert: "none" },
  workload: { messagesPerSecond: 0.001 },
  // Shipping is beside the point: as little of it as may be.
  logShipping: {
    anchor: "run",
    backup: { every: "100 d" },
    copy: { every: "100 d" },
    restore: { every: "100 d" },
  },
};

interface Lived {
  readonly unavailable: number;
  readonly outages: number;
  readonly lost: number;
}

function livesOf(works: number, count: number): readonly Lived[] {
  const horizon = `${STRIKES * works} h`;
  const failures = [...strikesOn("principal-crash", horizon), ...strikesOn("mirror-crash", horizon)];
  const scenario = playable(changed(changed(PLAIN, WHOLE_LIFE), { horizon, failures }));
  return Array.from({ length: count }, (_, seed) => {
    const run = startRun({ scenario, seed, replications: 1, replay: "replay", version: "0" });
    while (run.advance(1));
    const { availability, ineffective, messages } = run.finish();
    return {
      unavailable: 1 - availability.mean.value!,
      // With a perfect witness nothing but its own failure stops a principal that is up.
      outages: STRIKES - ineffective.filter(({ what }) => what === "principal-crash").length,
      lost: messages.lost,
    };
  });
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Four standard errors of the sample's own, which must be a small part of the figure. */
function expectNear(values: readonly number[], truth: number, precision: number): void {
  const mean = meanOf(values);
  const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const error = Math.sqrt(spread / values.length);
  expect(error / truth).toBeLessThan(precision);
  expect(Math.abs(mean - truth)).toBeLessThan(4 * error);
}

test("the balance of the six states gives the figures that are known", () => {
  const { unavailable, frequency } = truthOf(1000);
  expect(unavailable).toBeCloseTo(0.0001374083947, 12);
  expect(frequency).toBeCloseTo(0.00099986259160528, 12);
  expect((unavailable / frequency) * 60).toBeCloseTo(8.246, 3);
});

// At the rates of the books an outage of hours comes nine times in 50 years, and those are nearly all of the
// unavailability: the standard error of 48 such lives is 7 percent. Machines that fail every 50 hours tell more.
describe.each([
  { works: 1000, count: 48, errors: [0.1, 0.001] },
  { works: 50, count: 80, errors: [0.02, 0.002] },
])("a mirrored pair whose machines work for $works hours, $count times", ({ works, count, errors }) => {
  const lives = livesOf(works, count);
  const { unavailable, frequency } = truthOf(works);
  const [rare, common] = errors as [number, number];
  const hours = STRIKES * works;

  test("is unavailable as long as theory says", () => {
    expectNear(
      lives.map((life) => life.unavailable),
      unavailable,
      rare,
    );
  });

  test("as often as a single machine would be", () => {
    expectNear(
      lives.map(({ outages }) => outages / hours),
      frequency,
      common,
    );
  });

  test("but for minutes in place of hours", () => {
    // The error of a ratio is that of down − ratio × outages.
    const ratio = unavailable / frequency;
    const perLife = meanOf(lives.map(({ outages }) => outages));
    expectNear(
      lives.map((life) => ratio + (life.unavailable * hours - ratio * life.outages) / perLife),
      ratio,
      rare,
    );
  });

  test("and loses nothing", () => {
    expect(lives.every(({ lost }) => lost === 0)).toBe(true);
  });
});

describe("a runbook whose law is known", () => {
  const minutes = (low: number, mode: number, high: number) => ({
    takes: { triangular: [`${low} min`, `${mode} min`, `${high} min`] },
  });
  const scenario: Mapping = {
    people: {
      detect: { uniform: ["5 min", "10 min"] },
      decide: { lognormal: { median: "45 min", sigma: 0.8 } },
    },
    horizon: "10 d",
    runbook: {
      steps: {
        "drop-log-shipping": minutes(2, 3, 8),
        "copy-remaining": minutes(3, 5, 15),
        "apply-logs": { takes: "6 min" },
        "end-connections": { takes: "0 s" },
        "recover-database": minutes(4, 6, 20),
        "switch-pool-state": minutes(1, 2, 5),
        "inform-users": { ...minutes(3, 5, 12), after: ["recover-database"], before: ["switch-pool-state"] },
      },
    },
    failures: [siteLoss(100_000, { lasts: "forever" })],
  };
  const times = play(scenario, { seed: 21, replications: 12_500 }).incidents.map(({ rto }) => rto! / 60);

  test("its mean: 7.5 + 45 e^0.32 + 31.333 + 6 min", () => {
    expect(times).toHaveLength(12_500);
    expectMean(times, { mean: 106.80408272845142, variance: 3470.627219240826 });
  });

  test("its variance, nearly all of it the decision's", () => {
    // The fourth moment of the lognormal: e^2.56 + 2 e^1.92 + 3 e^1.28 − 3 = 34.4, with 98.8 % of the variance.
    expectVariance(times, 3470.627219240826, 3 + 31.4 * 0.988 ** 2);
  });

  test.each([
    [0.5, 90.14],
    [0.9, 170.57],
    [0.95, 212.85],
    [0.99, 334.4],
  ])("%d of all failovers within %d min", (share, bound) => {
    expectShare(times, bound, share);
  });
});
