/** What `init` asks, and what can be answered where there is a choice. Words only: the parser needs no more. */
export const INIT_LAYOUTS = ["high-bandwidth", "low-bandwidth", "database-only"] as const;
export const SHARES = ["site-1", "site-2", "third-site"] as const;

export type InitQuestion =
  | "layout"
  | "share"
  | "every"
  | "copy-offset"
  | "bandwidth"
  | "round-trip"
  | "database"
  | "rpo";
