/**
 * In what scenarios differ: every field that a file may hold is set to another value by itself, and exactly that field is
 * found, with both values as a file writes them, beside what the reference says follows from it.
 */
import { describe, expect, it } from "vitest";
import { jsonSchema, readScenario } from "../../../src/scenario/index.js";
import type { Scenario } from "../../../src/spec/index.js";
import { differingFields } from "../../../src/studies/compare/differing.js";

const BASE = `
attachments: {}
costs: { lostMessage: 0.50 EUR, userHourDown: 12 EUR, options: { wan: 20 EUR / Mbps / year, witness: 2500 EUR / year } }
failback: {}
workload: { bursts: [ { name: rebuild, every: 7 d, lasts: 40 min, log: 40 GB } ] }
runbook: { steps: { dns-change: { takes: 10 min, after: [decide] } } }
reliability:
  site: { fails: 0.02 / year, repair: 8 h }
  witness: { fails: 0.5 / year }
  operator-error: { fails: 0.1 / year }
  common: { rack: { strikes: [principal, witness], fails: 0.05 / year } }
failures:
  - { what: site-loss, where: site-1, lasts: 8 h }
  - { what: wan-slow, bandwidth: 1 Mbps, at: 3 d, lasts: 1 h, id: thin }
  - { what: bad-delete }
operations: [ { what: switchover, at: 2 d } ]
`;

function scenarioOf(...overrides: string[]): Scenario {
  const reading = readScenario(BASE, { file: "base.yaml", overrides });
  if (!reading.ok) throw new Error(`${overrides.join(", ")}: ${JSON.stringify(reading.issues)}`);
  return reading.scenario;
}

const found = (...overrides: string[]) => differingFields([scenarioOf(), scenarioOf(...overrides)]);

/** A field, what it is without being given, and what it is set to; then what follows from it. */
type Line = readonly [
  path: string,
  before: string | null,
  value: string,
  ...follows: (readonly [string, string | null, string | null])[],
];

