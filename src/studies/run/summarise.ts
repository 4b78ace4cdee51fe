/** From incidents to distributions: every measure of every kind, with intervals where the data carry them. */
import {
  type EstimateResult,
  type IncidentResult,
  type KindSummary,
  MEASURES,
  type Measure,
  type MeasureResult,
} from "../../results/index.js";
import { type Estimate, type Summary, summarise } from "../../statistics/index.js";
import { tidy } from "./incident-result.js";
import { WHOLE } from "./whole.js";

export function figureOf(incident: IncidentResult, measure: Measure): number | null {
  return measure === "lost" || measure === "refused" ? incident.messages[measure] : incident[measure];
}

/** `worstRpo`: the exact least upper bound by kind, where arithmetic gives one. */
export function summariseKinds(
  incidents: readonly IncidentResult[],
  worstRpo: (kind: string) => number | null,
): Record<string, KindSummary> {
  const kinds = [...new Set(incidents.map((incident) => incident.what))].sort();
  return Object.fromEntries(
    kinds.map((kind) => {
      const own = incidents.filter((incident) => incident.what === kind);
      const measures = MEASURES.map((measure) => {
        const values = own.map((incident) => figureOf(incident, measure));
        return [measure, measureOf(values, WHOLE[measure], measure === "rpo" ? worstRpo(kind) : null)];
      });
      return [kind, Object.fromEntries(measures) as KindSummary];
    }),
  );
}

export function measureOf(
  values: readonly (number | null)[],
  unit: number,
  worst: number | null,
): MeasureResult {
  const whole = values.map((value) => (value === null ? null : Math.round(value * unit)));
  return measureResult(summarise(whole), unit, worst);
}

function measureResult(summary: Summary, unit: number, worst: number | null): MeasureResult {
  const figure = (estimate: Estimate): EstimateResult => ({
    value: inUnit(estimate.value, unit),
    ci95: estimate.ci95 && [inUnit(estimate.ci95[0], unit), inUnit(estimate.ci95[1], unit)],
    why: estimate.why,
  });
  return {
    n: summary.n,
    nNull: summary.nNull,
    mean: figure(summary.mean),
    p50: figure(summary.p50),
    p90: figure(summary.p90),
    p95: figure(summary.p95),
    p99: figure(summary.p99),
    observedMax: inUnit(summary.observedMax, unit),
    worst,
  };
}

const inUnit = (value: number | null, unit: number): number | null =>
  value === null ? null : tidy(value / unit);
