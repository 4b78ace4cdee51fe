/** How many rooms, entries and files a pool is made for, and how large they may be. */
import { printCount, printSize } from "../../units/index.js";
import { type Advice, broken, type Drawn, type DrawnRule } from "./rule.js";

export const contentRules: readonly DrawnRule[] = [
  rooms,
  accessEntries,
  invitations,
  rosterUpdates,
  historyAtJoin,
  largestFile,
  roomsInOnePool,
];

const SAMPLE_ROOMS = 33_077;
const SAMPLE_LARGEST_ROOM = 16_000;
const MOST_ACCESS_ENTRIES = 2_000_000;
const MOST_INVITATIONS = { text: 1_000_000, table: 2_000_000, sample: 1_160_000 } as const;
const USUAL_ROSTER = 75;
const HISTORY = { least: 1, most: 500 } as const;
const USUAL_LARGEST_FILE = 20e6;

function* rooms({ scenario }: Drawn): Iterable<Advice> {
  const { rooms: count, largestRoom } = scenario.pool;
  if (count > SAMPLE_ROOMS) {
    yield broken("rooms", {
      path: "pool.rooms",
      message: `${printCount(count)} rooms; the documented sample has ${printCount(SAMPLE_ROOMS)}`,
      reason: "no page names a hard limit: beyond the sample nobody has published that it holds",
    });
  }
  if (largestRoom > SAMPLE_LARGEST_ROOM) {
    yield broken("users-per-room", {
      path: "pool.largestRoom",
      message: `a room of ${printCount(largestRoom)} users at the same time; the largest documented one has ${printCount(SAMPLE_LARGEST_ROOM)}`,
      reason:
        "no page names a hard limit, and the tables contradict each other: one page gives small rooms 30 users and 60, " +
        "medium ones 150 and 225; of large ones it says 16,000 each time",
    });
  }
}

function* accessEntries({ scenario }: Drawn): Iterable<Advice> {
  const { accessEntries: count } = scenario.pool;
  if (count <= MOST_ACCESS_ENTRIES) return;
  yield broken("access-entries", {
    path: "pool.accessEntries",
    message: `${printCount(count)} access control entries; ${printCount(MOST_ACCESS_ENTRIES)} are allowed`,
    reason: "beyond that the servers can slow down significantly; groups instead of single users make fewer",
  });
}

function* invitations({ scenario }: Drawn): Iterable<Advice> {
  const { invitations: count } = scenario.pool;
  const { text, table, sample } = MOST_INVITATIONS;
  if (count <= text) return;
  yield broken("invitations", {
    path: "pool.invitations",
    message:
      count > table
        ? `${printCount(count)} invitations; ${printCount(table)} are the documented most`
        : `${printCount(count)} invitations; beyond ${printCount(text)} the servers can slow down significantly`,
    reason:
      `the page contradicts itself: its text warns of more than ${printCount(text)}, its table allows ` +
      `${printCount(table)}, and its own sample has ${printCount(sample)}`,
  });
}

function* rosterUpdates({ scenario }: Drawn): Iterable<Advice> {
  const { rosterUpdatesUpTo } = scenario.pool;
  if (rosterUpdatesUpTo <= USUAL_ROSTER) return;
  yield broken("roster-updates", {
    path: "pool.rosterUpdatesUpTo",
    message: `rosters are kept up to date in rooms of up to ${printCount(rosterUpdatesUpTo)} participants; the default is ${USUAL_ROSTER}`,
    reason:
      "every joining and leaving is told to all in the room: with the size of the room it grows as its square",
  });
}

function* historyAtJoin({ scenario }: Drawn): Iterable<Advice> {
  const { historyAtJoin: count } = scenario.pool;
  if (count >= HISTORY.least && count <= HISTORY.most) return;
  yield broken("history-at-join", {
    path: "pool.historyAtJoin",
    message: `${printCount(count)} messages of history on joining a room; the product takes ${HISTORY.least} to ${HISTORY.most}`,
    reason: "each server keeps as many messages of every room in its memory; the default is 30",
  });
}

function* largestFile({ scenario }: Drawn): Iterable<Advice> {
  const { largestFile: size } = scenario.pool;
  if (size <= USUAL_LARGEST_FILE) return;
  yield broken("largest-file", {
    path: "pool.largestFile",
    message: `files of up to ${printSize(size)} may be attached; the default is ${printSize(USUAL_LARGEST_FILE)}`,
    reason: "they fill the file store, for which no copy at the other site is documented",
  });
}

function* roomsInOnePool({ scenario }: Drawn): Iterable<Advice> {
  const { sharedBetweenPools } = scenario.pool;
  if (sharedBetweenPools === "none") return;
  yield broken("rooms-in-one-pool", {
    path: "pool.sharedBetweenPools",
    message: `${sharedBetweenPools} that belong to more than one pool`,
    reason: "every room, category and add-in belongs to exactly one pool: another pool needs its own",
  });
}
