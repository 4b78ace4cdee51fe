/** A pipeline of round numbers, to be bent by tests in the one respect that they are about. */
import type {
  FixedGrid,
  Pipeline,
  PipelineBackup,
  PipelineCopy,
  PipelineRestore,
} from "../../src/shipping/pipeline.js";
import type { Bytes, BytesPerSecond, Micros } from "../../src/units/index.js";

export const s = (seconds: number): Micros => Math.round(seconds * 1e6) as Micros;
export const min = (minutes: number): Micros => s(minutes * 60);
export const h = (hours: number): Micros => s(hours * 3600);
export const MB = (megabytes: number): Bytes => (megabytes * 1e6) as Bytes;
export const MBps = (megabytesPerSecond: number): BytesPerSecond =>
  (megabytesPerSecond * 1e6) as BytesPerSecond;

export const every = (interval: Micros, offset: Micros): FixedGrid => ({
  anchor: "run",
  every: interval,
  offset,
});

export interface Bends {
  readonly backup?: Partial<PipelineBackup>;
  readonly copy?: Partial<PipelineCopy>;
  readonly restore?: Partial<PipelineRestore>;
  readonly rest?: Partial<Omit<Pipeline, "backup" | "copy" | "restore">>;
}

/**
 * All jobs every 15 min: a backup of 20 s at 0 s makes 300 MB, a copy at 30 s takes 24.04 s over 12.5 MB/s with
 * 40 ms, a restore at 60 s takes 5 s. The database writes 1 MB/s. Played from 0.
 */
export function plainPipeline(bends: Bends = {}): Pipeline {
  const never = (): boolean => false;
  const none = (): Micros => s(0);
  return {
    share: "primary",
    backup: {
      grid: every(min(15), s(0)),
      jitter: none,
      fails: never,
      ownTime: { takes: "fixed", duration: () => s(20) },
      fileSize: MB(300),
      compression: 1,
      retention: h(72),
      ...bends.backup,
    },
    copy: {
      grid: every(min(15), s(30)),
      jitter: none,
      fails: never,
      overhead: none,
      retention: h(72),
      ...bends.copy,
    },
    restore: {
      grid: every(min(15), s(60)),
      jitter: none,
      fails: never,
      ownTime: { takes: "fixed", duration: () => s(5) },
      delay: s(0),
      ...bends.restore,
    },
    agentGrace: s(0),
    wan: { rate: MBps(12.5), oneWay: s(0.04) },
    third: { rate: MBps(12.5), oneWay: s(0.04) },
    localCopyRate: MBps(100),
    logWritten: (from, to) => to - from,
    begins: s(0),
    ...bends.rest,
  };
}
