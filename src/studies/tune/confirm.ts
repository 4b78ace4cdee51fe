/**
 * From the schedules that should do, by arithmetic, to the one that does, by play: in the order of preference, at the same
 * chance for all. Whether a schedule will do hangs on itself and the targets alone, never on what else there is, so that
 * a tighter target never leads to a cheaper one.
 */
import { KimNelson, MISS } from "../../statistics/index.js";
import { type Goal, isPlayed } from "./goals.js";
import { CandidatePlay } from "./play-candidate.js";
import type { Candidate, CostOf, Found } from "./search.js";
import type { TunePlan } from "./task.js";

/** So many lives are played between two pauses: about a tenth of a second. */
const SLICE = 16;
/** Of equal cost, so many that differ in what they lose are held against each other. */
const CONTENDERS = 4;
/**
 * Two schedules of one interval lose the same at most instants, and a whole interval more or less at a few of them: fewer
 * replications than these may show none of those, and would say that nothing varies.
 */
const FIRST_STAGE = 100;
/** After so many replications a schedule that is far from its targets is played no further. */
const EARLY_LOOK = 150;
/** What nobody should mistake for chance: one case in a thousand. */
export const BEYOND_CHANCE = 0.001;
/** Nobody waits for more; that no schedule was found by then is said. */
const MOST_JUDGED = 40;

/** What is being done, for whoever waits. */
export interface Confirming {
  readonly schedules: number;
  readonly replications: number;
}

export interface Confirmed {
  /** null: none of those that were judged meets all targets. */
  readonly chosen: Candidate | null;
  /** All that were judged, in their order, with what was seen. */
  readonly judged: readonly CandidatePlay[];
  /** How many schedules were played, also those that were only held against others. */
  readonly played: number;
  /** There were more that could have been judged. */
  readonly gaveUp: boolean;
}

export function* confirm(
  plan: TunePlan,
  found: Found,
  costOf: CostOf,
): Generator<Confirming, Confirmed, void> {
  const plays = new Map<Candidate, CandidatePlay>();
  const playOf = (candidate: Candidate): CandidatePlay => {
    const known = plays.get(candidate) ?? new CandidatePlay(candidate, plan, 0);
    plays.set(candidate, known);
    return known;
  };
  const judged: CandidatePlay[] = [];
  const end = (chosen: Candidate | null, gaveUp: boolean): Confirmed => ({
    chosen,
    judged,
    played: plays.size,
    gaveUp,
  });
  for (const group of ofEqualCost(toBeJudged(plan, found, costOf), costOf)) {
    let left = group;
    while (left.length > 0) {
      if (judged.length >= MOST_JUDGED) return end(null, true);
      const next = yield* preferredOf(left, plan, playOf, () => judged.length);
      const play = playOf(next);
      judged.push(play);
      if (yield* meets(play, plan, () => judged.length)) return end(next, false);
      left = left.filter((candidate) => candidate !== next);
    }
  }
  return end(null, false);
}

/**
 * Where the schedule decides everything, all that meet the targets, in their order. Where play decides something, those
 * of them that stand for many of their like: which do is settled before anybody asks for a target.
 */
function toBeJudged(
  { goals }: TunePlan,
  { preferred, meeting }: Found,
  costOf: CostOf,
): readonly Candidate[] {
  if (!goals.some(isPlayed)) return meeting;
  const standing = representatives(preferred, costOf);
  return meeting.filter((candidate) => standing.has(candidate));
}

/** Of the same cost and the same restores: the first in order, the best in one case of a hundred, the best at worst. */
function representatives(preferred: readonly Candidate[], costOf: CostOf): ReadonlySet<Candidate> {
  const likes = new Map<string, Candidate[]>();
  for (const candidate of preferred) {
    const { settings, cost } = candidate;
    const fixed = [...settings].filter(([path]) => !SHIFTING.includes(path));
    const like = JSON.stringify([costOf(cost), fixed]);
    likes.set(like, [...(likes.get(like) ?? []), candidate]);
  }
  const standing = new Set<Candidate>();
  for (const alike of likes.values()) {
    standing.add(alike[0]!);
    for (const name of ["p99", "worst"] as const) {
      const least = alike.reduce((best, one) => (one.figures![name] < best.figures![name] ? one : best));
      standing.add(least);
    }
  }
  return standing;
}

/** What decides how old the newest safe copy is, and hardly anything else. */
const SHIFTING = [
  "logShipping.backup.offset",
  "logShipping.copy.every",
  "logShipping.copy.offset",
  "logShipping.copy.after",
];

function* ofEqualCost(candidates: readonly Candidate[], costOf: CostOf): Iterable<readonly Candidate[]> {
  let group: Candidate[] = [];
  for (const candidate of candidates) {
    const before = group[0];
    if (before !== undefined && !isAsDear(before, candidate, costOf)) {
      yield group;
      group = [];
    }
    group.push(candidate);
  }
  if (group.length > 0) yield group;
}

/** Also in job runs, where something else is to be as little as possible. */
const isAsDear = (one: Candidate, other: Candidate, costOf: CostOf): boolean =>
  costOf(one.cost) === costOf(other.cost) && one.cost.runsPerDay === other.cost.runsPerDay;

/**
 * The first in order, unless play shows that another of the same cost loses less by more than the indifference: the first
 * has a start of half of it, and Kim and Nelson's procedure tells apart what differs by the other half.
 */
function* preferredOf(
  group: readonly Candidate[],
  { indifference, replications }: TunePlan,
  playOf: (candidate: Candidate) => CandidatePlay,
  judged: () => number,
): Generator<Confirming, Candidate, void> {
  const [first] = group as readonly [Candidate, ...Candidate[]];
  const contenders = differing(group).slice(0, CONTENDERS);
  const plays = contenders.map(playOf);
  if (contenders.length < 2 || replications < FIRST_STAGE || plays.some(({ isPlayable }) => !isPlayable))
    return first;
  const half = indifference / 2;
  const race = new KimNelson(contenders.length, {
    firstStage: FIRST_STAGE,
    miss: MISS,
    indifference: half,
    better: "less",
  });
  for (let replication = 0; replication < replications && race.survivors.length > 1; replication++) {
    const { survivors } = race;
    // Those that are out are played no further; what stands for them changes nothing.
    race.add(
      plays.map((play, index) =>
        survivors.includes(index) ? play.rpo(replication) - (index === 0 ? half : 0) : 0,
      ),
    );
    if (replication % SLICE === SLICE - 1) yield { schedules: judged() + 1, replications: replication + 1 };
  }
  return contenders[race.survivors[0]!]!;
}

/** Without those that lose the same to the last digit, as schedules that differ in their restores do. */
function differing(group: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return group.filter(({ figures }) => {
    const key = JSON.stringify(figures);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function* meets(
  play: CandidatePlay,
  { goals, replications }: TunePlan,
  judged: () => number,
): Generator<Confirming, boolean, void> {
  if (!play.isPlayable) return !goals.some(isPlayed);
  while (play.played < replications) {
    play.playNext();
    if (play.played % SLICE === 0) yield { schedules: judged(), replications: play.played };
    if (play.played === EARLY_LOOK && goals.some((goal) => isRefuted(play, goal))) return false;
  }
  return goals.every((goal) =>
    isPlayed(goal) ? play.verdict(goal).verdict === "met" : !isRefuted(play, goal),
  );
}

/** So far from the target that chance is no excuse. */
export const isRefuted = (play: CandidatePlay, goal: Goal): boolean =>
  goal.by !== "years" && play.verdict(goal, BEYOND_CHANCE).verdict === "missed";
