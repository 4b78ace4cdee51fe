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
import { replicationsAtLook } from "../../statistics/index.js";
import { toSeconds, YEAR } from "../../units/index.js";
import { tidy } from "../run/incident-result.js";
import { type Looked, printLook, untilResult } from "../sweep/precision.js";
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

export interface CompareProgress {
  readonly done: number;
  readonly planned: number;
  /** How near the differences that --until names are; null: nothing was asked, or nobody has looked yet. */
  readonly precision: string | null;
}

export interface CompareInProgress {
  /** Why it is too much to begin with; null: it is not. */
  readonly refusal: string | null;
  /** What is to be played before anybody looks again; null: nothing is left to play. */
  next(): readonly CompareTask[] | null;
  absorb(batch: CompareBatch): void;
  progress(): CompareProgress;
  finish(interrupted: boolean): CompareResult;
}

/** Two options at least. */
export function startCompare(plan: ComparePlan): CompareInProgress {
  if (plan.options.length < 2) throw new RangeError(`a comparison of ${plan.options.length} options`);
  return new Compare(plan);
}

/** Of ten-year lives these take seconds: nobody who interrupts waits longer. */
const LARGEST_TASK = 16;
/** So that two threads, or ten, have about the same to do. */
const TASKS = 24;

class Compare implements CompareInProgress {
  readonly refusal: string | null;
  readonly #plan: ComparePlan;
  readonly #dealers: readonly Dealer[];
  readonly #tallies: readonly OptionTally[];
  readonly #pairs: readonly Pairs[];
  readonly #decision: Decision;
  /** Up to where all are to be played before anybody looks. */
  #upTo = 0;
  #dealt = 0;
  #done = 0;
  #look = 0;
  #looked: readonly Looked[] = [];

  constructor(plan: ComparePlan) {
    this.#plan = plan;
    this.#dealers = dealersOf(plan);
    this.#tallies = plan.options.map(({ scenario }) => new OptionTally(scenario));
    this.#pairs = pairFrames(plan, this.#dealers).map((frame) => new Pairs(frame));
    this.#decision = new Decision(plan);
    this.refusal = refusalOf(plan, this.#dealers);
  }

  next(): readonly CompareTask[] | null {
    if (this.#dealt >= this.#upTo && !this.#goOn()) return null;
    const tasks: CompareTask[] = [];
    const count = this.#upTo - this.#dealt;
    const size = this.#plan.taskSize ?? Math.min(LARGEST_TASK, Math.max(1, Math.ceil(count / TASKS)));
    for (; this.#dealt < this.#upTo; this.#dealt += size) {
      tasks.push({ from: this.#dealt, count: Math.min(size, this.#upTo - this.#dealt) });
    }
    this.#dealt = this.#upTo;
    return tasks;
  }

  /** Chooses up to where to play before anybody looks again; false: nothing is left to play. */
  #goOn(): boolean {
    const { replications, until } = this.#plan;
    if (this.#upTo > 0 && this.#lookAgain()) return false;
    if (this.#upTo >= replications) return false;
    this.#look++;
    this.#upTo = until.length === 0 ? replications : Math.min(replications, replicationsAtLook(this.#look));
    return true;
  }

  /** true: every difference is as precise as it was asked to be. */
  #lookAgain(): boolean {
    if (this.#plan.until.length === 0) return false;
    this.#looked = lookAtDifferences(this.#plan, this.#paired(), this.#look);
    return this.#looked.every(({ reached }) => reached);
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

  progress(): CompareProgress {
    const { replications, until } = this.#plan;
    if (until.length === 0) return { done: this.#done, planned: replications, precision: null };
    const needed = this.#looked.map((one) => one.needed);
    // Nobody knows yet: as many as may be.
    const known = needed.length > 0 && needed.every((one): one is number => one !== null);
    const enough = known ? Math.min(replications, Math.max(...(needed as number[]))) : replications;
    const worst = this.#looked.find(({ reached }) => !reached);
    return {
      done: this.#done,
      planned: Math.max(this.#done, enough),
      precision: worst === undefined ? null : printLook(worst),
    };
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
    const told = this.#told(pairs);
    const options = this.#options(pairs, told);
    const fingerprint = new FingerprintOfRuns();
    for (const option of options) fingerprint.merge(FingerprintOfRuns.parse(option.fingerprint));
    const { best, why } = this.#decision.decide(
      this.#done,
      kindsToJudge(this.#tallies, placesToTell(this.#tallies)),
    );
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
      until: this.#looked.map((one) => untilResult(one, this.#look, intervals)),
      differing,
      options,
      judged: told.judged,
      differences: options[1]!.differences!,
      best,
    };
  }

  #options(pairs: readonly Pair[], { differences }: Told): OptionResult[] {
    const { options } = this.#plan;
    const places = placesToTell(this.#tallies);
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
      kindsToJudge(this.#tallies, places),
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

  #told(pairs: readonly Pair[]): Told {
    const { fate, options } = this.#plan;
    const places = placesToTell(this.#tallies);
    const ofLives = lifeMeasures(
      fate,
      options.map(({ scenario }) => scenario),
    );
    const facing = pairs.map((pair): Facing => {
      const kinds = kindsSeen([pair.a, pair.b], places);
      return { pair, measures: [...ofLives, ...kinds.flatMap(kindMeasures)] };
    });
    return differencesOf(facing, kindsToJudge(this.#tallies, places));
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
