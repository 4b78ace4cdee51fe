/**
 * A slow, obvious model of people who lose their session and sign in again, for tests to hold a fast one against.
 * Every endpoint is moved by itself: it notices, tries once at a uniform moment of each back-off window, stands in
 * the queue and is signed in. It shares nothing with the program, and knows nothing of what opens or shuts a door:
 * a script says when.
 */

export const HOMES = ["site-1", "site-2"] as const;
export type Home = (typeof HOMES)[number];

/** Seconds, uniformly from the first to the second. */
export type Notice = readonly [number, number];

/** What happens to the people; all of one instant is one change of the situation. */
export type ScriptEvent = { readonly at: number } & (
  | { readonly what: "attached" | "detached"; readonly server: string }
  | { readonly what: "door"; readonly home: Home; readonly open: boolean }
  /** A home keeps its sessions, and nothing that it sends arrives. */
  | { readonly what: "muted"; readonly home: Home; readonly muted: boolean }
  /** The sessions of a home with a server end. `kept`: only the way is cut, and the server still has them. */
  | {
      readonly what: "lost";
      readonly home: Home;
      readonly server: string;
      readonly notice: Notice;
      readonly kept: boolean;
    }
  /** A cut way is whole again: whoever has not noticed goes on as if nothing had been, if the server has him still. */
  | { readonly what: "whole"; readonly home: Home; readonly server: string }
);

export interface Script {
  readonly endpoints: Readonly<Record<Home, number>>;
  /** Active and attached at the beginning; each home is spread evenly over them. */
  readonly servers: readonly string[];
  readonly signInsPerServer: number;
  /** Endpoints that a server takes at most; null: any number. */
  readonly mostPerServer: number | null;
  readonly backOff: number;
  readonly longestBackOff: number;
  /** Length of a cell of the queue, in seconds. */
  readonly cell: number;
  readonly until: number;
  /** In order. */
  readonly events: readonly ScriptEvent[];
}

export interface Step {
  readonly at: number;
  readonly able: number;
}

export interface SlowEndpoint {
  readonly home: Home;
  /** The attempt that got it into the queue, and the instant from which on it can send; the last ones. */
  readonly triedAt: number | null;
  readonly backAt: number | null;
}

export interface SlowReconnect {
  readonly endpoints: readonly SlowEndpoint[];
  /** How many can send from each instant on. */
  readonly able: readonly Step[];
}

/** Uniform in [0, 1): mulberry32. */
export function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** `in`: has a session. `out`: lost it, and tries once it has noticed. `full`: there was no room for it. */
type Standing = "in" | "out" | "queue" | "full";

interface Person {
  readonly home: Home;
  standing: Standing;
  /** Who holds its session, even if the way there is cut. */
  server: string | null;
  notice: Notice;
  lostAt: number;
  noticedAt: number;
  windowFrom: number;
  windowLength: number;
  attempt: number;
  /** Whether the door stood open for it since it lost its session. */
  sawDoorOpen: boolean;
  triedAt: number | null;
  backAt: number | null;
}

export function playReconnect(script: Script, uniform: () => number): SlowReconnect {
  const play = new Play(script, uniform);
  const instants = [...new Set(script.events.map(({ at }) => at))];
  instants.forEach((at, index) => {
    play.change(script.events.filter((event) => event.at === at));
    play.goOnTo(instants[index + 1] ?? script.until);
  });
  return { endpoints: play.people, able: play.able };
}

class Play {
  readonly people: Person[];
  readonly able: Step[] = [];
  private readonly attached: Set<string>;
  private readonly open = new Set<Home>(HOMES);
  private readonly muted = new Set<Home>();
  private readonly sessions = new Map<string, number>();
  private queue: Person[] = [];
  private credit = 0;
  private turn = 0;
  private now = 0;

  constructor(
    private readonly script: Script,
    private readonly uniform: () => number,
  ) {
    this.attached = new Set(script.servers);
    this.people = HOMES.flatMap((home) =>
      Array.from({ length: script.endpoints[home] }, (_, index) =>
        seated(home, script.servers[index % script.servers.length]!),
      ),
    );
    this.note(0);
  }

  change(events: readonly ScriptEvent[]): void {
    this.now = events[0]!.at;
    const roomBefore = this.hasRoom();
    for (const event of events) this.happen(event);
    if (!roomBefore && this.hasRoom()) this.callBackTheFull();
    this.note(this.now);
  }

  private happen(event: ScriptEvent): void {
    switch (event.what) {
      case "attached":
        this.attached.add(event.server);
        return;
      case "detached":
        this.attached.delete(event.server);
        return;
      case "muted":
        if (event.muted) this.muted.add(event.home);
        else this.muted.delete(event.home);
        return;
      case "lost":
        this.lose(event.home, event.server, event.notice, event.kept);
        return;
      case "whole":
        this.mend(event.home, event.server);
        return;
      case "door":
        if (event.open !== this.open.has(event.home)) this.turnDoor(event.home, event.open);
    }
  }

  private lose(home: Home, server: string, notice: Notice, kept: boolean): void {
    for (const person of this.people) {
      if (person.home !== home || person.server !== server) continue;
      if (!kept) person.server = null;
      // Whoever was cut off before goes on noticing by the silence that it hears.
      if (person.standing === "in") this.begin(person, notice);
    }
  }

