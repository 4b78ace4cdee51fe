/** When the pool served without a synchronized mirror, and when with one but with no automatic failover armed. */
import type { Micros } from "../units/index.js";
import { type Span, Spans } from "./spans.js";

export interface Lack {
  readonly unmirrored: boolean;
  readonly unwitnessed: boolean;
}

export class Protection {
  readonly #lacks = { unmirrored: new Lacking(), unwitnessed: new Lacking() };

  isNow({ unmirrored, unwitnessed }: Lack, at: Micros): void {
    this.#lacks.unmirrored.isNow(unmirrored, at);
    this.#lacks.unwitnessed.isNow(unwitnessed, at);
  }

  /** What came together since the last time somebody took it. */
  takeUntil(at: Micros): Readonly<Record<keyof Lack, readonly Span[]>> {
    const { unmirrored, unwitnessed } = this.#lacks;
    return { unmirrored: unmirrored.takeUntil(at), unwitnessed: unwitnessed.takeUntil(at) };
  }
}

class Lacking {
  #since: Micros | null = null;
  #spans = new Spans();

  isNow(lacks: boolean, at: Micros): void {
    if (lacks) this.#since ??= at;
    else if (this.#since !== null) {
      this.#spans.add(this.#since, at);
      this.#since = null;
    }
  }

  takeUntil(at: Micros): readonly Span[] {
    if (this.#since !== null) {
      this.#spans.add(this.#since, at);
      this.#since = at;
    }
    const spans = this.#spans.all;
    this.#spans = new Spans();
    return spans;
  }
}
