/** How many people and devices a pool is made for. */
import { printCount, trimmed } from "../../units/index.js";
import { type Advice, broken, type Drawn, type DrawnRule } from "./rule.js";

export const capacityRules: readonly DrawnRule[] = [
  usersPerServer,
  usersPerPool,
  usersOverAllPools,
  endpoints,
  provisionedUsers,
];

const MOST_USERS_PER_SERVER = 20_000;
const MOST_USERS = 80_000;
const MOST_ENDPOINTS_PER_SERVER = 30_000;
const MOST_ENDPOINTS = 120_000;
const MOST_PROVISIONED = 150_000;

/** Of a pool without chat servers nobody asks how many users each of them has. */
function activeServers({ scenario }: Drawn): number {
  const { servers } = scenario.layout;
  return servers["site-1"].active + servers["site-2"].active;
}

/** The product spreads its users evenly over the active servers. */
function* usersPerServer(drawn: Drawn): Iterable<Advice> {
  const { users, servers } = drawn.scenario;
  const active = activeServers(drawn);
  if (active > 0 && users.count > active * MOST_USERS_PER_SERVER) {
    yield broken("users-per-server", {
      path: users.count > MOST_USERS ? "users.count" : "layout",
      message: `${printCount(users.count / active)} users on each active chat server; one is made for ${printCount(MOST_USERS_PER_SERVER)}`,
      reason: `the load is spread evenly: ${printCount(users.count)} users over ${active} active servers`,
    });
  }
  if (servers.usersPerServer > MOST_USERS_PER_SERVER) {
    yield broken("users-per-server", {
      path: "servers.usersPerServer",
      message: `a chat server that takes ${printCount(servers.usersPerServer)} users; one is made for ${printCount(MOST_USERS_PER_SERVER)}`,
      reason: "beyond the documented number nobody has published how a chat server behaves",
    });
  }
}

function* usersPerPool({ scenario }: Drawn): Iterable<Advice> {
  const { count } = scenario.users;
  if (count <= MOST_USERS) return;
  yield broken("users-per-pool", {
    path: "users.count",
    message: `${printCount(count)} users at the same time; a pool is made for ${printCount(MOST_USERS)}`,
    reason: "4 active servers of 20,000 users each; the other 4 of a pool have to stand idle",
  });
}

function* usersOverAllPools({ scenario }: Drawn): Iterable<Advice> {
  const { usersOfOtherPools } = scenario.pool;
  const all = scenario.users.count + usersOfOtherPools;
  if (usersOfOtherPools === 0 || all <= MOST_USERS) return;
  yield broken("users-over-all-pools", {
    path: "pool.usersOfOtherPools",
    message: `${printCount(all)} users of all chat pools at the same time; together they are made for ${printCount(MOST_USERS)}`,
    reason: "further pools keep rooms apart where a law asks for it; they do not add to the number of users",
  });
}

function* endpoints(drawn: Drawn): Iterable<Advice> {
  const { count, endpointsPerUser } = drawn.scenario.users;
  // 0 stands for one device each whose signing in costs nothing.
  const each = endpointsPerUser === 0 ? 1 : endpointsPerUser;
  const all = count * each;
  const active = activeServers(drawn);
  const sum = `${printCount(count)} users with ${trimmed(each, 3)} signed-in devices each`;
  if (active > 0 && all > active * MOST_ENDPOINTS_PER_SERVER) {
    yield broken("endpoints-per-server", {
      path: "users.endpointsPerUser",
      message: `${printCount(all / active)} signed-in devices on each active chat server; one is made for ${printCount(MOST_ENDPOINTS_PER_SERVER)}`,
      reason: `${sum}, spread evenly over ${active} active servers; the limit is derived, no page states it`,
    });
  }
  if (all <= MOST_ENDPOINTS) return;
  yield broken("endpoints-per-pool", {
    path: "users.endpointsPerUser",
    message: `${printCount(all)} signed-in devices; a pool is made for ${printCount(MOST_ENDPOINTS)}`,
    reason: sum,
  });
}

function* provisionedUsers({ scenario }: Drawn): Iterable<Advice> {
  const { provisionedUsers: provisioned } = scenario.pool;
  if (provisioned <= MOST_PROVISIONED) return;
  yield broken("provisioned-users", {
    path: "pool.provisionedUsers",
    message: `${printCount(provisioned)} users are enabled for chat; the documented most is ${printCount(MOST_PROVISIONED)}`,
    reason: "any of them may sign in, and only 80,000 can be served at the same time",
  });
}
