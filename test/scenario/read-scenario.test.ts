import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readScenario } from "../../src/scenario/index.js";
import { valid } from "./reading.js";
import { EVERY_FIELD, WHOLE_VOCABULARY } from "./samples.js";

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const fixed = (value: number) => ({ law: "fixed", value });

describe("the example of the vocabulary", () => {
  const scenario = valid(WHOLE_VOCABULARY);
  test("is valid and keeps its figures", () => {
    expect(scenario).toMatchObject({
      name: "Site 1 lost, low-bandwidth layout",
      layout: { name: "low-bandwidth" },
      targets: { rpo: 20 * MINUTE, rto: 4 * HOUR },
      timeZones: { "site-1": "UTC+1", "site-2": "UTC+1" },
      people: { decide: { law: "lognormal", median: 45 * MINUTE, sigma: 0.8 } },
    });
    expect(scenario.workload.bursts).toEqual([
      { name: "index rebuild", every: 7 * DAY, offset: 6 * DAY + 2 * HOUR, lasts: 40 * MINUTE, log: 40e9 },
    ]);
    expect(scenario.logShipping.backup.runTime).toEqual({ takes: "fixed", duration: fixed(20_000_000) });
    expect(scenario.costs?.options).toEqual({
      thirdSiteShare: { amount: 9000, currency: "EUR", per: "year" },
      wan: { amount: 40, currency: "EUR", per: "Mbps and year" },
      witness: { amount: 2500, currency: "EUR", per: "year" },
    });
  });
  test("means the same as JSON, indented with blanks, with tabs or not at all", () => {
    for (const indent of [2, "\t", 0]) {
      expect(valid(JSON.stringify(parse(WHOLE_VOCABULARY), null, indent))).toEqual(scenario);
    }
  });
  test("means the same with CRLF line ends", () => {
    expect(valid(WHOLE_VOCABULARY.replaceAll("\n", "\r\n"))).toEqual(scenario);
  });
});

/** Of a part of which nothing is given. */
const SAYS_NO_MORE = { repair: null, when: null, forgottenDown: null, perFailure: null };
const perYear = (count: number) => ({ by: "rate", rate: count / 31_536_000 });

