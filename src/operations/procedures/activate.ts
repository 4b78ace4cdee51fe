/** The list of active servers after a move: which of those that stand take users from here on. */
import type { Pool } from "../../pool/pool.js";
import { MOST_ACTIVE, standsAgain } from "../../pool/service/chat-servers.js";
import type { Micros } from "../../units/index.js";
import type { Runbook } from "../runbook.js";

/** The servers beside the database take the place of all others: those that are active already, then idle ones. */
export function activateBesideDatabase(pool: Pool, runbook: Runbook, step: string, at: Micros): void {
  const { service, tier } = pool;
  // One application stands beside whatever database serves, and one notional user as well: nobody lists them.
  if (!service.usesFrontEnds) {
    isSet(pool, runbook, step, at);
    return;
  }
  const { site } = tier.machines.of(tier.session.principal);
  const there = service.servers.all.filter((server) => server.site === site && standsAgain(server));
  there.sort((a, b) => Number(b.active) - Number(a.active));
  const names = there.slice(0, MOST_ACTIVE).map(({ name }) => name);
  // Where two databases accept, the other side does not hear of it.
  if (tier.history.rival === null) service.servers.activate(names, at);
  else service.servers.activateAt(site, names, at);
  isSet(pool, runbook, step, at);
}

/** These, as far as they stand. */
export function activateAgain(
  pool: Pool,
  runbook: Runbook,
  step: string,
  names: readonly string[],
  at: Micros,
): void {
  if (!pool.service.usesFrontEnds) {
    isSet(pool, runbook, step, at);
    return;
  }
  const standing = names.filter((name) => standsAgain(pool.service.servers.of(name)!));
  pool.service.servers.activate(standing, at);
  isSet(pool, runbook, step, at);
}

function isSet(pool: Pool, runbook: Runbook, step: string, at: Micros): void {
  pool.changedByPeople(at, { root: runbook, pathOf: (since) => runbook.pathTo(step, since) });
}
