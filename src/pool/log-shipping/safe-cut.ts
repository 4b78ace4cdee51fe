/** Tells the exposure of each newer safe cut, file by file, and anew when something may have been lost. */
import type { Micros } from "../../units/index.js";
import type { Exposure } from "./exposure.js";
import type { LogFile } from "./file.js";

export class SafeCut {
  readonly #exposure: Exposure;
  /** What the newest usable cut was when it was last told. */
  #told: Micros;

  constructor(exposure: Exposure, begins: Micros) {
    this.#exposure = exposure;
    this.#told = begins;
  }

  /** The next file of the chain is safe: no need to look through the whole chain. */
  fileIsSafe(at: Micros, file: LogFile): void {
    if (file.corrupt || file.from > this.#told || file.cut <= this.#told) return;
    this.isNow(file.cut, at);
  }

  isNow(cut: Micros, at: Micros): void {
    this.#told = cut;
    this.#exposure.newestSafeCut(at, cut);
  }

  /** The past up to here was not looked at, and need not be; `cut` is the newest that is usable. */
  skipTo(instant: Micros, cut: Micros): void {
    this.#told = cut;
    this.#exposure.skipTo(instant, cut);
  }
}
