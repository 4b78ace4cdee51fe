/**
 * Failures and planned operations that belong together: a disaster after which people go back and are struck again on
 * the way, a switchover just before something fails, a wrong step where it does harm. By chance alone an operation and
 * a failure would hardly ever meet.
 */
import type { Mapping } from "../studies/playing.js";
import type { Blow } from "./crowd-sequences.js";
import type { Dice } from "./dice.js";
import { DAY, HOUR, lasting, MINUTE, span } from "./durations.js";
import type { Topology } from "./pools.js";

export const ERRORS = [
  "force-stale-mirror",
  "recover-secondary-early",
  "failover-during-cut",
  "swap-active",
] as const;

export const SWITCHOVER = "switchover";

const error = (which: (typeof ERRORS)[number]): Mapping => ({ what: "operator-error", error: which });

/** One of them, each so many seconds after the one before it. */
export function drawOperationSequence(dice: Dice, topology: Topology): readonly Blow[] {
  const lasts = (seconds: number): Mapping => ({ lasts: lasting(seconds) });
  const short = () => lasts(span(dice, 1, 2 * HOUR));
  /** While people are at it: steps take minutes to hours. */
  const meanwhile = () => span(dice, 0.5, dice.one([10 * MINUTE, 2 * HOUR, 12 * HOUR]));
  const { primarySite } = topology;
  const other = primarySite === "site-1" ? "site-2" : "site-1";
  const site = (where: string, length: Mapping): Mapping => ({
    ...{ what: "site-loss", where },
    ...length,
    ...(dice.chance(0.3) ? { disks: "destroyed" } : {}),
  });
  const how = () => ({ how: dice.one(["process", "host", "log-drive", "data-drive"]) });
  const away = span(dice, HOUR, DAY);
  const disaster = (): Blow => [0, site(primarySite, lasts(away))];
  const trouble = (): Mapping =>
    dice.one<Mapping>([
      site(primarySite, short()),
      site(other, short()),
      { what: "wan-cut", ...short() },
      { what: "wan-cut", response: "fail-over", ...short() },
      { what: "wan-slow", bandwidth: dice.one(["1 Mbps", "10 Mbps"]), ...short() },
      { what: "share-loss", disks: dice.one(["kept", "destroyed"]), ...short() },
      { what: "principal-crash", ...how(), ...short() },
      { what: "mirror-crash", ...how(), ...short() },
      { what: "secondary-crash", ...short() },
      error(dice.one(ERRORS)),
      { what: SWITCHOVER },
      { what: "bad-delete", removes: "1 h", noticed: "10 min" },
    ]);
  const switchover: Mapping = { what: SWITCHOVER };
  const sequences: readonly (readonly Blow[])[] = [
    // A disaster, and the way back with nothing in the way; then with trouble on it, once and again.
    [disaster()],
    [disaster(), [away + meanwhile(), trouble()]],
    [disaster(), [away + meanwhile(), trouble()], [meanwhile(), trouble()]],
    // A second disaster before anybody is home again, and one after that.
    [disaster(), [away + meanwhile(), site(other, short())], [meanwhile(), site(primarySite, short())]],
    [disaster(), [away + span(dice, 6 * HOUR, 2 * DAY), site(primarySite, lasts(away))]],
    // The other site goes while the first is still away: nothing serves for a while.
    [disaster(), [away * dice.between(0.1, 0.9), site(other, lasts(away / 2))]],
    // Planned, and struck in the middle of it, just before it and just after it.
    [[0, switchover]],
    [
      [0, switchover],
      [meanwhile(), trouble()],
    ],
    [
      [0, switchover],
      [meanwhile(), trouble()],
      [meanwhile(), trouble()],
    ],
    [
      [0, trouble()],
      [span(dice, 0.5, HOUR), switchover],
    ],
    [
      [0, switchover],
      [span(dice, HOUR, DAY), switchover],
    ],
    // Two databases accept at once, until the link is back or one of them goes.
    [
      [0, { what: "wan-cut", ...lasts(span(dice, HOUR, 2 * DAY)) }],
      [span(dice, 1, 10 * MINUTE), error("failover-during-cut")],
      ...(dice.chance(0.5) ? [[span(dice, HOUR, 6 * HOUR), trouble()] as const] : []),
    ],
    // A mirror that is behind, the principal away for a moment, and somebody in a hurry.
    [
      [0, { what: "mirror-crash", how: "host", ...lasts(20 * MINUTE) }],
      [19 * MINUTE, { what: "principal-crash", how: "process", ...lasts(span(dice, 5 * MINUTE, HOUR)) }],
      [span(dice, MINUTE, 5 * MINUTE), error("force-stale-mirror")],
    ],
    [
      [0, { what: "witness-crash", ...lasts(2 * HOUR) }],
      [span(dice, MINUTE, HOUR), { what: "principal-crash", ...how(), ...lasts(HOUR) }],
      [span(dice, 1, 30 * MINUTE), error("force-stale-mirror")],
    ],
    // Nothing is shipped any more, and nobody knows until the site goes.
    [
      [0, error("recover-secondary-early")],
      [span(dice, MINUTE, DAY), dice.chance(0.5) ? switchover : site(primarySite, short())],
    ],
    [
      [0, error("swap-active")],
      [span(dice, 0.5, HOUR), trouble()],
    ],
  ];
  return dice.one(sequences);
}
