/** What users wait for the acknowledgement of a message, worked out on paper for the reference layouts. */
import { describe, expect, it } from "vitest";
import {
  applicationSeating,
  type Latencies,
  latencyOf,
  normalSeating,
  type SeatedServer,
  type Seating,
} from "../../src/traffic/index.js";
import { scenarioOf } from "./reading.js";

type Fields = Readonly<Record<string, unknown>>;

function normal(fields: Fields, peak = 24): Latencies {
  const scenario = scenarioOf(fields);
  return latencyOf(scenario, normalSeating(scenario)!, peak);
}

/**
 * Six messages a second before 12 workers of 0.75 a second each: 8 Erlang. The textbook's sum: C is the term of 12
 * times 12 / (12 − 8), over all terms up to 11 and itself; the wait is C / (9 − 6) s.
 */
function fullServerWait(): number {
  let term = 1;
  let below = 0;
  for (let busy = 0; busy < 12; busy++) {
    below += term;
    term *= 8 / (busy + 1);
  }
  const last = term * 3;
  return last / (below + last) / 3;
}

/** 2 ms on both disks and 0.5 ms between them: 0.5 + 2 + 2 × e^(−0.25) / 2 ms, for 24 messages a second. */
const COMMIT = 0.0005 + 0.002 + 0.001 * Math.exp(-0.25);
const DATABASE = COMMIT / (1 - 24 * COMMIT);

describe("commit latency", () => {
  it("in the low-bandwidth layout is the far home's round trip more, and a wait for the link", () => {
    const { "site-1": near, "site-2": far, why } = normal({ layout: "low-bandwidth" });
    expect(why).toBeNull();
    // 0.5 ms to the server and three times 0.5 ms from there to the database.
    expect(near!.mean).toBeCloseTo(0.002 + fullServerWait() + DATABASE, 12);
    // The link: 2.484 of 4.375 MB/s, in packets of 4 KB: ρ D / 2 (1 − ρ).
    const busy = 2.484 / 4.375;
    const linkWait = (busy * (0.004 / 4.375)) / (2 * (1 - busy));
    expect(far!.mean).toBeCloseTo(0.08 + linkWait + 0.0015 + fullServerWait() + DATABASE, 12);
    // What differs is a constant, so the whole law is moved by it, to the microsecond to which it is worked out.
    expect(far!.p95 - near!.p95).toBeCloseTo(0.0795 + linkWait, 5);
  });

  it("in the high-bandwidth layout is a mixture of servers here and there", () => {
    const { "site-1": one, "site-2": two } = normal({ layout: "high-bandwidth" });
    // 2.58 of 87.5 MB/s: D = 4 KB / 87.5 MB/s.
    const busy = 2.58 / 87.5;
    const across = 0.005 + (busy * (0.004 / 87.5)) / (2 * (1 - busy));
    const rest = fullServerWait() + DATABASE;
    // Home 1: half at servers here (LAN, 3 LAN), half there (link, 3 link). Home 2: half (link, 3 LAN), half (LAN, 3 link).
    expect(one!.mean).toBeCloseTo((0.002 + 4 * across) / 2 + rest, 12);
    expect(two!.mean).toBeCloseTo((across + 0.0015 + 0.0005 + 3 * across) / 2 + rest, 12);
  });

  it("is the ways and the disk alone where nobody else sends", () => {
    const latency = normal({ layout: "low-bandwidth", topology: { mirror: false } }, 0);
    expect(latency["site-1"]!.mean).toBeCloseTo(0.002 + 0.002, 12);
    // The disk takes an exponential time: its p95 is 2 ms × ln 20, rounded up to a microsecond.
    expect(latency["site-1"]!.p95).toBe(Math.ceil(2_000 + 2_000 * Math.log(20)) / 1e6);
  });

  it("waits for a mirror only while it is synchronized, whatever the law of the flush", () => {
    const meanOf = (flush: unknown, mirrored: boolean) => {
      const scenario = scenarioOf({ layout: "low-bandwidth", mirroring: { flush } });
      return latencyOf(scenario, { ...normalSeating(scenario)!, mirrored }, 0)["site-1"]!.mean - 0.002;
    };
    expect(meanOf("3 ms", false)).toBeCloseTo(0.003, 12);
    expect(meanOf("3 ms", true)).toBeCloseTo(0.0035, 12);
    expect(meanOf({ exponential: "4 ms" }, false)).toBeCloseTo(0.004, 12);
    // 0.5 + 4 + e^(−1/8) × 2 ms
    expect(meanOf({ exponential: "4 ms" }, true)).toBeCloseTo(0.0045 + 0.002 * Math.exp(-0.125), 12);
    expect(meanOf("0 s", false)).toBe(0);
    const odd = normal({ mirroring: { flush: { uniform: ["1 ms", "3 ms"] } } });
    expect(odd).toMatchObject({ "site-1": null, "site-2": null, why: expect.stringMatching(/uniform/) });
  });

  it("without chat servers is that of an application of any size beside the database", () => {
    const scenario = scenarioOf({ layout: "database-only" });
    const { "site-1": one, "site-2": two } = latencyOf(
      scenario,
      applicationSeating(scenario, "site-2", false),
      24,
    );
    expect(one!.mean).toBeCloseTo(0.002 + 0.002 / (1 - 24 * 0.002), 12);
    expect(two).toEqual(one);
  });
});

