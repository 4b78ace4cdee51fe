/**
 * From a told life to the script of the slow model: when servers were attached, when doors opened and shut, whose
 * sessions ended. It reads what happened to the parts and works out the rest by itself; it never looks at what the
 * life says of the people, neither at who could send nor at how many lost a session.
 */
import type { ServerSetting, TimelineResult, TraceEntry } from "../../src/results/index.js";
import { HOMES, type Home, type Notice, type Script, type ScriptEvent } from "./slow-reconnect.js";

const CLOSED: Notice = [1, 5];
const SILENT: Notice = [60, 120];

/** Why a server stops whose machine goes on, and tells everybody. */
const CLOSES_CONNECTIONS = ["process", "recycling"];

const siteOf = (frontEnd: string): Home => (frontEnd === "front-end-1" ? "site-1" : "site-2");

/** What the loss of the next hop, or of the way to it, does to a session: it ends, or only nothing arrives. */
export type NextHop = "ends-sessions" | "mutes";

export function scriptFrom({ entries, setting }: TimelineResult, rule: NextHop = "mutes"): Script {
  const users = setting.users!;
  const parts = new Parts(users.servers, users.nextHop, rule);
  const events: ScriptEvent[] = [];
  for (let from = 0; from < entries.length; ) {
    let to = from;
    while (to < entries.length && entries[to]!.at === entries[from]!.at) to += 1;
    events.push(...parts.meet(entries.slice(from, to)));
    from = to;
  }
  return {
    endpoints: users.endpoints,
    servers: users.servers.filter(({ active }) => active).map(({ name }) => name),
    signInsPerServer: users.signInsPerServer ?? Number.POSITIVE_INFINITY,
    mostPerServer: users.mostPerServer,
    backOff: 60,
    longestBackOff: 300,
    cell: 1,
    until: setting.horizon,
    events,
  };
}

/** What stands and what reaches what. */
class Parts {
  private link = true;
  private readonly lostSites = new Set<string>();
  private readonly lostFrontEnds = new Set<string>();
  private readonly carriedBy = new Map<Home, string>([
    ["site-1", "front-end-1"],
    ["site-2", "front-end-2"],
  ]);
  private readonly attached: Set<string>;

  constructor(
    private readonly servers: readonly ServerSetting[],
    private nextHop: string,
    private readonly rule: NextHop,
  ) {
    this.attached = new Set(servers.filter(({ active }) => active).map(({ name }) => name));
  }

  /** All that is told of one instant, as what it does to the people. */
  meet(entries: readonly TraceEntry[]): ScriptEvent[] {
    const { at } = entries[0]!;
    const before = this.view();
    const stopped = new Map<string, Notice>();
    for (const entry of entries) {
      this.take(entry);
      if (entry.fact !== "server" || entry.up) continue;
      this.attached.delete(entry.server);
      stopped.set(entry.server, CLOSES_CONNECTIONS.includes(entry.because) ? CLOSED : SILENT);
    }
    const after = this.view();
    const changes: ScriptEvent[] = [];
    for (const { name } of this.servers) {
      const [was, is] = [before.attached.has(name), after.attached.has(name)];
      if (was !== is) changes.push({ at, what: is ? "attached" : "detached", server: name });
      for (const home of HOMES) {
        const notice = stopped.get(name);
        const way = `${home} ${name}`;
        const lost = { at, what: "lost", home, server: name, notice: SILENT } as const;
        if (notice !== undefined) changes.push({ ...lost, notice, kept: false });
        else if (before.standing.has(home) && !after.standing.has(home))
          changes.push({ ...lost, kept: false });
        else if (before.whole.has(way) && !after.whole.has(way)) changes.push({ ...lost, kept: true });
        else if (!before.whole.has(way) && after.whole.has(way)) {
          changes.push({ at, what: "whole", home, server: name });
        }
      }
    }
    for (const home of HOMES) {
      const open = after.open.has(home);
      if (before.open.has(home) !== open) changes.push({ at, what: "door", home, open });
      const muted = after.muted.has(home);
      if (before.muted.has(home) !== muted) changes.push({ at, what: "muted", home, muted });
    }
    return changes;
  }

  private take(entry: TraceEntry): void {
    const mark = (set: Set<string>, name: string, present: boolean) =>
      present ? set.add(name) : set.delete(name);
    switch (entry.fact) {
      case "strike":
        if (entry.what === "site-loss" && entry.effective) this.lostSites.add(entry.where!);
        return;
      case "heal":
        if (entry.what === "site-loss") this.lostSites.delete(entry.where!);
        return;
      case "link":
        this.link = entry.up;
        return;
      case "front-end":
        mark(this.lostFrontEnds, entry.frontEnd, !entry.up);
        return;
      case "carried":
        if (entry.home === "next-hop") this.nextHop = entry.by;
        else this.carriedBy.set(entry.home, entry.by);
        return;
      case "attached":
      case "detached":
        mark(this.attached, entry.server, entry.fact === "attached");
    }
  }

  private view() {
    const pairs = HOMES.flatMap((home) => this.servers.map((server) => ({ home, server })));
    const whole = pairs.filter(({ home, server }) => this.isWhole(home, server));
    const standing = new Set(HOMES.filter((home) => this.stands(home)));
    const muted = new Set(this.rule === "mutes" ? HOMES.filter((home) => !this.hasNextHop(home)) : []);
    const reached = whole.filter(
      ({ home, server }) => standing.has(home) && !muted.has(home) && this.attached.has(server.name),
    );
    return {
      attached: new Set(this.attached),
      standing,
      muted,
      whole: new Set(whole.map(({ home, server }) => `${home} ${server.name}`)),
      open: new Set(reached.map(({ home }) => home)),
    };
  }

  private stands(home: Home): boolean {
    if (this.lostFrontEnds.has(this.carriedBy.get(home)!)) return false;
    return this.rule === "mutes" || !this.lostFrontEnds.has(this.nextHop);
  }

  private hasNextHop(home: Home): boolean {
    return !this.lostFrontEnds.has(this.nextHop) && this.isOneSide(home, siteOf(this.nextHop));
  }

  private isWhole(home: Home, { site }: ServerSetting): boolean {
    const viaNextHop = this.rule === "mutes" ? [] : [siteOf(this.nextHop)];
    return this.isOneSide(home, site, ...viaNextHop);
  }

  /** The people of a lost site sit elsewhere, and their part of the way needs no link. */
  private isOneSide(home: Home, ...others: readonly (Home | null)[]): boolean {
    if (this.link) return true;
    const places = [siteOf(this.carriedBy.get(home)!), ...others];
    if (!this.lostSites.has(home)) places.push(home);
    return new Set(places).size === 1;
  }
}
