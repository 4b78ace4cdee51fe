/** The log that the database wrote: the load's fluid, less the times in which it accepted nothing. */
import type { Pipeline } from "../../shipping/pipeline.js";
import type { Micros } from "../../units/index.js";

interface Outage {
  readonly from: Micros;
  to: Micros;
}

export class WrittenLog {
  readonly #pipeline: Pipeline;
  #outages: Outage[] = [];

  constructor(pipeline: Pipeline) {
    this.#pipeline = pipeline;
  }

  /** Bytes written in (from, to]. */
  between(from: Micros, to: Micros): number {
    let bytes = this.#pipeline.logWritten(from, to);
    for (const outage of this.#outages) {
      const start = Math.max(from, outage.from) as Micros;
      const end = Math.min(to, outage.to) as Micros;
      if (end > start) bytes -= this.#pipeline.logWritten(start, end);
    }
    return bytes;
  }

  /** `needed`: nobody will ask for anything before it any more. */
  stops(at: Micros, needed: Micros): void {
    this.#outages = this.#outages.filter((outage) => outage.to > needed);
    this.#outages.push({ from: at, to: Number.POSITIVE_INFINITY as Micros });
  }

  resumes(at: Micros): void {
    const last = this.#outages[this.#outages.length - 1];
    if (last !== undefined) last.to = at;
  }

  /** What was written in (from, to] is in no log that anybody will back up. */
  isAbandoned(from: Micros, to: Micros): void {
    // The stop at `to` is the last outage: what goes before it joins it.
    const last = this.#outages[this.#outages.length - 1];
    if (last !== undefined && last.from === to && to > from)
      this.#outages.splice(-1, 1, { from, to: last.to });
  }

  /** Nothing is missing of what would have been written since `instant`. */
  isWholeSince(instant: Micros): boolean {
    return this.#outages.every(({ to }) => to <= instant);
  }

  forget(): void {
    this.#outages = [];
  }
}
