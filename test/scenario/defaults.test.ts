/** What holds where a file says nothing, typed by hand: nothing here is computed. */
import { describe, expect, test } from "vitest";
import type { Scenario } from "../../src/spec/index.js";
import { valid } from "./reading.js";

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const fixed = (value: number) => ({ law: "fixed", value });
const uniform = (from: number, to: number) => ({ law: "uniform", from, to });

const low = valid("layout: low-bandwidth");
const high = valid("layout: high-bandwidth");

const DEFAULTS: readonly (readonly [string, (scenario: Scenario) => unknown, unknown])[] = [
  ["name: the file's base name", (s) => s.name, "test"],
  ["horizon: 14 d", (s) => s.horizon, 14 * 24 * HOUR],
  ["no targets", (s) => s.targets, { rpo: null, rto: null }],
  ["primary in site 1", (s) => s.topology.primarySite, "site-1"],
  ["secondary in the other site", (s) => s.topology.secondarySite, "site-2"],
  ["a mirror", (s) => s.topology.mirror, true],
  ["the mirror beside the primary", (s) => s.topology.mirrorSite, "site-1"],
  ["a witness", (s) => s.topology.witness, true],
  ["the witness beside the primary", (s) => s.topology.witnessSite, "site-1"],
  ["a secondary mirror", (s) => s.topology.secondaryMirror, true],
  ["the secondary's mirror beside it", (s) => s.topology.secondaryMirrorSite, "site-2"],
  ["the secondary's witness beside it", (s) => s.topology.secondaryWitnessSite, "site-2"],
  [
    "a share that all databases reach",
    (s) => s.topology.shareAccess,
    { mirror: "read-write", secondary: "read-write" },
  ],
  [
    "the documented figures of the pool",
    (s) => s.pool,
    {
      edition: "enterprise",
      besideFrontEnd: false,
      hardware: {
        cores: 12,
        clockGHz: 2.26,
        memory: 32e9,
        disks: 8,
        freeSpace: 72e9,
        network: 125e6,
      },
      usersOfOtherPools: 0,
      provisionedUsers: 150_000,
      rooms: 33_077,
      largestRoom: 16_000,
      accessEntries: 731_088,
      invitations: 1_000_000,
      rosterUpdatesUpTo: 75,
      historyAtJoin: 30,
      largestFile: 20e6,
      sharedBetweenPools: "none",
      logicalSites: 1,
      stretchedVlan: false,
      domains: "one",
      loadBalancing: "dns",
      openPorts: [8011, 5041, 5022, 7022],
      mirroringMode: "synchronous",
      sqlVersions: "one",
      sqlEditions: "one",
      sqlAccount: "domain",
      recoveryModel: "full",
      shareHost: "file-server",
      fileStore: "network-share",
      fileReplication: "none",
    },
  ],
  ["no secondary witness", (s) => s.topology.secondaryWitness, false],
  ["next hop front-end-1", (s) => s.topology.nextHop, "front-end-1"],
  ["a destination folder", (s) => s.topology.destinationFolder, true],
  ["mirroring", (s) => s.topology.databaseTechnology, "mirroring"],
  ["no compliance", (s) => s.topology.compliance, "off"],
  ["UTC", (s) => s.timeZones, { "site-1": "UTC", "site-2": "UTC" }],
  ["80000 users", (s) => s.users.count, 80_000],
  ["half of them in site 2", (s) => s.users.atSite2, 0.5],
  ["1.5 endpoints per user", (s) => s.users.endpointsPerUser, 1.5],
  ["100 sign-ins a second and server", (s) => s.users.signInsPerServer, 100],
  ["overload degrades", (s) => s.users.overload, "degrade"],
  ["users go where service is", (s) => s.users.stayWithSite, false],
  ["no retries", (s) => s.users.retryFor, 0],
  ["a closed connection seen within 1 s to 5 s", (s) => s.users.noticeReset, uniform(SECOND, 5 * SECOND)],
  ["silence seen within 60 s to 120 s", (s) => s.users.noticeSilence, uniform(60 * SECOND, 120 * SECOND)],
  ["a first window of 60 s to try again", (s) => s.users.backOff, 60 * SECOND],
  ["a longest window of 5 min", (s) => s.users.longestBackOff, 5 * MINUTE],
  [
    "servers",
    (s) => s.servers,
    {
      usersPerServer: 20_000,
      messagesPerServer: null,
      workers: 12,
      reattach: uniform(5 * SECOND, 30 * SECOND),
      warmUp: fixed(60 * SECOND),
      replication: uniform(60 * SECOND, 300 * SECOND),
      recycle: { after: 60 * SECOND, lasts: 90 * SECOND, every: 300 * SECOND },
    },
  ],
  [
    "traffic",
    (s) => s.traffic,
    {
      post: 4_000,
      relay: 1_000,
      delivery: 1_000,
      deliveriesPerMessage: 138,
      queriesPerPost: 3,
      lanRoundTrip: 500,
    },
  ],
  ["24 messages a second", (s) => s.workload.messagesPerSecond, 24],
  ["constant load", (s) => s.workload.profile, { shape: "constant" }],
  ["Poisson arrivals", (s) => s.workload.arrivals, "poisson"],
  ["3 KB of log a message", (s) => s.workload.logBytesPerMessage, 3_000],
  ["no bursts", (s) => s.workload.bursts, []],
  ["efficiency 0.7", (s) => s.wan.efficiency, 0.7],
  ["the whole link for shipping", (s) => s.wan.shippingShare, 1],
  ["pool traffic modelled", (s) => s.wan.poolTraffic, "modelled"],
  ["100 GB of database", (s) => s.database.size, 100e9],
  ["partner time-out 10 s", (s) => s.mirroring.partnerTimeout, 10 * SECOND],
  ["redo 50 MB/s", (s) => s.mirroring.redoRate, 50e6],
  ["the mirror ships logs", (s) => s.mirroring.shipsLogs, true],
  ["partner agreement 1 s", (s) => s.mirroring.decide, fixed(SECOND)],
  ["online 1 s to 3 s", (s) => s.mirroring.online, { law: "uniform", from: SECOND, to: 3 * SECOND }],
  ["composed failover", (s) => s.mirroring.failover, null],
  ["composed resync", (s) => s.mirroring.resync, null],
  ["a flush of 2 ms", (s) => s.mirroring.flush, { law: "exponential", mean: 2_000 }],
  ["share in site 1", (s) => s.logShipping.share, "site-1"],
  ["grids by day", (s) => s.logShipping.anchor, "day"],
  ["backup every 15 min", (s) => s.logShipping.backup.grid, { every: 15 * MINUTE, offset: fixed(0) }],
  ["backup without jitter", (s) => s.logShipping.backup.jitter, fixed(0)],
  [
    "backup overhead 1 s, rate 100 MB/s",
    (s) => s.logShipping.backup.runTime,
    { takes: "computed", overhead: fixed(SECOND), rate: 100e6 },
  ],
  ["file size by log", (s) => s.logShipping.backup.fileSize, null],
  ["compression 1", (s) => s.logShipping.backup.compression, 1],
  ["72 h on the share", (s) => s.logShipping.backup.retention, 72 * HOUR],
  [
    "copy every 15 min",
    (s) => s.logShipping.copy.trigger,
    { on: "grid", grid: { every: 15 * MINUTE, offset: fixed(0) } },
  ],
  ["copy without jitter", (s) => s.logShipping.copy.jitter, fixed(0)],
  ["copy overhead 0.5 s", (s) => s.logShipping.copy.overhead, fixed(500_000)],
  ["72 h in the folder", (s) => s.logShipping.copy.retention, 72 * HOUR],
  ["restore every 15 min", (s) => s.logShipping.restore.grid, { every: 15 * MINUTE, offset: fixed(0) }],
  ["restore without jitter", (s) => s.logShipping.restore.jitter, fixed(0)],
  [
    "restore overhead 0.3 s, rate 100 MB/s",
    (s) => s.logShipping.restore.runTime,
    { takes: "computed", overhead: fixed(300_000), rate: 100e6 },
  ],
  ["restore without delay", (s) => s.logShipping.restore.delay, 0],
  ["warm start", (s) => s.logShipping.coldStart, false],
  ["no agent grace", (s) => s.logShipping.agentGrace, 0],
  ["computed re-initialisation", (s) => s.logShipping.reinitialise, { takes: "computed" }],
  ["detect 5 min", (s) => s.people.detect, fixed(5 * MINUTE)],
  ["decide", (s) => s.people.decide, { law: "lognormal", median: 30 * MINUTE, sigma: 0.8 }],
  ["always on call", (s) => s.people.onCall, "always"],
  ["step", (s) => s.people.step, { law: "lognormal", median: 2 * MINUTE, sigma: 0.5 }],
  ["backup alert 60 min", (s) => s.monitoring.backupAlert, 60 * MINUTE],
  ["restore alert 45 min", (s) => s.monitoring.restoreAlert, 45 * MINUTE],
  ["no alert on the newest file", (s) => s.monitoring.newestFileAge, null],
  ["reaction 30 min", (s) => s.monitoring.reaction, fixed(30 * MINUTE)],
  ["documented runbook", (s) => s.runbook, { order: "documented", steps: [] }],
  ["no reliability of one's own", (s) => s.reliability, { parts: {}, common: [] }],
  ["no costs", (s) => s.costs, null],
  ["no failures", (s) => s.failures, []],
  ["restored at 95 %", (s) => s.restoredAt, 0.95],
  ["Front End failover 20 min", (s) => s.frontEndFailover, fixed(20 * MINUTE)],
  ["restart 2 min", (s) => s.recoveryRestart, fixed(2 * MINUTE)],
  ["nobody fails back", (s) => s.failback, null],
  ["nothing planned", (s) => s.operations, []],
  ["compliance", (s) => s.compliance, { every: 15 * MINUTE, duration: fixed(MINUTE) }],
  ["no attachments", (s) => s.attachments, null],
];

