/** From an instant of a clock to the strikes that fall then. It must never know when the next one comes. */
import { draw, type NoiseWords, noise } from "../../engine/index.js";
import type { Strike } from "../../spec/index.js";
import { LONGEST, type Micros } from "../../units/index.js";
import type { Blow } from "./catalogue.js";
import type { Clock } from "./clock.js";
import { WRONG_STEP_AFTER } from "./defaults.js";

/** What each uniform of an ordinal is for. Lanes from REPAIR on belong to the blows that fall together. */
export const LANE = { up: 0, choice: 1, answer: 2, repair: 3 } as const;

/** More than this in one life is an outcome that the caller reports, not something to wait for. */
export const MOST_STRIKES = 1_000_000;

export class TooManyStrikes extends Error {
  constructor(clock: string) {
    super(`more than ${MOST_STRIKES} strikes of ${clock} in one replication`);
  }
}

/** How long the repair of the clock's own part takes that strikes with this ordinal. */
export const repairOf = ({ down }: Clock, words: NoiseWords, ordinal: number): number =>
  down === null ? 0 : down.law === "fixed" ? down.value : draw(down, noise(words, ordinal, LANE.repair));

const repaired = (at: number, repair: number): Micros => Math.min(at + repair, LONGEST) as Micros;

/** Everything that falls at `at`. `mark` tells the strike from the others of its clock: its ordinal, or a word. */
export function fall(
  into: Strike[],
  clock: Clock,
  words: NoiseWords,
  ordinal: number,
  at: Micros,
  horizon: Micros,
  mark: number | string = ordinal,
): Strike {
  const { blows, falls, answer, name } = clock;
  const id = `${name}#${mark}`;
  const [first] = blows as readonly [Blow];
  if (blows.length > 1 && falls === "together") return together(into, clock, words, ordinal, at, id);
  const blow = blows.length === 1 ? first : blows[chosen(blows.length, noise(words, ordinal, LANE.choice))]!;
  const heals = blow.repair === null ? null : repaired(at, drawRepair(blow, words, ordinal, 0));
  const strike: Strike = { id, failure: blow.failure, at, heals };
  into.push(strike);
  if (answer !== null && noise(words, ordinal, LANE.answer) < answer.chance) {
    const later = (at + WRONG_STEP_AFTER) as Micros;
    if (later <= horizon) into.push({ id: `${id}/error`, failure: answer.error, at: later, heals: null });
  }
  return strike;
}

const chosen = (count: number, u: number): number => Math.min(Math.floor(u * count), count - 1);

function drawRepair({ repair }: Blow, words: NoiseWords, ordinal: number, index: number): number {
  return repair!.law === "fixed" ? repair!.value : draw(repair!, noise(words, ordinal, LANE.repair + index));
}

function together(
  into: Strike[],
  { blows }: Clock,
  words: NoiseWords,
  ordinal: number,
  at: Micros,
  id: string,
): Strike {
  const all = blows.map((blow, index): Strike => {
    const heals = blow.repair === null ? null : repaired(at, drawRepair(blow, words, ordinal, index));
    return { id: `${id}/${index + 1}`, failure: blow.failure, at, heals };
  });
  into.push(...all);
  return all[0]!;
}

/**
 * What struck before time 0 and is still under repair then: it strikes at 0 and is repaired when it would have been.
 * `ownHeals`: the end of the repair of the clock's own part, where that is known already.
 */
export function fallBefore(
  into: Strike[],
  { blows, falls, name }: Clock,
  words: NoiseWords,
  ordinal: number,
  before: number,
  ownHeals: number | null,
): void {
  if (falls === "one-of-them") return;
  for (const [index, blow] of blows.entries()) {
    if (blow.repair === null) continue;
    const heals =
      ownHeals !== null && index === 0 ? ownHeals : before + drawRepair(blow, words, ordinal, index);
    if (heals <= 0) continue;
    const id = blows.length === 1 ? `${name}#${ordinal}` : `${name}#${ordinal}/${index + 1}`;
    into.push({ id, failure: blow.failure, at: 0 as Micros, heals: Math.min(heals, LONGEST) as Micros });
  }
}
