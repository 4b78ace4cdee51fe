/** Plays tasks of a sweep, here or on a worker: it never knows which, nor what else is played. */
import { Streams } from "../../engine/index.js";
import { drawFate, inputsOf } from "../../fate/index.js";
import type { IncidentResult, ReplicationRow, SweepIncident } from "../../results/index.js";
import { incidentResult, operationResult } from "../run/incident-result.js";
import { type Life, playFate } from "../run/life.js";
import { type CellPlan, planCell } from "./cell-plan.js";
import { CellTally } from "./cell-tally.js";
import { type LifeLine, lifeLine, replicationRow } from "./life-line.js";
import { type Dealing, type Dealt, dealBiased, dealStratum } from "./sampling/deal.js";
import { SampledBatch } from "./sampling/sampled-tally.js";
import type { Batch, KeptIncidents, SweepSetup, Task } from "./task.js";

/** Plans each cell when it is asked for the first time. A task that throws leaves nothing behind. */
export function batchPlayer(setup: SweepSetup): (task: Task) => Batch {
  const plans = new Map<number, CellPlan>();
  return (task) => {
    const plan = plans.get(task.cell) ?? planCell(setup.cells[task.cell]!.scenario);
    plans.set(task.cell, plan);
    return playTask(setup, plan, task);
  };
}

function playTask(setup: SweepSetup, plan: CellPlan, task: Task): Batch {
  const { method } = setup;
  switch (method.method) {
    case "plain":
      return playPlain(setup, plan, task);
    case "stratified": {
      const strata = plan.strata();
      const stratum = strata[task.stratum]!;
      const deal = (dealing: Dealing) => dealStratum(stratum, dealing);
      return playSampled(setup, plan, task, { name: stratum.name, of: strata.length, deal });
    }
    case "biased":
      return playSampled(setup, plan, task, {
        name: null,
        of: 1,
        deal: (dealing) => dealBiased(method.factor, dealing),
      });
  }
}

function playPlain(setup: SweepSetup, plan: CellPlan, task: Task): Batch {
  const tally = new CellTally(plan.lives.scenario);
  const kept = new Kept(setup, plan, task);
  for (let replication = task.from; replication < task.from + task.count; replication++) {
    const line = lifeLine(playRandom(plan, setup.seed, replication), plan.lives.scenario);
    tally.add(line);
    kept.keep(line, null, 1);
  }
  return { task, tally: tally.toRecord(), rows: kept.rows, incidents: kept.incidents };
}

/** Where the fates of a task come from: one of so many strata, or the only one. */
interface Source {
  readonly name: string | null;
  readonly of: number;
  deal(dealing: Dealing): Dealt | null;
}

/** Lives are numbered through all strata, so that each has chance of its own. */
function playSampled(setup: SweepSetup, plan: CellPlan, task: Task, source: Source): Batch {
  const { lives, fates } = plan;
  const { scenario } = lives;
  const tally = new SampledBatch();
  const kept = new Kept(setup, plan, task);
  for (let index = task.from; index < task.from + task.count; index++) {
    const replication = index * source.of + task.stratum;
    const streams = new Streams(setup.seed, replication);
    const dealt = source.deal({ fates, scenario, streams, inputs: inputsOf(fates, index) });
    if (dealt === null) {
      tally.skip(index);
      continue;
    }
    const { life } = playFate(lives, {
      streams,
      replication,
      fate: dealt.fate,
      pace: "quick",
      chronicle: null,
    });
    const line = lifeLine(life, scenario);
    tally.add(index, line, dealt.weight, dealt.counts);
    kept.keep(line, source.name, dealt.weight);
  }
  return { task, tally: tally.toRecord(), rows: kept.rows, incidents: kept.incidents };
}

/** What is kept of lives one by one. */
class Kept {
  readonly rows: ReplicationRow[] = [];
  readonly incidents: SweepIncident[] = [];
  readonly #setup: SweepSetup;
  readonly #plan: CellPlan;
  readonly #task: Task;

  constructor(setup: SweepSetup, plan: CellPlan, task: Task) {
    this.#setup = setup;
    this.#plan = plan;
    this.#task = task;
  }

  keep(line: LifeLine, stratum: string | null, weight: number): void {
    const { rows, incidents } = this.#setup;
    const { cell } = this.#task;
    if (rows) this.rows.push({ ...replicationRow(cell, line), stratum, weight });
    if (incidents !== "none") this.incidents.push(...told(incidents, line, this.#plan, cell));
  }
}

/** One life under a random fate: the same for whoever asks for this replication of this seed. */
export function playRandom({ lives, fates }: CellPlan, seed: number, replication: number): Life {
  const streams = new Streams(seed, replication);
  const fate = drawFate(fates, streams, inputsOf(fates, replication));
  return playFate(lives, { streams, replication, fate, pace: "quick", chronicle: null }).life;
}

/** The incidents of a life, as far as they are kept one by one. */
function told(kept: KeptIncidents, { life, lines }: LifeLine, plan: CellPlan, cell: number): SweepIncident[] {
  const isKept = (index: number) => kept === "all" || lines[index]!.isLoss;
  return [
    ...life.incidents.flatMap((record, index) =>
      isKept(index) ? [tabled(cell, incidentResult(record, life, plan.telling()))] : [],
    ),
    ...life.operations.flatMap((record, index) =>
      isKept(life.incidents.length + index)
        ? [tabled(cell, operationResult(record, life, plan.telling()))]
        : [],
    ),
  ];
}

/** Its figures: its story is no part of a table, and would be most of a message between threads. */
function tabled(cell: number, incident: IncidentResult): SweepIncident {
  const {
    served: _served,
    latency: _latency,
    criticalPath: _path,
    lostStretches: _lost,
    ...figures
  } = incident;
  return { cell, ...figures };
}