/** The defaults and units are typed from the scenario reference. */
const LINES: readonly Line[] = [
  [
    "layout",
    "high-bandwidth",
    "low-bandwidth",
    ["wan.bandwidth", "1 Gbps", "50 Mbps"],
    ["wan.roundTrip", "5 ms", "80 ms"],
  ],
  ["horizon", "14 d", "15 d"],
  ["restoredAt", "95 %", "90 %"],
  ["targets.rpo", null, "20 min"],
  ["targets.rto", null, "4 h"],
  [
    "topology.primarySite",
    "site-1",
    "site-2",
    ["topology.secondarySite", "site-2", "site-1"],
    ["topology.mirrorSite", "site-1", "site-2"],
    ["topology.witnessSite", "site-1", "site-2"],
    ["topology.secondaryMirrorSite", "site-2", "site-1"],
    ["topology.secondaryWitnessSite", "site-2", "site-1"],
    ["attachments.store", "site-1", "site-2"],
  ],
  [
    "topology.secondarySite",
    "site-2",
    "site-1",
    ["topology.secondaryMirrorSite", "site-2", "site-1"],
    ["topology.secondaryWitnessSite", "site-2", "site-1"],
  ],
  ["topology.mirror", "true", "false"],
  ["topology.mirrorSite", "site-1", "site-2"],
  ["topology.witness", "true", "false"],
  ["topology.witnessSite", "site-1", "site-2"],
  ["topology.secondaryMirror", "true", "false"],
  ["topology.secondaryMirrorSite", "site-2", "site-1"],
  ["topology.secondaryWitness", "false", "true"],
  ["topology.secondaryWitnessSite", "site-2", "site-1"],
  ["topology.nextHop", "front-end-1", "front-end-2"],
  ["topology.destinationFolder", "true", "false"],
  ["topology.shareAccess.mirror", "read-write", "none"],
  ["topology.shareAccess.secondary", "read-write", "read"],
  ["topology.managementStore", "none", "front-end-1"],
  ["topology.databaseTechnology", "mirroring", "clustering"],
  ["topology.compliance", "off", "standalone"],
  ["pool.edition", "enterprise", "standard"],
  ["pool.besideFrontEnd", "false", "true"],
  ["pool.hardware.cores", "12", "8"],
  ["pool.hardware.clock", "2.26 GHz", "3 GHz"],
  ["pool.hardware.memory", "32 GB", "64 GB"],
  ["pool.hardware.disks", "8", "solid-state"],
  ["pool.hardware.freeSpace", "72 GB", "1 TB"],
  ["pool.hardware.network", "1 Gbps", "10 Gbps"],
  ["pool.usersOfOtherPools", "0", "5"],
  ["pool.provisionedUsers", "150000", "160000"],
  ["pool.rooms", "33077", "40000"],
  ["pool.largestRoom", "16000", "500"],
  ["pool.accessEntries", "731088", "800000"],
  ["pool.invitations", "1000000", "1160000"],
  ["pool.rosterUpdatesUpTo", "75", "100"],
  ["pool.historyAtJoin", "30", "50"],
  ["pool.largestFile", "20 MB", "2.5 MB"],
  ["pool.sharedBetweenPools", "none", "rooms"],
  ["pool.logicalSites", "1", "2"],
  ["pool.stretchedVlan", "false", "true"],
  ["pool.domains", "one", "several"],
  ["pool.loadBalancing", "dns", "hardware"],
  ["pool.openPorts", "[8011, 5041, 5022, 7022]", "[8011, 5041]"],
  ["pool.mirroringMode", "synchronous", "asynchronous"],
  ["pool.sqlVersions", "one", "several"],
  ["pool.sqlEditions", "one", "several"],
  ["pool.sqlAccount", "domain", "local-system"],
  ["pool.recoveryModel", "full", "simple"],
  ["pool.shareHost", "file-server", "mirror"],
  ["pool.fileStore", "network-share", "local-folder"],
  ["pool.fileReplication", "none", "within-sites"],
  ["sites.site-1.timeZone", "UTC", "UTC+1"],
  ["sites.site-2.timeZone", "UTC", "UTC-3:30"],
  ["users.count", "80000", "20000"],
  ["users.atSite2", "50 %", "12.5 %"],
  ["users.endpointsPerUser", "1.5", "2"],
  ["users.signInsPerServer", "100 / s", "2.5 / s"],
  ["users.overload", "degrade", "reject"],
  ["users.stayWithSite", "false", "true"],
  ["users.retryFor", "0 s", "5 min"],
  ["users.noticeReset", "{ uniform: [1 s, 5 s] }", "{ uniform: [2 s, 5 s] }"],
  ["users.noticeSilence", "{ uniform: [1 min, 2 min] }", "90 s"],
  ["users.backOff", "1 min", "30 s"],
  ["users.longestBackOff", "5 min", "10 min"],
  ["servers.usersPerServer", "20000", "30000"],
  ["servers.messagesPerServer", null, "40 / s"],
  ["servers.workers", "12", "24"],
  ["servers.reattach", "{ uniform: [5 s, 30 s] }", "20 s"],
  ["servers.warmUp", "1 min", "{ triangular: [1 min, 2 min, 5 min] }"],
  ["servers.replication", "{ uniform: [1 min, 5 min] }", "2 min"],
  ["servers.recycle.after", "1 min", "3 min"],
  ["servers.recycle.lasts", "1 min 30 s", "2 min"],
  ["servers.recycle.every", "5 min", "10 min"],
  ["traffic.post", "4 KB", "5 KB"],
  ["traffic.relay", "1 KB", "1.5 KB"],
  ["traffic.delivery", "1 KB", "500 B"],
  ["traffic.deliveriesPerMessage", "138", "90"],
  ["traffic.queriesPerPost", "3", "4"],
  ["traffic.lanRoundTrip", "0.5 ms", "1 ms"],
  ["workload.messagesPerSecond", "24", "0.056"],
  ["workload.profile", "constant", "{ sine: { amplitude: 0.8, period: 1 d } }"],
  ["workload.arrivals", "poisson", "even"],
  ["workload.logBytesPerMessage", "3 KB", "12 KB"],
  ["workload.bursts[].name", "rebuild", "purge"],
  ["workload.bursts[].every", "7 d", "14 d"],
  ["workload.bursts[].offset", "0 s", "6 d 2 h"],
  ["workload.bursts[].lasts", "40 min", "1 h"],
  ["workload.bursts[].log", "40 GB", "1.25 GB"],
  ["wan.bandwidth", "1 Gbps", "155.52 Mbps"],
  ["wan.roundTrip", "5 ms", "12.5 ms"],
  ["wan.efficiency", "70 %", "55 %"],
  ["wan.shippingShare", "100 %", "50 %"],
  ["wan.poolTraffic", "modelled", "none"],
  ["database.size", "100 GB", "80 GB"],
  ["mirroring.shipsLogs", "true", "false"],
  ["mirroring.partnerTimeout", "10 s", "20 s"],
  ["mirroring.redoRate", "50 MB/s", "1.5 GB/s"],
  ["mirroring.decide", "1 s", "2 s"],
  ["mirroring.online", "{ uniform: [1 s, 3 s] }", "3 s"],
  ["mirroring.failover", null, "15 s"],
  ["mirroring.resync", null, "{ weibull: { scale: 5 min, shape: 0.75 } }"],
  ["mirroring.flush", "{ exponential: 2 ms }", "{ exponential: 4 ms }"],
  ["logShipping.share", "site-1", "third-site"],
  ["logShipping.anchor", "day", "run"],
  ["logShipping.coldStart", "false", "true"],
  ["logShipping.agentGrace", "0 s", "5 s"],
  ["logShipping.reinitialise", "computed", "6 h"],
  ["logShipping.thirdSite.bandwidth", "1 Gbps", "50 Mbps"],
  ["logShipping.thirdSite.roundTrip", "5 ms", "40 ms"],
  ["logShipping.thirdSite.efficiency", "70 %", "80 %"],
  ["logShipping.thirdSite.shippingShare", "100 %", "20 %"],
  ["logShipping.backup.every", "15 min", "5 min"],
  ["logShipping.backup.offset", "0 s", "{ uniform: [0 s, 15 min] }"],
  ["logShipping.backup.jitter", "0 s", "3 s"],
  [
    "logShipping.backup.duration",
    null,
    "20 s",
    ["logShipping.backup.overhead", "1 s", null],
    ["logShipping.backup.rate", "100 MB/s", null],
  ],
  ["logShipping.backup.overhead", "1 s", "2 s"],
  ["logShipping.backup.rate", "100 MB/s", "37.5 MB/s"],
  ["logShipping.backup.fileSize", null, "300 MB"],
  ["logShipping.backup.compression", "1", "3.5"],
  ["logShipping.backup.retention", "3 d", "1 d"],
  ["logShipping.copy.every", "15 min", "1 min"],
  ["logShipping.copy.offset", "0 s", "30 s"],
  ["logShipping.copy.jitter", "0 s", "{ empirical: [1 s, 2 s, 2.5 s] }"],
  [
    "logShipping.copy.after",
    null,
    "backup",
    ["logShipping.copy.every", "15 min", null],
    ["logShipping.copy.offset", "0 s", null],
  ],
  ["logShipping.copy.overhead", "500 ms", "0 s"],
  ["logShipping.copy.retention", "3 d", "4 d"],
  ["logShipping.restore.every", "15 min", "20 min"],
  ["logShipping.restore.offset", "0 s", "1 min"],
  ["logShipping.restore.jitter", "0 s", "1 s"],
  ["logShipping.restore.delay", "0 s", "1 h 30 min"],
  [
    "logShipping.restore.duration",
    null,
    "10 s",
    ["logShipping.restore.overhead", "300 ms", null],
    ["logShipping.restore.rate", "100 MB/s", null],
  ],
  ["logShipping.restore.overhead", "300 ms", "1 s"],
  ["logShipping.restore.rate", "100 MB/s", "200 MB/s"],
  ["people.detect", "5 min", "10 min"],
  ["people.decide", "{ lognormal: { median: 30 min, sigma: 0.8 } }", "45 min"],
  ["people.step", "{ lognormal: { median: 2 min, sigma: 0.5 } }", "3 min"],
  ["people.onCall", "always", "office-hours"],
  ["monitoring.backupAlert", "1 h", "none"],
  ["monitoring.restoreAlert", "45 min", "1 h"],
  ["monitoring.newestFileAge", "none", "20 min"],
  ["monitoring.reaction", "30 min", "10 min"],
  ["recovery.restart", "2 min", "5 min"],
  ["frontEnd.failover", "20 min", "30 min"],
  ["compliance.every", "15 min", "30 min"],
  ["compliance.duration", "1 min", "2 min"],
  ["attachments.share", "1 %", "2 %"],
  ["attachments.store", "site-1", "third-site"],
  ["attachments.backup", "8 h", "none"],
  ["runbook.order", "documented", "activate-first"],
  ["runbook.steps.dns-change.takes", "10 min", "5 min"],
  ["runbook.steps.dns-change.retry", null, "5 %"],
  ["runbook.steps.dns-change.after", "[decide]", "[switch-pool-state]"],
  ["runbook.steps.dns-change.before", null, "[activate-servers]"],
  ["failback.order", "documented", "safer"],
  ["failback.drain", "hard-stop", "keep-existing"],
  ["failback.wait", "0 s", "2 d"],
  ["operations[].at", "2 d", "3 d"],
  ["reliability.site.fails", "0.02 / year", "{ events: 0, in: 15 years }"],
  ["reliability.site.repair", "8 h", "forever"],
  ["reliability.site.when", null, "maintenance"],
  ["reliability.witness.forgottenDown", null, "1 %"],
  ["reliability.operator-error.perFailure", null, "1.5 %"],
  ["reliability.common.rack.strikes", "[principal, witness]", "[principal, server-1]"],
  ["reliability.common.rack.fails", "0.05 / year", "{ exponential: 2000 h }"],
  ["reliability.common.rack.repair", null, "6 h"],
  ["reliability.common.rack.when", "uniform", "office-hours"],
  ["costs.lostMessage", "0.5 EUR", "0.75 EUR"],
  ["costs.userHourDown", "12 EUR", "15 EUR"],
  ["costs.options.witness", "2500 EUR / year", "3000 EUR / year"],
  ["costs.options.wan", "20 EUR / Mbps / year", "40 EUR / Mbps / year"],
];

