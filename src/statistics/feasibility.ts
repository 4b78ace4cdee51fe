/**
 * Which options meet which targets, said of all together with 95 %: each single verdict rests on an interval that misses
 * so seldom that all of them miss no more than 5 % between them (Bonferroni).
 */
import { MISS } from "./confidence.js";
import { type Judged, judge, type Requirement, type Verdict } from "./judge.js";

/** What the interval of each single verdict may miss. */
export function jointMiss(options: number, targets: number): number {
  if (!(options >= 1 && targets >= 1)) {
    throw new RangeError(`verdicts need an option and a target, not ${options} and ${targets}`);
  }
  return MISS / (options * targets);
}

/** One target of one option: the figure is asked for at the level that all together need. */
export interface FeasibilityCase {
  readonly requirement: Requirement;
  readonly judged: (miss: number) => Judged;
}

/** Verdicts by option and target, as the cases are given: each option with all of its targets. */
export function judgeJointly(options: readonly (readonly FeasibilityCase[])[]): Verdict[][] {
  const cases = options.reduce((count, targets) => count + targets.length, 0);
  if (cases === 0) return options.map(() => []);
  const miss = jointMiss(cases, 1);
  return options.map((targets) => targets.map(({ judged, requirement }) => judge(judged(miss), requirement)));
}
