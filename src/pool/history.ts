/**
 * The commit axis: which database accepted when, in which history, and at the end of a life which of what was
 * accepted is in the live history. A failover with loss ends one history and begins the next, at the newest point
 * of the old one that survived; so histories are a tree, and each is a list of reigns of machines.
 */
import type { Machine } from "../spec/index.js";
import type { Micros } from "../units/index.js";
import { explain } from "./explain.js";
import type { Cause } from "./incident.js";
import { type Span, without } from "./spans.js";

export interface Reign {
  readonly machine: Machine;
  readonly from: Micros;
  to: Micros | null;
}

/** Where what was not yet safe stood when its database stopped. */
export interface Whereabouts {
  readonly from: Micros;
  readonly to: Micros;
  readonly because: LostBecause;
}

export type LostBecause =
  | "not-yet-backed-up"
  | "on-the-share-only"
  | "in-transfer"
  | "behind-a-broken-file"
  | "exposed"
  | "forked"
  | "deleted"
  | "no-copy-left";

interface Stop {
  readonly at: Micros;
  readonly cause: Cause;
  readonly whereabouts: readonly Whereabouts[];
}

export type HistoryBegins = "at-first" | "secondary-recovered" | "forced-service" | "failed-back";

interface Branch {
  readonly number: number;
  readonly parent: Branch | null;
  /** Everything of the parent up to here is in it. */
  readonly cut: Micros;
  readonly begun: HistoryBegins;
  /** From when on log that is cut is its own, where that is before its database first serves. */
  readonly since: Micros | null;
  readonly reigns: Reign[];
  stop: Stop | null;
}

/** What one disk holds: a history up to an instant. */
export interface Copy {
  readonly history: number;
  readonly upTo: Micros;
}

interface Deletion {
  /** What was there to delete: what somebody had deleted before was not. */
  readonly spans: readonly Span[];
  readonly at: Micros;
  readonly cause: Cause;
  readonly history: number;
  undone: boolean;
}

export interface Abandoned {
  readonly from: Micros;
  readonly to: Micros;
  readonly cause: Cause;
  readonly why: readonly Whereabouts[];
  /** Whose it was: any disk that still holds this much of this history holds it. null: deleted everywhere. */
  readonly history: number | null;
}

export class History {
  readonly #branches: Branch[];
  readonly #deletions: Deletion[] = [];
  #current: Branch;
  #rival: { readonly branch: Branch; readonly from: Micros } | null = null;
  readonly #splits: (Span & { readonly history: number })[] = [];

