/** Why each piece of a lost stretch was lost, from where the log stood when its database stopped. */
import type { Micros } from "../units/index.js";
import type { LostBecause, Whereabouts } from "./history.js";

/** The pieces of (from, to] by what is known of them; what nobody knows of stands nowhere any more. */
export function explain(from: Micros, to: Micros, whereabouts: readonly Whereabouts[]): Whereabouts[] {
  const pieces: Whereabouts[] = [];
  let reached = from;
  const fill = (until: Micros, because: LostBecause) => {
    const last = pieces[pieces.length - 1];
    if (until <= reached) return;
    if (last?.because === because) pieces[pieces.length - 1] = { ...last, to: until };
    else pieces.push({ from: reached, to: until, because });
    reached = until;
  };
  for (const piece of whereabouts) {
    fill(Math.min(piece.from, to) as Micros, "no-copy-left");
    fill(Math.min(piece.to, to) as Micros, piece.because);
  }
  fill(to, "no-copy-left");
  return pieces;
}
