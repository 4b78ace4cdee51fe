/**
 * What must be so whatever is drawn, and what arithmetic knows of users and servers: curves rise, capacity never
 * harms, a full queue is worked off at its rate, a pool mirrored in its two sites is the same pool.
 */
import { beforeAll, describe, expect, test } from "vitest";
import type { IncidentResult, RunResult, TimelineResult } from "../../src/index.js";
import { tellLife } from "../../src/studies/index.js";
import { errorsOff, sampleOf } from "../engine/evidence.js";
import { Dice } from "../reference/random-numbers.js";
import { changed, type Mapping, type Often, playable, playWhole, rounded, seconds } from "./playing.js";

const STRUCK = 8 * 3600 + 0.25;

/** Nothing but people and parts: shipping hardly happens, and nobody decides anything. */
const PEOPLE: Mapping = {
  name: "People",
  layout: "high-bandwidth",
  horizon: "14 h",
  users: { count: 400, atSite2: "40 %", endpointsPerUser: 1.5, signInsPerServer: "100 / s" },
  workload: { messagesPerSecond: 1, arrivals: "even" },
  wan: { bandwidth: "1 Gbps", roundTrip: "5 ms", poolTraffic: "none" },
  recovery: { restart: "30 s" },
  logShipping: {
    anchor: "run",
    backup: { every: "100 d", duration: "20 s", fileSize: "1 MB" },
    copy: { every: "100 d", offset: "30 s" },
    restore: { every: "100 d", offset: "60 s", duration: "10 s" },
  },
  people: { detect: "10 h" },
};

const people = (...changes: readonly Mapping[]): Mapping => changes.reduce(changed, PEOPLE);

const strike = (what: string, more: Mapping = {}): Mapping => ({ what, at: seconds(STRUCK), ...more });

const tell = (mapping: Mapping, replication = 0, seed = 3): TimelineResult =>
  tellLife({ scenario: playable(mapping), seed, replication, replay: "replay", version: "0" });

const ableSteps = ({ entries }: TimelineResult) =>
  entries.flatMap((entry) => (entry.fact === "able" ? [entry] : []));

const orNever = (time: number | null): number => time ?? Number.POSITIVE_INFINITY;

const curveOf = ({ rtoCurve }: IncidentResult): number[] =>
  (["50", "90", "95", "100"] as const).map((share) => orNever(rtoCurve[share]));

/** One to three failures of any kind that touches people, at any times of the same hours. */
function randomFailures(seed: number): Mapping[] {
  const dice = new Dice(seed);
  const lasts = () => `${dice.pick([20, 61, 90, 150, 420, 1800, 5000])} s`;
  const site = () => dice.pick(["site-1", "site-2"]);
  const kinds: readonly (() => Mapping)[] = [
    () => ({
      what: "server-crash",
      where: `server-${dice.whole(1, 8)}`,
      how: dice.pick(["process", "host"]),
      lasts: lasts(),
    }),
    () => ({ what: "front-end-loss", where: dice.pick(["front-end-1", "front-end-2"]), lasts: lasts() }),
    () => ({ what: "wan-cut", lasts: lasts() }),
    () => ({ what: "principal-crash", how: "process", lasts: lasts() }),
    () => ({ what: "site-loss", where: site(), lasts: lasts() }),
  ];
  return Array.from({ length: dice.whole(1, 3) }, () => ({
    ...dice.pick(kinds)(),
    at: seconds(STRUCK + dice.whole(0, 1500)),
  }));
}

function randomPool(seed: number): Mapping {
  const dice = new Dice(seed);
  return people({
    layout: dice.pick(["high-bandwidth", "low-bandwidth"]),
    topology: { mirror: dice.chance(0.5) },
    users: {
      count: dice.pick([1, 7, 400]),
      atSite2: dice.pick(["0 %", "40 %", "100 %"]),
      signInsPerServer: `${dice.pick([0.3, 2, 100])} / s`,
      endpointsPerUser: dice.pick([0, 1, 1.5]),
    },
    people: { detect: dice.pick(["5 min", "10 h"]), decide: "10 min" },
    frontEnd: { failover: "3 min" },
    failures: randomFailures(dice.seedOfItsOwn()),
  });
}