describe("a queue that never comes to rest", () => {
  const servers = (count: number, each: number): SeatedServer[] =>
    Array.from({ length: count }, () => ({ site: "site-1", endpoints: { "site-1": each, "site-2": each } }));

  it("is named with what is too small, and by how much it grows", () => {
    const scenario = scenarioOf({ layout: "low-bandwidth" });
    const seating: Seating = { ...normalSeating(scenario)!, servers: servers(3, 20_000) };
    // 20,000 users of 80,000 send a quarter of 24; a server takes half as much again: 9. Now 30 come to three.
    const slow = scenarioOf({ layout: "low-bandwidth", servers: { messagesPerServer: "9 / s" } });
    expect(latencyOf(slow, seating, 30)).toEqual({
      "site-1": null,
      "site-2": null,
      why: "3 servers take 27 messages a second of 30: the queue grows by 3 a second",
    });
    // By default what a server takes goes with what users send: 8 a second come to each of three that take 9.
    expect(latencyOf(scenario, seating, 24).why).toBeNull();
    expect(latencyOf(scenario, { ...seating, servers: servers(2, 30_000) }, 24).why).toBe(
      "2 servers take 18 messages a second of 24: the queue grows by 6 a second",
    );
  });

  it("is that of the homes that meet it, and of no others", () => {
    const scenario = scenarioOf({ layout: "low-bandwidth" });
    const uneven: SeatedServer[] = [
      { site: "site-1", endpoints: { "site-1": 60_000, "site-2": 0 } },
      { site: "site-1", endpoints: { "site-1": 0, "site-2": 20_000 } },
    ];
    const {
      "site-1": one,
      "site-2": two,
      why,
    } = latencyOf(scenario, { ...normalSeating(scenario)!, servers: uneven }, 24);
    expect(one).toBeNull();
    expect(two!.mean).toBeGreaterThan(0.08);
    expect(why).toBe("1 server takes 9 messages a second of 12: the queue grows by 3 a second");
  });

  it("may be the database's, and then everybody meets it", () => {
    expect(normal({ mirroring: { flush: "50 ms" }, topology: { mirror: false } })).toEqual({
      "site-1": null,
      "site-2": null,
      why: "the database takes 20 messages a second of 24: the queue grows by 4 a second",
    });
  });

  it("may be the link's, and then only who crosses it", () => {
    const {
      "site-1": one,
      "site-2": two,
      why,
    } = normal({ layout: "low-bandwidth", wan: { bandwidth: "20 Mbps" } });
    expect(one).not.toBeNull();
    expect(two).toBeNull();
    // 2.484 MB/s are 19.9 Mbps against 20 × 0.7.
    expect(why).toBe("the link carries 14 Mbps of 19.9 Mbps: the queue grows by 5.9 Mbps");
  });

  it("has no end where exactly as many come as are taken, however that is rounded", () => {
    const scenario = scenarioOf({
      layout: "low-bandwidth",
      servers: { messagesPerServer: "6 / s", workers: 7 },
    });
    const { why } = latencyOf(scenario, normalSeating(scenario)!, 24);
    expect(why).toBe("4 servers take 24 messages a second of 24: the queue never comes to rest");
    for (const peak of [24 * (1 - 1e-16), 24 * (1 - 1e-13), 24 * (1 - 1e-9)]) {
      expect(() => latencyOf(scenario, normalSeating(scenario)!, peak)).not.toThrow();
    }
  });
});

