/**
 * The proof cases of log shipping through the library's face: what is lost when the serving site is lost at any
 * moment has a law that is known on paper. B = C = 900 s, backups of 20 s, files of 300 MB, 12.5 MB/s and 40 ms one
 * way: a transfer of T = 24.04 s. Each simulated figure lies within four of its own standard errors, and beside it
 * stands what `check` says exactly. Seeds are fixed: what passes once passes always.
 */
import { describe, expect, test } from "vitest";
import type { IncidentResult, RunResult } from "../../src/index.js";
import { planLives, playLife } from "../../src/studies/index.js";
import {
  expectMean,
  expectShare,
  expectVariance,
  KS_CRITICAL,
  KURTOSIS,
  kolmogorovSmirnov,
} from "./bands.js";
import {
  changed,
  check,
  DAY,
  type Mapping,
  PLAIN,
  playable,
  playWhole,
  rounded,
  seconds,
} from "./playing.js";

const B = 900;
const BACKUP = 20;
const T = 24.04;
const REPLICATIONS = 2500;

const ANY: Mapping = {
  workload: { messagesPerSecond: 24, arrivals: "poisson" },
  failures: [{ what: "site-loss", where: "site-1", at: "any", lasts: "forever" }],
};
const UNIFORM = { uniform: ["0 s", "15 min"] };

const shipping = (logShipping: Mapping): Mapping => changed(changed(PLAIN, ANY), { logShipping });
const copied = (copy: Mapping): Mapping => shipping({ copy });

const played = new Map<string, RunResult>();

/** Several cases look at the same lives; they are played once. */
function run(mapping: Mapping): RunResult {
  const known = JSON.stringify(mapping);
  const found = played.get(known) ?? playWhole(mapping, { seed: 11, replications: REPLICATIONS });
  played.set(known, found);
  return found;
}

function lives(mapping: Mapping): readonly IncidentResult[] {
  const { incidents } = run(mapping);
  expect(incidents).toHaveLength(REPLICATIONS);
  return incidents;
}

const rpos = (incidents: readonly IncidentResult[]): number[] => incidents.map(({ rpo }) => rpo!);

/** What `check` says of the schedule. */
function figures(mapping: Mapping) {
  const { schedule } = check(mapping);
  if (schedule?.kind !== "exact" && schedule?.kind !== "offsets-drawn") throw new Error(`${schedule?.kind}`);
  return schedule;
}

/** RPO uniform over [best, best + 900): the age of a saw with teeth of one interval. */
const SAWS = [
  { name: "A1: copies 30 s after backups", mapping: copied({}), best: 30 + T },
  {
    name: "A2: copies on the backups' grid miss every file",
    mapping: copied({ offset: "0 s" }),
    best: B + T,
  },
  {
    name: "copies at the end of every backup",
    mapping: copied({ after: "backup", every: null, offset: null }),
    best: BACKUP + T,
  },
  // The backup crosses the link: as long as the longer of its own 20 s and the transfer.
  { name: "the share in site 2", mapping: shipping({ share: "site-2" }), best: T },
  { name: "the share in a third place", mapping: shipping({ share: "third-site" }), best: T },
];

describe.each(SAWS)("$name", ({ mapping, best }) => {
  const incidents = lives(mapping);
  const values = rpos(incidents);

  test("check gives the figures exactly", () => {
    const { kind, rpo } = figures(mapping);
    expect(kind).toBe("exact");
    expect(rounded(rpo)).toEqual(
      rounded({ best, mean: best + B / 2, p50: best + B / 2, p95: best + 0.95 * B, worst: best + B }),
    );
  });

  test("RPO is uniform over one interval", () => {
    expectMean(values, { mean: best + B / 2, variance: B ** 2 / 12 });
    expectVariance(values, B ** 2 / 12, KURTOSIS[0]);
    expect(kolmogorovSmirnov(values.map((value) => (value - best) / B))).toBeLessThan(KS_CRITICAL);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(best - 1e-9);
    expect(Math.max(...values)).toBeLessThan(best + B);
  });

  test("the phase of each life lies where its RPO does", () => {
    for (const { rpo, phase, at } of incidents.slice(0, 200)) {
      expect(phase!.quantile).toBeCloseTo((rpo! - best) / B, 8);
      expect(rounded(phase)).toMatchObject(
        rounded({ best, mean: best + B / 2, worst: best + B, worstAt: at + best + B - rpo! }),
      );
    }
  });
});