test.each(DEFAULTS)("by default: %s", (_, field, expected) => {
  expect(field(low)).toEqual(expected);
  expect(field(high)).toEqual(expected);
});

describe("the link follows the layout", () => {
  const FAST = { bandwidth: 125e6, roundTrip: 5_000 };
  const SLOW = { bandwidth: 6.25e6, roundTrip: 80_000 };
  test.each([
    ["layout: high-bandwidth", FAST],
    ["layout: split-active", FAST],
    ["layout: { site-1: { active: 3, idle: 1 }, site-2: { active: 1, idle: 3 } }", FAST],
    ["layout: low-bandwidth", SLOW],
    ["layout: one-side-active", SLOW],
    ["layout: database-only", SLOW],
    ["layout: { site-1: { active: 2 }, site-2: { idle: 2 } }", SLOW],
  ])("%s", (text, link) => expect(valid(text).wan).toMatchObject(link));

  test("and the third site's links follow the link", () => {
    const text = "wan: { bandwidth: 20 Mbps, roundTrip: 30 ms, efficiency: 0.5, shippingShare: 40 % }";
    const link = { bandwidth: 2.5e6, roundTrip: 30_000, efficiency: 0.5, shippingShare: 0.4 };
    expect(valid(text).logShipping.thirdSite).toEqual(link);
    expect(valid(`${text}\nlogShipping: { thirdSite: { roundTrip: 1 ms } }`).logShipping.thirdSite).toEqual({
      ...link,
      roundTrip: 1_000,
    });
  });
});

