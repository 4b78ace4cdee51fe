/** The documented steps with what a scenario changes about them, and with steps of its own among them. */
import type { RunbookStep } from "../../spec/index.js";
import type { Micros, Share } from "../../units/index.js";
import { type Step, step } from "../step.js";
import { DECIDE, DETECT, STOP_PRIMARY } from "./before.js";
import { BUILD_MIRROR } from "./build-mirror.js";
import type { Work } from "./context.js";
import { BRING_ONLINE, FAIL_OVER_BY_HAND, FORCE, REMOVE, RESUME } from "./mirror-by-hand.js";
import { RECOVER, SWITCH } from "./site-failover.js";

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
  "activate-servers",
  FAIL_OVER_BY_HAND,
  FORCE,
  REMOVE,
  BRING_ONLINE,
  RESUME,
];

/** `takesOwnSteps`: steps of one's own belong to the failover to the other site. */
export function withChanges(
  steps: readonly Step[],
  changes: readonly RunbookStep[],
  work: Work,
  takesOwnSteps: boolean,
): Step[] {
  const own = takesOwnSteps
    ? changes.filter(({ name }) => !DOCUMENTED_STEPS.includes(name)).map((change) => ownStep(change, work))
    : [];
  return [...steps, ...own].map((one) => {
    const change = changes.find(({ name }) => name === one.name);
    const after = [...(change?.after ?? one.after), ...waitedForBy(changes, one.name)];
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
