/**
 * A clock that runs through a life: stationary from time 0 on, or through a strike at a given instant, before and after
 * which it runs on as it does after any strike. It must never know other clocks, nor the pool.
 */
import { draw, type Law, type NoiseWords, noise } from "../../engine/index.js";
import type { Strike } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import { type Clock, downAtStartOf, looksBack, upOf } from "./clock.js";
import { lengthBiased } from "./length-biased.js";
import { fall, fallBefore, LANE, MOST_STRIKES, repairOf, TooManyStrikes } from "./strikes.js";

/** How a clock stands at time 0: uniforms of ordinal 0. */
const START = { isDown: 0, length: 1, position: 2 } as const;

export interface Beginning {
  /** From when on it is up. */
  readonly upFrom: number;
  /** How much longer it then is up; null: as long as any up time. */
  readonly left: number | null;
}

/** Draws how the clock stands at time 0; what is under repair then strikes there. */
export function begin(into: Strike[], clock: Clock, words: NoiseWords, inputs: number | null): Beginning {
  const up = upOf(clock, inputs);
  const isDown = clock.down !== null && noise(words, 0, START.isDown) < downAtStartOf(clock, inputs);
  if (isDown) return beginDown(into, clock, words);
  if (up.law === "exponential" && !looksBack(clock)) {
    return { upFrom: 0, left: draw(up, noise(words, 0, START.length)) };
  }
  return beginUp(into, clock, words, up);
}

export function beginDown(into: Strike[], clock: Clock, words: NoiseWords): Beginning {
  const whole = lengthBiased(clock.down!, noise(words, 0, START.length));
  const past = Math.min(Math.floor(whole * noise(words, 0, START.position)), Math.ceil(whole) - 1);
  const left = Math.max(1, Math.ceil(whole) - past);
  const struck = calendar(clock, -past);
  fallBefore(into, clock, words, 0, struck, struck + past + left);
  return { upFrom: left, left: null };
}

function beginUp(into: Strike[], clock: Clock, words: NoiseWords, up: Law): Beginning {
  const whole = lengthBiased(up, noise(words, 0, START.length));
  const left = Math.round(whole * noise(words, 0, START.position));
  if (looksBack(clock)) {
    const repair = repairOf(clock, words, 0);
    fallBefore(into, clock, words, 0, calendar(clock, left - Math.ceil(whole) - repair), null);
  }
  return { upFrom: 0, left };
}

const calendar = ({ windows }: Clock, clockTime: number): Micros =>
  windows === null ? (clockTime as Micros) : windows.toCalendar(clockTime);

/** All its strikes from time 0 to the horizon. */
export function runClock(
  into: Strike[],
  clock: Clock,
  words: NoiseWords,
  inputs: number | null,
  horizon: Micros,
): void {
  runOn(into, clock, words, upOf(clock, inputs), begin(into, clock, words, inputs), horizon);
}

export function runOn(
  into: Strike[],
  clock: Clock,
  words: NoiseWords,
  up: Law,
  { upFrom, left }: Beginning,
  horizon: Micros,
): void {
  let from = upFrom;
  for (let ordinal = 1; ; ordinal += 1) {
    const lasts = left !== null && ordinal === 1 ? left : draw(up, noise(words, ordinal, LANE.up));
    const strikes = from + lasts;
    const at = calendar(clock, strikes);
    if (at > horizon) return;
    if (ordinal > MOST_STRIKES) throw new TooManyStrikes(clock.name);
    const { heals } = fall(into, clock, words, ordinal, at, horizon);
    from = strikes + (clock.down === null ? 0 : heals! - at);
  }
}

/**
 * The clock seen from one of its strikes: `forced`, in the clock's own time, with ordinal 0. Those after it count from 1,
 * those before it from -1 down.
 */
export function runThrough(
  into: Strike[],
  clock: Clock,
  words: NoiseWords,
  inputs: number | null,
  forced: number,
  horizon: Micros,
): Strike {
  const up = upOf(clock, inputs);
  let at: number = forced;
  for (let ordinal = -1; ; ordinal -= 1) {
    const repair = repairOf(clock, words, ordinal);
    at -= draw(up, noise(words, ordinal, LANE.up)) + repair;
    const struck = calendar(clock, at);
    if (struck < 0) {
      fallBefore(into, clock, words, ordinal, struck, null);
      break;
    }
    if (-ordinal > MOST_STRIKES) throw new TooManyStrikes(clock.name);
    fall(into, clock, words, ordinal, struck, horizon);
  }
  const strike = fall(into, clock, words, 0, calendar(clock, forced), horizon, "forced");
  const upFrom = forced + (clock.down === null ? 0 : strike.heals! - strike.at);
  runOn(into, clock, words, up, { upFrom, left: null }, horizon);
  return strike;
}
