/** How a schedule stands what it was not made for: a link of half the width, jobs that fail, three times the load. */
import { key, noise, Streams } from "../../engine/index.js";
import type { MarginResult } from "../../results/index.js";
import type { Pipeline } from "../../shipping/index.js";
import type { Scenario } from "../../spec/index.js";
import type { Bytes, BytesPerSecond, PerSecond } from "../../units/index.js";
import { Meter, type MeterSetting } from "./evaluate.js";
import { scheduleOf } from "./schedule.js";
import type { ScheduleTarget } from "./search.js";
import { meets } from "./targets.js";

const FAILING = 0.1;
const TIMES_THE_LOAD = 3;

/** What a schedule has to meet: by itself, and whether something beside that takes play, which nobody does here. */
interface Asked {
  readonly targets: readonly ScheduleTarget[];
  readonly takesPlay: boolean;
}

export function marginsOf(
  scenario: Scenario,
  asked: Asked,
  exactDurations: boolean,
  seed: number,
): MarginResult[] {
  const setting = { exactDurations, seed };
  const failing = { ...setting, changed: (pipeline: Pipeline) => withFailures(pipeline, seed) };
  return [
    told("half the bandwidth", halfTheLink(scenario), setting, asked),
    told("one run of each job in ten failing", scenario, failing, asked),
    told("three times the load", threeTimesTheLoad(scenario), setting, asked),
  ];
}

function told(
  what: string,
  scenario: Scenario,
  setting: MeterSetting,
  { targets, takesPlay }: Asked,
): MarginResult {
  const { figures, whyNone } = new Meter(scenario, setting).measure(scheduleOf(scenario));
  const isMissed = figures === null || !meets(figures, targets);
  return { what, schedule: figures, whyNone, meetsTargets: isMissed ? false : takesPlay ? null : true };
}

/** The third site's links as well, where the share stands there. */
function halfTheLink(scenario: Scenario): Scenario {
  const { wan, logShipping } = scenario;
  const half = <L extends { readonly bandwidth: BytesPerSecond }>(link: L): L => ({
    ...link,
    bandwidth: (link.bandwidth / 2) as BytesPerSecond,
  });
  return {
    ...scenario,
    wan: half(wan),
    logShipping: { ...logShipping, thirdSite: half(logShipping.thirdSite) },
  };
}

/** A size that is given stands for a load as well. A duration that is given does not. */
function threeTimesTheLoad(scenario: Scenario): Scenario {
  const { workload, logShipping } = scenario;
  const { backup } = logShipping;
  const fileSize = backup.fileSize === null ? null : ((TIMES_THE_LOAD * backup.fileSize) as Bytes);
  return {
    ...scenario,
    workload: {
      ...workload,
      messagesPerSecond: (TIMES_THE_LOAD * workload.messagesPerSecond) as PerSecond,
      bursts: workload.bursts.map((burst) => ({ ...burst, log: (TIMES_THE_LOAD * burst.log) as Bytes })),
    },
    logShipping: { ...logShipping, backup: { ...backup, fileSize } },
  };
}

function withFailures(pipeline: Pipeline, seed: number): Pipeline {
  const streams = new Streams(seed, 0);
  const failsOf = (job: string) => {
    const words = streams.noise(key("tune", `${job} fails`));
    return (number: number) => noise(words, number) < FAILING;
  };
  return {
    ...pipeline,
    backup: { ...pipeline.backup, fails: failsOf("backup") },
    copy: { ...pipeline.copy, fails: failsOf("copy") },
    restore: { ...pipeline.restore, fails: failsOf("restore") },
  };
}
