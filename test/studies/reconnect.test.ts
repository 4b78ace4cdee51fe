/**
 * People who come back, against a model that moves each of them by itself. Both are given the same openings: what
 * the timeline says of servers, Front Ends and the link. What is compared is when 50, 90, 95 and 100 percent of
 * those who were cut off can send again; each model draws its own chance, so means and laws are compared.
 */
import { describe, expect, test } from "vitest";
import type { TimelineResult } from "../../src/index.js";
import { tellLife } from "../../src/studies/index.js";
import { errorsOff, sampleOf } from "../engine/evidence.js";
import { mulberry, playReconnect, type Step } from "../reference/slow-reconnect.js";
import { scriptFrom } from "../reference/slow-reconnect-openings.js";
import { changed, type Mapping, playable, seconds } from "./playing.js";

const REPLICATIONS = 120;
const SHARES = [0.5, 0.9, 0.95, 1];

/** At 8:00:00.25 on the first day: no grid of a job or of an hour is met by chance. */
const STRUCK = 8 * 3600 + 0.25;

/** Shipping is beside the point: as little of it as may be. */
const PEOPLE: Mapping = {
  name: "People",
  layout: "low-bandwidth",
  horizon: "14 h",
  users: { count: 400, atSite2: "40 %", endpointsPerUser: 1.5, signInsPerServer: "100 / s" },
  servers: { usersPerServer: 400 },
  workload: { messagesPerSecond: 0.1, arrivals: "even" },
  wan: { bandwidth: "1 Gbps", roundTrip: "5 ms", poolTraffic: "none" },
  logShipping: {
    anchor: "run",
    backup: { every: "100 d", duration: "20 s", fileSize: "1 MB" },
    copy: { every: "100 d", offset: "30 s" },
    restore: { every: "100 d", offset: "60 s", duration: "10 s" },
  },
  people: { detect: "10 h" },
};

interface Case {
  readonly name: string;
  readonly changes: Mapping;
  /** Endpoints that cannot send at the worst moment. */
  readonly cutOff: number;
  /** How many of them are turned away in the end. */
  readonly never?: number;
}

const strike = (what: string, more: Mapping = {}): Mapping => ({ what, at: seconds(STRUCK), ...more });
const later = (after: number, what: string, more: Mapping = {}): Mapping => ({
  what,
  at: seconds(STRUCK + after),
  ...more,
});
const slow = (rate: number): Mapping => ({ signInsPerServer: `${rate} / s` });

const CASES: readonly Case[] = [
  {
    // 240 users' 360 endpoints of site 1 over four servers: 90 each; 240 of site 2: 60 each.
    name: "one of four servers crashes",
    changes: { failures: [strike("server-crash", { where: "server-2", how: "process", lasts: "3 h" })] },
    cutOff: 150,
  },
  {
    name: "one of four hosts is lost, and sign-ins are slow",
    changes: {
      layout: "high-bandwidth",
      users: slow(0.3),
      failures: [strike("server-crash", { where: "server-6", how: "host", lasts: "3 h" })],
    },
    cutOff: 150,
  },
  {
    name: "a server returns to those who still wait",
    changes: {
      users: slow(0.2),
      failures: [strike("server-crash", { where: "server-1", how: "process", lasts: "2 min" })],
    },
    cutOff: 150,
  },
  {
    name: "the database stops for 40 minutes",
    changes: {
      topology: { mirror: false },
      recovery: { restart: "0 s" },
      failures: [strike("principal-crash", { how: "process", lasts: "40 min" })],
    },
    cutOff: 600,
  },
  {
    name: "the database stops for 40 minutes, and two servers crash meanwhile",
    changes: {
      topology: { mirror: false },
      recovery: { restart: "0 s" },
      users: slow(3),
      failures: [
        strike("principal-crash", { how: "process", lasts: "40 min" }),
        later(303, "server-crash", { where: "server-1", how: "process", lasts: "3 h" }),
        later(1111, "server-crash", { where: "server-3", how: "host", lasts: "10 min" }),
      ],
    },
    cutOff: 600,
  },
  {
    name: "a Front End is lost and back after 7 minutes",
    changes: { failures: [strike("front-end-loss", { where: "front-end-2", lasts: "7 min" })] },
    cutOff: 240,
  },
  {
    name: "the next hop is lost and back after 7 minutes, and sign-ins are slow",
    changes: {
      users: slow(0.5),
      failures: [strike("front-end-loss", { where: "front-end-1", lasts: "7 min" })],
    },
    cutOff: 600,
  },
  {
    name: "the link is cut for 90 seconds, and half of the people do not notice",
    changes: { failures: [strike("wan-cut", { lasts: "90 s" })] },
    cutOff: 240,
  },
  {
    name: "the link is cut for half an hour",
    changes: { failures: [strike("wan-cut", { lasts: "30 min" })] },
    cutOff: 240,
  },
  {
    // All of site 2, and those 180 of site 1 whose server stands there.
    name: "the link is cut for half an hour between active servers",
    changes: { layout: "high-bandwidth", users: slow(1), failures: [strike("wan-cut", { lasts: "30 min" })] },
    cutOff: 420,
  },
  {
    name: "the door opens twice",
    changes: {
      users: slow(0.4),
      failures: [
        strike("front-end-loss", { where: "front-end-2", lasts: "5 min" }),
        later(420, "front-end-loss", { where: "front-end-2", lasts: "4 min" }),
      ],
    },
    cutOff: 240,
  },
  {
    // Room for 150 endpoints on each of three: none beside those that they have.
    name: "servers without room turn people away until the fourth is back",
    changes: {
      users: { overload: "reject" },
      servers: { usersPerServer: 100 },
      failures: [strike("server-crash", { where: "server-4", how: "process", lasts: "20 min" })],
    },
    cutOff: 150,
  },
  {
    name: "servers with little room take some",
    changes: {
      users: { overload: "reject" },
      servers: { usersPerServer: 120 },
      failures: [strike("server-crash", { where: "server-4", how: "host", lasts: "forever" })],
    },
    cutOff: 150,
    never: 60,
  },
];

