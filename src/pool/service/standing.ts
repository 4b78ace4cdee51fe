/**
 * All that users meet, as numbers: whether anything of it is another than when they were last told. Asked after every
 * change of the pool, most of which mean nothing to them. It must never know who the users are.
 */
import type { Machine } from "../../spec/index.js";
import { SITES } from "../../traffic/index.js";
import type { PoolState } from "../state.js";
import { type ChatServer, isRunning } from "./chat-servers.js";
import { CARRIED, type FrontEnds } from "./front-ends.js";

export class Standing {
  readonly #state: PoolState;
  readonly #frontEnds: FrontEnds;
  readonly #servers: readonly ChatServer[];
  /** As users were last told of it: everything around the servers, and each of them. */
  readonly #told: number[] = [];

  constructor(state: PoolState, frontEnds: FrontEnds, servers: readonly ChatServer[]) {
    this.#state = state;
    this.#frontEnds = frontEnds;
    this.#servers = servers;
    this.hasChanged();
  }

  /** Since it was asked last. */
  hasChanged(): boolean {
    let hasChanged = this.#meet(0, aroundServers(this.#state, this.#frontEnds));
    for (let index = 0; index < this.#servers.length; index++)
      if (this.#meet(index + 1, standingOf(this.#servers[index]!))) hasChanged = true;
    return hasChanged;
  }

  #meet(place: number, now: number): boolean {
    const isNew = this.#told[place] !== now;
    this.#told[place] = now;
    return isNew;
  }
}

function aroundServers({ wanCut, sites }: PoolState, frontEnds: FrontEnds): number {
  let flags = wanCut ? 1 : 0;
  for (const site of SITES) flags = 2 * flags + (sites[site].up ? 1 : 0);
  for (const carried of CARRIED) {
    flags = 2 * flags + (frontEnds.isCarried(carried) ? 1 : 0);
    flags = 2 * flags + (frontEnds.siteOf(carried) === "site-1" ? 1 : 0);
  }
  return 2 * flags + (frontEnds.ownHop === null ? 0 : 1);
}

const ATTACHED_TO: Readonly<Record<Machine, number>> = {
  principal: 1,
  mirror: 2,
  witness: 3,
  secondary: 4,
  "secondary-mirror": 5,
  "secondary-witness": 6,
};

function standingOf(server: ChatServer): number {
  const { active, lingers, attachedTo, wentBy } = server;
  const flags = (active ? 1 : 0) + (lingers ? 2 : 0) + (isRunning(server) ? 4 : 0);
  return flags + (wentBy === "reset" ? 8 : 0) + 16 * (attachedTo === null ? 0 : ATTACHED_TO[attachedTo]);
}
