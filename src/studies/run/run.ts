/**
 * The study behind `run`: plays the failures of a scenario, once or many times, and says what each cost. Pure:
 * a plan and replication numbers in, a result out.
 */
import { FingerprintOfRuns } from "../../engine/index.js";
import {
  type IncidentResult,
  type OperationResult,
  RUN_SCHEMA,
  type RunResult,
  type WaitingResult,
} from "../../results/index.js";
import { type ScheduleLaw, scheduleLaw } from "../../shipping/index.js";
import type { Scenario } from "../../spec/index.js";
import { toSeconds } from "../../units/index.js";
import { CostTally } from "../costs/run-costs.js";
import { normalResult } from "../normal.js";
import { availabilityOf } from "./incident-figures.js";
import { causeResult, incidentResult, operationResult, type Telling } from "./incident-result.js";
import { type Life, planLives, playLife } from "./life.js";
import { notesOf } from "./notes.js";
import { measureOf, summariseKinds } from "./summarise.js";
import { Waits } from "./users-result.js";

export interface RunPlan {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly replications: number;
  /** The number of the first; 0 unless one is to be played again by itself. */
  readonly firstReplication?: number;
  /** The command line that gives this result again. */
  readonly replay: string;
  readonly version: string;
}

export interface RunInProgress {
  /** Plays the next replications, at most `count`; false once all are played. */
  advance(count: number): boolean;
  readonly played: number;
  finish(): RunResult;
}

export function startRun(plan: RunPlan): RunInProgress {
  const lives = planLives(plan.scenario);
  const telling: Telling = {
    plan: lives,
    law: scheduleLaw(plan.scenario, lives.pool.load),
    waits: new Waits(lives),
  };
  const fingerprint = new FingerprintOfRuns();
  const collected = new Collected(plan.scenario);
  const first = plan.firstReplication ?? 0;
  let next = 0;
  return {
    get played() {
      return next;
    },
    advance(count) {
      const end = Math.min(plan.replications, next + count);
      while (next < end) {
        const life = playLife(lives, plan.seed, first + next++);
        fingerprint.absorb(life.replication, life.fingerprint);
        collected.add(life, telling);
      }
      return next < plan.replications;
    },
    finish: () => resultOf(plan, telling, collected, next, fingerprint.toString()),
  };
}

class Collected {
  readonly incidents: IncidentResult[] = [];
  readonly operations: OperationResult[] = [];
  readonly waiting: WaitingResult[] = [];
  readonly availability: number[] = [];
  readonly ineffective: RunResult["ineffective"][number][] = [];
  readonly messages = { offered: 0, accepted: 0, refused: 0, kept: 0, lost: 0, salvageable: 0 };
  readonly beside = { seenButLost: 0, lostEvents: 0, filesLost: 0 };
  readonly costs: CostTally;

  constructor(scenario: Scenario) {
    this.costs = new CostTally(scenario);
  }

  add(life: Life, telling: Telling): void {
    const { scenario } = telling.plan;
    for (const record of life.incidents) this.incidents.push(incidentResult(record, life, telling));
    for (const record of life.operations) this.operations.push(operationResult(record, life, telling));
    for (const one of life.waiting) this.waiting.push({ replication: life.replication, ...one });
    for (const strike of life.ineffective) {
      this.ineffective.push({ replication: life.replication, ...causeResult(strike, scenario.horizon) });
    }
    this.availability.push(availabilityOf(life.downFor, scenario.horizon));
    this.costs.add(life);
    for (const name of Object.keys(this.messages) as (keyof typeof this.messages)[]) {
      this.messages[name] += life.ledger[name];
    }
    for (const name of Object.keys(this.beside) as (keyof typeof this.beside)[]) {
      this.beside[name] += life.beside[name] ?? 0;
    }
  }
}

function resultOf(
  plan: RunPlan,
  telling: Telling,
  collected: Collected,
  replications: number,
  fingerprint: string,
): RunResult {
  const { scenario, seed, replay, version } = plan;
  const { law } = telling;
  const { beside } = collected;
  return {
    schema: RUN_SCHEMA,
    stretchpool: version,
    scenario: scenario.name,
    layout: scenario.layout.name,
    seed,
    replications,
    partial: replications < plan.replications ? { planned: plan.replications } : null,
    fingerprint,
    replay,
    horizon: toSeconds(scenario.horizon),
    notes: notesOf(scenario),
    // With one notional user there is nobody else who could have seen anything.
    messages: { ...collected.messages, seenButLost: scenario.users.count > 0 ? beside.seenButLost : null },
    compliance: scenario.topology.compliance === "off" ? null : { lostEvents: beside.lostEvents },
    attachments: scenario.attachments && { lost: beside.filesLost },
    availability: measureOf(collected.availability, 1e12, null),
    costs: collected.costs.result,
    normal: normalResult(scenario, telling.plan.pool.load.peakMessagesPerSecond),
    operations: collected.operations,
    waiting: collected.waiting,
    summary: summariseKinds([...collected.incidents, ...collected.operations], (kind) =>
      worstRpo(kind, scenario, law, collected.incidents),
    ),
    ineffective: collected.ineffective,
    incidents: collected.incidents,
  };
}

/** The exact worst case stands only where every incident of the kind is the loss of the primary's site alone. */
function worstRpo(
  kind: string,
  scenario: Scenario,
  law: ScheduleLaw,
  incidents: readonly IncidentResult[],
): number | null {
  if (kind !== "site-loss") return null;
  const own = incidents.filter((incident) => incident.what === kind);
  if (law.kind === "exact") {
    return own.every(({ phase }) => phase !== null) ? toSeconds(law.figures.worst) : null;
  }
  const alone = scenario.failures.length === 1 && own.every(({ causes }) => causes.length === 1);
  const atPrimary = own.every(({ where }) => where === scenario.topology.primarySite);
  return law.kind === "offsets-drawn" && alone && atPrimary ? toSeconds(law.figures.worst) : null;
}