describe("whatever strikes", () => {
  let incidents: readonly IncidentResult[] = [];
  beforeAll(() => {
    const seeds = Array.from({ length: 120 }, (_, seed) => seed);
    incidents = seeds.flatMap((seed) => playWhole(randomPool(seed), { seed, replications: 2 }).incidents);
  });

  test("the last user is never back before the first", () => {
    expect(incidents.length).toBeGreaterThan(200);
    for (const incident of incidents) {
      const curve = curveOf(incident);
      expect(curve).toEqual([...curve].sort((a, b) => a - b));
      expect(Math.min(...curve)).toBeGreaterThanOrEqual(0);
    }
    // And there is something to see: curves that rise, and such as stay.
    const rising = incidents.filter(({ rtoCurve }) => orNever(rtoCurve[50]) < orNever(rtoCurve[100]));
    expect(rising.length).toBeGreaterThan(100);
  });

  test("the outage is one of the curve's points", () => {
    for (const { rto, rtoFull, rtoCurve } of incidents) {
      expect(rtoCurve[95]).toBe(rto);
      expect(rtoCurve[100]).toBe(rtoFull);
    }
  });

  test("who was cut off was served as much less", () => {
    for (const { usersDown, availability, rtoFull, served } of incidents) {
      expect(usersDown).toBeGreaterThanOrEqual(0);
      expect(usersDown).toBeLessThanOrEqual(1);
      expect(availability).toBeLessThanOrEqual(1);
      if (usersDown === 0) expect(rtoFull).toBe(0);
      if (usersDown === 0) expect(availability).toBe(1);
      expect(served.length).toBeLessThanOrEqual(64);
      for (const { share } of served) {
        expect(share).toBeGreaterThanOrEqual(1 - usersDown - 1e-9);
        expect(share).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe("more sign-in capacity", () => {
  const rates = [0.05, 0.1, 0.2, 0.4, 1.6, 10, 100];
  const storms: readonly (readonly [string, Mapping])[] = [
    [
      "after a crash",
      { failures: [strike("server-crash", { where: "server-1", how: "process", lasts: "5 h" })] },
    ],
    ["after a Front End", { failures: [strike("front-end-loss", { where: "front-end-1", lasts: "7 min" })] }],
    ["after a site", { failures: [strike("site-loss", { where: "site-1", lasts: "20 min" })] }],
    ["after a cut", { failures: [strike("wan-cut", { lasts: "30 min" })] }],
  ];

  test.each(storms)("never lengthens a reconnect %s", (_, storm) => {
    const lives = rates.map((rate) =>
      playWhole(people(storm, { users: { signInsPerServer: `${rate} / s` } }), { seed: 9, replications: 20 }),
    );
    const curves = lives.map(({ incidents }) => incidents.map(curveOf));
    curves.slice(1).forEach((faster, index) => {
      const slower = curves[index]!;
      expect(faster).toHaveLength(20);
      faster.forEach((curve, life) => {
        for (const [point, time] of curve.entries()) {
          expect(time).toBeLessThanOrEqual(slower[life]![point]! + 1e-9);
        }
      });
    });
    // And shortens it: the last are back later by far where sign-ins are slow.
    const last = (curve: readonly (readonly number[])[]) => sampleOf(curve.map((points) => points[3]!)).mean;
    expect(last(curves.at(-1)!)).toBeLessThan(0.9 * last(curves[0]!));
  });
});

const FULL: Mapping = { users: { count: 80_000, atSite2: "50 %" }, layout: "low-bandwidth" };

test("80,000 users with 1.5 devices sign in to four servers at 2.5 a second in 12,000 s", () => {
  // Site 1 and all servers are lost for 20 min, and nobody fails over. From each server's return on it signs in 2.5
  // a second: 120,000 = 2.5 Σ (t − tᵢ) at t = 12,000 s + the mean of the four returns. The queue never runs dry:
  // in the first 300 s there try up to 400 a second.
  const failures = [strike("site-loss", { where: "site-1", lasts: "20 min" })];
  for (const replication of [0, 1, 2]) {
    const life = tell(people(FULL, { users: { signInsPerServer: "2.5 / s" }, failures }), replication);
    const returns = life.entries.flatMap((entry) =>
      entry.fact === "attached" && entry.at > STRUCK ? [entry.at] : [],
    );
    expect(returns).toHaveLength(4);
    const due = 12_000 + sampleOf(returns).mean;
    const able = ableSteps(life);
    const none = able.find(({ at }) => at === STRUCK)!;
    expect(none).toMatchObject({ endpoints: 0, counted: 120_000 });
    const last = able.find(({ at, endpoints }) => at > STRUCK && endpoints === 120_000)!;
    // Cells of four or eight seconds at the end, and one that each return breaks off.
    expect(last.at).toBeGreaterThanOrEqual(due - 1);
    expect(last.at).toBeLessThanOrEqual(due + 4 * 8);
    const [incident] = life.incidents;
    expect(incident!.rtoFull).toBeCloseTo(last.at - STRUCK, 5);
    expect(incident!.rto!).toBeGreaterThan(0.94 * 12_000 + 1200);
    expect(incident!.rto!).toBeLessThan(0.96 * 12_000 + 1300);
    expect(incident!.usersDown).toBe(1);
  }
});

describe("one server of four lost at full load", () => {
  const crash = strike("server-crash", { where: "server-1", how: "process", lasts: "forever" });
  const second = { what: "server-crash", where: "server-2", at: seconds(STRUCK + 7200), lasts: "forever" };

  test("with degrade puts 26,667 users on each survivor", () => {
    const { entries } = tell(people(FULL, { failures: [crash, second] }));
    const lost = (server: string) =>
      entries
        .flatMap((entry) =>
          entry.fact === "sessions-lost" && entry.server === server ? [entry.endpoints] : [],
        )
        .reduce((sum, endpoints) => sum + endpoints, 0);
    expect(lost("server-1")).toBe(30_000);
    // 120,000 over three, or one more or less of each home.
    expect(Math.abs(lost("server-2") - 40_000)).toBeLessThanOrEqual(2);
    expect(Math.round(lost("server-2") / 1.5 / 10)).toBe(2667);
  });

  test("with degrade brings everybody back", () => {
    const able = ableSteps(tell(people(FULL, { failures: [crash] })));
    expect(able.at(-1)).toMatchObject({ endpoints: 120_000, counted: 120_000 });
    expect(Math.min(...able.map(({ endpoints }) => endpoints))).toBe(90_000);
  });

  test("with reject turns 20,000 away", () => {
    const life = tell(people(FULL, { users: { overload: "reject" }, failures: [crash] }));
    const { counted, endpoints } = ableSteps(life).at(-1)!;
    expect((counted - endpoints) / 1.5).toBe(20_000);
    expect(life.incidents[0]).toMatchObject({ rto: null, rtoFull: null, usersDown: 0.25 });
    expect(life.incidents[0]!.rtoCurve).toMatchObject({ 50: 0, 95: null, 100: null });
  });
});

const SWAPPED: Readonly<Record<string, string>> = {
  "site-1": "site-2",
  "site-2": "site-1",
  "front-end-1": "front-end-2",
  "front-end-2": "front-end-1",
};

/** The same pool with its sites exchanged. */
function mirrored(mapping: Mapping): Mapping {
  const swap = (value: unknown): unknown => {
    if (typeof value === "string") return SWAPPED[value] ?? value;
    if (Array.isArray(value)) return value.map(swap);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [SWAPPED[key] ?? key, swap(inner)]),
    );
  };
  const { atSite2 } = mapping.users as { atSite2: string };
  const other = `${100 - Number.parseFloat(atSite2)} %`;
  return changed(swap(mapping) as Mapping, { users: { atSite2: other } });
}

describe("a pool with its sites exchanged", () => {
  const pool = people({
    topology: { primarySite: "site-1", nextHop: "front-end-1", mirror: false },
    layout: { "site-1": { active: 3, idle: 1 }, "site-2": { active: 1, idle: 1 } },
    servers: { reattach: "15 s", replication: "2 min" },
    users: { atSite2: "30 %" },
    wan: { poolTraffic: "modelled" },
    logShipping: {
      share: "site-1",
      anchor: "run",
      backup: { every: "15 min" },
      copy: { every: "15 min" },
      restore: { every: "15 min" },
    },
    people: { detect: "5 min", decide: "10 min", step: "2 min" },
    frontEnd: { failover: "10 min" },
  });
  const bySite = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;
  /** Latency of the two homes, exchanged where the pool is. */
  const latencyOf = ({ normal }: RunResult, swap: boolean) => {
    const { "site-1": one, "site-2": two, why } = normal!.latency;
    return bySite({ one: swap ? two : one, two: swap ? one : two, why });
  };
  const figures = ({ incidents }: RunResult) =>
    incidents.map(({ rto, rtoFull, rpo, usersDown, messages, availability, closed }) =>
      rounded({ rto, rtoFull, rpo, usersDown, messages, availability, closed }),
    );
  const both = (failures: readonly Mapping[], often: Often = {}) => {
    const one = people(pool, { failures });
    return [playWhole(one, often), playWhole(mirrored(one), often)] as const;
  };

  test("has the same latency and the same traffic on the link", () => {
    const [one, other] = both([]);
    expect(latencyOf(one, false)).toEqual(latencyOf(other, true));
    expect(one.normal!.link).toEqual(other.normal!.link);
    const { "site-1": near, "site-2": far } = one.normal!.latency;
    expect(near!.mean).not.toBe(far!.mean);
  });

  // Nobody signs in anew, and nothing else is drawn: to the microsecond.
  test.each([
    ["its database stops for 20 min", [strike("principal-crash", { how: "process", lasts: "9 min" })]],
    ["its link is slow", [strike("wan-slow", { bandwidth: "20 Mbps", lasts: "3 h" })]],
    ["its share is lost", [strike("share-loss", { lasts: "2 h" })]],
  ])("has the same incidents when %s", (_, failures) => {
    const [one, other] = both(failures);
    expect(one.incidents).toHaveLength(1);
    expect(figures(one)).toEqual(figures(other));
  });

  // Who signs in draws under the name of his home: the laws are the same, not the draws.
  test.each([
    ["site", strike("site-loss", { where: "site-1", lasts: "4 h" })],
    ["other site", strike("site-loss", { where: "site-2", lasts: "4 h" })],
    ["link", strike("wan-cut", { lasts: "10 min" })],
    ["next hop", strike("front-end-loss", { where: "front-end-1", lasts: "7 min" })],
  ])("loses as much with its %s", (_, failure) => {
    const [one, other] = both([failure], { replications: 100 });
    expect(one.incidents).toHaveLength(100);
    const of = ({ incidents }: RunResult, read: (incident: IncidentResult) => number | null) =>
      incidents.map((incident) => read(incident) ?? -1);
    for (const read of [
      ({ rto }: IncidentResult) => rto,
      ({ rtoFull }: IncidentResult) => rtoFull,
      ({ rpo }: IncidentResult) => rpo,
      ({ usersDown }: IncidentResult) => usersDown,
      ({ messages }: IncidentResult) => messages.refused,
    ]) {
      const [ours, theirs] = [of(one, read), of(other, read)];
      const differences = sampleOf(ours.map((value, life) => value - theirs[life]!));
      if (differences.variance > 1e-9) expect(Math.abs(errorsOff(differences, 0))).toBeLessThan(4);
      else expect(differences.mean).toBeCloseTo(0, 5);
    }
  });
});

describe("a file in another order", () => {
  const mapping = people({
    users: { signInsPerServer: "2 / s" },
    failures: Array.from({ length: 4 }, (_, seed) => randomFailures(seed)).flat(),
  });
  /** Every mapping's keys, and the list of failures, the other way round. */
  const turned = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(turned);
    const entries = Object.entries(value).map(([key, inner]) => [key, turned(inner)]);
    return Object.fromEntries(entries.reverse());
  };
  const bytes = (asked: Mapping) => JSON.stringify(playWhole(asked, { seed: 7, replications: 10 }));

  test("changes no byte of the result", () => {
    const asked = bytes(mapping);
    expect(bytes(turned(mapping) as Mapping)).toBe(asked);
    const failures = mapping.failures as readonly Mapping[];
    expect(failures.length).toBeGreaterThan(4);
    expect(bytes({ ...mapping, failures: [...failures].reverse() })).toBe(asked);
    for (let turn = 1; turn < failures.length; turn++) {
      const other = [...failures.slice(turn), ...failures.slice(0, turn)];
      expect(bytes({ ...mapping, failures: other })).toBe(asked);
    }
  });
});
