/**
 * What may move in a search: which fields, and the values that each may take. It knows fields by their paths and never
 * what a value does.
 */
import { nearest, splitList } from "../../scenario/index.js";
import type { Scenario } from "../../spec/index.js";
import { type Micros, parseDuration, printBitRate, printExactDuration, trimmed } from "../../units/index.js";
import { AGENT_INTERVALS, isAgentInterval, isAgentOffset } from "./agent-words.js";

export interface Knob {
  readonly path: string;
  /** As a file writes them; null: the search finds values that suit the schedule (intervals, offsets). */
  readonly values: readonly string[] | null;
}

type KnobsReading =
  | { readonly ok: true; readonly knobs: readonly Knob[] }
  | { readonly ok: false; readonly problem: string };

export interface KnobsAsked {
  /** `path` or `path=value,value`. */
  readonly move: readonly string[];
  readonly hold: readonly string[];
}

/** The three jobs' schedules: these move unless they are held. */
export const SCHEDULE_PATHS = [
  "logShipping.backup.every",
  "logShipping.backup.offset",
  "logShipping.copy.every",
  "logShipping.copy.offset",
  "logShipping.copy.after",
  "logShipping.restore.every",
  "logShipping.restore.offset",
] as const;

export type SchedulePath = (typeof SCHEDULE_PATHS)[number];

interface OtherKnob {
  now(scenario: Scenario): string;
  /** Besides the value of now. */
  others(scenario: Scenario): readonly string[];
}

const orNone = (value: Micros | null): string => (value === null ? "none" : printExactDuration(value));

/** What moves on request, with the values to try where none are given. */
const OTHER_KNOBS: Readonly<Record<string, OtherKnob>> = {
  "logShipping.backup.compression": {
    now: ({ logShipping }) => trimmed(logShipping.backup.compression, 6),
    others: () => ["1", "2", "3", "4"],
  },
  "logShipping.share": {
    now: ({ logShipping }) => logShipping.share,
    others: () => ["site-1", "site-2", "third-site"],
  },
  "wan.bandwidth": {
    now: ({ wan }) => printBitRate(wan.bandwidth),
    others: ({ wan }) => [0.5, 2, 4].map((times) => printBitRate(wan.bandwidth * times)),
  },
  "logShipping.restore.delay": {
    now: ({ logShipping }) => printExactDuration(logShipping.restore.delay),
    others: () => ["0 s", "15 min", "1 h", "4 h"],
  },
  "topology.witness": {
    now: ({ topology }) => String(topology.witness),
    others: () => ["true", "false"],
  },
  "runbook.order": {
    now: ({ runbook }) => runbook.order,
    others: () => ["documented", "activate-first"],
  },
  "monitoring.backupAlert": {
    now: ({ monitoring }) => orNone(monitoring.backupAlert),
    others: () => ["30 min", "45 min", "1 h"],
  },
  "monitoring.restoreAlert": {
    now: ({ monitoring }) => orNone(monitoring.restoreAlert),
    others: () => ["30 min", "45 min", "1 h"],
  },
  "monitoring.newestFileAge": {
    now: ({ monitoring }) => orNone(monitoring.newestFileAge),
    others: () => ["none", "15 min", "30 min", "1 h"],
  },
};

const isSchedulePath = (path: string): path is SchedulePath =>
  (SCHEDULE_PATHS as readonly string[]).includes(path);

const ALL_PATHS: readonly string[] = [...SCHEDULE_PATHS, ...Object.keys(OTHER_KNOBS)];