/** Where a value is written in another way than it was given. */
const RESTATED: Readonly<Record<string, string>> = {
  "90 s": "1 min 30 s",
  "15 years": "5475 d",
  "{ events: 0, in: 15 years }": "{ events: 0, in: 5475 d }",
  "{ exponential: 2000 h }": "{ exponential: 83 d 8 h }",
};

/** Fields that the base has once, and under which name they are told. */
const PLACES: Readonly<Record<string, string>> = { bursts: "[0]", operations: "[switchover/1]" };

describe("each field of the reference, changed by itself", () => {
  it.each(LINES.map(([path, before, value, ...follows]) => ({ path, before, value, follows })))(
    "$path: from $before to $value",
    ({ path, before, value, follows }) => {
      const given = path.replace("[]", "[0]");
      const told = path.replace(/(\w+)\[\]/, (_, list: string) => `${list}${PLACES[list]}`);
      const expected = [[told, before, RESTATED[value] ?? value], ...follows];
      const all = found(`${given}=${value}`).map((field) => [field.path, ...field.values]);
      expect(all.sort()).toEqual(expected.sort());
    },
  );

  interface Node {
    readonly properties?: Readonly<Record<string, Node>>;
    readonly items?: Node;
  }

  function leaves(node: Node, path: string): string[] {
    const inner = node.properties ?? node.items?.properties;
    if (inner === undefined || OPEN.includes(path)) return [path];
    return Object.entries(inner).flatMap(([name, field]) =>
      leaves(field, `${path}${path === "" ? "" : "."}${name}${field.items?.properties ? "[]" : ""}`),
    );
  }
  /** Fields with alternatives in braces, and sections whose names are anybody's. */
  const OPEN = ["layout", "workload.profile", "runbook.steps", "reliability", "costs.options", "failures"];

  it("leaves none out but the name, which is no part of what is played", () => {
    const known = leaves(jsonSchema() as Node, "").filter((path) => !path.startsWith("failures"));
    expect(known.length).toBeGreaterThan(140);
    const lines = LINES.map(([path]) => path);
    const isTold = (path: string) => lines.some((line) => line === path || line.startsWith(`${path}.`));
    const untold = known.filter((path) => !isTold(path));
    // A planned switchover is the one operation there is, and is told like a strike.
    expect(untold).toEqual(["name", "operations"]);
  });
});

