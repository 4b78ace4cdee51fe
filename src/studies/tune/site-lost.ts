/**
 * The loss of the primary's site at any moment, played under one schedule: what it costs, replication by replication, so
 * that two schedules can be held against each other at the same chance. It must never know which schedule is wanted.
 */
import { Streams } from "../../engine/index.js";
import type { EstimateResult, Measure } from "../../results/index.js";
import type { Statistic } from "../../scenario/index.js";
import { commonPeriod, loadOf } from "../../shipping/index.js";
import type { Failure, Scenario } from "../../spec/index.js";
import {
  bareEstimate,
  type Estimate,
  meanEstimate,
  quantileEstimate,
  Sample,
  Tally,
} from "../../statistics/index.js";
import { DAY, type Micros } from "../../units/index.js";
import { tidy } from "../run/incident-result.js";
import { fateOfLife, type LifePlan, planLives, playFate } from "../run/life.js";
import { WHOLE } from "../run/whole.js";
import { AT, lifeLine } from "../sweep/life-line.js";

/** What it costs, in the order of MEASURES, in whole units. */
type LossValues = readonly (number | null)[];

/** From the strike until the last of what follows from it: people decide within days. */
const AFTERMATH = (7 * DAY) as Micros;

type SiteLoss = Extract<Failure, { what: "site-loss" }>;

/**
 * The scenario with nothing but the loss of its primary's site, at any moment of the schedule. How long the site is gone
 * is what the scenario says of such a loss; where it scripts none, it never comes back. null: no moment can be drawn.
 */
export function siteLost(scenario: Scenario): Scenario | null {
  const period = commonPeriod(scenario.logShipping, loadOf(scenario.workload));
  if (!period.ok) return null;
  const { primarySite } = scenario.topology;
  const own = ownLoss(scenario);
  const from = own?.when.at === "any" ? own.when.from : DAY;
  const failure: SiteLoss = {
    key: own?.key ?? `site-loss/${primarySite}/1`,
    what: "site-loss",
    where: primarySite,
    when: { at: "any", from },
    lasts: own?.lasts ?? { lasts: "forever" },
    disks: own?.disks ?? "destroyed",
  };
  const horizon = Math.max(scenario.horizon, from + period.period + AFTERMATH) as Micros;
  return { ...scenario, horizon, failures: [failure], operations: [] };
}

const ownLoss = ({ failures, topology }: Scenario): SiteLoss | null =>
  (failures.find((one) => one.what === "site-loss" && one.where === topology.primarySite) as
    | SiteLoss
    | undefined) ?? null;

/** What the scenario scripts that is not played here, or that is played otherwise; null: nothing. */
export function leftOut(scenario: Scenario): string | null {
  const own = ownLoss(scenario);
  const others = scenario.failures.length + scenario.operations.length - (own === null ? 0 : 1);
  const moved = own !== null && own.when.at !== "any" ? "at any moment, not when the scenario has it" : null;
  if (others === 0 && moved === null) return null;
  const besides =
    others === 0 ? null : `without the ${others} other ${others === 1 ? "thing" : "things"} that it scripts`;
  return `The loss of ${scenario.topology.primarySite.replace("-", " ")} is played ${[moved, besides].filter((part) => part !== null).join(", ")}.`;
}

/** Lives of one schedule, each played once however often it is asked for. */
export class LossLives {
  readonly #plan: LifePlan;
  readonly #seed: number;
  readonly #played = new Map<number, LossValues>();

  /** `scenario`: as `siteLost` makes it. */
  constructor(scenario: Scenario, seed: number) {
    this.#plan = planLives(scenario);
    this.#seed = seed;
  }

  play(replication: number): LossValues {
    const known = this.#played.get(replication);
    if (known !== undefined) return known;
    const { scenario, period } = this.#plan;
    const streams = new Streams(this.#seed, replication);
    const fate = fateOfLife(scenario, period, streams);
    const { life } = playFate(this.#plan, { streams, replication, fate, pace: "quick", chronicle: null });
    const line = lifeLine(life, scenario).lines.find(({ what }) => what === "site-loss");
    if (line === undefined) throw new Error("a lost site opened no incident");
    this.#played.set(replication, line.values);
    return line.values;
  }

  /** The seconds that are lost, as whole µs; what never ends within the horizon counts as all of it. */
  rpo(replication: number): number {
    return this.play(replication)[AT.rpo] ?? this.#plan.scenario.horizon;
  }
}

/** Distributions of what such losses cost. */
export class LossFigures {
  readonly #columns = new Map<Measure, { readonly tally: Tally; readonly sample: Sample }>();
  #count = 0;

  constructor(measures: readonly Measure[]) {
    for (const measure of measures) this.#columns.set(measure, { tally: new Tally(), sample: new Sample() });
  }

  get count(): number {
    return this.#count;
  }

  add(values: LossValues): void {
    this.#count++;
    for (const [measure, { tally, sample }] of this.#columns) {
      const value = values[AT[measure]] ?? null;
      tally.add(value);
      sample.add(value);
    }
  }

  /** In whole units. */
  estimate(measure: Measure, statistic: Statistic, miss?: number): Estimate {
    const column = this.#columns.get(measure);
    if (column === undefined) throw new RangeError(`${measure} was not counted`);
    const { tally, sample } = column;
    switch (statistic.statistic) {
      case "mean":
        return meanEstimate(tally, miss);
      case "quantile":
        return quantileEstimate(sample, statistic.p, miss);
      case "worst":
      case "observedMax":
        return bareEstimate(tally.nulls > 0 ? null : tally.largest, "the largest that was seen is no bound");
      case "best":
        return bareEstimate(tally.smallest, "the smallest that was seen is no bound");
    }
  }

  /** In the units of results. */
  result(measure: Measure, statistic: Statistic, miss?: number): EstimateResult {
    return resultIn(this.estimate(measure, statistic, miss), WHOLE[measure]);
  }
}

function resultIn({ value, ci95, why }: Estimate, unit: number): EstimateResult {
  const inUnit = (one: number | null) => (one === null ? null : tidy(one / unit));
  return ci95 === null
    ? { value: inUnit(value), ci95: null, why }
    : { value: inUnit(value), ci95: [inUnit(ci95[0]), inUnit(ci95[1])], why: null };
}
