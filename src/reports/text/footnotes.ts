/** Reasons for what a table cannot say, each once, in the order in which they are needed. It knows no figures. */
import { UNKNOWN } from "./figures.js";

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

export class Footnotes {
  readonly #reasons: string[] = [];

  /** The mark of a reason, to stand behind what it explains. */
  mark(reason: string): string {
    const known = this.#reasons.indexOf(reason);
    const number = known < 0 ? this.#reasons.push(reason) : known + 1;
    return raised(number);
  }

  /** "–" with the mark of its reason. */
  unknown(reason: string): string {
    return UNKNOWN + this.mark(reason);
  }

  get lines(): readonly string[] {
    return this.#reasons.map((reason, index) => `${raised(index + 1)} ${reason}`);
  }
}

const raised = (number: number): string =>
  [...String(number)].map((digit) => RAISED[Number(digit)]!).join("");
