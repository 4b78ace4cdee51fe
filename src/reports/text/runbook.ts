/** What `runbook` prints: procedures as checklists to tick off, with a clock, and what the outage hangs on. */
import type { ChecklistStepResult, ProcedureResult, RunbookResult } from "../../results/index.js";
import { duration } from "./figures.js";
import type { Ink } from "./ink.js";
import { wrapped } from "./table.js";

const COLUMNS = 100;
const BELOW = "         ";

export function runbookText(result: RunbookResult, ink: Ink): string[] {
  const { scenario, layout, procedures, notes } = result;
  return [
    ink.bold(scenario),
    ink.dim(`${layout} layout · expected times, nothing is played`),
    "",
    ...procedures.flatMap((procedure) => [...procedureText(procedure, ink), ""]),
    ...notes.flatMap((note) => wrapped(note, COLUMNS, "  ")),
    "",
  ];
}

const TITLES: Readonly<Record<ProcedureResult["procedure"], string>> = {
  failover: "Failover to the other site",
  switchover: "Planned switchover to the other site",
  failback: "Failback to the first site",
};

function procedureText(procedure: ProcedureResult, ink: Ink): string[] {
  const { clock, order, steps } = procedure;
  const zero = clock === "decision" ? "the decision" : "the begin";
  const widths = widthsOf(steps);
  const head = heading(widths);
  return [
    ink.bold(`${TITLES[procedure.procedure]}, order: ${order}`),
    ink.dim(`T is ${zero}; * stands where ${outageWord(procedure)} hangs on the step`),
    "",
    ink.dim(head),
    ...steps.flatMap((step) => stepText(step, procedure, widths, ink)),
    "",
    ...sumsText(procedure).flatMap((line) => wrapped(line, COLUMNS, "  ")),
  ];
}

const outageWord = ({ everybody }: ProcedureResult): string =>
  everybody === null ? "nothing" : "the end of the outage";

interface Widths {
  readonly step: number;
  readonly lasts: number;
  readonly span: number;
}

const widest = (texts: readonly string[]): number => Math.max(...texts.map((text) => [...text].length));

const widthsOf = (steps: readonly ChecklistStepResult[]): Widths => ({
  step: widest(steps.map(({ step }) => step)),
  lasts: widest(["takes", ...steps.map(({ lasts }) => duration(lasts))]),
  span: widest(steps.map(spanText)),
});

const heading = ({ step, lasts, span }: Widths): string =>
  `   #     ${"step".padEnd(step)}   ${"takes".padStart(lasts)}   ${"from – to".padEnd(span)}      who`;

const spanText = ({ from, to }: ChecklistStepResult): string => `${clockText(from)} – ${clockText(to)}`;

/** "T+0:02:16", to the second. */
export function clockText(at: number): string {
  const whole = Math.round(Math.abs(at));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const sign = at < 0 && whole > 0 ? "-" : "+";
  return `T${sign}${hours}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

function stepText(step: ChecklistStepResult, procedure: ProcedureResult, widths: Widths, ink: Ink): string[] {
  const { number, lasts, onPath, actor, does, command, serves } = step;
  const name = ink.bold(step.step) + " ".repeat(widths.step - [...step.step].length);
  const takes = duration(lasts).padStart(widths.lasts);
  const span = spanText(step).padEnd(widths.span);
  const isLast = step.step === procedure.noWayBackFrom;
  return [
    `  ${String(number).padStart(2)} [ ] ${name}   ${takes}   ${span}   ${onPath ? "*" : " "}  ${actor}`,
    ...(isLast ? [`${BELOW}${ink.warn("!! No way back from the beginning of this step on.")}`] : []),
    ...wrapped(does, COLUMNS, BELOW),
    ...(command === null ? [] : [`${BELOW}> ${command}`]),
    ...wrapped(footOf(step), COLUMNS, BELOW).map((line) => ink.dim(line)),
    ...(serves === null ? [] : [`${BELOW}${ink.bold(`== ${SERVED[serves]}`)}`]),
  ];
}

const SERVED = {
  survivors: "The users of the other site can send again.",
  everybody: "Everybody can send again.",
} as const;

function footOf({ origin, waitsFor, hangsOn }: ChecklistStepResult): string {
  const after = waitsFor.length === 0 ? "waits for nothing" : `after ${waitsFor.join(", ")}`;
  return [origin, after, ...hangsOn].join(" · ");
}

function sumsText(procedure: ProcedureResult): string[] {
  const { clock, decided, everybody, survivors, done } = procedure;
  const since = clock === "decision" ? "after the decision" : "after the begin";
  const lines: string[] = [];
  if (survivors !== null) {
    lines.push(
      `The users of the other site can send again ${duration(survivors)} ${since}${whole(survivors, decided)}.`,
    );
  }
  if (everybody === null)
    lines.push("Nobody can send by this procedure: no chat server stands in the other site.");
  else if (decided !== null) {
    lines.push(`Everybody can send again ${duration(everybody)} ${since}${whole(everybody, decided)}.`);
  } else {
    lines.push(
      `Everybody can send again ${duration(everybody)} ${since}; the outage takes ${duration(procedure.outage)}.`,
    );
  }
  lines.push(`All is done ${duration(done)} ${since}${whole(done, decided)}.`);
  return [...lines, ...minutesText(procedure), ...otherOrderText(procedure)];
}

/** With noticing and deciding. */
const whole = (at: number, decided: number | null): string =>
  decided === null ? "" : `, ${duration(at + decided)} after the failure`;

function minutesText({ steps, everybody }: ProcedureResult): string[] {
  if (everybody === null) return [];
  const saving = steps.filter(({ minuteSaves }) => minuteSaves > 0.5);
  if (saving.length === 0)
    return ["A minute less in any one step saves nothing: others take as long beside it."];
  const fully = saving.filter(({ minuteSaves }) => minuteSaves >= 59.5).map(({ step }) => step);
  const partly = saving
    .filter(({ minuteSaves }) => minuteSaves < 59.5)
    .map(({ step, minuteSaves }) => `${duration(minuteSaves)} in ${step}`);
  const full = fully.length === 0 ? [] : [`a minute in ${fully.join(", ")}`];
  return [`A minute less saves ${[...full, ...partly].join("; ")}; in the other steps nothing.`];
}

function otherOrderText({ otherOrder }: ProcedureResult): string[] {
  if (otherOrder === null) return [];
  const { order, everybody, unmirrored } = otherOrder;
  const users =
    everybody === null || Math.abs(everybody) < 0.5
      ? "users are back no sooner"
      : `users are back ${duration(Math.abs(everybody))} ${everybody < 0 ? "sooner" : "later"}`;
  const mirror =
    Math.abs(unmirrored) < 0.5
      ? "unmirrored as long as before"
      : `unmirrored ${duration(Math.abs(unmirrored))} ${unmirrored > 0 ? "longer" : "less"}`;
  return [`With runbook.order ${order}: ${users}; ${mirror}.`];
}
