/** How figures with their units are read. */

import { describe, expect, test } from "vitest";
import type { Scenario } from "../../src/spec/index.js";
import { valid } from "./reading.js";

const MINUTE = 60_000_000;
const DAY = 24 * 60 * MINUTE;
const fixed = (value: number) => ({ law: "fixed", value });

describe("quantities", () => {
  test.each([
    ["wan: { roundTrip: 0 s }", (s: Scenario) => s.wan.roundTrip, 0],
    ["wan: { bandwidth: 50Mbps }", (s: Scenario) => s.wan.bandwidth, 6.25e6],
    ["wan: { bandwidth: 50 MB / s }", (s: Scenario) => s.wan.bandwidth, 50e6],
    ["wan: { efficiency: 70 % }", (s: Scenario) => s.wan.efficiency, 0.7],
    ['wan: { efficiency: "0.7" }', (s: Scenario) => s.wan.efficiency, 0.7],
    ["restoredAt: 99.9 %", (s: Scenario) => s.restoredAt, 0.999],
    ["database: { size: 1.005 GB }", (s: Scenario) => s.database.size, 1_005_000_000],
    ["horizon: 1 d 12 h", (s: Scenario) => s.horizon, 1.5 * DAY],
    ["recovery: { restart: 0 s }", (s: Scenario) => s.recoveryRestart, fixed(0)],
    [
      "logShipping: { backup: { rate: 1 GB/s, overhead: 0 s } }",
      (s: Scenario) => s.logShipping.backup.runTime,
      { takes: "computed", overhead: fixed(0), rate: 1e9 },
    ],
    [
      "logShipping: { anchor: run, backup: { every: 2 d } }",
      (s: Scenario) => s.logShipping.backup.grid.every,
      2 * DAY,
    ],
    [
      "logShipping: { copy: { every: 1 d, offset: 23 h 59 min } }",
      (s: Scenario) => s.logShipping.copy.trigger,
      { on: "grid", grid: { every: DAY, offset: fixed(DAY - MINUTE) } },
    ],
    ["workload: { profile: office-hours }", (s: Scenario) => s.workload.profile, { shape: "office-hours" }],
  ])("%s", (text, field, expected) => expect(field(valid(text))).toEqual(expected));

  test("24 hourly factors are kept as they are", () => {
    const factors = Array.from({ length: 24 }, (_, hour) => hour / 10);
    const { profile } = valid(`workload: { profile: { hours: [${factors.join(", ")}] } }`).workload;
    expect(profile).toEqual({ shape: "hours", factors });
  });
});
