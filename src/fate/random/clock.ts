/**
 * A clock: what strikes by it, and the laws of the times between. It alternates between up and under repair on the
 * calendar, whatever the pool does, and has done so for ever when time 0 comes. It must never draw.
 */
import { type Key, key, type Law, mean } from "../../engine/index.js";
import type { Failure, What } from "../../spec/index.js";
import { type Micros, SECOND, YEAR } from "../../units/index.js";
import type { Blow, Trouble } from "./catalogue.js";
import { INPUT_DRAWS, likeliestRate, possibleRates } from "./evidence.js";
import { type Windows, windowsOf } from "./windows.js";

export interface Clock {
  readonly index: number;
  /** Names its chance and its strikes. */
  readonly name: string;
  /** The field of the scenario that its figures come from, given or not. */
  readonly path: string;
  /** What strikes by it; the first where several parts are struck together. */
  readonly what: What;
  readonly blows: readonly Blow[];
  readonly falls: Trouble["falls"];
  readonly answer: { readonly error: Failure; readonly chance: number } | null;
  /** The time from repair to the next strike; where only evidence is known, at its mean rate. */
  readonly up: Law;
  /** The same for each draw of the inputs; null where its figures are known. */
  readonly upByInputs: readonly Law[] | null;
  /** null: the next up time begins with the strike. */
  readonly down: Law | null;
  /** null: it strikes at any time. */
  readonly windows: Windows | null;
  /** Exact: one over the mean time from strike to strike. */
  readonly ratePerYear: number;
  /** The probability of being found under repair at time 0. */
  readonly downAtStart: number;
  /** It forgets how long it has run, and runs at all times: its pace may be changed. */
  readonly isExponential: boolean;
  readonly isEvidence: boolean;
  readonly key: Key;
}

export function makeClock(trouble: Trouble, index: number): Clock {
  const { name, path, fails, when, blows, falls, isPart, answer } = trouble;
  const up: Law = fails.by === "law" ? fails.law : exponential(likeliestRate(fails));
  const upByInputs = fails.by === "evidence" ? possibleRates(fails, path).map(exponential) : null;
  const down = isPart ? blows[0]!.repair : null;
  const windows = windowsOf(when);
  return {
    index,
    name,
    path,
    what: blows[0]!.failure.what,
    blows,
    falls,
    answer,
    up,
    upByInputs,
    down,
    windows,
    ratePerYear: rateFrom(up, down),
    downAtStart: downShare(up, down),
    isExponential: up.law === "exponential" && windows === null,
    isEvidence: upByInputs !== null,
    key: key(name, "fate"),
  };
}

/** Whether what it struck before time 0 may still be felt then, though the clock itself may strike again. */
export const looksBack = ({ blows, windows }: Clock): boolean => windows !== null || blows.length > 1;

/** For how long it has run at an instant: the calendar's time, but for clocks that stand still at times. */
export const clockTimeAt = ({ windows }: Clock, at: Micros): number =>
  windows === null ? at : windows.toClock(at);

/** A law of times from happenings a second. */
const exponential = (perSecond: number): Law => ({
  law: "exponential",
  mean: (SECOND / perSecond) as Micros,
});

const meanOf = (law: Law | null): number => (law === null ? 0 : mean(law));

const rateFrom = (up: Law, down: Law | null): number => YEAR / (mean(up) + meanOf(down));

function downShare(up: Law, down: Law | null): number {
  const whole = mean(up) + meanOf(down);
  return whole === 0 || meanOf(down) === Number.POSITIVE_INFINITY ? 0 : meanOf(down) / whole;
}

/** The law of its up time under a draw of the inputs; null: at the mean rate. */
export function upOf({ up, upByInputs }: Clock, inputs: number | null): Law {
  if (inputs === null || upByInputs === null) return up;
  const law = upByInputs[inputs];
  if (law === undefined) throw new RangeError(`inputs ${inputs} is not from 0 to ${INPUT_DRAWS - 1}`);
  return law;
}

/** Expected strikes a year under a draw of the inputs. */
export const ratePerYearOf = (clock: Clock, inputs: number | null): number =>
  rateFrom(upOf(clock, inputs), clock.down);

export const downAtStartOf = (clock: Clock, inputs: number | null): number =>
  downShare(upOf(clock, inputs), clock.down);
