/** What a sentence about a cell is made of: the figures, the path, and what its incidents say. It knows no words. */
import type {
  CellRpoResult,
  CellStepResult,
  IncidentResult,
  LatencyBySite,
  LostBecause,
  ObservedResult,
} from "../../results/index.js";
import type { Scenario, Site } from "../../spec/index.js";
import { toSeconds } from "../../units/index.js";
import type { RowName } from "./rows.js";

export interface CellFacts {
  readonly figures: {
    readonly rpo: CellRpoResult;
    readonly rto: ObservedResult;
    readonly usersDown: ObservedResult;
    readonly undetectedFor: ObservedResult;
  };
  readonly path: readonly CellStepResult[];
  /** All of all replications. */
  readonly incidents: readonly IncidentResult[];
  /** Of each replication the one with the longest outage. */
  readonly worst: readonly IncidentResult[];
  readonly normal: LatencyBySite | null;
  readonly scenario: Scenario;
  readonly tells: RowName["tells"];
}

export const stepOf = ({ path }: CellFacts, step: string): CellStepResult | undefined =>
  path.find((piece) => piece.step === step);

export const onPath = (facts: CellFacts, ...steps: readonly string[]): boolean =>
  steps.some((step) => stepOf(facts, step) !== undefined);

/** Whether service came back this way in every replication, as far as the worst of each goes. */
export const recoveredFrom = ({ worst }: CellFacts, way: IncidentResult["recoveredFrom"]): boolean =>
  worst.length > 0 && worst.every((incident) => incident.recoveredFrom === way);

export const isCausedBy = ({ incidents }: CellFacts, what: string): boolean =>
  incidents.some(({ causes }) => causes.some((cause) => cause.what === what));

/** Why the lost pieces were lost, the longest reason first. */
export function reasonsOf({ incidents }: CellFacts): LostBecause[] {
  const lengths = new Map<LostBecause, number>();
  for (const { from, to, because } of incidents.flatMap(({ lostStretches }) =>
    lostStretches.flatMap(({ why }) => why),
  )) {
    lengths.set(because, (lengths.get(because) ?? 0) + (to - from));
  }
  return [...lengths].sort(([, a], [, b]) => b - a).map(([because]) => because);
}

type Exposed = "unmirrored" | "unshipped" | "unwitnessed";

/** How long on average in a replication, and whether it went on to the end of the horizon. */
export function exposedBy(
  { incidents, worst, scenario }: CellFacts,
  by: Exposed,
): { readonly mean: number; readonly toTheEnd: boolean } {
  const horizon = toSeconds(scenario.horizon);
  const all = incidents.reduce((sum, incident) => sum + incident[by], 0);
  // What is exposed for nearly all the service that was left of the horizon does not end within it.
  const toTheEnd = incidents.some(
    (incident) => incident[by] > 0.8 * (horizon - incident.opened - (incident.rto ?? 0)),
  );
  return { mean: worst.length === 0 ? 0 : all / worst.length, toTheEnd };
}

/** Whether nobody was told of anything while it lasted. */
export const nobodyIsTold = ({ incidents, scenario }: CellFacts): boolean =>
  incidents.length > 0 &&
  incidents.every(
    ({ opened, closed, undetectedFor }) =>
      undetectedFor >= (closed ?? toSeconds(scenario.horizon)) - opened - 1e-6,
  );

/** The primary's site and the other one, as a sentence names them. */
export const here = ({ scenario }: CellFacts): string => scenario.topology.primarySite.replace("-", " ");
export const there = ({ scenario }: CellFacts): string => scenario.topology.secondarySite.replace("-", " ");

/** What strikes there cannot reach the share, so that files pile up on it. */
export const shareIsHere = ({ scenario }: CellFacts): boolean =>
  scenario.logShipping.share === scenario.topology.primarySite;

/** The layout's own chat servers that stand active at a site. */
export const activeAt = ({ scenario }: CellFacts, site: Site): number =>
  scenario.layout.name === "database-only" ? 0 : scenario.layout.servers[site].active;

/** Half of those who could send before can again, long before the outage ends; else null. */
export function halfBackAfter({ worst }: CellFacts): number | null {
  const early = worst.every(({ rto, rtoCurve }) => {
    const half = rtoCurve["50"];
    return half !== null && half > 0 && (rto === null || half < 0.5 * rto);
  });
  if (!early || worst.length === 0) return null;
  return worst.reduce((sum, { rtoCurve }) => sum + rtoCurve["50"]!, 0) / worst.length;
}

/** Queues do not come to rest at once: what holds for less than this is no state to wait in. */
const SHORTEST_REST = 60;

/** The users of a home who wait longest, where that is several times what they waited before. */
export function slowest(
  { worst, normal }: CellFacts,
  site: Site,
): { readonly mean: number; readonly before: number } | { readonly endless: string } | null {
  const [incident] = worst;
  const before = normal?.[site]?.mean ?? null;
  if (incident === undefined || before === null) return null;
  let mean = 0;
  for (const [place, change] of incident.latency.entries()) {
    const until = incident.latency[place + 1]?.at ?? incident.closed ?? Number.POSITIVE_INFINITY;
    if (until - change.at < SHORTEST_REST) continue;
    const met = change[site];
    if (met === null && change.why !== null) return { endless: change.why };
    mean = Math.max(mean, met?.mean ?? 0);
  }
  return mean > 3 * before ? { mean, before } : null;
}
