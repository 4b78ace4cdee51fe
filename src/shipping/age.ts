/**
 * The exact law of RPO for a schedule: the age of the newest safe cut, over all instants of one period. Between
 * two files becoming safe the age grows with slope one, so the law is a mixture of uniforms, and its best,
 * mean, quantiles and worst are sums over pieces, without sampling anything.
 */
import { type Micros, modulo } from "../units/index.js";
import type { Pipeline } from "./pipeline.js";
import { type Played, type PlayedFile, playUndisturbed } from "./undisturbed.js";

/** From `from` on (included) to `to` (not included) the age is `age` at `from` and grows with time. */
export interface Piece {
  readonly from: Micros;
  readonly to: Micros;
  readonly age: number;
}

export interface AgeLaw {
  readonly pieces: readonly Piece[];
  readonly period: Micros;
  readonly best: Micros;
  /** A fraction of a microsecond is possible: a mean is not an instant. */
  readonly mean: number;
  /** The least upper bound, approached just before each of `worstInstants`. */
  readonly worst: Micros;
  /** Instants of one period, rising. */
  readonly worstInstants: readonly Micros[];
}

/** The law over [from, to), which must be one period of the schedule. */
export function ageLaw(pieces: readonly Piece[]): AgeLaw {
  const first = pieces[0]!;
  const last = pieces[pieces.length - 1]!;
  const period = (last.to - first.from) as Micros;
  let best = Number.POSITIVE_INFINITY;
  let worst = 0;
  let area = 0;
  for (const { from, to, age } of pieces) {
    const length = to - from;
    best = Math.min(best, age);
    worst = Math.max(worst, age + length);
    area += length * (age + length / 2);
  }
  const worstInstants = pieces.filter(({ from, to, age }) => age + to - from === worst).map(({ to }) => to);
  return { pieces, period, best: best as Micros, mean: area / period, worst: worst as Micros, worstInstants };
}

/** The smallest age that a share p of all instants does not pass. */
export function ageQuantile(law: AgeLaw, p: number): number {
  const slopes: { at: number; change: number }[] = [];
  for (const { from, to, age } of law.pieces) {
    slopes.push({ at: age, change: 1 }, { at: age + (to - from), change: -1 });
  }
  slopes.sort((a, b) => a.at - b.at);
  const target = p * law.period;
  let covered = 0;
  let slope = 0;
  let at = slopes[0]!.at;
  for (const next of slopes) {
    const gained = slope * (next.at - at);
    if (slope > 0 && covered + gained >= target) return at + Math.max(0, target - covered) / slope;
    covered += gained;
    at = next.at;
    slope += next.change;
  }
  return law.worst;
}

/** The share of instants at which the age is smaller than this. */
export function shareYounger(law: AgeLaw, age: number): number {
  let covered = 0;
  for (const piece of law.pieces) {
    covered += Math.min(Math.max(age - piece.age, 0), piece.to - piece.from);
  }
  return covered / law.period;
}

/** The next instant after `at` just before which the worst age is approached. */
export function nextWorstInstant(law: AgeLaw, at: Micros): Micros {
  let next = Number.POSITIVE_INFINITY;
  for (const instant of law.worstInstants) {
    const ahead = modulo(instant - at, law.period);
    next = Math.min(next, at + (ahead === 0 ? law.period : ahead));
  }
  return next as Micros;
}

/** The age of the newest usable cut over [from, to), from the files of an undisturbed pipeline. */
export function agePieces(
  pipeline: Pipeline,
  files: readonly PlayedFile[],
  from: Micros,
  to: Micros,
): Piece[] {
  return pieces(pipeline.begins, safeSteps(pipeline, files), from, to);
}

/** What would be seen at the secondary without applying the files that wait: the age of the restored cut. */
export function stalenessPieces(
  pipeline: Pipeline,
  files: readonly PlayedFile[],
  from: Micros,
  to: Micros,
): Piece[] {
  const steps: Step[] = [];
  for (const file of files) {
    if (file.restoredAt !== null) steps.push({ at: file.restoredAt, cut: file.cut });
  }
  return pieces(pipeline.begins, steps, from, to);
}

interface Step {
  readonly at: Micros;
  readonly cut: Micros;
}

