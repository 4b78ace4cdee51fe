/**
 * What is assumed of durations that a scenario gives as constants: real backups and transfers do not take the same time
 * twice, and a schedule that is best for constants may stand at the edge of a cliff. The assumption is put in the words
 * of a scenario, so that whatever plays scenarios plays it. It must never touch what the scenario gives as a law.
 */
import type { Law } from "../../engine/index.js";
import { officeOf } from "../../pool/index.js";
import {
  backupTime,
  buildPipeline,
  constantDraws,
  copyTime,
  fileOver,
  isDrawn,
  loadOf,
  ownTime,
  type Pipeline,
  timeLaw,
} from "../../shipping/index.js";
import type { BackupJob, CopyJob, LogShipping, RunTime, Scenario } from "../../spec/index.js";
import type { Bytes, Micros } from "../../units/index.js";
import { middleOf } from "./middle.js";

/** Assumptions without a source: what backups and transfers of like size vary by on servers that do other things as well. */
const LESS = 0.7;
const MORE = 1.3;
/** Observed starts of agent jobs lie 0 to 3 s behind their tick. */
const LATEST_START = 3_000_000 as Micros;

/** null: everything is a law already. */
export function assumptionsOf(scenario: Scenario): { durations: string; jitter: string } | null {
  const { backup, copy, restore } = scenario.logShipping;
  const times = [timeLaw(backup.runTime), copy.overhead, timeLaw(restore.runTime)].some(isConstant);
  const starts = [backup.jitter, copy.jitter, restore.jitter].some(isConstant);
  if (!times && !starts) return null;
  return {
    durations: times
      ? "where durations are constants, each backup, transfer and restore takes up to 30 % less or more, evenly spread"
      : "as the scenario gives them",
    jitter: starts
      ? "where start delays are constants, each start is up to 3 s later, evenly spread"
      : "as the scenario gives it",
  };
}

export function assumeDurations(scenario: Scenario): Scenario {
  const load = loadOf(scenario.workload, officeOf(scenario));
  const pipeline = buildPipeline(scenario, load, constantDraws(middleOf));
  const { logShipping } = scenario;
  const { backup, copy, restore } = logShipping;
  const bytes = fileOver(pipeline, 0 as Micros, backup.grid.every);
  // A transfer takes its bytes' time at least, and no overhead is below zero. So files are played at 70 % of their size,
  // and what is drawn comes on top: where all files are alike, that is the same as times that are drawn.
  const areAlike = backup.fileSize !== null || load.periods.length === 0;
  const isShrunk = areAlike && isConstant(copy.overhead) && isBackupFree(backup, pipeline);
  const assumed: LogShipping = {
    ...logShipping,
    backup: {
      ...backup,
      jitter: late(backup.jitter),
      runTime: backupVaried(pipeline, backup, bytes, isShrunk),
    },
    copy: { ...copy, jitter: late(copy.jitter), overhead: copyVaried(pipeline, copy, bytes, isShrunk) },
    restore: {
      ...restore,
      jitter: late(restore.jitter),
      runTime: varied(restore.runTime, ownTime(pipeline.restore.ownTime, 0, bytes), isShrunk),
    },
  };
  return isShrunk ? shrunk({ ...scenario, logShipping: assumed }) : { ...scenario, logShipping: assumed };
}

const isConstant = (law: Law): boolean => !isDrawn(law);

/** Where the backup itself goes over a link, its time is the scenario's to say, or may be replaced as a whole. */
const isBackupFree = (backup: BackupJob, pipeline: Pipeline): boolean =>
  pipeline.share === "primary" || isConstant(timeLaw(backup.runTime));

const late = (law: Law): Law => {
  if (isDrawn(law)) return law;
  const from = middleOf(law);
  return { law: "uniform", from, to: (from + LATEST_START) as Micros };
};

const spread = (least: number, most: number): Law => ({
  law: "uniform",
  from: Math.round(Math.max(0, least)) as Micros,
  to: Math.round(most) as Micros,
});

function backupVaried(pipeline: Pipeline, backup: BackupJob, bytes: Bytes, isShrunk: boolean): RunTime {
  if (pipeline.share === "primary" || !isConstant(timeLaw(backup.runTime)) || !isShrunk)
    return varied(backup.runTime, ownTime(pipeline.backup.ownTime, 0, bytes), isShrunk);
  const takes = backupTime(pipeline, 0, bytes);
  return { takes: "fixed", duration: spread(LESS * takes, MORE * takes) };
}

function varied(time: RunTime, takes: Micros, isShrunk: boolean): RunTime {
  if (time.takes === "fixed")
    return isDrawn(time.duration) ? time : { takes: "fixed", duration: spread(LESS * takes, MORE * takes) };
  if (isDrawn(time.overhead))
    return isShrunk ? { ...time, rate: (time.rate * LESS) as typeof time.rate } : time;
  return { ...time, overhead: besideBytes(middleOf(time.overhead), takes, isShrunk) };
}

function copyVaried(pipeline: Pipeline, copy: CopyJob, bytes: Bytes, isShrunk: boolean): Law {
  if (isDrawn(copy.overhead)) return copy.overhead;
  const overhead = middleOf(copy.overhead);
  const takes = copyTime(pipeline, 0, bytes) - wayThere(pipeline);
  return besideBytes(overhead, takes, isShrunk);
}

const wayThere = (pipeline: Pipeline): number =>
  pipeline.share === "secondary" ? 0 : (pipeline.share === "third" ? pipeline.third : pipeline.wan).oneWay;

/** What is drawn beside the bytes' own time; where that is not shrunk, less than now is possible only out of the overhead. */
const besideBytes = (overhead: Micros, takes: number, isShrunk: boolean): Law =>
  isShrunk
    ? spread(LESS * overhead, LESS * overhead + (MORE - LESS) * takes)
    : spread(overhead - (1 - LESS) * takes, overhead + (MORE - 1) * takes);

/** Every file of log backup at 70 % of its size; a full copy of the database as large as it was. */
function shrunk(scenario: Scenario): Scenario {
  const { logShipping, database } = scenario;
  const { backup } = logShipping;
  if (backup.fileSize !== null) {
    const fileSize = (backup.fileSize * LESS) as Bytes;
    return { ...scenario, logShipping: { ...logShipping, backup: { ...backup, fileSize } } };
  }
  return {
    ...scenario,
    database: { size: (database.size / LESS) as Bytes },
    logShipping: { ...logShipping, backup: { ...backup, compression: backup.compression / LESS } },
  };
}