function tell(mapping: Mapping): TimelineResult[] {
  const scenario = playable(mapping);
  return Array.from({ length: REPLICATIONS }, (_, replication) =>
    tellLife({ scenario, seed: 5, replication, replay: "replay", version: "0" }),
  );
}

const toldSteps = ({ entries }: TimelineResult): Step[] =>
  entries.flatMap((entry) => (entry.fact === "able" ? [{ at: entry.at, able: entry.endpoints }] : []));

/** From the strike until all but a part of those who were cut off can send, for good; Infinity: never. */
function settled(steps: readonly Step[], level: number): number {
  const last = steps.findLastIndex(({ able }) => able < level - 1e-9);
  if (last < 0) return 0;
  return steps[last + 1] === undefined ? Number.POSITIVE_INFINITY : steps[last + 1]!.at - STRUCK;
}

/** Kolmogorov and Smirnov's distance of two samples, times the root of n m / (n + m). Above 2.23 once in 10,000. */
function distance(a: readonly number[], b: readonly number[]): number {
  const upTo = (values: readonly number[], x: number) =>
    values.filter((value) => value <= x).length / values.length;
  const most = Math.max(...[...a, ...b].map((x) => Math.abs(upTo(a, x) - upTo(b, x))));
  return most * Math.sqrt((a.length * b.length) / (a.length + b.length));
}

test("two samples of one law are near, of two laws are not", () => {
  const uniform = mulberry(1);
  const draw = (length: number) => Array.from({ length: 200 }, () => length * uniform());
  expect(distance(draw(1), draw(1))).toBeLessThan(2.23);
  expect(distance(draw(1), draw(1.5))).toBeGreaterThan(2.23);
  expect(distance([0, 1, 2, 3], [0, 1, 2, 3])).toBe(0);
  expect(distance([0, 1], [2, 3])).toBe(1);
});

describe.each(CASES)("$name", ({ changes, cutOff, never = 0 }) => {
  const mapping = changed(PEOPLE, changes);
  const all = 600;
  const told = tell(mapping);
  const fast = told.map(toldSteps);
  const slowly = told.map((life, replication) => [
    ...playReconnect(scriptFrom(life), mulberry(replication)).able,
  ]);

  test("as many are cut off, and as many return", () => {
    for (const steps of [...fast, ...slowly]) {
      expect(Math.min(...steps.map(({ able }) => able))).toBe(all - cutOff);
      expect(steps.at(-1)!.able).toBe(all - never);
    }
  });

  test.each(SHARES)("%d of those who return do so after the same time", (share) => {
    const level = all - never - (1 - share) * (cutOff - never);
    const [theirs, ours] = [fast, slowly].map((plays) => plays.map((steps) => settled(steps, level))) as [
      number[],
      number[],
    ];
    const differences = sampleOf(theirs.map((time, index) => time - ours[index]!));
    const close = Math.abs(differences.mean) < 1e-5;
    if (!close) expect(Math.abs(errorsOff(differences, 0))).toBeLessThan(4);
    expect(distance(theirs, ours)).toBeLessThan(2.23);
  });
});
