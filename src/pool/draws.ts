/** What is drawn because of a strike: keyed by the strike and a purpose, never by position in a stream. */
import { draw, key, type Law, type Streams } from "../engine/index.js";
import type { Strike } from "../spec/index.js";
import type { Micros } from "../units/index.js";

export class StrikeDraws {
  readonly #streams: Streams;
  readonly #times = new Map<string, number>();

  constructor(streams: Streams) {
    this.#streams = streams;
  }

  /** The same strike and purpose give the same time, whatever else happens. */
  takes(strike: Strike, purpose: string, law: Law): Micros {
    if (law.law === "fixed") return law.value;
    return draw(law, this.uniform(strike, purpose));
  }

  /** For what may come up several times for one strike: drawn by how often it has. */
  takesAgain(strike: Strike, purpose: string, law: Law): Micros {
    const name = `${strike.id} ${purpose}`;
    const ordinal = (this.#times.get(name) ?? 0) + 1;
    this.#times.set(name, ordinal);
    return this.takes(strike, `${purpose}/${ordinal}`, law);
  }

  uniform(strike: Strike, purpose: string): number {
    return this.#streams.stream(key(strike.id, purpose)).next();
  }
}
