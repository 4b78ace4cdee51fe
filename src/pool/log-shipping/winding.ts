/**
 * Winds the jobs forward: leaps over undisturbed stretches whose ticks cannot matter, walks all others, and tells the
 * exposure what became safe on the way. It must never know who reads what the jobs did.
 */
import type { LinkFigures } from "../../shipping/pipeline.js";
import type { Micros } from "../../units/index.js";
import { type LookBack, lookBackByLink, type NoiseBounds, nextBurst } from "./bounds.js";
import { everythingStands, isClean } from "./calm.js";
import { canCopy } from "./circumstances.js";
import type { Works } from "./disturbing.js";
import { nextExpiry } from "./expiry.js";
import type { LogFile } from "./file.js";
import { Footholds } from "./foothold.js";
import { isChainBroken, newestSafeCut } from "./reach.js";
import { SafeCut } from "./safe-cut.js";
import { Stride } from "./stride.js";

export type Pace = "quick" | "tick-by-tick";

export class Winding {
  /** Up to when the jobs are wound. */
  at: Micros;
  /** null: every tick has to be walked. */
  lookBack: LookBack | null;
  readonly #works: Works;
  readonly #noise: NoiseBounds;
  readonly #pace: Pace;
  readonly #lookBackFor: (wan: LinkFigures | null) => LookBack | null;
  readonly #safeCut: SafeCut;
  readonly #stride = new Stride();
  readonly #footholds: Footholds;

  constructor(works: Works, noise: NoiseBounds, pace: Pace) {
    const { pipeline, exposure } = works;
    this.at = pipeline.begins;
    this.#works = works;
    this.#noise = noise;
    this.#pace = pace;
    this.#safeCut = new SafeCut(exposure, pipeline.begins);
    this.#footholds = new Footholds(pipeline, noise, works);
    this.#lookBackFor = lookBackByLink(pipeline, noise);
    this.lookBack = this.#lookBackFor(pipeline.wan);
  }

  linkIs(wan: LinkFigures | null): void {
    this.lookBack = this.#lookBackFor(wan);
  }

  /** The schedule alone does not say any more what comes. */
  isOutOfStep(): void {
    this.#stride.isBroken();
  }

  /** The state after everything that ends at or before `until`, and before any tick of that instant. */
  to(until: Micros): void {
    const { lookBack } = this;
    const { circumstances, reach } = this.#works;
    const isQuick = this.#pace === "quick" && lookBack !== null;
    if (isQuick && everythingStands(circumstances, reach)) this.#leapAndWalkTo(until, lookBack);
    else this.#walkTo(until);
  }

