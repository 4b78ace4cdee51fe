/** How many could send just before failures take it from some, by their home. It must never know who they are. */
import type { Site } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import type { Step } from "./curve.js";

/** How many of each home. */
export type ByHome = Record<Site, number>;

export const homesOf = ({ able, atSite2 }: Pick<Step, "able" | "atSite2">): ByHome => ({
  "site-1": able - atSite2,
  "site-2": atSite2,
});

export class Falls {
  /** The last instant at which fewer could send, and how many could just before. */
  #at = Number.NEGATIVE_INFINITY;
  #could: ByHome = { "site-1": 0, "site-2": 0 };

  /**
   * Just before the failures of an instant: each of several is measured against those who could before the first,
   * without the homes that left with their site. `before`: as it stood before this one.
   */
  couldBefore(at: Micros, before: Step, leaving: readonly Site[]): Readonly<ByHome> {
    if (this.#at !== at) this.#could = homesOf(before);
    this.#at = at;
    for (const home of leaving) this.#could[home] = 0;
    return { ...this.#could };
  }
}
