/**
 * Which ways bytes go in the steps that move a database or its log: over which disks, and over which link to the share.
 * The same for whoever plays a step and for whoever says beforehand how long it takes; it must never know either.
 */
import type { LinkFigures, Pipeline } from "../../shipping/pipeline.js";
import { timeForBytes } from "../../shipping/transfer.js";
import type { RunTime, Scenario } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import { DISK_RATE, type Leg, wholeRunTime } from "../haul.js";
import type { Computed } from "./row.js";

/** What lies between the databases and the share. */
export interface Ground {
  readonly scenario: Scenario;
  readonly pipeline: Pick<Pipeline, "share" | "third" | "localCopyRate">;
  /** The link between the sites as it is at that moment; null: cut. */
  wan(): LinkFigures | null;
}

export type Hauled = Extract<
  Computed,
  "tail-of-log" | "backup-of-secondary" | "restore-on-primary" | "backup-of-primary" | "restore-on-secondary"
>;

/** What of a whole database goes over disks and links: as much as a backup of it holds. */
export const wholeDatabase = ({ database, logShipping }: Scenario): number =>
  database.size / logShipping.backup.compression;

export function legsOf(by: Hauled, ground: Ground, bytes: number): readonly Leg[] {
  const { backup, restore } = ground.scenario.logShipping;
  switch (by) {
    case "tail-of-log":
      return [...ofPrimary(ground, bytes), disk(restore.runTime, bytes)];
    case "backup-of-secondary":
      return [disk(backup.runTime, bytes, wayToShare(ground, "secondary"))];
    case "restore-on-primary":
      return [disk(restore.runTime, bytes, wayToShare(ground, "primary"))];
    case "backup-of-primary":
      return ofPrimary(ground, bytes);
    case "restore-on-secondary":
      return [disk(restore.runTime, bytes)];
  }
}

/** A backup of the primary, and its way to the other site. */
function ofPrimary(ground: Ground, bytes: number): readonly Leg[] {
  const { pipeline, scenario } = ground;
  const local = { rate: pipeline.localCopyRate, oneWay: 0 as Micros };
  const copy = pipeline.share === "secondary" ? () => local : wayToShare(ground, "secondary");
  return [
    disk(scenario.logShipping.backup.runTime, bytes, wayToShare(ground, "primary")),
    { own: 0 as Micros, link: copy },
  ];
}

/** What lies between a database and the share; null: they stand side by side. */
function wayToShare({ pipeline, wan }: Ground, end: "primary" | "secondary"): Leg["link"] {
  const { share, third } = pipeline;
  if (share === "third") return () => third;
  return share === end ? () => null : wan;
}

const disk = (time: RunTime, bytes: number, link: Leg["link"] = () => null): Leg => ({
  own: wholeRunTime(time, bytes),
  link,
});

/** 100 GB at 100 MB/s twice is about 35 minutes. */
export function mirrorBuild({ database, logShipping }: Scenario): Micros {
  const bytesTime = (time: RunTime) =>
    timeForBytes(database.size, time.takes === "fixed" ? DISK_RATE : time.rate);
  return (bytesTime(logShipping.backup.runTime) + bytesTime(logShipping.restore.runTime)) as Micros;
}
