/** Deals a fate in which something rare happens, and says how much the life under it counts. It must never play it. */
import { type Key, key, noise, type Streams } from "../../../engine/index.js";
import {
  type Clock,
  clockTimeAt,
  downAtStartOf,
  drawBiasedFate,
  drawFate,
  drawOthers,
  type FatePlan,
  fateDownAtStart,
  forcedFate,
  ratePerYearOf,
  WRONG_STEP_AFTER,
} from "../../../fate/index.js";
import type { Fate, Scenario, Strike } from "../../../spec/index.js";
import type { Micros } from "../../../units/index.js";
import type { Forced, Stratum } from "./strata.js";

export interface Dealt {
  readonly fate: Fate;
  /** How many plain lives it stands for, on average 1. */
  readonly weight: number;
  /** Whose incidents count: those of strikes that this says. */
  readonly counts: (strikeId: string) => boolean;
}

export interface Dealing {
  readonly fates: FatePlan;
  readonly scenario: Scenario;
  readonly streams: Streams;
  /** Which draw of the inputs; null: every rate at its mean. */
  readonly inputs: number | null;
}

const CHOICE: Key = key("sampling", "choice");
const INSTANT = 1;

/** null: under this fate the stratum has no time at all, so the life counts for nothing and need not be played. */
export function dealStratum({ clocks, forced, isAnswered }: Stratum, dealing: Dealing): Dealt | null {
  const { fates, scenario, streams, inputs } = dealing;
  if (forced === "nothing-scripted") {
    const own = new Set(fates.scripted.map((one) => one.key));
    return { fate: drawFate(fates, streams, inputs), weight: 1, counts: (id) => own.has(id) };
  }
  if (forced === "nothing-before-the-start") {
    const marks = clocks.map(({ name }) => belongsTo(`${name}#0`));
    const counts = (id: string) => marks.some((isOf) => isOf(id));
    return { fate: drawFate(fates, streams, inputs), weight: 1, counts };
  }
  const words = streams.noise(CHOICE);
  const atStart = forced === "before-the-start";
  const clock = chosen(clocks, atStart, noise(words, 0));
  if (atStart) {
    const fate = fateDownAtStart(fates, clock.index, streams, inputs);
    const weight = downAtStartOf(clock, inputs) / clock.downAtStart;
    return { fate, weight, counts: belongsTo(`${clock.name}#0`) };
  }
  const { horizon } = scenario;
  const found = instantOf(clock, forced, noise(words, INSTANT), dealing);
  if (found === null) return null;
  const { fate, forced: strike } = forcedFate(fates, clock.index, found.at, streams, inputs);
  return {
    fate: answering(fate, clock, strike, isAnswered, horizon),
    weight: (found.share * ratePerYearOf(clock, inputs)) / clock.ratePerYear,
    counts: belongsTo(`${clock.name}#forced`),
  };
}

/** A strike of this mark, each part that it strikes, and the wrong step that answers it. */
const belongsTo = (mark: string) => (id: string) => id === mark || id.startsWith(`${mark}/`);

/** An instant of the clock's own time, and for which share of the life's time it stands. */
function instantOf(
  clock: Clock,
  forced: Forced,
  u: number,
  { fates, scenario, streams, inputs }: Dealing,
): { readonly at: Micros; readonly share: number } | null {
  const { horizon } = scenario;
  if (forced === "any-time") {
    const runs = clockTimeAt(clock, horizon);
    return { at: Math.floor(u * runs) as Micros, share: runs / horizon };
  }
  const broken = spansOfTrouble(drawOthers(fates, clock, streams, inputs), scenario);
  const spans = forced === "shipping-broken" ? broken : between(broken, horizon);
  const all = spans.reduce((sum, { from, to }) => sum + (to - from), 0);
  return all === 0 ? null : { at: instantIn(spans, Math.floor(u * all)), share: all / horizon };
}

/** With or without the wrong step with which somebody answers the forced strike. */
function answering(
  fate: Fate,
  { answer }: Clock,
  { id, at }: Strike,
  isAnswered: boolean | null,
  horizon: Micros,
): Fate {
  if (isAnswered === null || answer === null) return fate;
  const without = fate.filter((strike) => strike.id !== `${id}/error`);
  const later = (at + WRONG_STEP_AFTER) as Micros;
  if (!isAnswered || later > horizon) return without;
  const wrong: Strike = { id: `${id}/error`, failure: answer.error, at: later, heals: null };
  const next = without.findIndex((strike) => strike.at > later);
  return next < 0 ? [...without, wrong] : [...without.slice(0, next), wrong, ...without.slice(next)];
}

/** By how often they strike, or are found under repair. */
function chosen(clocks: readonly Clock[], atStart: boolean, u: number): Clock {
  const often = (clock: Clock) => (atStart ? clock.downAtStart : clock.ratePerYear);
  let left = u * clocks.reduce((sum, clock) => sum + often(clock), 0);
  for (const clock of clocks) {
    left -= often(clock);
    if (left < 0) return clock;
  }
  return clocks[clocks.length - 1]!;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const CARRIES_LOGS: ReadonlySet<string> = new Set(["wan-cut", "share-loss", "job-failing"]);

/** What log shipping needs to get a file to the other site, beside the primary's own site. */
function isNeeded({ failure }: Strike, { topology }: Scenario): boolean {
  if (failure.what === "site-loss") return failure.where !== topology.primarySite;
  if (failure.what === "secondary-crash") return failure.where === "secondary";
  return CARRIES_LOGS.has(failure.what);
}

/** When something of it is under repair, in order and apart. */
function spansOfTrouble(strikes: readonly Strike[], scenario: Scenario): Span[] {
  const { horizon } = scenario;
  const found = strikes
    .filter((strike) => isNeeded(strike, scenario))
    .map(({ at, heals }): Span => ({ from: at, to: Math.min(heals ?? horizon, horizon) }))
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from);
  const spans: Span[] = [];
  for (const span of found) {
    const last = spans.at(-1);
    if (last === undefined || span.from > last.to) spans.push(span);
    else spans[spans.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
  }
  return spans;
}

function between(spans: readonly Span[], horizon: Micros): Span[] {
  const edges = [0, ...spans.flatMap(({ from, to }) => [from, to]), horizon];
  const free: Span[] = [];
  for (let index = 0; index < edges.length; index += 2) {
    const [from, to] = [edges[index]!, edges[index + 1]!];
    if (to > from) free.push({ from, to });
  }
  return free;
}

function instantIn(spans: readonly Span[], past: number): Micros {
  let left = past;
  for (const { from, to } of spans) {
    if (left < to - from) return (from + left) as Micros;
    left -= to - from;
  }
  throw new RangeError(`${past} lies beyond all spans`);
}

/** While something is under repair, what can be hurried strikes so many times as often. */
export function dealBiased(factor: number, { fates, streams, inputs }: Dealing): Dealt {
  const kinds = new Set(fates.clocks.map(({ what }) => what));
  const { fate, logWeight } = drawBiasedFate(fates, streams, inputs, { factor, kinds });
  return { fate, weight: Math.exp(logWeight), counts: () => true };
}
