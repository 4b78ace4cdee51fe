/** Who occupies which job, from tick to end. Part of the slow reference model. */
import type { FixedGrid, Pipeline } from "../../src/shipping/pipeline.js";
import type { Micros } from "../../src/units/index.js";
import type { Job, Outcome, RunRecord } from "./slow-answers.js";
import { RUNG, type SlowEvent, type SlowEvents } from "./slow-events.js";
import { type SlowTick, slowTicks } from "./slow-ticks.js";
import type { SlowTransfer } from "./slow-transfer.js";

/** A run occupies its job from its tick on. */
export interface Run {
  readonly job: Job;
  readonly number: number;
  readonly tick: number;
  start: number | null;
  /** What it waits for: its start, its end, or the end of its file. */
  pending: SlowEvent | null;
  /** The bytes it has on the wide-area link, and what to do when their rate has changed. */
  onWan: { readonly transfer: SlowTransfer; reschedule(): void } | null;
}

const START_RUNG = { backup: RUNG.backupStart, copy: RUNG.copyStart, restore: RUNG.restoreStart } as const;
const TICK_RUNG = { backup: RUNG.backupTick, copy: RUNG.copyTick, restore: RUNG.restoreTick } as const;

export interface WhatRunsDo {
  /** Are the parts of the job up? */
  canRun(job: Job): boolean;
  start(run: Run): void;
}

export class SlowRuns {
  readonly current: Record<Job, Run | null> = { backup: null, copy: null, restore: null };
  readonly records: RunRecord[] = [];
  private readonly lastEnd: Record<Job, number | null> = { backup: null, copy: null, restore: null };

  constructor(
    private readonly pipeline: Pipeline,
    private readonly events: SlowEvents,
    private readonly recordEmptyRuns: boolean,
    private readonly what: WhatRunsDo,
  ) {}

  tickForEver(job: Job, grid: FixedGrid): void {
    const ticks = slowTicks(grid, this.pipeline.begins);
    const addNext = (): void => {
      const next = ticks.next();
      if (next.done !== true) this.events.add(next.value.at, TICK_RUNG[job], () => happen(next.value));
    };
    const happen = (tick: SlowTick): void => {
      addNext();
      this.tick(job, tick.number);
    };
    addNext();
  }

  /** A tick of the copy job at this instant, after the backup of this number. */
  tickAfterBackup(number: number): void {
    this.events.add(this.events.now, RUNG.copyTick, () => this.tick("copy", number));
  }

  private tick(job: Job, number: number): void {
    const now = this.events.now;
    if (!this.what.canRun(job)) return;
    if (this.current[job] !== null) return;
    const before = this.lastEnd[job];
    if (before !== null && now - before < this.pipeline.agentGrace) return;
    const run: Run = { job, number, tick: now, start: null, pending: null, onWan: null };
    this.current[job] = run;
    this.wait(run, now + this.pipeline[job].jitter(number), START_RUNG[job], () => {
      run.start = this.events.now;
      this.what.start(run);
    });
  }

  /** The run goes on at its next completion; whatever it waited for before does not happen. */
  complete(run: Run, at: number, happen: () => void): void {
    this.wait(run, at, RUNG.completion, happen);
  }

  private wait(run: Run, at: number, rung: number, happen: () => void): void {
    if (run.pending !== null) this.events.remove(run.pending);
    run.pending = this.events.add(at, rung, () => {
      run.pending = null;
      happen();
    });
  }

  end(run: Run, outcome: Outcome): void {
    if (run.pending !== null) this.events.remove(run.pending);
    run.pending = null;
    this.current[run.job] = null;
    this.lastEnd[run.job] = this.events.now;
    this.record(run, this.events.now, outcome);
  }

  /** A part of the job itself went down: its run ends, waiting or not. */
  interrupt(job: Job): void {
    const run = this.current[job];
    if (run !== null) this.end(run, "interrupted");
  }

  /** The share or the way to it went down: a run that still waits for its start will see for itself. */
  interruptStarted(job: Job): void {
    const run = this.current[job];
    if (run !== null && run.start !== null) this.end(run, "interrupted");
  }

  /** The play is over; what has not ended is put on record as it is. */
  stop(): void {
    for (const run of Object.values(this.current)) {
      if (run !== null) this.record(run, null, "unfinished");
    }
  }

  private record(run: Run, end: number | null, outcome: Outcome): void {
    if (outcome === "empty" && !this.recordEmptyRuns) return;
    this.records.push({
      job: run.job,
      number: run.number,
      tick: run.tick as Micros,
      start: run.start as Micros | null,
      end: end as Micros | null,
      outcome,
    });
  }
}
