/**
 * The compliance adapter: its runs on one grid from time 0, one at a time. It must never know what it processes, nor
 * why its database was down.
 */
import { key, type Law, noise, type Streams } from "../../engine/index.js";
import { LONGEST, type Micros } from "../../units/index.js";
import { cappedDraw, longestOf } from "../plan.js";
import type { Span } from "../spans.js";

export interface Adapter {
  readonly every: Micros;
  /** No run takes longer. */
  readonly longest: Micros;
  /** What the run of a tick takes. */
  readonly takes: (tick: number) => Micros;
}

const DURATION = key("compliance", "adapter.duration");

export function adapterOf(
  { every, duration }: { readonly every: Micros; readonly duration: Law },
  streams: Streams,
): Adapter {
  if (duration.law === "fixed") return { every, longest: duration.value, takes: () => duration.value };
  const words = streams.noise(DURATION);
  const takes = (tick: number) => cappedDraw(duration, noise(words, tick));
  return { every, longest: longestOf(duration), takes };
}

/** So many of the longest runs before time 0 the row of runs begins that has always been going on. */
const WARM_UP = 20;

/** The first tick of that row: one of which tick 0 is a successor where all runs take the longest. */
function firstTick({ every, longest }: Pick<Adapter, "every" | "longest">): number {
  const stride = Math.max(1, Math.ceil(longest / every));
  return -stride * Math.max(1, Math.min(WARM_UP, Math.floor(LONGEST / (stride * every))));
}

/** Ticks that one life may have to walk: where runs can be longer than the interval, a run hangs on the one before. */
export function mostTicks(
  { every, duration }: { readonly every: Micros; readonly duration: Law },
  horizon: Micros,
): number {
  return Math.ceil(horizon / every) - firstTick({ every, longest: longestOf(duration) });
}

/**
 * The start of the newest run that began while the database was up and had ended when it went down; null: none had.
 * Up since `from`, with nothing under way; a tick at `to` does not run any more, a run that ends at `to` has ended.
 */
export function newestCompleted(adapter: Adapter, { from, to }: Span): Micros | null {
  const { every, longest, takes } = adapter;
  const first = Math.ceil(from / every);
  const last = Math.ceil(to / every) - 1;
  // Every tick has its run where none outlasts the interval.
  if (longest <= every) {
    for (let tick = last; tick >= first; tick--) if (endOf(tick) <= to) return startOf(tick);
    return null;
  }
  let newest: Micros | null = null;
  for (let tick = Math.max(first, firstTick(adapter)); tick <= last; ) {
    const end = endOf(tick);
    if (end > to) break;
    newest = startOf(tick);
    tick = Math.max(tick + 1, Math.ceil(end / every));
  }
  return newest;

  // Adding 0 makes a zero of the negative one.
  function startOf(tick: number): Micros {
    return (tick * every + 0) as Micros;
  }
  function endOf(tick: number): number {
    return tick * every + takes(tick);
  }
}
