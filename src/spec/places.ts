/** Where things stand: the two data centers, the third place a share may live in, the database machines. */
export type Site = "site-1" | "site-2";
export type SharePlace = Site | "third-site";

export const otherSite = (site: Site): Site => (site === "site-1" ? "site-2" : "site-1");

/** Machines keep the name of the role that they had at time 0, whatever role they take later. */
export type Machine =
  | "principal"
  | "mirror"
  | "witness"
  | "secondary"
  | "secondary-mirror"
  | "secondary-witness";

/** What of a machine fails. */
export type CrashOf = "process" | "host" | "log-drive" | "data-drive";

export type FrontEnd = "front-end-1" | "front-end-2";

export const frontEndOf = (site: Site): FrontEnd => (site === "site-1" ? "front-end-1" : "front-end-2");
export const siteOfFrontEnd = (frontEnd: FrontEnd): Site =>
  frontEnd === "front-end-1" ? "site-1" : "site-2";