/** When which cut became safe: at site 2 where the share dies with site 1, else as soon as it is on the share. */
function safeSteps(pipeline: Pipeline, files: readonly PlayedFile[]): Step[] {
  const steps: Step[] = [];
  let usable = pipeline.begins;
  for (const file of files) {
    const at = pipeline.share === "primary" ? file.safeAt : file.wholeAt;
    if (at === null || file.from > usable) continue;
    usable = file.cut;
    steps.push({ at, cut: file.cut });
  }
  return steps;
}

function pieces(begins: Micros, steps: readonly Step[], from: Micros, to: Micros): Piece[] {
  const list: Piece[] = [];
  let start = from;
  let cut = begins;
  for (const step of steps) {
    if (step.at >= to) break;
    if (step.at > start) {
      list.push({ from: start, to: step.at, age: start - cut });
      start = step.at;
    }
    cut = step.cut;
  }
  if (to > start) list.push({ from: start, to, age: start - cut });
  return list;
}

/** What an undisturbed schedule does from one instant on until it begins again. */
export interface SteadyState {
  readonly rpo: AgeLaw;
  readonly staleness: AgeLaw;
  readonly longest: { readonly backup: Micros; readonly copy: Micros; readonly restore: Micros };
  /** How much older the newest safe cut is after one more period; 0 where the schedule repeats itself. */
  readonly growth: number;
  readonly files: readonly PlayedFile[];
  /** Some file was too old to be kept before its job came to it: the chain has a hole, and stays broken. */
  readonly isBroken: boolean;
}

/** A pattern that has not come round again after so many periods is taken for one that grows. */
const MOST_PERIODS = 12;
/** Some milliseconds of work. */
const MOST_FILES = 100_000;

/** Over one period, or over as many as the pattern takes: a run that reaches into its next tick may skip every other. */
export function steadyState(pipeline: Pipeline, period: Micros, from: Micros): SteadyState {
  const one = stateOver(pipeline, period, from, play(pipeline, period, from));
  if (one.growth === 0 || one.isBroken) return one;
  const most = Math.min(MOST_PERIODS, Math.floor((MOST_FILES * pipeline.backup.grid.every) / (2 * period)));
  if (most < 2) return one;
  const played = play(pipeline, (most * period) as Micros, from);
  for (let periods = 2; periods <= most; periods++) {
    const several = stateOver(pipeline, (periods * period) as Micros, from, played);
    if (several.growth === 0) return several;
  }
  return one;
}

/** As much again is played, to see whether it is the same: the warm start may be shorter than that. */
const play = (pipeline: Pipeline, span: Micros, from: Micros): Played =>
  playUndisturbed(pipeline, (from + 2 * span) as Micros);

function stateOver(pipeline: Pipeline, span: Micros, from: Micros, { files, longest }: Played): SteadyState {
  const to = (from + span) as Micros;
  const after = (to + span) as Micros;
  const rpo = ageLaw(agePieces(pipeline, files, from, to));
  const next = ageLaw(agePieces(pipeline, files, to, after));
  const staleness = ageLaw(stalenessPieces(pipeline, files, from, to));
  const growth = repeats(rpo, next) ? 0 : next.mean - rpo.mean;
  return { rpo, staleness, longest, files, growth, isBroken: isBroken(pipeline, files, after) };
}

function isBroken({ backup, copy }: Pipeline, files: readonly PlayedFile[], now: Micros): boolean {
  const lastSafe = files.findLastIndex(({ safeAt }) => safeAt !== null);
  return files.some(
    ({ cut, safeAt, restoredAt }, index) =>
      (safeAt === null && (index < lastSafe || now - cut > backup.retention)) ||
      (safeAt !== null && restoredAt === null && now - cut > copy.retention),
  );
}

/** The law of one period alone, for whoever knows already that the schedule is steady. */
export function lawOfPeriod(pipeline: Pipeline, period: Micros, from: Micros): AgeLaw {
  const to = (from + period) as Micros;
  return ageLaw(agePieces(pipeline, playUndisturbed(pipeline, to).files, from, to));
}

/** Compared piece by piece in whole microseconds: two means of equal laws may differ in their last bit. */
function repeats(before: AgeLaw, now: AgeLaw): boolean {
  if (before.pieces.length !== now.pieces.length) return false;
  return now.pieces.every(({ from, to, age }, index) => {
    const earlier = before.pieces[index]!;
    return earlier.from + now.period === from && earlier.to + now.period === to && earlier.age === age;
  });
}
