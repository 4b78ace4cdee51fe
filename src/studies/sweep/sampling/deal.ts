/** Deals a fate in which something rare happens, and says how much the life under it counts. It must never play it. */
import { type Key, key, noise, type Streams } from "../../../engine/index.js";
import {
  type Clock,
  downAtStartOf,
  drawBiasedFate,
  drawOthers,
  type FatePlan,
  fateDownAtStart,
  forcedFate,
  ratePerYearOf,
} from "../../../fate/index.js";
import type { Fate, Scenario, Strike } from "../../../spec/index.js";
import type { Micros } from "../../../units/index.js";
import type { Stratum } from "./strata.js";

export interface Dealt {
  readonly fate: Fate;
  /** How many plain lives it stands for, on average 1. */
  readonly weight: number;
  /** Whose incidents count: what this clock was made to strike; null: all of them. */
  readonly forced: string | null;
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
export function dealStratum({ clocks, forced }: Stratum, dealing: Dealing): Dealt | null {
  const { fates, scenario, streams, inputs } = dealing;
  const words = streams.noise(CHOICE);
  const atStart = forced === "before-the-start";
  const clock = chosen(clocks, atStart, noise(words, 0));
  const weight = atStart
    ? downAtStartOf(clock, inputs) / clock.downAtStart
    : ratePerYearOf(clock, inputs) / clock.ratePerYear;
  if (atStart) {
    return { fate: fateDownAtStart(fates, clock.index, streams, inputs), weight, forced: `${clock.name}#0` };
  }
  const u = noise(words, INSTANT);
  const { horizon } = scenario;
  const mark = `${clock.name}#forced`;
  if (forced === "any-time") {
    const at = Math.floor(u * horizon) as Micros;
    return { fate: forcedFate(fates, clock.index, at, streams, inputs).fate, weight, forced: mark };
  }
  const broken = spansOfTrouble(drawOthers(fates, clock, streams, inputs), scenario);
  const spans = forced === "shipping-broken" ? broken : between(broken, horizon);
  const all = spans.reduce((sum, { from, to }) => sum + (to - from), 0);
  if (all === 0) return null;
  const at = instantIn(spans, Math.floor(u * all));
  const { fate } = forcedFate(fates, clock.index, at, streams, inputs);
  return { fate, weight: (weight * all) / horizon, forced: mark };
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
  return { fate, weight: Math.exp(logWeight), forced: null };
}
