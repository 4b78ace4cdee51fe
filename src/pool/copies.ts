/**
 * What stands on which machine's disks: a history up to an instant, or whatever the serving database sends to its
 * mirror. Kept by machine, because a machine that returns brings its own copy back, whatever its role is then.
 */
import type { Machine } from "../spec/index.js";
import type { Micros } from "../units/index.js";
import type { Copy, History } from "./history.js";
import type { MirroringSession } from "./mirroring/session.js";

type Content = Copy | "follows";

export class Copies {
  readonly #contents = new Map<Machine, Content>();
  readonly #history: History;

  constructor(history: History) {
    this.#history = history;
  }

  /** The machine serves the pool's history from here on. */
  serves(machine: Machine): void {
    this.#contents.delete(machine);
  }

  stops(machine: Machine, at: Micros): void {
    this.#contents.set(machine, { history: this.#history.current, upTo: at });
  }

  /** Its copy is that of the serving database, as far as the session has brought it. */
  follows(machine: Machine): void {
    this.#contents.set(machine, "follows");
  }

  /** A backup was restored on it. */
  holds(machine: Machine, copy: Copy): void {
    this.#contents.set(machine, copy);
  }

  /** Its disks are about to be overwritten from the beginning. */
  isEmptied(machine: Machine): void {
    this.#contents.delete(machine);
  }

  /** Nothing follows any more: what the mirror has got so far is its own from here on. */
  settle(session: MirroringSession, now: Micros): void {
    if (session.mirror === null) return;
    const content = this.of(session.mirror, session, now);
    if (content !== null) this.#contents.set(session.mirror, content);
  }

  of(machine: Machine, session: MirroringSession, now: Micros): Copy | null {
    const lastAccepted = this.#history.lastAccepted(now);
    const { current, serving } = this.#history;
    if (machine === serving) return { history: current, upTo: lastAccepted };
    const content = this.#contents.get(machine) ?? null;
    if (content !== "follows") return content;
    return { history: current, upTo: session.hardenedUpTo ?? lastAccepted };
  }
}
