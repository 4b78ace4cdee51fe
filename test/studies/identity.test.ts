/** What a replication is: scenario, seed and number, and nothing else. And what is refused before anything plays. */
import { describe, expect, test } from "vitest";
import { planLives, playLife, startRun } from "../../src/studies/index.js";
import {
  changed,
  clock,
  HOUR,
  type Mapping,
  MINUTE,
  PLAIN,
  play,
  playable,
  refusals,
  siteLoss,
} from "./playing.js";

/** Everything drawn that can be drawn. */
const DRAWN: Mapping = {
  workload: { arrivals: "poisson" },
  logShipping: {
    backup: { duration: { uniform: ["10 s", "40 s"] }, jitter: { uniform: ["0 s", "3 s"] } },
    copy: { offset: { uniform: ["0 s", "15 min"] } },
  },
  people: {
    decide: { lognormal: { median: "30 min", sigma: 0.8 } },
    step: { lognormal: { median: "2 min", sigma: 0.5 } },
  },
};

const FAILURES: readonly Mapping[] = [
  { what: "wan-cut", at: { uniform: ["1 d", "5 d"] }, lasts: { exponential: "3 h" } },
  { what: "wan-cut", at: { uniform: ["1 d", "5 d"] }, lasts: { exponential: "5 h" } },
  { what: "wan-cut", at: { uniform: ["1 d", "5 d"] }, lasts: { exponential: "3 h" } },
  { what: "corrupt-backup", at: "3 d 4 h" },
  { what: "share-loss", at: "3 d 4 h", lasts: { uniform: ["10 min", "3 h"] } },
  { what: "site-loss", where: "site-2", at: "6 d", lasts: "2 h" },
  { what: "site-loss", where: "site-1", at: { triangular: ["2 d", "4 d", "8 d"] }, lasts: "1 d" },
];

const bytes = (failures: readonly Mapping[], seed = 7, replications = 20): string =>
  JSON.stringify(play({ ...DRAWN, failures }, { seed, replications }));

describe("one seed, one scenario", () => {
  test("gives the same bytes twice", () => {
    expect(bytes(FAILURES)).toBe(bytes(FAILURES));
  });

  test("gives other figures with another seed", () => {
    expect(bytes(FAILURES, 8)).not.toBe(bytes(FAILURES));
  });

  test("gives the same bytes however its failures are listed", () => {
    const asked = bytes(FAILURES);
    expect(bytes([...FAILURES].reverse())).toBe(asked);
    for (let turn = 1; turn < FAILURES.length; turn++) {
      expect(bytes([...FAILURES.slice(turn), ...FAILURES.slice(0, turn)])).toBe(asked);
    }
  });

  test("gives the same bytes with failures that never come", () => {
    const withRates = (reliability: Mapping) =>
      JSON.stringify(
        play({ ...DRAWN, users: null, reliability, failures: FAILURES }, { seed: 7, replications: 3 }),
      );
    const never = { fails: "0 / year", repair: "4 h" };
    expect(withRates({ witness: never, "site-1": never, wan: { fails: "0 / day" } })).toBe(withRates({}));
  });

  test("gives the same bytes in any portions", () => {
    const plan = { scenario: playable(changed(PLAIN, { ...DRAWN, failures: FAILURES })), seed: 7 };
    const inPortionsOf = (count: number) => {
      const run = startRun({ ...plan, replications: 20, replay: "replay", version: "0" });
      while (run.advance(count));
      return JSON.stringify(run.finish());
    };
    expect(inPortionsOf(1)).toBe(bytes(FAILURES));
    expect(inPortionsOf(7)).toBe(bytes(FAILURES));
  });

  test("gives a replication the same life whoever was played before it", () => {
    const lives = planLives(playable(changed(PLAIN, { ...DRAWN, failures: FAILURES })));
    const alone = playLife(lives, 7, 13);
    for (let number = 0; number < 13; number++) playLife(lives, 7, number);
    const after = playLife(lives, 7, 13);
    expect(after).toEqual(alone);
    expect(after.fingerprint.toString()).toBe(alone.fingerprint.toString());
  });

  test("gives more replications without changing the first ones", () => {
    const few = play({ ...DRAWN, failures: FAILURES }, { seed: 7, replications: 5 }).incidents;
    const many = play({ ...DRAWN, failures: FAILURES }, { seed: 7, replications: 20 }).incidents;
    expect(many.filter(({ replication }) => replication < 5)).toEqual(few);
  });

  test("an interrupted run says so", () => {
    const scenario = playable(changed(PLAIN, { failures: [siteLoss(clock(1, 9))] }));
    const run = startRun({ scenario, seed: 1, replications: 10, replay: "replay", version: "0" });
    expect(run.advance(4)).toBe(true);
    expect(run.finish()).toMatchObject({ replications: 4, partial: { planned: 10 } });
    while (run.advance(4));
    expect(run.finish()).toMatchObject({ replications: 10, partial: null });
  });

  test("a failure keeps its draws under its own id, whatever comes beside it", () => {
    const own = { ...FAILURES[6]!, id: "the-fire" };
    const at = (failures: readonly Mapping[]) =>
      play({ ...DRAWN, failures }, { replications: 10 })
        .incidents.flatMap(({ replication, causes }) => causes.map((cause) => ({ replication, ...cause })))
        .filter(({ what, where }) => what === "site-loss" && where === "site-1")
        .map((cause) => cause.at);
    const alone = at([own]);
    expect(alone).toHaveLength(10);
    expect(at([FAILURES[4]!, own])).toEqual(alone);
  });

  test("the arrivals of a replication do not hang on what strikes it", () => {
    // Offered are the same messages in every fate, as long as the window is the same.
    const offered = (failures: readonly Mapping[]) =>
      play({ workload: { arrivals: "poisson" }, failures }, { replications: 3 }).messages.offered;
    const quiet = offered([]);
    expect(offered([siteLoss(clock(3, 9, 7))])).toBe(quiet);
    expect(offered([{ what: "wan-cut", at: "2 d", lasts: "1 d" }])).toBe(quiet);
  });
});

