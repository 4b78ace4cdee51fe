/** Which chat servers are active and which stand idle, by site. */
import type { Site } from "./places.js";

export interface ServersAtSite {
  readonly active: number;
  readonly idle: number;
}

export type LayoutName = "high-bandwidth" | "low-bandwidth" | "database-only" | "custom";

export interface Layout {
  readonly name: LayoutName;
  readonly servers: Readonly<Record<Site, ServersAtSite>>;
}

/** The two layouts of the planning documents, and the one without chat servers. */
export const LAYOUTS: Readonly<Record<Exclude<LayoutName, "custom">, Layout>> = {
  "high-bandwidth": {
    name: "high-bandwidth",
    servers: { "site-1": { active: 2, idle: 2 }, "site-2": { active: 2, idle: 2 } },
  },
  "low-bandwidth": {
    name: "low-bandwidth",
    servers: { "site-1": { active: 4, idle: 0 }, "site-2": { active: 0, idle: 4 } },
  },
  "database-only": {
    name: "database-only",
    servers: { "site-1": { active: 0, idle: 0 }, "site-2": { active: 0, idle: 0 } },
  },
};
