/**
 * How long a pool may take to become what it was, once everything that struck it is repaired: a sum of everything that
 * anybody could have to do, each at the longest that its law gives, one after another as if nobody did two things at
 * once. Generous, finite, and worked out from the scenario alone. It must never know what a life has come to.
 */
import { quantile, support } from "../../src/engine/index.js";
import type { Failure, Law, Planned, RunTime, Scenario } from "../../src/spec/index.js";

/** One draw in a thousand million is longer than this of a law that has no longest. */
const ALMOST_SURELY = 1 - 1e-9;
const SECOND = 1e6;
const HOUR = 3600;
const DAY = 24 * HOUR;
/** From Friday's close to Monday's opening. */
const LONGEST_NIGHT = 64 * HOUR;
/** How often anybody has to wait for an opening, one thing after another. */
const NIGHTS = 4;
/** Steps of the longest procedure, and how many of them every chat server has to hear of. */
const STEPS = 14;
const REPLICATED = 3;
const UNDO = 30;
const MANAGEMENT_STORE = 300;
const FRONT_ENDS_BACK = HOUR;
/** A failover that was begun, a way back that is given up, one that is gone to its end. */
const PROCEDURES = 3;
/** Where nobody says otherwise, a whole database is read and written at this rate. */
const DISK = 100e6;

/** In seconds. */
export function longestOf(law: Law): number {
  const { highest } = support(law);
  return (Number.isFinite(highest) ? highest : quantile(law, ALMOST_SURELY)) / SECOND;
}

/** When the last strike falls, or its repair: infinite where something is never repaired. */
export function lastRepairOf({ failures, operations }: Scenario): number {
  const ends = [...failures, ...operations].map((one) => strikesBy(one) + lastsOf(one));
  return Math.max(0, ...ends);
}

const strikesBy = ({ when }: Failure | Planned): number =>
  when.at === "any" ? when.from / SECOND + 8 * DAY : longestOf(when.law);

/** What nobody repairs, but people make good as soon as they know. */
const MADE_GOOD = ["corrupt-backup", "chain-broken", "operator-error", "bad-delete", "switchover"];

export function lastsOf(one: Failure | Planned): number {
  const noticed = one.what === "bad-delete" ? longestOf(one.noticed) : 0;
  if (one.lasts.lasts === "drawn") return longestOf(one.lasts.law);
  return one.lasts.lasts === "by-people" && MADE_GOOD.includes(one.what) ? noticed : Number.POSITIVE_INFINITY;
}

/** `until`: when all is repaired; what has piled up by then is worked off as well. */
export function boundOf(scenario: Scenario, until: number): number {
  const { people, failback, monitoring, frontEndFailover, mirroring, recoveryRestart } = scenario;
  const before = longestOf(people.detect) + longestOf(people.decide);
  const given = [frontEndFailover, recoveryRestart, mirroring.online, mirroring.failover, mirroring.resync];
  const once = [
    people.onCall === "office-hours" ? NIGHTS * LONGEST_NIGHT : 0,
    failback === null ? 0 : longestOf(failback.wait),
    ...given.map((law) => (law === null ? 0 : longestOf(law))),
    before + longestOf(people.step),
    alertOf(scenario) + longestOf(monitoring.reaction) + wholeDatabase(scenario),
    signedIn(scenario),
  ];
  const worked = PROCEDURES * (before + procedureOf(scenario)) + once.reduce((sum, one) => sum + one, 0);
  return worked + hardenedAgain(scenario, until + worked) + caughtUp(scenario, until + worked);
}

/** What the mirror missed is read, sent and redone, while more is written. */
function hardenedAgain(scenario: Scenario, missed: number): number {
  const { mirroring } = scenario;
  const busy = peakLogPerSecond(scenario) / mirroring.redoRate;
  return busy > 0.5 ? Number.POSITIVE_INFINITY : (missed * busy) / (1 - busy);
}

function peakLogPerSecond({ workload }: Scenario): number {
  const { messagesPerSecond, logBytesPerMessage, profile } = workload;
  const peak = profile.shape === "hours" ? Math.max(...profile.factors) : profile.shape === "sine" ? 2 : 1;
  return messagesPerSecond * peak * logBytesPerMessage;
}

/** Every step that a procedure can have; one that may fail, as often as it can fail in a row. */
function procedureOf(scenario: Scenario): number {
  const { people, servers, runbook } = scenario;
  const byHand = longestOf(people.step);
  const replication = longestOf(servers.replication);
  const computed = wholeDatabase(scenario) + UNDO + MANAGEMENT_STORE + FRONT_ENDS_BACK;
  const changed = runbook.steps.map(({ takes, retry }) => {
    const once = takes === null || takes === "computed" ? byHand + replication + computed : longestOf(takes);
    return attemptsOf(retry ?? 0) * once;
  });
  return STEPS * byHand + REPLICATED * replication + computed + changed.reduce((sum, one) => sum + one, 0);
}

