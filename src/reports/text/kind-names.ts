/** Kinds of failure in the plural, as a sum over many of them speaks. It knows no figures. */
import { spoken } from "./names.js";

const NAMES: Readonly<Record<string, string>> = {
  "site-loss": "site losses",
  "wan-cut": "cuts of the link",
  "wan-slow": "slow links",
  "principal-crash": "failures of the principal",
  "mirror-crash": "failures of the mirror",
  "witness-crash": "failures of a witness",
  "secondary-crash": "failures of the secondary",
  "compliance-crash": "failures of compliance",
  "server-crash": "failures of chat servers",
  "front-end-loss": "losses of a Front End",
  "share-loss": "losses of the backup share",
  "job-failing": "failing jobs",
  "corrupt-backup": "unreadable log backups",
  "chain-broken": "broken log chains",
  "bad-delete": "deletions of history",
  "operator-error": "wrong steps",
  switchover: "planned switchovers",
  failback: "failbacks",
};

export const manyOf = (what: string): string => NAMES[what] ?? spoken(what);
