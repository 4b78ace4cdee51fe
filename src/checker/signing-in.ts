/**
 * Signing in takes time: the servers that are attached let in so many a second. It must never know who waits, so it
 * holds the pace and not the turn.
 */
import type { PoolFacts } from "./pool-facts.js";
import { forUsers, type Replay, type Rule } from "./replay.js";
import { told } from "./spans.js";
import { type Finding, violated } from "./verdict.js";

/** Whoever signs in within a second is counted at its end; over very long queues within 2, 4, 8 … seconds. */
const CELLS = 4096;

const A_FEW = 4;

/** Instants at which those whose sessions were only blocked come back at once. */
function releasesOf(pool: PoolFacts, { facts }: Replay): Set<number> {
  const back = [
    ...facts.of("attached", "carried"),
    ...facts.of("link", "front-end").filter(({ up }) => up),
    // Whose site returns is counted again; whose site is lost sits elsewhere, beyond no cut.
    ...(["site-1", "site-2"] as const).flatMap((site) => pool.isLost(site).changes),
  ];
  return new Set(back.map(({ at }) => at));
}

/** How many have come in, as a bucket: it fills at the pace of the servers and never holds more than one cell's worth. */
class Door {
  readonly #pace: number;
  readonly #room: number;
  #free: number;
  #at = 0;

  constructor(pace: number, cell: number) {
    this.#pace = pace;
    // What is left of a cell's share is carried over to the next, also where cells begin anew: a few more at most.
    this.#room = pace * cell + A_FEW;
    this.#free = this.#room;
  }

  /** How many more than possible have come in. */
  letIn(at: number, endpoints: number): number {
    this.#free = Math.min(this.#room, this.#free + (this.#pace * (at - this.#at)) / 1e6) - endpoints;
    this.#at = at;
    return -this.#free;
  }
}

function* signingInTakesTime(pool: PoolFacts, replay: Replay): Iterable<Finding> {
  const { signInsPerServer } = pool.users;
  // There is nothing to sign in to, or it costs nothing.
  if (pool.applicationOnly || signInsPerServer === null) return;
  const releases = releasesOf(pool, replay);
  const cell = cellFor(pool.users.triedWithin + pool.all / signInsPerServer);
  const turned = replay.facts.of("server", "active-servers", "front-end", "link", "sessions-lost");
  const instants = [...turned, ...pool.attached.changes].map(({ at }) => at);
  const turns = [...releases, ...instants].sort((a, b) => a - b);
  const { changes } = pool.crowd;
  let index = 0;
  let since = Number.NEGATIVE_INFINITY;
  for (const until of [...turns, Number.POSITIVE_INFINITY]) {
    const servers = pool.attached.after(since).length;
    const door = new Door(signInsPerServer * servers, cell);
    for (; index < changes.length && changes[index]!.at <= until; index++) {
      const { at, value } = changes[index]!;
      const rise = value.able - pool.crowd.before(at).able;
      const over = rise > 0 && !releases.has(at) ? door.letIn(at, rise) : 0;
      if (over > 1e-6)
        yield violated(
          "signing-in-takes-time",
          at,
          `${rise} more can send at ${told(at)}, ${over} more than ${servers} servers can have signed in`,
        );
    }
    since = until;
  }
}

/** Connections that stand go on, and blocked ones come back; nobody signs in where no server is active. */
function* drainedLetsNobodyIn(pool: PoolFacts, replay: Replay): Iterable<Finding> {
  const releases = releasesOf(pool, replay);
  for (const { at, value } of pool.crowd.changes) {
    const rise = value.able - pool.crowd.before(at).able;
    // Whoever came in within the second that ends as the list is cleared was let in before.
    const isDrained = pool.active.before(at).length === 0 && pool.active.after(at).length === 0;
    if (rise > 0 && isDrained && !releases.has(at))
      yield violated(
        "drained-lets-nobody-in",
        at,
        `${rise} more can send at ${told(at)}, and no server is active`,
      );
  }
}

function cellFor(seconds: number): number {
  let cell = 1;
  while (seconds > cell * CELLS) cell *= 2;
  return cell;
}

export const signInRules: readonly Rule[] = [signingInTakesTime, drainedLetsNobodyIn].map(forUsers);
