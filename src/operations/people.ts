/** What people take for things, drawn for the strike that made them necessary: never by position in a stream. */
import { draw, key, type Law, type Streams } from "../engine/index.js";
import type { Strike } from "../spec/index.js";
import type { Micros } from "../units/index.js";

export class People {
  readonly #streams: Streams;

  constructor(streams: Streams) {
    this.#streams = streams;
  }

  /** The same strike and purpose give the same time, whatever else happens. */
  takes(strike: Strike, purpose: string, law: Law): Micros {
    if (law.law === "fixed") return law.value;
    return draw(law, this.#streams.stream(key(strike.id, purpose)).next());
  }
}
