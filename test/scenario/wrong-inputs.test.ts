/** Wrong files, one a line: ▸ stands where the issue must point, and is taken out before the file is read. */
import { describe, expect, test } from "vitest";
import { issues, valid } from "./reading.js";

type Wrong = readonly [text: string, message: RegExp];

const QUANTITIES: readonly Wrong[] = [
  ["wan: { bandwidth: ▸50 }", /the unit is missing: write 50 with Mbps or MB\/s/],
  ["wan: { bandwidth: ▸50 mbps }", /expected a data rate/],
  ["wan: { bandwidth: ▸0 Mbps }", /more than 0/],
  ["wan: { roundTrip: ▸80 }", /the unit is missing: write 80 s/],
  ["wan: { roundTrip: ▸2 h }", /at most 1 h/],
  ["wan: { efficiency: ▸70 }", /more than 1/],
  ["wan: { efficiency: ▸170 % }", /more than 100 %/],
  ["wan: { efficiency: ▸0 % }", /more than 0/],
  ["horizon: ▸14", /the unit is missing: write 14 s/],
  ["horizon: ▸0 d", /longer than 0 s/],
  ["horizon: ▸2 months", /months differ in length/],
  ["horizon: ▸15 m", /minutes or months/],
  ["horizon: ▸1,5 h", /decimal sign/],
  ["horizon: ▸-3 d", /cannot be negative/],
  ["horizon: ▸3 h 2 d", /fall from large to small/],
  ["horizon: ▸101 years", /at most 100 years/],
  ["horizon: ▸300 years", /longer than 285 years/],
  ["horizon: ▸true", /expected a duration/],
  ["horizon: ▸[1 d]", /expected a duration.*not a list/],
  ["horizon: ▸{ exponential: 1 d }", /expected a duration.*not a mapping/],
  ["people: { detect: ▸0.1 us }", /finer than a microsecond/],
  ["database: { size: ▸100 }", /the unit is missing: write 100 with B, KB, MB, GB or TB/],
  ["database: { size: ▸100 GiB }", /expected a size/],
  ["users: { signInsPerServer: ▸100 }", /the unit is missing/],
  ["users: { signInsPerServer: ▸0 / s }", /more than 0/],
  ["users: { atSite2: ▸50 }", /more than 1/],
  ["users: { count: ▸1.5 }", /whole number/],
  ["users: { count: ▸-1 }", /at least 0/],
  ["users: { count: ▸.nan }", /expected a whole number/],
  ['users: { count: ▸"80000" }', /expected a whole number/],
  ["users: { backOff: ▸0 s }", /longer than 0 s/],
  ["users: { longestBackOff: ▸0 s }", /longer than 0 s/],
  ["users: { backOff: ▸60 }", /the unit is missing: write 60 s/],
  ["users: { backOff: ▸{ uniform: [1 s, 2 s] } }", /expected a duration.*not a mapping/],
  ["users: { noticeReset: ▸3 }", /the unit is missing: write 3 s/],
  ["users: { noticeSilence: { uniform: ▸[2 min, 1 min] } }", /first duration must not be longer/],
  ["servers: { usersPerServer: ▸0 }", /at least 1/],
  ["servers: { usersPerServer: ▸0.5 }", /whole number/],
  ["servers: { usersPerServer: ▸100000001 }", /at most 100000000/],
  ["servers: { workers: ▸0 }", /at least 1/],
  ["servers: { workers: ▸1001 }", /at most 1000/],
  ["servers: { messagesPerServer: ▸9 }", /the unit is missing/],
  ["servers: { messagesPerServer: ▸0 / s }", /more than 0/],
  ["servers: { reattach: ▸5 }", /the unit is missing/],
  ["servers: { recycle: { every: ▸0 s } }", /longer than 0 s/],
  ["servers: { recycle: ▸5 min }", /expected a mapping/],
  ["traffic: { post: ▸4 }", /the unit is missing: write 4 with B, KB/],
  ["traffic: { deliveriesPerMessage: ▸-1 }", /at least 0/],
  ["traffic: { queriesPerPost: ▸1001 }", /at most 1000/],
  ["traffic: { lanRoundTrip: ▸2 h }", /at most 1 h/],
  ["workload: { messagesPerSecond: ▸24 / s }", /expected a number/],
  ["logShipping: { backup: { compression: ▸0 } }", /more than 0/],
  ["costs: { lostMessage: ▸0.50 }", /the unit is missing/],
  ["costs: { lostMessage: ▸0.50 EUR / year }", /expected an amount such as 0.50 EUR/],
  ["costs: { options: { witness: ▸2500 EUR } }", /expected 9000 EUR \/ year/],
  ["costs: { options: { witness: ▸40 EUR / Mbps / year } }", /expected 9000 EUR \/ year/],
  ["costs: { options: { wan: ▸40 EUR } }", /expected 9000 EUR \/ year or 40 EUR \/ Mbps \/ year/],
  ["costs: { options: { wan: ▸2000000000000 EUR / year } }", /at most 1,000,000,000,000/],
  ["costs: { lostMessage: 1 EUR, userHourDown: ▸1 USD }", /two currencies: EUR and USD/],
];

