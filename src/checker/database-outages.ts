/** Times in which no database serves, each with whoever began it. It must never know users. */
import type { IncidentResult } from "../results/index.js";
import { ownerOfStop } from "./charges.js";
import type { Replay } from "./replay.js";
import type { Service } from "./services.js";
import type { Span } from "./spans.js";

export interface Outage extends Span {
  readonly before: Service;
  /** null: nobody serves again. */
  readonly after: Service | null;
}

/** Also those without length, in which service only moved. */
export function readOutages({ services, horizon }: Replay): Outage[] {
  return services.flatMap((before, index) => {
    const after = services[index + 1] ?? null;
    if (after === null && before.stopOrder === null) return [];
    return [{ from: before.to, to: after?.begins ?? horizon, before, after }];
  });
}

/** The incident in which an outage began, or the operation that began it. */
export function incidentOf(replay: Replay, { before }: Outage): IncidentResult | undefined {
  const stop = replay.facts.of("stops").find(({ order }) => order === before.stopOrder);
  return stop && ownerOfStop(replay, stop);
}

export const outagesOf = (replay: Replay, incident: IncidentResult): Outage[] =>
  readOutages(replay).filter((outage) => incidentOf(replay, outage) === incident);