const attemptsOf = (retry: number): number =>
  retry <= 0 ? 1 : Math.ceil(Math.log(1 - ALMOST_SURELY) / Math.log(retry));

/** Backed up, over the link and restored, there and back and for a new mirror: six times read or written. */
function wholeDatabase({ database, logShipping, wan }: Scenario): number {
  const { backup, restore, thirdSite, reinitialise } = logShipping;
  const pace = (time: RunTime) => (time.takes === "computed" ? Math.min(DISK, time.rate) : DISK);
  const own = (time: RunTime) => longestOf(time.takes === "computed" ? time.overhead : time.duration);
  const link = Math.min(...[wan, thirdSite].map((one) => bytesPerSecond(one)));
  const leg = database.size / Math.min(pace(backup.runTime), pace(restore.runTime), link);
  const fixed = reinitialise.takes === "fixed" ? longestOf(reinitialise.duration) : 0;
  return 6 * (leg + own(backup.runTime) + own(restore.runTime) + wan.roundTrip / SECOND) + fixed;
}

const bytesPerSecond = ({
  bandwidth,
  efficiency,
  shippingShare,
}: Scenario["wan"] | Scenario["logShipping"]["thirdSite"]) => bandwidth * efficiency * shippingShare;

/** The alert by which somebody learns that nothing is restored any more; infinite: nobody ever does. */
export function alertOf({ monitoring, logShipping }: Scenario): number {
  const { restoreAlert, newestFileAge } = monitoring;
  const alerts = [restoreAlert, newestFileAge].flatMap((one) => (one === null ? [] : [one / SECOND]));
  const every = Math.max(120, ...alerts);
  return alerts.length === 0 ? 0 : 2 * every + logShipping.restore.delay / SECOND;
}

/** The share of the time that the jobs are busy with what is written while they are. */
export function utilisationOf(scenario: Scenario): number {
  const { backup, copy, restore } = scenario.logShipping;
  const every = backup.grid.every / SECOND;
  const { bursts } = scenario.workload;
  const bytes = backup.fileSize ?? (peakLogPerSecond(scenario) * every) / backup.compression;
  const link = Math.min(...[scenario.wan, scenario.logShipping.thirdSite].map((one) => bytesPerSecond(one)));
  const runOf = (time: RunTime) =>
    time.takes === "computed" ? longestOf(time.overhead) + bytes / time.rate : longestOf(time.duration);
  const runs = [
    longestOf(backup.jitter) +
      Math.max(runOf(backup.runTime), bytes / link + scenario.wan.roundTrip / SECOND),
    longestOf(copy.overhead) + scenario.wan.roundTrip / SECOND + bytes / link,
    runOf(restore.runTime),
  ];
  return bursts.length > 0 ? Number.POSITIVE_INFINITY : Math.max(...runs) / every;
}

/** What piled up is worked off in the rest of the time, and then everything takes its usual turns. */
function caughtUp(scenario: Scenario, piled: number): number {
  const busy = utilisationOf(scenario);
  const { backup, copy, restore } = scenario.logShipping;
  // Files that nobody keeps until they are used break the chain for ever.
  const kept = Math.min(backup.retention, copy.retention) / SECOND;
  if (busy > 0.5 || kept < DAY + restore.delay / SECOND) return Number.POSITIVE_INFINITY;
  const copyEvery = copy.trigger.on === "grid" ? copy.trigger.grid.every : backup.grid.every;
  const intervals = (backup.grid.every + copyEvery + restore.grid.every) / SECOND;
  const jitters = [backup.jitter, copy.jitter, restore.jitter]
    .map(longestOf)
    .reduce((sum, one) => sum + one, 0);
  return (piled * busy) / (1 - busy) + 3 * (intervals + jitters) + restore.delay / SECOND;
}

/** Everybody notices, waits for his next try, and stands in one queue before the slowest server. */
function signedIn({ users, servers }: Scenario): number {
  if (users.count === 0) return 0;
  const tried =
    longestOf(users.noticeReset) + longestOf(users.noticeSilence) + 2 * (users.longestBackOff / SECOND);
  const ready = longestOf(servers.reattach) + longestOf(servers.warmUp) + longestOf(servers.replication);
  const queue = (users.count * Math.max(1, users.endpointsPerUser)) / users.signInsPerServer;
  return (
    tried + ready + queue + (servers.recycle.after + servers.recycle.every + servers.recycle.lasts) / SECOND
  );
}
