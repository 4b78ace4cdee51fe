/** What the replications of a run cost, one by one: means of whole parts of the currency. */
import type { RunCosts } from "../../results/index.js";
import type { Scenario } from "../../spec/index.js";
import { bareEstimate, meanEstimate, Tally } from "../../statistics/index.js";
import type { Life } from "../run/life.js";
import { figure } from "../sweep/cell-figures.js";
import { lifeCost, moneyScale } from "./life-costs.js";
import { currencyOf } from "./prices.js";
import { countsLosses, NO_PRICES } from "./yearly-costs.js";

export class CostTally {
  readonly #scenario: Scenario;
  readonly #scale: number;
  readonly #lives = new Tally();

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    this.#scale = moneyScale([scenario]);
  }

  add(life: Life): void {
    this.#lives.add(lifeCost(life, this.#scenario, this.#scale));
  }

  /** null: the scenario counts no money. */
  get result(): RunCosts | null {
    const currency = currencyOf(this.#scenario);
    if (currency === null) return null;
    const loss = countsLosses(this.#scenario) ? meanEstimate(this.#lives) : bareEstimate(null, NO_PRICES);
    return { currency, lossPerReplication: figure(loss, this.#scale) };
  }
}