const WORDS: readonly Wrong[] = [
  ["layout: ▸low-bandwith", /expected high-bandwidth \| low-bandwidth/],
  ["layout: { ▸site1: { active: 4 } }", /unknown key site1/],
  ["layout: { site-1: { active: ▸100 } }", /at most 99/],
  ["name: ▸3", /expected text on one line/],
  ['name: ▸" "', /the text is empty/],
  ['name: ▸"two\\nlines"', /cannot be seen/],
  ["sites: { site-1: { timeZone: ▸CET } }", /expected an offset such as UTC/],
  ["sites: { site-1: { timeZone: ▸UTC+15 } }", /UTC-12 to UTC\+14/],
  ["topology: { mirror: ▸yes }", /expected true or false/],
  ["topology: { primarySite: ▸site-3 }", /expected site-1 \| site-2/],
  ["logShipping: { share: ▸third }", /expected site-1 \| site-2 \| third-site/],
  ["monitoring: { backupAlert: ▸off }", /expected a duration.*or none/],
  ["runbook: { steps: { ▸2nd: { takes: 1 min } } }", /expected a name/],
];

const SHAPES: readonly Wrong[] = [
  ["▸layuot: low-bandwidth", /unknown key layuot/],
  ["wan: { ▸bandwith: 50 Mbps }", /unknown key bandwith/],
  ["wan: ▸fast", /expected a mapping/],
  ["wan: ▸[fast]", /expected a mapping/],
  ["wan:▸", /the value is missing/],
  ["people:\n  detect:▸\n  step: 1 min", /the value is missing/],
  ["failures: ▸{ what: site-loss }", /expected a list of at most 1000 failures/],
  ["failures:\n  - ▸site-loss", /expected a mapping/],
  ["name: a\n▸name: b", /a second time; the first is in line 1/],
  ["wan: { bandwidth: 1 Gbps, ▸bandwidth: 2 Gbps }", /a second time/],
  ["▸__proto__: { name: x }", /__proto__ is not allowed/],
  ["wan: { ▸constructor: 1 }", /constructor is not allowed/],
  ["▸<<: { name: x }", /merge keys/],
  ["▸1: 2", /a key must be text/],
  ["▸[a]: 2", /a key must be text/],
  ["users: { count: ▸&many 3 }", /anchors/],
  ["users: { count: ▸*many }", /aliases/],
  ["users: { count: ▸!!int 3 }", /tags/],
  ["▸%YAML 1.1\n---\nname: a", /directives/],
  ["name: a\n▸---\nname: b", /a second document/],
  ["▸", /the file is empty/],
  ["▸# only a comment", /the file is empty/],
  ["▸- name: a", /a scenario is a mapping/],
  ["▸just text", /a scenario is a mapping/],
  ["name: Site 1▸: lost", /a second key on one line/],
  ["wan:\n\t▸bandwidth: 1 Gbps", /a tab cannot indent/],
  ["name: [a▸", /not valid YAML or JSON/],
  ["name: a\n  b▸: c", /a key below a key that has its value already/],
  ['name: ▸"\\u0000"', /control characters/],
  ['name: ▸"\\ud800"', /control characters or half a character/],
  ["name: a▸\u0007", /U\+0007/],
  ["name: a▸\rwan: {}", /carriage return/],
  ["name: a▸\uFEFFb", /U\+FEFF/],
  ["name: ▸\uD800", /half a character/],
];

