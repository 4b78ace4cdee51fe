/**
 * A procedure as a checklist: its rows in an order in which they can be done, when each begins and ends if each takes what
 * it takes on average, with whose end users can send again, and from where on there is no way back. Nothing is played.
 */
import { type Scenario, siteOfFrontEnd } from "../../spec/index.js";
import { endpointsOf } from "../../traffic/index.js";
import { DECIDE } from "./before.js";
import { type ChangedRow, changedRows } from "./changed-rows.js";
import { type Clock, clockOf, inOrder, minuteSaves, pathTo } from "./clock.js";
import { type Expected, expectedOf, usesFrontEnds } from "./expected.js";
import { ACTIVATE_PRIMARY, failbackTable, RESTORE_SECONDARY, SWITCH_BACK } from "./failback-table.js";
import {
  ACTIVATE,
  BUILD_MIRROR,
  CLEAR,
  DROP_SHIPPING,
  failoverTable,
  NOTICE_AND_DECIDE,
  RECOVER,
  SWITCH,
  switchoverTable,
} from "./failover-table.js";
import { type FilesWaiting, filesWaiting } from "./files-waiting.js";
import { type ProcedureName, withFailback } from "./order.js";
import type { StepRow } from "./row.js";
import { FAIL_OVER_FRONT_END } from "./servers-by-hand.js";

export interface ChecklistRow extends ChangedRow {
  readonly expected: Expected;
  /** Microseconds since the failure, or since the begin of what was planned. */
  readonly from: number;
  readonly to: number;
  /** One of the steps that the end of the outage hangs on. */
  readonly isOnPath: boolean;
  /** How much shorter the outage would be if the step were a minute shorter. */
  readonly minuteSaves: number;
  /** Who can send again with its end. */
  readonly serves: "survivors" | "everybody" | null;
  /** From its begin on there is no way back. */
  readonly isPointOfNoReturn: boolean;
}

export interface Checklist {
  readonly procedure: ProcedureName;
  readonly order: "documented" | "activate-first" | "safer";
  readonly rows: readonly ChecklistRow[];
  /** Instants since the failure or the begin; null: nobody has to decide any more. */
  readonly decided: number | null;
  /** From then on nobody can send. */
  readonly stopped: number;
  /** null: nobody finds an active server in the other site before others do; nobody can send at all. */
  readonly survivors: number | null;
  readonly everybody: number | null;
  readonly done: number;
  /** From the database's service until its new mirror is built; null: it gets none. */
  readonly unmirrored: number | null;
}

export function checklistOf(procedure: ProcedureName, of: Scenario): Checklist {
  const scenario = withFailback(of);
  const rows = changedRows(procedure, tableOf(procedure, scenario), scenario.runbook.steps);
  if (procedure === "failover" && usesFrontEnds(scenario)) rows.push(frontEndOf(rows, scenario));
  const timed = timedRows(procedure, rows, scenario);
  const clock = clockOf(timed);
  const { survivors, everybody } = servingSteps(procedure, scenario, clock);
  const last = lastOf(everybody, clock);
  const path = last === null ? [] : pathTo(last, timed, clock);
  const noReturn = procedure === "failback" ? RESTORE_SECONDARY : RECOVER;
  const end = (name: string | null) => (name === null ? null : clock.get(name)!.to);
  const stopped = (now: Clock) => stoppedAt(procedure, scenario, now);
  const outage = (now: Clock) => Math.max(...everybody.map((name) => now.get(name)!.to)) - stopped(now);
  return {
    procedure,
    order: procedure === "failback" ? scenario.failback.order : scenario.runbook.order,
    rows: inOrder(timed, clock).map((row) => {
      const { from, to } = clock.get(row.name)!;
      return {
        ...row,
        from,
        to,
        isOnPath: path.includes(row.name) && to > Math.max(from, stopped(clock)),
        minuteSaves: last === null ? 0 : minuteSaves(row.name, timed, outage),
        serves: row.name === last ? "everybody" : row.name === survivors ? "survivors" : null,
        isPointOfNoReturn: row.name === noReturn,
      };
    }),
    decided: procedure === "failover" ? end(DECIDE) : null,
    stopped: stopped(clock),
    survivors: end(survivors),
    everybody: end(last),
    done: Math.max(...[...clock.values()].map(({ to }) => to)),
    unmirrored: clock.has(BUILD_MIRROR)
      ? Math.max(0, clock.get(BUILD_MIRROR)!.to - clock.get(SWITCH)!.to)
      : null,
  };
}

type WithFailback = ReturnType<typeof withFailback>;

function tableOf(procedure: ProcedureName, scenario: WithFailback): StepRow[] {
  switch (procedure) {
    case "failover":
      return [...NOTICE_AND_DECIDE, ...failoverTable(scenario, DECIDE, losesManagementStore(scenario))];
    case "switchover":
      return switchoverTable(scenario);
    case "failback":
      return failbackTable(scenario);
  }
}

