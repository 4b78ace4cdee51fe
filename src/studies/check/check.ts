/**
 * The study behind `check`: what a schedule costs at best, on average and at worst when site 1 is lost, against
 * the targets, and what a planner should know. It plays nothing and draws nothing.
 */
import { officeOf } from "../../pool/index.js";
import type { CheckIssue, CheckResult, ScheduleResult, TargetVerdict } from "../../results/index.js";
import { type Advice, advise, type Issue, type ScenarioSource } from "../../scenario/index.js";
import {
  drawnPurposes,
  loadOf,
  nextWorstInstant,
  type ScheduleLaw,
  scheduleLaw,
} from "../../shipping/index.js";
import type { Scenario } from "../../spec/index.js";
import { DAY, type Micros, toSeconds } from "../../units/index.js";
import { normalResult } from "../normal.js";
import { tidy } from "../run/incident-result.js";
import { vet } from "../vet.js";

export interface Finding {
  readonly issue: Issue;
  /** null: not a planning rule, but something that cannot be played. */
  readonly advice: Advice | null;
}

export interface Checked {
  readonly result: CheckResult;
  readonly findings: readonly Finding[];
}

export function checkScenario(scenario: Scenario, source: ScenarioSource): Checked {
  const refused = vet(scenario, source);
  const load = loadOf(scenario.workload, officeOf(scenario));
  const law: ScheduleLaw = refused.some((issue) => issue.path.startsWith("logShipping"))
    ? { kind: "unknown", why: "the schedule cannot be played" }
    : scheduleLaw(scenario, load);
  const advices = advise({ scenario, load, law });
  const findings: Finding[] = refused.map((issue) => {
    const advice = advices.find(({ severity, message }) => severity === "error" && message === issue.message);
    return { issue, advice: advice ?? null };
  });
  for (const advice of advices) {
    // What a rule itself refuses has been said with it. What cannot be played may still be against a rule as well.
    if (findings.some((finding) => finding.advice === advice)) continue;
    const issue = source.issueAt(advice.path, advice.message, { severity: advice.severity });
    findings.push({ issue, advice });
  }
  const result: CheckResult = {
    file: source.file,
    scenario: scenario.name,
    layout: scenario.layout.name,
    valid: findings.every(({ issue }) => issue.severity !== "error"),
    schedule: scheduleResult(law, drawnPurposes(scenario).length === 0),
    targets: targetsOf(scenario, law),
    normal: normalResult(scenario, load.peakMessagesPerSecond),
    issues: findings.map(({ issue, advice }) => checkIssue(issue, advice)),
  };
  return { result, findings };
}

/** What a file comes to that could not be read: its errors and nothing else. */
export function unreadable(file: string, issues: readonly Issue[]): CheckResult {
  return {
    file,
    scenario: null,
    layout: null,
    valid: false,
    schedule: null,
    targets: [],
    normal: null,
    issues: issues.map((issue) => checkIssue(issue, null)),
  };
}

function checkIssue(issue: Issue, advice: Advice | null): CheckIssue {
  const { severity, file, line, column, path, message } = issue;
  return {
    severity,
    file,
    line,
    column,
    path,
    message,
    rule: advice?.rule ?? null,
    reason: advice?.reason ?? null,
    source: advice?.source ?? null,
  };
}

function scheduleResult(law: ScheduleLaw, nothingDrawn: boolean): ScheduleResult {
  if (law.kind === "unknown") return { kind: "unknown", why: law.why };
  if (law.kind === "grows") {
    return {
      kind: "grows",
      perDay: toSeconds(law.perDay),
      afterADay: toSeconds(law.ageAfterADay),
    };
  }
  const { best, mean, p50, p95, worst } = law.figures;
  const rpo = {
    best: toSeconds(best),
    mean: tidy(mean / 1e6),
    p50: tidy(p50 / 1e6),
    p95: tidy(p95 / 1e6),
    worst: toSeconds(worst),
  };
  if (law.kind !== "exact") return { kind: law.kind, rpo, drawn: law.drawn };
  const { rpo: age, staleness } = law.state;
  return {
    kind: "exact",
    rpo,
    period: toSeconds(law.period),
    // Instants of the second day, from its midnight on: time of day is what people can look up.
    worstAt: worstInstants(age.worstInstants, age.period).map(toSeconds),
    nextWorst: toSeconds(nextWorstInstant(age, DAY)),
    // RPO may be exact although copies or restores are drawn; what is restored when is not.
    staleness: nothingDrawn
      ? {
          best: toSeconds(staleness.best),
          mean: tidy(staleness.mean / 1e6),
          worst: toSeconds(staleness.worst),
        }
      : null,
  };
}

/** The first few worst instants of a period, in time order. */
function worstInstants(instants: readonly Micros[], period: Micros): Micros[] {
  const first = instants.slice(0, 3);
  if (first.length === 0 || first.length === 3) return first;
  const more = first.map((at) => (at + period) as Micros);
  return [...first, ...more].slice(0, 3);
}

function targetsOf(scenario: Scenario, law: ScheduleLaw): TargetVerdict[] {
  const verdicts: TargetVerdict[] = [];
  const { rpo, rto } = scenario.targets;
  if (rpo !== null) verdicts.push({ measure: "rpo", target: toSeconds(rpo), ...judgeRpo(rpo, law) });
  if (rto !== null) {
    verdicts.push({
      measure: "rto",
      target: toSeconds(rto),
      verdict: "cannot tell",
      why: "people vary: `run --replications` shows how often it is met",
    });
  }
  return verdicts;
}

function judgeRpo(target: Micros, law: ScheduleLaw): Pick<TargetVerdict, "verdict" | "why"> {
  switch (law.kind) {
    case "unknown":
      return { verdict: "cannot tell", why: law.why };
    case "grows":
      return { verdict: "missed", why: "the jobs cannot keep up, so RPO has no worst case" };
    case "varies":
      return {
        verdict: "cannot tell",
        why: "durations vary: `run --replications` shows how often it is met",
      };
    default:
      return law.figures.worst <= target
        ? { verdict: "met", why: "in the exact worst case" }
        : { verdict: "missed", why: "in the exact worst case" };
  }
}
