/**
 * How far a study plays before anybody looks whether it knows enough, how the way there is cut into tasks, and how far it
 * has come. It must never know what is played, nor what a look asks for.
 */
import type { Precision } from "../../scenario/index.js";
import { replicationsAtLook } from "../../statistics/index.js";
import { type Looked, printLook } from "./precision.js";

export interface StudyProgress {
  readonly done: number;
  readonly planned: number;
  /** How near the figures that --until names are; null: nothing was asked, or nobody has looked yet. */
  readonly precision: string | null;
}

interface Asked {
  /** With `until` the most that may be played. */
  readonly replications: number;
  readonly until: readonly Precision[];
}

export class Looking {
  /** Up to where all are to be played before anybody looks. */
  upTo = 0;
  /** Counted from 1. */
  look = 0;
  looked: readonly Looked[] = [];
  readonly #asked: Asked;

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  /** Chooses up to where to play next; false: nothing is left to play. `lookAt`: each measure that is asked for, at a look. */
  goOn(lookAt: (look: number) => readonly Looked[]): boolean {
    const { replications, until } = this.#asked;
    if (this.upTo > 0 && until.length > 0) {
      this.looked = lookAt(this.look);
      if (this.looked.every(({ reached }) => reached)) return false;
    }
    if (this.upTo >= replications) return false;
    this.look++;
    this.upTo = until.length === 0 ? replications : Math.min(replications, replicationsAtLook(this.look));
    return true;
  }

  /** `times`: how many times each replication is played. */
  progress(done: number, times: number): StudyProgress {
    const { replications, until } = this.#asked;
    if (until.length === 0) return { done, planned: replications * times, precision: null };
    const needed = this.looked.map((one) => one.needed);
    // Nobody knows yet: as many as may be.
    const known = needed.length > 0 && needed.every((one): one is number => one !== null);
    const enough = known ? Math.min(replications, Math.max(...(needed as number[]))) : replications;
    const worst = this.looked.find(({ reached }) => !reached);
    return {
      done,
      planned: Math.max(done, enough * times),
      precision: worst === undefined ? null : printLook(worst),
    };
  }
}

/** Of ten-year lives these take seconds: nobody who interrupts waits longer. */
const LARGEST_TASK = 16;
/** So that two threads, or ten, have about the same to do. */
const TASKS = 24;

/** Replications [from, from + count) in tasks; `size`: how many each has at most, where somebody says it. */
export function inTasks(
  from: number,
  count: number,
  size = Math.min(LARGEST_TASK, Math.max(1, Math.ceil(count / TASKS))),
): { readonly from: number; readonly count: number }[] {
  const tasks: { from: number; count: number }[] = [];
  for (let at = from; at < from + count; at += size) {
    tasks.push({ from: at, count: Math.min(size, from + count - at) });
  }
  return tasks;
}
