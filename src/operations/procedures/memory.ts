/** What the steps of one procedure remember for one another: what was copied, which backup the next step restores. */
import type { Pool } from "../../pool/pool.js";
import type { Micros } from "../../units/index.js";
import type { Haul } from "../haul.js";

export class Memory {
  /** Files that are being copied by hand, and since when. */
  files: ReturnType<Pool["clockwork"]["filesToCopy"]> = [];
  copyBegun = 0 as Micros;
  /** How often the share had lost its disks when the backup on it was made. */
  shareLosses = 0;
  /** The whole database that is under way. */
  haul: Haul | null = null;
  /** The cut of the backup of the other site's database. */
  broughtHome: Micros | null = null;
  /** The cut of the backup of the primary, with which log shipping begins anew. */
  shippedFrom: Micros | null = null;
  /** It is whole at the other site. */
  hasArrived = false;
  /** The cut of a new mirror. */
  mirrorCut = 0 as Micros;

  backedUpFrom(what: string, cut: Micros): void {
    if (what === "backup-of-secondary") this.broughtHome = cut;
    if (what === "backup-of-primary") this.shippedFrom = cut;
  }
}
