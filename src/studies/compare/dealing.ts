/**
 * How each option of a comparison is dealt its fate: the same chance for all, keyed by what strikes and never by who
 * plays it. It must never know what a strike does.
 */
import { Streams } from "../../engine/index.js";
import { drawFate, type FatePlan, inputsOf, planFates, scriptedFate } from "../../fate/index.js";
import type { Fate } from "../../spec/index.js";
import { periodOf } from "../sweep/cell-plan.js";
import type { CompareSetup } from "./task.js";

export interface Dealer {
  readonly fates: FatePlan;
  /** Some rate of random years is known only from evidence. */
  readonly hasEvidence: boolean;
  deal(streams: Streams, replication: number): Fate;
}

/** In the order of the options. */
export function dealersOf({ options, fate, sameInstant }: CompareSetup): Dealer[] {
  const first = periodOf(options[0]!.scenario);
  return options.map(({ scenario }) => {
    const period = sameInstant ? first : periodOf(scenario);
    const fates = planFates(scenario, period);
    const scripted = [...scenario.failures, ...scenario.operations];
    return fate === "scripted"
      ? { fates, hasEvidence: false, deal: (streams) => scriptedFate(scripted, period, streams) }
      : {
          fates,
          hasEvidence: fates.hasEvidence,
          deal: (streams, replication) => drawFate(fates, streams, inputsOf(fates, replication)),
        };
  });
}

/** The fate that an option meets in a replication: what a trace of it would list. */
export function dealtTo(setup: CompareSetup, option: number, replication: number): Fate {
  return dealersOf(setup)[option]!.deal(new Streams(setup.seed, replication), replication);
}
