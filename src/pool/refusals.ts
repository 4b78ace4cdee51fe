/**
 * How many messages nobody took. Every message comes from a user chosen at random, so that of n messages sent while a
 * share of the users could not send, binomially many are refused. Drawn once for each piece of a dip, by the instant at
 * which the piece begins; pieces are cut wherever anybody will ask. It must never know incidents.
 */
import { binomial, key, type NoiseWords, type Streams, successive } from "../engine/index.js";
import type { Micros } from "../units/index.js";
import type { Arrivals } from "./arrivals.js";
import type { Curve } from "./users/curve.js";

export interface Refused {
  readonly from: Micros;
  readonly to: Micros;
  readonly offered: number;
  readonly refused: number;
}

const REFUSED = key("users", "refused");

export class Refusals {
  readonly pieces: readonly Refused[];

  /** `cuts`: the instants at which intervals begin or end that somebody will ask for, in no order. */
  constructor(
    curve: Curve,
    arrivals: Arrivals,
    {
      retryFor,
      evenly,
      streams,
    }: { readonly retryFor: Micros; readonly evenly: boolean; readonly streams: Streams },
    cuts: readonly Micros[],
    end: Micros,
  ) {
    const shares = curve.refusedShares(retryFor);
    const words = streams.noise(REFUSED);
    const inOrder = sorted(cuts, curve.changes);
    const pieces: Refused[] = [];
    let carried = 0;
    let next = 0;
    for (const dip of curve.dips(end)) {
      let from = dip.from;
      while (next < inOrder.length && inOrder[next]! <= from) next++;
      while (from < dip.to) {
        const to = (next < inOrder.length ? Math.min(inOrder[next]!, dip.to) : dip.to) as Micros;
        while (next < inOrder.length && inOrder[next]! <= to) next++;
        const offered = arrivals.count(from, to);
        const share = shares.mean(from, to);
        // Evenly spaced messages are refused evenly as well: the fractions add up.
        carried = evenly ? carried + offered * share : 0;
        const refused = evenly
          ? Math.min(offered, Math.floor(carried + 1e-9))
          : drawn(offered, share, words, from);
        carried -= refused;
        pieces.push({ from, to, offered, refused });
        from = to;
      }
    }
    this.pieces = pieces;
  }

  /** In (from, to], where both are instants that were cut at, or lie in no dip. */
  within(from: Micros, to: Micros): number {
    let sum = 0;
    for (let index = this.#firstBehind(from); index < this.pieces.length; index++) {
      const piece = this.pieces[index]!;
      if (piece.from >= to) break;
      if (piece.from < from || piece.to > to) {
        throw new Error(
          `refused messages of ${piece.from} to ${piece.to} cannot be divided at ${from} or ${to}`,
        );
      }
      sum += piece.refused;
    }
    return sum;
  }

  /** The pieces are in order and apart. */
  #firstBehind(instant: Micros): number {
    let low = 0;
    let high = this.pieces.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.pieces[middle]!.to <= instant) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Numbers in a typed array are put in order without a comparison being called for each pair of them. */
function sorted(some: readonly Micros[], others: readonly Micros[]): Float64Array {
  const all = new Float64Array(some.length + others.length);
  all.set(some);
  all.set(others, some.length);
  return all.sort();
}

function drawn(offered: number, share: number, words: NoiseWords, from: Micros): number {
  if (share >= 1) return offered;
  return share <= 0 ? 0 : binomial(offered, share, successive(words, from));
}
