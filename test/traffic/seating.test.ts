/** Who sits where: endpoints by home, servers counted through, an even spread. */
import { describe, expect, it } from "vitest";
import { LAYOUTS } from "../../src/spec/index.js";
import {
  crossings,
  endpointsOf,
  endpointsPerServer,
  normalSeating,
  reaches,
  serversOf,
} from "../../src/traffic/index.js";
import { scenarioOf } from "./reading.js";

describe("endpoints", () => {
  it("are one and a half for each user, by home", () => {
    const { users } = scenarioOf({ users: { atSite2: "25 %" } });
    expect(endpointsOf(users)).toEqual({ "site-1": 90_000, "site-2": 30_000 });
  });

  it("are one each where signing in costs nothing, and never none where somebody lives", () => {
    expect(endpointsOf(scenarioOf({ users: { count: 7, endpointsPerUser: 0 } }).users)).toEqual({
      "site-1": 3,
      "site-2": 4,
    });
    expect(endpointsOf(scenarioOf({ users: { count: 4, endpointsPerUser: 0.01 } }).users)).toEqual({
      "site-1": 1,
      "site-2": 1,
    });
    expect(endpointsOf(scenarioOf({ users: { count: 4, atSite2: 0 } }).users)).toEqual({
      "site-1": 6,
      "site-2": 0,
    });
  });

  it("fill a server at 20,000 users", () => {
    expect(endpointsPerServer(scenarioOf())).toBe(30_000);
    expect(endpointsPerServer(scenarioOf({ users: { endpointsPerUser: 0 } }))).toBe(20_000);
    expect(endpointsPerServer(scenarioOf({ servers: { usersPerServer: 3 } }))).toBe(4);
  });
});

describe("servers", () => {
  const told = (name: "high-bandwidth" | "low-bandwidth" | "database-only") =>
    serversOf(LAYOUTS[name]).map(
      ({ name: server, site, active }) => `${server} ${site} ${active ? "active" : "idle"}`,
    );

  it("are counted through: the active of a site, its idle, then the other site", () => {
    expect(told("high-bandwidth")).toEqual([
      "server-1 site-1 active",
      "server-2 site-1 active",
      "server-3 site-1 idle",
      "server-4 site-1 idle",
      "server-5 site-2 active",
      "server-6 site-2 active",
      "server-7 site-2 idle",
      "server-8 site-2 idle",
    ]);
    expect(told("low-bandwidth").slice(3, 5)).toEqual(["server-4 site-1 active", "server-5 site-2 idle"]);
    expect(told("database-only")).toEqual([]);
  });
});

describe("the normal seating", () => {
  it("spreads each home evenly over the active servers, the lowest numbers taking what is left over", () => {
    const seating = normalSeating(scenarioOf({ users: { count: 7, endpointsPerUser: 3 } }))!;
    // 3 users of site 1 with 9 endpoints, 4 of site 2 with 12.
    expect(seating.servers).toEqual([
      { site: "site-1", endpoints: { "site-1": 3, "site-2": 3 } },
      { site: "site-1", endpoints: { "site-1": 2, "site-2": 3 } },
      { site: "site-2", endpoints: { "site-1": 2, "site-2": 3 } },
      { site: "site-2", endpoints: { "site-1": 2, "site-2": 3 } },
    ]);
    expect(seating).toMatchObject({ databaseSite: "site-1", mirrored: true, link: { roundTrip: 5_000 } });
  });

  it("is none without users or without chat servers", () => {
    expect(normalSeating(scenarioOf({ users: { count: 0 } }))).toBeNull();
    expect(normalSeating(scenarioOf({ layout: "database-only" }))).toBeNull();
  });
});

describe("a way", () => {
  const seating = normalSeating(scenarioOf())!;

  it("crosses the link to a server beyond it, and twice by a Front End beyond it", () => {
    expect(crossings(seating, "site-1", "site-1")).toBe(0);
    expect(crossings(seating, "site-1", "site-2")).toBe(1);
    const carried = { ...seating, carriers: { "site-1": "site-2", "site-2": "site-2" } } as const;
    expect(crossings(carried, "site-1", "site-1")).toBe(2);
    expect(crossings(carried, "site-1", "site-2")).toBe(1);
    expect(crossings(carried, "site-2", "site-2")).toBe(0);
  });

  it("leads nowhere over a cut link, to a server cut off from the database, or without a database", () => {
    const cut = { ...seating, link: null };
    expect(reaches(cut, "site-1", "site-1")).toBe(true);
    expect(reaches(cut, "site-2", "site-1")).toBe(false);
    expect(reaches(cut, "site-2", "site-2")).toBe(false);
    expect(reaches({ ...seating, databaseSite: null }, "site-1", "site-1")).toBe(false);
  });
});
