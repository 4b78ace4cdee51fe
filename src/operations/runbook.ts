/**
 * A runbook is a graph: steps, what each waits for, how long it takes, how often it fails. This plays any such graph
 * and remembers its critical path. It must never know what the steps are for.
 */
import { Activity, type EventHandle, type Loop } from "../engine/index.js";
import type { Chronicle } from "../pool/chronicle.js";
import type { PathStep } from "../pool/incident.js";
import { EVENT, PART, POOL_RUNG } from "../pool/rungs.js";
import { LONGEST, type Micros } from "../units/index.js";
import { criticalPath, type Played } from "./critical-path.js";
import type { Step } from "./step.js";

interface Progress {
  readonly step: Step;
  handle: EventHandle | null;
  /** When the attempt under way is going to end. */
  due: Micros;
  attempt: number;
  from: Micros | null;
  to: Micros | null;
  /** What it waited for last, beside other steps. */
  waitedFor: string;
  /** The steps of this runbook that it comes after; null: nobody has looked since steps came or went. */
  before: readonly Progress[] | null;
}

export interface RunbookHost {
  readonly loop: Loop;
  readonly chronicle: Chronicle | null;
  /** A number between 0 and 1 that belongs to this attempt of this step. */
  luck(step: string, attempt: number): number;
}

/** Who lets the steps begin and end: with what there is to do beside each. */
export interface Lead {
  begins(step: Step, at: Micros): string | null;
  done(step: Step, at: Micros): void;
}

const NOTHING_BESIDE: Lead = {
  begins: (step, at) => step.begins(at),
  done: (step, at) => step.done(at),
};

const NONE: readonly Progress[] = [];

const fresh = (step: Step, waitedFor: string): Progress => ({
  step,
  handle: null,
  due: 0 as Micros,
  attempt: 1,
  from: null,
  to: null,
  waitedFor,
  before: null,
});

/** What was done is not there any more: it is to be done again. */
function undo(progress: Progress): void {
  progress.from = null;
  progress.to = null;
}

export class Runbook {
  readonly #host: RunbookHost;
  readonly #lead: Lead;
  /** Another list whenever steps come or go: whoever goes through one finds in it what he began with. */
  #steps: readonly Progress[] = NONE;
  readonly #begun: Micros;
  #isDropped = false;
  #isLooking = false;

  constructor(host: RunbookHost, steps: readonly Step[], lead: Lead = NOTHING_BESIDE) {
    this.#host = host;
    this.#lead = lead;
    this.#begun = host.loop.now;
    this.add(steps);
  }

  /** Further steps, decided on along the way. */
  add(steps: readonly Step[], waitedFor = ""): void {
    const all = [...this.#steps];
    for (const step of steps) all.push(fresh(step, waitedFor));
    this.#setSteps(all);
    this.tryAgain();
  }

  #setSteps(steps: readonly Progress[]): void {
    for (const progress of this.#steps) progress.before = null;
    this.#steps = steps;
  }

  hasBegun(name: string): boolean {
    for (const { step, from } of this.#steps) if (from !== null && step.name === name) return true;
    return false;
  }

  hasDone(name: string): boolean {
    for (const { step, to } of this.#steps) if (to !== null && step.name === name) return true;
    return false;
  }

  get isFinished(): boolean {
    return this.#steps.every(({ to }) => to !== null);
  }

  /** All is done but for steps that nobody waits with and that cannot be begun as things stand. */
  get isWorkedOff(): boolean {
    return this.#steps.every(({ step, to, handle }) => {
      if (to !== null) return true;
      return step.mayBePutOff && !step.isOwed() && handle === null && step.waitsFor() !== null;
    });
  }

  /** When the last step was done that is. */
  get lastDone(): Micros {
    return Math.max(this.#begun, ...this.#steps.map(({ to }) => to ?? this.#begun)) as Micros;
  }

  /** Nobody works on a step. */
  get isIdle(): boolean {
    return this.#steps.every(({ handle }) => handle === null);
  }

  /** Nobody works on a step, and none that is left can be begun as things stand. */
  get isStuck(): boolean {
    return this.isIdle && !this.isFinished;
  }

  /** The steps that are left and could come next: what each waits for, or that somebody is at it. */
  get waiting(): readonly { readonly step: string; readonly for: string }[] {
    if (this.#isDropped) return [];
    return this.#steps.flatMap((progress) => {
      const { step, to, handle } = progress;
      if (to !== null || !this.#isNext(progress)) return [];
      return [{ step: step.name, for: handle === null ? (step.waitsFor() ?? "its turn") : "under way" }];
    });
  }

  /** The runbook is given up: no further step begins or ends. */
  drop(): void {
    this.#isDropped = true;
    this.#giveUp(this.#steps);
  }

  /** These steps are not the way after all. */
  remove(names: readonly string[]): void {
    const gone = this.#steps.filter(({ step }) => names.includes(step.name));
    this.#giveUp(gone);
    if (gone.length > 0) this.#setSteps(this.#steps.filter((progress) => !gone.includes(progress)));
  }

  #giveUp(steps: readonly Progress[]): void {
    for (const progress of steps) {
      if (progress.handle === null) continue;
      this.#interrupt(progress);
      this.#tell(progress, "given-up");
    }
  }

  #interrupt(progress: Progress): void {
    this.#host.loop.cancel(progress.handle!);
    progress.handle = null;
  }

