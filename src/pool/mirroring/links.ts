/**
 * What the three of a mirroring session believe of the ways between them. A way that is open again is known at
 * once; one that is lost is noticed after a while, and until then everybody believes that it is there.
 */
import { Activity, type EventHandle, type Loop } from "../../engine/index.js";
import type { Machine } from "../../spec/index.js";
import { LONGEST, type Micros } from "../../units/index.js";
import { EVENT, PART, POOL_RUNG } from "../rungs.js";

export type LinkName = "principalMirror" | "principalWitness" | "mirrorWitness";

export const LINKS: readonly LinkName[] = ["principalMirror", "principalWitness", "mirrorWitness"];

interface Holders {
  readonly principal: Machine;
  readonly mirror: Machine | null;
  readonly witness: Machine | null;
}

/** The two that a way joins: whoever holds these roles now. */
export const oneEnd = (name: LinkName, { principal, mirror }: Holders): Machine | null =>
  name === "mirrorWitness" ? mirror : principal;
export const otherEnd = (name: LinkName, { mirror, witness }: Holders): Machine | null =>
  name === "principalMirror" ? mirror : witness;

interface Link {
  up: boolean;
  notice: EventHandle | null;
}

export class LinksBetween {
  readonly #loop: Loop;
  readonly #lost: (name: LinkName) => void;
  #links: Record<LinkName, Link> = {
    principalMirror: { up: true, notice: null },
    principalWitness: { up: true, notice: null },
    mirrorWitness: { up: true, notice: null },
  };

  constructor(loop: Loop, lost: (name: LinkName) => void) {
    this.#loop = loop;
    this.#lost = lost;
  }

  get known(): Readonly<Record<LinkName, boolean>> {
    const { principalMirror, principalWitness, mirrorWitness } = this.#links;
    return {
      principalMirror: principalMirror.up,
      principalWitness: principalWitness.up,
      mirrorWitness: mirrorWitness.up,
    };
  }

  /** It is known to be gone, or about to be noticed. */
  isLost(name: LinkName): boolean {
    const link = this.#links[name];
    return !link.up || link.notice !== null;
  }

  /** It will be noticed at `noticedAt`, if it is not back by then. */
  wentDown(name: LinkName, noticedAt: Micros): void {
    const link = this.#links[name];
    const notice = new Activity({
      rung: POOL_RUNG.completion,
      kind: EVENT.notice,
      part: PART.mirroring,
      action: () => {
        link.notice = null;
        link.up = false;
        this.#lost(this.#nameOf(link));
      },
    });
    link.notice = this.#loop.schedule(Math.min(noticedAt, LONGEST) as Micros, notice);
  }

  /** Roles may have been swapped since the loss: the way is the same, its name is another. */
  #nameOf(link: Link): LinkName {
    return LINKS.find((name) => this.#links[name] === link)!;
  }

  /** What it was believed to be until now. */
  cameBack(name: LinkName): "up" | "unnoticed" | "down" {
    const link = this.#links[name];
    const was = link.notice !== null ? "unnoticed" : link.up ? "up" : "down";
    if (link.notice !== null) this.#loop.cancel(link.notice);
    link.notice = null;
    link.up = true;
    return was;
  }

  /** Principal and mirror have changed places. */
  swapEnds(): void {
    const { principalMirror, principalWitness, mirrorWitness } = this.#links;
    this.#links = { principalMirror, principalWitness: mirrorWitness, mirrorWitness: principalWitness };
  }

  forget(): void {
    for (const link of Object.values(this.#links)) {
      if (link.notice !== null) this.#loop.cancel(link.notice);
      link.notice = null;
    }
  }

  /** A new session begins with what is there. */
  begin(isConnected: (name: LinkName) => boolean): void {
    this.forget();
    for (const name of LINKS) this.#links[name].up = isConnected(name);
  }
}
