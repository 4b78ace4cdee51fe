/**
 * What befalls a drawn pool: one to twelve failures of a few kinds, alone, on top of one another, at the same
 * instant, at the schedule's own instants, and in the sequences that take a mirrored pair apart step by step; and what
 * people plan to do to it meanwhile.
 */
import type { Mapping } from "../studies/playing.js";
import { drawCrowdSequence } from "./crowd-sequences.js";
import type { Recycle } from "./crowds.js";
import type { Dice, Share } from "./dice.js";
import { DAY, HOUR, lasting, law, MINUTE, span } from "./durations.js";
import type { Layout } from "./layouts.js";
import { drawOperationSequence, ERRORS, SWITCHOVER } from "./operation-sequences.js";
import { drawPairSequence } from "./pair-sequences.js";
import type { Topology } from "./pools.js";
import { type Schedule, sometimes } from "./schedules.js";

export const KINDS = [
  "site-loss",
  "wan-cut",
  "wan-slow",
  "principal-crash",
  "mirror-crash",
  "witness-crash",
  "secondary-crash",
  "share-loss",
  "job-failing",
  "corrupt-backup",
  "chain-broken",
  "bad-delete",
  "server-crash",
  "front-end-loss",
  "compliance-crash",
  "operator-error",
] as const;
export type Kind = (typeof KINDS)[number];

export interface Surroundings {
  /** Everything strikes before. */
  readonly horizon: number;
  readonly schedule: Schedule;
  readonly topology: Topology;
  readonly layout: Layout;
  readonly recycle: Recycle;
  /** Everything is repaired in time. */
  readonly heals: boolean;
}

/** What a seed likes, beside its kinds. */
interface Tastes {
  readonly kinds: readonly Share<Kind>[];
  readonly whens: readonly Share<WhenName>[];
  readonly lengths: readonly Share<LengthName>[];
  readonly hows: readonly Share<string>[];
}

type WhenName = "anywhere" | "soon-after" | "same-instant" | "at-a-tick" | "any" | "drawn";
type LengthName = "instants" | "seconds" | "minutes" | "hours" | "days" | "by-people" | "forever" | "drawn";

const WHENS: readonly WhenName[] = [
  ...(["anywhere", "soon-after", "soon-after", "same-instant"] as const),
  ...(["at-a-tick", "any", "drawn"] as const),
];
const LENGTHS: readonly LengthName[] = [
  ...(["instants", "seconds", "minutes", "hours", "days"] as const),
  ...(["by-people", "forever", "drawn"] as const),
];
const HOWS = ["process", "host", "log-drive", "data-drive"];

export interface Befalls {
  readonly failures: readonly Mapping[];
  readonly operations: readonly Mapping[];
}

const MOST = 12;

/** A switchover in a sequence is planned like any other. */
export function drawBefalls(dice: Dice, surroundings: Surroundings): Befalls {
  const drawn = drawFailures(dice, surroundings).map((one) =>
    surroundings.heals ? withRepair(dice, one) : one,
  );
  const planned = Array.from({ length: dice.weighted(HOW_MANY_PLANNED) }, () => ({
    what: SWITCHOVER,
    ...drawWhen(dice, dice.one(WHENS), dice.between(0, surroundings.horizon), surroundings),
  })).map(({ near: _, ...one }) => one);
  const all = [...drawn, ...planned].map((one, index) =>
    dice.chance(0.1) ? { id: `blow-${index + 1}`, ...one } : one,
  );
  const isPlanned = ({ what }: Mapping) => what === SWITCHOVER;
  return { failures: all.filter((one) => !isPlanned(one)), operations: all.filter(isPlanned) };
}

/** What is over in an instant needs no repair, and some of the rest is left to people all the same. */
const WITHOUT_REPAIR = ["bad-delete", "operator-error", SWITCHOVER];
const LEFT_TO_PEOPLE = ["corrupt-backup", "chain-broken"];

