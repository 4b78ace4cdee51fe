/** Which parts a pool has: what is not there has no clock. It must never know how any of them fails. */
import type { Part, Scenario } from "../../spec/index.js";

export function partsOf(scenario: Scenario): readonly Part[] {
  const { topology } = scenario;
  return [
    "site-1",
    "site-2",
    ...serversOf(scenario),
    "principal",
    ...(topology.mirror ? (["mirror"] as const) : []),
    ...(topology.mirror && topology.witness ? (["witness"] as const) : []),
    "secondary",
    ...(topology.secondaryMirror ? (["secondary-mirror"] as const) : []),
    ...(topology.secondaryMirror && topology.secondaryWitness ? (["secondary-witness"] as const) : []),
    "share",
    "wan",
    ...(hasFrontEnds(scenario) ? (["front-end-1", "front-end-2"] as const) : []),
    ...(topology.compliance === "standalone" ? (["compliance"] as const) : []),
  ];
}

const hasFrontEnds = ({ layout }: Scenario): boolean => layout.name !== "database-only";

function serversOf({ layout }: Scenario): Part[] {
  const { "site-1": one, "site-2": two } = layout.servers;
  const count = one.active + one.idle + two.active + two.idle;
  return Array.from({ length: count }, (_, index) => `server-${index + 1}` as Part);
}
