/**
 * The study behind `runbook`: the procedures of a scenario as checklists, with expected times. It plays nothing and draws
 * nothing.
 */
import { type Checklist, type ChecklistRow, checklistOf, type ProcedureName } from "../operations/index.js";
import {
  type ChecklistStepResult,
  type OtherOrderResult,
  type ProcedureResult,
  RUNBOOK_SCHEMA,
  type RunbookResult,
} from "../results/index.js";
import type { Scenario } from "../spec/index.js";
import { SECOND } from "../units/index.js";
import { tidy } from "./run/incident-result.js";
import { circleIn } from "./vet-runbook.js";

export interface RunbookPlan {
  readonly scenario: Scenario;
  readonly procedures: readonly ProcedureName[];
  readonly version: string;
}

export const PROCEDURES: readonly ProcedureName[] = ["failover", "switchover", "failback"];

export function writeRunbook({ scenario, procedures, version }: RunbookPlan): RunbookResult {
  return {
    schema: RUNBOOK_SCHEMA,
    stretchpool: version,
    scenario: scenario.name,
    layout: scenario.layout.name,
    procedures: procedures.map((procedure) => procedureResult(checklistOf(procedure, scenario), scenario)),
    notes: notesOf(scenario, procedures),
  };
}

const inSeconds = (micros: number): number => tidy(micros / SECOND);

function procedureResult(checklist: Checklist, scenario: Scenario): ProcedureResult {
  const { procedure, order, rows, decided, stopped, survivors, everybody, done } = checklist;
  const zero = decided ?? 0;
  const onClock = (at: number | null) => (at === null ? null : inSeconds(at - zero));
  return {
    procedure,
    order,
    clock: procedure === "failover" ? "decision" : "begin",
    steps: rows.map((row, index) => stepResult(row, index + 1, zero)),
    decided: decided === null ? null : inSeconds(decided),
    stopped: inSeconds(stopped - zero),
    survivors: survivors === everybody ? null : onClock(survivors),
    everybody: onClock(everybody),
    outage: everybody === null ? null : inSeconds(everybody - stopped),
    done: inSeconds(done - zero),
    noWayBackFrom: rows.find(({ isPointOfNoReturn }) => isPointOfNoReturn)!.row.name,
    otherOrder: procedure === "failover" ? otherOrderOf(checklist, scenario) : null,
  };
}

function stepResult(one: ChecklistRow, number: number, zero: number): ChecklistStepResult {
  const { row, isOwn, waitsFor, expected, from, to, isOnPath, minuteSaves, serves } = one;
  return {
    number,
    step: row.name,
    actor: row.actor,
    does: row.does,
    command: row.command ?? null,
    origin: isOwn ? "own" : row.origin,
    waitsFor,
    lasts: inSeconds(expected.takes),
    hangsOn: expected.hangsOn,
    from: inSeconds(from - zero),
    to: inSeconds(to - zero),
    onPath: isOnPath,
    minuteSaves: inSeconds(minuteSaves),
    serves,
  };
}

/** The two orders differ where there is a mirror to build and where there are servers to activate. */
function otherOrderOf(own: Checklist, scenario: Scenario): OtherOrderResult | null {
  const order = scenario.runbook.order === "documented" ? "activate-first" : "documented";
  const turned: Scenario = { ...scenario, runbook: { ...scenario.runbook, order } };
  // Own waits may leave room for one order only.
  if (circleIn(turned) !== null) return null;
  const other = checklistOf("failover", turned);
  const has = (name: string) => own.rows.some(({ row }) => row.name === name);
  if (own.unmirrored === null || other.unmirrored === null || !has("activate-servers")) return null;
  return {
    order,
    everybody:
      own.everybody === null || other.everybody === null ? null : inSeconds(other.everybody - own.everybody),
    unmirrored: inSeconds(other.unmirrored - own.unmirrored),
  };
}

function notesOf({ people, failback, users }: Scenario, procedures: readonly ProcedureName[]): string[] {
  const notes = [
    "Times are means, each step's by itself: means along a chain add up, and where chains meet the longer one counts. Nothing here waits for a part that is down.",
  ];
  if (users.count > 0) {
    notes.push(
      "Users can send again once they have noticed and signed in; how long that takes, `run` shows.",
    );
  }
  if (procedures.includes("failover")) {
    notes.push(
      "The failover is that of a lost site. Where the primary still serves, behind a cut link, somebody stops it first (stop-primary).",
    );
  }
  if (people.onCall === "office-hours") {
    notes.push("Nobody begins before an office is open: that wait is in none of these times.");
  }
  if (procedures.includes("failback") && failback === null) {
    notes.push("This scenario has no failback of its own: it is shown by its defaults.");
  }
  return notes;
}
