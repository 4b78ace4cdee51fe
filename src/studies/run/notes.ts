/** What the figures of a run leave out, said beside them and not only in the manual. */
import type { Scenario } from "../../spec/index.js";

export function notesOf(scenario: Scenario): string[] {
  const notes: string[] = [];
  const { topology, users, wan, workload } = scenario;
  if (users.count > 0 && workload.profile.shape !== "constant") {
    notes.push(
      "What a message waits and what the pool's own traffic takes of the link are those of the busiest time, at " +
        "every hour.",
    );
  }
  if (users.count > 0 && wan.poolTraffic === "none") {
    notes.push(
      "The pool's own traffic is left out (wan.poolTraffic: none): copies have the link to themselves.",
    );
  }
  if (topology.destinationFolder && topology.shareAccess.secondary === "none") {
    notes.push(
      "The secondary may not read the share, so that nothing ever reaches the other site: what is lost is counted from " +
        "where the replication's warm start begins.",
    );
  }
  if (!topology.destinationFolder) {
    notes.push(
      "Without a destination folder nothing ever reaches the other site: what is lost is counted from where the " +
        "replication's warm start begins.",
    );
  }
  return notes;
}