test("the other machines follow the primary", () => {
  expect(valid("topology: { primarySite: site-2 }").topology).toMatchObject({
    primarySite: "site-2",
    secondarySite: "site-1",
    mirrorSite: "site-2",
    witnessSite: "site-2",
  });
});

describe("layouts", () => {
  const servers = (one: readonly [number, number], two: readonly [number, number]) => ({
    "site-1": { active: one[0], idle: one[1] },
    "site-2": { active: two[0], idle: two[1] },
  });
  test.each([
    ["high-bandwidth", "high-bandwidth", servers([2, 2], [2, 2])],
    ["split-active", "high-bandwidth", servers([2, 2], [2, 2])],
    ["low-bandwidth", "low-bandwidth", servers([4, 0], [0, 4])],
    ["one-side-active", "low-bandwidth", servers([4, 0], [0, 4])],
    ["database-only", "database-only", servers([0, 0], [0, 0])],
    ["{ site-1: { active: 4 }, site-2: { idle: 4 } }", "low-bandwidth", servers([4, 0], [0, 4])],
    ["{}", "database-only", servers([0, 0], [0, 0])],
    ["{ site-1: { active: 3, idle: 1 } }", "custom", servers([3, 1], [0, 0])],
  ])("%s is %s", (text, name, expected) => {
    expect(valid(`layout: ${text}`).layout).toEqual({ name, servers: expected });
  });
  test("a file that names none has the high-bandwidth layout", () => {
    expect(valid("name: a").layout.name).toBe("high-bandwidth");
  });
});

