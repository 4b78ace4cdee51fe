/**
 * What these tests of operations play, and how they read it. Site 1 is lost on Wednesday at 10:07:30 for eight hours: the
 * newest safe cut is 450 s old, and service is back after 300 s to detect, 1800 s to decide, three steps of 120 s,
 * 150 s of recovery and 180 s of the switch. Whatever is drawn by default is a constant here.
 */
import type { IncidentResult, OperationResult, TimelineResult } from "../../src/index.js";
import { tellLife } from "../../src/studies/index.js";
import { changed, clock, DAY, HOUR, type Mapping, PLAIN, playable, rounded, seconds } from "./playing.js";

export const LOST_AT = clock(2, 10, 7, 30);
export const FAILED_OVER = 300 + 1800 + 3 * 120 + 150 + 180;
/** The site is back after eight hours and its database machines 120 s later; then people begin. */
export const BEGINS = LOST_AT + 8 * HOUR + 120;
/** One step by hand, and the replication of a setting. */
export const SETTING = 120 + 60;
/** 100 GB at 100 MB/s; at 12.5 MB/s and 40 ms one way; a mirror: out and in again. */
export const DISK = 1000;
export const LINK = 8000.04;
export const MIRROR = 2000;

export const FIXED: Mapping = changed(PLAIN, {
  servers: { replication: "60 s" },
  mirroring: { decide: "1 s", online: "2 s", resync: "0 s" },
});

export const siteOne = (at = LOST_AT, changes: Mapping = {}): Mapping =>
  changed({ what: "site-loss", where: "site-1", at: seconds(at), lasts: "8 h" }, changes);
export const siteTwo = (at: number, lasts: string, changes: Mapping = {}): Mapping =>
  changed({ what: "site-loss", where: "site-2", at: seconds(at), lasts }, changes);
export const wanCut = (at: number, lasts: string): Mapping => ({ what: "wan-cut", at: seconds(at), lasts });

type Steps = readonly (readonly [step: string, begins: number, ends: number])[];

export class Told {
  readonly timeline: TimelineResult;

  constructor(...changes: readonly Mapping[]) {
    const scenario = playable(changes.reduce(changed, FIXED));
    this.timeline = tellLife({ scenario, seed: 1, replication: 0, replay: "replay", version: "0" });
  }

  get incidents(): readonly IncidentResult[] {
    return this.timeline.incidents;
  }

  get operations(): readonly OperationResult[] {
    return this.timeline.operations;
  }

  /** The one operation. */
  get operation(): OperationResult {
    const [operation, ...others] = this.operations;
    if (operation === undefined || others.length > 0) throw new Error(`${this.operations.length} operations`);
    return operation;
  }

  /** Every attempt of a step that was done, and every other begin with the end that it never had: seconds after `zero`. */
  steps(zero: number, until = Number.POSITIVE_INFINITY): Steps {
    const begun = new Map<string, number>();
    const steps: [string, number, number][] = [];
    for (const entry of this.timeline.entries) {
      if (entry.fact !== "step" || entry.at < zero || entry.at > until) continue;
      if (entry.state === "begins") begun.set(entry.step, entry.at);
      else if (entry.state === "done")
        steps.push([entry.step, begun.get(entry.step)! - zero, entry.at - zero]);
    }
    return rounded(steps);
  }

  /** When a step was done, in seconds since Monday. */
  done(step: string): number[] {
    return this.#ofStep(step, "done");
  }

  began(step: string): number[] {
    return this.#ofStep(step, "begins");
  }

  #ofStep(step: string, state: string): number[] {
    return this.timeline.entries.flatMap((entry) =>
      entry.fact === "step" && entry.step === step && entry.state === state ? [rounded(entry.at)] : [],
    );
  }

  /** From when to when no database accepted. */
  get outages(): readonly (readonly [number, number | null])[] {
    const outages: [number, number | null][] = [];
    for (const entry of this.timeline.entries) {
      if (entry.fact === "stops") outages.push([rounded(entry.at), null]);
      const last = outages.at(-1);
      if (entry.fact === "serves" && last !== undefined) last[1] = rounded(entry.at);
    }
    return outages;
  }
}

/** How long each step takes, one behind the other from `zero` on. */
export function oneByOne(taking: readonly (readonly [step: string, takes: number])[]): Steps {
  let at = 0;
  return rounded(
    taking.map(([step, takes]) => {
      const begins = at;
      at += takes;
      return [step, begins, at] as const;
    }),
  );
}

export const total = (taking: readonly (readonly [string, number])[]): number =>
  rounded(taking.reduce((sum, [, takes]) => sum + takes, 0));

/** Site 1 lost once more: the newest safe cut is 450 s old again. */
export const LOST_AGAIN = LOST_AT + 2 * DAY;
