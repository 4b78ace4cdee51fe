/** What years of lost sites cost, where the law of the schedule and the law of the clocks say it exactly. */
import { describe, expect, it } from "vitest";
import type { SweepIncident } from "../../../src/results/index.js";
import type { Mapping } from "../playing.js";
import { expectNear, expectShare, exponential, still, sweepOf } from "./sweeping.js";

/** Cuts at :00, safe at :54.04 of every quarter of an hour: the newest safe cut is 54.04 to 954.04 s old. */
const YOUNGEST = 54.04;
const EVERY = 900;
const MEAN = YOUNGEST + EVERY / 2;

/** Nobody goes back, so that only the first disaster of a life costs history. */
const ONCE: Mapping = { horizon: "60 d", reliability: { "site-1": { fails: "12 / year", repair: "1 d" } } };
const LIVES = 1300;
const DAY = 86_400;

/**
 * What those cost that struck at random instants: not at 0, where whatever was down before is struck anew; late enough
 * for `after` days of cuts to have come and gone; and early enough to be over before the life is.
 */
const randomOf = (incidents: readonly SweepIncident[], after = 0): readonly SweepIncident[] =>
  incidents.filter(({ at }) => at > after * DAY && at < 59 * DAY);

describe("sites lost at random while nothing else fails", () => {
  const { result, incidents } = sweepOf(still(ONCE), { replications: LIVES, incidents: "losing" });
  const { rpo } = result.summary["site-loss"]!;
  const random = randomOf(incidents);

  it("cost half an interval and the way of a file, on average, with the variance of that interval", () => {
    const lost = random.map((incident) => incident.rpo!);
    expectNear(lost, MEAN, 0.02);
    expectNear(
      lost.map((one) => (one - MEAN) ** 2),
      67_500,
      0.03,
    );
    expectShare(lost.filter((one) => one <= 600).length, lost.length, 0.606622);
  });

  it("cost no more than the schedule allows, and are told so by every statistic", () => {
    const most = Math.max(...random.map((one) => one.rpo!));
    expect(most).toBeLessThan(YOUNGEST + EVERY);
    expect(most).toBeGreaterThan(YOUNGEST + 0.98 * EVERY);
    const split = result.rpoSplit["site-loss"]!;
    expect(split.healthy.probability.value).toBe(1);
    expect(split.broken.n).toBe(0);
    expect(split.broken.mean.value).toBeNull();
    // Told apart from the losses of a site that no longer serves, which cost nothing, and are most of all kinds.
    expect(split.healthy.n).toBeLessThan(rpo.n);
    expect(split.healthy.p50.value! / MEAN).toBeGreaterThan(0.93);
    expect(split.healthy.p50.value! / MEAN).toBeLessThan(1.07);
    expect(split.healthy.mean.value! / MEAN).toBeGreaterThan(0.95);
    // A site that was down before the life began is struck at its first instant, when the newest safe cut is 900 s old.
    expect(split.healthy.mean.value! / MEAN).toBeLessThan(1.07);
    expect(split.healthy.p95.value! / (YOUNGEST + 0.95 * EVERY)).toBeCloseTo(1, 1);
  });

  it("cost ten messages for every second", () => {
    const seconds = random.reduce((sum, one) => sum + one.rpo!, 0);
    const ofRandom = random.reduce((sum, { messages }) => sum + messages.lost, 0);
    expect(Math.abs(ofRandom - 10 * seconds)).toBeLessThan(random.length);
  });
});

describe("sites lost at random under backups that begin up to ten minutes late", () => {
  // Cuts at 900 k + J: the next comes 900 + J' - J later, and its mean square is 900² + 2 Var J.
  const jittered: Mapping = {
    logShipping: {
      backup: { jitter: { uniform: ["0 s", "600 s"] } },
      copy: { after: "backup", every: null, offset: null },
    },
  };
  const { incidents } = sweepOf(still(ONCE, jittered), { replications: LIVES, incidents: "losing" });

  it("cost E[X²] / 2 E[X] and the way of a file", () => {
    const lost = randomOf(incidents).map((incident) => incident.rpo!);
    const way = 20 + 24.04;
    expectNear(lost, way + (EVERY ** 2 + 2 * (600 ** 2 / 12)) / (2 * EVERY), 0.02);
    // More often than not it is the age of a longer interval: more than half a plain one.
    expect(Math.max(...lost)).toBeGreaterThan(way + EVERY);
  });
});

