/**
 * What a sentence says of a wrong step that somebody took: what it does to the data, whom it cuts off. Written from the
 * facts of the result, like all others; it knows nothing of what strikes by itself.
 */
import { type CellFacts, here, isCausedBy, recoveredFrom, there } from "./facts.js";
import { spoken } from "./spoken.js";

type Mistake = "force-stale-mirror" | "recover-secondary-early" | "failover-during-cut" | "swap-active";

const LABELS: readonly Mistake[] = [
  "failover-during-cut",
  "force-stale-mirror",
  "recover-secondary-early",
  "swap-active",
];

/** The wrong step that had an effect; null: there was none. */
export function mistakeIn({ incidents }: CellFacts): Mistake | null {
  const made = incidents.flatMap(({ causes }) =>
    causes.filter(({ what }) => what === "operator-error").map(({ where }) => where),
  );
  return LABELS.find((label) => made.includes(label)) ?? null;
}

/** What became of what users had written, where the mistake decided on that; null: it did not. */
export function dataOfMistake(facts: CellFacts): string | null {
  const mistake = mistakeIn(facts);
  return mistake === null ? null : DATA[mistake](facts);
}

const losesNothing = ({ figures }: CellFacts): boolean => figures.rpo.most === 0;

const DATA: Readonly<Record<Mistake, (facts: CellFacts) => string | null>> = {
  "force-stale-mirror": (facts) =>
    losesNothing(facts)
      ? null
      : "somebody makes a mirror serve that lacks what the principal accepted alone, and what the principal had is overwritten when it is back",
  "recover-secondary-early": (facts) =>
    losesNothing(facts)
      ? `nothing is lost, and service goes on, but the database of ${there(facts)} takes no more log until people have built it anew`
      : `${there(facts)} has what was restored when somebody brought its database online; what came there afterwards fits nowhere, and is lost with what never came`,
  "failover-during-cut": (facts) =>
    losesNothing(facts)
      ? null
      : `two databases accept at the same time, and all that ${here(facts)} accepted since the newest backup that had come to ${there(facts)} is lost when the link is back`,
  "swap-active": (facts) => (losesNothing(facts) ? "nothing is lost: no database is touched" : null),
};

/** Whom it cuts off, where that is its doing; null: it is not. `whom`: "half of the users are cut off". */
export function serviceOfMistake(facts: CellFacts, whom: string): string | null {
  const mistake = mistakeIn(facts);
  if (mistake === "force-stale-mirror" && recoveredFrom(facts, "mirror")) return `${whom} until it is online`;
  if (mistake === "failover-during-cut") {
    return `${whom}, and those of ${there(facts)} stay so until the failover there is done`;
  }
  if (mistake !== "swap-active" || isCausedBy(facts, "site-loss")) return null;
  const again = facts.worst.every((incident) => falls(incident) > 1);
  return `${whom} by the swap${again ? ", and again when people set the list right" : ""}`;
}

/** How often nobody at all was left who could send. */
function falls({ served }: CellFacts["worst"][number]): number {
  return served.filter(({ share }, index) => share === 0 && (served[index - 1]?.share ?? 1) > 0).length;
}

/** What a swap comes to in a failover to the other site. */
export function swapInFailover(facts: CellFacts): string {
  if (mistakeIn(facts) !== "swap-active" || !isCausedBy(facts, "site-loss")) return "";
  const { topology, layout } = facts.scenario;
  const away = layout.servers[topology.secondarySite];
  const gone = layout.servers[topology.primarySite];
  if (layout.name === "database-only") return "";
  if (away.active === 0) {
    return `; the swap activates the ${away.idle} servers of ${there(facts)} without waiting for a mirror`;
  }
  return `; the swap takes the ${away.active} active servers of ${there(facts)} off the list, and puts ${gone.idle} of the lost site on it, until people set it right`;
}

/** Nobody begins anything before an office is open. */
export function whenSomebodyComes({ path }: CellFacts): string {
  const wait = path.find(({ step }) => step === "wait-for-office");
  return wait === undefined ? "" : `; nobody is there to begin with it for ${spoken(wait.lasts)}`;
}