export function chooseKnobs(scenario: Scenario, { move, hold }: KnobsAsked): KnobsReading {
  const moved = new Map<string, readonly string[] | null>();
  for (const asked of move) {
    const [path, values] = atEquals(asked);
    if (!ALL_PATHS.includes(path)) return bad(unknownPath(path, "move"));
    const problem = values === null ? null : problemOf(path, values);
    if (problem !== null) return bad(problem);
    moved.set(path, values);
  }
  const held = new Set<string>();
  for (const path of hold) {
    const covered = SCHEDULE_PATHS.filter((each) => each === path || each.startsWith(`${path}.`));
    if (covered.length === 0) {
      return bad(
        path in OTHER_KNOBS
          ? `--hold ${path}: it does not move unless --move names it`
          : unknownPath(path, "hold"),
      );
    }
    for (const each of covered) {
      if (moved.has(each)) return bad(`${each} cannot both move and be held: leave out --move or --hold`);
      held.add(each);
    }
  }
  if (scenario.logShipping.copy.trigger.on === "backup" && [...held].some(isOfCopy)) {
    const against = GRID_OF_COPY.find((path) => moved.has(path));
    if (against !== undefined) {
      return bad(
        `--move ${against}: copies follow backups (after: backup), and --hold keeps that: leave out one of the two`,
      );
    }
    for (const path of GRID_OF_COPY) held.add(path);
  }
  const knobs: Knob[] = [];
  for (const path of SCHEDULE_PATHS) {
    if (held.has(path) || (path === "logShipping.copy.after" && !mayFollow(moved, held))) continue;
    knobs.push({ path, values: moved.get(path) ?? (path === "logShipping.copy.after" ? ["backup"] : null) });
  }
  for (const [path, values] of moved) {
    const knob = OTHER_KNOBS[path];
    if (knob === undefined) continue;
    const now = knob.now(scenario);
    knobs.push({ path, values: values ?? [...new Set([now, ...knob.others(scenario)])] });
  }
  return knobs.length === 0
    ? bad("nothing may move: everything is held; leave out a --hold")
    : { ok: true, knobs };
}

/** Copies that follow backups have no grid: where the grid is held, or its values are given, only if asked for. */
function mayFollow(moved: ReadonlyMap<string, readonly string[] | null>, held: ReadonlySet<string>): boolean {
  if (moved.has("logShipping.copy.after")) return true;
  return GRID_OF_COPY.every((path) => !held.has(path) && (moved.get(path) ?? null) === null);
}

const isOfCopy = (path: string): boolean => path.startsWith("logShipping.copy.");

/** What copies do not have as long as they follow backups. */
const GRID_OF_COPY = ["logShipping.copy.every", "logShipping.copy.offset"] as const;

const bad = (problem: string): KnobsReading => ({ ok: false, problem });

function atEquals(asked: string): [string, readonly string[] | null] {
  const at = asked.indexOf("=");
  if (at < 0) return [asked.trim(), null];
  return [asked.slice(0, at).trim(), splitList(asked.slice(at + 1)).map((value) => value.trim())];
}

function unknownPath(path: string, option: "move" | "hold"): string {
  const allowed = option === "move" ? ALL_PATHS : SCHEDULE_PATHS;
  const meant = nearest(path, allowed);
  return `--${option} ${path}: not a field that a search can ${option}${meant === null ? "" : `; did you mean ${meant}?`} (${allowed.join(", ")})`;
}

function problemOf(path: string, values: readonly string[]): string | null {
  if (values.length === 0 || values.includes("")) return `--move ${path}=: a value is missing`;
  if (!isSchedulePath(path)) return null;
  if (path === "logShipping.copy.after") {
    return values.every((value) => value === "backup") ? null : `--move ${path}: the only value is backup`;
  }
  for (const text of values) {
    const parsed = parseDuration(text);
    if (!parsed.ok) return `--move ${path}: ${text}: ${parsed.problem}`;
    const isInterval = path.endsWith(".every");
    if (isInterval ? isAgentInterval(parsed.value) : isAgentOffset(parsed.value)) continue;
    return isInterval
      ? `--move ${path}: ${text}: no schedule of SQL Server Agent; it counts ${AGENT_INTERVALS}`
      : `--move ${path}: ${text}: no start of SQL Server Agent; it starts at whole seconds of a day`;
  }
  return null;
}

/** The value that a field has, as a file writes it; null: not one of the fields that move on request. */
export const valueNow = (scenario: Scenario, path: string): string | null =>
  OTHER_KNOBS[path]?.now(scenario) ?? null;