describe("what strikes is matched by its key", () => {
  it("field by field where both have it", () => {
    expect(found("failures[0].lasts=3 d")).toEqual([
      { path: "failures[site-loss/site-1/1].lasts", values: ["8 h", "3 d"] },
    ]);
    expect(found("failures[0].at=2 d")).toEqual([
      { path: "failures[site-loss/site-1/1].at", values: ["any", "2 d"] },
      { path: "failures[site-loss/site-1/1].from", values: ["1 d", null] },
    ]);
    expect(found("failures[0].lasts=forever")).toEqual([
      { path: "failures[site-loss/site-1/1].disks", values: ["kept", "destroyed"] },
      { path: "failures[site-loss/site-1/1].lasts", values: ["8 h", "forever"] },
    ]);
    expect(found("failures[1].roundTrip=1 s", "failures[2].removes=2 h")).toEqual([
      { path: "failures[bad-delete/1].removes", values: ["1 h", "2 h"] },
      { path: "failures[thin].roundTrip", values: [null, "1 s"] },
    ]);
  });

  it("as a whole where only one has it, whatever its place in the list", () => {
    const other = scenarioOf(
      "failures=[{ what: bad-delete }, { what: site-loss, where: site-1, lasts: 8 h }]",
    );
    expect(differingFields([scenarioOf(), other])).toEqual([
      {
        path: "failures[thin]",
        values: ["{ what: wan-slow, bandwidth: 1 Mbps, at: 3 d, lasts: 1 h }", null],
      },
    ]);
  });
});

