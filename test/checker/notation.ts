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
 *     2000 strike site-loss s1 of site-1 destroyed
 *
 *     1000 operation switchover 1 begins
 *     1100 stops principal because switchover
 *     claim operation switchover 1000..2000 rto 900 by tail-log offered 10000 refused 9000 outcome done
 *     claim waits mirroring log-shipping
 *
 * Ten messages come every second. What a claim leaves out is what a life without it has.
 */
import {
  type IncidentResult,
  TIMELINE_SCHEMA,
  type TimelineResult,
  type TraceEntry,
  type TraceSetting,
} from "../../src/results/index.js";
import { incidentOf, messagesOf, operationOf } from "./notation-of-claims.js";
import { entryOfUsers, refusedOf } from "./notation-of-users.js";
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
  compliance: null,
  attachments: null,
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
      return one({ fact, machine: subject, history, because: words.after("because") ?? "failure" });
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
    case "recovered-early":
      return one({ fact, cut: words.number("cut") });
    case "step":
      return one({ fact, step: subject, actor: "administrator", state: words.at(3) });
    case "operation":
      return one({ fact, operation: subject, number: Number(words.at(3)), state: words.at(4) });
    case "told":
      return one({ fact, by: subject });
    case "incident":
      return one({ fact, number: Number(subject), state: words.at(3) });
    default:
      return one(entryOfUsers(words));
  }
}

const INSTANTS = ["at", "until", "from", "to", "cut", "upTo"];

/** Every instant that anything mentions divides the arrivals. */
function arrivalsOf(
  entries: readonly TraceEntry[],
  incidents: readonly IncidentResult[],
  { horizon, users }: TraceSetting,
  asked: readonly number[],
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
  const bounds = [...new Set([start, horizon, ...instants, ...closes, ...stretches, ...asked])]
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
    .map((words) => incidentOf(words, entries, whole));
  const operations = claims
    .filter((words) => words.at(1) === "operation")
    .map((words) => operationOf(words, whole));
  const waits = claims.find((words) => words.at(1) === "waits")?.from(2) ?? [];
  // Further instants at which messages are counted, and strikes that take the disks along.
  const asked = claims.flatMap((words) => words.after("asks")?.split("/").map(Number) ?? []);
  const disksOf = (id: string) =>
    lines.some((line) => line.includes(` ${id} `) && line.endsWith("destroyed")) ? "destroyed" : "kept";
  return {
    schema: TIMELINE_SCHEMA,
    stretchpool: "0.0.0",
    scenario: "by hand",
    seed: 1,
    replication: 0,
    fingerprint: "",
    replay: "",
    setting: whole,
    fate: entries.flatMap((entry) => {
      const at = `${entry.at} s`;
      if (entry.fact === "strike") return [{ id: entry.id, what: entry.what, at, disks: disksOf(entry.id) }];
      const isPlanned =
        entry.fact === "operation" && entry.operation === "switchover" && entry.state === "begins";
      return isPlanned ? [{ id: entry.operation, what: entry.operation, at }] : [];
    }),
    entries,
    arrivals: arrivalsOf(entries, [...incidents, ...operations], whole, asked),
    incidents,
    operations,
    waiting: waits.map((who) => ({ replication: 0, who: who.replace("-", " "), waitsFor: "somebody" })),
    messages: messagesOf(claims.find((words) => words.at(1) === "run") ?? new Words("claim run"), whole),
  };
}