  /** Nothing is down: walks until the past is worked off, leaps, and walks the last ticks. */
  #leapAndWalkTo(until: Micros, lookBack: LookBack): void {
    while (this.at < until) {
      const end = Math.min(until, nextBurst(this.#noise.bursts, this.at));
      const once = this.#footholds.shortestLeap(lookBack);
      const isWorthALeap = end - this.at > this.#stride.shortestLeap(this.at, lookBack, once);
      if (isWorthALeap && this.#mayLeap(lookBack)) {
        if (!this.#landBefore(end, lookBack)) this.#leapTo((end - lookBack.length) as Micros);
        this.#walkTo(end as Micros);
        this.#footholds.isFound(this.at, lookBack);
      } else this.#walkAndLook(isWorthALeap ? Math.min(end, this.at + lookBack.backupLag) : end, lookBack);
    }
  }

  /** Walks to `until`, or to where it may stand as it stood before: then it is in its stride again. */
  #walkAndLook(until: number, lookBack: LookBack): void {
    if (this.#stride.isReached(this.at, lookBack)) {
      this.#walkTo(until as Micros);
      return;
    }
    const next = this.#footholds.nextAfter(this.at, lookBack);
    this.#walkTo(Math.min(until, next) as Micros);
    if (next <= until && this.#footholds.isRegained(this.at, lookBack)) this.#stride.isRegained();
  }

  #mayLeap(lookBack: LookBack): boolean {
    // The first clean state after a disturbance has to be found by walking.
    if (!isClean(this.#works, this.at, lookBack, this.#noise.bursts) || isChainBroken(this.#works, this.at)) {
      this.#stride.isBroken();
      return false;
    }
    this.#stride.isCleanAt(this.at);
    if (!this.#works.exposure.isCounting) return true;
    // Whoever counts must miss nothing: no safe cut grows too old on the way.
    return lookBack.oldestCut <= this.#works.exposure.threshold && this.#stride.isReached(this.at, lookBack);
  }

  /** Leaps to where it stands as it stood before, if that is known. */
  #landBefore(end: number, lookBack: LookBack): boolean {
    const instant = this.#footholds.landBefore(end, lookBack);
    if (instant === null) return false;
    this.#works.written.forget();
    this.at = instant;
    this.#safeCut.skipTo(instant, this.#newestSafeCut()!);
    return true;
  }

  #leapTo(instant: Micros): void {
    if (instant <= this.at) return;
    this.#works.backup.startFrom(instant);
    this.#works.copy.startFrom(instant);
    this.#works.restore.startFrom(instant);
    this.#safeCut.skipTo(instant, instant);
    this.#works.written.forget();
    this.at = instant;
  }

  /** Where nobody takes files away, all that is left of the backups is what the share still keeps of them. */
  #leapOverLostFiles(until: Micros): void {
    const { pipeline, circumstances, exposure, backup, copy, restore } = this.#works;
    const instant = (until - pipeline.backup.retention - 2 * pipeline.backup.grid.every) as Micros;
    if (instant <= this.at || this.#pace !== "quick" || backup.chronicle !== null) return;
    const isLeftAlone = !canCopy(circumstances) && copy.isIdle && restore.isStuck(circumstances);
    if (exposure.hangsOnFiles || !isLeftAlone || !backup.skipsUsualRuns(instant, circumstances)) return;
    copy.startFrom(instant);
    this.at = instant;
  }

  #walkTo(until: Micros): void {
    this.#leapOverLostFiles(until);
    // Whoever counts exposure stops where what was usable is usable no longer.
    while (this.at < until) {
      const stop = this.#works.exposure.isCounting ? nextExpiry(this.#works, this.at) : until;
      this.#walkStretch(Math.min(until, stop) as Micros);
    }
  }

  readonly #fileMade = (file: LogFile): void => {
    this.#works.copy.fileMade(file);
    if (this.#works.pipeline.share !== "primary") this.#safeCut.fileIsSafe(file.wholeAt, file);
  };

  readonly #fileSafe = (file: LogFile): void => {
    this.#works.restore.fileArrived(file);
    if (this.#works.pipeline.share === "primary") this.#safeCut.fileIsSafe(file.safeAt, file);
  };

  #walkStretch(until: Micros): void {
    this.#works.copy.dropExpired(this.at);
    this.#works.backup.advanceTo(until, this.#works.circumstances, this.#fileMade);
    this.#works.copy.advanceTo(until, this.#works.circumstances, this.#fileSafe);
    this.#works.restore.advanceTo(until, this.#works.circumstances);
    this.at = until;
    if (this.#works.exposure.isCounting) this.#tellExpiry();
  }

  /** A file that waits longer than its retention is gone, and what was usable through it is not any more. */
  #tellExpiry(): void {
    const head = this.#works.restore.waiting[0];
    if (head === undefined || this.at - head.cut <= this.#works.pipeline.copy.retention) return;
    this.tellAnew();
  }

  /** What is safe may have changed otherwise than file by file. */
  tellAnew(): void {
    this.#safeCut.isNow(this.#newestSafeCut() ?? this.#works.pipeline.begins, this.at);
  }

  #newestSafeCut(): Micros | null {
    return newestSafeCut(this.#works, this.at);
  }
}