const LAWS: readonly Wrong[] = [
  ["people: { detect: ▸5 }", /the unit is missing: write 5 s/],
  ["people: { detect: ▸{} }", /a law needs one of its names/],
  ["people: { detect: { ▸unifrom: [1 min, 2 min] } }", /unknown key unifrom/],
  [
    "people: { detect: { exponential: ▸1 h, uniform: [1 h, 2 h] } }",
    /one name, not both uniform and exponential/,
  ],
  ["people: { detect: { uniform: ▸[2 min, 1 min] } }", /first duration must not be longer/],
  ["people: { detect: { uniform: ▸[2 min] } }", /expected two durations/],
  ["people: { detect: { uniform: [2 min, ▸5] } }", /the unit is missing/],
  ["people: { detect: { triangular: ▸[1 s, 3 s, 2 s] } }", /must rise/],
  ["people: { detect: { exponential: ▸3 } }", /the unit is missing/],
  ["people: { detect: { ▸lognormal: { median: 1 h } } }", /sigma is missing/],
  ["people: { detect: { lognormal: { median: 1 h, sigma: ▸-1 } } }", /at least 0/],
  ["people: { detect: { weibull: { scale: 1 h, shape: ▸0 } } }", /more than 0/],
  ["people: { detect: { empirical: ▸[] } }", /a list of 1 to 10000 durations/],
  ["logShipping: { backup: { every: ▸{ uniform: [1 h, 2 h] } } }", /expected a duration.*not a mapping/],
  ["horizon: ▸{ uniform: [1 d, 2 d] }", /not a mapping/],
  ["reliability: { witness: { fails: ▸0.5 } }", /the unit is missing/],
  ["reliability: { witness: { fails: ▸{ events: 3 } } }", /not a way to say how often/],
  ["reliability: { ▸wittness: { fails: 0.5 / year } }", /unknown key wittness/],
  ["reliability: { ▸witness: { repair: 4 h } }", /fails is missing/],
  ["workload: { profile: { hours: ▸[1, 2] } }", /expected 24 factors/],
  ["workload: { profile: { hours: ▸[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0] } }", /more than 0/],
  ["workload: { profile: { sine: { amplitude: ▸1.2, period: 24 h } } }", /more than 1/],
  ["workload: { profile: { sine: { amplitude: 1, period: ▸0 s } } }", /longer than 0 s/],
  ["workload: { profile: ▸weekly }", /expected constant \| office-hours/],
];

