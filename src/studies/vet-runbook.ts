/** Whether the changes of a runbook can be worked: steps that exist, an order without a circle, attempts that end. */
import { COMPUTED_STEPS, DOCUMENTED_STEPS, proceduresOf, type StepRow } from "../operations/index.js";
import { type Issue, nearest, type ScenarioSource } from "../scenario/index.js";
import type { RunbookStep, Scenario } from "../spec/index.js";

export function* vetRunbook(scenario: Scenario, source: ScenarioSource): Iterable<Issue> {
  const { steps } = scenario.runbook;
  const known = [...new Set([...DOCUMENTED_STEPS, ...steps.map(({ name }) => name)])];
  for (const step of steps) yield* vetStep(step, known, source);
  const circle = circleIn(scenario);
  if (circle === null) return;
  const [first] = circle.filter((name) => steps.some((step) => step.name === name));
  yield source.issueAt(
    `runbook.steps.${first ?? circle[0]!}`,
    `the steps wait for one another in a circle: ${circle.join(" → ")} → ${circle[0]!}`,
    { allowed: "an order in which some step can be the first: change an `after` or a `before`" },
  );
}

/** Steps of some procedure that wait for one another; null: there are none. */
export function circleIn(scenario: Scenario): readonly string[] | null {
  const { steps } = scenario.runbook;
  const circles = Object.values(proceduresOf(scenario)).map((rows) => findCircle(orderOf(rows, steps)));
  return circles.find((one) => one !== null) ?? null;
}

function* vetStep(
  { name, takes, retry, after, before }: RunbookStep,
  known: readonly string[],
  source: ScenarioSource,
): Iterable<Issue> {
  const path = `runbook.steps.${name}`;
  if (!DOCUMENTED_STEPS.includes(name) && after === null && before === null) {
    const meant = nearest(name, DOCUMENTED_STEPS);
    yield source.issueAt(path, `no documented step is called ${name}, and nothing says where it belongs`, {
      allowed: `${meant === null ? "" : `${meant}, or `}an after or a before for a step of one's own`,
    });
  }
  if (retry === 1) {
    yield source.issueAt(`${path}.retry`, "a step that always fails is never done", {
      allowed: "less than 100 %",
    });
  }
  if (takes === "computed" && !COMPUTED_STEPS.includes(name)) {
    yield source.issueAt(`${path}.takes`, `nothing about the step ${name} can be computed`, {
      allowed: `a duration or a law; computed are ${COMPUTED_STEPS.join(", ")}`,
    });
  }
  for (const [field, names] of [
    ["after", after],
    ["before", before],
  ] as const) {
    for (const [index, other] of (names ?? []).entries()) {
      if (known.includes(other)) continue;
      yield source.issueAt(`${path}.${field}[${index}]`, `there is no step ${other}`, {
        allowed: known.join(", "),
      });
    }
  }
}

type Order = ReadonlyMap<string, readonly string[]>;

/** Each step with those that it waits for. */
function orderOf(rows: readonly StepRow[], steps: readonly RunbookStep[]): Order {
  const order = new Map<string, readonly string[]>(rows.map(({ name, after }) => [name, after]));
  for (const { name, after } of steps) if (after !== null || !order.has(name)) order.set(name, after ?? []);
  for (const { name, needs = [] } of rows) order.set(name, [...(order.get(name) ?? []), ...needs]);
  for (const { name, before } of steps) {
    for (const later of before ?? []) order.set(later, [...(order.get(later) ?? []), name]);
  }
  return order;
}

/** The first circle found, in the order in which its steps would have to be done. */
function findCircle(order: Order): readonly string[] | null {
  const done = new Set<string>();
  const walk = (name: string, behind: readonly string[]): readonly string[] | null => {
    const start = behind.indexOf(name);
    if (start >= 0) return behind.slice(start).reverse();
    if (done.has(name)) return null;
    for (const before of order.get(name) ?? []) {
      const circle = walk(before, [...behind, name]);
      if (circle !== null) return circle;
    }
    done.add(name);
    return null;
  };
  for (const name of order.keys()) {
    const circle = walk(name, []);
    if (circle !== null) return circle;
  }
  return null;
}
