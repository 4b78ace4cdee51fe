/**
 * The shortest interval of backups that a link can keep up with. Each file takes L whatever it holds, and the log of a
 * second fills a share rho of a second of the link: an interval B is enough for L + rho B only from L / (1 - rho) on.
 */
import { officeOf } from "../../pool/index.js";
import { buildPipeline, constantDraws, loadOf, shareSide } from "../../shipping/index.js";
import type { Scenario } from "../../spec/index.js";
import { DAY, type Micros, WEEK } from "../../units/index.js";
import { middleOf } from "./middle.js";

interface ShortestInterval {
  /** Microseconds; null: the log comes faster than the link carries it, at any interval. */
  readonly interval: number | null;
  readonly perFile: number;
  readonly filled: number;
}

export function shortestInterval(scenario: Scenario): ShortestInterval {
  const load = loadOf(scenario.workload, officeOf(scenario));
  const pipeline = buildPipeline(scenario, load, constantDraws(middleOf));
  const side = shareSide(scenario);
  const link = side === "primary" ? pipeline.wan : side === "third" ? pipeline.third : null;
  const rate = link?.rate ?? pipeline.localCopyRate;
  const perFile = (link?.oneWay ?? 0) + pipeline.copy.overhead(0);
  const { backup } = pipeline;
  if (backup.fileSize !== null) {
    return { interval: perFile + (backup.fileSize / rate) * 1e6, perFile, filled: 0 };
  }
  const perSecond = load.log(DAY, (DAY + WEEK) as Micros) / backup.compression / (WEEK / 1e6);
  const filled = perSecond / rate;
  return { interval: filled >= 1 ? null : perFile / (1 - filled), perFile, filled };
}