function withRepair(dice: Dice, failure: Mapping): Mapping {
  const { what, lasts } = failure as { readonly what: string; readonly lasts?: unknown };
  if (WITHOUT_REPAIR.includes(what) || (lasts !== undefined && lasts !== "forever")) return failure;
  if (lasts === undefined && LEFT_TO_PEOPLE.includes(what) && dice.chance(0.5)) return failure;
  return { ...failure, lasts: lasting(span(dice, MINUTE, DAY)) };
}

const HOW_MANY_PLANNED: readonly Share<number>[] = [
  { of: 0, weight: 7 },
  { of: 1, weight: 2 },
  { of: 2, weight: 1 },
];

function drawFailures(dice: Dice, surroundings: Surroundings): Mapping[] {
  const tastes: Tastes = {
    kinds: dice.taste(kindsWith(surroundings)),
    whens: dice.taste(WHENS),
    lengths: dice.taste(LENGTHS),
    hows: dice.taste(HOWS),
  };
  const count = dice.whole(1, MOST);
  const failures: Mapping[] = [];
  let last = dice.between(0, surroundings.horizon / 2);
  while (failures.length < count) {
    if (dice.chance(0.3)) {
      const begin = Math.min(dice.between(0, surroundings.horizon), surroundings.horizon - 1);
      failures.push(...drawSequence(dice, begin, surroundings));
      continue;
    }
    const { at, near } = drawWhen(dice, dice.weighted(tastes.whens), last, surroundings);
    last = near;
    failures.push(drawFailure(dice, dice.weighted(tastes.kinds), at, tastes, surroundings));
  }
  return failures.slice(0, MOST);
}

/** What is not there cannot fail. */
const kindsWith = ({ layout, topology }: Surroundings): readonly Kind[] =>
  KINDS.filter((kind) => {
    switch (kind) {
      case "server-crash":
        return layout.servers.length > 0;
      case "front-end-loss":
        return !layout.isDatabaseOnly;
      case "compliance-crash":
        return topology.compliance === "standalone";
      default:
        return true;
    }
  });

/** The instant, and a figure near it for what is to strike next. */
function drawWhen(
  dice: Dice,
  name: WhenName,
  last: number,
  { horizon, schedule }: Surroundings,
): { at: unknown; near: number } {
  const within = (seconds: number) => Math.min(Math.max(0, seconds), horizon);
  const plain = (seconds: number) => ({ at: lasting(within(seconds)), near: within(seconds) });
  switch (name) {
    case "soon-after":
      return plain(last + span(dice, 1e-6, dice.one([20, HOUR, DAY])));
    case "same-instant":
      return plain(last);
    case "at-a-tick": {
      const { every, offset, backupTakes } = schedule;
      const tick = Math.floor(dice.between(0, horizon) / every) * every + offset;
      return plain(tick + dice.one([0, 0, backupTakes, -1e-6, 1e-6]));
    }
    case "any": {
      const latest = schedule.period === null ? Number.POSITIVE_INFINITY : DAY + schedule.period;
      if (latest <= horizon) return { at: "any", near: DAY };
      return plain(dice.between(0, horizon));
    }
    case "drawn": {
      const middle = dice.between(0, horizon / 1.6);
      return { at: law(dice, middle, true), near: middle };
    }
    default:
      return plain(dice.between(0, horizon));
  }
}

function drawLength(dice: Dice, name: LengthName): Mapping {
  switch (name) {
    case "instants":
      return { lasts: dice.one(["0 s", "1 us", "1 ms", "500 ms"]) };
    case "seconds":
      return { lasts: lasting(span(dice, 1, 2 * MINUTE)) };
    case "minutes":
      return { lasts: lasting(span(dice, MINUTE, 2 * HOUR)) };
    case "hours":
      return { lasts: lasting(span(dice, HOUR, DAY)) };
    case "days":
      return { lasts: lasting(span(dice, DAY, 10 * DAY)) };
    case "by-people":
      return {};
    case "forever":
      return { lasts: "forever" };
    case "drawn":
      return { lasts: law(dice, span(dice, 10, DAY), false) };
  }
}

