/**
 * When each step of a procedure begins and ends if each takes what it takes on average: a graph worked out once. What is
 * decided along the way begins behind the decision. It must never know what the steps are for.
 */
import { MINUTE } from "../../units/index.js";
import { DECIDE } from "./before.js";

export interface ClockedStep {
  readonly name: string;
  readonly waitsFor: readonly string[];
  readonly takes: number;
  readonly isEarly: boolean;
}

/** Microseconds since the begin of it all. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export type Clock = ReadonlyMap<string, Span>;

export function clockOf(steps: readonly ClockedStep[]): Clock {
  const early = steps.filter(({ isEarly }) => isEarly);
  if (early.length === 0) return spans(steps, 0, new Map());
  // Nobody waits for steps of a way that is not chosen yet.
  const first = spans(early, 0, new Map());
  const decided = first.get(DECIDE)?.to ?? 0;
  const begun = new Map([...first].filter(([name, { from }]) => name === DECIDE || from < decided));
  return spans(steps, decided, begun);
}

/** `floor`: before it nothing begins but what has begun. */
function spans(steps: readonly ClockedStep[], floor: number, begun: Clock): Clock {
  const found = new Map(begun);
  const byName = new Map(steps.map((step) => [step.name, step]));
  const spanOf = (name: string, behind: readonly string[]): Span => {
    const known = found.get(name);
    if (known !== undefined) return known;
    if (behind.includes(name)) throw new Error(`the steps ${behind.join(", ")} wait for one another`);
    const { waitsFor, takes } = byName.get(name)!;
    const ends = waitsFor.filter((one) => byName.has(one)).map((one) => spanOf(one, [...behind, name]).to);
    const from = Math.max(floor, ...ends);
    const span = { from, to: from + takes };
    found.set(name, span);
    return span;
  };
  for (const { name } of steps) spanOf(name, []);
  return found;
}

/** Back from a step through the latest of what each waited for, to the begin. */
export function pathTo(name: string, steps: readonly ClockedStep[], clock: Clock): string[] {
  const path: string[] = [];
  let at: string | undefined = name;
  while (at !== undefined && !path.includes(at)) {
    path.unshift(at);
    at = hungOn(at, steps, clock);
  }
  return path;
}

function hungOn(name: string, steps: readonly ClockedStep[], clock: Clock): string | undefined {
  const { waitsFor } = steps.find((step) => step.name === name)!;
  const { from } = clock.get(name)!;
  const latest = waitsFor.find((one) => clock.get(one)?.to === from);
  // What waits for nothing else begins with the decision.
  return latest ?? (clock.get(DECIDE)?.to === from && name !== DECIDE ? DECIDE : undefined);
}

/** How much less `measure` would come to if the step were a minute shorter, all else being the same. */
export function minuteSaves(
  name: string,
  steps: readonly ClockedStep[],
  measure: (clock: Clock) => number,
): number {
  const shorter = steps.map((step) =>
    step.name === name ? { ...step, takes: Math.max(0, step.takes - MINUTE) } : step,
  );
  return measure(clockOf(steps)) - measure(clockOf(shorter));
}

/** In an order in which they can be done one by one: whatever can begin sooner comes first, else as written. */
export function inOrder<T extends ClockedStep>(steps: readonly T[], clock: Clock): T[] {
  const left = [...steps];
  const ordered: T[] = [];
  while (left.length > 0) {
    const open = left.filter(({ waitsFor }) => !left.some(({ name }) => waitsFor.includes(name)));
    const next = open.reduce((a, b) => (clock.get(b.name)!.from < clock.get(a.name)!.from ? b : a));
    ordered.push(next);
    left.splice(left.indexOf(next), 1);
  }
  return ordered;
}
