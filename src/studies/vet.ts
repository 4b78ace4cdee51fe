/**
 * Whether a valid scenario can be played: every field that it sets is honoured, every failure falls within the
 * horizon, and "any moment" has a period to be drawn from. What is not honoured is refused by name: a field that
 * was accepted and ignored would be a wrong answer.
 */
import { support } from "../engine/index.js";
import { fateProblems } from "../fate/index.js";
import { BLOWS, mostTicks } from "../pool/index.js";
import { type Issue, refusals, type ScenarioSource } from "../scenario/index.js";
import { type CommonPeriod, commonPeriod, loadOf } from "../shipping/index.js";
import type { Failure, Occurrence, Scenario } from "../spec/index.js";
import { type Micros, printCount, printDuration, printExactDuration, YEAR } from "../units/index.js";
import { NOT_YET } from "./not-yet.js";
import { vetRunbook } from "./vet-runbook.js";
import { usersBeyondBounds, vetPlace, vetUsers } from "./vet-users.js";

export function vet(scenario: Scenario, source: ScenarioSource): Issue[] {
  const tooMuch = [...beyondBounds(scenario, source), ...usersBeyondBounds(scenario, source)];
  // What is out of all bounds is not even planned: planning plays the schedule.
  if (tooMuch.length > 0) return tooMuch;
  const period = commonPeriod(scenario.logShipping, loadOf(scenario.workload));
  const issues = [
    ...notHonoured(scenario, source),
    ...vetRunbook(scenario, source),
    ...vetUsers(scenario, source),
  ];
  if (scenario.costs?.userHourDown != null && scenario.users.count === 0) {
    const message = "a price for hours of users, but users.count is 0";
    const allowed = "users.count above 0, or costs.userHourDown left out";
    issues.push(source.issueAt("costs.userHourDown", message, { allowed }));
  }
  for (const { path, message, reason } of refusals(scenario)) {
    issues.push(source.issueAt(path, message, { allowed: reason }));
  }
  for (const { path, message, allowed } of fateProblems(scenario)) {
    issues.push(source.issueAt(path, message, { allowed }));
  }
  for (const [index, failure] of scenario.failures.entries()) {
    issues.push(...vetFailure(failure, `failures[${index}]`, scenario, period, source));
  }
  for (const [index, operation] of scenario.operations.entries()) {
    issues.push(...vetInstant(operation, `operations[${index}]`, scenario, period, source));
  }
  return issues;
}

/** A life may walk this many backup ticks: two weeks of a backup every tenth of a second. */
const MOST_BACKUPS = 12_096_000;
/** Ticks of copy and restore cost next to nothing unless a start delay makes each of them count. */
const MOST_OTHER_TICKS = 200_000_000;
/** Every burst is a stop on the way: a year and more of one a second. */
const MOST_BURSTS = 40_000_000;
/** What the counts of messages can carry exactly. */
const MOST_MESSAGES_PER_SECOND = 10_000_000;

/** A scenario is a stranger's: whatever is in it, playing it must end. */
function* beyondBounds(scenario: Scenario, source: ScenarioSource): Iterable<Issue> {
  const { backup, copy, restore } = scenario.logShipping;
  const span = scenario.horizon + warmUpBound(scenario);
  const jobs = [
    ["backup", backup.grid.every, MOST_BACKUPS],
    ["copy", copy.trigger.on === "grid" ? copy.trigger.grid.every : backup.grid.every, MOST_OTHER_TICKS],
    ["restore", restore.grid.every, MOST_OTHER_TICKS],
  ] as const;
  for (const [job, every, most] of jobs) {
    const ticks = Math.ceil(span / every);
    if (ticks <= most) continue;
    yield source.issueAt(
      `logShipping.${job}.every`,
      `${printCount(ticks)} ticks in ${printDuration(span as Micros)}, more than the ${printCount(most)} that one replication may have`,
      { allowed: `a longer interval, or a shorter horizon` },
    );
  }
  yield* tooManyBursts(scenario, span, source);
  const runs = mostTicks(scenario.compliance, scenario.horizon);
  if (scenario.topology.compliance !== "off" && runs > MOST_BACKUPS) {
    yield source.issueAt(
      "compliance.every",
      `${printCount(runs)} runs of the compliance adapter, more than the ${printCount(MOST_BACKUPS)} that one replication may have`,
      { allowed: "a longer interval, a shorter duration, or a shorter horizon" },
    );
  }
  const { peakMessagesPerSecond } = loadOf(scenario.workload);
  if (peakMessagesPerSecond > MOST_MESSAGES_PER_SECOND) {
    yield source.issueAt(
      "workload.messagesPerSecond",
      `${printCount(peakMessagesPerSecond)} messages a second at the peak`,
      { allowed: `at most ${printCount(MOST_MESSAGES_PER_SECOND)}, profile included` },
    );
  }
}

