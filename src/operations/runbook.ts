/**
 * A runbook is a graph: steps, what each waits for, how long it takes. This plays any such graph and remembers
 * its critical path. It must never know what the steps are for.
 */
import { Activity, type EventHandle, type Loop } from "../engine/index.js";
import type { PathStep, RtoPart } from "../pool/incident.js";
import { EVENT, PART, POOL_RUNG } from "../pool/rungs.js";
import { LONGEST, type Micros } from "../units/index.js";

export interface Step {
  readonly name: string;
  readonly part: RtoPart;
  /** Steps that must be done before this one begins. */
  readonly after: readonly string[];
  /** The step is done at site 2, and waits while that is down. */
  readonly atSecondary: boolean;
  /** Called when the step begins: how long it takes; null: it cannot be done, and waits. */
  begin(at: Micros): Micros | null;
  done(at: Micros): void;
}

interface Progress {
  readonly step: Step;
  handle: EventHandle | null;
  from: Micros | null;
  to: Micros | null;
}

export class Runbook {
  readonly #loop: Loop;
  readonly #steps: readonly Progress[];
  readonly #begun: Micros;
  readonly #finished: (path: readonly PathStep[], at: Micros) => void;
  #secondaryUp: boolean;
  #dropped = false;

  constructor(
    loop: Loop,
    steps: readonly Step[],
    secondaryUp: boolean,
    finished: (path: readonly PathStep[], at: Micros) => void,
  ) {
    this.#loop = loop;
    this.#steps = steps.map((step) => ({ step, handle: null, from: null, to: null }));
    this.#secondaryUp = secondaryUp;
    this.#finished = finished;
    this.#begun = loop.now;
    this.#beginReady();
  }

  hasBegun(name: string): boolean {
    return this.#steps.some(({ step, from }) => step.name === name && from !== null);
  }

  /** The runbook is given up: no further step begins or ends. */
  drop(): void {
    this.#dropped = true;
    for (const progress of this.#steps) this.#interrupt(progress);
  }

  /** Site 2 went down or came back: what was being done there starts over when it is back. */
  secondaryChanged(up: boolean): void {
    if (up === this.#secondaryUp) return;
    this.#secondaryUp = up;
    if (up) {
      this.#beginReady();
      return;
    }
    for (const progress of this.#steps) {
      if (progress.step.atSecondary && progress.handle !== null) {
        this.#interrupt(progress);
        progress.from = null;
      }
    }
  }

  /** Something changed that a step may have waited for. */
  tryAgain(): void {
    this.#beginReady();
  }

  #interrupt(progress: Progress): void {
    if (progress.handle !== null) this.#loop.cancel(progress.handle);
    progress.handle = null;
  }

  #beginReady(): void {
    if (this.#dropped) return;
    for (const progress of this.#steps) if (this.#isReady(progress)) this.#begin(progress);
  }

  #isReady({ step, from }: Progress): boolean {
    if (from !== null || (step.atSecondary && !this.#secondaryUp)) return false;
    return step.after.every((name) => this.#progressOf(name).to !== null);
  }

  #progressOf(name: string): Progress {
    const found = this.#steps.find(({ step }) => step.name === name);
    if (found === undefined) throw new Error(`the runbook has no step ${name}`);
    return found;
  }

  #begin(progress: Progress): void {
    const at = this.#loop.now;
    const takes = progress.step.begin(at);
    if (takes === null) return;
    progress.from = at;
    const place = this.#steps.indexOf(progress);
    const end = new Activity({
      rung: POOL_RUNG.completion,
      kind: EVENT.step,
      part: PART.people,
      action: () => this.#end(progress),
    });
    progress.handle = this.#loop.schedule(Math.min(at + takes, LONGEST) as Micros, end, place);
  }

  #end(progress: Progress): void {
    const at = this.#loop.now;
    progress.handle = null;
    progress.to = at;
    progress.step.done(at);
    if (this.#steps.every(({ to }) => to !== null)) this.#finished(this.#criticalPath(progress), at);
    else this.#beginReady();
  }

  /**
   * Back from the step that ended last, through the latest of what each waited for. Time in which nothing that
   * was waited for went on (site 2 was down) is a piece of its own, so that the pieces add up.
   */
  #criticalPath(last: Progress): PathStep[] {
    const path: PathStep[] = [];
    let progress: Progress | null = last;
    while (progress !== null) {
      const { step, from, to }: Progress = progress;
      if (to! > from!) path.unshift({ step: step.name, part: step.part, from: from!, to: to! });
      const before: Progress | null = this.#latestBefore(step);
      const ready: Micros = before?.to ?? this.#begun;
      if (from! > ready) {
        path.unshift({ step: "wait-for-site-2", part: "procedure", from: ready, to: from! });
      }
      progress = before;
    }
    return path;
  }

  #latestBefore(step: Step): Progress | null {
    let latest: Progress | null = null;
    for (const name of step.after) {
      const before = this.#progressOf(name);
      if (latest === null || before.to! > latest.to!) latest = before;
    }
    return latest;
  }
}
