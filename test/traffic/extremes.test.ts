/** Whatever a stranger's scenario says, the arithmetic ends in numbers. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Site } from "../../src/spec/index.js";
import { latencyOf, linkTraffic, type Seating, totalTraffic } from "../../src/traffic/index.js";
import type { BytesPerSecond, Micros } from "../../src/units/index.js";
import { scenarioOf } from "./reading.js";

const site = fc.constantFrom<Site>("site-1", "site-2");
const sites = fc.record({ "site-1": site, "site-2": site });
const people = fc.integer({ min: 0, max: 60_000 });
const seatings: fc.Arbitrary<Seating> = fc.record({
  databaseSite: fc.option(site),
  mirrored: fc.boolean(),
  link: fc.option(
    fc.record({
      bandwidth: fc.constantFrom(0.1, 1e3, 1e6, 1e8, 1e15).map((rate) => rate as BytesPerSecond),
      roundTrip: fc.constantFrom(0, 5_000, 3_600_000_000).map((time) => time as Micros),
    }),
  ),
  servers: fc.array(fc.record({ site, endpoints: fc.record({ "site-1": people, "site-2": people }) }), {
    maxLength: 4,
  }),
  places: sites,
  carriers: sites,
});
const scenarios = fc
  .record({
    servers: fc.record({
      workers: fc.constantFrom(1, 2, 12, 1000),
      messagesPerServer: fc.constantFrom("0.001 / s", "9 / s", "1000000 / s"),
    }),
    mirroring: fc.record({
      flush: fc.constantFrom<unknown>(
        "0 s",
        "2 ms",
        "1 h",
        { exponential: "2 ms" },
        { exponential: "0 s" },
        { exponential: "1 us" },
      ),
    }),
    traffic: fc.record({
      post: fc.constantFrom("0 B", "4 KB", "1 GB"),
      lanRoundTrip: fc.constantFrom("0 s", "0.5 ms", "1 h"),
      queriesPerPost: fc.constantFrom(0, 3, 1000),
    }),
    users: fc.record({ endpointsPerUser: fc.constantFrom(0, 0.001, 1.5) }),
  })
  .map(scenarioOf);

it("never fails, and gives finite latencies and traffic, no p95 over twenty times its mean", () => {
  fc.assert(
    fc.property(seatings, scenarios, fc.constantFrom(0, 1e-6, 24, 1e7), (seating, scenario, peak) => {
      const latency = latencyOf(scenario, seating, peak);
      for (const home of ["site-1", "site-2"] as const) {
        const met = latency[home];
        if (met === null) continue;
        expect(Number.isFinite(met.mean)).toBe(true);
        expect(Number.isFinite(met.p95)).toBe(true);
        // Markov: at most 5 in 100 can take twenty times the mean.
        expect(met.p95).toBeLessThanOrEqual(20 * met.mean + 1e-6);
      }
      const total = totalTraffic(linkTraffic(scenario, seating, peak));
      expect(Number.isFinite(total)).toBe(true);
      if (latency.why !== null) expect(latency["site-1"] === null || latency["site-2"] === null).toBe(true);
    }),
    { numRuns: 500 },
  );
});
