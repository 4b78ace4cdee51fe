/** Whether a failing scenario is cut down to what makes it fail, held against faults that are made up. */
import { describe, expect, test } from "vitest";
import type { Mapping } from "../studies/playing.js";
import { drawScenario } from "./scenarios.js";
import { shrink } from "./shrink.js";

const whats = (mapping: Mapping): unknown[] => (mapping.failures as Mapping[]).map(({ what }) => what);

const SCENARIO: Mapping = {
  name: "Made up",
  horizon: "9 d",
  wan: { bandwidth: "1 Mbps", roundTrip: "80 ms" },
  logShipping: { backup: { every: "5 min", offset: "10 s" }, copy: { every: "7 min" } },
  failures: [
    { what: "wan-cut", at: "1 d", lasts: "1 h" },
    { what: "site-loss", at: "2 d", lasts: "3 h", disks: "kept" },
    { what: "share-loss", at: "3 d" },
    { what: "witness-crash", at: "3 d", lasts: "forever" },
    { what: "mirror-crash", at: "4 d", how: "process" },
    { what: "wan-slow", at: "5 d", bandwidth: "8 Kbps" },
    { what: "corrupt-backup", at: "6 d" },
  ],
};

describe("a scenario that fails", () => {
  test("keeps the one failure and the one field that it fails by", () => {
    const smallest = shrink(SCENARIO, (mapping) => {
      const { backup } = (mapping.logShipping ?? {}) as { backup?: Mapping };
      return whats(mapping).includes("mirror-crash") && backup?.every === "5 min";
    });
    expect(smallest).toEqual({
      name: "Made up",
      logShipping: { backup: { every: "5 min" } },
      failures: [{ what: "mirror-crash" }],
    });
  });

  test("keeps two failures that only together make it fail, however far apart they stand", () => {
    const smallest = shrink(SCENARIO, (mapping) => {
      const all = whats(mapping);
      return all.includes("wan-cut") && all.includes("corrupt-backup");
    });
    expect(smallest.failures).toEqual([{ what: "wan-cut" }, { what: "corrupt-backup" }]);
  });

  test("keeps no failure where none is to blame", () => {
    expect(shrink(SCENARIO, ({ wan }) => wan !== undefined)).toEqual({
      ...{ name: "Made up", wan: {}, failures: [] },
    });
  });

  test("ends with the smallest that was found when it fails by everything it has", () => {
    const whole = JSON.stringify(SCENARIO);
    expect(shrink(SCENARIO, (mapping) => JSON.stringify(mapping) === whole)).toEqual(SCENARIO);
  });

  test("of the swarm is shrunk the same way each time", () => {
    const seed = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((number) => whats(drawScenario(number)).length > 5)!;
    const fails = (mapping: Mapping) => whats(mapping).length >= 3;
    const smallest = shrink(drawScenario(seed), fails);
    expect(whats(smallest)).toHaveLength(3);
    expect(shrink(drawScenario(seed), fails)).toEqual(smallest);
  });
});
