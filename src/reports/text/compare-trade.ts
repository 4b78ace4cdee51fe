/**
 * What speaks for an option and what for the first, of all that may be named, and which verdict that makes. It writes no
 * sentences.
 */
import type { CompareResult, DifferenceResult, OptionResult } from "../../results/index.js";
import { type AllSeen, matters, type Seen, type Unfinished } from "./compare-seen.js";

/** What speaks for an option against the first, and what for the first. */
export interface Trade {
  readonly option: OptionResult;
  readonly buys: readonly Seen[];
  readonly costs: readonly Seen[];
  /** Of either. */
  readonly unfinished: readonly Unfinished[];
}

/**
 * Who loses less history and is back sooner needs no third word; the last two speak where these say nothing, and messages
 * where the history that was lost is not known.
 */
const TOLD_OF_KIND: readonly string[] = ["rpo", "rto", "lost", "refused", "exposure"];
const TOLD_OF_LIVES: readonly string[] = [
  ...["lostPerYear", "lost", "downtimePerYear", "downtime"],
  ...["refusedPerYear", "refused", "costPerYear", "exposurePerYear", "exposure"],
];

export function tradeOf({ options }: CompareResult, option: OptionResult, seen: AllSeen): Trade {
  const first = options[0]!;
  const unfinished = seen.unfinished.filter((one) => one.option === option);
  const own = told(
    seen.together.filter(
      (one) => one.option === option && matters(one) && !isOnlyDown(one, unfinished, first.name),
    ),
  );
  const won = (name: string) => withoutLesser(own.filter(({ winner }) => winner === name));
  return { option, buys: won(option.name), costs: won(first.name), unfinished };
}

export const VERDICTS = ["better", "worse", "a trade", "not seen to differ"] as const;
export type VerdictWord = (typeof VERDICTS)[number];

export function verdictOf({ option, buys, costs, unfinished }: Trade): VerdictWord {
  const isFor = buys.length > 0 || unfinished.some(({ winner }) => winner === option.name);
  const isAgainst =
    costs.length > 0 || unfinished.some(({ winner }) => winner !== null && winner !== option.name);
  if (isFor) return isAgainst ? "a trade" : "better";
  return isAgainst ? "worse" : "not seen to differ";
}

/** Who does not serve is not exposed, and nobody knows yet what is lost: that speaks for nobody. */
function isOnlyDown(
  { option, measure: { kind, measure }, winner }: Seen,
  unfinished: readonly Unfinished[],
  first: string,
): boolean {
  const isExposure = measure.startsWith("exposure");
  if (!isExposure && !measure.startsWith("lost")) return false;
  if (unfinished.some((one) => one.name === winner && (kind === null || one.kind === kind))) return true;
  if (!isExposure) return false;
  const differences = option.differences ?? {};
  const outs = ["downtime", "downtimePerYear", ...(kind === null ? [] : [`${kind}.rto`])];
  return outs.some((name) => {
    const of = Object.hasOwn(differences, name) ? differences[name]! : null;
    return of !== null && isOutMore(of, winner, first);
  });
}

function isOutMore(of: DifferenceResult, name: string, first: string): boolean {
  const { mean, winner } = of;
  if (winner !== null) return winner !== name && (mean === null || matters({ mean, of }));
  if (mean === null || !matters({ mean, of })) return false;
  return name === first ? mean < 0 : mean > 0;
}

/** To be exposed is to be in danger: it is worth a word where nothing that came to pass is. */
function withoutLesser(all: readonly Seen[]): readonly Seen[] {
  const came = all.filter(({ measure: { measure } }) => !measure.startsWith("exposure"));
  return came.length > 0 ? came : all;
}

/** What costs history before what costs time, lives and years before single kinds, the larger first. */
function told(all: readonly Seen[]): Seen[] {
  const spokenFor = new Set(
    all.filter(({ measure }) => rankOf(measure.measure) < 2).map(({ measure }) => measure.kind),
  );
  const rank = ({ measure: { kind, measure } }: Seen) =>
    kind === null ? TOLD_OF_LIVES.indexOf(measure) : TOLD_OF_LIVES.length + rankOf(measure);
  const ofKinds = all.filter(
    ({ measure: { kind, measure } }) =>
      kind !== null && (measure === "lost" || rankOf(measure) < 2 || !spokenFor.has(kind)),
  );
  const ofLives = all.filter((one) => one.measure.kind === null && !isExplained(one, ofKinds));
  return [...ofLives, ...ofKinds].sort(
    (one, other) => rank(one) - rank(other) || Math.abs(other.mean) - Math.abs(one.mean),
  );
}

const rankOf = (measure: string): number => TOLD_OF_KIND.indexOf(measure);

/** What of a single kind tells the same as a figure of a whole replication, and by which of its figures as much. */
const SAME_OF_KIND: Readonly<Record<string, { readonly toldBy: readonly string[]; readonly size: string }>> =
  {
    lost: { toldBy: ["rpo", "lost"], size: "lost" },
    downtime: { toldBy: ["rto"], size: "rto" },
    refused: { toldBy: ["rto", "refused"], size: "refused" },
    exposure: { toldBy: ["exposure"], size: "exposure" },
  };

/** One kind that is named makes at least half of it, so that it need not be said twice. */
function isExplained({ measure, mean, winner, option }: Seen, ofKinds: readonly Seen[]): boolean {
  const same = SAME_OF_KIND[measure.measure];
  if (same === undefined) return false;
  return ofKinds.some(({ measure: { kind, measure: told }, winner: other }) => {
    if (other !== winner || !same.toldBy.includes(told)) return false;
    const size = option.differences?.[`${kind}.${same.size}`]?.mean ?? 0;
    return Math.abs(size) >= Math.abs(mean) / 2;
  });
}
