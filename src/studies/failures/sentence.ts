/**
 * The sentence that explains a cell: what became of the data, what service waited for, what stands open afterwards.
 * Written from the facts of the result alone, so that it cannot say what did not happen. It repeats no figure of the
 * cell.
 */
import {
  type CellFacts,
  here,
  isCausedBy,
  onPath,
  reasonsOf,
  recoveredFrom,
  shareIsHere,
  there,
} from "./facts.js";
import { afterwards } from "./sentence-afterwards.js";
import { dataOfMistake } from "./sentence-mistakes.js";
import { planned } from "./sentence-planned.js";
import { service } from "./sentence-service.js";

export function sentenceOf(facts: CellFacts): string {
  if (facts.incidents.length === 0)
    return "Nothing happens, and nothing is lost: what is struck has no part in this layout.";
  if (facts.tells === "operations") return plannedSentence(facts);
  const parts = [data(facts), service(facts)].filter((part) => part !== "");
  return [parts.join("; "), ...afterwards(facts)].map(asSentence).join(" ");
}

function plannedSentence(facts: CellFacts): string {
  return [planned(facts), ...afterwards(facts)].map(asSentence).join(" ");
}

const asSentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** What became of what users had written. */
function data(facts: CellFacts): string {
  const { rpo, usersDown } = facts.figures;
  const mistake = dataOfMistake(facts);
  if (mistake !== null) return mistake;
  if (rpo.most === 0) return nothingLost(facts, usersDown.most === 0);
  if (rpo.nNull > 0) return lostWithoutEnd(facts);
  const reasons = reasonsOf(facts);
  const [main] = reasons;
  switch (main) {
    case "deleted":
      return `what was deleted stays deleted, for ${there(facts)} had restored that before people could stop it`;
    case "exposed":
      return "the mirror lacks what the principal accepted alone while the mirror was away";
    case "no-copy-left":
      return "every disk that held it is gone";
    case "forked":
      return "what was written after the histories parted is lost with the one that was left";
    case "behind-a-broken-file":
      return `${there(facts)} has nothing that can be used from behind a broken file on`;
    default:
      return behindShipping(facts, reasons);
  }
}

function nothingLost(facts: CellFacts, servesOn: boolean): string {
  if (isCausedBy(facts, "bad-delete")) {
    return `nothing is lost: people stop the restore job before ${there(facts)} has deleted it too, and copy it out`;
  }
  if (servesOn) return `nothing is lost, and service goes on${butShipping(facts)}`;
  if (onPath(facts, "remove-mirroring")) {
    return "nothing is lost: the principal is healthy, but alone it has no quorum, so that its database stops";
  }
  if (recoveredFrom(facts, "mirror")) return "nothing is lost: the mirror has everything";
  if (recoveredFrom(facts, "tail-log")) {
    return "nothing is lost: the pool is stopped first, and the tail of its log goes to the other site";
  }
  if (recoveredFrom(facts, "restart")) return "nothing is lost: the same database serves again";
  return "nothing is lost: the database is untouched";
}

/** What no user sees. */
function butShipping(facts: CellFacts): string {
  if (isCausedBy(facts, "corrupt-backup") || isCausedBy(facts, "chain-broken")) {
    return `, but what reaches ${there(facts)} from then on is worthless until people have built the secondary anew`;
  }
  if (isCausedBy(facts, "compliance-crash"))
    return "; what compliance records waits until its database is back";
  if (isCausedBy(facts, "share-loss")) return ", but backups fail and the log grows";
  if (isCausedBy(facts, "secondary-crash") && shareIsHere(facts)) return ", but files pile up on the share";
  const jobs = facts.incidents.flatMap(({ causes }) => causes.map(({ where }) => where));
  if (!isCausedBy(facts, "job-failing")) return "";
  if (jobs.includes("backup")) return ", but no backup is made and the log grows";
  return jobs.includes("copy") ? ", but backups stay on the share" : `, but ${there(facts)} restores nothing`;
}

function lostWithoutEnd(facts: CellFacts): string {
  if (reasonsOf(facts).includes("no-copy-left")) {
    return "nothing had been shipped since the failover, so that no copy is left anywhere";
  }
  return "no database serves again within the horizon";
}

/** The failover to site 2, and what had not come there. */
function behindShipping(facts: CellFacts, reasons: readonly string[]): string {
  const upTo = `${there(facts)} has everything up to its newest copied backup`;
  if (isCausedBy(facts, "wan-cut")) {
    return `${upTo}, and what the pool accepted from then until people had stopped it is lost`;
  }
  if (!facts.scenario.mirroring.shipsLogs && isCausedBy(facts, "principal-crash")) {
    return `${upTo}, and that is from before the mirror took over, which ships nothing`;
  }
  if (reasons[0] === "on-the-share-only" || reasons[0] === "in-transfer") {
    return `${upTo}; what stood on the share in ${here(facts)}, waiting for the link, is lost`;
  }
  return `${upTo}, and what came after that is lost`;
}
