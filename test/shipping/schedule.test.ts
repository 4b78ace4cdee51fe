/** What arithmetic says of whole scenarios, against closed forms: A = Db + T, and U(0, B) + U(0, C) for drawn offsets. */
import { describe, expect, it } from "vitest";
import { readScenario } from "../../src/scenario/index.js";
import { loadOf, type ScheduleLaw, scheduleLaw } from "../../src/shipping/index.js";

const BASE = [
  "layout: low-bandwidth",
  "wan: { bandwidth: 100 Mbps, roundTrip: 80 ms, efficiency: 1, poolTraffic: none }",
];

function law(backup: string, copy: string, more = ""): ScheduleLaw {
  const shipping = `logShipping: { backup: { every: 15 min, ${backup} }, copy: { ${copy}, overhead: 0 s }, restore: { every: 15 min }${more} }`;
  const reading = readScenario([...BASE, shipping].join("\n"), { file: "test" });
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  return scheduleLaw(reading.scenario, loadOf(reading.scenario.workload));
}

const FILE = "duration: 20 s, fileSize: 300 MB";

const seconds = (schedule: ScheduleLaw) => {
  if (!("figures" in schedule)) throw new Error(`no figures: ${schedule.kind}`);
  const { best, mean, p95, worst } = schedule.figures;
  return [best, mean, p95, worst].map((value) => value / 1e6);
};

/** p-quantile of Db + T + U(0, a) + U(0, b), a <= b, for p beyond the flat part. */
const trapezoid = (a: number, b: number, p: number) => 44.04 + a + b - Math.sqrt(2 * a * b * (1 - p));

describe("the law of a schedule", () => {
  it("is exact where nothing is drawn", () => {
    expect(law(FILE, "offset: 30 s").kind).toBe("exact");
    expect(seconds(law(FILE, "offset: 30 s"))).toEqual([54.04, 504.04, 909.04, 954.04]);
  });

  it.each([900, 300])(
    "is an integral over a drawn copy offset, copies every %d s: best and worst exact, the rest to a hundredth",
    (c) => {
      const schedule = law(FILE, `every: ${c} s, offset: { uniform: [0 s, ${c} s] }`);
      expect(schedule.kind).toBe("offsets-drawn");
      const [best, mean, p95, worst] = seconds(schedule);
      expect(best).toBe(44.04);
      expect(worst).toBe(44.04 + 900 + c);
      expect(Math.abs(mean! - (44.04 + (900 + c) / 2))).toBeLessThan(0.01);
      expect(Math.abs(p95! - trapezoid(Math.min(c, 900), 900, 0.95))).toBeLessThan(0.01);
    },
  );

  it("is the same for a drawn backup offset as for a drawn copy offset, where the day does not interfere", () => {
    const [best, mean, , worst] = seconds(
      law(`${FILE}, offset: { uniform: [0 s, 15 min] }`, "offset: 0 s", ", anchor: run"),
    );
    expect([best, worst]).toEqual([44.04, 1844.04]);
    expect(Math.abs(mean! - 944.04)).toBeLessThan(0.1);
  });

  it("does not depend on when restores run, drawn or not", () => {
    const both = "offset: { uniform: [0 s, 15 min] }";
    const backup = `${FILE}, ${both}`;
    const plain = law(backup, both, ", anchor: run");
    const reading = readScenario(
      [
        ...BASE,
        `logShipping: { anchor: run, backup: { every: 15 min, ${backup} }, copy: { every: 15 min, ${both}, overhead: 0 s }, restore: { every: 15 min, ${both} } }`,
      ].join("\n"),
      { file: "test" },
    );
    if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
    const drawn = scheduleLaw(reading.scenario, loadOf(reading.scenario.workload));
    expect(seconds(drawn)).toEqual(seconds(plain));
  });

  it("is exact where the share outlives the site, whenever copies run", () => {
    const schedule = law(FILE, "offset: { uniform: [0 s, 15 min] }", ", share: site-2");
    expect(schedule.kind).toBe("exact");
    expect(seconds(schedule)).toEqual([24.04, 474.04, 879.04, 924.04]);
  });

  it("weighs only the offsets that can be drawn", () => {
    const few = law(FILE, "offset: { empirical: [30 s, 450 s] }");
    expect(seconds(few)[0]).toBe(54.04);
    expect(seconds(few)[3]).toBe(1374.04);
    expect(Math.abs(seconds(few)[1]! - (504.04 + 924.04) / 2)).toBeLessThan(0.1);
  });

  it("says that it varies where durations are drawn, with the figures of the middle", () => {
    const schedule = law("duration: { uniform: [10 s, 30 s] }, fileSize: 300 MB", "offset: 60 s");
    expect(schedule.kind).toBe("varies");
    expect(seconds(schedule)[0]).toBeCloseTo(84.04, 6);
  });

  it("grows where a file takes longer than its interval: the age by 1 - B / T of the time", () => {
    const schedule = law("duration: 20 s, fileSize: 15 GB", "every: 1 min");
    if (schedule.kind !== "grows") throw new Error(schedule.kind);
    // T = 1200.04 s for B = 900 s.
    expect(schedule.perDay / 86_400e6).toBeCloseTo(1 - 900 / 1200.04, 2);
  });

  it("comes round after two intervals where each backup reaches into the next tick, and that one is skipped", () => {
    // A file every 30 min: whole 15 min after its cut, copied by the tick 30 s behind that, and 24.04 s long.
    const schedule = law("duration: 15 min, fileSize: 300 MB", "offset: 30 s", ", agentGrace: 5 s");
    expect(seconds(schedule)).toEqual([954.04, 1854.04, 2664.04, 2754.04]);
    expect(schedule.kind === "exact" && schedule.period / 1e6).toBe(1800);
    expect(law("duration: 16 min, fileSize: 300 MB", "offset: 61 s").kind).toBe("exact");
  });

  it("comes round once a day where an offset of a whole interval leaves midnight without a backup", () => {
    const schedule = law(`${FILE}, offset: 15 min`, "offset: 30 s");
    // 94 intervals of 900 s and one of 1800 s: 95 files a day.
    expect(seconds(schedule)).toEqual([
      54.04,
      (94 * 900 ** 2 + 1800 ** 2) / 2 / 86_400 + 54.04,
      expect.any(Number),
      1854.04,
    ]);
    expect(schedule.kind === "exact" && schedule.period / 1e6).toBe(86_400);
    expect(seconds(law(`${FILE}, offset: 15 min`, "offset: 30 s", ", anchor: run"))[3]).toBe(954.04);
  });

  it("has no figures, and says why, where there is no common period", () => {
    const schedule = law(FILE, "every: 86399 s", ", anchor: run");
    expect(schedule).toEqual({ kind: "unknown", why: expect.stringContaining("common period") });
  });
});
