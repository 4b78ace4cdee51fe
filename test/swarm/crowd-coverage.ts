/**
 * What users of a told life met: kinds of facts, and the meetings of several of them that a swarm is there to bring
 * about. Read off the facts alone; it must never know what the scenario had asked for.
 */
import type { TimelineResult, TraceEntry } from "../../src/results/index.js";

type Of<F extends TraceEntry["fact"]> = Extract<TraceEntry, { fact: F }>;

export function* seenOfUsers(timeline: TimelineResult): Iterable<string> {
  const { users } = timeline.setting;
  if (users === null) {
    yield "nobody";
    return;
  }
  const story = new Story(timeline);
  yield users.servers[0]?.site === null ? "users of one application" : "users of chat servers";
  for (const entry of timeline.entries) yield* named(entry);
  yield* story.signingIn();
  yield* story.recycling();
  yield* story.shortCuts();
  yield* story.frontEnds();
  yield* story.room();
  yield* story.whoLeft();
  for (const { latency, rto, refused } of timeline.incidents.map((one) => ({ ...one, ...one.messages }))) {
    if (latency.some(({ why }) => why !== null)) yield "a queue without end";
    if (rto === 0 && refused > 0) yield "refused without an outage";
    if (users.retryFor > 0 && refused > 0) yield "refused though tried again";
  }
  if (users.retryFor > 0 && story.falls.length > 0) yield "tried again";
}

function* named(entry: TraceEntry): Iterable<string> {
  switch (entry.fact) {
    case "server":
      yield entry.up ? "server up" : `server down by ${entry.because}`;
      break;
    case "sessions-lost":
      yield `sessions lost by ${entry.notice}`;
      break;
    case "carried":
      yield entry.home === "next-hop" ? "next hop carried" : "home carried";
      break;
    case "active-servers":
      yield `${entry.servers.length} servers activated`;
      break;
    case "front-end":
      yield entry.up ? "front end up" : "front end down";
      break;
    default:
  }
}

interface Change {
  readonly at: number;
  readonly before: number;
  readonly after: number;
  readonly counted: number;
}

class Story {
  readonly #timeline: TimelineResult;
  /** Of the endpoints that can send; the last word of each instant. */
  readonly changes: readonly Change[];
  readonly falls: readonly Change[];

  constructor(timeline: TimelineResult) {
    this.#timeline = timeline;
    const { endpoints } = timeline.setting.users!;
    const last = new Map(this.#all("able").map((fact) => [fact.at, fact]));
    let before = endpoints["site-1"] + endpoints["site-2"];
    this.changes = [...last.values()].map(({ at, endpoints: after, counted }) => {
      const change = { at, before, after, counted };
      before = after;
      return change;
    });
    this.falls = this.changes.filter(({ before: had, after }) => after < had);
  }

  #all<const F extends TraceEntry["fact"]>(fact: F): Of<F>[] {
    return this.#timeline.entries.filter((entry): entry is Of<F> => entry.fact === fact);
  }

  /** Endpoints that came back by themselves, and not because something that had blocked them went away. */
  *signingIn(): Iterable<string> {
    const releases = new Set(
      [
        ...this.#all("attached"),
        ...this.#all("carried"),
        ...this.#all("link"),
        ...this.#all("front-end"),
      ].map(({ at }) => at),
    );
    const strikes = new Set(
      this.#all("strike")
        .filter(({ effective }) => effective)
        .map(({ at }) => at),
    );
    let signsIn: Change | null = null;
    for (const change of this.changes) {
      const { at, before, after, counted } = change;
      if (after > before && !releases.has(at)) {
        signsIn = change;
        yield "signing in";
        if (after === counted) yield "everybody is back";
        continue;
      }
      if (after >= before || signsIn === null || signsIn.after === signsIn.counted) continue;
      if (strikes.has(at)) yield "a reconnect broken off by a second failure";
      // One cell before they still came in: some more were queueing.
      if (after === 0 && at - signsIn.at <= 4) yield "a door that shuts with people in the queue";
      signsIn = null;
    }
  }

