/** What a planner says of the pool, with the documented figures filled in. A rule is broken by saying so only. */
import type { PoolPlan } from "../../spec/index.js";
import { type Bytes, megabitsPerSecond } from "../../units/index.js";
import type { ScenarioForm } from "../form/scenario-form.js";

/**
 * The samples and defaults of the published pages. Of invitations the pages give a sample of 1,160,000 and say of more
 * than 1,000,000 that they slow the servers down: the default stays on the safe side of both.
 */
const POOL_PLAN = {
  edition: "enterprise",
  besideFrontEnd: false,
  usersOfOtherPools: 0,
  provisionedUsers: 150_000,
  rooms: 33_077,
  largestRoom: 16_000,
  accessEntries: 731_088,
  invitations: 1_000_000,
  rosterUpdatesUpTo: 75,
  historyAtJoin: 30,
  largestFile: 20e6 as Bytes,
  sharedBetweenPools: "none",
  logicalSites: 1,
  stretchedVlan: false,
  domains: "one",
  loadBalancing: "dns",
  openPorts: [8011, 5041, 5022, 7022],
  mirroringMode: "synchronous",
  sqlVersions: "one",
  sqlEditions: "one",
  sqlAccount: "domain",
  recoveryModel: "full",
  shareHost: "file-server",
  fileStore: "network-share",
  fileReplication: "none",
  hardware: {
    cores: 12,
    clockGHz: 2.26,
    memory: 32e9 as Bytes,
    disks: 8,
    freeSpace: 72e9 as Bytes,
    network: megabitsPerSecond(1_000),
  },
} as const satisfies PoolPlan;

export function resolvePoolPlan(form: ScenarioForm["pool"] = {}): PoolPlan {
  const { hardware: { clock: clockGHz, ...machine } = {}, ...plan } = form;
  const hardware = { ...POOL_PLAN.hardware, ...given({ ...machine, clockGHz }) };
  return { ...POOL_PLAN, ...given(plan), hardware };
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Only what was given: a field that was left out is undefined, and would hide its default. */
function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}