const RULES: readonly Wrong[] = [
  ["logShipping: { backup: { every: ▸0 s } }", /longer than 0 s/],
  ["logShipping: { backup: { every: ▸2 d } }", /longer than a day/],
  ["logShipping: { anchor: run, backup: { every: ▸2 years } }", /at most 366 d/],
  ["logShipping: { copy: { offset: ▸{ uniform: [0 s, 1 d] } } }", /reach a whole day/],
  ["logShipping: { copy: { offset: ▸1 d } }", /reach a whole day/],
  ["logShipping: { restore: { offset: ▸{ exponential: 1 min } } }", /reach a whole day/],
  [
    "logShipping: { backup: { duration: 20 s, overhead: ▸1 s } }",
    /overhead and duration of the backup job exclude/,
  ],
  [
    "logShipping: { restore: { rate: ▸1 MB/s, duration: 20 s } }",
    /rate and duration of the restore job exclude/,
  ],
  ["logShipping: { copy: { after: backup, every: ▸15 min } }", /every and after of the copy job exclude/],
  ["logShipping: { copy: { after: backup, offset: ▸30 s } }", /offset and after of the copy job exclude/],
  ["workload: { bursts: [ { every: 1 h, lasts: ▸2 h, log: 1 GB } ] }", /longer than the time from one burst/],
  ["workload: { bursts: [ ▸{ every: 1 h, lasts: 1 h } ] }", /log is missing/],
  [
    "workload: { bursts: [ { name: a, every: 1 h, lasts: 1 h, log: 1 B }, { name: ▸a, every: 1 h, lasts: 1 h, log: 1 B } ] }",
    /second burst named a/,
  ],
  ["users: { backOff: 10 min, longestBackOff: ▸9 min }", /longest window to try again is shorter/],
  ["users: { longestBackOff: ▸59 s }", /longest window to try again is shorter/],
  ["users: { backOff: ▸301 s }", /first window to try again is longer/],
  ["servers: { recycle: { lasts: 10 min, every: ▸9 min } }", /lasts longer than the time from one to the/],
  ["servers: { recycle: { every: ▸89 s } }", /lasts longer than the time from one to the/],
  ["servers: { recycle: { lasts: ▸301 s } }", /lasts longer than the time from one to the/],
  ["failures: [ { what: ▸site-lost } ]", /unknown kind of failure/],
  ["failures: [ ▸{ where: site-1 } ]", /what is missing/],
  ["failures: [ { what: site-loss, ▸job: copy } ]", /job does not belong to site-loss, only to job-failing/],
  ["failures: [ { what: bad-delete, ▸lasts: 1 h } ]", /lasts does not belong to bad-delete/],
  ["failures: [ { what: site-loss, ▸wehre: site-1 } ]", /unknown key wehre/],
  ["failures: [ { what: site-loss, where: ▸server-1 } ]", /expected site-1 \| site-2/],
  ["failures: [ ▸{ what: server-crash } ]", /where is missing/],
  ["failures: [ { what: server-crash, where: ▸server-9 } ]", /expected server-1/],
  ["failures: [ { what: server-crash, where: server-1, how: ▸log-drive } ]", /expected process \| host/],
  ["failures: [ { what: front-end-loss, ▸how: host } ]", /how does not belong to front-end-loss/],
  ["failures: [ { what: site-loss, at: ▸sometime } ]", /expected a duration.*or any/],
  ["failures: [ { what: site-loss, at: 1 d, from: ▸2 d } ]", /from goes with/],
  ["failures: [ { what: site-loss, lasts: forever, disks: ▸kept } ]", /keeps no disks/],
  ["failures: [ ▸{ what: wan-slow } ]", /changes nothing/],
  ["failures: [ { what: wan-slow, bandwidth: ▸5 } ]", /the unit is missing/],
  ["failures: [ { what: wan-cut, id: a }, { what: wan-cut, id: ▸a } ]", /second failure with the id a/],
  ["failures: [ { what: wan-cut, id: ▸a/b } ]", /expected a name/],
  ["failures: [ { what: job-failing, job: ▸backups } ]", /expected backup \| copy \| restore/],
  ["failures: [ { what: operator-error, error: ▸swap } ]", /expected force-stale-mirror/],
];

describe.each([
  ["quantities", QUANTITIES],
  ["words", WORDS],
  ["shapes", SHAPES],
  ["laws", LAWS],
  ["rules across fields", RULES],
] as const)("wrong %s are found at their place", (_, table) => {
  test.each(table)("%j", (marked, message) => {
    const at = marked.indexOf("▸");
    const before = marked.slice(0, at).split("\n");
    const found = issues(marked.replace("▸", ""));
    expect(found.map((issue) => issue.message)).toEqual([expect.stringMatching(message)]);
    expect(found[0]).toMatchObject({ line: before.length, column: before.at(-1)!.length + 1 });
  });
});

