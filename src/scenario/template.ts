/** The scenario file that `init` writes to start from: complete, in plain words, read back to the same values. */
import { frontEndOf, type LayoutName, type SharePlace, type Site } from "../spec/index.js";
import type { Bytes, BytesPerSecond, Micros } from "../units/index.js";
import { printExactDuration } from "../units/index.js";
import { DATABASE_SIZE, FAST_WAN, JOBS, SLOW_WAN, USERS, WORKLOAD } from "./resolve/defaults.js";

export interface GridAnswers {
  readonly every: Micros;
  readonly offset: Micros;
}

export interface TemplateAnswers {
  readonly layout: Exclude<LayoutName, "custom">;
  readonly name: string;
  /** null: the documented site 1, which then is not written. */
  readonly primarySite: Site | null;
  readonly databaseSize: Bytes;
  readonly messagesPerSecond: number;
  readonly share: SharePlace;
  readonly backup: GridAnswers;
  readonly copy: GridAnswers;
  readonly restore: GridAnswers;
  readonly wan: { readonly bandwidth: BytesPerSecond; readonly roundTrip: Micros };
  /** null: no target. */
  readonly targets: { readonly rpo: Micros | null; readonly rto: Micros | null };
}

/** What `init` proposes for a layout: the product's own set-up. */
export function usualAnswers(layout: TemplateAnswers["layout"]): TemplateAnswers {
  const { bandwidth, roundTrip } = layout === "high-bandwidth" ? FAST_WAN : SLOW_WAN;
  const grid = { every: JOBS.every, offset: 0 as Micros };
  return {
    layout,
    name: `Site 1 lost, ${layout} layout`,
    primarySite: null,
    databaseSize: DATABASE_SIZE,
    messagesPerSecond: WORKLOAD.messagesPerSecond,
    share: "site-1",
    backup: grid,
    copy: grid,
    restore: grid,
    wan: { bandwidth, roundTrip },
    targets: { rpo: null, rto: null },
  };
}

export function template(answers: TemplateAnswers): string {
  const { layout, backup, copy, restore } = answers;
  const primary = answers.primarySite ?? "site-1";
  return `# A scenario for stretchpool: one chat pool in two sites, and what strikes it.
# Every quantity carries its unit: 15 min, 80 ms, 50 Mbps, 100 GB, 50 %. What is left out has a default.

name: ${JSON.stringify(answers.name)}

# Which chat servers are active: ${LAYOUT_WORDS[layout]}.
layout: ${layout}
${primarySection(answers.primarySite)}
# How long one replication lasts. Time 0 is a Monday, 00:00.
horizon: 14 d

# The most that may be lost (rpo) and the longest outage (rto) that you accept.
${targetsSection(answers.targets)}

# Who chats. An endpoint is a signed-in device; it has to sign in again when it loses its server.
users:
  count: ${USERS.count}
  atSite2: ${USERS.atSite2 * 100} %
  endpointsPerUser: ${USERS.endpointsPerUser}
  overload: degrade          # or reject: full servers turn users away

# What users write. Each message also writes transaction log, which is what has to be shipped.
workload:
  messagesPerSecond: ${answers.messagesPerSecond}
  profile: constant          # or office-hours
  arrivals: poisson          # or even: evenly spaced messages
  logBytesPerMessage: 3 KB

# The link between the sites. poolTraffic: none gives it to log shipping alone.
wan:
  bandwidth: ${exactBitRate(answers.wan.bandwidth)}
  roundTrip: ${printExactDuration(answers.wan.roundTrip)}
  efficiency: 0.7            # the part of the bandwidth that file copies reach
  shippingShare: 100 %       # the most of the link that log shipping may use
  poolTraffic: modelled

database:
  size: ${exactSize(answers.databaseSize)}

# Log shipping: backup to a share, copy to the other site, restore there.
# Three jobs that start at the same instant lose most: the copy misses the backup that has just begun.
logShipping:
  share: ${answers.share.padEnd(19)} # where the backup share lives: site-1, site-2 or third-site
  anchor: day                # the jobs' clock starts anew every midnight, as the product's agent does
  backup:
    every: ${printExactDuration(backup.every)}
    offset: ${printExactDuration(backup.offset)}
  copy:
    every: ${printExactDuration(copy.every)}
    offset: ${printExactDuration(copy.offset)}
  restore:
    every: ${printExactDuration(restore.every)}
    offset: ${printExactDuration(restore.offset)}

# People: when somebody knows, when somebody decides, what one step of the procedure takes.
# A law says how a time varies: half of the decisions take less than the median.
people:
  onCall: always             # or office-hours: at night and at weekends nobody knows and nobody decides
  detect: 5 min
  decide: { lognormal: { median: 30 min, sigma: 0.8 } }
  step: { lognormal: { median: 2 min, sigma: 0.5 } }

# What raises an alert, and how long it takes until somebody has dealt with it.
monitoring:
  backupAlert: 60 min
  restoreAlert: 45 min
  reaction: 30 min

# Whether people go back once everything stands again after a failover; without this nobody does.
# failback:
#   order: documented        # or safer: the pool is switched back before its servers are activated
#   drain: hard-stop         # or keep-existing: connections go on, and what is written on them is lost
#   wait: 2 d                # how long everything has to stand before they begin

# What people plan: the other site takes over, and nothing is lost.
# operations:
#   - what: switchover
#     at: 5 d 22 h

# What strikes, and when: an instant such as 2 d 10 h, or any moment of the schedule.
failures:
  - what: site-loss
    where: ${primary}
    at: any
    lasts: 8 h
`;
}

const LAYOUT_WORDS: Readonly<Record<TemplateAnswers["layout"], string>> = {
  "high-bandwidth": "2 active and 2 idle in each site",
  "low-bandwidth": "4 active in site 1, 4 idle in site 2",
  "database-only": "none, only the database and one application",
};

const STORE_WORDS =
  "# Beside which Front End the Central Management store stands: if it is lost with its site, people move it first.";

function primarySection(site: Site | null): string {
  if (site === null) {
    return `
${STORE_WORDS}
# topology:
#   managementStore: front-end-1
`;
  }
  return `
# Where the primary database stands; log shipping goes to the other site.
${STORE_WORDS}
topology:
  primarySite: ${site}
#  managementStore: ${frontEndOf(site)}
`;
}

function targetsSection({ rpo, rto }: TemplateAnswers["targets"]): string {
  if (rpo === null && rto === null) return "# targets:\n#   rpo: 20 min\n#   rto: 4 h";
  const line = (name: string, target: Micros | null): string =>
    target === null ? "" : `\n  ${name}: ${printExactDuration(target)}`;
  return `targets:${line("rpo", rpo)}${line("rto", rto)}`;
}

/** The largest unit in which the size is a whole number: nothing is rounded. */
function exactSize(size: Bytes): string {
  return inLargest(size, [
    ["TB", 1e12],
    ["GB", 1e9],
    ["MB", 1e6],
    ["KB", 1e3],
    ["B", 1],
  ]);
}

function exactBitRate(rate: BytesPerSecond): string {
  return inLargest(rate * 8, [
    ["Gbps", 1e9],
    ["Mbps", 1e6],
    ["Kbps", 1e3],
    ["bps", 1],
  ]);
}

function inLargest(value: number, units: readonly (readonly [string, number])[]): string {
  const found = units.find(([, unit]) => value % unit === 0 && value >= unit) ?? units.at(-1)!;
  return `${value / found[1]} ${found[0]}`;
}
