/** Where things stand: the two data centers, and the third place a share may live in. */
export type Site = "site-1" | "site-2";
export type SharePlace = Site | "third-site";

export const otherSite = (site: Site): Site => (site === "site-1" ? "site-2" : "site-1");
