/**
 * What these tests of users play, and how they read it: 400 users, 240 of them at home in site 1 and 160 in site 2,
 * with one and a half devices each, so 360 and 240 endpoints. Four active servers hold 90 and 60 each. Nothing about
 * them is drawn where it can be helped: whoever loses a session notices after a fixed time, tries once in each whole
 * second from then on, and servers attach 20 s after their database serves.
 */
import type { IncidentResult, TimelineResult } from "../../src/index.js";
import type { TraceEntry } from "../../src/results/index.js";
import { tellLife } from "../../src/studies/index.js";
import { changed, type Mapping, playable, seconds } from "./playing.js";

export const ALL = 600;
/** With one of four servers: 90 of site 1 and 60 of site 2. */
export const OF_ONE = 150;
export const HOME = { "site-1": 360, "site-2": 240 } as const;

/** At 8:00:00 on the first day. */
export const STRUCK = 8 * 3600;

const CROWD: Mapping = {
  name: "Crowd",
  layout: "low-bandwidth",
  horizon: "14 h",
  topology: { mirror: false },
  users: {
    count: 400,
    atSite2: "40 %",
    endpointsPerUser: 1.5,
    signInsPerServer: "100 / s",
    noticeReset: "3 s",
    noticeSilence: "100 s",
    backOff: "1 s",
    longestBackOff: "1 s",
  },
  servers: { usersPerServer: 400, reattach: "20 s", warmUp: "60 s", replication: "60 s" },
  workload: { messagesPerSecond: 10, arrivals: "even" },
  wan: { bandwidth: "1 Gbps", roundTrip: "5 ms", poolTraffic: "none" },
  recovery: { restart: "0 s" },
  logShipping: {
    backup: { every: "15 min", duration: "20 s", fileSize: "300 MB" },
    copy: { every: "15 min", offset: "30 s", overhead: "0 s" },
    restore: { every: "15 min", offset: "60 s", duration: "10 s" },
  },
  people: { detect: "10 h", decide: "10 min", step: "2 min" },
};

type Of<F extends TraceEntry["fact"]> = Extract<TraceEntry, { fact: F }>;

export class Told {
  readonly timeline: TimelineResult;

  constructor(...changes: readonly Mapping[]) {
    const scenario = playable(changes.reduce(changed, CROWD));
    this.timeline = tellLife({ scenario, seed: 4, replication: 0, replay: "replay", version: "0" });
  }

  get incident(): IncidentResult {
    const [incident, ...others] = this.timeline.incidents;
    if (incident === undefined || others.length > 0)
      throw new Error(`not one incident, but ${others.length + 1}`);
    return incident;
  }

  facts<const F extends TraceEntry["fact"]>(fact: F): Of<F>[] {
    return this.timeline.entries.filter((entry): entry is Of<F> => entry.fact === fact);
  }

  /** How many can send so long after the strike; what changes at that very instant has changed. */
  ableAfter(time: number): number {
    return this.#after(time)?.endpoints ?? ALL;
  }

  countedAfter(time: number): number {
    return this.#after(time)?.counted ?? ALL;
  }

  #after(time: number): Of<"able"> | undefined {
    return this.facts("able").findLast(({ at }) => at <= STRUCK + time + 1e-9);
  }

  /** After how long a step was done. */
  done(step: string): number[] {
    return this.facts("step")
      .filter((fact) => fact.step === step && fact.state === "done")
      .map(({ at }) => since(at));
  }
}

/** To the microsecond. */
export const since = (at: number): number => Math.round((at - STRUCK) * 1e6) / 1e6;

export const strike = (what: string, more: Mapping = {}): Mapping => ({ what, at: seconds(STRUCK), ...more });