/** It goes down with the Front End beside it, and that with its site. */
function losesManagementStore({ topology: { managementStore, primarySite } }: Scenario): boolean {
  return managementStore !== "none" && siteOfFrontEnd(managementStore) === primarySite;
}

/** Decided on with the rest, and done by itself beside it. */
function frontEndOf(rows: readonly ChangedRow[], { runbook, frontEndFailover }: Scenario): ChangedRow {
  const change = runbook.steps.find(({ name }) => name === FAIL_OVER_FRONT_END);
  const takes = change?.takes ?? null;
  const before = rows.filter(({ isEarly }) => isEarly).map(({ row }) => row.name);
  const after = (change?.after ?? []).filter((name) => before.includes(name));
  return {
    row: {
      name: FAIL_OVER_FRONT_END,
      actor: "pool administrator",
      does: "Fail over the Front End pool of the lost site: its users sign in by the other one.",
      command: "Invoke-CsPoolFailOver -PoolFqdn <pool> -DisasterMode",
      origin: "documented",
      after: [DECIDE],
      takes: [],
      standing: [],
    },
    isOwn: false,
    isEarly: false,
    waitsFor: [...new Set([...after, DECIDE])],
    given: takes === null || takes === "computed" ? frontEndFailover : takes,
    retry: change?.retry ?? 0,
  };
}

interface TimedRow extends ChangedRow {
  readonly name: string;
  readonly takes: number;
  readonly expected: Expected;
}

/** How many files wait hangs on when people come to them, and that on what they do before. */
function timedRows(procedure: ProcedureName, rows: readonly ChangedRow[], scenario: Scenario): TimedRow[] {
  const withFiles = (files: FilesWaiting): TimedRow[] =>
    rows.map((one) => {
      const expected = expectedOf(one, scenario, files);
      return { ...one, name: one.row.name, takes: expected.takes, expected };
    });
  if (procedure === "failback") return withFiles(NO_FILES);
  const clock = clockOf(withFiles(NO_FILES));
  const isPrimaryLost = procedure === "failover";
  const lastBackup = isPrimaryLost ? 0 : clock.get(CLEAR)!.to;
  const runOn = Math.max(0, clock.get(DROP_SHIPPING)!.to - lastBackup);
  return withFiles(filesWaiting(scenario, { runOn, isPrimaryLost }));
}

const NOTHING = { files: 0, any: 0, takes: 0, each: 0 };
const NO_FILES: FilesWaiting = { copy: NOTHING, apply: NOTHING, isKnown: true };

interface Serving {
  readonly survivors: string | null;
  /** All of them have to be done; none: nobody is served by it. */
  readonly everybody: readonly string[];
}

function servingSteps(procedure: ProcedureName, scenario: Scenario, clock: Clock): Serving {
  const { layout, users, topology } = scenario;
  const done = (...names: string[]) => names.filter((name) => clock.has(name));
  const database = procedure === "failback" ? SWITCH_BACK : SWITCH;
  // One user, or the one application, sits wherever the database serves.
  if (users.count === 0 || layout.name === "database-only") {
    return { survivors: null, everybody: [database] };
  }
  if (procedure === "failback") return { survivors: null, everybody: [database, ACTIVATE_PRIMARY] };
  if (!clock.has(ACTIVATE)) return { survivors: null, everybody: [] };
  const { active } = layout.servers[topology.secondarySite];
  // A planned switchover takes every server off the list.
  if (procedure === "switchover" || active === 0) {
    return { survivors: null, everybody: done(database, ACTIVATE, FAIL_OVER_FRONT_END) };
  }
  const hasRoom = users.overload === "degrade" || active * scenario.servers.usersPerServer >= users.count;
  const everybody = hasRoom
    ? done(database, FAIL_OVER_FRONT_END)
    : done(database, ACTIVATE, FAIL_OVER_FRONT_END);
  // Whoever signs in by the Front End that is left need not wait for the other.
  const isSomebodyLeft = endpointsOf(users)[topology.secondarySite] > 0;
  return { survivors: isSomebodyLeft ? database : null, everybody };
}

function lastOf(names: readonly string[], clock: Clock): string | null {
  if (names.length === 0) return null;
  return names.reduce((a, b) => (clock.get(b)!.to > clock.get(a)!.to ? b : a));
}

/** A lost site stops the pool at once; who keeps his connection goes on until his database is overwritten. */
function stoppedAt(procedure: ProcedureName, scenario: WithFailback, clock: Clock): number {
  if (procedure === "failover") return 0;
  if (procedure === "switchover" || scenario.failback.drain === "hard-stop") return clock.get(CLEAR)!.to;
  return Math.min(clock.get(RESTORE_SECONDARY)!.from, clock.get(SWITCH_BACK)!.to);
}
