/**
 * Compliance: which events no adapter will ever process, by the grid of its runs and by when its database was up. It must
 * never know how long a run took where that is drawn: then it asks whether some length explains the figure.
 */
import type { ComplianceSetting, IncidentResult, SiteName } from "../results/index.js";
import { seconds } from "../units/index.js";
import { ownerOfStop, stoppedBy } from "./charges.js";
import type { Placed } from "./facts.js";
import { accepted, count, counted, isLostWhereSent, partsOf } from "./ledger.js";
import { tailBefore } from "./procedures.js";
import { nameOf, recordsOf } from "./records.js";
import type { Replay, Rule } from "./replay.js";
import type { Service } from "./services.js";
import { PAIRS, pairOf } from "./sessions.js";
import { downSpansOf, siteStrikes } from "./site-strikes.js";
import { type Span, without } from "./spans.js";
import { type Finding, violated } from "./verdict.js";

/** One pair's services in a row, and what became of the compliance database beside it. */
interface Stay extends Span {
  readonly site: SiteName;
  readonly services: readonly Service[];
  /** `kept`: still there, or left by plan, and processed to the end. */
  readonly fate: "left" | "kept" | "destroyed";
}

/** Where the first pair stands, and where the second. */
const sitesOf = ({ setting }: Replay): Readonly<Record<"first" | "second", SiteName>> =>
  setting.primarySite === "site-1"
    ? { first: "site-1", second: "site-2" }
    : { first: "site-2", second: "site-1" };

function staysOf(replay: Replay): Stay[] {
  const { services, horizon, moves } = replay;
  return [null, ...moves.all].map((move, index) => {
    const next = moves.all[index] ?? null;
    const site = sitesOf(replay)[move?.to ?? "first"];
    const from = move?.at ?? Number.NEGATIVE_INFINITY;
    const to = next?.at ?? horizon;
    const own = services.filter(
      (service) => service.from >= from && (next === null || service.from < next.at),
    );
    const isServing = own.at(-1)?.stopOrder === null;
    const destroyed = siteStrikes(replay, site).some((strike) => strike.destroyed && strike.at >= from);
    // A failover is none of the operation's in whose time it falls: a planned way over takes the tail along.
    const isPlanned = next !== null && (next.to === "first" || tailBefore(replay, next.order) !== null);
    const atTheEnd = isServing || !destroyed ? "kept" : "destroyed";
    const fate = next === null ? atTheEnd : isPlanned ? "kept" : "left";
    return { site, from, to, services: own, fate };
  });
}

/** When the database of a stay was up, in order. */
function upSpans(replay: Replay, { site, from, to, services }: Stay): Span[] {
  if (replay.setting.compliance!.database === "shared")
    return services.map((one) => ({ from: one.from, to: one.to }));
  const sited = siteStrikes(replay, site).map((strike) => ({
    from: strike.at,
    to: strike.destroyed && strike.at >= from ? Number.POSITIVE_INFINITY : strike.heals,
  }));
  // A crash hits the machine of the pair whose turn it is then.
  const hit = (order: number) => sitesOf(replay)[replay.moves.pairBefore(order)];
  const crashes = downSpansOf(replay, "compliance-crash").filter((span) => hit(span.order) === site);
  return without({ from, to }, [...sited, ...crashes]).sort((a, b) => a.from - b.from);
}

/** The starts that the newest completed run may have had; null: the draws of others decide. */
function newestRuns(setting: ComplianceSetting, ups: readonly Span[]): number[] | null {
  const every = seconds(setting.every);
  const [shortest, longest] = [seconds(setting.shortest), seconds(setting.longest)];
  if (longest > every) return shortest === longest ? inARow(every, longest, ups) : null;
  const possible: number[] = [];
  for (const { from, to } of [...ups].reverse()) {
    for (let at = (Math.ceil(to / every) - 1) * every; at >= from; at -= every) {
      if (at + shortest <= to) possible.push(at);
      if (at + longest <= to) return possible;
    }
  }
  return [...possible, Number.NEGATIVE_INFINITY];
}

