/**
 * The law of the age of the newest safe cut over a window of time, out of plain arrays: the same mixture of uniforms as the
 * exact law of a schedule, for thousands of files and thousands of schedules.
 */
import type { ScheduleFiguresResult } from "../../results/index.js";
import { MOST_PIECES } from "./bounds.js";

const FIRST_ROOM = 4_096;

export class Ages {
  #count = 0;
  #total = 0;
  #from = new Float64Array(FIRST_ROOM);
  #to = new Float64Array(FIRST_ROOM);
  #area = 0;
  #best = Number.POSITIVE_INFINITY;
  #worst = 0;

  clear(): void {
    this.#count = 0;
    this.#total = 0;
    this.#area = 0;
    this.#best = Number.POSITIVE_INFINITY;
    this.#worst = 0;
  }

  /** An age that begins with `age` and grows for so long. */
  add(age: number, length: number): void {
    if (length <= 0) return;
    if (this.#count === this.#from.length) this.#grow();
    this.#from[this.#count] = age;
    this.#to[this.#count] = age + length;
    this.#count++;
    this.#total += length;
    this.#area += length * (age + length / 2);
    this.#best = Math.min(this.#best, age);
    this.#worst = Math.max(this.#worst, age + length);
  }

  #grow(): void {
    if (this.#count >= MOST_PIECES) {
      throw new RangeError(`more than ${MOST_PIECES} pieces of age to sum over`);
    }
    const longer = (pieces: Float64Array) => {
      const grown = new Float64Array(Math.min(MOST_PIECES, 2 * pieces.length));
      grown.set(pieces);
      return grown;
    };
    this.#from = longer(this.#from);
    this.#to = longer(this.#to);
  }

  get total(): number {
    return this.#total;
  }

  get worst(): number {
    return this.#worst;
  }

  /** In microseconds; a fraction is possible. */
  get mean(): number {
    return this.#area / this.#total;
  }

  /** In seconds. */
  figures(exact: boolean): ScheduleFiguresResult {
    const [p50, p95, p99] = this.#quantiles([0.5, 0.95, 0.99]);
    return {
      best: this.#best / 1e6,
      mean: this.mean / 1e6,
      p50: p50! / 1e6,
      p95: p95! / 1e6,
      p99: p99! / 1e6,
      worst: this.#worst / 1e6,
      exact,
    };
  }

  /** The smallest ages that these shares of all instants do not pass; the shares rise. */
  #quantiles(shares: readonly number[]): number[] {
    const from = this.#from.subarray(0, this.#count).sort();
    const to = this.#to.subarray(0, this.#count).sort();
    const found: number[] = [];
    let begun = 0;
    let ended = 0;
    let covered = 0;
    let at = from[0]!;
    while (found.length < shares.length) {
      if (ended === this.#count) {
        found.push(this.#worst);
        continue;
      }
      // Between two borders each age is there as many times as pieces have begun and not ended.
      const isBegin = begun < this.#count && from[begun]! <= to[ended]!;
      const next = isBegin ? from[begun]! : to[ended]!;
      const slope = begun - ended;
      const gained = slope * (next - at);
      while (slope > 0 && found.length < shares.length) {
        const target = shares[found.length]! * this.#total;
        if (covered + gained < target) break;
        found.push(at + Math.max(0, target - covered) / slope);
      }
      covered += gained;
      at = next;
      if (isBegin) begun++;
      else ended++;
    }
    return found;
  }
}

/** Files in the order of their cuts, from the first of which all is known, and when each became safe. */
interface SafeFiles {
  readonly cut: Float64Array;
  readonly safe: Float64Array;
  readonly first: number;
  readonly files: number;
}

/** The age of the newest safe cut over [from, to). */
export function addAges(ages: Ages, { cut, safe, first, files }: SafeFiles, from: number, to: number): void {
  let start = from;
  let newest = Number.NaN;
  for (let file = first; file < files; file++) {
    const at = safe[file]!;
    // A file that was not copied within the window shows nothing of itself in it.
    if (!(at < to)) break;
    if (at > start) {
      if (!Number.isNaN(newest)) ages.add(start - newest, at - start);
      start = at;
    }
    newest = cut[file]!;
  }
  if (to > start && !Number.isNaN(newest)) ages.add(start - newest, to - start);
}
