/**
 * How many servers work in the long run, where theory knows it. Each of four servers, with none idle, fails every
 * 1000 h of its work and is down for 24 h, both exponential; each site stands 99.9 % of the time, and takes its
 * servers with it. With a = 1000 / 1024 and s = .999 the four work 4 a s = 3.90234 on average wherever they stand;
 * all of them a⁴ s = .908585 of the time in one site, and (a² s)² = .907677 in two; none 1 − s + s (1 − a)⁴ =
 * 1.0003e-3 of the time in one, and (1 − s + s (1 − a)²)² = 2.4e-6 in two.
 */
import { describe, expect, test } from "vitest";
import type { TimelineResult } from "../../src/index.js";
import { tellLife } from "../../src/studies/index.js";
import { errorsOff, type Sample, sampleOf } from "../engine/evidence.js";
import { Dice } from "../reference/random-numbers.js";
import { HOUR, type Mapping, playable, seconds } from "./playing.js";

const LIVES = 100;
const HORIZON = 3000 * HOUR;
/** All stand at the beginning; after ten times what it takes to forget that, nothing is left of it. */
const FORGOTTEN = 250 * HOUR;

const SERVER = { up: 1000 * HOUR, down: 24 * HOUR };
/** Only the share of time counts. Short and often: the share of time with nobody is then known to a few percent. */
const SITE = { up: 199.8 * HOUR, down: 0.2 * HOUR };

/** Up and down in turn for exponential times, as a list of what strikes and how long that lasts. */
function strikes(dice: Dice, { up, down }: { up: number; down: number }, failure: Mapping): Mapping[] {
  const exponential = (mean: number) => -mean * Math.log(1 - dice.uniform());
  const list: Mapping[] = [];
  for (let at = exponential(up); at < HORIZON; at += exponential(up)) {
    const lasts = Math.max(exponential(down), 1e-3);
    list.push({ ...failure, at: seconds(at), lasts: seconds(lasts) });
    at += lasts;
  }
  return list;
}

/** What befalls the four servers and their sites, whatever anybody does. */
function fateOf(number: number, sites: readonly string[]): Mapping[] {
  const dice = new Dice(1000 + number);
  return [
    ...[...new Set(sites)].flatMap((where) => strikes(dice, SITE, { what: "site-loss", where })),
    ...["server-1", "server-2", "server-3", "server-4"].flatMap((where) =>
      strikes(dice, SERVER, { what: "server-crash", where, how: "process" }),
    ),
  ];
}

/** A life that is dealt this fate, and whose people never do anything. */
function lifeOf(layout: Mapping, failures: readonly Mapping[]): TimelineResult {
  const mapping: Mapping = {
    name: "Servers for a year",
    layout,
    topology: { mirror: false, secondaryMirror: false },
    horizon: seconds(HORIZON),
    users: { count: 4, endpointsPerUser: 0 },
    workload: { messagesPerSecond: 0.0001, arrivals: "even" },
    wan: { bandwidth: "1 Gbps", roundTrip: "5 ms", poolTraffic: "none" },
    logShipping: {
      anchor: "run",
      backup: { every: "365 d" },
      copy: { every: "365 d" },
      restore: { every: "365 d" },
    },
    monitoring: { backupAlert: "none", restoreAlert: "none" },
    people: { detect: "10000 d" },
    failures,
  };
  return tellLife({ scenario: playable(mapping), seed: 1, replication: 0, replay: "replay", version: "0" });
}

/** The share of time for which none, one, two, three and four servers ran. */
type Worked = readonly number[];

const meanOf = (worked: Worked): number => worked.reduce((sum, share, count) => sum + share * count, 0);

/** Time averages of how many servers ran, from what is told of each server alone. */
function workedIn({ entries, setting }: TimelineResult): Worked {
  const active = setting.users!.servers.filter(({ active }) => active).map(({ name }) => name);
  const up = new Set(active);
  const time = new Array<number>(5).fill(0);
  let since = FORGOTTEN;
  const pass = (at: number) => {
    if (at <= since) return;
    time[up.size]! += at - since;
    since = at;
  };
  for (const entry of entries) {
    if (entry.fact !== "server") continue;
    pass(entry.at);
    if (entry.up) up.add(entry.server);
    else up.delete(entry.server);
  }
  pass(HORIZON);
  return time.map((value) => value / (HORIZON - FORGOTTEN));
}

/** The same from the fate alone: a server runs while it and its site do; one that is down cannot crash. */
function workedBy(fate: readonly Mapping[], sites: readonly string[]): Worked {
  const spans = fate.map(({ where, at, lasts }) => {
    const from = Number.parseFloat(at as string);
    return { where: where as string, from, to: from + Number.parseFloat(lasts as string) };
  });
  const during = (where: string, at: number) =>
    spans.some((span) => span.where === where && span.from <= at && at < span.to);
  const servers = sites.map((site, index) => ({
    site,
    down: spans.filter((span) => span.where === `server-${index + 1}` && !during(site, span.from)),
  }));
  const instants = [FORGOTTEN, HORIZON, ...spans.flatMap(({ from, to }) => [from, to])]
    .filter((at) => at >= FORGOTTEN && at <= HORIZON)
    .sort((a, b) => a - b);
  const time = new Array<number>(5).fill(0);
  instants.slice(1).forEach((to, index) => {
    const from = instants[index]!;
    const middle = (from + to) / 2;
    const lost = sites.filter((site, place) => sites.indexOf(site) === place && during(site, middle));
    const up = servers.filter(
      ({ site, down }) =>
        !lost.includes(site) && !down.some((span) => span.from <= middle && middle < span.to),
    );
    time[up.length]! += to - from;
  });
  return time.map((value) => value / (HORIZON - FORGOTTEN));
}

function expectNear(sample: Sample, truth: number, precision: number): void {
  expect(sample.size).toBe(LIVES);
  expect(sample.standardError / truth).toBeLessThan(precision);
  expect(Math.abs(errorsOff(sample, truth))).toBeLessThan(4);
}

describe.each([
  {
    name: "four servers in one site",
    layout: { "site-1": { active: 4, idle: 0 }, "site-2": { active: 0, idle: 0 } },
    sites: ["site-1", "site-1", "site-1", "site-1"],
    all: 0.908585,
  },
  {
    name: "two servers in each site",
    layout: { "site-1": { active: 2, idle: 0 }, "site-2": { active: 2, idle: 0 } },
    sites: ["site-1", "site-1", "site-2", "site-2"],
    all: 0.907677,
  },
])("$name", ({ layout, sites, all }) => {
  const fates = Array.from({ length: LIVES }, (_, number) => fateOf(number, sites));
  const lives = fates.map((fate) => workedIn(lifeOf(layout, fate)));

  test("run whenever neither they nor their sites are down", () => {
    fates.slice(0, 30).forEach((fate, number) => {
      const expected = workedBy(fate, sites);
      for (const [count, share] of lives[number]!.entries()) expect(share).toBeCloseTo(expected[count]!, 9);
    });
  });

  test("3.90234 of them work on average", () => {
    expectNear(sampleOf(lives.map(meanOf)), 3.90234, 0.005);
  });

  test("all of them for the share of time that theory gives", () => {
    expectNear(sampleOf(lives.map((worked) => worked[4]!)), all, 0.005);
  });

  test("none of them while the site is lost, and hardly ever where there are two", () => {
    const none = sampleOf(lives.map((worked) => worked[0]!));
    if (new Set(sites).size === 1) expectNear(none, 1.000301e-3, 0.05);
    else expect(none.mean).toBeLessThan(1e-5);
  });
});
