/**
 * Worked on paper: backup interval B = 900 s, backup 20 s, transfer T = 40 ms + 300 MB / 12.5 MB/s = 24.04 s.
 * A file whose cut is at kB is safe A after it, so between two safe instants the age grows from A to A + B.
 */
import { describe, expect, it } from "vitest";
import { ageQuantile, nextWorstInstant, shareYounger, steadyState } from "../../src/shipping/age.js";
import { DAY, MINUTE, type Micros, seconds } from "../../src/units/index.js";
import { referencePipeline, type Wishes } from "./pipelines.js";

const quarter = (15 * MINUTE) as Micros;
const steady = (wishes: Wishes, period: Micros = quarter) =>
  steadyState(referencePipeline(wishes), period, DAY);

describe("the exact law of the age of the newest safe cut", () => {
  it.each<[string, Wishes, Micros, number, number, number]>([
    ["copies 30 s after the backup", { copyOffset: seconds(30) }, quarter, 54.04, 504.04, 954.04],
    ["all jobs on one grid", {}, quarter, 924.04, 1374.04, 1824.04],
    ["copies half an interval later", { copyOffset: seconds(450) }, quarter, 474.04, 924.04, 1374.04],
    ["copies right after each backup", { afterBackup: true }, quarter, 44.04, 494.04, 944.04],
    ["the share beside the secondary", { share: "secondary" }, quarter, 24.04, 474.04, 924.04],
    ["the share in a third place", { share: "third" }, quarter, 24.04, 474.04, 924.04],
    [
      "every 7 minutes, restarted at midnight",
      { every: (7 * MINUTE) as Micros, copyOffset: seconds(30) },
      DAY,
      54.04,
      // 205 intervals of 420 s and one of 300 s: their squares over twice the day, and A.
      (205 * 420 * 420 + 300 * 300) / 2 / 86_400 + 54.04,
      474.04,
    ],
    [
      "every 7 minutes without restart",
      { every: (7 * MINUTE) as Micros, copyOffset: seconds(30), anchor: "run" },
      (7 * MINUTE) as Micros,
      54.04,
      264.04,
      474.04,
    ],
  ])("%s", (_, wishes, period, best, mean, worst) => {
    const { rpo, growth } = steady(wishes, period);
    expect(rpo.best / 1e6).toBe(best);
    expect(rpo.mean / 1e6).toBeCloseTo(mean, 6);
    expect(rpo.worst / 1e6).toBe(worst);
    expect(growth).toBe(0);
  });

  it("has the quantiles of a uniform law where the schedule has one interval", () => {
    const { rpo } = steady({ copyOffset: seconds(30) });
    expect(ageQuantile(rpo, 0.95)).toBe(909_040_000);
    expect(shareYounger(rpo, 600e6)).toBeCloseTo(0.606622, 6);
    expect(ageQuantile(steady({}).rpo, 0.95)).toBe(1_779_040_000);
  });

  it("names the next worst instant after any instant, one period on where it falls on it", () => {
    const { rpo } = steady({ copyOffset: seconds(30) });
    expect(nextWorstInstant(rpo, seconds(36_450))).toBe(36_954_040_000);
    expect(nextWorstInstant(rpo, seconds(36_954.04))).toBe(37_854_040_000);
  });

  it("says how much older the newest safe cut grows where the link cannot keep up", () => {
    // 1.2 GB a quarter of an hour over 12.5 MB/s take 96.04 s; 15 GB take 1200.04 s, longer than the interval.
    expect(steady({ fileSize: 1.2e9 }).growth).toBe(0);
    expect(steady({ fileSize: 15e9 }).growth).toBeGreaterThan(0);
  });

  it("holds for a serial channel that is overrun: 12 160 s when file 1000 of a cold start is safe", () => {
    const pipeline = {
      ...referencePipeline({
        every: MINUTE,
        copyEvery: 10_000 as Micros,
        anchor: "run",
        backupTime: 0 as Micros,
        begins: 0 as Micros,
        fileSize: 72e6,
      }),
      wan: { rate: 1_000_000, oneWay: 100_000 } as never,
    };
    const { files } = steadyState(pipeline, MINUTE, seconds(75_000));
    // Tick 0 makes an empty-handed first file at cut 0; file 1000 after it is the thousandth transfer behind it.
    const file = files[1000]!;
    expect(file.cut).toBe(60_000_000_000);
    expect((file.safeAt! - file.cut) / 1e6).toBeCloseTo(1000 * 12.1 + 72.1, 3);
  });
});
