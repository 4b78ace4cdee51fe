/** Comparisons made by hand: two layouts, the loss of site 1, and a chat server that crashes. */
import type {
  BreakEven,
  CompareResult,
  DifferenceResult,
  KindSummary,
  OptionResult,
  ReplicationFigures,
} from "../../src/results/index.js";
import { DAY, HOUR, MINUTE } from "./stories.js";
import { cell, kind, known, measure, yearly } from "./sweeps.js";

/** B - A with its interval, in seconds or messages; the winner by what is better small. */
export function difference(
  a: number,
  b: number,
  halfWidth: number,
  more: Partial<DifferenceResult> = {},
): DifferenceResult {
  const mean = b - a;
  const isSure = Math.abs(mean) > halfWidth;
  return {
    a,
    b,
    mean,
    ci95: [mean - halfWidth, mean + halfWidth],
    why: null,
    winner: isSure ? (mean < 0 ? "planned" : "as it is") : null,
    stands: isSure,
    gain: 12,
    needed: isSure ? null : 3_200,
    ...more,
  };
}

/** In every replication. */
export const same = (value: number): DifferenceResult =>
  difference(value, value, 0, {
    ci95: null,
    why: "the same in all 200 replications",
    needed: null,
    gain: null,
    stands: null,
  });

const figures: ReplicationFigures = {
  lossEvents: known(1),
  lost: known(30_000),
  refused: known(90_000),
  downtime: known(HOUR),
  exposure: known(8 * HOUR),
  availability: known(0.995),
};

/** Lost in 15 min of history and out for an hour, at every loss of site 1; out for 83 s when a server crashes. */
export const SUMMARY: Readonly<Record<string, KindSummary>> = {
  "site-loss": kind({
    rpo: measure(15 * MINUTE, 15 * MINUTE, 28 * MINUTE),
    rto: measure(HOUR, HOUR, 2 * HOUR),
  }),
  "server-crash": kind({ rto: measure(83, 83, 83) }),
};

export function option(name: string, more: Partial<OptionResult> = {}): OptionResult {
  return {
    name,
    scenario: "Which layout",
    layout: "high-bandwidth",
    settings: {},
    fingerprint: "0123456789abcdef",
    messages: cell().messages!,
    yearly: null,
    byCause: null,
    perReplication: figures,
    summary: SUMMARY,
    costs: null,
    targets: [],
    differences: null,
    breakEven: null,
    ...more,
  };
}

/** Quantiles, and what has no interval, are in tables only. */
const judgedOf = (differences: Readonly<Record<string, DifferenceResult>>) =>
  Object.fromEntries(
    Object.entries(differences).map(([name, of]) => [
      name,
      name.split(".").length > 2 || (of.ci95 === null && of.mean !== null) ? { ...of, stands: null } : of,
    ]),
  );

/** `planned` against `as it is`, with these differences. */
export function comparison(
  all: Readonly<Record<string, DifferenceResult>>,
  more: Partial<CompareResult> = {},
  planned: Partial<OptionResult> = {},
): CompareResult {
  const differences = judgedOf(all);
  const kinds = Object.keys(differences).flatMap((name) => (name.includes(".") ? [name.split(".")[0]!] : []));
  const summary = { ...Object.fromEntries(kinds.map((what) => [what, kind()])), ...SUMMARY };
  return {
    schema: "stretchpool/compare@1",
    stretchpool: "0.1.0",
    scenario: "Which layout",
    layout: "high-bandwidth",
    seed: 1,
    replications: 200,
    partial: null,
    fingerprint: "0123456789abcdef",
    replay: "stretchpool compare pool.yaml --vary 'topology.witness=true,false'",
    fate: "scripted",
    sameInstant: false,
    horizon: 63 * DAY,
    years: 63 / 365,
    notes: [],
    until: [],
    differing: [{ path: "logShipping.copy.offset", values: ["0 s", "30 s"] }],
    options: [option("as it is", { summary }), option("planned", { summary, differences, ...planned })],
    judged: Object.values(differences).filter(({ stands }) => stands !== null).length,
    differences,
    best: null,
    ...more,
  };
}

/** Ten years of chance, with the figures of a sweep. */
export const inYears = (more: Partial<OptionResult> = {}): Partial<OptionResult> => {
  const { replications: _, ...yearlyFigures } = cell();
  return { yearly: yearlyFigures, byCause: yearlyFigures.byCause, perReplication: null, ...more };
};

export function breakEven(
  worth: number,
  extra: number,
  more: Partial<BreakEven> = {},
  inputs: readonly [number, number] | null = null,
): BreakEven {
  const half = Math.abs(worth) / 10;
  return {
    currency: "EUR",
    worthPerYear: yearly(known(worth, worth - half, worth + half), inputs),
    extraPricePerYear: extra,
    paysInDraws: 0.71,
    whyNoDraws: null,
    paysBack: { years: 5, probability: known(0.4, 0.3, 0.5) },
    ...more,
  };
}