describe("when a failure strikes", () => {
  const ats = (at: unknown, changes: Mapping = {}) =>
    play(
      { ...changes, failures: [changed({ what: "site-loss", lasts: "forever", at }, {})] },
      { replications: 200 },
    ).incidents.map((incident) => incident.at);

  test("at a law's instant, within its bounds", () => {
    const found = ats({ uniform: ["1 d 9 h", "1 d 10 h"] });
    expect(Math.min(...found)).toBeGreaterThanOrEqual(clock(1, 9));
    expect(Math.max(...found)).toBeLessThanOrEqual(clock(1, 10));
    // 200 uniform instants: the ends are not 5 min away from both (0.917^200 = 3e-8).
    expect(Math.min(...found)).toBeLessThan(clock(1, 9, 5));
    expect(Math.max(...found)).toBeGreaterThan(clock(1, 9, 55));
    expect(new Set(ats({ empirical: ["1 d", "2 d", "5 d"] }))).toEqual(
      new Set([clock(1), clock(2), clock(5)]),
    );
  });

  test("any: over one common period from a day on, or from where it is said", () => {
    const found = ats("any");
    expect(Math.min(...found)).toBeGreaterThanOrEqual(clock(1));
    expect(Math.max(...found)).toBeLessThan(clock(1, 0, 15));
    // Backups every 15 min and copies every 10: together every 30.
    const longer = ats("any", { logShipping: { copy: { every: "10 min" } } });
    expect(Math.max(...longer)).toBeLessThan(clock(1, 0, 30));
    expect(Math.max(...longer)).toBeGreaterThan(clock(1, 0, 25));
    const failures = [{ what: "site-loss", at: "any", from: "3 d 12 h", lasts: "forever" }];
    for (const { at } of play({ failures }, { replications: 50 }).incidents) {
      expect(at).toBeGreaterThanOrEqual(clock(3, 12));
      expect(at).toBeLessThan(clock(3, 12, 15));
    }
  });

  test("any: over the day where intervals do not divide it, over the week where bursts come weekly", () => {
    const day = ats("any", { logShipping: { backup: { every: "7 min" } } });
    expect(Math.max(...day)).toBeGreaterThan(clock(1, 23));
    expect(Math.max(...day)).toBeLessThan(clock(2));
    const bursts = [{ every: "7 d", offset: "6 d", lasts: "1 h", log: "1 GB" }];
    const week = ats("any", { workload: { bursts } });
    expect(Math.max(...week)).toBeGreaterThan(clock(7));
    expect(Math.max(...week)).toBeLessThan(clock(8));
  });
});

