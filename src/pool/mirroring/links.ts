/**
 * What the three of a mirroring session believe of the ways between them. A way that is open again is known at
 * once; one that is lost is noticed after a while, and until then everybody believes that it is there.
 */
import { Activity, type EventHandle, type Loop } from "../../engine/index.js";
import { LONGEST, type Micros } from "../../units/index.js";
import { EVENT, PART, POOL_RUNG } from "../rungs.js";

export type LinkName = "principalMirror" | "principalWitness" | "mirrorWitness";

/** Which roles a way joins. */
export const ENDS = {
  principalMirror: ["principal", "mirror"],
  principalWitness: ["principal", "witness"],
  mirrorWitness: ["mirror", "witness"],
} as const satisfies Readonly<Record<LinkName, readonly [string, string]>>;

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

  /** It will be noticed at `noticedAt`, if it is not back by then. */
  wentDown(name: LinkName, noticedAt: Micros): void {
    const link = this.#links[name];
    if (!link.up || link.notice !== null) return;
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
    const names = Object.keys(this.#links) as LinkName[];
    return names.find((name) => this.#links[name] === link)!;
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
    for (const name of Object.keys(this.#links) as LinkName[]) this.#links[name].up = isConnected(name);
  }
}