describe("sections that only some have are told as a whole", () => {
  it.each([
    ["attachments", "{ share: 1 %, store: site-1, backup: 8 h }"],
    ["failback", "{ order: documented, drain: hard-stop, wait: 0 s }"],
    [
      "costs",
      "{ lostMessage: 0.5 EUR, userHourDown: 12 EUR, options: { wan: 20 EUR / Mbps / year, witness: 2500 EUR / year } }",
    ],
  ])("%s", (path, values) => {
    const text = BASE.replace(new RegExp(`^${path}:.*$`, "m"), "");
    const reading = readScenario(text, { file: "without.yaml" });
    if (!reading.ok) throw new Error("not valid");
    expect(differingFields([scenarioOf(), reading.scenario])).toEqual([{ path, values: [values, null] }]);
  });

  it("so are a part's reliability, a step and a burst", () => {
    const paths = (override: string) => found(override).map(({ path, values }) => [path, ...values]);
    expect(paths("reliability.share={ fails: 0.1 / year }")).toEqual([
      ["reliability.share", null, "{ fails: 0.1 / year }"],
    ]);
    expect(paths("runbook.steps.decide.retry=10 %")).toEqual([
      ["runbook.steps.decide", null, "{ retry: 10 % }"],
    ]);
    expect(paths("workload.bursts[1]={ every: 1 d, lasts: 1 h, log: 1 GB }")).toEqual([
      ["workload.bursts[1]", null, "{ name: burst 2, every: 1 d, offset: 0 s, lasts: 1 h, log: 1 GB }"],
    ]);
  });
});

describe("of several scenarios", () => {
  it("a field is told with the value of each, in their order", () => {
    const all = ["5 min", "7 min", "5 min"].map((time) => scenarioOf(`people.detect=${time}`));
    expect(differingFields(all)).toEqual([{ path: "people.detect", values: ["5 min", "7 min", "5 min"] }]);
  });

  it("the same in other units, or in another order, is no difference", () => {
    expect(found("horizon=336 h", "wan.bandwidth=1000 Mbps", "layout=split-active", "name=Another")).toEqual(
      [],
    );
  });

  it("a third site's links are told only where they do not follow from the link", () => {
    expect(found("wan.bandwidth=100 Mbps").map(({ path }) => path)).toEqual(["wan.bandwidth"]);
    const [a, b] = ["100 Mbps", "200 Mbps"].map((rate) =>
      scenarioOf(`wan.bandwidth=${rate}`, "logShipping.thirdSite.bandwidth=10 Mbps"),
    );
    expect(differingFields([a!, b!]).map(({ path }) => path)).toEqual(["wan.bandwidth"]);
    const [c, d] = ["100 Mbps", "200 Mbps"].map((rate) =>
      scenarioOf(`logShipping.thirdSite.bandwidth=${rate}`),
    );
    expect(differingFields([c!, d!]).map(({ path }) => path)).toEqual(["logShipping.thirdSite.bandwidth"]);
  });
});
