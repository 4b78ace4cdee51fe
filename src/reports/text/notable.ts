/**
 * Which of the many steps in which users come back are worth a line: who fell, who came back first, half, 90, 95 and
 * 100 %, and where it stops for a while. It must never know the words.
 */
import type { TraceEntry } from "../../results/index.js";

type Able = Extract<TraceEntry, { fact: "able" }>;

const LEVELS = [0.5, 0.9, 0.95, 1];
/** Nobody came back for so long: what was reached is where things stand. */
const STANDSTILL = 120;

/** The places of the entries, of all `able` ones in a story, that are told. */
export function notableSteps(entries: readonly TraceEntry[]): Set<number> {
  const told = new Set<number>();
  const steps = entries.flatMap((entry, index) => (entry.fact === "able" ? [{ entry, index }] : []));
  let before = 1;
  let wasFall = false;
  steps.forEach(({ entry, index }, place) => {
    const next = steps[place + 1]?.entry;
    const now = shareOf(entry);
    const isFall = now < before;
    const isTold = isFall || wasFall || reaches(before, now) || isStandstill(entry, next);
    // Of several at one instant the last one says it all.
    if (isTold && next?.at !== entry.at) told.add(index);
    wasFall = isFall;
    before = now;
  });
  return told;
}

const shareOf = ({ endpoints, counted }: Able): number => (counted === 0 ? 1 : endpoints / counted);

const reaches = (before: number, now: number): boolean =>
  LEVELS.some((level) => before < level && now >= level);

const isStandstill = (entry: Able, next: Able | undefined): boolean =>
  next === undefined || next.at - entry.at > STANDSTILL || shareOf(next) < shareOf(entry);