  private mend(home: Home, server: string): void {
    for (const person of this.people) {
      if (person.home !== home || person.server !== server || person.standing === "in") continue;
      if (person.standing === "out" && person.noticedAt > this.now) person.standing = "in";
      else person.server = null;
    }
  }

  private turnDoor(home: Home, open: boolean): void {
    if (open) {
      this.open.add(home);
      for (const person of this.people) {
        if (person.home === home && person.standing === "out" && person.sawDoorOpen) {
          this.begin(person, person.notice, person.lostAt);
        }
      }
      return;
    }
    this.open.delete(home);
    const sentAway = this.queue.filter((person) => person.home === home);
    this.queue = this.queue.filter((person) => person.home !== home);
    for (const person of sentAway) this.begin(person, [0, 0]);
  }

  private begin(person: Person, notice: Notice, lostAt = this.now): void {
    person.standing = "out";
    person.notice = notice;
    person.lostAt = lostAt;
    person.noticedAt = lostAt + notice[0] + (notice[1] - notice[0]) * this.uniform();
    person.windowFrom = person.noticedAt;
    person.windowLength = this.script.backOff;
    person.attempt = person.windowFrom + person.windowLength * this.uniform();
    person.sawDoorOpen = false;
  }

  private nextWindow(person: Person): void {
    person.windowFrom += person.windowLength;
    person.windowLength = Math.min(2 * person.windowLength, this.script.longestBackOff);
    person.attempt = person.windowFrom + person.windowLength * this.uniform();
  }

  private callBackTheFull(): void {
    for (const person of this.people) {
      if (person.standing !== "full") continue;
      const { longestBackOff } = this.script;
      person.standing = "out";
      person.windowFrom = this.now;
      person.windowLength = longestBackOff;
      person.attempt = this.now + longestBackOff * this.uniform();
    }
  }

  /** Cell by cell to the next change; what it breaks off is left to the first cell after it. */
  goOnTo(end: number): void {
    const start = this.now;
    const trying = this.attemptsUpTo(start, end);
    let next = 0;
    for (let number = 1; next < trying.length || this.queue.length > 0; number += 1) {
      const cellEnd = start + number * this.script.cell;
      if (cellEnd > end) break;
      while (next < trying.length && trying[next]!.attempt <= cellEnd) this.join(trying[next++]!);
      this.signIn(cellEnd);
    }
    for (; next < trying.length; next += 1) this.join(trying[next]!);
  }

  /** Everybody's attempts in (start, end]: those before a shut door fail, the first before an open one counts. */
  private attemptsUpTo(start: number, end: number): Person[] {
    const trying: Person[] = [];
    for (const person of this.people) {
      if (person.standing !== "out") continue;
      while (person.attempt <= start) this.nextWindow(person);
      if (this.open.has(person.home)) {
        person.sawDoorOpen = true;
        if (person.attempt <= end) trying.push(person);
      } else {
        while (person.attempt <= end) this.nextWindow(person);
      }
    }
    return trying.sort((a, b) => a.attempt - b.attempt);
  }

  private join(person: Person): void {
    person.standing = "queue";
    person.triedAt = person.attempt;
    this.queue.push(person);
  }

  private signIn(at: number): void {
    if (this.queue.length === 0) {
      this.credit = 0;
      return;
    }
    this.credit += this.script.signInsPerServer * this.attached.size * this.script.cell;
    let served = 0;
    while (this.queue.length > 0 && this.credit >= 1) {
      const person = this.queue.shift()!;
      const server = this.serverWithRoom();
      if (server === null) {
        person.standing = "full";
        continue;
      }
      this.credit -= 1;
      served += 1;
      person.standing = "in";
      person.server = server;
      person.backAt = at;
      this.sessions.set(server, (this.sessions.get(server) ?? 0) + 1);
    }
    if (this.queue.length === 0) this.credit = 0;
    if (served > 0) this.able.push({ at, able: this.able.at(-1)!.able + served });
  }

  /** In turn over those that can serve and are not full. */
  private serverWithRoom(): string | null {
    const servers = [...this.attached].sort();
    for (let tried = 0; tried < servers.length; tried += 1) {
      this.turn += 1;
      const server = servers[this.turn % servers.length]!;
      if (this.roomOf(server) > 0) return server;
    }
    return null;
  }

  private hasRoom(): boolean {
    this.countSessions();
    return [...this.attached].some((server) => this.roomOf(server) > 0);
  }

  private roomOf(server: string): number {
    const { mostPerServer } = this.script;
    return mostPerServer === null ? 1 : mostPerServer - (this.sessions.get(server) ?? 0);
  }

  private countSessions(): void {
    this.sessions.clear();
    for (const { server } of this.people) {
      if (server !== null) this.sessions.set(server, (this.sessions.get(server) ?? 0) + 1);
    }
  }

  private note(at: number): void {
    this.countSessions();
    const able = this.people.filter(
      ({ home, standing, server }) =>
        standing === "in" && !this.muted.has(home) && this.attached.has(server!),
    );
    this.able.push({ at, able: able.length });
  }
}

const seated = (home: Home, server: string): Person => ({
  home,
  standing: "in",
  server,
  notice: [0, 0],
  lostAt: 0,
  noticedAt: 0,
  windowFrom: 0,
  windowLength: 0,
  attempt: 0,
  sawDoorOpen: false,
  triedAt: null,
  backAt: null,
});
