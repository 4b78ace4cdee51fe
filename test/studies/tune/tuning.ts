/** Schedules to choose from, made by hand: what each achieves is the exact law of its schedule, or what a test says. */
import type { ScheduleCost, ScheduleFiguresResult } from "../../../src/results/index.js";
import { readExpression, readScenario } from "../../../src/scenario/index.js";
import { ageQuantile, loadOf, scheduleLaw } from "../../../src/shipping/index.js";
import type { Scenario } from "../../../src/spec/index.js";
import { type Confirmed, confirm } from "../../../src/studies/tune/confirm.js";
import { type Goal, goalsOf, scheduleTargets } from "../../../src/studies/tune/goals.js";
import type { Candidate, CostOf, Found } from "../../../src/studies/tune/search.js";
import { meets, nearestTo } from "../../../src/studies/tune/targets.js";
import type { TunePlan } from "../../../src/studies/tune/task.js";
import { type Micros, SECOND } from "../../../src/units/index.js";

/** The default grid in round figures: 20 s backups, 300 MB files, transfers of 24.04 s. Nobody chats. */
export const GRID = `
name: The default grid
layout: low-bandwidth
users: { count: 0 }
wan: { bandwidth: 100 Mbps, roundTrip: 80 ms, efficiency: 1, poolTraffic: none }
logShipping:
  backup: { every: 15 min, duration: 20 s, fileSize: 300 MB }
  copy: { every: 15 min, overhead: 0 s }
  restore: { every: 15 min }
`;

export function scenarioOf(settings: Readonly<Record<string, string>> = {}, text = GRID): Scenario {
  const overrides = Object.entries(settings).map(([path, value]) => `${path}=${value}`);
  const reading = readScenario(text, { file: "pool.yaml", overrides });
  if (!reading.ok) throw new Error(reading.issues.map(({ message }) => message).join("; "));
  return reading.scenario;
}

/** As arithmetic has them. */
export function exactFigures(scenario: Scenario): ScheduleFiguresResult {
  const law = scheduleLaw(scenario, loadOf(scenario.workload));
  if (law.kind !== "exact") throw new Error(`this schedule has no exact law: ${law.kind}`);
  const { best, mean, p50, p95, worst } = law.figures;
  const p99 = ageQuantile(law.state.rpo, 0.99);
  const [b, m, l, h, t, w] = [best, mean, p50, p95, p99, worst].map((value) => value / SECOND);
  return { best: b!, mean: m!, p50: l!, p95: h!, p99: t!, worst: w!, exact: true };
}

export const costOf: CostOf = ({ runsPerDay }) => runsPerDay;

const cost = (runsPerDay: number): ScheduleCost => ({
  runsPerDay,
  emptyRunsPerDay: 0,
  wanBytesPerDay: 1,
  wanPeakShare: 0.1,
  filesKept: 1,
  moneyPerYear: null,
});

export interface Made {
  readonly settings: Readonly<Record<string, string>>;
  readonly runs: number;
  /** Left out: the exact ones. */
  readonly figures?: ScheduleFiguresResult;
}

export function candidate({ settings, runs, figures }: Made, index: number, text = GRID): Candidate {
  const scenario = scenarioOf(settings, text);
  return {
    index,
    settings: new Map(Object.entries(settings)),
    scenario,
    figures: figures ?? exactFigures(scenario),
    whyNone: null,
    cost: cost(runs),
  };
}

export function goals(
  texts: readonly string[],
  scenario = scenarioOf(),
  exactDurations = true,
): readonly Goal[] {
  const asked = texts.map((text) => {
    const reading = readExpression(text, "sweep-requirement", "--target");
    if (!reading.ok) throw new Error(reading.issue.message);
    return reading.expression;
  });
  const reading = goalsOf(scenario, asked, exactDurations);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.goals;
}

/** `preferred`: in the order in which they are to be judged. */
export function found(preferred: readonly Candidate[], asked: readonly Goal[]): Found {
  const targets = scheduleTargets(asked);
  return {
    now: preferred[0]!,
    preferred,
    meeting: preferred.filter(({ figures }) => figures !== null && meets(figures, targets)),
    nearest: nearestTo(preferred, targets),
    front: preferred,
    candidates: preferred.length,
    minimised: "runs",
    assumed: null,
    moved: [],
    notes: [],
  };
}

export interface Choosing {
  readonly preferred: readonly Candidate[];
  readonly asked: readonly Goal[];
  readonly seed?: number;
  readonly replications?: number;
  /** In seconds. */
  readonly indifference?: number;
}

export function choose({
  preferred,
  asked,
  seed = 1,
  replications = 120,
  indifference = 30,
}: Choosing): Confirmed {
  const plan: TunePlan = {
    scenario: scenarioOf(),
    reread: () => ({ ok: false, why: "nothing else moves here" }),
    knobs: [],
    goals: asked,
    exactDurations: true,
    minimised: "runs",
    indifference: (indifference * SECOND) as Micros,
    countEmptyCopies: false,
    seed,
    replications,
    replay: "",
    version: "test",
  };
  const confirming = confirm(plan, found(preferred, asked), costOf);
  for (;;) {
    const step = confirming.next();
    if (step.done === true) return step.value;
  }
}