describe("refused before anything is played", () => {
  const refused = (changes: Mapping) =>
    refusals(changed(PLAIN, changes)).map(({ message, allowed }) => `${message}; ${allowed}`);

  test("a failure after the horizon, with the horizon that it needs", () => {
    const at = (instant: string, horizon: string) =>
      refused({ horizon, failures: [{ what: "site-loss", at: instant }] });
    expect(at("20 d", "14 d")).toHaveLength(1);
    expect(at("20 d", "14 d")[0]).toContain("20 d");
    expect(at("14 d", "14 d")).toEqual([]);
    expect(at("14 d 1 s", "14 d")).toHaveLength(1);
  });

  test("a law or `any` that could strike after it", () => {
    const failing = (at: unknown, from?: string) =>
      refused({ failures: [changed({ what: "site-loss", at }, from === undefined ? {} : { from })] });
    expect(failing({ uniform: ["1 d", "15 d"] })[0]).toContain("15 d");
    expect(failing({ exponential: "1 h" })).toHaveLength(1);
    expect(failing("any", "13 d 23 h 50 min")[0]).toContain("14 d 5 min");
    expect(failing("any", "13 d 23 h 45 min")).toEqual([]);
  });

  test("`any` without a common period that anybody could wait for", () => {
    const logShipping = { anchor: "run", backup: { every: "15 min" }, copy: { every: "899.999999 s" } };
    expect(refused({ logShipping, failures: [{ what: "site-loss", at: "any" }] })).toHaveLength(1);
    expect(refused({ logShipping, failures: [{ what: "site-loss", at: "1 d" }] })).toEqual([]);
  });

  test("what no command can honour yet, by name", () => {
    expect(refused({ failures: [{ what: "compliance-crash", at: "1 d" }] })[0]).toContain("compliance-crash");
    expect(refused({ topology: { mirrorSite: "site-2" } })[0]).toContain("topology.mirrorSite");
    expect(refused({ topology: { databaseTechnology: "clustering" } })).toHaveLength(1);
    expect(refused({ topology: { witnessSite: "site-2" } })).toEqual([]);
  });

  test("a price for hours of users where there are none", () => {
    const costs = { userHourDown: "12 EUR" };
    expect(refused({ costs, users: { count: 0 } })[0]).toContain("users.count is 0");
    expect(refused({ costs, users: { count: 1 } })).toEqual([]);
    expect(refused({ costs: { lostMessage: "1 EUR" }, users: { count: 0 } })).toEqual([]);
  });

  test("no field of users, servers, traffic, Front Ends or the link", () => {
    const honoured: Mapping = {
      users: {
        count: 60_000,
        atSite2: "40 %",
        endpointsPerUser: 2,
        signInsPerServer: "50 / s",
        overload: "reject",
        stayWithSite: true,
        retryFor: "30 s",
        noticeReset: "2 s",
        noticeSilence: { uniform: ["30 s", "90 s"] },
        backOff: "30 s",
        longestBackOff: "10 min",
      },
      servers: { workers: 24, recycle: { every: "10 min" } },
      traffic: { post: "6 KB" },
      restoredAt: "90 %",
      frontEnd: { failover: "15 min" },
      mirroring: { flush: "3 ms" },
      wan: { poolTraffic: "modelled" },
    };
    expect(refused(honoured)).toEqual([]);
    expect(refused({ users: { count: 0 } })).toEqual([]);
  });

  test("no failure at all is a life like any other", () => {
    const { incidents, messages, availability } = play({ horizon: "2 h" }, { replications: 3 });
    expect(incidents).toEqual([]);
    expect(messages).toMatchObject({ offered: 3 * 2 * HOUR * 10, lost: 0, refused: 0 });
    expect(availability.mean.value).toBe(1);
    expect(play({ horizon: `${MINUTE} s` }).horizon).toBe(60);
  });
});
