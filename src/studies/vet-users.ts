/**
 * Whether users, chat servers and the failures that strike them can be played: laws that can be reckoned with,
 * machines that the layout has, room for everybody. It must never know how any of them is played.
 */
import type { Issue, ScenarioSource } from "../scenario/index.js";
import type { Failure, Law, Scenario } from "../spec/index.js";
import { printCount, printDuration } from "../units/index.js";

/** Whole numbers of endpoints are counted, and multiplied by times, without losing the last of them. */
const MOST_ENDPOINTS = 1_000_000_000;
/** As many as a life may have backup ticks. */
const MOST_WINDOWS = 12_096_000;
/** The product's limit; the planning rules refuse more. */
const MOST_ACTIVE = 4;

/** What would take a stranger's replication beyond all bounds. */
export function* usersBeyondBounds({ users, horizon }: Scenario, source: ScenarioSource): Iterable<Issue> {
  const { count, endpointsPerUser, longestBackOff } = users;
  const endpoints = count * endpointsPerUser;
  if (endpoints > MOST_ENDPOINTS) {
    yield source.issueAt(
      "users.count",
      `${printCount(count)} users with ${endpointsPerUser} endpoints each are ${printCount(endpoints)} endpoints`,
      { allowed: `at most ${printCount(MOST_ENDPOINTS)}: fewer users, or fewer endpointsPerUser` },
    );
  }
  const windows = Math.ceil(horizon / longestBackOff);
  if (windows > MOST_WINDOWS) {
    yield source.issueAt(
      "users.longestBackOff",
      `${printCount(windows)} windows to try again in ${printDuration(horizon)}, more than the ${printCount(MOST_WINDOWS)} that one replication may have`,
      { allowed: "a longer window, or a shorter horizon" },
    );
  }
}

export function* vetUsers(scenario: Scenario, source: ScenarioSource): Iterable<Issue> {
  yield* vetLaws(scenario, source);
  yield* vetRoom(scenario, source);
}

/** What is worked out for many at once, or as a queue, has a formula for few laws. */
function* vetLaws({ users, mirroring }: Scenario, source: ScenarioSource): Iterable<Issue> {
  for (const [field, example] of [
    ["noticeReset", "[1 s, 5 s]"],
    ["noticeSilence", "[60 s, 120 s]"],
  ] as const) {
    if (isOneOf(users[field], ["fixed", "uniform"])) continue;
    yield source.issueAt(
      `users.${field}`,
      `what clients need to notice cannot follow a law that is ${users[field].law}`,
      { allowed: `a duration, or a law such as { uniform: ${example} }` },
    );
  }
  const { flush } = mirroring;
  if (flush === null || isOneOf(flush, ["fixed", "exponential"])) return;
  yield source.issueAt(
    "mirroring.flush",
    `what a machine needs to flush the log cannot follow a law that is ${flush.law}`,
    { allowed: "a duration, or a law such as { exponential: 2 ms }" },
  );
}

const isOneOf = ({ law }: Law, laws: readonly Law["law"][]): boolean => laws.includes(law);

function* vetRoom({ users, servers, layout }: Scenario, source: ScenarioSource): Iterable<Issue> {
  if (users.count === 0 || layout.name === "database-only") return;
  const active = layout.servers["site-1"].active + layout.servers["site-2"].active;
  if (active === 0) {
    yield source.issueAt(
      "layout",
      `no chat server is active, but users.count is ${printCount(users.count)}`,
      {
        allowed: "an active server, or layout: database-only, or users.count: 0",
      },
    );
    return;
  }
  const room = active * servers.usersPerServer;
  if (users.overload === "degrade" || users.count <= room) return;
  const needed = Math.ceil(users.count / servers.usersPerServer);
  const more = needed > MOST_ACTIVE ? "" : `, ${needed} active servers`;
  yield source.issueAt(
    "users.overload",
    `${printCount(users.count)} users, but ${active} active ${active === 1 ? "server takes" : "servers take"} ` +
      `${printCount(room)} (${printCount(servers.usersPerServer)} each), and overload: reject turns away all others`,
    { allowed: `at most ${printCount(room)} users${more}, or overload: degrade` },
  );
}

/** A failure of a chat server or a Front End that this pool does not have. */
export function* vetPlace(
  failure: Failure,
  path: string,
  { layout }: Scenario,
  source: ScenarioSource,
): Iterable<Issue> {
  if (failure.what !== "server-crash" && failure.what !== "front-end-loss") return;
  if (layout.name === "database-only") {
    const parts = failure.what === "server-crash" ? "chat servers" : "Front Ends";
    yield source.issueAt(`${path}.what`, `${failure.what}, but the layout database-only has no ${parts}`, {
      allowed: "a layout with chat servers, or the failure left out",
    });
    return;
  }
  if (failure.what === "front-end-loss") return;
  const { "site-1": one, "site-2": two } = layout.servers;
  const count = one.active + one.idle + two.active + two.idle;
  if (Number(failure.where.slice("server-".length)) <= count) return;
  yield source.issueAt(`${path}.where`, `the layout has no ${failure.where}`, {
    allowed:
      `${count === 1 ? "server-1" : `server-1 to server-${count}`}, counted through: ` +
      `${one.active} active and ${one.idle} idle in site-1, ${two.active} active and ${two.idle} idle in site-2`,
  });
}
