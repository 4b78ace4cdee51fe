/** When a site was down, or the link between the sites, by what struck them. It must never know what stands in a site. */
import type { Site } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import type { Cause } from "../incident.js";
import type { Span } from "../spans.js";

export interface SiteDown {
  readonly at: Micros;
  /** Infinity: not within this life. */
  readonly heals: Micros;
  readonly destroyed: boolean;
  readonly cause: Cause;
}

const FOREVER = Number.POSITIVE_INFINITY as Micros;

/** In order. Strikes on a site that is down have no effect, so these are apart. */
export function siteDown(site: Site, causes: readonly Cause[]): SiteDown[] {
  return causes
    .flatMap((cause) => {
      const { failure, heals } = cause.strike;
      if (failure.what !== "site-loss" || failure.where !== site) return [];
      return [{ at: cause.at, heals: heals ?? FOREVER, destroyed: failure.disks === "destroyed", cause }];
    })
    .sort((a, b) => a.at - b.at);
}

export function siteDownSpans(site: Site, causes: readonly Cause[]): Span[] {
  return siteDown(site, causes).map(({ at, heals }) => ({ from: at, to: heals }));
}

export function linkDownSpans(causes: readonly Cause[]): Span[] {
  return causes
    .filter(({ strike }) => strike.failure.what === "wan-cut")
    .map(({ at, strike }) => ({ from: at, to: strike.heals ?? FOREVER }))
    .sort((a, b) => a.from - b.from);
}
