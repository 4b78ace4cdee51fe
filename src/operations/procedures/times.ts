/**
 * How long the pieces of a step take when somebody does them on this pool, now: people by their laws, bytes by the rates
 * of disks and links as they are. Durations by hand are documented nowhere; rates are inputs.
 */
import { timeToApply } from "../../pool/plan.js";
import { copyTime } from "../../shipping/undisturbed.js";
import { HOUR, MINUTE, type Micros, SECOND } from "../../units/index.js";
import { Haul, type Leg, wholeRunTime } from "../haul.js";
import type { Work } from "./context.js";
import { type Ground, legsOf, mirrorBuild, wholeDatabase } from "./hauls.js";
import type { Memory } from "./memory.js";
import type { Computed, StepRow, Takes } from "./row.js";

/** Undo of open transactions when the database is recovered. Assumed; 10 s to 5 min are plausible. */
export const UNDO = (30 * SECOND) as Micros;
/** The documented target of a Central Management store's failover. */
export const MANAGEMENT_STORE = (5 * MINUTE) as Micros;
/** The documented longest of a Front End pool's failback, whose users stay signed in. */
export const FRONT_END_FAILBACK = HOUR as Micros;

/** How long this attempt of a step takes from `at` on. */
export function timeOf(row: StepRow, work: Work, memory: Memory, at: Micros, attempt: number): Micros {
  let reached = at;
  memory.haul = null;
  memory.mirrorCut = at;
  for (const piece of row.takes) {
    reached = (reached + pieceOf(row, piece, work, memory, reached, attempt)) as Micros;
  }
  return (reached - at) as Micros;
}

function pieceOf(
  { name }: StepRow,
  piece: Takes,
  work: Work,
  memory: Memory,
  from: Micros,
  attempt: number,
): Micros {
  const { people, servers } = work.pool.plan.scenario;
  switch (piece.by) {
    case "hand":
      return work.byHand(piece.drawnAs ?? name, attempt);
    case "replication":
      return work.takes(piece.drawnAs, servers.replication, attempt);
    case "detect":
      return work.takes(name, people.detect, attempt);
    case "decide":
      return work.takes(name, people.decide, attempt);
    default:
      return computed(piece.by, work, memory, from, attempt, name);
  }
}

function computed(
  by: Computed,
  work: Work,
  memory: Memory,
  from: Micros,
  attempt: number,
  name: string,
): Micros {
  const { pool } = work;
  const { pipeline } = pool.clockwork;
  const { scenario } = pool.plan;
  switch (by) {
    case "files-to-copy": {
      if (memory.files.length === 0) return 0 as Micros;
      const copying = memory.files.reduce(
        (sum, file) => sum + copyTime(pipeline, file.number, file.bytes),
        0,
      );
      return (work.byHand(name, attempt) + copying) as Micros;
    }
    case "files-to-apply":
      return (timeToApply(pipeline, pool.clockwork.filesToApply()) + baseFirst(work)) as Micros;
    case "tail-of-log": {
      const bytes = pool.clockwork.tailBytes / scenario.logShipping.backup.compression;
      return haul(memory, from, bytes, legsOf(by, groundOf(work), bytes));
    }
    case "undo":
      return UNDO;
    case "management-store":
      return MANAGEMENT_STORE;
    case "front-end-failback":
      return pool.service.frontEnds.areAtHome ? (0 as Micros) : FRONT_END_FAILBACK;
    case "mirror-build":
      return mirrorBuild(scenario);
    default: {
      const bytes = wholeDatabase(scenario);
      memory.backedUpFrom(by, from);
      return haul(memory, from, bytes, legsOf(by, groundOf(work), bytes));
    }
  }
}

function haul(memory: Memory, from: Micros, bytes: number, legs: readonly Leg[]): Micros {
  memory.haul = new Haul(from, bytes, legs);
  return (memory.haul.end - from) as Micros;
}

const groundOf = ({ pool }: Work): Ground => ({
  scenario: pool.plan.scenario,
  pipeline: pool.clockwork.pipeline,
  wan: () => pool.state.link,
});

/** A full backup that was brought to the other site and is not restored there yet comes before any file. */
function baseFirst({ pool }: Work): Micros {
  if (!pool.clockwork.hasBaseToRestore) return 0 as Micros;
  const { database, logShipping } = pool.plan.scenario;
  return wholeRunTime(logShipping.restore.runTime, database.size / logShipping.backup.compression);
}
