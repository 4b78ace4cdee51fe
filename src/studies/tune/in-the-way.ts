/**
 * Where nothing meets all targets: whether it is the file's own that stand in the way of those that were asked for. Who asks
 * for more on the command line may have forgotten them.
 */
import { printCount } from "../../units/index.js";
import { type Goal, scheduleTargets } from "./goals.js";
import type { CandidatePlay } from "./play-candidate.js";
import type { Candidate, Found } from "./search.js";
import { fulfils } from "./shortfall.js";
import { meets } from "./targets.js";

/** In sentences; none where the file has no targets, nothing else was asked for, or that cannot be met either. */
export function ownTargetsInTheWay(
  { preferred, meeting }: Found,
  judged: readonly CandidatePlay[],
  goals: readonly Goal[],
): string[] {
  const own = goals.filter(({ from }) => from === "scenario");
  const asked = goals.filter(({ from }) => from === "option");
  if (own.length === 0 || asked.length === 0) return [];
  return meeting.length === 0 ? byArithmetic(preferred, own, asked) : byPlay(judged, own, asked);
}

function byArithmetic(
  preferred: readonly Candidate[],
  own: readonly Goal[],
  asked: readonly Goal[],
): string[] {
  const targets = scheduleTargets(asked);
  const doing = preferred.filter((candidate) => does(candidate, asked));
  const [first] = doing;
  if (first === undefined) return [];
  const missed = own.filter((goal) => !does(first, [goal]));
  if (targets.length === 0)
    return [sentence(missed, "what --target asks for takes play, and no schedule comes so far")];
  const how = targets.length === asked.length ? "" : ", as far as the schedule alone decides";
  return [sentence(missed, `${many(doing.length)} what --target asks for${how}`)];
}

const does = ({ figures }: Candidate, goals: readonly Goal[]): boolean =>
  figures !== null && meets(figures, scheduleTargets(goals));

function byPlay(judged: readonly CandidatePlay[], own: readonly Goal[], asked: readonly Goal[]): string[] {
  const doing = judged.filter((play) => asked.every((goal) => fulfils(play, goal)));
  const [first] = doing;
  if (first === undefined) return [];
  const missed = own.filter((goal) => !fulfils(first, goal));
  return [sentence(missed, `${many(doing.length)} what --target asks for, as played`)];
}

const many = (count: number): string =>
  count === 1 ? "1 schedule meets" : `${printCount(count)} schedules meet`;

function sentence(missed: readonly Goal[], why: string): string {
  const texts = missed.map(({ text }) => text).join(" and ");
  const fields = new Set(missed.map(({ asked }) => `--set 'targets.${asked.measure}=…'`));
  const are = missed.length === 1 ? "a target of the file, is" : "targets of the file, are";
  return `${texts}, ${are} in the way: ${why}. ${[...fields].join(" or ")} changes that.`;
}
