/** What one option came to, as a result tells it. It must never know how the lives were played. */
import type { OptionResult, ReplicationFigures } from "../../results/index.js";
import { meanEstimate, ratioEstimate } from "../../statistics/index.js";
import {
  causesOf,
  costsOf,
  type Frame,
  figure,
  kindSummary,
  messagesOf,
  restOf,
  sorted,
  yearlyFigures,
} from "../sweep/cell-figures.js";
import { type CellTally, LIFE_COUNTS, type LifeCount } from "../sweep/cell-tally.js";
import type { OptionTally } from "./option-tally.js";
import type { ComparedOption, CompareSetup } from "./task.js";

type OwnFigures = Omit<OptionResult, "targets" | "differences" | "breakEven">;

const MICROS = 1e6;

/** `places`: the kinds that are told for each place. */
export function optionFigures(
  { name, settings, scenario }: ComparedOption,
  tally: OptionTally,
  frame: Frame,
  { fate }: CompareSetup,
  places: readonly string[],
): OwnFigures {
  const { cell } = tally;
  const isRandom = fate === "random";
  const kinds = [...sorted(cell.kinds), ...sorted(tally.places).filter(([place]) => places.includes(place))];
  return {
    name,
    scenario: scenario.name,
    layout: scenario.layout.name,
    settings,
    fingerprint: cell.fingerprint.toString(),
    messages: messagesOf(cell, scenario),
    yearly: isRandom ? yearlyFigures(cell, frame) : null,
    byCause: isRandom ? causesOf(cell, frame) : null,
    perReplication: isRandom ? null : perReplication(cell),
    summary: Object.fromEntries(kinds.map(([kind, own]) => [kind, kindSummary(own)])),
    costs: isRandom ? costsOf(cell, frame) : null,
  };
}

function perReplication(cell: CellTally): ReplicationFigures {
  const mean = (name: LifeCount, unit = 1) =>
    figure(meanEstimate(cell.counts[LIFE_COUNTS.indexOf(name)]!.overLives(cell.lives)), unit);
  return {
    lossEvents: mean("lossEvents"),
    lost: mean("lost"),
    refused: mean("refused"),
    downtime: mean("down", MICROS),
    exposure: mean("exposure", MICROS),
    availability: restOf(figure(ratioEstimate(cell.downOfTime), 1)),
  };
}
