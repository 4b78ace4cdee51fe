/**
 * Whether a pipeline is as its schedule alone would have it, for whoever asks now and then: the answer is the same
 * whether the ticks between were walked or leapt over. It must never wind the clockwork.
 */
import type { Micros } from "../../units/index.js";
import type { Expectations, LookBack, NoiseBounds } from "./bounds.js";
import { everythingStands, isClean } from "./calm.js";
import type { Works } from "./disturbing.js";
import { isChainBroken } from "./reach.js";
import { Stride } from "./stride.js";

export class Order {
  readonly #works: Works;
  readonly #bursts: NoiseBounds["bursts"];
  readonly #stride = new Stride();

  constructor(works: Works, { bursts }: NoiseBounds, begins: Micros) {
    this.#works = works;
    this.#bursts = bursts;
    this.#stride.isCleanAt(begins);
  }

  isBroken(): void {
    this.#stride.isBroken();
  }

  /** null: who knows. */
  expectationsAt(now: Micros, lookBack: LookBack): Expectations | null {
    if (this.#bursts.length > 0) return null;
    const { circumstances, reach } = this.#works;
    const isOrderly =
      everythingStands(circumstances, reach) &&
      isClean(this.#works, now, lookBack, this.#bursts) &&
      !isChainBroken(this.#works, now);
    if (isOrderly) this.#stride.isCleanAt(now);
    else this.#stride.isBroken();
    if (!this.#stride.isReached(now, lookBack)) return null;
    return lookBack.expectations;
  }
}
