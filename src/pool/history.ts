/**
 * The commit axis: which database accepted when, and at the end of a life which of what was accepted is in the
 * live history. A failover ends one history and begins the next at the newest cut that survived.
 */
import type { Micros } from "../units/index.js";
import type { Cause } from "./incident.js";

export type Database = "primary" | "secondary";

interface Reign {
  readonly database: Database;
  readonly from: Micros;
  to: Micros | null;
}

/** The old history was left at `lastAccepted`; the new one has everything up to `cut`. */
export interface Failover {
  readonly cut: Micros;
  readonly lastAccepted: Micros;
  readonly cause: Cause;
}

/** Where a database's history would stand at the end, if it were the one to live on. */
export interface Standing {
  /** Its disk exists and was not destroyed. */
  readonly primaryDisk: boolean;
  readonly secondaryDisk: boolean;
  /** The newest cut usable at site 2 where no failover happened; null: site 2 has nothing. */
  readonly usableAtSecondary: Micros | null;
}

export interface Abandoned {
  readonly from: Micros;
  readonly to: Micros;
  readonly cause: Cause;
  /** Whose history it was. */
  readonly database: Database;
}

export class History {
  readonly #reigns: Reign[] = [];
  #failover: Failover | null = null;
  #lastLossOf: { readonly database: Database; readonly at: Micros; readonly cause: Cause } | null = null;

  /** The primary has accepted for as long as anybody remembers. */
  constructor(begins: Micros) {
    this.#reigns.push({ database: "primary", from: begins, to: null });
  }

  get serving(): Database | null {
    const last = this.#reigns[this.#reigns.length - 1]!;
    return last.to === null ? last.database : null;
  }

  hasServed(database: Database): boolean {
    return this.#reigns.some((reign) => reign.database === database);
  }

  get hasFailedOver(): boolean {
    return this.#failover !== null;
  }

  stops(at: Micros, cause: Cause): void {
    const last = this.#reigns[this.#reigns.length - 1]!;
    last.to = at;
    this.#lastLossOf = { database: last.database, at, cause };
  }

  serves(database: Database, at: Micros): void {
    this.#reigns.push({ database, from: at, to: null });
  }

  /** There is no way back: what the primary accepted after `cut` is out of the history that lives on. */
  leavesPrimary(cut: Micros): void {
    const { at, cause } = this.#lastLossOf!;
    this.#failover = { cut, lastAccepted: at, cause };
  }

  /** The parts of (from, to] in which some database accepted. */
  acceptedWithin(from: Micros, to: Micros): { readonly from: Micros; readonly to: Micros }[] {
    const parts: { from: Micros; to: Micros }[] = [];
    for (const reign of this.#reigns) {
      const start = Math.max(from, reign.from) as Micros;
      const end = Math.min(to, reign.to ?? to) as Micros;
      if (end > start) parts.push({ from: start, to: end });
    }
    return parts;
  }

  /**
   * What is not in the live history at the end. The serving database's history lives; where nothing serves,
   * the longest that stands on a disk that is not destroyed.
   */
  abandoned(end: Micros, standing: Standing): Abandoned[] {
    return this.#failover === null ? this.#withoutFailover(standing) : this.#afterFailover(end, standing);
  }

  #withoutFailover({ primaryDisk, usableAtSecondary, secondaryDisk }: Standing): Abandoned[] {
    if (this.serving !== null || primaryDisk) return [];
    const { at: to, cause } = this.#lastLossOf!;
    const from = (secondaryDisk ? usableAtSecondary : null) ?? (0 as Micros);
    return to > from ? [{ from, to, cause, database: "primary" }] : [];
  }

  #afterFailover(end: Micros, standing: Standing): Abandoned[] {
    const { cut, lastAccepted, cause } = this.#failover!;
    const old: Abandoned = { from: cut, to: lastAccepted, cause, database: "primary" };
    const lost = lastAccepted > cut ? [old] : [];
    if (this.serving !== null) return lost;
    // Nothing serves: the old history may be the longer one that is left.
    const since = this.#lastLossOf!;
    const gained = this.acceptedWithin(lastAccepted, end).reduce((sum, part) => sum + part.to - part.from, 0);
    const oldLives = standing.primaryDisk && (!standing.secondaryDisk || lastAccepted > cut + gained);
    if (oldLives) {
      return gained > 0 && since.at > lastAccepted
        ? [{ from: lastAccepted, to: since.at, cause: since.cause, database: "secondary" }]
        : [];
    }
    if (standing.secondaryDisk) return lost;
    // Both disks are gone: the second loss takes what the first had left.
    const rest = [
      { from: 0 as Micros, to: cut },
      { from: lastAccepted, to: since.at },
    ].filter(({ from, to }) => to > from);
    return [
      ...lost,
      ...rest.map((part) => ({ ...part, cause: since.cause, database: "secondary" as const })),
    ];
  }
}
