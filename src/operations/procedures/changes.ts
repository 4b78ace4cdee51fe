/** The documented steps with what a scenario changes about them, and with steps of its own among them. */
import type { RunbookStep } from "../../spec/index.js";
import type { Micros, Share } from "../../units/index.js";
import { type Step, step } from "../step.js";
import { DECIDE, DETECT, STOP_PRIMARY } from "./before.js";
import { BUILD_MIRROR } from "./build-mirror.js";
import type { Work } from "./context.js";
import { BRING_ONLINE, FAIL_OVER_BY_HAND, FORCE, REMOVE, RESUME } from "./mirror-by-hand.js";
import { ACTIVATE_SPARE, FAIL_OVER_FRONT_END } from "./servers-by-hand.js";
import { ACTIVATE, RECOVER, SWITCH } from "./site-failover.js";

/** Every step that some procedure has, by the name under which a scenario can change it. */
export const DOCUMENTED_STEPS: readonly string[] = [
  DETECT,
  DECIDE,
  STOP_PRIMARY,
  "drop-log-shipping",
  "copy-remaining",
  "apply-logs",
  "end-connections",
  RECOVER,
  SWITCH,
  BUILD_MIRROR,
  ACTIVATE,
  FAIL_OVER_BY_HAND,
  FORCE,
  REMOVE,
  BRING_ONLINE,
  RESUME,
  FAIL_OVER_FRONT_END,
  ACTIVATE_SPARE,
];

const BEFORE_ANY_WAY: readonly string[] = [DETECT, DECIDE, STOP_PRIMARY];

/** Which steps of one's own can begin before a way is chosen: those that hang on nothing of any way. */
function earlySteps(changes: readonly RunbookStep[]): readonly RunbookStep[] {
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
): Step[] {
  return withChanges(
    [...steps, ...earlySteps(changes).map((change) => ownStep(change, work))],
    changes,
    work,
  );
}

/** The failover to the other site, with the steps of one's own that hang on it. */
export function changedSiteFailover(
  steps: readonly Step[],
  changes: readonly RunbookStep[],
  work: Work,
): Step[] {
  const early = earlySteps(changes);
  const late = changes.filter((change) => !DOCUMENTED_STEPS.includes(change.name) && !early.includes(change));
  return withChanges([...steps, ...late.map((change) => ownStep(change, work))], changes, work);
}

export function withChanges(steps: readonly Step[], changes: readonly RunbookStep[], work: Work): Step[] {
  return steps.map((one) => {
    const change = changes.find(({ name }) => name === one.name);
    const after = [...(change?.after ?? one.after), ...one.needs, ...waitedForBy(changes, one.name)];
    return { ...one, after, ...timing(one, change, work) };
  });
}

/** Which steps say of themselves that this one must wait for them. */
const waitedForBy = (changes: readonly RunbookStep[], name: string): string[] =>
  changes.filter(({ before }) => before?.includes(name)).map((change) => change.name);

function timing(one: Step, change: RunbookStep | undefined, work: Work): Pick<Step, "takes" | "retry"> {
  const { takes } = change ?? {};
  const given = takes === undefined || takes === null || takes === "computed" ? null : takes;
  return {
    // A duration that is given stands for all of the step, whatever there is to do.
    takes:
      given === null ? one.takes : (_at: Micros, attempt: number) => work.takes(one.name, given, attempt),
    retry: change?.retry ?? one.retry,
  };
}

function ownStep({ name, after }: RunbookStep, work: Work): Step {
  return step({
    name,
    actor: "people",
    part: "procedure",
    after: after ?? [DECIDE],
    retry: 0 as Share,
    takes: (_at, attempt) => work.byHand(name, attempt),
  });
}
