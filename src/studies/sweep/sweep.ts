/**
 * The study behind `sweep`: hands out replications, takes back what they came to, looks whether it is enough, says what
 * the years cost. Pure: what comes back may have been played anywhere and in any order.
 */
import { FingerprintOfRuns } from "../../engine/index.js";
import { SWEEP_SCHEMA, type SweepCell, type SweepResult } from "../../results/index.js";
import { toSeconds, YEAR } from "../../units/index.js";
import { tidy } from "../run/incident-result.js";
import { notesOf } from "../run/notes.js";
import { type Cell, cellOf, clockResults } from "./cell.js";
import { fatesOf } from "./cell-plan.js";
import { inTasks, Looking, type StudyProgress } from "./looking.js";
import { aimAt, type Looked, lookAtAll, untilResult } from "./precision.js";
import { refusalOf } from "./refusal.js";
import type { Batch, SweepPlan, Task } from "./task.js";

export interface SweepInProgress {
  /** Why it is too much to begin with; null: it is not. */
  readonly refusal: string | null;
  /** What is to be played before anybody looks again; null: nothing is left to play. */
  next(): readonly Task[] | null;
  absorb(batch: Batch): void;
  progress(): StudyProgress;
  /** null: interrupted before any cell had anything to tell. */
  finish(interrupted: boolean): SweepResult | null;
}

export function startSweep(plan: SweepPlan): SweepInProgress {
  return new Sweep(plan);
}

class Sweep implements SweepInProgress {
  readonly refusal: string | null;
  readonly #plan: SweepPlan;
  readonly #cells: readonly Cell[];
  /** How many of each cell have been handed out. */
  readonly #dealt: number[];
  readonly #looking: Looking;
  #done = 0;

  constructor(plan: SweepPlan) {
    this.#plan = plan;
    this.#cells = plan.cells.map(({ scenario }) => cellOf(plan.method, scenario, fatesOf(scenario)));
    this.#dealt = this.#cells.map(() => 0);
    this.#looking = new Looking(plan);
    this.refusal = refusalOf(plan, this.#cells);
  }

  next(): readonly Task[] | null {
    const looking = this.#looking;
    const isPlayed = this.#dealt.every((dealt) => dealt >= looking.upTo);
    if (isPlayed && !looking.goOn((look) => this.#lookAt(look))) return null;
    return this.#cells.flatMap((cell, index) => {
      const shares = cell.share(this.#dealt[index]!, looking.upTo);
      this.#dealt[index]! += shares.reduce((sum, { count }) => sum + count, 0);
      return shares.flatMap(({ stratum, from, count }) =>
        inTasks(from, count, this.#plan.taskSize).map((task) => ({ cell: index, stratum, ...task })),
      );
    });
  }

  /** Every figure that is asked for, in every cell. */
  #lookAt(look: number): Looked[] {
    const { until, cells } = this.#plan;
    const measures = until.length * cells.length;
    return this.#cells.flatMap((cell) =>
      lookAtAll((one, miss) => aimAt(one, cell.estimate(one, miss)), until, look, measures),
    );
  }

  absorb({ task, tally }: Batch): void {
    this.#cells[task.cell]!.absorb(task.stratum, tally);
    this.#done += task.count;
  }

  progress(): StudyProgress {
    return this.#looking.progress(this.#done, this.#plan.cells.length);
  }

  finish(interrupted: boolean): SweepResult | null {
    const { seed, replay, version, method, varied, until, replications } = this.#plan;
    const [first] = this.#plan.cells;
    const { scenario } = first!;
    // Played one after the other, some cells of an interrupted sweep may not have had their turn.
    const told = this.#cells.flatMap((cell, index) =>
      interrupted && cell.played === 0 ? [] : [{ cell, index, figures: cell.figures() }],
    );
    const [leading] = told;
    if (leading === undefined) return null;
    const cells = told.map(
      ({ cell, index, figures }): SweepCell => ({
        cell: index,
        settings: this.#plan.cells[index]!.settings,
        replications: cell.played,
        fingerprint: cell.fingerprint,
        work: cell.work,
        ...figures,
      }),
    );
    const fingerprint = new FingerprintOfRuns();
    for (const cell of cells) fingerprint.merge(FingerprintOfRuns.parse(cell.fingerprint));
    const measures = until.length * this.#cells.length;
    return {
      schema: SWEEP_SCHEMA,
      stretchpool: version,
      scenario: scenario.name,
      layout: scenario.layout.name,
      seed,
      replications: leading.cell.played,
      partial: interrupted ? { planned: replications } : null,
      fingerprint: fingerprint.toString(),
      replay,
      method: method.method,
      horizon: toSeconds(scenario.horizon),
      years: tidy(scenario.horizon / YEAR),
      notes: [...notesOf(scenario), ...this.#notes(), ...this.#leftOut(cells.length)],
      until: this.#looking.looked.map((one) => untilResult(one, this.#looking.look, measures)),
      varied,
      clocks: clockResults(this.#cells[0]!.fates),
      ...leading.figures,
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

  #leftOut(told: number): string[] {
    const planned = this.#cells.length;
    return told === planned
      ? []
      : [
          `Interrupted: ${told} of ${planned} cells had been played far enough to be told. The others are left out.`,
        ];
  }
}
