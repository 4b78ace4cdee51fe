/** What copies get of a link that the pool uses too. */
import { describe, expect, it } from "vitest";
import { readScenario } from "../../src/scenario/index.js";
import { buildPipeline, constantDraws, figuresOf, loadOf, scheduleLaw } from "../../src/shipping/index.js";
import type { Scenario } from "../../src/spec/index.js";
import { type Micros, megabitsPerSecond } from "../../src/units/index.js";

const LINK = {
  bandwidth: megabitsPerSecond(50),
  roundTrip: 80_001 as Micros,
  efficiency: 0.7,
  shippingShare: 0.6,
};

function scenarioOf(fields: string): Scenario {
  const reading = readScenario(fields, { file: "test" });
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  return reading.scenario;
}

describe("what copies get of a link", () => {
  it("is their share of what it carries, as long as the pool leaves them that", () => {
    // 50 Mbps × 0.7 = 4.375 MB/s, of which copies may use 2.625; the pool leaves 4.375 − 1.5 = 2.875.
    expect(figuresOf(LINK).rate).toBe(6_250_000 * 0.7 * 0.6);
    expect(figuresOf(LINK, 1_500_000).rate).toBeCloseTo(2_625_000, 6);
  });

  it("is what the pool leaves where that is less", () => {
    expect(figuresOf(LINK, 2_484_000).rate).toBeCloseTo(1_891_000, 6);
  });

  it("is never below 1 KB/s, unless the link is", () => {
    expect(figuresOf(LINK, 4_374_500).rate).toBe(1_000);
    expect(figuresOf(LINK, 9_000_000).rate).toBe(1_000);
    const thread = { ...LINK, bandwidth: 500 };
    expect(figuresOf(thread, 9_000).rate).toBeCloseTo(210, 9);
    expect(figuresOf(thread).rate).toBeCloseTo(210, 9);
  });

  it("takes half a round trip to get there, whatever the pool does", () => {
    expect(figuresOf(LINK).oneWay).toBe(40_001);
    expect(figuresOf(LINK, 9_000_000).oneWay).toBe(40_001);
  });
});

describe("a pipeline begins", () => {
  const rates = (fields: string) => {
    const scenario = scenarioOf(`layout: low-bandwidth\n${fields}`);
    const pipeline = buildPipeline(
      scenario,
      loadOf(scenario.workload),
      constantDraws(() => 0 as Micros),
    );
    return { wan: pipeline.wan.rate, third: pipeline.third.rate };
  };

  it("with what the pool's traffic at the busiest time leaves of the link, but for the third site's own", () => {
    const { wan, third } = rates("");
    expect(wan).toBeCloseTo(4_375_000 - 2_484_000, 6);
    expect(third).toBeCloseTo(4_375_000, 6);
    // Half as much again at noon: 4.375 − 3.726 MB/s.
    const busy = rates("workload: { profile: { sine: { amplitude: 0.5, period: 24 h } } }");
    expect(busy.wan).toBeCloseTo(4_375_000 - 3_726_000, 6);
  });

  it("with the whole link where the pool's traffic is left out or nobody is there", () => {
    expect(rates("wan: { poolTraffic: none }").wan).toBe(6_250_000 * 0.7);
    expect(rates("users: { count: 0 }").wan).toBe(6_250_000 * 0.7);
  });

  it("so that the exact law of the schedule waits for the same transfers", () => {
    const worst = (fields: string) => {
      const scenario = scenarioOf(
        `layout: low-bandwidth\nlogShipping: { backup: { fileSize: 300 MB, duration: 20 s }, copy: { offset: 30 s } }\n${fields}`,
      );
      const law = scheduleLaw(scenario, loadOf(scenario.workload));
      return law.kind === "exact" ? law.figures.worst / 1e6 : null;
    };
    // 15 min + 30 s + 40 ms + 0.5 s + 300 MB over 4.375 MB/s, or over 1.891 MB/s.
    expect(worst("wan: { poolTraffic: none }")).toBeCloseTo(930.54 + 300 / 4.375, 5);
    expect(worst("")).toBeCloseTo(930.54 + 300 / 1.891, 5);
  });
});