test.each([
  ["failures: [ { what: site-loss } ]", { where: "site-1", disks: "kept" }],
  ["failures: [ { what: site-loss, lasts: forever } ]", { disks: "destroyed", lasts: { lasts: "forever" } }],
  ["failures: [ { what: share-loss } ]", { disks: "kept" }],
  ["failures: [ { what: share-loss, lasts: forever } ]", { disks: "destroyed" }],
  ["failures: [ { what: share-loss, lasts: forever, disks: kept } ]", { disks: "kept" }],
  ["failures: [ { what: wan-cut } ]", { response: "wait", lasts: { lasts: "by-people" } }],
  ["failures: [ { what: wan-cut } ]", { when: { at: "any", from: 24 * HOUR } }],
  ["failures: [ { what: wan-slow, bandwidth: 1 Mbps } ]", { bandwidth: 125_000, roundTrip: null }],
  ["failures: [ { what: principal-crash } ]", { how: "host" }],
  ["failures: [ { what: mirror-crash } ]", { how: "host" }],
  ["failures: [ { what: witness-crash } ]", { where: "witness" }],
  ["failures: [ { what: secondary-crash } ]", { where: "secondary" }],
  ["failures: [ { what: server-crash, where: server-3 } ]", { where: "server-3", how: "process" }],
  ["failures: [ { what: front-end-loss } ]", { where: "front-end-1" }],
  ["failures: [ { what: job-failing, job: copy } ]", { job: "copy", silent: false }],
  ["failures: [ { what: bad-delete } ]", { removes: HOUR, noticed: fixed(30 * MINUTE) }],
  ["failures: [ { what: wan-cut, at: 5 h } ]", { when: { at: "drawn", law: fixed(5 * HOUR) } }],
])("%s means %j", (text, expected) => expect(valid(text).failures[0]).toMatchObject(expected));

test("a part of a recycling leaves the rest of it at its default", () => {
  expect(valid("servers: { recycle: { every: 1 h } }").servers.recycle).toEqual({
    after: 60 * SECOND,
    lasts: 90 * SECOND,
    every: HOUR,
  });
});

test("a burst without a name is called by its place", () => {
  const text = "workload: { bursts: [ { every: 1 d, lasts: 1 h, log: 1 GB } ] }";
  expect(valid(text).workload.bursts).toEqual([
    { name: "burst 1", every: 24 * HOUR, offset: 0, lasts: HOUR, log: 1e9 },
  ]);
});

test.each([
  ["attachments: {}", { share: 0.01, store: "site-1", backup: 8 * HOUR }],
  ["attachments: { backup: none }", { backup: null }],
  ["topology: { primarySite: site-2 }\nattachments: {}", { store: "site-2" }],
])("with %s files are counted: %j", (text, expected) => {
  expect(valid(text).attachments).toMatchObject(expected);
});
