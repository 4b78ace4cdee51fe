/**
 * The chat servers: which run, which are active, and which use the database that serves. It must never know how long any
 * of it takes.
 */
import { type Attachment, type PoolFacts, SITES } from "./pool-facts.js";
import type { Replay } from "./replay.js";
import { forUsers, type Rule } from "./replay.js";
import { told } from "./spans.js";
import { type Finding, violated } from "./verdict.js";

/** Supported is this many; the others are idle. */
const MOST_ACTIVE = 4;

function* serversFollowOn(pool: PoolFacts, { facts }: Replay): Iterable<Finding> {
  const down = new Set<string>();
  for (const { at, server, up } of facts.of("server")) {
    if (pool.siteOfServer(server) === undefined)
      yield violated("servers-follow-on", at, `there is no ${server}`);
    // While everything is set up it may be said of each that it runs.
    if (up === !down.has(server) && at > 0)
      yield violated(
        "servers-follow-on",
        at,
        `${server} ${up ? "comes up" : "goes down"} at ${told(at)}, and already ${up ? "ran" : "was down"}`,
      );
    if (up) down.delete(server);
    else down.add(server);
  }
}

function* serversFallForAReason(pool: PoolFacts, { facts }: Replay): Iterable<Finding> {
  for (const { at, server, up } of facts.of("server")) {
    const site = pool.siteOfServer(server);
    if (up || site === undefined || site === null) continue;
    const struck = facts
      .of("strike")
      .some(
        (strike) =>
          strike.effective &&
          strike.at === at &&
          ((strike.what === "server-crash" && strike.where === server) ||
            (strike.what === "site-loss" && strike.where === site)),
      );
    if (struck) continue;
    const cut = !pool.link.before(at) || !pool.link.after(at);
    const lists = [pool.active.before(at), pool.active.after(at)];
    const apart = lists.some(
      (active) => active.includes(server) && active.some((peer) => pool.siteOfServer(peer) !== site),
    );
    if (!cut || !apart)
      yield violated(
        "servers-fall-for-a-reason",
        at,
        `${server} goes down at ${told(at)}, though nothing strikes it and it is not cut off from its peers`,
      );
  }
}

/** Two databases that accept beside one another have a list each, of the servers of their own site. */
function mostAtOnce(pool: PoolFacts, replay: Replay, at: number | null, servers: readonly string[]): number {
  const divided = at !== null && replay.rivals.some(({ from, to }) => from <= at && at <= to);
  if (!divided) return servers.length;
  return Math.max(...SITES.map((site) => servers.filter((one) => pool.siteOfServer(one) === site).length));
}

function* fourActiveAtMost(pool: PoolFacts, replay: Replay): Iterable<Finding> {
  const lists = [{ at: null, servers: pool.active.first }, ...replay.facts.of("active-servers")];
  for (const { at, servers } of lists) {
    if (mostAtOnce(pool, replay, at, servers) > MOST_ACTIVE)
      yield violated(
        "four-active-at-most",
        at,
        `${servers.length} servers are active: ${servers.join(", ")}`,
      );
    const stranger = servers.find((server) => pool.siteOfServer(server) === undefined);
    if (stranger !== undefined) yield violated("four-active-at-most", at, `there is no ${stranger}`);
    if (new Set(servers).size < servers.length)
      yield violated("four-active-at-most", at, `one is named twice: ${servers.join(", ")}`);
  }
}

const CHANGE_THE_LIST: readonly string[] = [
  "activate-servers",
  "activate-spare",
  "clear-active-servers",
  "activate-primary-servers",
  "reopen-pool",
  "set-active-servers-right",
];

/** With a database that accepted beside the pool's own its list is gone. */
function* peopleChangeTheList(pool: PoolFacts, { facts, rivals }: Replay): Iterable<Finding> {
  for (const { at, servers } of facts.of("active-servers")) {
    if (at <= 0 && servers.join() === pool.active.first.join()) continue;
    const done = facts
      .of("step")
      .some((step) => step.at === at && step.state === "done" && CHANGE_THE_LIST.includes(step.step));
    const byMistake = facts
      .of("strike")
      .some((strike) => strike.at === at && strike.effective && strike.what === "operator-error");
    const isOne = rivals.some(({ to, stopOrder }) => stopOrder !== null && to === at);
    if (!done && !byMistake && !isOne)
      yield violated(
        "people-change-the-list",
        at,
        `the active servers change at ${told(at)}, and nobody activates any`,
      );
  }
}

function* attachmentsFollowOn(pool: PoolFacts, { facts }: Replay): Iterable<Finding> {
  const attached = new Map<string, string>();
  for (const server of pool.active.first) attached.set(server, String(pool.serving.first));
  for (const { fact, at, server, machine } of facts.of("attached", "detached")) {
    const known = attached.get(server);
    if (fact === "attached") {
      const toldAtFirst = at <= 0 && known === machine;
      if (known !== undefined && !toldAtFirst)
        yield violated(
          "attachments-follow-on",
          at,
          `${server} attaches to ${machine} at ${told(at)}, but is attached to ${known}`,
        );
      attached.set(server, machine);
    } else {
      if (known !== machine)
        yield violated(
          "attachments-follow-on",
          at,
          `${server} is detached from ${machine} at ${told(at)}, but was attached to ${known ?? "nothing"}`,
        );
      attached.delete(server);
    }
  }
}

/** Who is taken off the list then keeps his connections: people drain the pool, or name others by mistake. */
const keepsConnections = ({ facts }: Replay, at: number): boolean =>
  facts
    .of("step")
    .some((one) => one.at === at && one.step === "clear-active-servers" && one.state === "done") ||
  facts.of("strike").some((one) => one.at === at && one.effective && one.what === "operator-error");

/** Not active, and not for this reason alone; nobody attaches who is not. */
function isOffTheList(pool: PoolFacts, replay: Replay, { server, from, to }: Attachment): boolean {
  if (!pool.active.after(from).includes(server)) return true;
  return [...pool.active.pieces(from, to)].some(
    (piece) => !piece.value.includes(server) && !keepsConnections(replay, piece.from),
  );
}

function* attachedOnlyWherePossible(pool: PoolFacts, replay: Replay): Iterable<Finding> {
  for (const attachment of pool.attachments) {
    const { server, machine, from, to } = attachment;
    const site = pool.siteOfServer(server);
    const near = site === null || site === pool.siteOfMachine(machine);
    const reasons = [
      [pool.standing(server).during(from, to).includes(false), `${server} is down`],
      [isOffTheList(pool, replay, attachment), `${server} is not active`],
      [!pool.serves(machine, { from, to: Math.min(to, replay.horizon) }), `${machine} does not serve`],
      [!near && pool.link.during(from, to).includes(false), "the link between them is cut"],
    ] as const;
    for (const [holds, reason] of reasons)
      if (holds)
        yield violated(
          "attached-only-where-possible",
          from,
          `${server} is attached to ${machine} from ${told(from)} to ${told(to)}, and meanwhile ${reason}`,
        );
  }
}

export const serverRules: readonly Rule[] = [
  serversFollowOn,
  serversFallForAReason,
  fourActiveAtMost,
  peopleChangeTheList,
  attachmentsFollowOn,
  attachedOnlyWherePossible,
].map(forUsers);
