/**
 * From a scenario's log shipping to a pipeline with nothing left to draw. Where the draws come from is the
 * caller's affair: a replication's streams, or one constant for every law.
 */

import { type Law, support } from "../engine/index.js";
import type { RunTime, Scenario } from "../spec/index.js";
import { normalTraffic } from "../traffic/index.js";
import { type BytesPerSecond, DAY, type Micros, modulo } from "../units/index.js";
import type { Load } from "./load.js";
import { warmUp } from "./period.js";
import type { FixedGrid, OwnTime, Pipeline, ShareSide } from "./pipeline.js";
import { figuresOf } from "./transfer.js";

/** Every draw that a pipeline needs has a purpose of its own, so none ever shifts another. */
export type DrawPurpose =
  | "backup.offset"
  | "backup.jitter"
  | "backup.time"
  | "copy.offset"
  | "copy.jitter"
  | "copy.overhead"
  | "restore.offset"
  | "restore.jitter"
  | "restore.time";

export interface PipelineDraws {
  /** One value for a whole replication. */
  once(purpose: DrawPurpose, law: Law): Micros;
  /** One value for each tick or file, by its number. */
  byNumber(purpose: DrawPurpose, law: Law): (number: number) => Micros;
}

/** A copy that never leaves the secondary's room runs at disk speed. An assumption: no document names it. */
const LOCAL_COPY_RATE = 100_000_000 as BytesPerSecond;

export function buildPipeline(scenario: Scenario, load: Load, draws: PipelineDraws): Pipeline {
  const { backup, copy, restore, anchor, ...shipping } = scenario.logShipping;
  const grid = (purpose: DrawPurpose, of: { every: Micros; offset: Law }): FixedGrid => ({
    anchor,
    every: of.every,
    offset: modulo(draws.once(purpose, of.offset), anchor === "run" ? of.every : DAY) as Micros,
  });
  const never = () => false;
  return {
    share: shareSide(scenario),
    backup: {
      grid: grid("backup.offset", backup.grid),
      jitter: draws.byNumber("backup.jitter", backup.jitter),
      fails: never,
      ownTime: ownTimeOf(backup.runTime, draws, "backup.time"),
      fileSize: backup.fileSize,
      compression: backup.compression,
      retention: backup.retention,
    },
    copy: {
      grid: copy.trigger.on === "grid" ? grid("copy.offset", copy.trigger.grid) : null,
      jitter: draws.byNumber("copy.jitter", copy.jitter),
      fails: never,
      overhead: draws.byNumber("copy.overhead", copy.overhead),
      retention: copy.retention,
    },
    restore: {
      grid: grid("restore.offset", restore.grid),
      jitter: draws.byNumber("restore.jitter", restore.jitter),
      fails: never,
      ownTime: ownTimeOf(restore.runTime, draws, "restore.time"),
      delay: restore.delay,
    },
    agentGrace: shipping.agentGrace,
    // At the busiest time, as everything about the link: the pool begins with the same.
    wan: figuresOf(scenario.wan, normalTraffic(scenario, load.peakMessagesPerSecond)),
    third: figuresOf(shipping.thirdSite),
    localCopyRate: LOCAL_COPY_RATE,
    logWritten: load.log,
    begins: shipping.coldStart ? (0 as Micros) : (-warmUp(scenario.logShipping, load) as Micros),
  };
}

function ownTimeOf(time: RunTime, draws: PipelineDraws, purpose: DrawPurpose): OwnTime {
  return time.takes === "fixed"
    ? { takes: "fixed", duration: draws.byNumber(purpose, time.duration) }
    : { takes: "computed", overhead: draws.byNumber(purpose, time.overhead), rate: time.rate };
}

/** The share beside the database that is backed up, beside the secondary, or away from both. */
export function shareSide(scenario: Scenario): ShareSide {
  const { share } = scenario.logShipping;
  if (share === "third-site") return "third";
  return share === scenario.topology.primarySite ? "primary" : "secondary";
}

/** Draws that are no draws: every law stands for one value, chosen by `pick`. */
export function constantDraws(pick: (law: Law, purpose: DrawPurpose) => Micros): PipelineDraws {
  return {
    once: (purpose, law) => pick(law, purpose),
    byNumber(purpose, law) {
      const value = pick(law, purpose);
      return () => value;
    },
  };
}

/** The laws of a schedule that are not constants, by purpose: empty where the schedule is deterministic. */
export function drawnPurposes(scenario: Scenario): DrawPurpose[] {
  const { backup, copy, restore } = scenario.logShipping;
  const laws: [DrawPurpose, Law][] = [
    ["backup.offset", backup.grid.offset],
    ["backup.jitter", backup.jitter],
    ["backup.time", timeLaw(backup.runTime)],
    ["copy.jitter", copy.jitter],
    ["copy.overhead", copy.overhead],
    ["restore.offset", restore.grid.offset],
    ["restore.jitter", restore.jitter],
    ["restore.time", timeLaw(restore.runTime)],
  ];
  if (copy.trigger.on === "grid") laws.push(["copy.offset", copy.trigger.grid.offset]);
  return laws.filter(([, law]) => isDrawn(law)).map(([purpose]) => purpose);
}

/** A law that can give only one value is no draw. */
export function isDrawn(law: Law): boolean {
  const { lowest, highest } = support(law);
  return lowest !== highest;
}

/** What of a run's time may be drawn. */
export const timeLaw = (time: RunTime): Law => (time.takes === "fixed" ? time.duration : time.overhead);
