/** What the notation says of the run's claims: its messages, its incidents, its operations. */
import type {
  IncidentResult,
  LostBecause,
  OperationResult,
  RecoveredFrom,
  SeenMessages,
  TraceEntry,
  TraceSetting,
} from "../../src/results/index.js";
import { crowdOf } from "./notation-of-users.js";
import type { Words } from "./words.js";

/** Where there are users all of what is lost was seen, unless it is said otherwise. */
export function messagesOf(words: Words, { users }: TraceSetting): SeenMessages {
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
    seenButLost: users === null ? null : words.orNull("seen", lost),
  };
}

type Causes = IncidentResult["causes"];

/** The strikes between the opening and the close. */
function causesOf(entries: readonly TraceEntry[], from: number, to: number): Causes {
  return entries.flatMap((entry) => {
    if (entry.fact !== "strike" || !entry.effective || entry.at < from || entry.at > to) return [];
    const heal = entries.find((other) => other.fact === "heal" && other.id === entry.id);
    return [{ what: entry.what, where: entry.where, at: entry.at, healed: heal?.at ?? null }];
  });
}

const spanIn = (text: string): readonly [number, number | null] => {
  const [opened, closed] = text.split("..");
  return [Number(opened), closed === "none" ? null : Number(closed)];
};

export function incidentOf(
  words: Words,
  entries: readonly TraceEntry[],
  setting: TraceSetting,
): IncidentResult {
  const [from, to] = spanIn(words.at(2));
  return recordOf(words, [from, to], causesOf(entries, from, to ?? setting.horizon), setting);
}

/** An operation is its own cause. */
export function operationOf(words: Words, setting: TraceSetting): OperationResult {
  const what = words.at(2);
  const [from, to] = spanIn(words.at(3));
  const record = recordOf(words, [from, to], [{ what, where: null, at: from, healed: null }], setting);
  return { ...record, outcome: (words.after("outcome") ?? "done") as OperationResult["outcome"] };
}

function recordOf(
  words: Words,
  [from, to]: readonly [number, number | null],
  causes: Causes,
  setting: TraceSetting,
): IncidentResult {
  const { horizon } = setting;
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
    messages: messagesOf(words, setting),
    compliance: setting.compliance && { lostEvents: words.orNull("events", 0) ?? 0 },
    attachments: setting.attachments && {
      unavailableFor: words.orNull("away", 0) ?? 0,
      lost: words.orNull("files", 0) ?? 0,
    },
  };
}
