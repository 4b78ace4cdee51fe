/**
 * What befalls a drawn pool: one to twelve failures of a few kinds, alone, on top of one another, at the same
 * instant, at the schedule's own instants, and in the sequences that take a mirrored pair apart step by step.
 */
import type { Mapping } from "../studies/playing.js";
import { type Blow, drawCrowdSequence } from "./crowd-sequences.js";
import type { Recycle } from "./crowds.js";
import type { Dice, Share } from "./dice.js";
import { DAY, HOUR, lasting, law, MINUTE, span } from "./durations.js";
import type { Layout } from "./layouts.js";
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
] as const;
export type Kind = (typeof KINDS)[number];

export interface Surroundings {
  readonly horizon: number;
  readonly schedule: Schedule;
  readonly topology: Topology;
  readonly layout: Layout;
  readonly recycle: Recycle;
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

export function drawFailures(dice: Dice, surroundings: Surroundings): Mapping[] {
  const tastes: Tastes = {
    kinds: dice.taste(kindsWith(surroundings.layout)),
    whens: dice.taste(WHENS),
    lengths: dice.taste(LENGTHS),
    hows: dice.taste(HOWS),
  };
  const count = dice.whole(1, 12);
  const failures: Mapping[] = [];
  let last = dice.between(0, surroundings.horizon / 2);
  while (failures.length < count) {
    if (dice.chance(0.2)) {
      const begin = Math.min(dice.between(0, surroundings.horizon), surroundings.horizon - 1);
      failures.push(...drawSequence(dice, begin, surroundings));
      continue;
    }
    const { at, near } = drawWhen(dice, dice.weighted(tastes.whens), last, surroundings);
    last = near;
    failures.push(drawFailure(dice, dice.weighted(tastes.kinds), at, tastes, surroundings));
  }
  return failures
    .slice(0, 12)
    .map((failure, index) => (dice.chance(0.1) ? { id: `blow-${index + 1}`, ...failure } : failure));
}

/** What is not there cannot fail. */
const kindsWith = ({ isDatabaseOnly, servers }: Layout): readonly Kind[] =>
  KINDS.filter((kind) =>
    kind === "server-crash" ? servers.length > 0 : kind !== "front-end-loss" || !isDatabaseOnly,
  );

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
    default:
      return sometimes(dice, 0.4, lasts, base);
  }
}

/** The machine of the other site, where there is one, as often as not. */
const elsewhere = (dice: Dice, where: string, exists: boolean): Mapping =>
  exists && dice.chance(0.5) ? { where } : {};

/**
 * Failures that belong together, each so many seconds after the one before it: by chance alone they would hardly
 * ever meet, and it is in their meeting that pairs lose their quorum, roles go astray and service is forced.
 */
function drawSequence(dice: Dice, begin: number, surroundings: Surroundings): Mapping[] {
  const { horizon, topology, layout } = surroundings;
  const how = () => ({ how: dice.one(HOWS) });
  const short = () => ({ lasts: lasting(span(dice, 1, HOUR)) });
  const long = () =>
    dice.one<Mapping>([{ lasts: "forever" }, { lasts: lasting(span(dice, HOUR, 4 * DAY)) }, {}]);
  const gap = () => span(dice, 0.001, HOUR);
  const atSecond = topology.secondaryWitness && dice.chance(0.3) ? { where: "secondary-witness" } : {};
  const witness = (length: Mapping): Mapping => ({ what: "witness-crash", ...length, ...atSecond });
  const principal = (length: Mapping): Mapping => ({ what: "principal-crash", ...length, ...how() });
  const mirror = (length: Mapping): Mapping => ({ what: "mirror-crash", ...length, ...how() });
  const site: Mapping = { what: "site-loss", where: topology.primarySite, ...long() };
  const away = span(dice, 10, 6 * HOUR);
  const sequences: readonly (readonly Blow[])[] = [
    // An automatic failover, and the old principal comes back to its place as mirror.
    [[0, principal(short())]],
    // The same, and then the new principal goes: the old one has a copy that it may not serve.
    [
      [0, principal(short())],
      [gap(), principal(short())],
    ],
    // Nobody to ask: service has to be forced on the mirror.
    [
      [0, witness(long())],
      [gap(), principal(long())],
    ],
    [
      [0, witness(short())],
      [gap(), principal(short())],
    ],
    // Exposed on the witness alone, and then the witness goes too.
    [
      [0, mirror(short())],
      [gap(), witness(short())],
    ],
    [
      [0, mirror(long())],
      [gap(), witness(short())],
    ],
    // The mirror does not come back: partnering is ended so that the principal may go on alone.
    [[0, mirror({ lasts: "forever" })]],
    [[0, mirror({ ...short(), how: "data-drive" })]],
    // While it synchronises the principal goes.
    [
      [0, mirror({ lasts: lasting(span(dice, 30, HOUR)) })],
      [dice.between(30, 2 * HOUR), principal(short())],
    ],
    // The mirror is behind when the principal goes for good, and site 2 further behind still: service is forced.
    [
      [0, mirror({ lasts: "1 min", how: "host" })],
      [dice.between(3 * MINUTE, HOUR), principal({ lasts: "forever", how: "host" })],
    ],
    [
      [0, mirror({ lasts: lasting(away), how: "host" })],
      [away - 1, principal({ lasts: "forever", how: "host" })],
    ],
    // The same, with more shipped than the mirror has, and then the site goes too: the chain is forked.
    [
      [0, { what: "corrupt-backup", lasts: "forever" }],
      [span(dice, HOUR, 6 * HOUR), mirror({ lasts: lasting(away), how: "host" })],
      [away - 1, principal({ lasts: "forever", how: "host" })],
      [dice.between(2 * HOUR, DAY), site],
    ],
    // In the other site with a pair of its own, which is then taken apart.
    [
      [0, site],
      [dice.between(HOUR, 2 * DAY), principal(short())],
      [dice.between(MINUTE, DAY), { what: "mirror-crash", ...short() }],
    ],
    [
      [0, { what: "wan-cut", response: "fail-over", lasts: lasting(span(dice, HOUR, 2 * DAY)) }],
      [gap(), principal(short())],
    ],
    [
      [0, site],
      [gap(), { what: "secondary-crash", ...long() }],
    ],
    [
      [0, { what: "corrupt-backup" }],
      [gap() * 4, site],
    ],
    [
      [0, { what: "bad-delete", removes: lasting(span(dice, 60, DAY)) }],
      [gap(), site],
    ],
  ];
  let at = begin;
  const isOfCrowd = layout.servers.length > 0 && dice.chance(0.5);
  return (isOfCrowd ? drawCrowdSequence(dice, surroundings) : dice.one(sequences)).map(([after, failure]) => {
    at = Math.min(horizon, at + after);
    return { ...failure, at: lasting(at) };
  });
}