/** Told of the one that comes most often. */
function* tooManyBursts({ workload }: Scenario, span: number, source: ScenarioSource): Iterable<Issue> {
  const counts = workload.bursts.map(({ every }) => Math.ceil(span / every));
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all <= MOST_BURSTS) return;
  yield source.issueAt(
    `workload.bursts[${counts.indexOf(Math.max(...counts))}].every`,
    `${printCount(all)} bursts in ${printDuration(span as Micros)}, more than the ${printCount(MOST_BURSTS)} that one replication may have`,
    {
      allowed:
        "a longer time from one burst to the next, or log that every message writes (logBytesPerMessage)",
    },
  );
}

/** The warm start without its common period, which is at most a year long. */
function warmUpBound({ logShipping, workload }: Scenario): number {
  const { backup, copy, restore } = logShipping;
  const every = copy.trigger.on === "grid" ? copy.trigger.grid.every : 0;
  const longest = Math.max(backup.grid.every, every, restore.grid.every);
  return 20 * longest + restore.delay + (workload.bursts.length > 0 ? YEAR : 0);
}

function* notHonoured(scenario: Scenario, source: ScenarioSource): Iterable<Issue> {
  for (const path of scenario.given) {
    const found = NOT_YET.find((field) => path === field.path || path.startsWith(`${field.path}.`));
    if (found === undefined || found.unless?.(scenario)) continue;
    yield source.issueAt(path, `${path} cannot be honoured yet: ${found.because}`, { allowed: found.wayOut });
  }
}

function* vetFailure(
  failure: Failure,
  path: string,
  scenario: Scenario,
  period: CommonPeriod,
  source: ScenarioSource,
): Iterable<Issue> {
  if (BLOWS[failure.what] === undefined) {
    yield source.issueAt(`${path}.what`, `a failure of kind ${failure.what} cannot be played yet`, {
      allowed: Object.keys(BLOWS).join(", "),
    });
    return;
  }
  yield* vetPlace(failure, path, scenario, source);
  yield* vetCompliance(failure, path, scenario, source);
  yield* vetInstant(failure, path, scenario, period, source);
}

/** Only a machine of its own can fail by itself. */
function* vetCompliance(
  failure: Failure,
  path: string,
  { topology }: Scenario,
  source: ScenarioSource,
): Iterable<Issue> {
  if (failure.what !== "compliance-crash" || topology.compliance === "standalone") return;
  const why =
    topology.compliance === "off"
      ? "is off, so there is no compliance database"
      : "is shared, so its database has no machine of its own and fails with the chat database";
  yield source.issueAt(`${path}.what`, `compliance-crash, but topology.compliance ${why}`, {
    allowed: "topology.compliance: standalone, or the failure left out",
  });
}

/** It happens within the horizon, and "any" has something to be drawn from. */
function* vetInstant(
  failure: Occurrence,
  path: string,
  scenario: Scenario,
  period: CommonPeriod,
  source: ScenarioSource,
): Iterable<Issue> {
  if (failure.when.at === "any" && !period.ok) {
    yield source.issueAt(`${path}.at`, `"any" needs a common period to be drawn from, but ${period.why}`, {
      allowed: "an instant, a law, or intervals that come together sooner",
    });
    return;
  }
  const latest = latestInstant(failure, period);
  if (latest > scenario.horizon) {
    yield source.issueAt(
      failure.when.at === "any" && failure.when.from === 0 ? "horizon" : `${path}.at`,
      Number.isFinite(latest)
        ? `could strike at ${printExactDuration(latest as Micros)}, after the horizon of ${printExactDuration(scenario.horizon)}`
        : "could strike at any time, also after the horizon: this law has no largest value",
      {
        allowed: Number.isFinite(latest)
          ? `horizon: ${printExactDuration(latest as Micros)} or more`
          : "a law with a largest value, such as uniform or triangular",
      },
    );
  }
}

function latestInstant({ when }: Occurrence, period: CommonPeriod): number {
  if (when.at === "drawn") return support(when.law).highest;
  return period.ok ? when.from + period.period : 0;
}
