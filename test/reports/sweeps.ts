/** Sweeps made by hand: a pool that loses history once in eighty years, nearly always with a site. */
import type {
  CauseFigures,
  EstimateResult,
  KindSummary,
  LossOnceIn,
  MeasureResult,
  RpoSplit,
  SweepCell,
  SweepResult,
  YearlyResult,
} from "../../src/results/index.js";
import { MEASURES } from "../../src/results/index.js";
import { DAY, MINUTE } from "./stories.js";

const ALL_GIVEN = "every rate is given";

export const known = (value: number, low = value * 0.9, high = value * 1.1): EstimateResult => ({
  value,
  ci95: [low, high],
  why: null,
});

export const unsaid = (value: number | null, why: string): EstimateResult => ({ value, ci95: null, why });

export const yearly = (of: EstimateResult, inputs: YearlyResult["inputs"] = null): YearlyResult => ({
  ...of,
  inputs,
  whyNoInputs: inputs === null ? ALL_GIVEN : null,
});

export const measure = (mean: number, p50: number, p99: number, n = 500): MeasureResult => ({
  n,
  nNull: 0,
  mean: known(mean),
  p50: known(p50),
  p90: known(p99),
  p95: known(p99),
  p99: known(p99),
  observedMax: p99,
  worst: null,
});

export function kind(more: Partial<KindSummary> = {}): KindSummary {
  const nothing = Object.fromEntries(MEASURES.map((name) => [name, measure(0, 0, 0)]));
  return { ...(nothing as unknown as KindSummary), ...more };
}

export const cause = (events: number, loss: number | null, downtime: number | null): CauseFigures => ({
  eventsPerYear: yearly(known(events)),
  lossEventsPerYear: yearly(known(loss === null ? 0 : 0.01)),
  lostPerYear: yearly(known((loss ?? 0) * 100)),
  downtimePerYear: yearly(known((downtime ?? 0) * 2000)),
  shareOfLoss: loss,
  shareOfDowntime: downtime,
});

const once = (lost: number, rpo: number): LossOnceIn => ({ lost: known(lost), rpo: known(rpo) });

/** Ninety-nine of a hundred lost sites lose a quarter of an hour; one loses three days. */
export const SPLIT: RpoSplit = {
  healthy: {
    probability: known(0.99, 0.97, 0.999),
    n: 495,
    mean: known(15 * MINUTE),
    p50: known(15 * MINUTE),
    p95: known(28 * MINUTE),
    p99: known(30 * MINUTE),
  },
  broken: {
    probability: known(0.01, 0.001, 0.03),
    n: 5,
    mean: known(3 * DAY),
    p50: known(2 * DAY),
    p95: unsaid(5 * DAY, "an interval for this quantile needs 59 values, not 5"),
    p99: unsaid(5 * DAY, "an interval for this quantile needs 299 values, not 5"),
  },
};

export function cell(more: Partial<SweepCell> = {}): SweepCell {
  return {
    cell: 0,
    settings: {},
    replications: 1000,
    fingerprint: "0123456789abcdef",
    work: { events: 1, ticks: 1 },
    messages: {
      offered: 100,
      accepted: 90,
      refused: 10,
      kept: 50,
      lost: 40,
      salvageable: 0,
      seenButLost: null,
    },
    costs: null,
    strikesPerYear: yearly(known(31.9)),
    incidentsPerYear: yearly(known(30.04)),
    failbacksPerYear: yearly(known(0.02)),
    lossEventsPerYear: yearly(known(0.0125, 0.0117, 0.0133)),
    lostPerYear: yearly(known(123.4)),
    refusedPerYear: yearly(known(12_345.6)),
    lostPerMillion: known(0.163),
    downtimePerYear: yearly(known(35 * MINUTE)),
    userMinutesDownPerYear: yearly(known(2_800_000)),
    exposurePerYear: yearly(known(4.5 * DAY)),
    availability: known(0.999933, 0.99992, 0.99994),
    nines: 4.17,
    pLossInYear: yearly(known(0.0124)),
    pTargetMissedInYear: yearly(known(0.03)),
    lossOnceIn: { "10": once(0, 0), "50": once(0, 0), "100": once(8000, 9 * MINUTE) },
    byCause: {
      "server-crash": cause(16, 0, 0.41),
      "site-loss": cause(0.54, 0.93, 0.22),
      "principal-crash": cause(1, 0.07, 0.37),
    },
    summary: {
      "site-loss": kind({
        rpo: measure(57.9 * MINUTE, 15 * MINUTE, 3 * DAY),
        rto: measure(70 * MINUTE, 65 * MINUTE, 120 * MINUTE),
      }),
      "server-crash": kind({ rpo: measure(0, 0, 0, 16_000) }),
    },
    rpoSplit: { "site-loss": SPLIT },
    sampling: null,
    ...more,
  };
}

export function sweep(more: Partial<SweepResult> = {}, cells: readonly SweepCell[] = [cell()]): SweepResult {
  const { cell: _, settings: __, work: ___, ...first } = cells[0] ?? cell();
  return {
    ...first,
    schema: "stretchpool/sweep@1",
    stretchpool: "0.1.0",
    scenario: "A pool for ten years",
    layout: "high-bandwidth",
    seed: 1,
    replications: 1000,
    partial: null,
    fingerprint: "0123456789abcdef",
    replay: "stretchpool sweep pool.yaml --seed 1 --replications 1000",
    method: "plain",
    horizon: 3650 * DAY,
    years: 10,
    notes: [],
    until: [],
    varied: [],
    clocks: [{ name: "site-1/site-loss", what: "site-loss", perYear: 0.02, fromEvidence: false }],
    cells,
    ...more,
  };
}
