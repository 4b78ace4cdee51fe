/**
 * The study behind `sweep`: hands out replications, takes back what they came to, looks whether it is enough, says what
 * the years cost. Pure: what comes back may have been played anywhere and in any order.
 */
import { FingerprintOfRuns } from "../../engine/index.js";
import { SWEEP_SCHEMA, type SweepCell, type SweepResult } from "../../results/index.js";
import { replicationsAtLook } from "../../statistics/index.js";
import { toSeconds, YEAR } from "../../units/index.js";
import { tidy } from "../run/incident-result.js";
import { notesOf } from "../run/notes.js";
import { type Cell, cellOf, clockResults } from "./cell.js";
import { fatesOf } from "./cell-plan.js";
import { aimAt, type Looked, lookAtAll, printLook, untilResult } from "./precision.js";
import { refusalOf } from "./refusal.js";
import type { Batch, SweepPlan, Task } from "./task.js";

export interface SweepProgress {
  readonly done: number;
  readonly planned: number;
  /** How near the figures that --until names are; null: nothing was asked, or nobody has looked yet. */
  readonly precision: string | null;
}

export interface SweepInProgress {
  /** Why it is too much to begin with; null: it is not. */
  readonly refusal: string | null;
  /** What is to be played before anybody looks again; null: nothing is left to play. */
  next(): readonly Task[] | null;
  absorb(batch: Batch): void;
  progress(): SweepProgress;
  finish(interrupted: boolean): SweepResult;
}

export function startSweep(plan: SweepPlan): SweepInProgress {
  return new Sweep(plan);
}

/** Of ten-year lives these take seconds: nobody who interrupts waits longer. */
const LARGEST_TASK = 16;

class Sweep implements SweepInProgress {
  readonly refusal: string | null;
  readonly #plan: SweepPlan;
  readonly #cells: readonly Cell[];
  /** How many of each cell have been handed out. */
  readonly #dealt: number[];
  /** Up to where all are to be played before anybody looks. */
  #upTo = 0;
  #done = 0;
  #look = 0;
  #looked: readonly Looked[] = [];

  constructor(plan: SweepPlan) {
    this.#plan = plan;
    this.#cells = plan.cells.map(({ scenario }) => cellOf(plan.method, scenario, fatesOf(scenario)));
    this.#dealt = this.#cells.map(() => 0);
    this.refusal = refusalOf(plan, this.#cells);
  }

  next(): readonly Task[] | null {
    if (this.#dealt.every((dealt) => dealt >= this.#upTo) && !this.#goOn()) return null;
    return this.#cells.flatMap((cell, index) => {
      const shares = cell.share(this.#dealt[index]!, this.#upTo);
      this.#dealt[index]! += shares.reduce((sum, { count }) => sum + count, 0);
      return shares.flatMap(({ stratum, from, count }) => this.#cut({ cell: index, stratum, from, count }));
    });
  }

  /** Chooses up to where to play before anybody looks again; false: nothing is left to play. */
  #goOn(): boolean {
    const { replications, until } = this.#plan;
    if (this.#upTo > 0 && this.#lookAgain()) return false;
    if (this.#upTo >= replications) return false;
    this.#look++;
    this.#upTo = until.length === 0 ? replications : Math.min(replications, replicationsAtLook(this.#look));
    return true;
  }

  /** true: every figure is as precise as it was asked to be, in every cell. */
  #lookAgain(): boolean {
    const { until, cells } = this.#plan;
    if (until.length === 0) return false;
    const measures = until.length * cells.length;
    this.#looked = this.#cells.flatMap((cell) =>
      lookAtAll((one, miss) => aimAt(one, cell.estimate(one, miss)), until, this.#look, measures),
    );
    return this.#looked.every(({ reached }) => reached);
  }

  #cut({ cell, stratum, from, count }: Task): Task[] {
    const size = this.#plan.taskSize ?? Math.min(LARGEST_TASK, Math.max(1, Math.ceil(count / 24)));
    const tasks: Task[] = [];
    for (let at = from; at < from + count; at += size) {
      tasks.push({ cell, stratum, from: at, count: Math.min(size, from + count - at) });
    }
    return tasks;
  }

  absorb({ task, tally }: Batch): void {
    this.#cells[task.cell]!.absorb(task.stratum, tally);
    this.#done += task.count;
  }

  progress(): SweepProgress {
    const { replications, cells, until } = this.#plan;
    const planned = replications * cells.length;
    if (until.length === 0) return { done: this.#done, planned, precision: null };
    const needed = this.#looked.map(({ needed }) => needed);
    // Nobody knows yet: as many as may be.
    const known = needed.length > 0 && needed.every((one): one is number => one !== null);
    const enough = known ? Math.min(replications, Math.max(...(needed as number[]))) : replications;
    const worst = this.#looked.find(({ reached }) => !reached);
    return {
      done: this.#done,
      planned: Math.max(this.#done, enough * cells.length),
      precision: worst === undefined ? null : printLook(worst),
    };
  }

  finish(interrupted: boolean): SweepResult {
    const { seed, replay, version, method, varied, until, replications } = this.#plan;
    const [first] = this.#plan.cells;
    const { scenario } = first!;
    const figures = this.#cells.map((cell) => cell.figures());
    const cells = this.#cells.map(
      (cell, index): SweepCell => ({
        cell: index,
        settings: this.#plan.cells[index]!.settings,
        replications: cell.played,
        fingerprint: cell.fingerprint,
        work: cell.work,
        ...figures[index]!,
      }),
    );
    const fingerprint = new FingerprintOfRuns();
    for (const cell of cells) fingerprint.merge(FingerprintOfRuns.parse(cell.fingerprint));
    const measures = until.length * cells.length;
    return {
      schema: SWEEP_SCHEMA,
      stretchpool: version,
      scenario: scenario.name,
      layout: scenario.layout.name,
      seed,
      replications: cells[0]!.replications,
      partial: interrupted ? { planned: replications } : null,
      fingerprint: fingerprint.toString(),
      replay,
      method: method.method,
      horizon: toSeconds(scenario.horizon),
      years: tidy(scenario.horizon / YEAR),
      notes: [...notesOf(scenario), ...this.#notes()],
      until: this.#looked.map((one) => untilResult(one, this.#look, measures)),
      varied,
      clocks: clockResults(this.#cells[0]!.fates),
      ...figures[0]!,
      cells,
    };
  }

  #notes(): string[] {
    const { scenario } = this.#plan.cells[0]!;
    const scripted = scenario.failures.length + scenario.operations.length;
    if (scripted === 0) return [];
    const what = scripted === 1 ? "One failure or operation" : `${scripted} failures and operations`;
    return [`${what} of the scenario's own strikes in every replication, beside the random ones.`];
  }
}
