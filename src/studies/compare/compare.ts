/**
 * The study behind `compare`: hands out replications that all options play under the same fate, takes back what they came
 * to, looks whether it is enough, says how the options differ. Pure: what comes back may have been played anywhere and in
 * any order.
 */
import { FingerprintOfRuns } from "../../engine/index.js";
import {
  type BreakEven,
  COMPARE_SCHEMA,
  type CompareResult,
  type OptionResult,
} from "../../results/index.js";
import type { Scenario } from "../../spec/index.js";
import { toSeconds, YEAR } from "../../units/index.js";
import { tidy } from "../run/incident-result.js";
import { inTasks, Looking, type StudyProgress } from "../sweep/looking.js";
import { untilResult } from "../sweep/precision.js";
import { Decision } from "./best.js";
import { breakEven, pricePerYear } from "./costs.js";
import { type Dealer, dealersOf } from "./dealing.js";
import type { Pair } from "./differences.js";
import { kindMeasures, lifeMeasures } from "./measures.js";
import { notesOfAll } from "./notes.js";
import { optionFigures } from "./option-result.js";
import { OptionTally } from "./option-tally.js";
import { Pairs } from "./pairs.js";
import { pairFrames, scaleOf } from "./player.js";
import { refusalOf } from "./refusal.js";
import { kindsSeen, kindsToJudge, placesToTell } from "./seen.js";
import { standingsOf } from "./standing.js";
import type { CompareBatch, ComparePlan, CompareTask } from "./task.js";
import { differencesOf, type Facing, type Told } from "./told.js";
import { intervalsOf, lookAtDifferences } from "./until.js";

export interface CompareInProgress {
  /** Why it is too much to begin with; null: it is not. */
  readonly refusal: string | null;
  /** What is to be played before anybody looks again; null: nothing is left to play. */
  next(): readonly CompareTask[] | null;
  absorb(batch: CompareBatch): void;
  progress(): StudyProgress;
  finish(interrupted: boolean): CompareResult;
}

/** Two options at least. */
export function startCompare(plan: ComparePlan): CompareInProgress {
  if (plan.options.length < 2) throw new RangeError(`a comparison of ${plan.options.length} options`);
  return new Compare(plan);
}

class Compare implements CompareInProgress {
  readonly refusal: string | null;
  readonly #plan: ComparePlan;
  readonly #dealers: readonly Dealer[];
  readonly #tallies: readonly OptionTally[];
  readonly #pairs: readonly Pairs[];
  readonly #decision: Decision;
  readonly #looking: Looking;
  #dealt = 0;
  #done = 0;