describe("A1, further", () => {
  const A = 30 + T;

  test("ten minutes are kept in 60.66 % of the cases, and p is A + p B", () => {
    const { incidents, summary } = run(copied({}));
    expectShare(rpos(incidents), 600, (600 - A) / B);
    const { p50, p95, worst, observedMax } = summary["site-loss"]!.rpo;
    // A quantile's standard error: √(p (1 − p) / n) / density.
    expect(Math.abs(p50.value! - (A + 0.5 * B))).toBeLessThan((4 * Math.sqrt(0.25 / REPLICATIONS)) / (1 / B));
    expect(Math.abs(p95.value! - (A + 0.95 * B))).toBeLessThan(
      (4 * Math.sqrt(0.0475 / REPLICATIONS)) / (1 / B),
    );
    expect(rounded(worst)).toBe(954.04);
    expect(observedMax!).toBeLessThan(954.04);
  });

  test("the worst instants of a day stand in the check", () => {
    const schedule = figures(copied({}));
    if (schedule.kind !== "exact") throw new Error("not exact");
    // Just before a file of day 1 is safe: 00:00:54.04, 00:15:54.04, and so on.
    expect(schedule.period).toBe(B);
    expect(rounded(schedule.worstAt.slice(0, 2))).toEqual([DAY + A, DAY + B + A].map(rounded));
    expect(rounded(schedule.nextWorst)).toBe(rounded(DAY + A));
  });
});

describe("A3: copies at a random phase", () => {
  // 20 s + T + U(0, B) + U(0, C): a triangle where B = C, a trapezoid where C is shorter.
  const lag = BACKUP + T;

  test("copies every 15 minutes", () => {
    const mapping = copied({ offset: UNIFORM });
    const values = rpos(lives(mapping));
    expectMean(values, { mean: 944.04, variance: 135_000 });
    expectVariance(values, 135_000, KURTOSIS[1]);
    // y = 900: half of the triangle. y = 1350: 1 − 450² / (2 × 900²) = 0.875. p95 is 1559.435.
    expectShare(values, lag + 900, 0.5);
    expectShare(values, lag + 1350, 0.875);
    expectShare(values, 1559.435, 0.95);
    const { kind, rpo } = figures(mapping);
    expect(kind).toBe("offsets-drawn");
    expect(rounded({ best: rpo.best, worst: rpo.worst })).toEqual({ best: 44.04, worst: 1844.04 });
    expect(Math.abs(rpo.mean - 944.04)).toBeLessThan(0.1);
    expect(Math.abs(rpo.p95 - 1559.435)).toBeLessThan(0.1);
  });

  test("copies every 5 minutes", () => {
    const mapping = copied({ every: "5 min", offset: { uniform: ["0 s", "5 min"] } });
    const values = rpos(lives(mapping));
    const truth = (900 ** 2 + 300 ** 2) / 12;
    expectMean(values, { mean: 644.04, variance: truth });
    // Between 300 and 900 the trapezoid is level: (y − 150) / 900. The fourth moment of a sum of independent
    // uniforms: Σ w⁴/80 + 6 × w²/12 × v²/12.
    const fourth = (900 ** 4 + 300 ** 4) / 80 + (6 * 900 ** 2 * 300 ** 2) / 144;
    expectVariance(values, truth, fourth / truth ** 2);
    expectShare(values, lag + 600, 0.5);
    const { rpo } = figures(mapping);
    expect(rounded({ best: rpo.best, worst: rpo.worst })).toEqual({ best: 44.04, worst: 1244.04 });
    expect(Math.abs(rpo.mean - 644.04)).toBeLessThan(0.1);
  });

  test("copies every 7 minutes, which never come together with the backups in a day", () => {
    // C < B: one file is copied before the next is picked up, so the formula holds: 44.04 + 450 + 210.
    const mapping = copied({ every: "7 min", offset: { uniform: ["0 s", "7 min"] } });
    expectMean(rpos(lives(shippingByRun(mapping))), { mean: 704.04, variance: (900 ** 2 + 420 ** 2) / 12 });
  });

  const shippingByRun = (mapping: Mapping) => changed(mapping, { logShipping: { anchor: "run" } });
});

