/**
 * What failures cost whichever option is taken, with nothing between them that was seen or matters. Only what all of them
 * have a figure of, or none has, can be said of all.
 */
import type { CompareResult } from "../../results/index.js";
import { listed } from "./compare-listed.js";
import { clauseOf } from "./compare-measures.js";
import { type AllSeen, kindsOf, matters } from "./compare-seen.js";
import { count, duration } from "./figures.js";

interface Way {
  readonly measure: "rpo" | "rto";
  /** By any of which a kind is helped. */
  readonly helpedBy: readonly string[];
  readonly help: string;
  readonly behind: string;
  readonly open: string;
}

const WAYS: readonly Way[] = [
  {
    measure: "rpo",
    helpedBy: ["rpo", "lost"],
    help: "lose less history",
    behind: "of history",
    open: "what is lost is not known within the horizon",
  },
  {
    measure: "rto",
    helpedBy: ["rto"],
    help: "have users back sooner",
    behind: "out",
    open: "not back within the horizon",
  },
];

export function noHelpText(result: CompareResult, seen: AllSeen): string {
  const parts = WAYS.flatMap((way) => {
    const kinds = kindsOf(result)
      .filter((kind) => !isHelped(seen, kind, way))
      .flatMap((kind) => {
        const cost = costText(result, kind, way);
        return cost === null ? [] : [`when ${clauseOf(kind)} (${cost})`];
      });
    return kinds.length === 0 ? [] : [`to ${way.help} ${listed(kinds, "or")}`];
  });
  if (parts.length === 0) return "";
  const subject = result.options.length === 2 ? "Neither" : "None of them";
  return `${subject} is seen ${parts.join(", nor ")}.`;
}

function isHelped({ together, unfinished }: AllSeen, kind: string, { helpedBy, measure }: Way): boolean {
  return (
    together.some(
      (one) => one.measure.kind === kind && helpedBy.includes(one.measure.measure) && matters(one),
    ) || unfinished.some((one) => one.kind === kind && one.measure === measure)
  );
}

/** What the first option comes to; null: it is nothing in any of them, or not to be held against the others'. */
function costText({ options }: CompareResult, kind: string, { measure, behind, open }: Way): string | null {
  const all = options.map(({ summary }) => (Object.hasOwn(summary, kind) ? summary[kind]![measure] : null));
  if (all.some((one) => one === null || one.observedMax === 0)) return null;
  const { mean, nNull, n } = all[0]!;
  if (nNull > 0 && all.every((one) => one!.nNull === nNull && one!.n === n))
    return nNull === n ? open : `${open} in ${count(nNull)} of ${count(n)} cases`;
  if (mean.value === null || all.some((one) => one!.mean.value === null)) return null;
  return `${duration(mean.value)} ${behind}`;
}
