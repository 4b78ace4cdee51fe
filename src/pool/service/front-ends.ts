/**
 * The Front End pools: which stand, and which of them carries the users of each home and the chat pool's next hop. Only
 * people move users to the other one, and back. It must never know chat servers.
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

export const CARRIED: readonly Carried[] = ["site-1", "site-2", "next-hop"];

const NOBODY: readonly Carried[] = [];

export class FrontEnds {
  readonly #first: State = { siteUp: true, crash: null };
  readonly #second: State = { siteUp: true, crash: null };
  readonly #carriers: Record<Carried, FrontEnd>;
  readonly #homes: Readonly<Record<Carried, FrontEnd>>;
  readonly #chronicle: Chronicle | null;

  constructor(nextHop: FrontEnd, chronicle: Chronicle | null) {
    this.#homes = { "site-1": "front-end-1", "site-2": "front-end-2", "next-hop": nextHop };
    this.#carriers = { ...this.#homes };
    this.#chronicle = chronicle;
  }

  stands(frontEnd: FrontEnd): boolean {
    const state = frontEnd === "front-end-1" ? this.#first : this.#second;
    return state.siteUp && state.crash === null;
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

  /** By which of them everybody is carried, and who is not, as a number: another one where anything of it is another. */
  get standing(): number {
    const first = this.stands("front-end-1") ? 3 : 1;
    const second = this.stands("front-end-2") ? 2 : 0;
    const { "site-1": one, "site-2": two, "next-hop": hop } = this.#carriers;
    const homes = (one === "front-end-1" ? first : second) + 4 * (two === "front-end-1" ? first : second);
    return homes + 16 * (hop === "front-end-1" ? first : second) + (this.ownHop === null ? 0 : 64);
  }

  /** Whom nobody carries though the other Front End could. */
  get stranded(): readonly Carried[] {
    if (this.stands("front-end-1") === this.stands("front-end-2")) return NOBODY;
    return CARRIED.filter((carried) => !this.isCarried(carried));
  }

  /** Everybody is carried by whoever carried him at first. */
  get areAtHome(): boolean {
    const carriers = this.#carriers;
    const homes = this.#homes;
    return (
      carriers["site-1"] === homes["site-1"] &&
      carriers["site-2"] === homes["site-2"] &&
      carriers["next-hop"] === homes["next-hop"]
    );
  }

  /** Somebody is away from a Front End that stands, and nobody has a next hop of his own. */
  get mayFailBack(): boolean {
    if (this.areAtHome || this.ownHop !== null) return false;
    return CARRIED.some((carried) => {
      const home = this.#homes[carried];
      return this.#carriers[carried] !== home && this.stands(home);
    });
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

  /** While two sides go their own ways, the next hop of those of one site; null: all have the same. */
  ownHop: { readonly site: Site; readonly frontEnd: FrontEnd } | null = null;

  #hopFor(site: Site | null): FrontEnd {
    return this.ownHop !== null && this.ownHop.site === site
      ? this.ownHop.frontEnd
      : this.#carriers["next-hop"];
  }

  hopSiteFor(site: Site | null): Site {
    return siteOfFrontEnd(this.#hopFor(site));
  }

  hopStandsFor(site: Site | null): boolean {
    return this.stands(this.#hopFor(site));
  }

  /** Those of one site get a next hop of their own: nobody else hears of it. */
  splitHop(site: Site, at: Micros): void {
    this.ownHop = { site, frontEnd: frontEndOf(site) };
    this.#chronicle?.tell({ at, fact: "carried", home: "next-hop", by: frontEndOf(site), side: site });
  }

  /** Everybody hears of the next hop that one side chose. */
  sidesMeet(at: Micros): void {
    if (this.ownHop === null) return;
    this.#carriers["next-hop"] = this.ownHop.frontEnd;
    this.#chronicle?.tell({ at, fact: "carried", home: "next-hop", by: this.ownHop.frontEnd });
    this.ownHop = null;
  }

  /** People move everybody back to where he was at first, as far as that stands. */
  failBack(at: Micros): void {
    for (const carried of CARRIED) {
      const by = this.#homes[carried];
      if (this.#carriers[carried] === by || !this.stands(by)) continue;
      this.#carriers[carried] = by;
      this.#chronicle?.tell({ at, fact: "carried", home: carried, by });
    }
  }

  #change(frontEnd: FrontEnd, at: Micros, change: (state: State) => void): void {
    const stood = this.stands(frontEnd);
    change(frontEnd === "front-end-1" ? this.#first : this.#second);
    const up = this.stands(frontEnd);
    if (up !== stood) this.#chronicle?.tell({ at, fact: "front-end", frontEnd, up });
  }
}

const other = (frontEnd: FrontEnd): FrontEnd => (frontEnd === "front-end-1" ? "front-end-2" : "front-end-1");