test("all errors of a file are listed at once, in the order of the file", () => {
  const text = `layuot: low-bandwidth
wan: { bandwidth: 50, efficency: 0.7 }
logShipping:
  backup: { every: 2 d, duration: 20 s, rate: 3 MB/s }
  copy: { after: backup, every: 1 mn }
failures:
  - { what: site-los }
  - { what: site-loss, lasts: forever, disks: kept, job: copy }
workload: { bursts: [ { every: 1 h }, { every: 1 h, lasts: 2 h, log: 3 } ] }
name: a
name: b
`;
  expect(issues(text).map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([
    "1:1 unknown key layuot",
    "2:19 the unit is missing: write 50 with Mbps or MB/s",
    "2:23 unknown key efficency",
    "4:20 longer than a day",
    "4:47 rate and duration of the backup job exclude each other",
    expect.stringMatching(/^5:33 expected a duration/),
    "7:13 unknown kind of failure",
    "8:47 a site that is lost forever keeps no disks",
    "8:53 job does not belong to site-loss, only to job-failing",
    "9:23 lasts is missing",
    "9:23 log is missing",
    expect.stringMatching(/^9:70 the unit is missing/),
    "11:1 the key name stands here a second time; the first is in line 10",
  ]);
});

test("a typing error is answered with the word that was probably meant", () => {
  const suggestion = (text: string) => issues(text)[0]!.suggestion;
  expect(suggestion("layuot: low-bandwidth")).toBe("layout");
  expect(suggestion("logshipping: {}")).toBe("logShipping");
  expect(suggestion("layout: low-bandwith")).toBe("low-bandwidth");
  expect(suggestion("failures: [ { what: site-lost } ]")).toBe("site-loss");
  expect(suggestion("failures: [ { what: site-loss, wher: site-1 } ]")).toBe("where");
  expect(suggestion("reliability: { wittness: { fails: 1 / year } }")).toBe("witness");
  expect(suggestion("monitoring: { backupAlert: nune }")).toBe("none");
  expect(suggestion("entirelyDifferent: 1")).toBeUndefined();
});

test("every issue names the file, the path, the value as written and what is allowed", () => {
  expect(issues("wan:\n  bandwidth:   50   # fast")).toEqual([
    {
      severity: "error",
      file: "test.yaml",
      line: 2,
      column: 16,
      path: "wan.bandwidth",
      message: "the unit is missing: write 50 with Mbps or MB/s",
      value: "50",
      allowed: "a data rate such as 50 Mbps, 1 Gbps or 50 MB/s",
    },
  ]);
});

test.each([
  ["users: { longestBackOff: 30 s }", "1 min or more, or a shorter backOff"],
  ["users: { backOff: 10 min }", "at most 5 min, or a longestBackOff of 10 min or more"],
  ["servers: { recycle: { every: 1 min } }", "1 min 30 s or more, or a shorter lasts"],
  ["servers: { recycle: { lasts: 10 min } }", "at most 5 min, or an every of 10 min or more"],
])("where a default stands in the way the way out names it: %s", (text, allowed) => {
  expect(issues(text).map((issue) => issue.allowed)).toEqual([allowed]);
});

test.each([
  "users: { backOff: 5 min }",
  "users: { backOff: 20 min, longestBackOff: 20 min }",
  "users: { backOff: 0.5 s, longestBackOff: 0.5 s }",
  "servers: { recycle: { lasts: 5 min } }",
  "servers: { recycle: { after: 0 s, lasts: 0 s, every: 1 s } }",
  "servers: { usersPerServer: 1, workers: 1 }",
  "traffic: { post: 0 B, relay: 0 B, delivery: 0 B, deliveriesPerMessage: 0, queriesPerPost: 0, lanRoundTrip: 0 s }",
])("what just keeps within its bounds is read: %s", (text) => {
  expect(() => valid(text)).not.toThrow();
});

test("of a file with very many errors the first 200 are listed, and how many follow", () => {
  const text = Array.from({ length: 1_000 }, (_, index) => `key${index}: 1`).join("\n");
  const found = issues(text);
  expect(found).toHaveLength(201);
  expect(found.at(-1)!.message).toBe("800 more errors from here on are not shown");
});