test("a file that sets every field is read back with those values", () => {
  const { failures, given, ...rest } = valid(EVERY_FIELD);
  expect(rest).toEqual({
    name: "Everything set",
    layout: {
      name: "custom",
      servers: { "site-1": { active: 3, idle: 1 }, "site-2": { active: 1, idle: 2 } },
    },
    horizon: 30 * DAY,
    targets: { rpo: 10 * MINUTE, rto: 2 * HOUR },
    topology: {
      primarySite: "site-2",
      secondarySite: "site-2",
      mirror: false,
      mirrorSite: "site-1",
      witness: false,
      witnessSite: "site-1",
      secondaryMirror: false,
      secondaryMirrorSite: "site-1",
      secondaryWitness: true,
      secondaryWitnessSite: "site-1",
      nextHop: "front-end-2",
      destinationFolder: false,
      managementStore: "front-end-2",
      shareAccess: { mirror: "none", secondary: "read" },
      databaseTechnology: "clustering",
      compliance: "standalone",
    },
    pool: {
      edition: "standard",
      besideFrontEnd: true,
      hardware: {
        cores: 16,
        clockGHz: 3.1,
        memory: 64e9,
        disks: "solid-state",
        freeSpace: 100e9,
        network: 1.25e9,
      },
      usersOfOtherPools: 1_000,
      provisionedUsers: 90_000,
      rooms: 500,
      largestRoom: 200,
      accessEntries: 5_000,
      invitations: 600,
      rosterUpdatesUpTo: 50,
      historyAtJoin: 100,
      largestFile: 5e6,
      sharedBetweenPools: "categories",
      logicalSites: 2,
      stretchedVlan: true,
      domains: "several",
      loadBalancing: "hardware",
      openPorts: [8011, 443],
      mirroringMode: "asynchronous",
      sqlVersions: "several",
      sqlEditions: "several",
      sqlAccount: "local-system",
      recoveryModel: "bulk-logged",
      shareHost: "mirror",
      fileStore: "local-folder",
      fileReplication: "between-sites",
    },
    timeZones: { "site-1": "UTC+1", "site-2": "UTC-3:30" },
    users: {
      count: 0,
      atSite2: 0.25,
      endpointsPerUser: 2,
      signInsPerServer: 10,
      overload: "reject",
      stayWithSite: true,
      retryFor: 90_000_000,
      noticeReset: fixed(2_000_000),
      noticeSilence: { law: "uniform", from: 30_000_000, to: 90_000_000 },
      backOff: 30_000_000,
      longestBackOff: 10 * MINUTE,
    },
    servers: {
      usersPerServer: 25_000,
      messagesPerServer: 9,
      workers: 24,
      reattach: fixed(10_000_000),
      warmUp: { law: "exponential", mean: 2 * MINUTE },
      replication: fixed(90_000_000),
      recycle: { after: 30_000_000, lasts: 2 * MINUTE, every: 10 * MINUTE },
    },
    traffic: {
      post: 6_000,
      relay: 2_000,
      delivery: 500,
      deliveriesPerMessage: 99.5,
      queriesPerPost: 5,
      lanRoundTrip: 200,
    },
    workload: {
      messagesPerSecond: 56,
      profile: { shape: "sine", amplitude: 0.8, period: DAY },
      arrivals: "even",
      logBytesPerMessage: 4_000,
      bursts: [
        { name: "index rebuild", every: 7 * DAY, offset: 6 * DAY + 2 * HOUR, lasts: 40 * MINUTE, log: 40e9 },
        { name: "burst 2", every: DAY, offset: 0, lasts: 5 * MINUTE, log: 1e9 },
      ],
    },
    wan: { bandwidth: 12.5e6, roundTrip: 20_000, efficiency: 0.8, shippingShare: 0.5, poolTraffic: "none" },
    database: { size: 2e12 },
    mirroring: {
      partnerTimeout: 20_000_000,
      redoRate: 20e6,
      shipsLogs: false,
      decide: fixed(2_000_000),
      online: fixed(4_000_000),
      failover: fixed(5_000_000),
      resync: { law: "exponential", mean: 10 * MINUTE },
      flush: { law: "exponential", mean: 50_000 },
    },
    logShipping: {
      share: "third-site",
      anchor: "run",
      backup: {
        grid: { every: 10 * MINUTE, offset: { law: "uniform", from: 0, to: 10 * MINUTE } },
        jitter: { law: "uniform", from: 0, to: 3_000_000 },
        runTime: { takes: "computed", overhead: fixed(2_000_000), rate: 50e6 },
        fileSize: 50e6,
        compression: 4,
        retention: 48 * HOUR,
      },
      copy: {
        trigger: { on: "backup" },
        jitter: fixed(1_000_000),
        overhead: fixed(1_000_000),
        retention: 24 * HOUR,
      },
      restore: {
        grid: { every: 20 * MINUTE, offset: fixed(2 * MINUTE) },
        jitter: fixed(2_000_000),
        runTime: {
          takes: "fixed",
          duration: { law: "triangular", low: 1_000_000, mode: 2_000_000, high: 8_000_000 },
        },
        delay: 30 * MINUTE,
      },
      coldStart: true,
      agentGrace: 5_000_000,
      thirdSite: { bandwidth: 25e6, roundTrip: 30_000, efficiency: 0.5, shippingShare: 0.9 },
      reinitialise: { takes: "fixed", duration: { law: "weibull", scale: 5 * HOUR, shape: 2 } },
    },
    people: {
      detect: fixed(MINUTE),
      decide: { law: "empirical", values: [4 * MINUTE, 9 * MINUTE, 31 * MINUTE] },
      onCall: "office-hours",
      step: fixed(3 * MINUTE),
    },
    monitoring: {
      backupAlert: null,
      restoreAlert: 50 * MINUTE,
      newestFileAge: 40 * MINUTE,
      reaction: fixed(20 * MINUTE),
    },
    runbook: {
      order: "activate-first",
      steps: [
        { name: "build-mirror", takes: "computed", retry: 0.05, after: null, before: null },
        {
          name: "dns-change",
          takes: fixed(10 * MINUTE),
          retry: null,
          after: ["switch-pool-state"],
          before: ["activate-servers"],
        },
      ],
    },
    reliability: {
      parts: {
        "bad-delete": { ...SAYS_NO_MORE, fails: perYear(1), when: "office-hours" },
        "operator-error": { ...SAYS_NO_MORE, fails: perYear(0.1), perFailure: 0.02, when: "maintenance" },
        server: {
          ...SAYS_NO_MORE,
          fails: { by: "law", law: { law: "weibull", scale: 900 * HOUR, shape: 0.75 } },
        },
        "site-1": { ...SAYS_NO_MORE, fails: { by: "evidence", events: 0, in: 15 * 365 * DAY } },
        "site-destroyed": { ...SAYS_NO_MORE, fails: perYear(0.001), repair: "forever", when: "uniform" },
        witness: { ...SAYS_NO_MORE, fails: perYear(0.5), repair: fixed(4 * HOUR), forgottenDown: 0.01 },
      },
      common: [
        {
          name: "power",
          strikes: ["principal", "share"],
          fails: perYear(0.05),
          repair: fixed(6 * HOUR),
          when: "office-hours",
        },
      ],
    },
    costs: {
      lostMessage: { amount: 0.5, currency: "EUR", per: "once" },
      userHourDown: { amount: 12, currency: "EUR", per: "once" },
      options: {
        wan: { amount: 40, currency: "EUR", per: "Mbps and year" },
        witness: { amount: 2500, currency: "EUR", per: "year" },
      },
    },
    restoredAt: 0.9,
    frontEndFailover: fixed(15 * MINUTE),
    recoveryRestart: fixed(0),
    failback: { order: "safer", drain: "keep-existing", wait: fixed(12 * HOUR) },
    // By name, those without one first, whatever the order in the file.
    operations: [
      {
        key: "switchover/1",
        when: { at: "drawn", law: fixed(2 * DAY) },
        lasts: { lasts: "by-people" },
        what: "switchover",
      },
      { key: "drill", when: { at: "any", from: 3 * DAY }, lasts: { lasts: "by-people" }, what: "switchover" },
    ],
    compliance: { every: 5 * MINUTE, duration: fixed(30_000_000) },
    attachments: { share: 0.05, store: "third-site", backup: 4 * HOUR },
  });
  expect(given).toContain("mirroring.flush");
  const drawn = (at: number) => ({ at: "drawn", law: fixed(at) });
  const lasting = (value: number) => ({ lasts: "drawn", law: fixed(value) });
  const byPeople = { lasts: "by-people" };
  const day = { when: drawn(DAY) };
  expect(failures).toEqual([
    {
      key: "bad-delete/1",
      ...day,
      lasts: byPeople,
      what: "bad-delete",
      removes: 2 * HOUR,
      noticed: { law: "uniform", from: MINUTE, to: HOUR },
    },
    { key: "chain-broken/1", ...day, lasts: byPeople, what: "chain-broken" },
    { key: "compliance-crash/1", ...day, lasts: lasting(HOUR), what: "compliance-crash" },
    { key: "corrupt-backup/1", ...day, lasts: byPeople, what: "corrupt-backup" },
    {
      key: "database-crash/mirror/1",
      ...day,
      lasts: lasting(8 * HOUR),
      what: "database-crash",
      where: "mirror",
      how: "log-drive",
    },
    {
      key: "front-end-loss/front-end-2/1",
      ...day,
      lasts: lasting(HOUR),
      what: "front-end-loss",
      where: "front-end-2",
    },
    { key: "job-failing/1", ...day, lasts: lasting(2 * DAY), what: "job-failing", job: "copy", silent: true },
    {
      key: "mirror-crash/1",
      ...day,
      lasts: { lasts: "drawn", law: { law: "exponential", mean: 8 * HOUR } },
      what: "mirror-crash",
      how: "process",
    },
    { key: "operator-error/1", ...day, lasts: byPeople, what: "operator-error", error: "swap-active" },
    { key: "principal-crash/1", ...day, lasts: byPeople, what: "principal-crash", how: "data-drive" },
    {
      key: "secondary-crash/secondary-mirror/1",
      ...day,
      lasts: byPeople,
      what: "secondary-crash",
      where: "secondary-mirror",
    },
    {
      key: "server-crash/server-3/1",
      when: { at: "drawn", law: { law: "uniform", from: DAY, to: 2 * DAY } },
      lasts: lasting(15 * MINUTE),
      what: "server-crash",
      where: "server-3",
      how: "host",
    },
    { key: "share-loss/1", ...day, lasts: { lasts: "forever" }, what: "share-loss", disks: "kept" },
    {
      key: "wan-cut/1",
      when: { at: "any", from: 2 * DAY },
      lasts: lasting(2 * HOUR),
      what: "wan-cut",
      response: "fail-over",
    },
    {
      key: "wan-slow/1",
      ...day,
      lasts: lasting(DAY),
      what: "wan-slow",
      bandwidth: 625_000,
      roundTrip: 200_000,
    },
    {
      key: "witness-crash/secondary-witness/1",
      ...day,
      lasts: lasting(4 * HOUR),
      what: "witness-crash",
      where: "secondary-witness",
    },
    {
      key: "the-fire",
      when: drawn(3 * DAY),
      lasts: { lasts: "forever" },
      what: "site-loss",
      where: "site-2",
      disks: "destroyed",
    },
  ]);
});

describe("a scenario without a name is called by its file", () => {
  test.each([
    ["scenarios/site-1-lost.yaml", "site-1-lost"],
    ["C:\\pools\\europe.yml", "europe"],
    ["europe.json", "europe"],
    ["-", "scenario"],
    ["", "scenario"],
    ["a\u001b[31m.yaml", "a\\x1b[31m"],
  ])("%j: %j", (file, name) => {
    expect(readScenario("layout: low-bandwidth", { file })).toMatchObject({ ok: true, scenario: { name } });
  });
});
