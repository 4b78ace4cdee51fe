/**
 * Which entries of a story are told: everything that is not routine, and of each job the two runs before and the two
 * behind it; of users who come back, the steps that matter. It must never know the words.
 */
import type { TraceEntry } from "../../results/index.js";
import { notableSteps } from "./notable.js";
import { sameness } from "./service-entries.js";

type Setting = {
  /** What is told of this instant says how things stood at first. */
  readonly begins: number;
  readonly retention: { readonly share: number; readonly site2: number };
};
type JobRun = Extract<TraceEntry, { fact: "backup" | "copy" | "restore" }>;

/** An entry by its place in the story, with what is told beside it, or a stretch of job runs that is passed over. */
export type Shown =
  | { readonly kind: "entry"; readonly index: number; readonly beside: readonly number[] }
  | { readonly kind: "gap"; readonly runs: number; readonly asScheduled: boolean };

const BESIDE = 2;
/** To pass over fewer than these saves no line worth a question. */
const LEAST_GAP = 4;

export function shownEntries(entries: readonly TraceEntry[], setting: Setting, all: boolean): Shown[] {
  if (all)
    return withCompany(
      entries.map((_, index) => entryAt(index)),
      entries,
    );
  const shown = told(entries, setting);
  const found: Shown[] = [];
  let gap: number[] = [];
  const close = () => {
    if (gap.length >= LEAST_GAP) found.push(gapOf(gap, entries));
    else for (const index of gap) found.push(entryAt(index));
    gap = [];
  };
  for (const [index, entry] of entries.entries()) {
    if (shown.has(index)) {
      close();
      found.push(entryAt(index));
    } else if (isRun(entry)) {
      gap.push(index);
    }
  }
  close();
  return withCompany(found, entries);
}

const entryAt = (index: number): Shown => ({ kind: "entry", index, beside: [] });

/** What happens to several servers at one instant is told once, where the first of them is told. */
function withCompany(shown: readonly Shown[], entries: readonly TraceEntry[]): Shown[] {
  const found: Shown[] = [];
  const first = new Map<string, number>();
  let instant = Number.NaN;
  for (const one of shown) {
    if (one.kind === "gap") {
      found.push(one);
      continue;
    }
    const entry = entries[one.index]!;
    if (entry.at !== instant) first.clear();
    instant = entry.at;
    const same = sameness(entry);
    const host = same === null ? undefined : found[first.get(same) ?? -1];
    if (host?.kind === "entry") {
      found[first.get(same!)!] = { ...host, beside: [...host.beside, one.index] };
      continue;
    }
    if (same !== null) first.set(same, found.length);
    found.push(one);
  }
  return found;
}

function gapOf(runs: readonly number[], entries: readonly TraceEntry[]): Shown {
  const isAsScheduled = (entry: TraceEntry) => isRun(entry) && outcomeOf(entry) === GOOD[entry.fact];
  return {
    kind: "gap",
    runs: runs.length,
    asScheduled: runs.every((index) => isAsScheduled(entries[index]!)),
  };
}

/** The places of all entries that are not routine, and of the runs of each job beside them. */
function told(entries: readonly TraceEntry[], setting: Setting): Set<number> {
  const shown = new Set<number>();
  const outcomes = new Map<string, string>();
  /** Of each job, the runs since the last that was no routine, oldest first; only the newest can still be shown. */
  const waiting = new Map<string, number[]>();
  const owed = new Map<string, number>();
  const steps = notableSteps(entries);
  for (const [index, entry] of entries.entries()) {
    if (entry.fact === "able") {
      if (steps.has(index)) shown.add(index);
      continue;
    }
    if (followsOn(entry)) {
      shown.add(index);
      continue;
    }
    if (!isRoutine(entry, setting, outcomes)) {
      shown.add(index);
      if (entry.at <= setting.begins) continue;
      for (const runs of waiting.values()) for (const run of runs) shown.add(run);
      waiting.clear();
      for (const job of JOBS) owed.set(job, BESIDE);
      continue;
    }
    if (!isRun(entry)) continue;
    const due = owed.get(entry.fact) ?? 0;
    if (due > 0) {
      shown.add(index);
      owed.set(entry.fact, due - 1);
    } else {
      waiting.set(entry.fact, [...(waiting.get(entry.fact) ?? []), index].slice(-BESIDE));
    }
  }
  return shown;
}

/** What it follows from is told, with the runs of jobs beside that. */
const followsOn = ({ fact }: TraceEntry): boolean =>
  fact === "attached" || fact === "detached" || fact === "sessions-lost";

const JOBS = ["backup", "copy", "restore"] as const;
const GOOD: Readonly<Record<JobRun["fact"], string>> = {
  backup: "made",
  copy: "safe by job",
  restore: "restored",
};

const isRun = (entry: TraceEntry): entry is JobRun => (JOBS as readonly string[]).includes(entry.fact);

/** A run that ends as the one before it is routine, whether it is good or fails for the hundredth time. */
function isRoutine(entry: TraceEntry, setting: Setting, outcomes: Map<string, string>): boolean {
  if (entry.fact === "files-gone") return isRetention(entry, setting);
  if (!isRun(entry)) return false;
  const outcome = outcomeOf(entry);
  const before = outcomes.get(entry.fact) ?? GOOD[entry.fact];
  outcomes.set(entry.fact, outcome);
  return outcome === before;
}

function outcomeOf(run: JobRun): string {
  switch (run.fact) {
    case "backup":
      return run.corrupt ? "corrupt" : run.outcome;
    case "copy":
      return `${run.outcome} by ${run.by}`;
    case "restore":
      return run.outcome;
  }
}

/** Files that are deleted because they are old; a millisecond is more than rounding can do. */
function isRetention(
  { at, place, cuts }: Extract<TraceEntry, { fact: "files-gone" }>,
  { retention }: Setting,
): boolean {
  const kept = place === "share" ? retention.share : retention.site2;
  return cuts.every((cut) => at - cut >= kept - 1e-3);
}
