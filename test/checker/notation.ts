/**
 * A notation for traces: a line is an instant and a fact, or a claim of the run.
 *
 *     900 ships from 0                      a backup, its copy and its restore, one after the other
 *     2000 strike site-loss s1 of site-1
 *     2000 machine principal down
 *     2000 stops principal
 *     claim run offered 50000 refused 11000 lost 2000
 *     claim incident 2000..3100 rpo 200 rto 1100 by log-shipping offered 13000 refused 11000 lost 2000 stretch 1800..2000
 *
 * Ten messages come every second. What a claim leaves out is what a life without it has.
 */
import {
  type IncidentResult,
  type LostBecause,
  type MessagesResult,
  type RecoveredFrom,
  TIMELINE_SCHEMA,
  type TimelineResult,
  type TraceEntry,
  type TraceSetting,
} from "../../src/results/index.js";
import { crowdOf, entryOfUsers, refusedOf } from "./notation-of-users.js";
import { spanOf, Words } from "./words.js";

const MESSAGES_PER_SECOND = 10;

const SETTING: TraceSetting = {
  horizon: 5000,
  begins: -900,
  mirror: true,
  witness: true,
  secondaryMirror: true,
  secondaryWitness: false,
  primarySite: "site-1",
  shareSide: "primary",
  shipsLogs: true,
  partnerTimeout: 10,
  coldStart: false,
  restoreDelay: 0,
  retention: { share: 259_200, site2: 259_200 },
  users: null,
};

/** A fact; `history` is that of the last service, for the lines that leave it out. */
function entriesOf(line: string, history: number): TraceEntry[] {
  const words = new Words(line);
  const at = Number(words.at(0));
  const one = (entry: object): TraceEntry[] => [{ at, ...entry } as TraceEntry];
  const fact = words.at(1);
  const subject = words.at(2);
  const where = words.after("of") ?? null;
  const until = () => words.number("until");
  switch (fact) {
    case "serves":
      return one({
        fact,
        machine: subject,
        history: words.has("history") ? words.number("history") : history,
        by: words.after("by") ?? "start",
      });
    case "stops":
      return one({ fact, machine: subject, history, because: "failure" });
    case "strike":
      return one({ fact, what: subject, id: words.at(3), where, effective: !words.has("vain") });
    case "heal":
      return one({ fact, what: subject, id: words.at(3), where });
    case "machine":
      return one({ fact, machine: subject, up: words.has("up"), because: "test" });
    case "disks-destroyed":
      return one({ fact, machine: subject });
    case "link":
    case "share":
      return one({ fact, up: subject === "up" });
    case "session":
      return one({
        fact,
        pair: subject,
        from: words.at(3),
        to: words.at(5),
        row: words.orNull("row", 4) ?? 4,
      });
    case "hardened":
      return one({ fact, pair: subject, upTo: words.number("upto") });
    case "history":
      return one({
        fact: "history-begins",
        history: Number(subject),
        parent: words.number("from"),
        cut: words.number("cut"),
        by: words.after("by"),
      });
    case "deleted":
    case "undeleted":
      return one({ fact, ...spanOf(subject) });
    case "backup":
      return one({
        fact,
        until: until(),
        from: words.number("from"),
        outcome: words.has("void") ? "void" : "made",
        corrupt: words.has("corrupt"),
      });
    case "copy":
      return one({
        fact,
        until: until(),
        cut: Number(subject),
        outcome: words.has("broken-off") ? "broken-off" : "safe",
        by: words.has("hand") ? "hand" : "job",
      });
    case "restore":
      return one({
        fact,
        until: until(),
        cut: Number(subject),
        outcome: words.has("broken-off") ? "broken-off" : "restored",
      });
    case "ships":
      return [
        ...entriesOf(`${at} backup from ${words.number("from")} until ${at + 20}`, history),
        ...entriesOf(`${at + 30} copy ${at} until ${at + 40}`, history),
        ...entriesOf(`${at + 60} restore ${at} until ${at + 70}`, history),
      ];
    case "files-gone":
      return one({ fact, place: subject, cuts: words.from(3).map(Number) });
    case "chain-mended":
      return one({ fact, mends: "unreadable-files" });
    case "secondary-emptied":
      return one({ fact });
    case "log-taken-away":
      return one({ fact, upTo: words.number("upto") });
    case "full-backup-arrived":
    case "full-backup-restored":
      return one({ fact, cut: words.number("cut") });
    case "step":
      return one({ fact, step: subject, actor: "administrator", state: words.at(3) });
    case "told":
      return one({ fact, by: subject });
    case "incident":
      return one({ fact, number: Number(subject), state: words.at(3) });
    default:
      return one(entryOfUsers(words));
  }
}

function messagesOf(words: Words): MessagesResult {
  const offered = words.orNull("offered", 0) ?? 0;
  const refused = words.orNull("refused", 0) ?? 0;
  const lost = words.orNull("lost", 0) ?? 0;
  const accepted = words.orNull("accepted", offered - refused) ?? 0;
  return {
    offered,
    accepted,
    refused,
    kept: words.orNull("kept", accepted - lost) ?? 0,
    lost,
    salvageable: words.orNull("salvageable", 0) ?? 0,
  };
}

