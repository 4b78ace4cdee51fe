/** What of users and servers no pool can play is refused, with the field, the reason and a way out. */
import { describe, expect, test } from "vitest";
import type { Issue } from "../../src/scenario/index.js";
import { usersBeyondBounds, vetPlace, vetUsers } from "../../src/studies/vet-users.js";
import { changed, type Mapping, PLAIN, read, refusals } from "./playing.js";

type Refusal = readonly [path: string, message: string, wayOut: string | undefined];

const said = (issues: Iterable<Issue>): Refusal[] =>
  [...issues].map(({ path, message, allowed }) => [path, message, allowed]);

/** Low bandwidth, as in PLAIN: 4 active servers in site 1, 4 idle ones in site 2. */
function refused(changes: Mapping): Refusal[] {
  const { scenario, source } = read(changed(PLAIN, changes));
  return said([...usersBeyondBounds(scenario, source), ...vetUsers(scenario, source)]);
}

/** What is said of the place where the only failure strikes. */
function struck(layout: unknown, failure: Mapping, users: Mapping = {}): Refusal[] {
  const { scenario, source } = read(changed(PLAIN, { layout, users, failures: [failure] }));
  return said(vetPlace(scenario.failures[0]!, "failures[0]", scenario, source));
}

const UNIFORM = { uniform: ["1 s", "2 s"] };
const OTHER_LAWS: readonly (readonly [string, Mapping])[] = [
  ["exponential", { exponential: "2 s" }],
  ["triangular", { triangular: ["1 s", "2 s", "3 s"] }],
  ["lognormal", { lognormal: { median: "2 s", sigma: 1 } }],
  ["weibull", { weibull: { scale: "2 s", shape: 2 } }],
  ["empirical", { empirical: ["1 s", "2 s"] }],
];

describe("clients notice after a duration or a uniform time", () => {
  test.each(["noticeReset", "noticeSilence"])("%s", (field) => {
    expect(refused({ users: { [field]: "3 s" } })).toEqual([]);
    expect(refused({ users: { [field]: UNIFORM } })).toEqual([]);
    for (const [name, law] of OTHER_LAWS) {
      const found = refused({ users: { [field]: law } });
      expect(found).toHaveLength(1);
      expect(found[0]![0]).toBe(`users.${field}`);
      expect(found[0]![1]).toContain(`a law that is ${name}`);
      expect(found[0]![2]).toContain("a duration, or a law such as { uniform: [");
    }
  });
});

test("a flush takes a duration or an exponential time", () => {
  expect(refused({ mirroring: { flush: "2 ms" } })).toEqual([]);
  expect(refused({ mirroring: { flush: { exponential: "2 ms" } } })).toEqual([]);
  for (const [name, law] of [...OTHER_LAWS.slice(1), ["uniform", UNIFORM] as const]) {
    const found = refused({ mirroring: { flush: law } });
    expect(found).toHaveLength(1);
    expect(found[0]).toEqual([
      "mirroring.flush",
      `what a machine needs to flush the log cannot follow a law that is ${name}`,
      "a duration, or a law such as { exponential: 2 ms }",
    ]);
  }
});

describe("users need an active server", () => {
  const idle = { "site-1": { idle: 2 }, "site-2": { idle: 1 } };
  test("unless there are none, or none is needed", () => {
    expect(refused({ layout: idle, users: { count: 1 } })).toEqual([
      [
        "layout",
        "no chat server is active, but users.count is 1",
        "an active server, or layout: database-only, or users.count: 0",
      ],
    ]);
    // 80,000 users where a file says nothing.
    expect(refused({ layout: idle, users: null })[0]![1]).toContain("users.count is 80,000");
    expect(refused({ layout: idle, users: { count: 0 } })).toEqual([]);
    expect(refused({ layout: "database-only" })).toEqual([]);
    expect(refused({ layout: { "site-2": { active: 1 } } })).toEqual([]);
  });
});