describe("sites lost at random where the link is cut one day in six", () => {
  const [works, cut] = [120, 24];
  // Files of a megabyte: what piled up behind a cut is across within the run that finds the link whole.
  const scenario = still(ONCE, {
    reliability: { wan: exponential(works, cut) },
    logShipping: { backup: { fileSize: "1 MB" } },
  });
  const { result, incidents } = sweepOf(scenario, { replications: LIVES, incidents: "losing" });
  const split = result.rpoSplit["site-loss"]!;
  const { rpo } = result.summary["site-loss"]!;

  it("cost what the schedule says while shipping is healthy", () => {
    // Healthy is a little more than undisturbed: a cut is noticed only when a file is overdue.
    const { p50, p99 } = split.healthy;
    expect(p50.value! / MEAN).toBeGreaterThan(0.95);
    expect(p50.value! / MEAN).toBeLessThan(1.15);
    expect(p99.value!).toBeLessThan(2 * EVERY + 120);
  });

  it("cost as long as the cut has lasted while it is not: the mean is carried by one in six", () => {
    const down = cut / (works + cut);
    expect(split.broken.probability.value!).toBeGreaterThan(0.85 * down);
    expect(split.broken.probability.value!).toBeLessThan(1.1 * down);
    // Found in a repair without memory it has lasted as long as it lasts, exponentially.
    const broken = randomOf(incidents, 8).flatMap((one) => (one.rpo! > 2 * EVERY + 120 ? [one.rpo!] : []));
    expectNear(broken, cut * 3600 + 2 * EVERY + 120, 0.1);
    expect(split.broken.p50.value! / 3600).toBeGreaterThan(0.8 * cut * Math.LN2);
    expect(split.broken.p50.value! / 3600).toBeLessThan(1.2 * cut * Math.LN2 + 1);
    expect(rpo.p50.value!).toBeLessThan(1.4 * MEAN);
    expect(rpo.p99.value!).toBeGreaterThan(3600 * cut);
  });

  it("cost on the whole what the age of the newest safe cut is on the whole, ten times what the schedule says", () => {
    const lost = randomOf(incidents, 8).map((incident) => incident.rpo!);
    expect(ageUnderCuts(works * 3600, cut * 3600)).toBeGreaterThan(10 * MEAN);
    expectNear(lost, ageUnderCuts(works * 3600, cut * 3600), 0.15);
  });
});

/**
 * The mean age of the newest safe cut under cuts of the link, by a slow model: whole quarters of an hour only. A file
 * is cut at 0 s, whole at 20 s and asked for at 30 s; from then on it takes 0.12 s. A run of copies that finds the link
 * cut, or is cut itself, leaves the file to the next.
 */
function ageUnderCuts(works: number, cut: number): number {
  const [asked, takes] = [30, 0.12];
  // From one safe file to the next: B with the link whole at the tick, and B more for each tick that finds it cut.
  // P(cut at the next tick | whole or cut at this one), of an alternating exponential pair.
  const memory = Math.exp(-EVERY * (1 / works + 1 / cut));
  const down = cut / (works + cut);
  const fails = down * (1 - memory);
  const stays = down + (1 - down) * memory;
  // X = B with probability 1 - fails, else B (1 + G), G geometric with `stays`.
  const mean = EVERY * (1 + fails / (1 - stays));
  const square = EVERY ** 2 * (1 - fails + fails * (1 + 2 / (1 - stays) + (1 + stays) / (1 - stays) ** 2));
  return asked + takes + square / (2 * mean);
}
