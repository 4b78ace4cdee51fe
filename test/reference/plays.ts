/** Short words for the tests of the slow model: plays of a plain pipeline, disturbances, and marks in seconds. */
import type { Disturbance } from "../../src/shipping/pipeline.js";
import type { Micros } from "../../src/units/index.js";
import { type Bends, MBps, plainPipeline, s } from "./plain-pipeline.js";
import { type Answer, type Job, playSlowly, type SlowPlay } from "./slow-pipeline.js";

export type Change = readonly [Micros, Disturbance];

export function play(
  bends: Bends,
  changes: readonly Change[],
  until: Micros,
  questions: readonly Micros[] = [],
) {
  const timed = changes.map(([at, change]) => ({ at, change }));
  return playSlowly(plainPipeline(bends), timed, questions, until);
}

export const cuts = (played: SlowPlay): number[] => played.files.map((file) => file.cut / 1e6);
export const safeAt = (played: SlowPlay): (number | null)[] =>
  played.files.map((file) => (file.safeAt === null ? null : file.safeAt / 1e6));
export const restoredAt = (played: SlowPlay): (number | null)[] =>
  played.files.map((file) => (file.restoredAt === null ? null : file.restoredAt / 1e6));
export const ticks = (played: SlowPlay, job: Job): number[] =>
  played.runs.filter((run) => run.job === job).map((run) => run.tick / 1e6);
export const outcomes = (played: SlowPlay, job: Job): string[] =>
  played.runs.filter((run) => run.job === job).map((run) => run.outcome);

/** An answer in seconds, in the order backed up, on the share, safe, restored, usable, usable with the share. */
export const inSeconds = (answer: Answer | undefined): (number | null)[] =>
  answer === undefined
    ? []
    : [
        answer.backedUp,
        answer.onShare,
        answer.safe,
        answer.restored,
        answer.usable,
        answer.usableWithShare,
      ].map((at) => (at === null ? null : at / 1e6));

export const cutWan: Disturbance = { kind: "wan", link: null };
export const wanAt = (rate: number, oneWay = 0.04): Disturbance => ({
  kind: "wan",
  link: { rate: MBps(rate), oneWay: s(oneWay) },
});
export const destroyShare: Disturbance = { kind: "share", up: false, destroyed: true };
export const shareDown: Disturbance = { kind: "share", up: false, destroyed: false };
export const shareUp: Disturbance = { kind: "share", up: true, destroyed: false };
export const corruptNext: Disturbance = { kind: "corrupt-next" };
export const breakChain: Disturbance = { kind: "chain-broken" };
export const job = (which: Job, up: boolean): Disturbance => ({ kind: "job", job: which, up });
export const database = (up: boolean): Disturbance => ({ kind: "database", up });
export const secondary = (up: boolean): Disturbance => ({ kind: "secondary", up });
