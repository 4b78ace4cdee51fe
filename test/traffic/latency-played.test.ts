/** The 95 % quantile of a mixture of servers, against queues played out customer by customer. */
import { expect, it } from "vitest";
import type { Site } from "../../src/spec/index.js";
import { latencyOf, normalSeating, type Seating } from "../../src/traffic/index.js";
import { scenarioOf, uniforms } from "./reading.js";

const BATCHES = 100;
const EACH = 20_000;
const CUSTOMERS = BATCHES * EACH;
const UNTIL_AT_REST = 20_000;

/** What each customer of a queue waits before `workers`, and how long he is there in all. */
function playQueue(uniform: () => number, arrivals: number, workers: number, rate: number) {
  const free = new Float64Array(workers);
  const waits = new Float64Array(CUSTOMERS);
  const stays = new Float64Array(CUSTOMERS);
  let now = 0;
  for (let one = -UNTIL_AT_REST; one < CUSTOMERS; one++) {
    now -= Math.log(uniform()) / arrivals;
    let first = 0;
    for (let worker = 1; worker < workers; worker++) if (free[worker]! < free[first]!) first = worker;
    const start = Math.max(now, free[first]!);
    free[first] = start - Math.log(uniform()) / rate;
    if (one < 0) continue;
    waits[one] = start - now;
    stays[one] = free[first]! - now;
  }
  return { waits, stays };
}

/** Mean and its standard error, from batches long enough to know nothing of each other. */
function estimate(values: Float64Array): { mean: number; sigma: number } {
  const means = Array.from({ length: BATCHES }, (_, batch) => {
    const part = values.subarray(batch * EACH, (batch + 1) * EACH);
    return part.reduce((sum, value) => sum + value, 0) / EACH;
  });
  const mean = means.reduce((sum, value) => sum + value, 0) / BATCHES;
  const square = means.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (BATCHES - 1);
  return { mean, sigma: Math.sqrt(square / BATCHES) };
}

it("5 of 100 messages of each home take longer than its p95, and all together its mean, as played out", () => {
  // 120,000 endpoints send 24 a second, 100,000 of them sit here: 6, 8 and 6 a second at servers of 3 × 4 a second;
  // 20 a second at a database that takes 33.
  const scenario = scenarioOf({
    servers: { messagesPerServer: "12 / s", workers: 3 },
    mirroring: { flush: { exponential: "30 ms" } },
    wan: { bandwidth: "100 Mbps", roundTrip: "150 ms", poolTraffic: "none" },
  });
  const seating: Seating = {
    ...normalSeating(scenario)!,
    mirrored: false,
    servers: [
      { site: "site-1", endpoints: { "site-1": 30_000, "site-2": 0 } },
      { site: "site-2", endpoints: { "site-1": 10_000, "site-2": 30_000 } },
      { site: "site-1", endpoints: { "site-1": 20_000, "site-2": 10_000 } },
    ],
  };
  const closed = latencyOf(scenario, seating, 24);

  const servers = [6, 8, 6].map((arrivals, index) => playQueue(uniforms(100 + index), arrivals, 3, 4).waits);
  const database = playQueue(uniforms(7), 20, 1, 1 / 0.03).stays;
  // To the server and three times to the database, 0.5 ms within a site and 150 ms across.
  const ways: Record<Site, readonly number[]> = {
    "site-1": [0.002, 0.6, 0.002],
    "site-2": [0, 0.0005 + 0.45, 0.15 + 0.0015],
  };
  const shares: Record<Site, readonly number[]> = {
    "site-1": [3 / 6, 1 / 6, 2 / 6],
    "site-2": [0, 3 / 4, 1 / 4],
  };
  for (const site of ["site-1", "site-2"] as const) {
    const uniform = uniforms(site === "site-1" ? 31 : 32);
    const beyond = new Float64Array(CUSTOMERS);
    const times = new Float64Array(CUSTOMERS);
    for (let one = 0; one < CUSTOMERS; one++) {
      let left = uniform();
      let server = 0;
      while (server < 2 && left >= shares[site][server]!) left -= shares[site][server++]!;
      times[one] = ways[site][server]! + servers[server]![one]! + database[one]!;
      beyond[one] = times[one]! > closed[site]!.p95 ? 1 : 0;
    }
    const tail = estimate(beyond);
    expect(tail.sigma).toBeLessThan(0.001);
    expect(Math.abs(tail.mean - 0.05)).toBeLessThan(4 * tail.sigma);
    const mean = estimate(times);
    expect(mean.sigma / mean.mean).toBeLessThan(0.005);
    expect(Math.abs(mean.mean - closed[site]!.mean)).toBeLessThan(4 * mean.sigma);
  }
});
