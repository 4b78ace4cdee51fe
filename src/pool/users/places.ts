/**
 * Which servers take sign-ins of whom, and for how many more they have room. Where the sites went their own ways, each
 * home has only the servers of its side, and room on the other side is of no use to it. It must never know who waits.
 */
import type { Site } from "../../spec/index.js";
import type { ChatServer } from "../service/chat-servers.js";
import type { Sessions } from "./sessions.js";
import type { Surroundings } from "./surroundings.js";

export interface Places {
  /** The servers that take sign-ins of a home. */
  readonly open: Readonly<Record<Site, readonly ChatServer[]>>;
  /** The same servers take both homes, which share their room. */
  readonly isShared: boolean;
  /** For how many more of a home, if no other came. */
  readonly room: Readonly<Record<Site, number>>;
  /** How many servers have any. */
  readonly taking: number;
  /** How many can come in evenly before the first of these is full. */
  readonly evenly: Readonly<Record<Site, number>>;
}

interface Room {
  room: number;
  taking: number;
  least: number;
}

/** `letIn`: the homes whose users can be let in at all. */
export function placesFor(letIn: readonly Site[], now: Surroundings, sessions: Sessions): Places {
  const open: Record<Site, ChatServer[]> = { "site-1": [], "site-2": [] };
  const rooms: Record<Site, Room> = { "site-1": noRoom(), "site-2": noRoom() };
  let taking = 0;
  for (let index = 0; index < now.servers.length; index++) {
    const server = now.servers[index]!;
    if (!server.active || !now.canServe(server)) continue;
    const here = sessions.roomAt(index);
    let takes = false;
    for (const home of letIn) {
      if (!now.isWayWhole(home, server)) continue;
      open[home].push(server);
      if (here === 0) continue;
      takes = true;
      const own = rooms[home];
      own.room += here;
      own.taking++;
      own.least = Math.min(own.least, here);
    }
    if (takes) taking++;
  }
  const [one, other] = [open["site-1"], open["site-2"]];
  return {
    open,
    isShared: one.length > 0 && one.length === other.length && one[0] === other[0],
    room: { "site-1": rooms["site-1"].room, "site-2": rooms["site-2"].room },
    taking,
    evenly: { "site-1": evenly(rooms["site-1"]), "site-2": evenly(rooms["site-2"]) },
  };
}

/** How many of so many on the way have a place to come to. */
export function placedOf({ isShared, room }: Places, onTheWay: Readonly<Record<Site, number>>): number {
  const [one, other] = [onTheWay["site-1"], onTheWay["site-2"]];
  if (isShared) return Math.min(one + other, room["site-1"]);
  return Math.min(one, room["site-1"]) + Math.min(other, room["site-2"]);
}

const noRoom = (): Room => ({ room: 0, taking: 0, least: Number.POSITIVE_INFINITY });
const evenly = ({ taking, least }: Room): number => (taking === 0 ? 0 : taking * least);
