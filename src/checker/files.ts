/**
 * The files of log shipping as the facts tell of them: made, whole, copied, gone, mended. It must never know a
 * schedule: when a job should have run is not its business.
 */
import type { TraceSetting } from "../results/index.js";
import { LONGEST } from "../units/index.js";
import type { Facts, Placed } from "./facts.js";
import type { Family, Position } from "./histories.js";
import type { Moves } from "./moves.js";
import { pairOf } from "./sessions.js";

export interface LogFile {
  readonly cut: number;
  /** Where its log begins. */
  readonly from: number;
  /** Since when it is whole on the share. */
  readonly whole: number;
  readonly corrupt: boolean;
  /** Whose log it carries. */
  readonly history: number;
}

export class Files {
  readonly #facts: Facts;
  readonly #family: Family;
  readonly #moves: Moves;
  readonly #setting: TraceSetting;
  /** All files that were ever made, in order. */
  readonly made: readonly LogFile[];
  readonly #byCut: ReadonlyMap<number, LogFile>;
  readonly #stands: readonly {
    readonly at: number;
    readonly order: number;
    readonly restored: Position | null;
  }[];

  constructor(facts: Facts, family: Family, moves: Moves, setting: TraceSetting) {
    this.#facts = facts;
    this.#family = family;
    this.#moves = moves;
    this.#setting = setting;
    this.made = facts
      .of("backup")
      .filter(({ outcome }) => outcome === "made")
      .map(({ at, from, until, corrupt }) => ({
        cut: at,
        from,
        whole: until,
        corrupt,
        // A cut at the instant of a takeover belongs to whoever serves from then on.
        history: family.atHome(until > at ? at + 1 : at),
      }));
    this.#byCut = new Map(this.made.map((file) => [file.cut, file]));
    this.#stands = this.#readStands();
  }

  withCut(cut: number): LogFile | undefined {
    return this.#byCut.get(cut);
  }

  /** Which log is on site 2 when the trace begins: all that comes before its first file, unless another tool took that. */
  #heldAtFirst(): Position {
    if (this.#setting.coldStart) return { history: 0, at: 0 };
    const from = this.made[0]?.from ?? Number.POSITIVE_INFINITY;
    const isTaken = this.#facts.of("log-taken-away").some(({ upTo }) => upTo <= from);
    return { history: 0, at: isTaken || from > LONGEST ? this.#setting.begins * 1e6 : from };
  }

  /** Where the database at site 2 stood, one after the other. */
  #readStands(): { at: number; order: number; restored: Position | null }[] {
    const stands: { at: number; order: number; restored: Position | null }[] = [];
    for (const { until, cut, outcome, order } of this.#facts.of("restore"))
      if (outcome === "restored") stands.push({ at: until, order, restored: this.position(cut) });
    for (const { at, cut, order } of this.#facts.of("full-backup-restored"))
      stands.push({ at, order, restored: this.fullPosition(cut) });
    // To bring it online changes nothing of what is there; and what had served there has all that it accepted.
    for (const { at, cut, order } of this.#facts.of("recovered-early")) {
      const isFull = this.#facts
        .of("full-backup-restored")
        .some((full) => full.cut === cut && full.order < order);
      stands.push({ at, order, restored: isFull ? this.fullPosition(cut) : this.position(cut) });
    }
    // With a backup of the other pair's database over it there is nothing to go on from until that is restored.
    for (const { at, order, step, state } of this.#facts.of("step"))
      if (step === "restore-on-secondary" && state === "begins") stands.push({ at, order, restored: null });
    for (const entry of this.#facts.of("secondary-emptied", "disks-destroyed"))
      if (entry.fact === "secondary-emptied" || entry.machine === "secondary")
        stands.push({ at: entry.at, order: entry.order, restored: null });
    // A run stands in the trace at its start and ends later; what else happens at its end comes after it.
    return stands.sort((a, b) => a.at - b.at || a.order - b.order);
  }

  /** The newest commit that is restored at site 2; null: no database stands there. */
  restoredAt(at: number): Position | null {
    const last = this.#stands.findLast((stand) => stand.at <= at);
    return last === undefined ? this.#heldAtFirst() : last.restored;
  }

  /** The same before a run that stands at this place in the trace: what takes no time ends as it begins. */
  restoredBefore(at: number, order: number): Position | null {
    const last = this.#stands.findLast((stand) => stand.at < at || (stand.at === at && stand.order < order));
    return last === undefined ? this.#heldAtFirst() : last.restored;
  }

  position(cut: number): Position {
    return { history: this.withCut(cut)?.history ?? this.#family.at(cut), at: cut };
  }

  /** Of a full backup: what was brought home is the history's that goes on there, before it has served. */
  fullPosition(cut: number): Position {
    const home = this.#facts
      .of("step")
      .findLast(({ at, step, state }) => step === "restore-on-primary" && state === "done" && at <= cut);
    if (home === undefined || this.#moves.pairBefore(home.order) !== "second") return this.position(cut);
    const later = this.#facts.of("history-begins", "serves").filter(({ order }) => order > home.order);
    const serves = later.find((entry) => entry.fact === "serves" && pairOf(entry.machine) === "first");
    const begins = later.find((entry) => entry.fact === "history-begins" && entry.by === "failed-back");
    const next =
      (begins?.order ?? Number.POSITIVE_INFINITY) < (serves?.order ?? Number.POSITIVE_INFINITY)
        ? begins
        : serves;
    return next !== undefined && cut <= (serves?.at ?? cut)
      ? { history: next.history, at: cut }
      : this.position(cut);
  }

  /** Whole at site 2 by a copy that ended not after `at`. */
  copied(cut: number, at: number): boolean {
    return this.#facts
      .of("copy")
      .some(
        (copy) => copy.outcome === "safe" && copy.cut === cut && copy.until <= at && !this.#lost(copy, at),
      );
  }

  /** Older than files are kept at that place, counted from their cut. */
  tooOld(cut: number, at: number, place: "share" | "site2"): boolean {
    return at - cut > this.#setting.retention[place] * 1e6;
  }

  /** A copy is lost when its file is gone from site 2 after it came there. */
  #lost(copy: Placed<"copy">, at: number): boolean {
    return this.#facts
      .of("files-gone")
      .some(
        (gone) =>
          gone.place === "site-2" && gone.cuts.includes(copy.cut) && copy.until <= gone.at && gone.at <= at,
      );
  }

  goneFromShare(cut: number, at: number): boolean {
    return this.#facts
      .of("files-gone")
      .some((gone) => gone.place === "share" && gone.cuts.includes(cut) && gone.at < at);
  }

  #mendedBetween(what: "unreadable-files" | "hole", after: number, at: number): boolean {
    return this.#facts
      .of("chain-mended")
      .some(({ mends, at: when }) => mends === what && after <= when && when <= at);
  }

  readable(file: LogFile, at: number): boolean {
    return !file.corrupt || this.#mendedBetween("unreadable-files", file.cut, at);
  }

  /** Where the log of a file begins, with what was closed since counted to it. */
  #beginning(file: LogFile, at: number): number {
    const reached = this.made[this.made.indexOf(file) - 1]?.cut ?? this.#heldAtFirst().at;
    if (file.from <= reached) return file.from;
    const taken = this.#facts
      .of("log-taken-away")
      .findLast(({ upTo }) => reached < upTo && upTo <= file.from);
    // Only what was given back after it was taken closes the hole.
    const isBack = this.#facts
      .of("chain-mended")
      .some(
        ({ mends, at: when, order }) =>
          mends === "hole" && when >= reached && when <= at && order > (taken?.order ?? -1),
      );
    if (!isBack) return file.from;
    return reached;
  }

  /** Can this file be restored onto a database that stands at this position? */
  follows(file: LogFile, position: Position, at: number): boolean {
    return (
      position.at < file.cut &&
      this.#beginning(file, at) <= position.at &&
      this.#family.holds(file.history, position)
    );
  }

  /** Follows the chain of the given files as far as it goes. */
  endOfChain(start: Position, files: readonly LogFile[], at: number): Position {
    const next = files
      .filter((file) => this.readable(file, at))
      .find((file) => this.follows(file, start, at));
    return next === undefined ? start : this.endOfChain({ history: next.history, at: next.cut }, files, at);
  }
}
