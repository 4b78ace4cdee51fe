/**
 * Every planning rule can be broken by a scenario, and is, by the table of the smallest files that break them. The
 * table, the rule book, the code and the page on the rules name the same rules.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { advise, readScenario } from "../../src/scenario/index.js";
import { RULE_BOOK, type RuleName } from "../../src/scenario/planning/rule-book.js";
import { loadOf, scheduleLaw } from "../../src/shipping/index.js";
import { checkScenario, vet } from "../../src/studies/index.js";
import { ROOT } from "../tools/program.js";
import { BREACHES } from "./planning-table.js";
import { issues } from "./reading.js";

function read(text: string) {
  const reading = readScenario(text, { file: "test.yaml" });
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  return reading;
}

function adviceOn(text: string) {
  const { scenario } = read(text);
  const load = loadOf(scenario.workload);
  return advise({ scenario, load, law: scheduleLaw(scenario, load) });
}

const rulesBrokenBy = (text: string): string[] => adviceOn(text).map(({ rule }) => rule);

/** Three jobs one after the other, which no rule has anything against. */
const STAGGERED = "logShipping: { copy: { offset: 30 s }, restore: { offset: 60 s } }\n";

describe("every planning rule can be broken, and is", () => {
  it.each(BREACHES)("$rule by $text", ({ rule, text, path, severity, says, source }) => {
    const found = adviceOn(text).find((advice) => advice.rule === rule && advice.message.includes(says));
    expect(found, JSON.stringify(adviceOn(text))).toMatchObject({ path, severity });
    expect(found!.source).toMatch(source);
    expect(found!.reason.length).toBeGreaterThan(20);

    const { scenario, source: file } = read(text);
    const told = checkScenario(scenario, file).result.issues.filter((issue) => issue.rule === rule);
    expect(told.some((issue) => issue.message.includes(says))).toBe(true);
    expect(told.every((issue) => issue.reason !== null && issue.source === found!.source)).toBe(true);

    // What the product refuses no command plays.
    const refused = vet(scenario, file).map((issue) => issue.message);
    expect(refused.includes(found!.message)).toBe(severity === "error");
  });

  it("and the table names every rule there is, in the code and in the book", () => {
    const inTable = new Set(BREACHES.map(({ rule }) => rule));
    const folder = join(ROOT, "src", "scenario", "planning");
    const inCode = readdirSync(folder).flatMap((file) =>
      [...readFileSync(join(folder, file), "utf8").matchAll(/\bbroken\("([^"]+)"/g)].map(([, rule]) => rule!),
    );
    expect([...inTable].sort()).toEqual(Object.keys(RULE_BOOK).sort());
    expect([...new Set(inCode)].sort()).toEqual(Object.keys(RULE_BOOK).sort());
    expect(inTable.size).toBe(64);
  });
});

describe("a planning rule has nothing against what is just within it", () => {
  it.each<[rule: RuleName, text: string]>([
    ["servers-per-pool", "layout: { site-1: { active: 4, idle: 4 } }"],
    ["active-servers", "layout: { site-1: { active: 4 } }"],
    ["users-per-server", "users: { count: 80000 }"],
    ["users-per-server", "servers: { usersPerServer: 20000 }"],
    ["users-per-server", "users: { count: 60000 }\nlayout: { site-1: { active: 3 } }"],
    ["users-per-server", "layout: database-only"],
    ["users-per-pool", "users: { count: 80000 }"],
    ["users-over-all-pools", "users: { count: 30000 }\npool: { usersOfOtherPools: 50000 }"],
    ["endpoints-per-server", "users: { count: 60000 }\nlayout: { site-1: { active: 3 } }"],
    ["endpoints-per-server", "layout: database-only"],
    ["endpoints-per-pool", "users: { count: 60000, endpointsPerUser: 2 }"],
    // Zero stands for one device each: 80,000 of them.
    ["endpoints-per-pool", "users: { count: 80000, endpointsPerUser: 0 }"],
    ["provisioned-users", "pool: { provisionedUsers: 150000 }"],
    ["rooms", "pool: { rooms: 33077 }"],
    ["users-per-room", "pool: { largestRoom: 16000 }"],
    ["access-entries", "pool: { accessEntries: 2000000 }"],
    ["invitations", "pool: { invitations: 1000000 }"],
    ["roster-updates", "pool: { rosterUpdatesUpTo: 75 }"],
    ["history-at-join", "pool: { historyAtJoin: 1 }"],
    ["history-at-join", "pool: { historyAtJoin: 500 }"],
    ["largest-file", "pool: { largestFile: 20 MB }"],
    ["standard-edition-servers", "pool: { edition: standard }\nlayout: { site-1: { active: 1 } }"],
    ["standard-edition-users", "pool: { edition: standard }\nusers: { count: 20000 }"],
    [
      "standard-edition-availability",
      "pool: { edition: standard }\nlayout: { site-1: { active: 1 } }\ntopology: { mirror: false }",
    ],
    ["beside-front-end", "pool: { edition: standard, besideFrontEnd: true }"],
    ["server-hardware", "pool: { hardware: { cores: 12, clock: 2.26 GHz, memory: 32 GB, disks: 8 } }"],
    ["server-hardware", "pool: { hardware: { disks: solid-state, freeSpace: 72 GB, network: 1 Gbps } }"],
    ["open-ports", "pool: { openPorts: [7022, 5022, 5041, 8011, 443] }"],
    ["open-ports", "pool: { openPorts: [8011, 5041] }\ntopology: { mirror: false, witness: false }"],
    ["open-ports", "pool: { openPorts: [8011, 5041, 5022] }\ntopology: { witness: false }"],
    ["open-ports", "pool: { openPorts: [5041, 5022, 7022] }\nlayout: { site-1: { active: 1 } }"],
    ["primary-beside-next-hop", "topology: { primarySite: site-2, nextHop: front-end-2 }"],
    ["mirror-of-primary", "topology: { mirror: false, databaseTechnology: clustering }"],
    ["mirror-beside-secondary", "topology: { secondaryMirror: false, secondaryMirrorSite: site-1 }"],
    ["witness-beside-secondary", "topology: { secondaryWitnessSite: site-1 }"],
    ["one-sql-version", "pool: { sqlVersions: several }\ntopology: { mirror: false }"],
    ["one-sql-edition", "pool: { sqlEditions: several }\ntopology: { mirror: false }"],
    ["recovery-model", "pool: { recoveryModel: bulk-logged }\ntopology: { mirror: false }"],
    ["compliance-standalone", "topology: { compliance: standalone }"],
    ["compliance-interval", "topology: { compliance: standalone }\ncompliance: { every: 1 min }"],
    ["compliance-interval", "topology: { compliance: standalone }\ncompliance: { every: 30 d }"],
    ["compliance-interval", "compliance: { every: 31 d }"],
    ["share-access", "topology: { mirror: false, shareAccess: { mirror: none } }"],
    ["file-store", "pool: { fileStore: local-folder }\nlayout: { site-1: { active: 1 } }"],
    ["file-replication", "pool: { fileReplication: within-sites }"],
    ["restore-keeps-up", "logShipping: { restore: { duration: 15 min } }"],
    ["partner-timeout", "mirroring: { partnerTimeout: 5 s }"],
    ["active-servers-near-database", "wan: { roundTrip: 20 ms, bandwidth: 1 Gbps }"],
  ])("%s: %s", (rule, text) => {
    expect(rulesBrokenBy(text)).not.toContain(rule);
  });

  it("and what nobody says of the pool breaks none of them", () => {
    for (const layout of ["high-bandwidth", "low-bandwidth", "database-only"]) {
      expect(rulesBrokenBy(`layout: ${layout}\n${STAGGERED}`)).toEqual([]);
      expect(rulesBrokenBy(`layout: ${layout}\npool: {}\n${STAGGERED}`)).toEqual([]);
    }
  });
});

describe("where the published pages contradict each other the reason says so", () => {
  it.each<[rule: RuleName, text: string, words: RegExp]>([
    ["invitations", "pool: { invitations: 1000001 }", /1,000,000.*2,000,000.*1,160,000/],
    ["users-per-room", "pool: { largestRoom: 16001 }", /30 users and 60, medium ones 150 and 225/],
    ["standard-edition-servers", "pool: { edition: standard }", /contradict each other/],
    ["mirror-of-secondary", "topology: { secondaryMirror: false }", /required.*optional/],
    ["endpoints-per-server", "layout: { site-1: { active: 3 } }", /the limit is derived, no page states it/],
  ])("%s", (rule, text, words) => {
    expect(adviceOn(text).find((advice) => advice.rule === rule)!.reason).toMatch(words);
  });
});

test("that a pool has one next hop, and a message no documented limit, the grammar says and no rule", () => {
  expect(issues("topology: { nextHop: [front-end-1, front-end-2] }").map(({ path }) => path)).toEqual([
    "topology.nextHop",
  ]);
  expect(issues("pool: { largestMessage: 8 KB }").map(({ path }) => path)).toEqual(["pool.largestMessage"]);
});

/** The rules that were there before the pool could be described; shipped scenarios break some of them on purpose. */
const OF_SCHEDULES_AND_PLACES: readonly string[] = [
  "active-servers-near-database",
  "burst-keeps-up",
  "compliance-instances",
  "copy-keeps-up",
  "copy-longer-than-interval",
  "delay-within-retention",
  "link-carries-pool-traffic",
  "mirror-ships-logs",
  "one-grid",
  "servers-take-messages",
  "steady-state",
];

test.each(readdirSync(join(ROOT, "scenarios")).filter((name) => name.endsWith(".yaml")))(
  "scenarios/%s keeps to every rule but those whose breach it shows",
  (name) => {
    const broken = rulesBrokenBy(readFileSync(join(ROOT, "scenarios", name), "utf8"));
    expect(broken.filter((rule) => !OF_SCHEDULES_AND_PLACES.includes(rule))).toEqual([]);
  },
);

test("the page on the planning rules says of each what the book says", () => {
  const page = readFileSync(join(ROOT, "docs", "planning-rules.md"), "utf8");
  const rows = [...page.matchAll(/^\| `([a-z0-9-]+)` \| (.*) \| (error|warning) \| (.*) \|$/gm)].map(
    ([, rule, asks, severity, source]) => ({ rule, asks, severity, source }),
  );
  const book = Object.entries(RULE_BOOK).map(([rule, { asks, severity, source }]) => ({
    rule,
    asks,
    severity,
    source,
  }));
  expect(rows).toEqual(book);
});
