/**
 * How the messages of a time in which two databases accepted fell to them: each went to the database that its sender could
 * reach, so that of n accepted ones binomially many went to the one that was abandoned. Drawn once for each piece in which
 * nobody came or went, by its beginning. It must never know incidents.
 */
import { binomial, key, type Streams, successive } from "../engine/index.js";
import type { Site } from "../spec/index.js";
import type { Micros } from "../units/index.js";
import type { Span } from "./spans.js";
import type { Curve, Step } from "./users/curve.js";

const DIVIDED = key("users", "divided");

interface Piece extends Span {
  readonly messages: number;
}

/** The instants between which somebody may ask. */
export function* dividedAt(curve: Curve, rivalries: readonly Span[]): Iterable<Micros> {
  for (const { from, to } of rivalries) {
    yield from;
    yield to;
    for (const piece of curve.pieces(from, to)) yield piece.from;
  }
}

export class Divided {
  readonly #pieces: readonly Piece[];

  /** `abandoned`: in which site the database stood whose messages are lost; all: everybody's. `cuts`: in order. */
  constructor(
    curve: Curve,
    rivalries: readonly Span[],
    accepted: (from: Micros, to: Micros) => number,
    cuts: readonly Micros[],
    {
      abandoned,
      evenly,
      streams,
    }: { readonly abandoned: Site | "all"; readonly evenly: boolean; readonly streams: Streams },
  ) {
    const words = streams.noise(DIVIDED);
    let carried = 0;
    const pieces: Piece[] = [];
    for (const rivalry of rivalries) {
      for (const piece of curve.pieces(rivalry.from, rivalry.to)) {
        const within = cuts.filter((cut) => cut > piece.from && cut < piece.to);
        const bounds = [piece.from, ...new Set(within), piece.to];
        for (let index = 0; index + 1 < bounds.length; index++) {
          const [from, to] = [bounds[index]!, bounds[index + 1]!];
          const all = accepted(from, to);
          const share = shareOf(piece.step, abandoned);
          carried = evenly ? carried + all * share : 0;
          const messages = evenly
            ? Math.min(all, Math.floor(carried + 1e-9))
            : share >= 1
              ? all
              : share <= 0
                ? 0
                : binomial(all, share, successive(words, from));
          carried -= messages;
          pieces.push({ from, to, messages });
        }
      }
    }
    this.#pieces = pieces;
  }

  /** Lost of what was accepted in (from, to], which lies in one rivalry and was cut at both ends. */
  within(from: Micros, to: Micros): number {
    return this.#pieces.reduce(
      (sum, piece) => (piece.from >= from && piece.to <= to ? sum + piece.messages : sum),
      0,
    );
  }
}

function shareOf({ able, atSite2 }: Step, abandoned: Site | "all"): number {
  if (able === 0) return 0;
  if (abandoned === "all") return 1;
  return abandoned === "site-2" ? atSite2 / able : (able - atSite2) / able;
}