  /** The first database has accepted for as long as anybody remembers. */
  constructor(machine: Machine, begins: Micros) {
    const reigns: Reign[] = [{ machine, from: begins, to: null }];
    this.#current = {
      number: 0,
      parent: null,
      cut: begins,
      begun: "at-first",
      since: null,
      reigns,
      stop: null,
    };
    this.#branches = [this.#current];
  }

  get #reign(): Reign | undefined {
    return this.#current.reigns[this.#current.reigns.length - 1];
  }

  get serving(): Machine | null {
    const reign = this.#reign;
    return reign !== undefined && reign.to === null ? reign.machine : null;
  }

  hasServed(machine: Machine): boolean {
    return this.#branches.some(({ reigns }) => reigns.some((reign) => reign.machine === machine));
  }

  /** Which machine served this history last; null: none has yet. */
  get lastServer(): Machine | null {
    return this.#reign?.machine ?? null;
  }

  /** Who accepted from when to when, in order; null: it still does. */
  get reigns(): readonly Reign[] {
    return this.#branches.flatMap(({ reigns }) => reigns).sort((a, b) => a.from - b.from);
  }

  /** The number of the history that is the pool's. */
  get current(): number {
    return this.#current.number;
  }

  /** Up to when the pool's history has been written, seen from `now`. */
  lastAccepted(now: Micros): Micros {
    return this.serving === null ? lastOf(this.#current) : now;
  }

  stops(at: Micros, cause: Cause, whereabouts: readonly Whereabouts[]): void {
    this.#reign!.to = at;
    this.#current.stop = { at, cause, whereabouts };
  }

  /** What ended the acceptance turns out to be somebody else's fault. */
  isChargedTo(cause: Cause): void {
    if (this.#current.stop !== null) this.#current.stop = { ...this.#current.stop, cause };
  }

  serves(machine: Machine, at: Micros): void {
    this.#current.reigns.push({ machine, from: at, to: null });
  }

  /**
   * A new history begins as the pool's: everything up to `cut`, of whichever history was written at that instant
   * (or of `parent`), and nothing behind it.
   */
  forksAt(
    cut: Micros,
    begun: HistoryBegins,
    parent = this.historyAt(cut),
    since: Micros | null = null,
  ): void {
    const reigns: Reign[] = [];
    const number = this.#branches.length;
    this.#current = { number, parent: this.#branches[parent]!, cut, begun, since, reigns, stop: null };
    this.#branches.push(this.#current);
  }

  /** Which history the log with this cut belongs to: one database accepts at a time. */
  historyAt(cut: Micros): number {
    for (let number = this.#branches.length - 1; number > 0; number--) {
      const { since, reigns } = this.#branches[number]!;
      const start = since ?? reigns[0]?.from;
      if (start !== undefined && start <= cut) return number;
    }
    return 0;
  }

  /**
   * A new history begins as the pool's while the database of the old one goes on accepting: two that accept at once,
   * until one of them is abandoned.
   */
  splitsAt(cut: Micros, at: Micros): void {
    this.#rival = { branch: this.#current, from: at };
    this.forksAt(cut, "secondary-recovered");
  }

  /** The history that goes on beside the pool's, and who writes it; null: there is none. */
  get rival(): { readonly machine: Machine; readonly history: number; readonly from: Micros } | null {
    if (this.#rival === null) return null;
    const { branch, from } = this.#rival;
    return { machine: branch.reigns.at(-1)!.machine, history: branch.number, from };
  }

  /** The history beside the pool's is abandoned. */
  rivalStops(at: Micros, cause: Cause): void {
    const { branch, from } = this.#rival!;
    branch.reigns.at(-1)!.to = at;
    branch.stop = { at, cause, whereabouts: [{ from: branch.cut, to: at, because: "forked" }] };
    this.#splits.push({ history: branch.number, from, to: at });
    this.#rival = null;
  }

  /** When two histories were written at once; `history`: the one that was abandoned. */
  get splits(): readonly (Span & { readonly history: number })[] {
    return this.#splits;
  }

  deletes(from: Micros, at: Micros, cause: Cause): void {
    const before = this.#deletions.filter(({ undone }) => !undone).flatMap(({ spans }) => spans);
    const spans = without([{ from, to: at }], before);
    this.#deletions.push({ spans, at, cause, history: this.current, undone: false });
  }

  /** What was deleted at one instant stands in one file, and comes back from it together. */
  undeletes(at: Micros): void {
    for (const deletion of this.#deletions) if (deletion.at === at) deletion.undone = true;
  }

  /** The parts of (from, to] in which some database accepted; with `history`, only those of that one. */
  acceptedWithin(from: Micros, to: Micros, history: number | null = null): Span[] {
    const parts: Span[] = [];
    for (const { reigns, number } of this.#branches) {
      if (history !== null && history !== number) continue;
      for (const reign of reigns) {
        const start = Math.max(from, reign.from) as Micros;
        const end = Math.min(to, reign.to ?? to) as Micros;
        if (end > start) parts.push({ from: start, to: end });
      }
    }
    return parts;
  }

  /**
   * What is not in the live history at the end. The serving database's history lives; where nothing serves, the
   * longest that stands on a disk that is left.
   */
  abandoned(end: Micros, copies: readonly Copy[]): Abandoned[] {
    const live = this.serving === null ? this.#longest(copies) : { history: this.current, upTo: end };
    const lost = this.#branches.flatMap((branch) => this.#lostOf(branch, live));
    const deleted = this.#deletions.filter(
      (one) => !one.undone && isWithin(one, this.#keptOf(one.history, live)),
    );
    const gone: Span[] = [...lost];
    return [
      ...lost,
      ...deleted.flatMap(({ spans, cause }): Abandoned[] => {
        // What is lost anyway is lost once.
        const left = without(spans, gone);
        gone.push(...left);
        return left.map((span) => ({
          ...span,
          cause,
          why: [{ ...span, because: "deleted" }],
          history: null,
        }));
      }),
    ];
  }

  #longest(copies: readonly Copy[]): Copy | null {
    let longest: Copy | null = null;
    for (const copy of copies) {
      if (longest === null || this.#lengthOf(copy) > this.#lengthOf(longest)) longest = copy;
    }
    return longest;
  }

  /** How much time of acceptance a copy holds, counted from time 0. */
  #lengthOf({ history, upTo }: Copy): number {
    const branch = this.#branches[history]!;
    const own = branch.reigns.reduce(
      (sum, { from, to }) => {
        return sum + Math.max(0, Math.min(to ?? upTo, upTo) - Math.max(from, 0));
      },
      Math.min(upTo, 0),
    );
    if (branch.parent === null) return own;
    return own + this.#lengthOf({ history: branch.parent.number, upTo: branch.cut });
  }

  /** Up to when a history's own part is in the live one; null: nothing of it. */
  #keptOf(history: number, live: Copy | null): Micros | null {
    if (live === null) return null;
    let { upTo } = live;
    for (let branch: Branch | null = this.#branches[live.history]!; branch !== null; branch = branch.parent) {
      if (branch.number === history) return upTo;
      upTo = Math.min(upTo, branch.cut) as Micros;
    }
    return null;
  }

  #isLeftBehind(branch: Branch): Branch | null {
    let child: Branch | null = null;
    for (let one: Branch | null = this.#current; one !== null; one = one.parent) {
      if (one === branch) return child;
      child = one;
    }
    return null;
  }

  /** What of one history is lost: what the next one never had, and what went down with the last one. */
  #lostOf(branch: Branch, live: Copy | null): Abandoned[] {
    if (branch.stop === null || branch.reigns.length === 0) return [];
    const to = lastOf(branch);
    const known = this.#keptOf(branch.number, live);
    const start = this.#startOf(branch);
    // What a history shares with its parent is its parent's to lose.
    const kept = known === null || (branch.parent !== null && known < start) ? start : known;
    if (to <= kept) return [];
    const next = this.#isLeftBehind(branch);
    if (next !== null) {
      const cut = Math.max(kept, next.cut) as Micros;
      const before = this.#stretch(
        branch,
        kept,
        Math.min(cut, to) as Micros,
        this.#current.stop,
        "no-copy-left",
      );
      return [...before, ...this.#stretch(branch, cut, to, branch.stop, whyLeft(next))];
    }
    const own = branch !== this.#current ? "forked" : live?.history === branch.number ? null : "no-copy-left";
    return this.#stretch(branch, kept, to, branch.stop, own);
  }

  /** Where the loss of a whole history begins: behind all that was accepted before it; of the first, at time 0. */
  #startOf({ parent, number }: Branch): Micros {
    if (parent === null) return 0 as Micros;
    return Math.max(...this.#branches.slice(0, number).map(lastOf)) as Micros;
  }

  /** `because`: null where it is told by where the log was when its database stopped. */
  #stretch(
    branch: Branch,
    from: Micros,
    to: Micros,
    stop: Stop | null,
    because: LostBecause | null,
  ): Abandoned[] {
    if (to <= from || stop === null) return [];
    const why = because === null ? explain(from, to, stop.whereabouts) : [{ from, to, because }];
    return [{ from, to, cause: stop.cause, why, history: branch.number }];
  }
}

const lastOf = ({ reigns, cut }: Branch): Micros => reigns[reigns.length - 1]?.to ?? cut;

const isWithin = ({ at }: Deletion, kept: Micros | null): boolean => kept !== null && at <= kept;

/** What a forced mirror never hardened was exposed; what site 2 never had was somewhere on its way. */
const whyLeft = (next: Branch): LostBecause | null => (next.begun === "forced-service" ? "exposed" : null);
