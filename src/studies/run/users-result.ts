/** What an incident was for the users: who could send when, and what those waited who could. */
import type { Step } from "../../pool/index.js";
import type { LatencyBySite, LatencyChange, ServedPoint } from "../../results/index.js";
import { latencyOf, type Seating } from "../../traffic/index.js";
import { toSeconds } from "../../units/index.js";
import { tidyLatencies } from "../normal.js";
import type { IncidentRecord, LifePlan } from "./life.js";

/** A point for each change by so much of all users is as fine as anybody can see. */
const FINEST = 1 / 40;
const MOST_POINTS = 64;
const MOST_KNOWN = 10_000;

export function servedPoints({ served, all }: IncidentRecord): ServedPoint[] {
  const kept: Step[] = [];
  served.forEach((step, index) => {
    const last = kept[kept.length - 1];
    const turns = step.able < (served[index - 1]?.able ?? 0);
    const isEnd = index === served.length - 1;
    if (last === undefined || isEnd || turns || step.able - last.able >= FINEST * all) kept.push(step);
  });
  const every = Math.ceil(kept.length / MOST_POINTS);
  const few = kept.filter((_, index) => index % every === 0 || index === kept.length - 1);
  return few.slice(-MOST_POINTS).map(({ at, able }) => ({ at: toSeconds(at), share: able / all }));
}

/** The latencies of a scenario, each worked out once: situations come back. */
export class Waits {
  readonly #plan: LifePlan;
  readonly #known = new Map<string, LatencyBySite>();

  constructor(plan: LifePlan) {
    this.#plan = plan;
  }

  of(seating: Seating): LatencyBySite {
    const name = JSON.stringify(seating);
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const { scenario, pool } = this.#plan;
    const latency = tidyLatencies(latencyOf(scenario, seating, pool.load.peakMessagesPerSecond));
    // Those that come back come back soon: all others are not worth the memory.
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(name, latency);
    return latency;
  }

  changes({ situations }: IncidentRecord): LatencyChange[] {
    const changes: LatencyChange[] = [];
    let before: LatencyBySite | null = null;
    for (const { at, seating } of situations) {
      const latency = this.of(seating);
      if (latency === before) continue;
      before = latency;
      // Of several changes at one instant the last one counts.
      if (changes.at(-1)?.at === toSeconds(at)) changes.pop();
      changes.push({ at: toSeconds(at), ...latency });
    }
    return changes;
  }
}