  /** Something changed that a step may have waited for, or that it cannot do without. */
  tryAgain(): void {
    if (this.#isDropped || this.#isLooking) return;
    // A step that begins may change the pool, and the pool then asks again.
    this.#isLooking = true;
    for (const progress of this.#steps) {
      if (progress.to !== null && progress.step.isUndone()) undo(progress);
      if (progress.to === null) this.#lookAt(progress);
    }
    this.#isLooking = false;
  }

  #lookAt(progress: Progress): void {
    const { step } = progress;
    const missing = step.waitsFor();
    if (progress.handle !== null && (missing !== null || step.isOvertaken())) {
      this.#interrupt(progress);
      progress.from = null;
      this.#tell(progress, "interrupted");
    }
    if (progress.handle !== null) this.#retime(progress);
    if (missing !== null) progress.waitedFor = missing;
    else if (!this.#isDropped && progress.from === null && this.#isNext(progress)) this.#begin(progress);
  }

  /** All that it comes after is done, or nobody waits for it. */
  #isNext(progress: Progress): boolean {
    progress.before ??= this.#named(progress.step.after);
    for (const before of progress.before) {
      if (before.to !== null) continue;
      const { step, from } = before;
      const isPutOff = step.mayBePutOff && from === null && step.waitsFor() !== null;
      if (!isPutOff || !this.#isNext(before)) return false;
    }
    return true;
  }

  /** A step that this runbook does not have (or not any more) is waited for by nobody. */
  #named(names: readonly string[]): readonly Progress[] {
    if (names.length === 0) return NONE;
    const found: Progress[] = [];
    for (const name of names) {
      const one = this.#steps.find(({ step }) => step.name === name);
      if (one !== undefined) found.push(one);
    }
    return found;
  }

  #begin(progress: Progress): void {
    const at = this.#host.loop.now;
    progress.from = at;
    const missing = this.#lead.begins(progress.step, at);
    if (missing !== null) {
      progress.from = null;
      progress.waitedFor = missing;
      return;
    }
    this.#tell(progress, "begins");
    this.#attempt(progress, at);
  }

  #attempt(progress: Progress, at: Micros): void {
    const takes = progress.step.takes(at, progress.attempt);
    progress.due = Math.min(at + takes, LONGEST) as Micros;
    this.#schedule(progress);
  }

  /** What it works with may have become faster or slower meanwhile. */
  #retime(progress: Progress): void {
    const due = progress.step.endsNow(this.#host.loop.now);
    if (due === null || due === progress.due) return;
    this.#host.loop.cancel(progress.handle!);
    progress.due = due;
    this.#schedule(progress);
  }

  #schedule(progress: Progress): void {
    const place = this.#steps.indexOf(progress);
    const end = new Activity({
      rung: POOL_RUNG.completion,
      kind: EVENT.step,
      part: PART.people,
      action: () => this.#end(progress),
    });
    progress.handle = this.#host.loop.schedule(progress.due, end, place);
  }

  #end(progress: Progress): void {
    const at = this.#host.loop.now;
    const { step, attempt } = progress;
    if (step.retry > 0 && this.#host.luck(step.name, attempt) < step.retry) {
      progress.attempt++;
      this.#tell(progress, "failed");
      this.#attempt(progress, at);
      return;
    }
    progress.handle = null;
    progress.to = at;
    this.#tell(progress, "done");
    this.#lead.done(step, at);
    this.tryAgain();
  }

  #tell({ step }: Progress, state: "begins" | "done" | "failed" | "interrupted" | "given-up"): void {
    const { loop, chronicle } = this.#host;
    chronicle?.tell({ at: loop.now, fact: "step", step: step.name, actor: step.actor, state });
  }

  /** What the end of a step hung on, from `since` on; the pieces follow on one another up to it. */
  pathTo(name: string, since: Micros): PathStep[] {
    const played: Played[] = [];
    for (const { step, from, to, waitedFor } of this.#steps) {
      if (from !== null && to !== null) played.push({ step, from, to, waitedFor });
    }
    const all = this.#steps.map(({ step }) => step);
    return criticalPath(played, all, name, this.#begun, since);
  }
}
