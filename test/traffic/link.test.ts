/** Bytes on the link, against sums typed by hand. */
import { describe, expect, it } from "vitest";
import {
  linkTraffic,
  normalSeating,
  poolShareOfLink,
  type Seating,
  totalTraffic,
} from "../../src/traffic/index.js";
import { scenarioOf } from "./reading.js";

function normal(fields: Readonly<Record<string, unknown>>, peak = 24) {
  const scenario = scenarioOf(fields);
  return linkTraffic(scenario, normalSeating(scenario), peak);
}

describe("the pool's own traffic on the link", () => {
  it("is deliveries alone where all active servers stand beside the database", () => {
    // Half the users sit in site 2: 24 × 138 × 1.5 × 0.5 × 1 KB = 2.484 MB/s.
    const traffic = normal({ layout: "low-bandwidth" });
    expect(traffic.posts).toBe(0);
    expect(traffic.relays).toBe(0);
    expect(traffic.deliveries).toBeCloseTo(2_484_000, 6);
  });

  it("has posts and relays beside them where servers are active in both sites", () => {
    // Half of 24 messages are posted from site 2: 12 × 4 KB. Each of the 24 goes to 2 servers of the other site:
    // 48 × 1 KB. Half of each home uses a server of the other site.
    const traffic = normal({ layout: "high-bandwidth" });
    expect(traffic.posts).toBeCloseTo(48_000, 6);
    expect(traffic.relays).toBeCloseTo(48_000, 6);
    expect(traffic.deliveries).toBeCloseTo(2_484_000, 6);
    expect(totalTraffic(traffic)).toBeCloseTo(2_580_000, 6);
  });

  it("goes by its own figures, by the homes of the users, and by the messages of the busiest time", () => {
    // 8 users a quarter of whom live in site 2, 2 endpoints each; 3 servers in site 1 and 1 in site 2; 16 messages a
    // second. Posts: 4 from site 2 × 10 B. Relays: 12 to 1 server + 4 to 3 servers = 24 × 7 B. Crossing: a quarter of
    // site 1 (3 of 12 endpoints) and three quarters of site 2 (3 of 4): 6 of 16; deliveries 16 × 5 × 2 × 6/16 × 3 B.
    const fields = {
      layout: { "site-1": { active: 3 }, "site-2": { active: 1 } },
      users: { count: 8, atSite2: "25 %", endpointsPerUser: 2 },
      traffic: { post: "10 B", relay: "7 B", delivery: "3 B", deliveriesPerMessage: 5 },
    };
    expect(normal(fields, 16)).toEqual({ posts: 40, relays: 168, deliveries: 180 });
    expect(normal(fields, 32)).toEqual({ posts: 80, relays: 336, deliveries: 360 });
  });

  it("counts a user without endpoints to sign in as one who is delivered to", () => {
    const { deliveries } = normal({ layout: "low-bandwidth", users: { endpointsPerUser: 0 } });
    // 24 × 138 × 1 × 0.5 × 1 KB
    expect(deliveries).toBeCloseTo(1_656_000, 6);
  });

  it("counts a way there and back once, since each direction has the bandwidth", () => {
    const scenario = scenarioOf({ layout: "low-bandwidth" });
    const seating: Seating = {
      ...normalSeating(scenario)!,
      carriers: { "site-1": "site-2", "site-2": "site-2" },
    };
    expect(linkTraffic(scenario, seating, 24).deliveries).toBeCloseTo(2 * 2_484_000, 6);
  });

  it("is nothing over a cut link, without a database, without users, and where the scenario leaves it out", () => {
    const nothing = { posts: 0, relays: 0, deliveries: 0 };
    const scenario = scenarioOf();
    const seating = normalSeating(scenario)!;
    expect(linkTraffic(scenario, { ...seating, link: null }, 24)).toEqual(nothing);
    expect(linkTraffic(scenario, { ...seating, databaseSite: null }, 24)).toEqual(nothing);
    expect(normal({ users: { count: 0 } })).toEqual(nothing);
    expect(normal({ wan: { poolTraffic: "none" } })).toEqual(nothing);
    expect(normal({ layout: "database-only" })).toEqual(nothing);
  });

  it("is a share of what the link carries after protocol and loss", () => {
    // 50 Mbps are 6.25 MB/s, of which 0.7 come through: 4.375 MB/s.
    const scenario = scenarioOf({ layout: "low-bandwidth" });
    expect(poolShareOfLink(scenario, 2_187_500, scenario.wan.bandwidth)).toBeCloseTo(0.5, 14);
    expect(poolShareOfLink(scenario, 0, 0)).toBe(0);
  });
});
