/** Bytes on their way over a link whose rate may change under them. Part of the slow reference model. */
import { ceilMicros } from "../../src/units/index.js";

const PER_SECOND = 1_000_000;

export class SlowTransfer {
  /** Bytes that had not left at `since`; from `since` on they leave at `rate`. */
  constructor(
    private left: number,
    private since: number,
    private rate: number,
  ) {}

  get end(): number {
    return this.since + timeFor(this.left, this.rate);
  }

  /** From `now` on another rate; what was sent is sent, and a fixed part that still goes on is not touched. */
  changeRate(now: number, rate: number): void {
    if (rate === this.rate) return;
    if (now > this.since) {
      const sent = ((now - this.since) * this.rate) / PER_SECOND;
      this.left = Math.max(0, this.left - sent);
      this.since = now;
    }
    this.rate = rate;
  }
}

/** Bytes at a rate, in whole microseconds, rounded up. */
export function timeFor(bytes: number, rate: number): number {
  return ceilMicros((bytes * PER_SECOND) / rate);
}
