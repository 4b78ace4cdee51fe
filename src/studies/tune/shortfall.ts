/** By how much a schedule that was played misses its targets: which of those that all miss comes nearest. */
import type { EstimateResult } from "../../results/index.js";
import { type Micros, printCount, printDuration, printShare } from "../../units/index.js";
import { isRefuted } from "./confirm.js";
import type { Goal } from "./goals.js";
import { isPlayed } from "./goals.js";
import type { CandidatePlay } from "./play-candidate.js";

/** Which targets none of those that were played met, and how near they came; in sentences. */
export function missedByAll(judged: readonly CandidatePlay[], goals: readonly Goal[]): string[] {
  if (judged.length === 0) return [];
  return goals
    .filter((goal) => judged.every((play) => !fulfils(play, goal)))
    .map((goal) => missedText(judged, goal));
}

function missedText(judged: readonly CandidatePlay[], goal: Goal): string {
  const nearest = nearestOf(judged, [goal]);
  const [whose, which] =
    judged.length === 1
      ? ["The schedule that was played does not meet", "it"]
      : [`None of the ${judged.length} schedules that were played meets`, "the nearest"];
  const verdict = nearest.verdict(goal);
  if (verdict.verdict !== "undecided")
    return `${whose} ${goal.text}: ${which} comes to ${figureText(nearest, goal)}.`;
  const more =
    verdict.replications === null
      ? ""
      : `; about ${printCount(verdict.replications)} replications would decide`;
  return `Whether ${which} meets ${goal.text} is undecided: it comes to ${figureText(nearest, goal)} (${verdict.why}${more}).`;
}

export const fulfils = (play: CandidatePlay, goal: Goal): boolean =>
  isPlayed(goal) ? play.verdict(goal).verdict === "met" : !isRefuted(play, goal);

/** The first of those that miss by least. */
export const nearestOf = (judged: readonly CandidatePlay[], goals: readonly Goal[]): CandidatePlay =>
  judged.reduce((best, play) => (excessOf(play, goals) < excessOf(best, goals) ? play : best));

/** As a part of the bound, of the goal that is missed by most; 0: none is missed, as far as the values go. */
const excessOf = (play: CandidatePlay, goals: readonly Goal[]): number =>
  Math.max(0, ...goals.map((goal) => excess(play, goal)));

function excess(play: CandidatePlay, goal: Goal): number {
  const { value } = figureOf(play, goal);
  const bound = boundOf(goal);
  if (goal.asked.comparison.startsWith(">")) return value === null ? 0 : part(bound, value);
  return value === null ? Number.POSITIVE_INFINITY : part(value, bound);
}

/** A bound of nothing is missed without measure. */
const part = (more: number, less: number): number =>
  more <= less ? 0 : less === 0 ? Number.MAX_VALUE : more / less - 1;

/** By the schedule alone where that decides, else as it was played. */
function figureOf(play: CandidatePlay, goal: Goal): EstimateResult {
  if (goal.by !== "schedule") return play.figure(goal);
  const value = play.candidate.figures?.[goal.target.statistic] ?? null;
  return { value, ci95: null, why: "by the schedule alone" };
}

const boundOf = ({ asked }: Goal): number =>
  asked.dimension === "duration" ? asked.bound / 1e6 : asked.bound;

/** "1.4 h (1.3 h to 1.6 h)" */
function figureText(play: CandidatePlay, goal: Goal): string {
  const { value, ci95 } = figureOf(play, goal);
  const spoken = (one: number | null) => (one === null ? "beyond the horizon" : printed(one, goal));
  return ci95 === null ? spoken(value) : `${spoken(value)} (${spoken(ci95[0])} to ${spoken(ci95[1])})`;
}

function printed(value: number, { asked }: Goal): string {
  switch (asked.dimension) {
    case "duration":
      return printDuration(Math.round(value * 1e6) as Micros);
    case "share":
      return printShare(value);
    case "count":
      return `${printCount(value)} messages`;
    case "events":
      return `${Number(value.toPrecision(3))} a year`;
  }
}
