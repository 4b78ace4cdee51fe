/**
 * The Front End pools: which stand, and which of them carries the users of each home and the chat pool's next hop. Only
 * people move users to the other one, and nobody moves them back while it stands. It must never know chat servers.
 */
import { type FrontEnd, frontEndOf, type Site, type Strike, siteOfFrontEnd } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import type { Chronicle } from "../chronicle.js";

interface State {
  siteUp: boolean;
  crash: Strike | null;
}

/** Whoever is carried: the users of a home, or the next hop of all. */
export type Carried = Site | "next-hop";

const CARRIED: readonly Carried[] = ["site-1", "site-2", "next-hop"];

export class FrontEnds {
  readonly #states: Readonly<Record<FrontEnd, State>> = {
    "front-end-1": { siteUp: true, crash: null },
    "front-end-2": { siteUp: true, crash: null },
  };
  readonly #carriers: Record<Carried, FrontEnd>;
  readonly #chronicle: Chronicle | null;

  constructor(nextHop: FrontEnd, chronicle: Chronicle | null) {
    this.#carriers = { "site-1": "front-end-1", "site-2": "front-end-2", "next-hop": nextHop };
    this.#chronicle = chronicle;
  }

  stands(frontEnd: FrontEnd): boolean {
    const { siteUp, crash } = this.#states[frontEnd];
    return siteUp && crash === null;
  }

  carrierOf(carried: Carried): FrontEnd {
    return this.#carriers[carried];
  }

  /** In which site the Front End stands that carries them. */
  siteOf(carried: Carried): Site {
    return siteOfFrontEnd(this.#carriers[carried]);
  }

  isCarried(carried: Carried): boolean {
    return this.stands(this.#carriers[carried]);
  }

  /** Whom nobody carries though the other Front End could. */
  get stranded(): readonly Carried[] {
    return CARRIED.filter(
      (carried) => !this.isCarried(carried) && this.stands(other(this.#carriers[carried])),
    );
  }

  strike(frontEnd: FrontEnd, strike: Strike | null, at: Micros): void {
    this.#change(frontEnd, at, (state) => {
      state.crash = strike;
    });
  }

  siteChanged(site: Site, up: boolean, at: Micros): void {
    this.#change(frontEndOf(site), at, (state) => {
      state.siteUp = up;
    });
  }

  /** People move whoever is named to the other Front End. */
  failOver(carried: readonly Carried[], at: Micros): void {
    for (const home of carried) {
      const by = other(this.#carriers[home]);
      this.#carriers[home] = by;
      this.#chronicle?.tell({ at, fact: "carried", home, by });
    }
  }

  #change(frontEnd: FrontEnd, at: Micros, change: (state: State) => void): void {
    const stood = this.stands(frontEnd);
    change(this.#states[frontEnd]);
    const up = this.stands(frontEnd);
    if (up !== stood) this.#chronicle?.tell({ at, fact: "front-end", frontEnd, up });
  }
}

const other = (frontEnd: FrontEnd): FrontEnd => (frontEnd === "front-end-1" ? "front-end-2" : "front-end-1");
