/**
 * Chat servers that are gone while the database serves: people activate idle ones in their place, as many as there were
 * active at the start. Nothing does it by itself ("Set-CsPersistentChatActiveServer"); which are fit is the rule that
 * active servers stand near the database. Assumed: one step by hand and the replication of the setting, some ten
 * minutes in all, and no decision to wait for.
 */
import type { Pool } from "../pool/pool.js";
import { type ChatServer, MOST_ACTIVE, standsAgain } from "../pool/service/chat-servers.js";
import type { Site, Strike } from "../spec/index.js";
import { isNear } from "../traffic/index.js";
import type { Micros } from "../units/index.js";
import { notice } from "./procedures/before.js";
import { withChanges } from "./procedures/changes.js";
import { Work } from "./procedures/context.js";
import { ACTIVATE_SPARE, activateSpare } from "./procedures/servers-by-hand.js";
import type { Runbook } from "./runbook.js";

const NONE: readonly ChatServer[] = [];

export class ServerCare {
  readonly #pool: Pool;
  readonly #told: (at: Micros) => void;
  readonly #wanted: number;
  #runbook: Runbook | null = null;

  constructor(pool: Pool, told: (at: Micros) => void) {
    this.#pool = pool;
    this.#told = told;
    this.#wanted = Math.min(MOST_ACTIVE, pool.service.servers.active.length);
  }

  get isUnderWay(): boolean {
    return this.#runbook !== null;
  }

  /** `isActivating`: whoever failed over sets the list of servers as one of his last steps. */
  partsChanged(strike: Strike, isActivating: boolean): void {
    if (isActivating || !this.#hasSpare()) {
      this.#runbook?.drop();
      this.#runbook = null;
    } else if (this.#runbook !== null) this.#runbook.tryAgain();
    else this.#begin(strike);
  }

  /** How many servers are gone while the database serves. */
  #missing(): number {
    let active = 0;
    let standing = 0;
    for (const server of this.#pool.service.servers.all) {
      if (!server.active) continue;
      active++;
      if (standsAgain(server)) standing++;
    }
    // A list that somebody cleared and did not set again is as good as servers that are gone.
    if (active > 0 && standing === active) return 0;
    return this.#pool.tier.history.serving === null ? 0 : Math.max(0, this.#wanted - standing);
  }

  #hasSpare(): boolean {
    return this.#missing() > 0 && this.#pool.service.servers.all.some(this.#fit());
  }

  /** Idle servers that could stand in for those that are gone. */
  #spares(): readonly ChatServer[] {
    const missing = this.#missing();
    if (missing === 0) return NONE;
    const fit = this.#pool.service.servers.all.filter(this.#fit());
    // Those beside the database first.
    const site = this.#databaseSite;
    fit.sort((a, b) => Number(b.site === site) - Number(a.site === site));
    return fit.slice(0, missing);
  }

  get #databaseSite(): Site {
    const { machines, history } = this.#pool.tier;
    return machines.of(history.serving!).site;
  }

  /** Whether a server is idle, stands, and could use the database. */
  #fit(): (server: ChatServer) => boolean {
    const site = this.#databaseSite;
    const near = isNear(this.#pool.state.bareLink);
    return (server) => !server.active && standsAgain(server) && (server.site === site || near);
  }

  #begin(strike: Strike): void {
    const pool = this.#pool;
    const work = new Work(pool, strike);
    const { runbook } = pool.plan.scenario;
    const activate = activateSpare(work, (at) => this.#activate(at));
    this.#runbook = work.runbook(withChanges([...notice(work, this.#told), activate], runbook.steps, work));
  }

  #activate(at: Micros): void {
    const spares = this.#spares();
    const { servers } = this.#pool.service;
    const runbook = this.#runbook!;
    this.#runbook = null;
    const list = servers.all.filter(
      (server) => (server.active && standsAgain(server)) || spares.includes(server),
    );
    servers.activate(
      list.map(({ name }) => name),
      at,
    );
    this.#pool.changedByPeople(at, {
      root: this,
      pathOf: (since) => runbook.pathTo(ACTIVATE_SPARE, since),
    });
  }
}