/** Runs that outlast the interval follow on one another; one of those that have always been going on begins at 0. */
function inARow(every: number, takes: number, ups: readonly Span[]): number[] {
  const stride = Math.ceil(takes / every) * every;
  for (const { from, to } of [...ups].reverse()) {
    const first = from === Number.NEGATIVE_INFINITY ? 0 : Math.ceil(from / every) * every;
    const runs = Math.floor((to - takes - first) / stride);
    if (runs >= 0 || from === Number.NEGATIVE_INFINITY) return [first + runs * stride];
  }
  return [Number.NEGATIVE_INFINITY];
}

interface Loss {
  readonly end: number;
  readonly owner: IncidentResult | undefined;
  /** As many as each start that the newest run may have had would leave; null: that cannot be told. */
  readonly counts: readonly number[] | null;
}

/**
 * Whoever ended acceptance; where a step of an operation had, and then the database that the pool stood on fell, and
 * people failed over instead: the incident of that failure.
 */
function ownerOfLoss(replay: Replay, stop: Placed<"stops">, { to, fate }: Stay): IncidentResult | undefined {
  const { facts, timeline } = replay;
  const isPlanned = fate === "left" && stoppedBy(replay, stop) !== undefined;
  const fallen = facts
    .of("machine")
    .findLast(
      ({ up, at, order, machine }) =>
        !up && order > stop.order && at <= to && PAIRS[pairOf(stop.machine)].includes(machine),
    );
  const struck = timeline.incidents.findLast(
    ({ opened }) => fallen !== undefined && seconds(opened) <= fallen.at,
  );
  return isPlanned && struck !== undefined ? struck : ownerOfStop(replay, stop);
}

function lossesOf(replay: Replay): Loss[] {
  return staysOf(replay).flatMap((stay): Loss[] => {
    const last = stay.services.at(-1);
    const stop = replay.facts.of("stops").find(({ order }) => order === last?.stopOrder);
    if (last === undefined || stop === undefined || stay.fate === "kept") return [];
    const runs = newestRuns(replay.setting.compliance!, upSpans(replay, stay));
    const counts = runs === null ? null : countsOf(replay, stay, runs, last.to);
    return [{ end: last.to, owner: ownerOfLoss(replay, stop, stay), counts }];
  });
}

function countsOf(replay: Replay, stay: Stay, runs: readonly number[], end: number): number[] | null {
  const parts = partsOf(replay);
  const since = runs.map((at) => Math.max(at, stay.from));
  // What was accepted before anything is counted nobody can count.
  if (!isLostWhereSent(replay) || since.some((at) => at < (parts[0]?.from ?? 0))) return null;
  const starts = since.filter((at) => at < end && parts.some(({ from }) => from === at));
  const counts = starts.map((from) => count(parts, accepted, [{ from, to: end }]));
  // A run that began after the end of acceptance has taken everything.
  return since.some((at) => at >= end) ? [...counts, 0] : counts;
}

function* lostAsTheAdapterRan(replay: Replay): Iterable<Finding> {
  if (replay.setting.compliance === null) return;
  const losses = lossesOf(replay);
  for (const record of recordsOf(replay.timeline)) {
    const own = losses.filter(({ owner }) => owner === record);
    if (own.some(({ counts }) => counts === null)) continue;
    const sums = own.reduce(
      (all, { counts }) => all.flatMap((sum) => counts!.map((more) => sum + more)),
      [0],
    );
    const claimed = record.compliance?.lostEvents ?? 0;
    if (!sums.includes(claimed))
      yield violated(
        "compliance-lost-as-the-adapter-ran",
        own[0]?.end ?? seconds(record.opened),
        `${claimed} compliance events are lost in ${nameOf(record)}, but by the adapter's runs ${sums.join(" or ") || "another number"}`,
      );
  }
}

export const complianceRules: readonly Rule[] = [(replay) => counted(() => lostAsTheAdapterRan(replay))];
