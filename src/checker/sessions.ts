/** The state of the two mirroring sessions by the facts. It must never know who serves. */
import type { MachineName, PairName, SessionName } from "../results/index.js";
import type { Facts, Placed } from "./facts.js";

export const PAIRS: Readonly<Record<PairName, readonly [MachineName, MachineName]>> = {
  first: ["principal", "mirror"],
  second: ["secondary", "secondary-mirror"],
};

export const pairOf = (machine: MachineName): PairName =>
  PAIRS.second.includes(machine) || machine === "secondary-witness" ? "second" : "first";

/** The other database of the pair. */
export function partnerOf(machine: MachineName): MachineName {
  const [one, other] = PAIRS[pairOf(machine)];
  return machine === one ? other : one;
}

export class Sessions {
  readonly #facts: Facts;
  readonly #mirror: boolean;

  constructor(facts: Facts, mirror: boolean) {
    this.#facts = facts;
    this.#mirror = mirror;
  }

  changes(pair: PairName): Placed<"session">[] {
    return this.#facts.of("session").filter((change) => change.pair === pair);
  }

  /** Before its first change a session is what that change leaves; without one the first pair stands as set up. */
  #atFirst(pair: PairName): SessionName {
    const first = this.changes(pair)[0];
    if (first !== undefined) return first.from;
    return pair === "first" && this.#mirror ? "SYNCHRONIZED" : "none";
  }

  /** After everything that happens at that instant. */
  after(pair: PairName, at: number): SessionName {
    return this.changes(pair).findLast((change) => change.at <= at)?.to ?? this.#atFirst(pair);
  }

  /** All states that held at that instant: the one it came with, and those that it went through. */
  around(pair: PairName, at: number): SessionName[] {
    const before = this.changes(pair).findLast((change) => change.at < at)?.to ?? this.#atFirst(pair);
    return [before, ...this.changes(pair).flatMap((change) => (change.at === at ? [change.to] : []))];
  }
}
