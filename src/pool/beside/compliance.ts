/**
 * The compliance database: which site's it was when, while what it was up, and which events nobody will ever process.
 * It is never failed over, so that a failover leaves behind what its adapter had not taken. It must never know how many
 * messages there were, nor what people did.
 */
import { otherSite, type Scenario, type Site, type Strike } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import type { Reign } from "../history.js";
import type { Cause } from "../incident.js";
import { type Span, without } from "../spans.js";
import type { Move } from "../tier.js";
import { type Adapter, newestCompleted } from "./adapter.js";
import { siteDown } from "./sites.js";

export interface ComplianceFacts {
  readonly scenario: Scenario;
  readonly adapter: Adapter;
  /** Who accepted when, in order. */
  readonly reigns: readonly Reign[];
  /** When the pool went over to the other site's database, and back. */
  readonly moves: readonly Move[];
  /** What ended acceptance at which instant. */
  readonly stops: readonly { readonly from: Micros; readonly cause: Cause }[];
  /** Everything that struck with an effect. */
  readonly causes: readonly Cause[];
  /** At which site a crash of the compliance machine hit. */
  readonly struckAt: ReadonlyMap<Strike, Site>;
  readonly horizon: Micros;
}

/** What was accepted in (from, to] and never processed. */
export interface Unprocessed extends Span {
  readonly cause: Cause;
}

/** One site's compliance database, from becoming to ceasing to be the pool's. */
interface Tenure extends Span {
  readonly site: Site;
  readonly reigns: readonly Reign[];
  /** The pool was taken over to the other site; null: it is the pool's at the end. */
  readonly leftBy: Move | null;
}

const BEGINNING = Number.MIN_SAFE_INTEGER as Micros;
const FOREVER = Number.POSITIVE_INFINITY as Micros;

export function unprocessed(facts: ComplianceFacts): Unprocessed[] {
  return tenures(facts).flatMap((tenure) => {
    const to = tenure.reigns.at(-1)?.to ?? null;
    if (to === null || !isGone(tenure, facts)) return [];
    const sent = sentSince(processedUpTo(tenure, facts), tenure.reigns, facts.scenario.users.retryFor);
    const from = Math.max(sent, tenure.from) as Micros;
    const { cause } = facts.stops.find((stop) => stop.from === to)!;
    return from < to ? [{ from, to, cause }] : [];
  });
}

function tenures({ scenario, reigns, moves, horizon }: ComplianceFacts): Tenure[] {
  let site = scenario.topology.primarySite;
  return [null, ...moves].map((move, index) => {
    const leftBy = moves[index] ?? null;
    const from = move?.at ?? BEGINNING;
    const own = reigns.filter((reign) => reign.from >= from && (leftBy === null || reign.from < leftBy.at));
    const tenure = { site, from, to: leftBy?.at ?? horizon, reigns: own, leftBy };
    site = otherSite(site);
    return tenure;
  });
}

/** A planned way over leaves a database that is still processed; one that was merely left, or destroyed, is not. */
function isGone({ site, from, leftBy }: Tenure, { causes }: ComplianceFacts): boolean {
  if (leftBy !== null) return !leftBy.isPlanned;
  return siteDown(site, causes).some(({ at, destroyed }) => destroyed && at >= from);
}

function processedUpTo(tenure: Tenure, facts: ComplianceFacts): Micros {
  for (const span of upSpans(tenure, facts).reverse()) {
    const newest = newestCompleted(facts.adapter, span);
    if (newest !== null) return newest;
  }
  return BEGINNING;
}

/** A machine that is struck, or whose site is, is down; and for good where its disks are gone. */
function upSpans({ site, from, to, reigns }: Tenure, facts: ComplianceFacts): Span[] {
  // Mirrored with the chat database it is up while one of the pair serves.
  if (facts.scenario.topology.compliance === "shared")
    return reigns.map((reign) => ({ from: reign.from, to: reign.to ?? to }));
  const crashes = facts.causes.filter(({ strike }) => facts.struckAt.get(strike) === site);
  const down = [
    ...siteDown(site, facts.causes).map(({ at, heals, destroyed }) => {
      return { from: at, to: destroyed && at >= from ? FOREVER : heals };
    }),
    ...crashes.map(({ at, strike }) => ({ from: at, to: strike.heals ?? FOREVER })),
  ];
  return without([{ from, to }], down).sort((a, b) => a.from - b.from);
}

/**
 * Since when those messages were sent that were accepted after `instant`: whoever tried again until a database served
 * had sent before it did.
 */
function sentSince(instant: Micros, reigns: readonly Reign[], retryFor: Micros): Micros {
  const next = reigns.findIndex(({ from }) => from > instant);
  const stopped = reigns[next - 1]?.to ?? null;
  if (stopped === null || stopped > instant) return instant;
  return Math.min(instant, Math.max(stopped, reigns[next]!.from - retryFor)) as Micros;
}