  *recycling(): Iterable<string> {
    const backs = this.#all("link").filter(({ up }) => up);
    const downSince = new Map<string, number>();
    for (const { server, up, at, because } of this.#all("server")) {
      if (!up && because === "recycling") downSince.set(server, at);
      const since = downSince.get(server);
      if (!up || since === undefined) continue;
      downSince.delete(server);
      yield backs.some((back) => since < back.at && back.at < at)
        ? "a link that is back in the middle of a restart"
        : "a link that is back between two restarts";
    }
  }

  *shortCuts(): Iterable<string> {
    const lostAt = new Set(this.#all("sessions-lost").map(({ at }) => at));
    let cutAt: number | null = null;
    for (const { at, up } of this.#all("link")) {
      if (!up) {
        cutAt = at;
        continue;
      }
      const change = this.changes.find((one) => one.at === at);
      const isShort = cutAt !== null && at - cutAt < 600 && lostAt.has(cutAt);
      if (isShort && change !== undefined && change.after > change.before)
        yield "sessions resumed after a short cut";
    }
  }

  *frontEnds(): Iterable<string> {
    const carried = this.#all("carried");
    const frontEnds = this.#all("front-end");
    const down = new Map<string, number>();
    for (const { frontEnd, up, at } of frontEnds) {
      if (!up) {
        down.set(frontEnd, at);
        continue;
      }
      const since = down.get(frontEnd) ?? 0;
      const isMoved = carried.some((fact) => fact.at >= since && fact.at <= at && fact.by !== frontEnd);
      yield isMoved ? "a Front End failed over that came back" : "a Front End waited out";
      down.delete(frontEnd);
    }
    const links = this.#all("link");
    for (const { home, at, by } of carried) {
      const isCut = links.findLast((link) => link.at <= at)?.up === false;
      const other = by === "front-end-1" ? "front-end-2" : "front-end-1";
      const stands = frontEnds.findLast((fact) => fact.frontEnd === other && fact.at <= at)?.up !== false;
      if (home === "next-hop" && isCut && stands) yield "a next hop moved during a cut";
    }
    for (const { step, state } of this.#all("step")) {
      if (step === "activate-spare" && state === "given-up") yield "a spare dropped because nobody needs it";
    }
  }

  /** Turned away: everything attached is full, and somebody is left. */
  *room(): Iterable<string> {
    const { mostPerServer } = this.#timeline.setting.users!;
    if (mostPerServer === null) return;
    const attached = new Set<string>(
      this.#timeline.setting.users!.servers.filter(({ active }) => active).map(({ name }) => name),
    );
    let fullAt: number | null = null;
    let isFull = false;
    const inOrder = this.#timeline.entries.filter(
      ({ fact }) => fact === "attached" || fact === "detached" || fact === "able",
    );
    for (const entry of inOrder) {
      if (entry.fact === "attached") attached.add(entry.server);
      if (entry.fact === "detached") attached.delete(entry.server);
      if (entry.fact !== "able") continue;
      const most = attached.size * mostPerServer;
      isFull = entry.endpoints > 0 && entry.endpoints === most && entry.endpoints < entry.counted;
      if (isFull) {
        fullAt = entry.endpoints;
        yield "users turned away";
      } else if (fullAt !== null && entry.endpoints > fullAt) {
        fullAt = null;
        yield "users turned away and let in later";
      }
    }
    const last = this.#timeline.incidents.at(-1);
    if (isFull && last?.closed === null) yield "an incident that never closes because users are turned away";
  }

  *whoLeft(): Iterable<string> {
    let counted: number | null = null;
    for (const change of this.changes) {
      if (counted !== null && change.counted < counted) yield "users who left with their site";
      if (counted !== null && change.counted > counted) yield "users who came back with their site";
      if (change.counted === 0) yield "nobody left to count";
      counted = change.counted;
    }
    if (this.changes[0] !== undefined) {
      const { endpoints } = this.#timeline.setting.users!;
      if (this.changes[0].counted < endpoints["site-1"] + endpoints["site-2"])
        yield "users who left with their site";
    }
  }
}