  constructor(plan: ComparePlan) {
    this.#plan = plan;
    this.#dealers = dealersOf(plan);
    this.#tallies = plan.options.map(({ scenario }) => new OptionTally(scenario));
    this.#pairs = pairFrames(plan, this.#dealers).map((frame) => new Pairs(frame));
    this.#decision = new Decision(plan);
    this.#looking = new Looking(plan);
    this.refusal = refusalOf(plan, this.#dealers);
  }

  next(): readonly CompareTask[] | null {
    const looking = this.#looking;
    const lookAt = (look: number) => lookAtDifferences(this.#plan, this.#paired(), look);
    if (this.#dealt >= looking.upTo && !looking.goOn(lookAt)) return null;
    const from = this.#dealt;
    this.#dealt = looking.upTo;
    return inTasks(from, looking.upTo - from, this.#plan.taskSize);
  }

  absorb({ task, tally }: CompareBatch): void {
    tally.options.forEach((record, index) => {
      this.#tallies[index]!.absorb(record);
    });
    tally.pairs.forEach((record, index) => {
      this.#pairs[index]!.absorb(record);
    });
    this.#decision.absorb(task, tally.values);
    this.#done += task.count;
  }

  progress(): StudyProgress {
    return this.#looking.progress(this.#done, 1);
  }

  #paired(): Pair[] {
    const { options } = this.#plan;
    const [first] = options;
    return this.#pairs.map((pairs, index): Pair => {
      const other = options[index + 1]!;
      return {
        a: this.#tallies[0]!,
        b: this.#tallies[index + 1]!,
        pairs,
        lives: this.#done,
        names: [first!.name, other.name],
        horizon: first!.scenario.horizon,
        prices: [pricePerYear(first!.scenario), pricePerYear(other.scenario)],
      };
    });
  }

  finish(interrupted: boolean): CompareResult {
    const { seed, replay, version, fate, sameInstant, differing, replications } = this.#plan;
    const { scenario } = this.#plan.options[0]!;
    const pairs = this.#paired();
    const places = placesToTell(this.#tallies);
    const judged = kindsToJudge(this.#tallies, places);
    const told = this.#told(pairs, places, judged);
    const options = this.#options(pairs, told, places, judged);
    const fingerprint = new FingerprintOfRuns();
    for (const option of options) fingerprint.merge(FingerprintOfRuns.parse(option.fingerprint));
    const { best, why } = this.#decision.decide(this.#done, judged);
    const intervals = intervalsOf(this.#plan);
    return {
      schema: COMPARE_SCHEMA,
      stretchpool: version,
      scenario: scenario.name,
      layout: scenario.layout.name,
      seed,
      replications: this.#done,
      partial: interrupted ? { planned: replications } : null,
      fingerprint: fingerprint.toString(),
      replay,
      fate,
      sameInstant,
      horizon: toSeconds(scenario.horizon),
      years: tidy(scenario.horizon / YEAR),
      notes: [...notesOfAll(this.#plan), ...(why === null ? [] : [why])],
      until: this.#looking.looked.map((one) => untilResult(one, this.#looking.look, intervals)),
      differing,
      options,
      judged: told.judged,
      differences: options[1]!.differences!,
      best,
    };
  }

  /** `places` are told for themselves, `kinds` are judged. */
  #options(
    pairs: readonly Pair[],
    { differences }: Told,
    places: readonly string[],
    kinds: readonly string[],
  ): OptionResult[] {
    const { options } = this.#plan;
    const scale = scaleOf(this.#plan);
    const frames = options.map(({ scenario }, index) => ({
      scenario,
      hasEvidence: this.#dealers[index]!.hasEvidence,
    }));
    const standings = standingsOf(
      this.#plan,
      options.map(({ scenario }, index) => ({
        scenario,
        tally: this.#tallies[index]!,
        frame: frames[index]!,
      })),
      kinds,
    );
    return options.map((option, index): OptionResult => {
      const pair = index === 0 ? null : pairs[index - 1]!;
      return {
        ...optionFigures(option, this.#tallies[index]!, frames[index]!, this.#plan, places),
        targets: standings[index]!,
        differences: pair === null ? null : differences[index - 1]!,
        breakEven: pair === null ? null : this.#breakEven(pair, option.scenario, scale),
      };
    });
  }

  #told(pairs: readonly Pair[], places: readonly string[], kinds: readonly string[]): Told {
    const { fate, options } = this.#plan;
    const ofLives = lifeMeasures(
      fate,
      options.map(({ scenario }) => scenario),
    );
    const facing = pairs.map((pair): Facing => {
      const seen = kindsSeen([pair.a, pair.b], places);
      return { pair, measures: [...ofLives, ...seen.flatMap(kindMeasures)] };
    });
    return differencesOf(facing, kinds);
  }

  /** Of random years only: others cost nothing a year. */
  #breakEven({ pairs, lives }: Pair, b: Scenario, scale: number): BreakEven | null {
    const { fate, options } = this.#plan;
    if (fate === "scripted") return null;
    return breakEven({
      pairs: pairs.sum("cost"),
      paidBack: pairs.paidBack,
      replications: lives,
      a: options[0]!.scenario,
      b,
      hasEvidence: this.#dealers.some(({ hasEvidence }) => hasEvidence),
      scale,
    });
  }
}
