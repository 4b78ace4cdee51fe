/**
 * How far the log has come in each place, as a story goes on: on the share, at site 2, restored there. It believes
 * every entry, and must never judge whether a file can be used.
 */
import type { TimelineResult, TraceEntry } from "../../results/index.js";

export type Place = "on the share" | "at site 2" | "restored";

export interface Move {
  readonly place: Place;
  /** null: nothing was there. */
  readonly from: number | null;
  readonly to: number;
}

export class Watermarks {
  readonly #at: Record<Place, number | null>;

  constructor({ begins, coldStart }: TimelineResult["setting"]) {
    // What was committed before the story begins is everywhere; a cold start has a full backup, and nothing on the share.
    this.#at = { "on the share": coldStart ? null : begins, "at site 2": begins, restored: begins };
  }

  /** Takes an entry in; the mark that it moved, or null. */
  absorb(entry: TraceEntry): Move | null {
    switch (entry.fact) {
      case "backup":
        return entry.outcome === "made" ? this.#move("on the share", entry.at) : null;
      case "copy":
        return entry.outcome === "safe" ? this.#move("at site 2", entry.cut) : null;
      case "restore":
        return entry.outcome === "restored" ? this.#move("restored", entry.cut) : null;
      case "full-backup-restored":
        return this.#move("restored", entry.cut);
      case "secondary-emptied":
        this.#at.restored = null;
        return null;
      default:
        return null;
    }
  }

  #move(place: Place, to: number): Move {
    const from = this.#at[place];
    this.#at[place] = to;
    return { place, from, to };
  }
}
