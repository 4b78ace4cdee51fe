/** Layouts of chat servers: those of the planning documents by name, and any others that a pool may have. */
import type { Dice } from "./dice.js";

export interface Server {
  readonly name: string;
  readonly site: "site-1" | "site-2";
  readonly active: boolean;
}

export interface Layout {
  /** As a scenario file writes it. */
  readonly written: unknown;
  readonly isDatabaseOnly: boolean;
  /** Counted through: the active of site 1, its idle, then those of site 2. */
  readonly servers: readonly Server[];
}

type Counts = readonly [active1: number, idle1: number, active2: number, idle2: number];

const NAMED: readonly (readonly [name: string, counts: Counts])[] = [
  ["high-bandwidth", [2, 2, 2, 2]],
  ["split-active", [2, 2, 2, 2]],
  ["low-bandwidth", [4, 0, 0, 4]],
  ["one-side-active", [4, 0, 0, 4]],
  ["database-only", [0, 0, 0, 0]],
];
const MOST_ACTIVE = 4;
const MOST_SERVERS = 8;

export function drawLayout(dice: Dice): Layout {
  if (dice.chance(0.5)) {
    const [written, counts] = dice.one(NAMED);
    return { written, isDatabaseOnly: written === "database-only", servers: serversOf(counts) };
  }
  const active = dice.one([0, 1, 1, 2, 2, 3, 4, 4, 4]);
  const inFirst = dice.whole(0, active);
  const idle = dice.whole(0, MOST_SERVERS - Math.max(active, MOST_ACTIVE));
  const idleInFirst = dice.whole(0, idle);
  const counts: Counts = [inFirst, idleInFirst, active - inFirst, idle - idleInFirst];
  const [active1, idle1, active2, idle2] = counts;
  return {
    written: { "site-1": { active: active1, idle: idle1 }, "site-2": { active: active2, idle: idle2 } },
    // The same machines are the same layout, however they are written down.
    isDatabaseOnly: active + idle === 0,
    servers: serversOf(counts),
  };
}

function serversOf([active1, idle1, active2, idle2]: Counts): Server[] {
  const kinds = [
    ...Array.from({ length: active1 }, () => ["site-1", true] as const),
    ...Array.from({ length: idle1 }, () => ["site-1", false] as const),
    ...Array.from({ length: active2 }, () => ["site-2", true] as const),
    ...Array.from({ length: idle2 }, () => ["site-2", false] as const),
  ];
  return kinds.map(([site, active], index) => ({ name: `server-${index + 1}`, site, active }));
}
