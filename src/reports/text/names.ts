/** What happens to parts, in the words that people use for it. It knows no figures. */
import type { LostBecause } from "../../results/index.js";

/** "site-1" is spoken of as "site 1", "secondary-mirror" as "secondary mirror". */
export const spoken = (name: string): string => name.replaceAll("-", " ");

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
export const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** A failure, as the beginning of a sentence. */
export function nameOf(what: string, where: string | null): string {
  const place = upperFirst(spoken(where ?? ""));
  switch (what) {
    case "site-loss":
      return `${place} lost`;
    case "wan-cut":
      return "Link between the sites cut";
    case "wan-slow":
      return "Link between the sites slow";
    case "principal-crash":
      return "Serving database's machine failed";
    case "mirror-crash":
      return "Mirror's machine failed";
    case "witness-crash":
    case "secondary-crash":
      return `${place} failed`;
    case "compliance-crash":
      return "Compliance database failed";
    case "server-crash":
      return `Chat ${where === null ? "server" : spoken(where)} failed`;
    case "front-end-loss":
      return `${place} lost`;
    case "share-loss":
      return "Backup share lost";
    case "job-failing":
      return `${place} job failing`;
    case "corrupt-backup":
      return "A log backup unreadable";
    case "chain-broken":
      return "Log chain broken by another tool";
    case "bad-delete":
      return "History deleted";
    case "operator-error":
      return where === null ? "A wrong step taken" : `A wrong step taken: ${spoken(where)}`;
    case "switchover":
      return "Switchover to the other site";
    case "failback":
      return "Failback";
    default:
      return what;
  }
}

/** The end of a failure, as a sentence about the part that it had struck. */
export function mendedOf(what: string): string {
  switch (what) {
    case "site-loss":
    case "front-end-loss":
      return "is back";
    case "wan-cut":
      return "is mended";
    case "wan-slow":
      return "is as fast as before";
    case "job-failing":
      return "runs again";
    default:
      return "is repaired";
  }
}

/** The part that a failure strikes, for the second column of a story. */
export function struckPart(what: string, where: string | null): string {
  if (what === "job-failing" && where !== null) return `${where} job`;
  if (where !== null) return spoken(where);
  switch (what) {
    case "wan-cut":
    case "wan-slow":
      return "link";
    case "principal-crash":
      return "serving database";
    case "mirror-crash":
      return "mirror";
    case "share-loss":
      return "share";
    case "compliance-crash":
      return "compliance";
    case "corrupt-backup":
    case "chain-broken":
      return "log backups";
    case "bad-delete":
    case "operator-error":
      return "people";
    default:
      return spoken(what);
  }
}

/** A step of a critical path or a runbook, in plain words; most say it themselves. */
export const stepName = (step: string): string => STEPS[step] ?? spoken(step);

const STEPS: Readonly<Record<string, string>> = {
  "sign-in-again": "users sign in again",
  "servers-reattach": "servers find the database again",
  "servers-warm-up": "activated servers warm up",
  "servers-restart": "servers finish their restart",
  "fail-over-front-end": "fail over the Front End",
  "activate-spare": "activate spare servers",
  "until-more-failed": "before more failed",
  "fail-over-management-store": "fail over the management store",
  "work-in-vain": "work that came to nothing",
  "wait-for-office": "until an office opens",
  "wan-cut-is-over": "the link is mended",
  "site-loss-is-over": "the site is back",
  "front-end-loss-is-over": "the Front End is back",
  "server-crash-is-over": "the server is back",
};

/** Why a piece of a lost stretch was lost. */
export const BECAUSE: Readonly<Record<LostBecause, string>> = {
  "not-yet-backed-up": "not yet backed up",
  "on-the-share-only": "on the share only",
  "in-transfer": "in transfer",
  "behind-a-broken-file": "behind a broken file",
  exposed: "exposed",
  forked: "forked",
  deleted: "deleted",
  "no-copy-left": "no copy left",
};
