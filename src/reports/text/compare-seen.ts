/**
 * Which differences of a comparison may be named in words: those that stand when all that could be named are judged
 * together, and matter. It writes no sentences.
 */
import type { CompareResult, DifferenceResult, OptionResult } from "../../results/index.js";
import { measureOf, type NamedMeasure } from "./compare-measures.js";

export interface Seen {
  readonly option: OptionResult;
  readonly measure: NamedMeasure;
  readonly of: DifferenceResult;
  readonly mean: number;
  readonly winner: string;
}

/** Of one of two options, oftener than of the other: no figure of it can be held against that of the other. */
export interface Unfinished {
  /** The one that is held against the first. */
  readonly option: OptionResult;
  /** Whose incidents are not over. */
  readonly name: string;
  readonly kind: string;
  readonly measure: "rpo" | "rto";
  readonly many: number;
  readonly of: number;
  /** The other one, where that is no chance; null: it may be. */
  readonly winner: string | null;
}

export interface AllSeen {
  /** Differences that could be named, of all options. */
  readonly judged: number;
  /** Of them, those whose own 95 % interval leaves out 0. */
  readonly won: number;
  /** Those that stand together. */
  readonly together: readonly Seen[];
  readonly unfinished: readonly Unfinished[];
}

/** Of the larger figure: a smaller difference decides nothing, however sure it is. */
const TRIFLE = 0.03;

export function allSeen(result: CompareResult): AllSeen {
  const named = result.options.flatMap((option) =>
    Object.entries(option.differences ?? {}).flatMap(([name, of]) =>
      of.stands === null ? [] : [{ option, measure: measureOf(name), of }],
    ),
  );
  const together = named.flatMap(({ option, measure, of }): Seen[] => {
    const { mean, winner, stands } = of;
    return stands && mean !== null && winner !== null ? [{ option, measure, of, mean, winner }] : [];
  });
  return {
    judged: result.judged,
    won: named.filter(({ of }) => of.winner !== null).length,
    together,
    unfinished: result.options.slice(1).flatMap((option) => unfinishedIn(result, option)),
  };
}

/** What chance deals is cut off by the end of a life here and there: of that only what is no chance. */
function unfinishedIn(result: CompareResult, option: OptionResult): Unfinished[] {
  const first = result.options[0]!;
  return kindsOf(result).flatMap((kind) => {
    for (const measure of ["rto", "rpo"] as const) {
      const [a, b] = [partOpen(first, kind, measure), partOpen(option, kind, measure)];
      if (a.share === b.share) continue;
      const [more, other] = a.share > b.share ? [a, option.name] : [b, first.name];
      const differences = option.differences ?? {};
      const name = `${kind}.${measure}`;
      const isSure = Object.hasOwn(differences, name) && differences[name]!.winner === other;
      if (result.fate === "random" && !isSure) continue;
      return [{ ...more, option, kind, measure, winner: isSure ? other : null }];
    }
    return [];
  });
}

function partOpen({ name, summary }: OptionResult, kind: string, measure: "rpo" | "rto") {
  const { nNull, n } = Object.hasOwn(summary, kind) ? summary[kind]![measure] : { nNull: 0, n: 0 };
  return { name, many: nNull, of: n, share: n === 0 ? 0 : nNull / n };
}

/** Both are 0 in every replication: nothing was there to differ. */
export const isNothing = ({ a, b, mean }: DifferenceResult): boolean => a === 0 && b === 0 && mean === 0;

export function matters({ mean, of: { a, b } }: Pick<Seen, "mean" | "of">): boolean {
  return Math.abs(mean) >= TRIFLE * Math.max(Math.abs(a ?? 0), Math.abs(b ?? 0));
}

/** A kind that is told by place need not be told over all places, whose mean is nobody's. */
export function kindsOf(result: CompareResult): string[] {
  const kinds = [...new Set(result.options.flatMap(({ summary }) => Object.keys(summary)))];
  return kinds.filter((kind) => !kinds.some((other) => other.startsWith(`${kind}@`)));
}