function drawFailure(
  dice: Dice,
  what: Kind,
  at: unknown,
  tastes: Tastes,
  { topology, layout }: Surroundings,
): Mapping {
  const base: Mapping = { what, at };
  const lasts = { ...base, ...drawLength(dice, dice.weighted(tastes.lengths)) };
  switch (what) {
    case "site-loss": {
      const disks = lasts.lasts === "forever" || dice.chance(0.75) ? {} : { disks: "destroyed" };
      return { ...lasts, ...sometimes(dice, 0.7, { where: dice.one(["site-1", "site-2"]) }), ...disks };
    }
    case "wan-cut":
      return {
        ...lasts,
        ...sometimes(dice, 0.6, { response: dice.one(["wait", "fail-over", "fail-over"]) }),
      };
    case "wan-slow":
      return {
        ...lasts,
        bandwidth: dice.one(["8 Kbps", "1 Mbps", "5 Mbps", "40 Mbps", "10 Gbps"]),
        ...sometimes(dice, 0.4, { roundTrip: dice.one(["0 s", "300 ms", "10 s"]) }),
      };
    case "principal-crash":
    case "mirror-crash":
      return { ...lasts, ...sometimes(dice, 0.8, { how: dice.weighted(tastes.hows) }) };
    case "witness-crash":
      return { ...lasts, ...elsewhere(dice, "secondary-witness", topology.secondaryWitness) };
    case "secondary-crash":
      return { ...lasts, ...elsewhere(dice, "secondary-mirror", topology.secondaryMirror) };
    case "share-loss":
      return { ...lasts, ...sometimes(dice, 0.5, { disks: dice.one(["kept", "destroyed"]) }) };
    case "job-failing":
      return {
        ...lasts,
        job: dice.one(["backup", "copy", "restore"]),
        ...sometimes(dice, 0.4, { silent: dice.chance(0.6) }),
      };
    case "bad-delete":
      return {
        ...base,
        ...sometimes(dice, 0.7, { removes: lasting(span(dice, 1, DAY)) }),
        ...sometimes(dice, 0.7, {
          noticed: dice.chance(0.3) ? law(dice, HOUR, false) : lasting(span(dice, 0.001, 6 * HOUR)),
        }),
      };
    case "server-crash":
      return {
        ...lasts,
        where: dice.one(layout.servers).name,
        ...sometimes(dice, 0.7, { how: dice.one(["process", "host"]) }),
      };
    case "front-end-loss":
      return { ...lasts, ...sometimes(dice, 0.7, { where: dice.one(["front-end-1", "front-end-2"]) }) };
    case "operator-error":
      return { ...base, error: dice.one(ERRORS) };
    default:
      return sometimes(dice, 0.4, lasts, base);
  }
}

/** The machine of the other site, where there is one, as often as not. */
const elsewhere = (dice: Dice, where: string, exists: boolean): Mapping =>
  exists && dice.chance(0.5) ? { where } : {};

/** Failures that belong together, each so many seconds after the one before it. */
function drawSequence(dice: Dice, begin: number, surroundings: Surroundings): Mapping[] {
  const { horizon, topology, layout } = surroundings;
  let at = begin;
  const isOfCrowd = layout.servers.length > 0 && dice.chance(0.3);
  const drawn = isOfCrowd
    ? drawCrowdSequence(dice, surroundings)
    : dice.chance(0.45)
      ? drawOperationSequence(dice, topology)
      : drawPairSequence(dice, topology);
  return drawn.map(([after, failure]) => {
    at = Math.min(horizon, at + after);
    return { ...failure, at: lasting(at) };
  });
}
