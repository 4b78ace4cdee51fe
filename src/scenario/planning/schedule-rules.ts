/** Whether the jobs can keep up, where their ticks lie to each other, and what the alerts would say. */
import { support } from "../../engine/index.js";
import {
  backupTime,
  copyTime,
  fileOver,
  ownTime,
  type Pipeline,
  playUndisturbed,
  ticksOf,
} from "../../shipping/index.js";
import type { Burst } from "../../spec/index.js";
import { normalSeating, normalTraffic } from "../../traffic/index.js";
import {
  type Bytes,
  type Micros,
  printBitRate,
  printDuration,
  printExactDuration,
  printSize,
  SECOND,
} from "../../units/index.js";
import { type Advice, broken, type Planned, type Rule } from "./rule.js";
import { trafficArithmetic } from "./traffic-rules.js";

export const scheduleRules: readonly Rule[] = [
  keepsUp,
  restoresKeepUp,
  burstsKeepUp,
  oneGrid,
  steadyStart,
  alertThresholds,
  retention,
];

/** The pipeline of a law that has one: with all drawn values in the middle. */
const pipelineOf = ({ law }: Planned): Pipeline | null => ("pipeline" in law ? law.pipeline : null);

function* keepsUp(planned: Planned): Iterable<Advice> {
  const pipeline = pipelineOf(planned);
  if (pipeline === null) return;
  const { backup, copy } = planned.scenario.logShipping;
  const every = backup.grid.every;
  const bytes = fileOver(pipeline, 0 as Micros, every);
  const backupRun = backupTime(pipeline, 0, bytes);
  if (backupRun > every) {
    yield broken("backup-keeps-up", {
      path: "logShipping.backup.every",
      message: `a backup takes ${printDuration(backupRun)}, longer than its interval of ${printExactDuration(every)}`,
      reason: `a file of one interval holds ${printSize(bytes)}; ticks during a run are skipped, never made up`,
    });
  }
  const transfer = copyTime(pipeline, 0, bytes);
  // What matters is the time that one interval's log needs, whatever the copy job's own interval.
  if (transfer > every) {
    yield broken("copy-keeps-up", {
      path: "wan.bandwidth",
      message: `copying one interval's log takes ${printDuration(transfer)}, longer than the ${printExactDuration(every)} in which it comes`,
      reason: `${copyArithmetic(planned, pipeline, bytes)}; the backlog grows without end, and RPO with it`,
    });
  } else if (copy.trigger.on === "grid" && transfer > copy.trigger.grid.every) {
    yield broken("copy-longer-than-interval", {
      path: "logShipping.copy.every",
      message: `one transfer takes ${printDuration(transfer)}, longer than the copy interval of ${printExactDuration(copy.trigger.grid.every)}`,
      reason: `${copyArithmetic(planned, pipeline, bytes)}; ticks during a run are skipped, so copies come as fast as the link lets them`,
    });
  }
}

/** What falls behind here costs no data, but time: all of it has to be restored before the secondary can serve. */
function* restoresKeepUp(planned: Planned): Iterable<Advice> {
  const pipeline = pipelineOf(planned);
  if (pipeline === null) return;
  const { every } = planned.scenario.logShipping.backup.grid;
  const bytes = fileOver(pipeline, 0 as Micros, every);
  const time = ownTime(pipeline.restore.ownTime, 0, bytes);
  if (time <= every) return;
  yield broken("restore-keeps-up", {
    path:
      planned.scenario.logShipping.restore.runTime.takes === "fixed"
        ? "logShipping.restore.duration"
        : "logShipping.restore.rate",
    message: `restoring one interval's log takes ${printDuration(time)}, longer than the ${printExactDuration(every)} in which it comes`,
    reason: `a file of one interval holds ${printSize(bytes)}; the secondary falls further and further behind, and a failover waits until it has caught up`,
  });
}

function copyArithmetic({ scenario, load }: Planned, pipeline: Pipeline, bytes: Bytes): string {
  if (pipeline.share === "secondary") return `${printSize(bytes)} beside the secondary`;
  const link = pipeline.share === "third" ? pipeline.third : pipeline.wan;
  const copies = `${printSize(bytes)} over ${printBitRate(link.rate)} that copies get of the link`;
  const peak = load.peakMessagesPerSecond;
  if (pipeline.share === "third" || normalTraffic(scenario, peak) === 0) return copies;
  return `${copies} (${trafficArithmetic(scenario, normalSeating(scenario), peak)})`;
}

