/** Whether a sweep is too big to begin with, with the arithmetic. It must never play anything. */
import { printCount, YEAR } from "../../units/index.js";
import type { Cell } from "./cell.js";
import type { SweepPlan } from "./task.js";

/** Five million lives of ten years with forty failures a year: weeks of work. */
const MOST_STRIKES = 2_000_000_000;
/** What the distributions of a cell can take where every kind of failure comes in every size. */
const MEGABYTES_OF_A_CELL = 12;
const MOST_MEGABYTES = 1_500;
/** Of a sampled sweep every incident that counts is kept, with all its figures: of a forced life few, of a biased one all. */
const BYTES_OF_A_FORCED_LIFE = 1_200;
const BYTES_OF_A_BIASED_LIFE = 400;
const BYTES_OF_AN_INCIDENT = 250;

export function refusalOf(plan: SweepPlan, played: readonly Cell[]): string | null {
  const { replications, cells, method, incidents } = plan;
  const yearsOfALife = cells[0]!.scenario.horizon / YEAR;
  const years = yearsOfALife * replications;
  const perYear = Math.max(...played.map(({ fates }) => fates.strikesPerYear));
  const strikes = perYear * years * cells.length;
  const over = cells.length === 1 ? "" : ` × ${cells.length} cells`;
  if (strikes > MOST_STRIKES) {
    return (
      `${printCount(Math.round(years))} years × ${perYear.toPrecision(3)} failures a year${over} are ` +
      `${printCount(Math.round(strikes))} failures, more than the ${printCount(MOST_STRIKES)} that one sweep may ` +
      "play: fewer --replications, fewer cells, or a shorter horizon"
    );
  }
  const fewest = Math.max(...played.map((cell) => cell.fewest));
  if (replications < fewest) {
    return `--replications ${replications}: ${fewest / 2} strata with 2 replications each are ${fewest}, so ask for ${fewest} or more`;
  }
  const sampled = (replications * bytesOfALife(method.method, perYear * yearsOfALife)) / 1e6;
  const megabytes = cells.length * (MEGABYTES_OF_A_CELL + sampled);
  if (megabytes > MOST_MEGABYTES) {
    return (
      `${cells.length} cells × ${Math.ceil(MEGABYTES_OF_A_CELL + sampled)} MB are ${printCount(Math.ceil(megabytes))} ` +
      `MB, more than the ${printCount(MOST_MEGABYTES)} MB that one sweep may hold: fewer values of --vary` +
      (sampled === 0 ? "" : ", or fewer --replications")
    );
  }
  const kept = incidents === "all" ? strikes : 0;
  if (kept > MOST_KEPT) {
    return (
      `--incidents all would write about ${printCount(Math.round(kept))} incidents, more than ` +
      `${printCount(MOST_KEPT)}: --incidents losing, or fewer --replications`
    );
  }
  return null;
}

/** `strikes`: how many a life has. */
function bytesOfALife(method: SweepPlan["method"]["method"], strikes: number): number {
  switch (method) {
    case "plain":
      return 0;
    case "stratified":
      return BYTES_OF_A_FORCED_LIFE;
    case "biased":
      return BYTES_OF_A_BIASED_LIFE + strikes * BYTES_OF_AN_INCIDENT;
  }
}

/** About 300 bytes each: 15 GB. */
const MOST_KEPT = 50_000_000;
