/** The documented steps with what a scenario changes about them, and with steps of its own among them. */
import type { RunbookStep } from "../../spec/index.js";
import type { Micros, Share } from "../../units/index.js";
import { but, type Step, step } from "../step.js";
import { DECIDE, DETECT, NOTICED, STOP_PRIMARY } from "./before.js";
import type { Work } from "./context.js";
import { DOCUMENTED_STEPS, type ProcedureName, stepsNamedIn } from "./order.js";

const BEFORE_ANY_WAY: readonly string[] = [DETECT, DECIDE, STOP_PRIMARY];

/** Which steps of one's own can begin before a way is chosen: those that hang on nothing of any way. */
export function earlySteps(changes: readonly RunbookStep[]): readonly RunbookStep[] {
  if (changes.length === 0) return changes;
  const own = changes.filter(({ name }) => !DOCUMENTED_STEPS.includes(name));
  const isLate = (step: RunbookStep): boolean =>
    (step.after ?? []).some((name) => {
      if (BEFORE_ANY_WAY.includes(name)) return false;
      const other = own.find((one) => one.name === name);
      return other === undefined || isLate(other);
    });
  return own.filter((step) => !isLate(step));
}

/** What people do before they know which way to go, with the steps of one's own that hang on nothing else. */
export function changedBeforeAnyWay(
  steps: readonly Step[],
  changes: readonly RunbookStep[],
  work: Work,
): readonly Step[] {
  return withChanges(
    [...steps, ...earlySteps(changes).map((change) => ownStep(change, work))],
    changes,
    work,
  );
}

/** A procedure with the steps of one's own that hang on its steps. */
export function changedProcedure(
  procedure: ProcedureName,
  steps: readonly Step[],
  changes: readonly RunbookStep[],
  work: Work,
): readonly Step[] {
  const belonging = stepsBelongingTo(procedure, changes);
  return withChanges([...steps, ...belonging.map((change) => ownStep(change, work))], changes, work);
}

/** The steps of one's own that hang on a procedure's steps. */
export function stepsBelongingTo(
  procedure: ProcedureName,
  changes: readonly RunbookStep[],
): readonly RunbookStep[] {
  if (changes.length === 0) return changes;
  const own = changes.filter(({ name }) => !DOCUMENTED_STEPS.includes(name));
  const early = procedure === "failover" ? earlySteps(changes) : [];
  return own.filter((one) => !early.includes(one) && hangsOn(procedure, one, own));
}

/** Everything that a step of one's own names is in the procedure, and something that is the procedure's alone. */
function hangsOn(procedure: ProcedureName, step: RunbookStep, own: readonly RunbookStep[]): boolean {
  const named = [...(step.after ?? []), ...(step.before ?? [])];
  const isIn = (name: string, behind: readonly string[]): boolean => {
    if (stepsNamedIn(procedure).includes(name)) return true;
    const other = own.find((one) => one.name === name);
    if (other === undefined || behind.includes(name)) return false;
    return [...(other.after ?? []), ...(other.before ?? [])].every((one) => isIn(one, [...behind, name]));
  };
  return named.length > 0 && named.every((name) => isIn(name, [step.name]));
}

export function withChanges(
  steps: readonly Step[],
  changes: readonly RunbookStep[],
  work: Work,
): readonly Step[] {
  if (changes.length === 0) return steps.every(saysAll) ? steps : steps.map(sayingAll);
  return steps.map((one) => {
    const change = changes.find(({ name }) => name === one.name);
    return but(one, { after: changedAfter(one, changes), ...timing(one, change, work) });
  });
}

/** It comes after all that it needs already. */
const saysAll = ({ needs, after }: Step): boolean =>
  needs === after || needs.every((name) => after.includes(name));

const sayingAll = (one: Step): Step =>
  saysAll(one) ? one : but(one, { after: [...one.after, ...one.needs] });

/** What a step waits for: as documented or as the scenario says, and whatever it cannot be done without. */
export function changedAfter(
  { name, after, needs = [] }: { name: string; after: readonly string[]; needs?: readonly string[] },
  changes: readonly RunbookStep[],
): string[] {
  const change = changes.find((one) => one.name === name);
  return [...(change?.after ?? after), ...needs, ...waitedForBy(changes, name)];
}

/** Which steps say of themselves that this one must wait for them. */
const waitedForBy = (changes: readonly RunbookStep[], name: string): string[] =>
  changes.filter(({ before }) => before?.includes(name)).map((change) => change.name);

function timing(
  one: Step,
  change: RunbookStep | undefined,
  work: Work,
): Pick<Step, "takes" | "retry" | "endsNow"> {
  const { takes } = change ?? {};
  const given = takes === undefined || takes === null || takes === "computed" ? null : takes;
  return {
    // A duration that is given stands for all of the step, whatever there is to do.
    takes:
      given === null ? one.takes : (_at: Micros, attempt: number) => work.takes(one.name, given, attempt),
    retry: change?.retry ?? one.retry,
    endsNow: given === null ? one.endsNow : () => null,
  };
}

function ownStep({ name, after }: RunbookStep, work: Work): Step {
  return step({
    name,
    actor: "people",
    part: "procedure",
    after: (after ?? [DECIDE]).flatMap((name) => (name === DETECT ? NOTICED : [name])),
    retry: 0 as Share,
    takes: (_at, attempt) => work.byHand(name, attempt),
  });
}