describe("who cannot send", () => {
  const scenario = scenarioOf({ layout: "high-bandwidth" });
  const seating = normalSeating(scenario)!;

  it("waits for nothing, and nothing is too small for that", () => {
    const nobody = { "site-1": null, "site-2": null, why: null };
    expect(latencyOf(scenario, { ...seating, databaseSite: null }, 24)).toEqual(nobody);
    expect(latencyOf(scenario, { ...seating, servers: [] }, 24)).toEqual(nobody);
    expect(normal({ users: { atSite2: "100 %" } })["site-1"]).toBeNull();
  });

  it("is everybody beyond a cut link, whose messages are no load either", () => {
    const { "site-1": one, "site-2": two, why } = latencyOf(scenario, { ...seating, link: null }, 24);
    expect(two).toBeNull();
    expect(why).toBeNull();
    // What is left is home 1 at the two servers of site 1: 3 a second at each, 6 at the database.
    expect(one!.mean).toBeGreaterThan(0.002 + COMMIT / (1 - 6 * COMMIT));
    expect(one!.mean).toBeLessThan(0.002 + COMMIT / (1 - 6 * COMMIT) + 1e-3);
  });
});

describe("the two sites", () => {
  const bare: Fields = { wan: { bandwidth: "100 Mbps", roundTrip: "20 ms" }, topology: { witness: false } };
  const swapped = { "site-1": "site-2", "site-2": "site-1" } as const;

  it("are the same thing under two names", () => {
    const pool = { "site-1": { active: 3, idle: 1 }, "site-2": { active: 1, idle: 3 } };
    const here = normal({ ...bare, layout: pool, users: { atSite2: "30 %" } });
    const there = normal({
      ...bare,
      layout: { [swapped["site-1"]]: pool["site-1"], [swapped["site-2"]]: pool["site-2"] },
      users: { atSite2: "70 %" },
      topology: { ...(bare.topology as object), primarySite: "site-2" },
    });
    for (const site of ["site-1", "site-2"] as const) {
      expect(there[swapped[site]]!.mean).toBeCloseTo(here[site]!.mean, 12);
      expect(there[swapped[site]]!.p95).toBeCloseTo(here[site]!.p95, 5);
    }
    expect(here["site-1"]!.mean).not.toBeCloseTo(here["site-2"]!.mean, 4);
  });
});

describe("more of anything good", () => {
  const steps: readonly [string, readonly Fields[]][] = [
    ["workers", [1, 2, 5, 12, 40].map((workers) => ({ servers: { workers, messagesPerServer: "9 / s" } }))],
    [
      "messages a server takes",
      [7, 9, 12, 100].map((each) => ({ servers: { messagesPerServer: `${each} / s` } })),
    ],
    [
      "bandwidth",
      [30, 50, 100, 1000].map((mbps) => ({ wan: { bandwidth: `${mbps} Mbps`, roundTrip: "80 ms" } })),
    ],
    ["nearness", [200, 80, 20, 1].map((ms) => ({ wan: { bandwidth: "50 Mbps", roundTrip: `${ms} ms` } }))],
    ["speed of the disks", [20, 5, 2, 0].map((ms) => ({ mirroring: { flush: `${ms} ms` } }))],
  ];

  it.each(steps)("makes nobody slower: %s", (_, fields) => {
    for (const layout of ["high-bandwidth", "low-bandwidth"]) {
      let slowest = { "site-1": Number.POSITIVE_INFINITY, "site-2": Number.POSITIVE_INFINITY };
      let faster = 0;
      for (const change of fields) {
        const latency = normal({ layout, ...change });
        const means = { "site-1": latency["site-1"]!.mean, "site-2": latency["site-2"]!.mean };
        for (const site of ["site-1", "site-2"] as const) {
          expect(means[site]).toBeLessThanOrEqual(slowest[site]);
          expect(latency[site]!.p95).toBeGreaterThan(means[site]);
          if (means[site] < slowest[site]) faster++;
        }
        slowest = means;
      }
      // Somebody gains by every step.
      expect(faster).toBeGreaterThanOrEqual(fields.length);
    }
  });

  it("or fewer messages makes nobody slower", () => {
    let last = Number.POSITIVE_INFINITY;
    for (const peak of [35, 30, 24, 10, 1, 0]) {
      const latency = normal({ layout: "low-bandwidth", servers: { messagesPerServer: "9 / s" } }, peak);
      expect(latency["site-2"]!.p95).toBeLessThan(last);
      last = latency["site-2"]!.p95;
    }
  });
});
