/** Which parts stand and which are struck: sites with their disks, the link, the share, the jobs. */
import type { LinkFigures } from "../shipping/pipeline.js";
import { figuresOf } from "../shipping/transfer.js";
import type { JobName, Machine, Scenario, Site, Strike } from "../spec/index.js";
import type { BytesPerSecond, Micros } from "../units/index.js";

interface SiteState {
  up: boolean;
  /** The disks that were there at time 0 still are. */
  disksKept: boolean;
}

/** The link itself, as it is while something runs over it. */
export interface BareLink {
  readonly bandwidth: BytesPerSecond;
  readonly roundTrip: Micros;
}

export class PoolState {
  readonly sites: Readonly<Record<Site, SiteState>> = {
    "site-1": { up: true, disksKept: true },
    "site-2": { up: true, disksKept: true },
  };
  shareStruck = false;
  /** Which machine held the role that a strike was aimed at. */
  readonly machineStruckBy = new Map<Strike, Machine>();
  /** At which site a crash of the compliance machine hit, also after its repair; and what is down there now. */
  readonly complianceStruck = new Map<Strike, Site>();
  readonly complianceDown: Record<Site, Strike | null> = { "site-1": null, "site-2": null };
  readonly failingJobs: Record<JobName, Strike | null> = { backup: null, copy: null, restore: null };
  /** What the pool's own traffic takes of the link, in bytes a second. */
  poolTraffic: number;
  readonly #scenario: Scenario;
  #wanCut = false;
  readonly #slowedBy = new Set<Strike>();
  #bareLink: BareLink | null;

  constructor(scenario: Scenario, poolTraffic: number) {
    this.#scenario = scenario;
    this.poolTraffic = poolTraffic;
    this.#bareLink = this.#worstOfAll();
  }

  get wanCut(): boolean {
    return this.#wanCut;
  }

  wanIsCut(isCut: boolean): void {
    this.#wanCut = isCut;
    this.#bareLink = this.#worstOfAll();
  }

  slows(strike: Strike): void {
    this.#slowedBy.add(strike);
    this.#bareLink = this.#worstOfAll();
  }

  slowsNoMore(strike: Strike): void {
    this.#slowedBy.delete(strike);
    this.#bareLink = this.#worstOfAll();
  }

  get primarySite(): Site {
    return this.#scenario.topology.primarySite;
  }

  get secondarySite(): Site {
    return this.#scenario.topology.secondarySite;
  }

  /** The share stands, and so does the place it lives in. */
  get shareUp(): boolean {
    const place = this.#scenario.logShipping.share;
    return !this.shareStruck && (place === "third-site" || this.sites[place].up);
  }

  /** The disks of the place it lives in are left. */
  get shareStands(): boolean {
    const place = this.#scenario.logShipping.share;
    return place === "third-site" || this.sites[place].disksKept;
  }

  /** The link as copies meet it: null while cut. */
  get link(): LinkFigures | null {
    const link = this.#bareLink;
    if (link === null) return null;
    const { bandwidth, roundTrip } = link;
    const { efficiency, shippingShare } = this.#scenario.wan;
    return figuresOf({ bandwidth, roundTrip, efficiency, shippingShare }, this.poolTraffic);
  }

  /** The link itself: null while cut; while several slow-downs hold, the worst of each figure. */
  get bareLink(): BareLink | null {
    return this.#bareLink;
  }

  #worstOfAll(): BareLink | null {
    if (this.#wanCut) return null;
    const { wan } = this.#scenario;
    let bandwidth: number = wan.bandwidth;
    let roundTrip: number = wan.roundTrip;
    for (const { failure } of this.#slowedBy) {
      if (failure.what !== "wan-slow") continue;
      bandwidth = Math.min(bandwidth, failure.bandwidth ?? bandwidth);
      roundTrip = Math.max(roundTrip, failure.roundTrip ?? roundTrip);
    }
    return { bandwidth: bandwidth as BytesPerSecond, roundTrip: roundTrip as Micros };
  }
}
