/** Whether a comparison is too big to begin with, with the arithmetic. It must never play anything. */
import { printCount, YEAR } from "../../units/index.js";
import type { Dealer } from "./dealing.js";
import type { ComparePlan } from "./task.js";

/** As many as a sweep may play. */
const MOST_STRIKES = 2_000_000_000;
/** Of scripted fates each is a replay of weeks: about a day of work on one core. */
const MOST_SCRIPTED_LIVES = 50_000_000;
/** What the distributions of an option and its pairs with the first can take where every kind comes in every size. */
const MEGABYTES_OF_AN_OPTION = 20;
const MOST_MEGABYTES = 1_500;
/** Of the one measure that decides which option is best, or of as many kinds as one may think of. */
const BYTES_OF_A_VALUE = 8;
const KINDS_KEPT = 16;

export function refusalOf(plan: ComparePlan, dealers: readonly Dealer[]): string | null {
  return tooLong(plan, dealers) ?? tooLarge(plan);
}

function tooLong({ fate, replications, options }: ComparePlan, dealers: readonly Dealer[]): string | null {
  const count = options.length;
  if (fate === "scripted") {
    const lives = replications * count;
    if (lives <= MOST_SCRIPTED_LIVES) return null;
    return (
      `${printCount(replications)} replications × ${count} options are ${printCount(lives)} lives, more than the ` +
      `${printCount(MOST_SCRIPTED_LIVES)} that one comparison may play: fewer --replications, or fewer options`
    );
  }
  const years = (options[0]!.scenario.horizon / YEAR) * replications;
  const perYear = Math.max(...dealers.map(({ fates }) => fates.strikesPerYear));
  const strikes = perYear * years * count;
  if (strikes <= MOST_STRIKES) return null;
  return (
    `${printCount(Math.round(years))} years × ${perYear.toPrecision(3)} failures a year × ${count} options are ` +
    `${printCount(Math.round(strikes))} failures, more than the ${printCount(MOST_STRIKES)} that one comparison may ` +
    "play: fewer --replications, fewer options, or a shorter horizon"
  );
}

function tooLarge({ fate, replications, options, best }: ComparePlan): string | null {
  const kinds = best === null || options.length < 3 ? 0 : fate === "scripted" ? KINDS_KEPT : 1;
  const values = (replications * kinds * BYTES_OF_A_VALUE) / 1e6;
  const each = MEGABYTES_OF_AN_OPTION + values;
  const megabytes = options.length * each;
  if (megabytes <= MOST_MEGABYTES) return null;
  return (
    `${options.length} options × ${Math.ceil(each)} MB are ${printCount(Math.ceil(megabytes))} MB, more than the ` +
    `${printCount(MOST_MEGABYTES)} MB that one comparison may hold: fewer options` +
    (kinds === 0 ? "" : ", or fewer --replications")
  );
}
