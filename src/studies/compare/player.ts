/** Plays tasks of a comparison, here or on a worker: it never knows which, nor what else is played. */
import { Streams } from "../../engine/index.js";
import { INPUT_DRAWS } from "../../fate/index.js";
import type { CompareRow } from "../../results/index.js";
import { type LifePlan, planLives, playFate } from "../run/life.js";
import { lifeLine, replicationRow } from "../sweep/life-line.js";
import { type ComparedLife, comparedLife } from "./compared-life.js";
import { moneyScale, payback } from "./costs.js";
import { type Dealer, dealersOf } from "./dealing.js";
import { OptionTally } from "./option-tally.js";
import { type PairFrame, Pairs } from "./pairs.js";
import type { CompareBatch, ComparedOption, CompareSetup, CompareTask } from "./task.js";
import { Values } from "./values.js";

interface OptionPlan {
  readonly lives: LifePlan;
  readonly dealer: Dealer;
  /** How finely money is counted. */
  readonly scale: number;
}

/** Plans the options when the first task comes. A task that throws leaves nothing behind. */
export function comparePlayer(setup: CompareSetup): (task: CompareTask) => CompareBatch {
  let plans: readonly OptionPlan[] | null = null;
  return (task) => {
    plans ??= planOptions(setup);
    return playTask(setup, plans, task);
  };
}

function planOptions(setup: CompareSetup): OptionPlan[] {
  const dealers = dealersOf(setup);
  const scale = scaleOf(setup);
  return setup.options.map(({ scenario }, index) => ({
    lives: planLives(scenario),
    dealer: dealers[index]!,
    scale,
  }));
}

/** How finely money is counted. */
export const scaleOf = ({ options }: CompareSetup): number =>
  moneyScale(options.map(({ scenario }) => scenario));

/** How each option but the first is paired with it. */
export function pairFrames(setup: CompareSetup, dealers: readonly Dealer[]): PairFrame[] {
  const [first, ...others] = setup.options as [ComparedOption, ...ComparedOption[]];
  const draws = dealers.some(({ hasEvidence }) => hasEvidence) ? INPUT_DRAWS : 1;
  const scale = scaleOf(setup);
  return others.map(({ scenario }) => ({
    draws,
    extra: payback(first.scenario, scenario, scale)?.extra ?? null,
  }));
}

function playTask(setup: CompareSetup, plans: readonly OptionPlan[], task: CompareTask): CompareBatch {
  const { options, rows } = setup;
  const tallies = options.map(({ scenario }) => new OptionTally(scenario));
  const dealers = plans.map(({ dealer }) => dealer);
  const pairs = pairFrames(setup, dealers).map((frame) => new Pairs(frame));
  const values = new Values(setup, task);
  const told: CompareRow[] = [];
  for (let replication = task.from; replication < task.from + task.count; replication++) {
    const lives = plans.map((plan) => playOne(setup, plan, replication));
    lives.forEach((life, index) => {
      tallies[index]!.add(life);
      if (index > 0) pairs[index - 1]!.add(lives[0]!, life);
      if (rows) told.push(rowOf(options[index]!.name, life));
    });
    values.add(lives);
  }
  return {
    task,
    tally: {
      options: tallies.map((tally) => tally.toRecord()),
      pairs: pairs.map((pair) => pair.toRecord()),
      values: values.toRecord(),
    },
    rows: told,
  };
}

function playOne(
  setup: CompareSetup,
  { lives, dealer, scale }: OptionPlan,
  replication: number,
): ComparedLife {
  const streams = new Streams(setup.seed, replication);
  const fate = dealer.deal(streams, replication);
  const { life } = playFate(lives, { streams, replication, fate, pace: "quick", chronicle: null });
  return comparedLife(lifeLine(life, lives.scenario), lives.scenario, setup.fate, scale);
}

function rowOf(option: string, { line }: ComparedLife): CompareRow {
  const { cell: _cell, ...row } = replicationRow(0, line);
  return { option, ...row };
}
