/** What the figures of a run leave out, said beside them and not only in the manual. */
import type { Scenario } from "../../spec/index.js";

export function notesOf(scenario: Scenario): string[] {
  const notes: string[] = [];
  if (scenario.failures.some(({ what }) => what === "site-loss")) {
    notes.push(
      "RTO counts people and the database steps of the runbook, up to the switch of the pool state; chat servers, " +
        "Front Ends and reconnecting users are not in it yet.",
    );
  }
  if (scenario.wan.poolTraffic === "modelled") {
    notes.push("Copies have the link to themselves: the pool's own traffic on it is not modelled yet.");
  }
  if (!scenario.topology.destinationFolder) {
    notes.push(
      "Without a destination folder nothing ever reaches the other site: what is lost is counted from where the " +
        "replication's warm start begins.",
    );
  }
  return notes;
}