describe("grids of 7 minutes", () => {
  const seven = (anchor: string) => {
    const every = "7 min";
    return shipping({ anchor, backup: { every }, copy: { every }, restore: { every } });
  };

  test("counted from the start of the run: a saw of 420 s", () => {
    const { rpo, kind } = figures(seven("run"));
    expect(kind).toBe("exact");
    expect(rounded({ best: rpo.best, mean: rpo.mean, worst: rpo.worst })).toEqual({
      best: 54.04,
      mean: 264.04,
      worst: 474.04,
    });
    const values = rpos(lives(seven("run")));
    expectMean(values, { mean: 264.04, variance: 420 ** 2 / 12 });
  });

  test("begun anew each midnight: 205 teeth of 420 s and one of 300 s", () => {
    // Mean: 54.04 + (205 × 420² + 300²) / (2 × 86,400) = 54.04 + 36,252,000 / 172,800.
    const schedule = figures(seven("day"));
    const truth = 54.04 + 36_252_000 / 172_800;
    expect(schedule).toMatchObject({ kind: "exact", period: DAY });
    expect(rounded({ best: schedule.rpo.best, mean: schedule.rpo.mean, worst: schedule.rpo.worst })).toEqual({
      best: 54.04,
      mean: rounded(truth),
      worst: 474.04,
    });
    const second = (205 * 420 ** 3 + 300 ** 3) / (3 * 86_400);
    const values = rpos(lives(seven("day")));
    expectMean(values, { mean: truth, variance: second - (truth - 54.04) ** 2 });
  });
});

describe("A5: the staleness of the restored copy", () => {
  test("adds the restore and a third uniform phase", () => {
    // 20 + 24.04 + 30 + three times 450; the variance is three times 67,500.
    const mapping = shipping({ copy: { offset: UNIFORM }, restore: { offset: UNIFORM, duration: "30 s" } });
    const values = lives(mapping).map(({ staleness }) => staleness!);
    expectMean(values, { mean: 1424.04, variance: 202_500 });
    expectVariance(values, 202_500, KURTOSIS[2]);
  });

  test("is exact where nothing is drawn", () => {
    // Restored 70 s after the cut: from 70 to 970 s old.
    const schedule = figures(copied({}));
    if (schedule.kind !== "exact") throw new Error("not exact");
    expect(rounded(schedule.staleness)).toEqual({ best: 70, mean: 520, worst: 970 });
  });
});

describe("B1: files that take longer than their interval", () => {
  /** 72 MB over 1 MB/s and 100 ms: 72.1 s for what comes every 60 s, copied without a pause. */
  const overrunWith = (ticks: string) =>
    changed(PLAIN, {
      horizon: "73000 s",
      wan: { bandwidth: "8 Mbps", roundTrip: "200 ms" },
      logShipping: {
        anchor: "run",
        coldStart: true,
        backup: { every: "60 s", duration: "0 s", fileSize: "72 MB" },
        copy: { every: ticks, offset: "0 s" },
        restore: { every: "60 s", offset: "0 s" },
      },
    });
  /** What is lost, by the instant of the loss: as many lives as it takes to draw each of them. */
  function lostAt(overrun: Mapping, instants: readonly number[], replications: number): Map<number, number> {
    const failures = [{ what: "site-loss", at: { empirical: instants.map(seconds) }, lasts: "forever" }];
    const plan = planLives(playable(changed(overrun, { failures })));
    const found = new Map<number, number>();
    for (let number = 0; number < replications; number++) {
      const [stretch] = playLife(plan, 1, number).incidents[0]!.incident.lost;
      found.set(stretch!.to / 1e6, (stretch!.to - stretch!.from) / 1e6);
    }
    return found;
  }

  /** 72.1 s are a whole number of these too, so copies still run without a pause; and there are fewer ticks. */
  const overrun = overrunWith("100 ms");

  // File n is cut at 60 (n − 1) and safe at 72.1 n: 12.1 n + 60 s later. After file 1000: 72,100 − 59,940 s.
  test("after file 1000 of the serial channel the loss is 12160 s", () => {
    expect([...lostAt(overrunWith("10 ms"), [72_100], 1)]).toEqual([[72_100, 12_160]]);
  });

  test("every file adds 12.1 s, and a moment before it is safe the one before it counts", () => {
    const found = lostAt(overrun, [72.099999, 72.1, 720.999999, 721, 7209.999999, 7210], 60);
    expect([...found].sort(([a], [b]) => a - b).map(rounded)).toEqual([
      // Before the first, the full backup of time 0.
      [72.099999, 72.099999],
      [72.1, 72.1],
      [720.999999, 720.999999 - 480],
      [721, 181],
      [7209.999999, rounded(7209.999999 - 5880)],
      [7210, 1270],
    ]);
  });

  test("check says by how much it grows: 1 − 60 / 72.1 of every second, to a file a day", () => {
    const { schedule } = check(overrun);
    if (schedule?.kind !== "grows") throw new Error(`${schedule?.kind}`);
    expect(1 - 60 / 72.1).toBeCloseTo(0.167822, 6);
    expect(Math.abs(schedule.perDay - (1 - 60 / 72.1) * DAY)).toBeLessThan(60);
  });
});

