/**
 * What one option's life adds to a comparison: whole numbers of the whole life, and its incidents by kind. It must never
 * know what the other options went through.
 */
import { placeOf } from "../../pool/index.js";
import type { ComparedFate, Measure } from "../../results/index.js";
import type { Scenario } from "../../spec/index.js";
import { AT, type IncidentLine, type LifeLine } from "../sweep/life-line.js";
import { type LifeCosts, lifeCosts } from "./costs.js";

/** What is summed up in every life, over all kinds. `cost`: in parts of the currency. */
export const LIFE_SUMS = [
  "lossEvents",
  "lost",
  "refused",
  "down",
  "exposure",
  "failbacks",
  "yearsWithLoss",
  "yearsMissed",
  "cost",
] as const;
export type LifeSum = (typeof LIFE_SUMS)[number];

/** Of incidents of one kind, whose means are compared. */
export const PAIRED_MEASURES = [
  "rpo",
  "rto",
  "rtoFull",
  "lost",
  "refused",
  "exposure",
] as const satisfies readonly Measure[];
export type PairedMeasure = (typeof PAIRED_MEASURES)[number];

export interface ComparedLife {
  readonly line: LifeLine;
  readonly sums: Readonly<Record<LifeSum, number>>;
  /** By kind; in scripted fates, where one kind may strike in two places, also by kind and place. */
  readonly kinds: ReadonlyMap<string, readonly IncidentLine[]>;
  readonly costs: LifeCosts;
}

/** The name of a kind in one place. */
const kindAt = (kind: string, where: string): string => `${kind}@${where}`;

/** `scale`: how many parts of the currency money is counted in. */
export function comparedLife(
  line: LifeLine,
  scenario: Scenario,
  fate: ComparedFate,
  scale: number,
): ComparedLife {
  const { life, lines, exposure, yearsWithLoss, yearsMissed } = line;
  const costs = lifeCosts(line, scenario, scale);
  return {
    line,
    sums: {
      lossEvents: lines.filter(({ isLoss }) => isLoss).length,
      lost: life.ledger.lost,
      refused: life.ledger.refused,
      down: life.downFor,
      exposure,
      failbacks: lines.filter(({ what }) => what === "failback").length,
      yearsWithLoss,
      yearsMissed,
      cost: costs.all,
    },
    kinds: byKind(line, fate),
    costs,
  };
}

function byKind({ life, lines }: LifeLine, fate: ComparedFate): Map<string, IncidentLine[]> {
  const kinds = new Map<string, IncidentLine[]>();
  const put = (name: string, line: IncidentLine) => {
    const own = kinds.get(name);
    if (own === undefined) kinds.set(name, [line]);
    else own.push(line);
  };
  const records = [...life.incidents, ...life.operations];
  lines.forEach((line, index) => {
    put(line.what, line);
    const where = fate === "scripted" ? placeOf(records[index]!.incident.worst.strike) : null;
    if (where !== null) put(kindAt(line.what, where), line);
  });
  return kinds;
}

/** Over the incidents of one kind in one life; null once one is null: not over within the horizon. */
export function sumOf(lines: readonly IncidentLine[], measure: PairedMeasure): number | null {
  let sum = 0;
  for (const { values } of lines) {
    const value = values[AT[measure]]!;
    if (value === null) return null;
    sum += value;
  }
  return sum;
}
