/**
 * Which servers take sign-ins of whom, and for how many more they have room. Where the sites went their own ways, each
 * home has only the servers of its side, and room on the other side is of no use to it. It must never know who waits.
 */
import type { Site } from "../../spec/index.js";
import { SITES } from "../../traffic/index.js";
import type { Sessions } from "./sessions.js";
import type { Surroundings } from "./surroundings.js";
import type { Ways } from "./ways.js";

export interface Places {
  /** The places of the servers that take sign-ins of a home. */
  readonly open: Readonly<Record<Site, readonly number[]>>;
  /** The same servers take both homes, which share their room. */
  readonly isShared: boolean;
  /** For how many more of a home, if no other came. */
  readonly room: Readonly<Record<Site, number>>;
  /** How many servers have any. */
  readonly taking: number;
  /** How many can come in evenly before the first of these is full. */
  readonly evenly: Readonly<Record<Site, number>>;
}

/** The homes whose users can be let in at all. */
export type LetIn = Readonly<Record<Site, boolean>>;

export function placesFor(letIn: LetIn, now: Surroundings, ways: Ways, sessions: Sessions): Places {
  const open: Record<Site, number[]> = { "site-1": [], "site-2": [] };
  const room: Record<Site, number> = { "site-1": 0, "site-2": 0 };
  const evenly: Record<Site, number> = { "site-1": 0, "site-2": 0 };
  const withRoom: Record<Site, number> = { "site-1": 0, "site-2": 0 };
  let taking = 0;
  for (let index = 0; index < now.servers.length; index++) {
    if (!now.servers[index]!.active || !ways.canServe(index)) continue;
    const here = sessions.roomAt(index);
    let takes = false;
    for (const home of SITES) {
      if (!letIn[home] || !ways.isWhole(home, index)) continue;
      open[home].push(index);
      if (here === 0) continue;
      takes = true;
      room[home] += here;
      // The least room of any, as long as they are not all known.
      evenly[home] = withRoom[home]++ === 0 ? here : Math.min(evenly[home], here);
    }
    if (takes) taking++;
  }
  for (const home of SITES) if (withRoom[home] > 0) evenly[home] *= withRoom[home];
  const [one, other] = [open["site-1"], open["site-2"]];
  const isShared = one.length > 0 && one.length === other.length && one[0] === other[0];
  return { open, isShared, room, taking, evenly };
}

/** How many of a home are on the way to a door that is open. */
export type OnTheWay = Readonly<Record<Site, number>>;

/** How many of so many on the way have a place to come to. */
export function placedOf({ isShared, room }: Places, onTheWay: OnTheWay): number {
  const [one, other] = [onTheWay["site-1"], onTheWay["site-2"]];
  if (isShared) return Math.min(one + other, room["site-1"]);
  return Math.min(one, room["site-1"]) + Math.min(other, room["site-2"]);
}
