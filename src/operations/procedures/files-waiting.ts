/**
 * How many log backups wait to be copied and to be applied by hand when people come to it, on average over all moments
 * of the schedule: each file waits for a stretch of every period, and what waits on average is the sum of the stretches.
 */
import { officeOf } from "../../pool/plan.js";
import { steadyState } from "../../shipping/age.js";
import { buildPipeline, constantDraws } from "../../shipping/build.js";
import { loadOf } from "../../shipping/load.js";
import { commonPeriod } from "../../shipping/period.js";
import type { Pipeline } from "../../shipping/pipeline.js";
import { ownTime } from "../../shipping/transfer.js";
import { copyTime, fileOver, type PlayedFile, playUndisturbed } from "../../shipping/undisturbed.js";
import type { Scenario } from "../../spec/index.js";
import { DAY, type Micros } from "../../units/index.js";
import { typicalOf } from "./typical.js";

/** Files that wait for one kind of work. */
export interface Waiting {
  /** On average. */
  readonly files: number;
  /** The share of moments at which at least one waits. */
  readonly any: number;
  /** What all that wait take together, on average; and what one takes, in microseconds. */
  readonly takes: number;
  readonly each: number;
}

export interface FilesWaiting {
  /** null: what stands on the share is lost with it. */
  readonly copy: Waiting | null;
  readonly apply: Waiting;
  /** false: nobody knows how many wait, and one is counted. */
  readonly isKnown: boolean;
}

/** What the jobs do before people take over from them. */
export interface JobsUntilThen {
  /** From the last backup that counts until the jobs of site 2 are dropped: they go on with what is there. */
  readonly runOn: number;
  /** What stands on a share beside the primary is gone. */
  readonly isPrimaryLost: boolean;
}

export function filesWaiting(scenario: Scenario, until: JobsUntilThen): FilesWaiting {
  const pipeline = typicalPipeline(scenario);
  const file = fileOver(pipeline, DAY, (DAY + pipeline.backup.grid.every) as Micros);
  const copies = (number: number, bytes: number) => copyTime(pipeline, number, bytes);
  const applies = (number: number, bytes: number) => ownTime(pipeline.restore.ownTime, number, bytes);
  const isShareLost = until.isPrimaryLost && pipeline.share === "primary";
  const files = steadyFiles(scenario, pipeline, until.runOn);
  if (files === null) {
    const one = (each: number): Waiting => ({ files: 1, any: 1, takes: each, each });
    return { copy: isShareLost ? null : one(copies(0, file)), apply: one(applies(0, file)), isKnown: false };
  }
  const { from, to, played } = files;
  const there = ({ wholeAt, safeAt }: PlayedFile) => (isShareLost ? safeAt : wholeAt);
  const stretches = (ends: (one: PlayedFile) => Micros | null, takes: typeof copies): Stretch[] =>
    played.flatMap((one) => {
      const begins = there(one);
      if (begins === null) return [];
      const end = Math.min((ends(one) ?? Number.POSITIVE_INFINITY) - until.runOn, to);
      const begin = Math.max(begins, from);
      return end > begin ? [{ begin, end, takes: takes(one.number, one.bytes) }] : [];
    });
  return {
    copy: isShareLost
      ? null
      : waiting(
          stretches(({ safeAt }) => safeAt, copies),
          to - from,
          copies(0, file),
        ),
    apply: waiting(
      stretches(({ restoredAt }) => restoredAt, applies),
      to - from,
      applies(0, file),
    ),
    isKnown: true,
  };
}

interface Stretch {
  readonly begin: number;
  readonly end: number;
  readonly takes: number;
}

function waiting(stretches: readonly Stretch[], period: number, each: number): Waiting {
  let files = 0;
  let takes = 0;
  let any = 0;
  let covered = Number.NEGATIVE_INFINITY;
  for (const stretch of [...stretches].sort((a, b) => a.begin - b.begin)) {
    const length = stretch.end - stretch.begin;
    files += length / period;
    takes += (length / period) * stretch.takes;
    any += Math.max(0, stretch.end - Math.max(stretch.begin, covered)) / period;
    covered = Math.max(covered, stretch.end);
  }
  return { files, any, takes, each };
}

interface SteadyFiles {
  readonly from: Micros;
  readonly to: Micros;
  readonly played: readonly PlayedFile[];
}

/** null: the schedule has no steady state that could be summed over. `runOn`: what the jobs do behind the period counts. */
function steadyFiles(scenario: Scenario, pipeline: Pipeline, runOn: number): SteadyFiles | null {
  const { destinationFolder, shareAccess } = scenario.topology;
  if (!destinationFolder || shareAccess.secondary === "none") return null;
  const common = commonPeriod(scenario.logShipping, loadOf(scenario.workload, officeOf(scenario)));
  if (!common.ok) return null;
  const { period } = common;
  const { growth, isBroken, staleness } = steadyState(pipeline, period, DAY);
  if (growth !== 0 || isBroken) return null;
  const to = (DAY + period) as Micros;
  // No file waits longer than what is restored is ever old.
  if (runOn >= staleness.worst) return { from: DAY, to, played: [] };
  return { from: DAY, to, played: playUndisturbed(pipeline, (to + Math.ceil(runOn)) as Micros).files };
}

/** Every drawn time at its mean. */
export const typicalPipeline = (scenario: Scenario): Pipeline =>
  buildPipeline(
    scenario,
    loadOf(scenario.workload, officeOf(scenario)),
    constantDraws((law) => Math.round(typicalOf(law).value) as Micros),
  );