describe("with overload: reject everybody has room at the start", () => {
  const reject = (count: number, changes: Mapping = {}) =>
    refused(changed({ users: { count, overload: "reject" } }, changes));

  test("20,000 to a server that is active, not one more", () => {
    expect(reject(80_000)).toEqual([]);
    expect(reject(80_001)).toEqual([
      [
        "users.overload",
        "80,001 users, but 4 active servers take 80,000 (20,000 each), and overload: reject turns away all others",
        // 5 servers cannot be active.
        "at most 80,000 users, or overload: degrade",
      ],
    ]);
  });

  test("idle servers take nobody; where more may be active the way out says how many", () => {
    const layout = { "site-1": { active: 1, idle: 3 } };
    expect(reject(20_000, { layout })).toEqual([]);
    expect(reject(40_001, { layout })).toEqual([
      [
        "users.overload",
        "40,001 users, but 1 active server takes 20,000 (20,000 each), and overload: reject turns away all others",
        "at most 20,000 users, 3 active servers, or overload: degrade",
      ],
    ]);
  });

  test("or as many as the scenario says", () => {
    expect(reject(80_004, { servers: { usersPerServer: 20_001 } })).toEqual([]);
    expect(reject(80_005, { servers: { usersPerServer: 20_001 } })).toHaveLength(1);
  });

  test("where servers degrade there is always room, and without servers nobody asks", () => {
    expect(refused({ users: { count: 1_000_000, overload: "degrade" } })).toEqual([]);
    expect(reject(1_000_000, { layout: "database-only" })).toEqual([]);
    expect(reject(0, { layout: { "site-1": { idle: 1 } } })).toEqual([]);
  });
});

describe("what no computer could carry", () => {
  test("more than 1,000,000,000 endpoints", () => {
    expect(refused({ users: { count: 100_000_000, endpointsPerUser: 10 } })).toEqual([]);
    expect(refused({ users: { count: 100_000_000, endpointsPerUser: 10.5 } })).toEqual([
      [
        "users.count",
        "100,000,000 users with 10.5 endpoints each are 1,050,000,000 endpoints",
        "at most 1,000,000,000: fewer users, or fewer endpointsPerUser",
      ],
    ]);
  });

  test("windows to try again without end", () => {
    // 14 d are 1,209,600 s: 12,096,000 windows of a tenth of a second.
    const windows = (longest: string) => refused({ users: { backOff: longest, longestBackOff: longest } });
    expect(windows("100 ms")).toEqual([]);
    expect(windows("99.999 ms")[0]).toEqual([
      "users.longestBackOff",
      "12,096,121 windows to try again in 14 d, more than the 12,096,000 that one replication may have",
      "a longer window, or a shorter horizon",
    ]);
    expect(refused({ horizon: "100 years" })).toEqual([]);
  });

  test("is refused by all commands, and alone", () => {
    const beyond = changed(PLAIN, {
      users: { count: 100_000_000, endpointsPerUser: 11, noticeReset: { exponential: "1 s" } },
    });
    expect(refusals(beyond).map(({ path }) => path)).toEqual(["users.count"]);
    const lawless = changed(PLAIN, { users: { noticeReset: { exponential: "1 s" } } });
    expect(refusals(lawless).map(({ path }) => path)).toEqual(["users.noticeReset"]);
  });
});

describe("failures strike what is there", () => {
  const crash = (number: number): Mapping => ({ what: "server-crash", where: `server-${number}`, at: "1 d" });
  const uneven = { "site-1": { active: 2, idle: 1 }, "site-2": { active: 1, idle: 0 } };

  test("servers are numbered through both sites", () => {
    for (const number of [1, 2, 3, 4]) expect(struck(uneven, crash(number))).toEqual([]);
    expect(struck(uneven, crash(5))).toEqual([
      [
        "failures[0].where",
        "the layout has no server-5",
        "server-1 to server-4, counted through: 2 active and 1 idle in site-1, 1 active and 0 idle in site-2",
      ],
    ]);
    expect(struck("low-bandwidth", crash(8))).toEqual([]);
    expect(struck({ "site-2": { active: 1 } }, crash(2))[0]![2]).toMatch(/^server-1, counted through/);
  });

  test("without servers there is neither a server nor a Front End to strike", () => {
    expect(struck("database-only", crash(1))).toEqual([
      [
        "failures[0].what",
        "server-crash, but the layout database-only has no chat servers",
        "a layout with chat servers, or the failure left out",
      ],
    ]);
    const [refusal] = struck("database-only", { what: "front-end-loss", at: "1 d" });
    expect(refusal![1]).toBe("front-end-loss, but the layout database-only has no Front Ends");
  });

  test("without users they strike all the same", () => {
    expect(struck("low-bandwidth", crash(8), { count: 0 })).toEqual([]);
    expect(struck("low-bandwidth", { what: "front-end-loss", at: "1 d" }, { count: 0 })).toEqual([]);
  });

  test("other failures have nothing to do with servers", () => {
    expect(struck("database-only", { what: "site-loss", where: "site-1", at: "1 d" })).toEqual([]);
  });
});
