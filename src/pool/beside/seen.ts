/**
 * Messages that somebody had read before they were gone: of each lost message, whether one of those whom it was
 * delivered to was there. It must never know why it was lost.
 */
import { binomial, key, type NoiseWords, type Streams, successive } from "../../engine/index.js";
import type { Micros } from "../../units/index.js";
import type { Arrivals } from "../arrivals.js";
import type { Refused } from "../refusals.js";
import type { Span } from "../spans.js";
import type { Curve, Step } from "../users/curve.js";

const SEEN = key("users", "seen-but-lost");

/** That at least one of `deliveries` users can receive, each of whom can with the chance `share`. */
export function chanceToBeSeen(share: number, deliveries: number): number {
  if (deliveries <= 0) return 0;
  return share >= 1 ? 1 : -Math.expm1(deliveries * Math.log1p(-share));
}

export class Seen {
  readonly #curve: Curve;
  readonly #arrivals: Arrivals;
  /** What nobody took, piece by piece, in order. */
  readonly #refused: readonly Refused[];
  readonly #deliveries: number;
  readonly #words: NoiseWords;

  constructor(
    curve: Curve,
    arrivals: Arrivals,
    refused: readonly Refused[],
    { deliveries, streams }: { readonly deliveries: number; readonly streams: Streams },
  ) {
    this.#curve = curve;
    this.#arrivals = arrivals;
    this.#refused = refused;
    this.#deliveries = deliveries;
    this.#words = streams.noise(SEEN);
  }

  /** Of what was accepted in (from, to]; what was refused must have been counted between such bounds. */
  within({ from, to }: Span): number {
    let sum = 0;
    let reached = from;
    for (const piece of this.#refused) {
      if (piece.to <= from) continue;
      if (piece.from >= to) break;
      sum += this.#outside(reached, piece.from) + this.#inDip(piece);
      reached = piece.to;
    }
    return sum + this.#outside(reached, to);
  }

  /** Nobody is refused here; but who left with his site reads nothing. */
  #outside(from: Micros, to: Micros): number {
    let sum = 0;
    if (from >= to) return sum;
    for (const piece of this.#curve.pieces(from, to)) {
      sum += this.#drawn(this.#arrivals.count(piece.from, piece.to), this.#chance(piece.step), piece.from);
    }
    return sum;
  }

  /** What is accepted here falls where senders are able, so those instants count. */
  #inDip({ from, to, offered, refused }: Refused): number {
    let weight = 0;
    let weighed = 0;
    for (const piece of this.#curve.pieces(from, to)) {
      const { able, counted } = piece.step;
      const own = counted === 0 ? 0 : (piece.to - piece.from) * (able / counted);
      weight += own;
      weighed += own * this.#chance(piece.step);
    }
    // Whoever got through by trying again did so at its end.
    const chance = weight > 0 ? Math.min(1, weighed / weight) : this.#chance(this.#curve.stepAt(to));
    return this.#drawn(offered - refused, chance, from);
  }

  #chance({ able }: Step): number {
    return chanceToBeSeen(able / this.#curve.all, this.#deliveries);
  }

  #drawn(messages: number, chance: number, from: Micros): number {
    if (chance >= 1) return messages;
    return chance <= 0 ? 0 : binomial(messages, chance, successive(this.#words, from));
  }
}
