/** Pools for the stories: small ones, of 200 users with 400 endpoints, and ten messages a second, so that every count is plain. */
import type { ServerSetting, SiteName, UsersSetting } from "../../src/results/index.js";

const servers = (active: readonly number[]): ServerSetting[] =>
  [1, 2, 3, 4, 5, 6, 7, 8].map((number) => ({
    name: `server-${number}`,
    site: (number <= 4 ? "site-1" : "site-2") satisfies SiteName,
    active: active.includes(number),
  }));

/** Two active servers in each site; each holds 100 endpoints, half of them from either home. */
export const SPLIT_ACTIVE: UsersSetting = {
  count: 200,
  endpoints: { "site-1": 200, "site-2": 200 },
  restoredAt: 0.95,
  stayWithSite: false,
  retryFor: 0,
  mostPerServer: null,
  signInsPerServer: 50,
  triedWithin: 720,
  servers: servers([1, 2, 5, 6]),
  nextHop: "front-end-1",
  deliveriesPerMessage: 138,
};

export const ONE_SIDE_ACTIVE: UsersSetting = { ...SPLIT_ACTIVE, servers: servers([1, 2, 3, 4]) };

export const DATABASE_ONLY: UsersSetting = {
  ...SPLIT_ACTIVE,
  servers: [{ name: "application", site: null, active: true }],
};

/** A fact for each of these servers at one instant. */
export const each = (numbers: readonly number[], line: (server: string) => string): string =>
  numbers.map((number) => line(`server-${number}`)).join("\n");

/** The sessions that end: so many of each home on each of these servers. */
export const lose = (
  at: number,
  numbers: readonly number[],
  notice: "reset" | "silence",
  homes: readonly SiteName[] = ["site-1", "site-2"],
): string =>
  homes
    .map((home) => each(numbers, (server) => `${at} sessions-lost ${home} on ${server} count 50 ${notice}`))
    .join("\n");
