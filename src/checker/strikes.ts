/**
 * What certain strikes do at their very instant, where the facts can say no other. It must never know what follows from
 * it, nor anything of failures that take time to be noticed.
 */
import type { Placed } from "./facts.js";
import type { Replay } from "./replay.js";
import { told } from "./spans.js";
import { type Finding, violated } from "./verdict.js";

/** What should have happened at the strike and did not; null: all did. */
function missing(replay: Replay, { at, id, what, where }: Placed<"strike">): string | null {
  const { facts, setting } = replay;
  const happens = (fact: "deleted" | "log-taken-away") => facts.of(fact).some((each) => each.at === at);
  const downs: (readonly [string, boolean])[] = [];
  if (what === "site-loss" && where === setting.primarySite) {
    // The mirror and the witness may stand elsewhere; the principal and a share of its site do not.
    downs.push(["the principal", replay.machine("principal").upAfter(at)]);
    if (setting.shareSide === "primary") downs.push(["the share", replay.share.upAfter(at)]);
  }
  if (what === "wan-cut") downs.push(["the link", replay.link.upAfter(at)]);
  if (what === "share-loss") downs.push(["the share", replay.share.upAfter(at)]);
  if (what === "witness-crash" && where === "witness")
    downs.push(["the witness", replay.machine("witness").upAfter(at)]);
  if (what === "secondary-crash" && where === "secondary")
    downs.push(["the secondary", replay.machine("secondary").upAfter(at)]);
  const named = replay.timeline.fate.find((record) => record.id === id && record.what === "database-crash");
  for (const machine of ["principal", "mirror"] as const) {
    if (named?.where === machine && named.how === "host")
      downs.push([`the machine ${machine}`, replay.machine(machine).upAfter(at)]);
  }
  const up = downs.find(([, stands]) => stands);
  if (up !== undefined) return `${up[0]} stands`;
  if (what === "bad-delete" && !happens("deleted")) return "nothing is deleted";
  if (what === "chain-broken" && !happens("log-taken-away")) return "no log is taken away";
  return null;
}

export function* strikesTakeEffect(replay: Replay): Iterable<Finding> {
  const { facts } = replay;
  for (const strike of facts.of("strike").filter(({ effective }) => effective)) {
    // What is repaired at once leaves nothing to see.
    if (facts.of("heal").some(({ id, at }) => id === strike.id && at === strike.at)) continue;
    const reason = missing(replay, strike);
    if (reason !== null)
      yield violated(
        "strikes-take-effect",
        strike.at,
        `${strike.what} (${strike.id}) strikes at ${told(strike.at)}, but ${reason}`,
      );
  }
}
