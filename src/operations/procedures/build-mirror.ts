/**
 * A new mirror: a full backup of the serving database and its restore beside it, by hand; then the session starts
 * and catches up by itself. The product's tool does the same (export to a share, import on the mirror): 100 GB at
 * 100 MB/s twice is about 35 minutes. Until then the pool serves unmirrored.
 */
import { timeForBytes } from "../../shipping/transfer.js";
import type { RunTime } from "../../spec/index.js";
import type { BytesPerSecond, Micros } from "../../units/index.js";
import { type Step, step } from "../step.js";
import type { Work } from "./context.js";

export const BUILD_MIRROR = "build-mirror";

/** Where a job's duration is given as a constant, a full backup still takes its bytes at this rate. */
const DISK_RATE = 100_000_000 as BytesPerSecond;

export function buildMirror(work: Work, after: readonly string[]): Step {
  const { pool } = work;
  const { database, logShipping } = pool.plan.scenario;
  let cut = 0 as Micros;
  const bytesTime = (time: RunTime) =>
    timeForBytes(database.size, time.takes === "fixed" ? DISK_RATE : time.rate);
  return step({
    name: BUILD_MIRROR,
    actor: "database administrator",
    part: "procedure",
    after,
    waitsFor() {
      const { session, machines } = pool.tier;
      const { principal, mirror } = session;
      // A database that is not there, or cannot be read, cannot be backed up.
      const both = mirror !== null && machines.of(mirror).running && machines.canServe(principal);
      return both ? null : "wait-for-both-machines";
    },
    begins(at) {
      cut = at;
      pool.tier.isOverwritten(pool.tier.session.mirror!);
      return null;
    },
    takes(at, attempt) {
      cut = at;
      const copying = bytesTime(logShipping.backup.runTime) + bytesTime(logShipping.restore.runTime);
      return (work.byHand(BUILD_MIRROR, attempt) + copying) as Micros;
    },
    done(at) {
      const { session, machines } = pool.tier;
      machines.isRebuilt(session.mirror!);
      session.start(cut, at);
    },
  });
}
