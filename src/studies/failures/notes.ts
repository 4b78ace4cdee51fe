/** What all rows of the table have in common, in sentences: without it no two of them can be compared. */
import type { Law, Scenario } from "../../spec/index.js";
import { printCount, printDuration, printSize } from "../../units/index.js";

export function commonNotes(scenarios: readonly Scenario[], replications: number): string[] {
  const [first] = scenarios;
  if (first === undefined) return [];
  const { users, database, people, workload, logShipping } = first;
  const { backup } = logShipping;
  return [
    `All rows have the same pool: ${printCount(users.count)} users, ${printCount(workload.messagesPerSecond)} ` +
      `messages a second, a database of ${printSize(database.size)}, a log backup every ` +
      `${printDuration(backup.grid.every)}, the link that each layout is planned with.`,
    `People notice after ${lawText(people.detect)}, decide after ${lawText(people.decide)}, and take ` +
      `${lawText(people.step)} for a step: rows differ by the failure, and not by luck with people.`,
    `A failure strikes at any moment of the schedule, unless it has to meet another one; each cell was played ${printCount(replications)} times. ` +
      "What is called exact is arithmetic over all moments. All else was observed: the largest value seen is no bound.",
    ...storeNote(scenarios),
    "Exposure is counted to the end of the horizon: after a failover nothing is shipped any more, and nobody ends " +
      "that unless the row fails back.",
  ];
}

/** Said where all rows have it; whoever sets it otherwise for some of them knows why. */
function storeNote(scenarios: readonly Scenario[]): string[] {
  const [store, ...others] = new Set(scenarios.map(({ topology }) => topology.managementStore));
  if (store === undefined || store === "none" || others.length > 0) return [];
  return [
    `The Central Management store stands beside ${store.replace("front-end-", "Front End ")}: where that is gone in a ` +
      "failover, people move it (5 min, beside the work on the database) before they change what the pool uses.",
  ];
}

const lawText = (law: Law): string => (law.law === "fixed" ? printDuration(law.value) : "a drawn time");
