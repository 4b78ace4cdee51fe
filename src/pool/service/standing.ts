/**
 * All that users meet, as numbers: whether anything of it is another than when they were last told. Asked after every
 * change of the pool, most of which mean nothing to them. It must never know who the users are.
 */
import type { Machine } from "../../spec/index.js";
import type { PoolState } from "../state.js";
import { type ChatServer, isRunning } from "./chat-servers.js";
import type { FrontEnds } from "./front-ends.js";

/** `spares`: nothing but servers that nobody uses, before or after. */
export type Changed = "nothing" | "spares" | "what-users-meet";

export class Standing {
  readonly #state: PoolState;
  readonly #frontEnds: FrontEnds;
  readonly #servers: readonly ChatServer[];
  /** As users were last told of it: everything around the servers, and each of them. */
  #around: number;
  readonly #told: number[];

  constructor(state: PoolState, frontEnds: FrontEnds, servers: readonly ChatServer[]) {
    this.#state = state;
    this.#frontEnds = frontEnds;
    this.#servers = servers;
    this.#around = aroundServers(state, frontEnds);
    this.#told = servers.map(standingOf);
  }

  /** Since it was asked last. */
  whatChanged(): Changed {
    const around = aroundServers(this.#state, this.#frontEnds);
    let changed: Changed = around === this.#around ? "nothing" : "what-users-meet";
    this.#around = around;
    const told = this.#told;
    for (let index = 0; index < told.length; index++) {
      const before = told[index]!;
      const now = standingOf(this.#servers[index]!);
      if (now === before) continue;
      told[index] = now;
      if (!isSpare(now) || !isSpare(before)) changed = "what-users-meet";
      else if (changed === "nothing") changed = "spares";
    }
    return changed;
  }
}

function aroundServers({ wanCut, sites }: PoolState, frontEnds: FrontEnds): number {
  const flags = (wanCut ? 1 : 0) + (sites["site-1"].up ? 2 : 0) + (sites["site-2"].up ? 4 : 0);
  return flags + 8 * frontEnds.standing;
}

const ATTACHED_TO: Readonly<Record<Machine, number>> = {
  principal: 1,
  mirror: 2,
  witness: 3,
  secondary: 4,
  "secondary-mirror": 5,
  "secondary-witness": 6,
};

const ACTIVE = 1;
const LINGERS = 2;
const RUNS = 4;
const RESET = 8;
const ATTACHED = 16;

function standingOf(server: ChatServer): number {
  const { active, lingers, attachedTo, wentBy } = server;
  const flags = (active ? ACTIVE : 0) + (lingers ? LINGERS : 0) + (isRunning(server) ? RUNS : 0);
  return (
    flags + (wentBy === "reset" ? RESET : 0) + (attachedTo === null ? 0 : ATTACHED * ATTACHED_TO[attachedTo])
  );
}

/** Not on the list, and nobody has a session with it: whether it runs is nothing to users. */
const isSpare = (standing: number): boolean => (standing & ~(RUNS | RESET)) === 0;
