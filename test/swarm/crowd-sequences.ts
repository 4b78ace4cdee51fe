/**
 * Failures that belong together as users see them: a second one while people are on the way back from the first, a
 * link that returns before anybody has noticed or while servers restart, a Front End lost beside it.
 */
import type { Mapping } from "../studies/playing.js";
import type { Recycle } from "./crowds.js";
import type { Dice } from "./dice.js";
import { DAY, HOUR, lasting, MINUTE, span } from "./durations.js";
import type { Layout } from "./layouts.js";
import type { Topology } from "./pools.js";

export type Blow = readonly [after: number, failure: Mapping];

export interface Place {
  readonly layout: Layout;
  readonly topology: Topology;
  readonly recycle: Recycle;
}

const FRONT_ENDS = ["front-end-1", "front-end-2"] as const;

/** One of them, each so many seconds after the one before it; the layout must have chat servers. */
export function drawCrowdSequence(dice: Dice, { layout, topology, recycle }: Place): readonly Blow[] {
  const how = () => ({ how: dice.one(["process", "host"]) });
  const lasts = (seconds: number): Mapping => ({ lasts: lasting(seconds) });
  const short = () => lasts(span(dice, 1, HOUR));
  const long = () => dice.one<Mapping>([{ lasts: "forever" }, lasts(span(dice, HOUR, 4 * DAY)), {}]);
  /** While people notice, try and queue. */
  const meanwhile = () => span(dice, 0.5, 20 * MINUTE);
  const { primarySite, nextHop } = topology;
  const other = primarySite === "site-1" ? "site-2" : "site-1";
  const busy = layout.servers.filter(({ active }) => active);
  const server = (length: Mapping): Mapping => ({
    what: "server-crash",
    where: dice.one(dice.chance(0.9) && busy.length > 0 ? busy : layout.servers).name,
    ...how(),
    ...length,
  });
  const frontEnd = (length: Mapping, where: string = dice.one(FRONT_ENDS)): Mapping => ({
    what: "front-end-loss",
    where,
    ...length,
  });
  const site = (where: string, length: Mapping): Mapping => ({ what: "site-loss", where, ...length });
  const cut = (seconds: number): Mapping => ({ what: "wan-cut", ...lasts(seconds) });
  const { after, lasts: down, every } = recycle;
  const inRestart = after + dice.whole(0, 3) * every + down * dice.between(0.05, 0.95);
  const all = (length: () => Mapping): Blow[] =>
    busy.map(({ name }) => [meanwhile(), { ...server(length()), where: name }]);
  const sequences: readonly (readonly Blow[])[] = [
    [
      [0, server(short())],
      [meanwhile(), server(short())],
      [meanwhile(), server(short())],
    ],
    [
      [0, server(long())],
      [meanwhile(), server(long())],
    ],
    all(short),
    [
      [0, server(short())],
      [meanwhile(), frontEnd(short(), nextHop)],
    ],
    [
      [0, frontEnd(long())],
      [meanwhile(), cut(span(dice, 1, 2 * HOUR))],
    ],
    [
      [0, cut(span(dice, 10 * MINUTE, 6 * HOUR))],
      [meanwhile(), frontEnd(long())],
      [meanwhile(), server(short())],
    ],
    [
      [0, server(long())],
      [meanwhile(), site(dice.one(["site-1", "site-2"]), short())],
    ],
    [
      [0, site(other, short())],
      [span(dice, 1, 2 * HOUR), site(primarySite, short())],
    ],
    [
      [0, cut(span(dice, 1, 2 * MINUTE))],
      [span(dice, 1, 10 * MINUTE), cut(span(dice, 1, 2 * MINUTE))],
    ],
    [[0, cut(inRestart)]],
    [
      [0, cut(inRestart)],
      [inRestart + down * dice.between(0, 0.5), cut(inRestart)],
    ],
    [
      [0, { what: "wan-cut", response: "fail-over", ...lasts(span(dice, 6 * HOUR, 3 * DAY)) }],
      [span(dice, HOUR, 4 * HOUR), frontEnd(short(), other === "site-1" ? "front-end-1" : "front-end-2")],
    ],
    [[0, { what: "wan-cut", response: "fail-over", ...lasts(span(dice, 6 * HOUR, 3 * DAY)) }]],
    [
      [0, frontEnd(long())],
      [meanwhile(), frontEnd(long())],
    ],
    [
      [0, { what: "principal-crash", ...how(), ...short() }],
      [span(dice, 0.5, MINUTE), server(short())],
    ],
    [
      [0, site(primarySite, lasts(span(dice, 2 * HOUR, DAY)))],
      [span(dice, 10 * MINUTE, 3 * HOUR), cut(span(dice, 1, HOUR))],
    ],
  ];
  return dice.one(sequences);
}
