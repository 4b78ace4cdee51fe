/**
 * The fate of one replication: what its scenario scripts and what its clocks strike. Each clock draws under its own name
 * and by ordinals, so that another part, another kind or another observer changes nobody else's strikes. It must never
 * know what a strike does.
 */
import type { Streams } from "../../engine/index.js";
import type { Fate, Strike } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import { scriptedFate } from "../scripted.js";
import { type Clock, upOf } from "./clock.js";
import { INPUT_DRAWS } from "./evidence.js";
import { inOrder } from "./in-order.js";
import type { FatePlan } from "./plan.js";
import { beginDown, runClock, runOn, runThrough } from "./run-clock.js";

/** Which draw of the inputs a replication belongs to; null where all rates are known. */
export const inputsOf = ({ hasEvidence }: FatePlan, replication: number): number | null =>
  hasEvidence ? replication % INPUT_DRAWS : null;

/** `inputs`: which draw of the inputs, 0 to 63; null: every rate at its mean. */
export function drawFate(plan: FatePlan, streams: Streams, inputs: number | null): Fate {
  return whole(plan, drawOthers(plan, null, streams, inputs), streams);
}

/**
 * The same fate, but with a strike of one clock at `at`, and that clock as it runs before and after its strikes. Where the
 * clock strikes only at certain hours `at` is in its own time, which is the calendar's mapped to those hours: uniform
 * instants give what a uniformly chosen strike sees. All other clocks are as `drawFate` gives them.
 */
export function forcedFate(
  plan: FatePlan,
  clockIndex: number,
  at: Micros,
  streams: Streams,
  inputs: number | null,
): { readonly fate: Fate; readonly forced: Strike } {
  const clock = clockAt(plan, clockIndex);
  const strikes = drawOthers(plan, clock, streams, inputs);
  const forced = runThrough(strikes, clock, streams.noise(clock.key), inputs, at, plan.horizon);
  return { fate: whole(plan, strikes, streams), forced };
}

/** The same fate, but with one clock that is under repair at time 0: what a forced strike never shows. */
export function fateDownAtStart(
  plan: FatePlan,
  clockIndex: number,
  streams: Streams,
  inputs: number | null,
): Fate {
  const clock = clockAt(plan, clockIndex);
  if (clock.down === null) throw new RangeError(`${clock.name} is never under repair`);
  const strikes = drawOthers(plan, clock, streams, inputs);
  const words = streams.noise(clock.key);
  const beginning = beginDown(strikes, clock, words);
  runOn(strikes, clock, words, upOf(clock, inputs), beginning, plan.horizon);
  return whole(plan, strikes, streams);
}

function clockAt({ clocks }: FatePlan, index: number): Clock {
  const clock = clocks[index];
  if (clock === undefined) throw new RangeError(`there is no clock ${index}, only 0 to ${clocks.length - 1}`);
  return clock;
}

/** What all clocks but one strike. */
export function drawOthers(
  { clocks, horizon }: FatePlan,
  but: Clock | null,
  streams: Streams,
  inputs: number | null,
): Strike[] {
  const strikes: Strike[] = [];
  for (const clock of clocks) {
    if (clock !== but) runClock(strikes, clock, streams.noise(clock.key), inputs, horizon);
  }
  return strikes;
}

/** With what the scenario scripts, in the order in which it strikes. */
export function whole(plan: FatePlan, drawn: Strike[], streams: Streams): Fate {
  if (plan.scripted.length > 0) drawn.push(...scriptedFate(plan.scripted, plan.period, streams));
  return inOrder(drawn, plan.horizon);
}