/** A burst that keeps a copy busy past its next tick is the RPO of that night, whatever the schedule. */
function* burstsKeepUp(planned: Planned): Iterable<Advice> {
  const pipeline = pipelineOf(planned);
  if (pipeline === null || planned.scenario.logShipping.backup.fileSize !== null) return;
  const { copy, backup } = planned.scenario.logShipping;
  const every = copy.trigger.on === "grid" ? copy.trigger.grid.every : backup.grid.every;
  for (const [index, burst] of planned.scenario.workload.bursts.entries()) {
    const bytes = (burst.log / backup.compression) as Bytes;
    const parts = Math.max(1, Math.ceil(burst.lasts / backup.grid.every));
    const onePart = copyTime(pipeline, 0, bytes / parts);
    if (onePart <= every) continue;
    const whole = copyTime(pipeline, 0, bytes);
    const peak = peakAfter(planned, pipeline, burst);
    yield broken("burst-keeps-up", {
      path: `workload.bursts[${index}].log`,
      message: `${burst.name} writes ${printSize(burst.log)} of log, which keeps the copy job busy for ${printDuration(whole)}`,
      reason:
        `${copyArithmetic(planned, pipeline, bytes)}, against a copy interval of ${printExactDuration(every)}` +
        (peak === null ? "" : `; RPO reaches ${printDuration(peak)} in that time`),
    });
  }
}

/** The worst age of the newest safe cut from one burst to the next. */
function peakAfter({ law }: Planned, pipeline: Pipeline, burst: Burst): Micros | null {
  if (law.kind === "exact") return law.figures.worst;
  const until = (burst.offset + 2 * burst.every) as Micros;
  const { files } = playUndisturbed(pipeline, until);
  let worst = 0;
  let cut: number = pipeline.begins;
  for (const file of files) {
    if (file.safeAt === null) break;
    if (file.safeAt > burst.offset) worst = Math.max(worst, file.safeAt - cut);
    cut = file.cut;
  }
  return worst > 0 ? (worst as Micros) : null;
}

/** The product's own set-up puts all jobs on one grid: the copy that starts with the backup misses its file. */
function* oneGrid(planned: Planned): Iterable<Advice> {
  const pipeline = pipelineOf(planned);
  if (pipeline === null || pipeline.share !== "primary" || pipeline.copy.grid === null) return;
  const backups = ticksOf(pipeline.backup.grid);
  const copies = ticksOf(pipeline.copy.grid);
  const bytes = fileOver(pipeline, 0 as Micros, pipeline.backup.grid.every);
  const run = backupTime(pipeline, 0, bytes);
  const first = backups.at(backups.firstAtOrAfter(0 as Micros));
  const copyTick = copies.at(copies.firstAtOrAfter(first));
  if (run === 0 || copyTick !== first) return;
  const { every } = pipeline.copy.grid;
  if (every < pipeline.backup.grid.every) return;
  yield broken("one-grid", {
    path: "logShipping.copy.offset",
    message:
      "the copy job starts at the same instant as the backup, and misses the file that is just being written",
    reason:
      `a backup takes ${printDuration(run)}, so each file waits almost ${printExactDuration(every)} for the next copy; ` +
      `a copy offset a little over ${printDuration(run)} takes that off the RPO with no extra run`,
  });
}

/** A replication begins as if the schedule had run for ever. Where it never comes to rest, that is not so. */
function* steadyStart({ law, scenario }: Planned): Iterable<Advice> {
  if (law.kind !== "grows" || scenario.logShipping.coldStart) return;
  yield broken("steady-state", {
    path: "logShipping",
    message: `the schedule never comes to rest: the newest safe cut grows ${printDuration(law.perDay)} older every day`,
    reason:
      "a run begins as if shipping had gone on for 20 intervals before; here that is not a steady state",
  });
}

const LEAST_INTERVALS = 3;

function* alertThresholds({ scenario }: Planned): Iterable<Advice> {
  const { monitoring, logShipping } = scenario;
  const alerts = [
    ["backupAlert", monitoring.backupAlert, logShipping.backup.grid.every, "backup"],
    ["restoreAlert", monitoring.restoreAlert, logShipping.restore.grid.every, "restore"],
  ] as const;
  for (const [name, threshold, every, job] of alerts) {
    if (threshold === null || threshold >= LEAST_INTERVALS * every) continue;
    yield broken("alert-threshold", {
      path: `monitoring.${name}`,
      message: `an alert after ${printExactDuration(threshold)} without a ${job} is less than three intervals of ${printExactDuration(every)}`,
      reason: "one late or failed run would ring it; three intervals are the documented least",
    });
  }
}

function* retention({ scenario }: Planned): Iterable<Advice> {
  const { restore, copy } = scenario.logShipping;
  const longestJitter = support(restore.jitter).highest;
  if (
    copy.retention >
    restore.delay + restore.grid.every + (Number.isFinite(longestJitter) ? longestJitter : SECOND)
  )
    return;
  yield broken("delay-within-retention", {
    path: "logShipping.restore.delay",
    message: `files are restored after ${printExactDuration(restore.delay)} but kept for ${printExactDuration(copy.retention)}`,
    reason:
      "a file that is deleted before it is restored breaks the chain, and the secondary has to be built anew",
  });
}