describe("C1: messages lost", () => {
  test("are λ times the window in the mean, and nearly all of their variance is the window's", () => {
    const lost = lives(copied({ offset: UNIFORM })).map(({ messages }) => messages.lost);
    // E = 24 × 944.04; Var = 24 × 944.04 + 24² × 135,000.
    const truth = { mean: 24 * 944.04, variance: 24 * 944.04 + 24 ** 2 * 135_000 };
    expect(truth.mean).toBeCloseTo(22_656.96, 6);
    expect(truth.variance).toBeCloseTo(7.7782657e7, -1);
    expectMean(lost, truth);
    expectVariance(lost, truth.variance, KURTOSIS[1]);
  });

  test("given the window, are Poisson: mean and variance of what is left are λ times the window", () => {
    const incidents = lives(copied({}));
    // Standardised: mean 0, variance 1, and the kurtosis of a Poisson law of some thousands, 3.
    const scores = incidents.map(({ rpo, messages }) => (messages.lost - 24 * rpo!) / Math.sqrt(24 * rpo!));
    expectMean(scores, { mean: 0, variance: 1 });
    expectVariance(scores, 1, 3);
  });
});

describe("M1: a failure at any moment", () => {
  test("strikes at a uniform phase of the schedule", () => {
    const incidents = lives(copied({}));
    expect(kolmogorovSmirnov(incidents.map(({ at }) => (at % B) / B))).toBeLessThan(KS_CRITICAL);
    expect(kolmogorovSmirnov(incidents.map(({ phase }) => phase!.quantile))).toBeLessThan(KS_CRITICAL);
  });

  test("drawn over many intervals, or over half of one: uniform over the phases that it can meet", () => {
    const drawn = (uniform: readonly string[]) =>
      lives(changed(copied({}), { failures: [{ what: "site-loss", at: { uniform }, lasts: "forever" }] }));
    const many = drawn(["1 d", "3 d"]);
    expect(kolmogorovSmirnov(many.map(({ at }) => (at % B) / B))).toBeLessThan(KS_CRITICAL);
    const half = drawn(["1 d", "86850 s"]);
    expect(kolmogorovSmirnov(half.map(({ at }) => (at % B) / (B / 2)))).toBeLessThan(KS_CRITICAL);
    expect(kolmogorovSmirnov(half.map(({ at }) => (at % B) / B))).toBeGreaterThan(KS_CRITICAL);
  });

  test("at a fixed time of day is one phase, whatever the replication", () => {
    const fixed = changed(copied({}), {
      failures: [{ what: "site-loss", at: "1 d 10 h", lasts: "forever" }],
    });
    const { incidents, summary } = playWhole(fixed, { replications: 50 });
    expect(new Set(rpos(incidents)).size).toBe(1);
    expect(summary["site-loss"]!.rpo.worst).toBe(954.04);
  });
});

describe("R2: the worst window", () => {
  test("accumulation, propagation and hold add up to 2 B + T on one grid", () => {
    const mapping = copied({ offset: "0 s" });
    expect(rounded(figures(mapping).rpo.worst)).toBe(rounded(2 * B + T));
    const { incidents, summary } = run(mapping);
    expect(rounded(summary["site-loss"]!.rpo.worst)).toBe(1824.04);
    const most = Math.max(...rpos(incidents));
    // Of 2500 uniform ages the largest lies within 1 % of the end (0.99^2500 = 1e-11).
    expect(most).toBeLessThan(1824.04);
    expect(most).toBeGreaterThan(1824.04 - 9);
  });

  test("is approached just before the instant that the phase names", () => {
    const mapping = changed(copied({ offset: "0 s" }), {
      failures: [{ what: "site-loss", at: `${(DAY + T - 1e-6).toFixed(6)} s`, lasts: "forever" }],
    });
    expect(rounded(playWhole(mapping).incidents[0])).toMatchObject({
      rpo: 1824.039999,
      phase: { worstAt: rounded(DAY + T) },
    });
  });
});