function incidentOf(words: Words, entries: readonly TraceEntry[], horizon: number): IncidentResult {
  const [opened, closed] = words.at(2).split("..");
  const from = Number(opened);
  const to = closed === "none" ? null : Number(closed);
  const causes = entries.flatMap((entry) => {
    if (entry.fact !== "strike" || !entry.effective || entry.at < from || entry.at > (to ?? horizon))
      return [];
    const heal = entries.find((other) => other.fact === "heal" && other.id === entry.id);
    return [{ what: entry.what, where: entry.where, at: entry.at, healed: heal?.at ?? null }];
  });
  const named = causes.find(({ what }) => what === words.after("named")) ?? causes[0];
  const rto = words.orNull("rto", 0);
  const start = words.orNull("since", from) ?? from;
  const lostBecause = (words.after("because") ?? "not-yet-backed-up") as LostBecause;
  return {
    replication: 0,
    what: named?.what ?? "nothing",
    where: named?.where ?? null,
    at: named?.at ?? from,
    opened: from,
    closed: to,
    causes,
    rpo: words.orNull("rpo", 0),
    lostStretches: words
      .spans("stretch")
      .map((stretch) => ({ ...stretch, why: [{ ...stretch, because: lostBecause }] })),
    behindBurst: null,
    staleness: words.orNull("stale", null),
    rto,
    ...crowdOf(words, rto),
    rtoParts: rto === null ? null : { detect: rto / 2, decide: rto / 2, procedure: 0, reconnect: 0 },
    criticalPath:
      rto === null || rto === 0
        ? []
        : [
            {
              step: "detect",
              actor: "monitoring",
              part: "pool",
              from: start,
              lasts: rto / 2,
              minuteSaves: 0,
            },
            {
              step: "decide",
              actor: "administrator",
              part: "pool",
              from: start + rto / 2,
              lasts: rto / 2,
              minuteSaves: 0,
            },
          ],
    recoveredFrom: (words.after("by") ?? "none-needed") as RecoveredFrom,
    exposure: words.orNull("exposure", 0) ?? 0,
    unmirrored: words.orNull("unmirrored", 0) ?? 0,
    unshipped: words.orNull("unshipped", 0) ?? 0,
    unwitnessed: words.orNull("unwitnessed", 0) ?? 0,
    undetectedFor: 0,
    availability: 1 - (words.orNull("down", rto) ?? horizon - start) / horizon,
    phase: null,
    messages: messagesOf(words),
  };
}

const INSTANTS = ["at", "until", "from", "to", "cut", "upTo"];

/** Every instant that anything mentions divides the arrivals. */
function arrivalsOf(
  entries: readonly TraceEntry[],
  incidents: readonly IncidentResult[],
  { horizon, users }: TraceSetting,
) {
  const stretches = incidents.flatMap(({ lostStretches }) =>
    lostStretches.flatMap(({ from, to }) => [from, to]),
  );
  const start = Math.min(0, ...stretches);
  const instants = entries.flatMap((entry) =>
    Object.entries(entry).flatMap(([name, value]) =>
      typeof value === "number" && INSTANTS.includes(name) ? [value] : [],
    ),
  );
  const closes = incidents.flatMap(({ opened, closed }) => [opened, closed ?? horizon]);
  const bounds = [...new Set([start, horizon, ...instants, ...closes, ...stretches])]
    .filter((instant) => start <= instant && instant <= horizon)
    .sort((a, b) => a - b);
  return bounds.slice(1).map((to, index) => {
    const from = bounds[index]!;
    const until = (instant: number) => Math.floor(instant * MESSAGES_PER_SECOND);
    const offered = until(to) - until(from);
    return { from, to, offered, refused: refusedOf(entries, { from, to }, offered, users) };
  });
}

/** The trace of these lines, its facts sorted by their instants. */
export function trace(text: string, setting: Partial<TraceSetting> = {}): TimelineResult {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const whole = { ...SETTING, ...setting };
  let history = 0;
  const entries = lines
    .filter((line) => !line.startsWith("claim"))
    .flatMap((line) => {
      const written = entriesOf(line, history);
      for (const entry of written) if (entry.fact === "serves") history = entry.history;
      return written;
    })
    .sort((a, b) => a.at - b.at);
  const claims = lines.filter((line) => line.startsWith("claim")).map((line) => new Words(line));
  const incidents = claims
    .filter((words) => words.at(1) === "incident")
    .map((words) => incidentOf(words, entries, whole.horizon));
  return {
    schema: TIMELINE_SCHEMA,
    stretchpool: "0.0.0",
    scenario: "by hand",
    seed: 1,
    replication: 0,
    fingerprint: "",
    replay: "",
    setting: whole,
    fate: entries.flatMap((entry) =>
      entry.fact === "strike" ? [{ id: entry.id, what: entry.what, at: `${entry.at} s` }] : [],
    ),
    entries,
    arrivals: arrivalsOf(entries, incidents, whole),
    incidents,
    messages: messagesOf(claims.find((words) => words.at(1) === "run") ?? new Words("claim run")),
  };
}
