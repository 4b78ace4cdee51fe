/**
 * Failure biasing: while something is under repair, clocks of chosen kinds run faster, so that what is rare because it
 * takes two failures at once is seen often; the weight makes good for it exactly. Only clocks that forget how long they
 * have run can change their pace. It looks at the fate alone, never at the pool.
 *
 * An up time is spent at the clock's pace: the same uniforms as in a plain fate, used up faster while something else is
 * under repair. A factor of 1 gives the plain fate. For a clock of rate r the path that has n strikes while it runs
 * `factor` times faster, and is up for a time e meanwhile, is factor^n e^(-(factor - 1) r e) times as likely as under its
 * own pace; the weight is one over the product of these.
 */
import { draw, type Law, mean, type NoiseWords, noise, type Streams } from "../../engine/index.js";
import type { Fate, Strike, What } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import { type Clock, upOf } from "./clock.js";
import { whole } from "./draw-fate.js";
import type { FatePlan } from "./plan.js";
import { begin, runClock } from "./run-clock.js";
import { fall, LANE, MOST_STRIKES, TooManyStrikes } from "./strikes.js";

export interface Bias {
  /** How many times faster; above 0. */
  readonly factor: number;
  /** Clocks that strike so are hurried where they can be. */
  readonly kinds: ReadonlySet<What>;
}

export interface BiasedFate {
  readonly fate: Fate;
  /** The logarithm of how much likelier the clocks' own pace makes it. */
  readonly logWeight: number;
}

export function drawBiasedFate(
  plan: FatePlan,
  streams: Streams,
  inputs: number | null,
  bias: Bias,
): BiasedFate {
  const { clocks, horizon } = plan;
  const strikes: Strike[] = [];
  const hurried: Running[] = [];
  for (const clock of clocks) {
    const words = streams.noise(clock.key);
    if (canBeHurried(clock, bias)) hurried.push(start(strikes, clock, words, inputs));
    else runClock(strikes, clock, words, inputs, horizon);
  }
  const logWeight = runTogether(strikes, hurried, bias.factor, horizon);
  return { fate: whole(plan, strikes, streams), logWeight };
}

export const canBeHurried = ({ isExponential, what }: Clock, { kinds }: Bias): boolean =>
  isExponential && kinds.has(what);

interface Running {
  readonly clock: Clock;
  readonly words: NoiseWords;
  readonly up: Law;
  /** Happenings a microsecond, at its own pace. */
  readonly rate: number;
  ordinal: number;
  /** Under repair until then. */
  upFrom: number;
  /** How much of its up time is to come, at its own pace. */
  left: number;
}

function start(into: Strike[], clock: Clock, words: NoiseWords, inputs: number | null): Running {
  const up = upOf(clock, inputs);
  const { upFrom, left } = begin(into, clock, words, inputs);
  return {
    clock,
    words,
    up,
    rate: 1 / mean(up),
    ordinal: 1,
    upFrom,
    left: left ?? draw(up, noise(words, 1, LANE.up)),
  };
}

/** Runs the hurried clocks side by side through the horizon, and gives the logarithm of the weight. */
function runTogether(into: Strike[], hurried: readonly Running[], factor: number, horizon: Micros): number {
  const repairs = new Repairs(into);
  let logWeight = 0;
  let now = 0;
  for (;;) {
    const isHurried = repairs.isAnyUnderWay(now);
    const pace = isHurried ? factor : 1;
    const first = firstOf(hurried, now, pace);
    const change = Math.min(repairs.nextChange(now), horizon);
    const strikes = first !== null && strikesAt(first, now, pace) <= change;
    const until = strikes ? strikesAt(first, now, pace) : change;
    for (const each of hurried) {
      const upFor = Math.max(0, until - Math.max(now, each.upFrom));
      each.left = Math.max(0, each.left - upFor * pace);
      if (isHurried) logWeight += (factor - 1) * each.rate * upFor;
    }
    now = until;
    if (!strikes) {
      if (now >= horizon) return logWeight;
      continue;
    }
    if (isHurried) logWeight -= Math.log(factor);
    const from = into.length;
    strike(into, first, Math.round(now) as Micros, horizon);
    repairs.add(into, from);
  }
}

const strikesAt = ({ upFrom, left }: Running, now: number, pace: number): number =>
  Math.max(now, upFrom) + left / pace;

function firstOf(hurried: readonly Running[], now: number, pace: number): Running | null {
  let first: Running | null = null;
  let earliest = Number.POSITIVE_INFINITY;
  for (const each of hurried) {
    const at = strikesAt(each, now, pace);
    if (at < earliest) {
      earliest = at;
      first = each;
    }
  }
  return first;
}

function strike(into: Strike[], running: Running, at: Micros, horizon: Micros): void {
  const { clock, words, up, ordinal } = running;
  if (ordinal > MOST_STRIKES) throw new TooManyStrikes(clock.name);
  const { heals } = fall(into, clock, words, ordinal, at, horizon);
  running.upFrom = clock.down === null ? at : heals!;
  running.ordinal = ordinal + 1;
  running.left = draw(up, noise(words, ordinal + 1, LANE.up));
}

/** When something is under repair; what is never repaired by itself does not count. */
class Repairs {
  /** Of the clocks that run by themselves, in the order in which they strike. */
  readonly #ahead: readonly Strike[];
  #next = 0;
  #underWayUntil = 0;

  constructor(drawn: readonly Strike[]) {
    this.#ahead = drawn.filter(({ heals }) => heals !== null).sort((a, b) => a.at - b.at);
    this.#meet(0);
  }

  isAnyUnderWay(now: number): boolean {
    this.#meet(now);
    return this.#underWayUntil > now;
  }

  /** When what `isAnyUnderWay` says may change next. */
  nextChange(now: number): number {
    if (this.#underWayUntil > now) return this.#underWayUntil;
    return this.#ahead[this.#next]?.at ?? Number.POSITIVE_INFINITY;
  }

  /** Takes in what has just struck. */
  add(strikes: readonly Strike[], from: number): void {
    for (let index = from; index < strikes.length; index += 1) this.#takeIn(strikes[index]!);
  }

  #meet(now: number): void {
    for (let strike = this.#ahead[this.#next]; strike !== undefined; strike = this.#ahead[this.#next]) {
      if (strike.at > now) return;
      this.#takeIn(strike);
      this.#next += 1;
    }
  }

  #takeIn({ heals }: Strike): void {
    if (heals !== null && heals > this.#underWayUntil) this.#underWayUntil = heals;
  }
}
