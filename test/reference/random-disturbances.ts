/** What befalls a random pipeline: windows and strikes, often overlapping, often at one instant. */
import type { Disturbance, Pipeline } from "../../src/shipping/pipeline.js";
import type { BytesPerSecond, Micros } from "../../src/units/index.js";
import type { Dice } from "./random-numbers.js";
import type { TimedChange } from "./slow-pipeline.js";

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A disturbance, and what ends it: null for a strike. */
interface Trouble {
  readonly begin: Disturbance;
  readonly end: Disturbance | null;
}

/** `instants`: of ticks, completions or running runs of the undisturbed pipeline, which are worth hitting. */
export function randomChanges(
  dice: Dice,
  pipeline: Pipeline,
  count: number,
  instants: readonly number[],
  until: number,
): TimedChange[] {
  const changes: TimedChange[] = [];
  // Half of the cases see nothing that freezes the chain for good.
  const gentle = dice.chance(0.5);
  let last: number | null = null;
  for (let i = 0; i < count; i += 1) {
    const begin: number = randomBegin(dice, pipeline, instants, last, until);
    const end = begin + randomLength(dice, pipeline, until);
    const trouble = randomTrouble(dice, pipeline, gentle);
    changes.push({ at: begin as Micros, change: trouble.begin });
    if (trouble.end !== null && end < until) changes.push({ at: end as Micros, change: trouble.end });
    last = dice.chance(0.5) ? begin : Math.min(end, until - 1);
  }
  return changes.sort((a, b) => a.at - b.at);
}

function randomBegin(
  dice: Dice,
  pipeline: Pipeline,
  instants: readonly number[],
  last: number | null,
  until: number,
): number {
  const usable = instants.filter((at) => at >= 0 && at < until);
  const fits = (at: number): number => Math.min(Math.max(0, at), until - 1);
  // Near the one before, so that they overlap.
  if (last !== null && dice.chance(0.3)) {
    const step = dice.pick([0, 1, SECOND, 10 * SECOND, pipeline.backup.grid.every]);
    return fits(last + step);
  }
  if (usable.length > 0 && dice.chance(0.5)) return fits(dice.pick(usable) + dice.pick([0, 0, 0, 0, 1, -1]));
  const unit = until > 6 * HOUR ? MINUTE : SECOND;
  if (dice.chance(0.8)) return fits(dice.whole(0, Math.floor(until / unit) - 1) * unit);
  return fits(Math.floor(dice.uniform() * until));
}

function randomLength(dice: Dice, pipeline: Pipeline, until: number): number {
  const every = pipeline.backup.grid.every;
  return dice.pick([
    0,
    1,
    SECOND,
    10 * SECOND,
    40 * SECOND,
    Math.floor(every / 2),
    every,
    every,
    3 * every,
    10 * every,
    30 * every,
    Math.min(pipeline.backup.retention + 2 * every, 5 * 24 * HOUR),
    Math.floor((dice.uniform() * until) / 4),
  ]);
}

function randomTrouble(dice: Dice, pipeline: Pipeline, gentle: boolean): Trouble {
  const { rate, oneWay } = pipeline.wan;
  const back: Disturbance = { kind: "wan", link: pipeline.wan };
  const job = dice.pick(["backup", "copy", "restore"] as const);
  const slow: Disturbance = {
    kind: "wan",
    link: {
      rate: (rate * dice.pick([0.5, 0.5, 0.25, 0.1, 0.8, 2])) as BytesPerSecond,
      oneWay: (dice.chance(0.5) ? oneWay : dice.pick([0, 0.5 * SECOND, 3 * SECOND])) as Micros,
    },
  };
  const passing: readonly Trouble[] = [
    { begin: { kind: "wan", link: null }, end: back },
    { begin: { kind: "wan", link: null }, end: slow },
    { begin: slow, end: back },
    { begin: slow, end: back },
    { begin: { kind: "share", up: false, destroyed: false }, end: shareUp },
    { begin: { kind: "job", job, up: false }, end: { kind: "job", job, up: true } },
    { begin: { kind: "job", job, up: false }, end: { kind: "job", job, up: true } },
    { begin: { kind: "database", up: false }, end: { kind: "database", up: true } },
    { begin: { kind: "secondary", up: false }, end: { kind: "secondary", up: true } },
  ];
  const lasting: readonly Trouble[] = [
    { begin: { kind: "share", up: false, destroyed: true }, end: shareUp },
    { begin: { kind: "corrupt-next" }, end: null },
    { begin: { kind: "chain-broken" }, end: null },
  ];
  return dice.pick(gentle || dice.chance(0.5) ? passing : lasting);
}

const shareUp: Disturbance = { kind: "share", up: true, destroyed: false };

export function printChange({ at, change }: TimedChange): string {
  const { kind, ...rest } = change;
  return `${at / SECOND} s: ${kind}${Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : ""}`;
}
