/** Strikes with an effect, and until when they last. It must never know what they take away. */
import type { SiteName } from "../results/index.js";
import type { Placed } from "./facts.js";
import type { Replay } from "./replay.js";
import type { Span } from "./spans.js";

export interface SiteStrike {
  readonly at: number;
  /** Infinity: not within this life. */
  readonly heals: number;
  /** The disks of the site are gone. */
  readonly destroyed: boolean;
}

function effective({ facts }: Replay, kind: string): Placed<"strike">[] {
  return facts.of("strike").filter(({ what, effective }) => what === kind && effective);
}

function healOf({ facts }: Replay, { id, order }: Placed<"strike">): number {
  const heal = facts.of("heal").find((one) => one.id === id && one.order > order);
  return heal?.at ?? Number.POSITIVE_INFINITY;
}

/** Each with its place in the order of the facts. */
export function downSpansOf(replay: Replay, kind: string): (Span & { readonly order: number })[] {
  return effective(replay, kind).map((strike) => ({
    from: strike.at,
    to: healOf(replay, strike),
    order: strike.order,
  }));
}

export function siteStrikes(replay: Replay, site: SiteName): SiteStrike[] {
  return effective(replay, "site-loss")
    .filter(({ where }) => where === site)
    .map((strike) => ({
      at: strike.at,
      heals: healOf(replay, strike),
      destroyed: disksOf(replay, strike) === "destroyed",
    }));
}

/** The fate says it in its own words. */
function disksOf({ timeline }: Replay, { id }: Placed<"strike">): unknown {
  const strike = timeline.fate.find((one) => one.id === id);
  return strike?.disks ?? (strike?.lasts === "forever" ? "destroyed" : "kept");
}
