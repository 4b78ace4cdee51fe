/** A pipeline for tests: 300 MB files, 20 s backups, 100 Mbps, 80 ms round trip, no overheads, no noise. */
import type { Pipeline } from "../../src/shipping/pipeline.js";
import {
  type Bytes,
  type BytesPerSecond,
  HOUR,
  MINUTE,
  type Micros,
  seconds,
} from "../../src/units/index.js";

export interface Wishes {
  readonly every?: Micros;
  readonly copyEvery?: Micros;
  readonly copyOffset?: Micros;
  readonly restoreOffset?: Micros;
  readonly afterBackup?: boolean;
  readonly anchor?: "day" | "run";
  readonly share?: Pipeline["share"];
  readonly backupTime?: Micros;
  readonly begins?: Micros;
  readonly fileSize?: number | null;
}

export function referencePipeline(wishes: Wishes = {}): Pipeline {
  const every = wishes.every ?? ((15 * MINUTE) as Micros);
  const anchor = wishes.anchor ?? "day";
  const none = () => 0 as Micros;
  const never = () => false;
  const link = { rate: 12_500_000 as BytesPerSecond, oneWay: 40_000 as Micros };
  const backupTime = wishes.backupTime ?? seconds(20);
  return {
    share: wishes.share ?? "primary",
    backup: {
      grid: { anchor, every, offset: 0 as Micros },
      jitter: none,
      fails: never,
      ownTime: { takes: "fixed", duration: () => backupTime },
      fileSize: wishes.fileSize === undefined ? (300e6 as Bytes) : (wishes.fileSize as Bytes | null),
      compression: 1,
      retention: (72 * HOUR) as Micros,
    },
    copy: {
      grid: wishes.afterBackup
        ? null
        : { anchor, every: wishes.copyEvery ?? every, offset: wishes.copyOffset ?? (0 as Micros) },
      jitter: none,
      fails: never,
      overhead: none,
      retention: (72 * HOUR) as Micros,
    },
    restore: {
      grid: { anchor, every, offset: wishes.restoreOffset ?? (0 as Micros) },
      jitter: none,
      fails: never,
      ownTime: { takes: "fixed", duration: () => seconds(1) },
      delay: 0 as Micros,
    },
    agentGrace: 0 as Micros,
    wan: link,
    third: link,
    localCopyRate: 100e6 as BytesPerSecond,
    logWritten: (from, to) => ((to - from) * 72_000) / 1e6,
    begins: wishes.begins ?? (-(20 * every) as Micros),
  };
}
