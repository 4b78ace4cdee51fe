/** Log shipping, and what strikes or is planned, as a scenario file writes them. It must never compare. */
import type {
  BackupJob,
  CopyJob,
  Failure,
  Lasts,
  Link,
  LogShipping,
  Occurrence,
  RestoreJob,
  RunTime,
  When,
} from "../../spec/index.js";
import {
  bitRate,
  byteRate,
  duration,
  type Fields,
  fields,
  fieldsOf,
  flag,
  law,
  optional,
  plain,
  share,
  size,
  type Writing,
  type Writings,
  word,
} from "./written-values.js";

export const LINK: Writings<Link> = {
  bandwidth: bitRate,
  roundTrip: duration,
  efficiency: share,
  shippingShare: share,
};

export function writtenShipping(shipping: LogShipping): Fields {
  return fieldsOf(shipping, {
    share: word,
    anchor: word,
    backup: backupJob,
    copy: copyJob,
    restore: restoreJob,
    coldStart: flag,
    agentGrace: duration,
    thirdSite: (link) => fieldsOf(link, LINK),
    reinitialise: (time) => (time.takes === "computed" ? "computed" : law(time.duration)),
  });
}

const backupJob = ({ grid, jitter, runTime, fileSize, compression, retention }: BackupJob): Fields =>
  fields({
    every: duration(grid.every),
    offset: law(grid.offset),
    jitter: law(jitter),
    ...runTimeOf(runTime),
    fileSize: optional(size)(fileSize),
    compression: plain(compression),
    retention: duration(retention),
  });

const copyJob = ({ trigger, jitter, overhead, retention }: CopyJob): Fields =>
  fields({
    every: trigger.on === "grid" ? duration(trigger.grid.every) : null,
    offset: trigger.on === "grid" ? law(trigger.grid.offset) : null,
    after: trigger.on === "backup" ? "backup" : null,
    jitter: law(jitter),
    overhead: law(overhead),
    retention: duration(retention),
  });

const restoreJob = ({ grid, jitter, runTime, delay }: RestoreJob): Fields =>
  fields({
    every: duration(grid.every),
    offset: law(grid.offset),
    jitter: law(jitter),
    ...runTimeOf(runTime),
    delay: duration(delay),
  });

const runTimeOf = (time: RunTime) => ({
  duration: time.takes === "fixed" ? law(time.duration) : null,
  overhead: time.takes === "computed" ? law(time.overhead) : null,
  rate: time.takes === "computed" ? byteRate(time.rate) : null,
});

/** By key, not by place: the same strike in two scenarios is the same whatever else is struck. */
export const writtenStrikes = (all: readonly Occurrence[]): Fields =>
  new Map(all.map((one) => [`[${one.key}]`, writtenStrike(one)]));

function writtenStrike({ key: _, what, when, lasts, ...own }: Occurrence): Fields {
  const written = Object.entries(own).map(([name, value]) => {
    const write = OF_STRIKES[name as keyof OfStrikes] as Writing<unknown>;
    return [name, write(value)] as const;
  });
  return new Map([["what", what], ...written, ...whenOf(when), ["lasts", lastsOf(lasts)]]);
}

const whenOf = (when: When): [string, string | null][] =>
  when.at === "any"
    ? [
        ["at", "any"],
        ["from", duration(when.from)],
      ]
    : [
        ["at", law(when.law)],
        ["from", null],
      ];

function lastsOf(lasts: Lasts): string | null {
  if (lasts.lasts === "drawn") return law(lasts.law);
  return lasts.lasts === "forever" ? "forever" : null;
}

type Own<F> = F extends unknown ? Omit<F, "key" | "what" | "when" | "lasts"> : never;
type KeysOf<T> = T extends unknown ? keyof T : never;
type At<T, K extends PropertyKey> = T extends Readonly<Record<K, infer V>> ? V : never;
/** What any kind of failure says of itself. */
type OfStrikes = { readonly [K in KeysOf<Own<Failure>>]: At<Failure, K> };

const OF_STRIKES: Writings<OfStrikes> = {
  where: word,
  disks: word,
  response: word,
  bandwidth: optional(bitRate),
  roundTrip: optional(duration),
  job: word,
  silent: flag,
  how: word,
  removes: duration,
  noticed: law,
  error: word,
};
