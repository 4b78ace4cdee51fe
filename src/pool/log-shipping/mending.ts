/**
 * What is done to the files and to the database at site 2 by hand, and what a destroyed site takes with it. It must never
 * know who does it, nor why.
 */
import type { Micros } from "../../units/index.js";
import type { Told } from "../chronicle.js";
import type { Works } from "./disturbing.js";
import {
  arrives,
  filesAreGood,
  holeIsClosed,
  isEmptied,
  isRecovered,
  isRestored,
  startsOver,
} from "./site-2.js";

export interface MendingHost {
  advanceTo(at: Micros): void;
  /** Where everything is has changed. */
  isDisturbed(): void;
  /** The schedule alone does not say any more what comes. */
  isOutOfStep(): void;
  tell(entry: Told): void;
}

type Mended =
  | { readonly fact: "chain-mended"; readonly mends: "unreadable-files" | "hole" }
  | {
      readonly fact: "full-backup-arrived" | "full-backup-restored" | "recovered-early";
      readonly cut: Micros;
    };

export class Mending {
  readonly #works: Works;
  readonly #host: MendingHost;

  constructor(works: Works, host: MendingHost) {
    this.#works = works;
    this.#host = host;
  }

  /** Unreadable files turn good again: somebody took a good copy while it was still there. */
  repairFiles(at: Micros): void {
    this.#change(at, filesAreGood, { fact: "chain-mended", mends: "unreadable-files" });
  }

  /** The log that another tool took is brought to the share: the file behind the hole reaches back over it. */
  closeHole(at: Micros): void {
    this.#change(at, holeIsClosed, { fact: "chain-mended", mends: "hole" });
  }

  /** A full backup with this cut is whole at site 2: the chain can begin there. */
  fullBackupArrived(cut: Micros, at: Micros): void {
    this.#change(at, (works) => arrives(works, cut, at), { fact: "full-backup-arrived", cut });
  }

  /** The full backup is restored: site 2 has a database again. */
  fullBackupRestored(cut: Micros, at: Micros): void {
    this.#change(at, (works) => isRestored(works, cut, at), { fact: "full-backup-restored", cut });
  }

  /** Somebody brings site 2's database online with what it has: it takes no more log, until it is built anew. */
  recovered(cut: Micros, at: Micros): void {
    this.#change(at, (works) => isRecovered(works, cut, at), { fact: "recovered-early", cut });
  }

  /** The database was brought back and is shipped from anew: no file of before follows on anything. */
  beginsAnew(cut: Micros, at: Micros): void {
    this.#change(at, (works) => startsOver(works, cut), null);
  }

  /** The disks at site 2 are gone: its database, and every file that had arrived. */
  secondaryDestroyed(at: Micros): void {
    this.#host.advanceTo(at);
    isEmptied(this.#works, at);
    this.#host.isOutOfStep();
    this.#host.tell({ at, fact: "secondary-emptied" });
  }

  #change(at: Micros, change: (works: Works) => void, told: Mended | null): void {
    this.#host.advanceTo(at);
    if (told !== null) this.#host.tell({ at, ...told });
    change(this.#works);
    this.#host.isDisturbed();
  }
}
