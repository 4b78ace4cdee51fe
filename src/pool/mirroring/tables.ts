/**
 * Database mirroring as data: the states of a session, what moves it from one to another, who may serve with
 * which links alive, how soon a failure is noticed, when service can be forced. The rules are those of SQL Server's
 * documentation ("Mirroring states", "Quorum: how a witness affects database availability", "Role switching during
 * a database mirroring session", "Possible failures during database mirroring"). Nothing here knows a clock, a
 * machine or a pool: the session asks these tables, and a test holds them against its own listing, row by row.
 */
import type { CrashOf } from "../../spec/index.js";

/** `none`: no mirroring is set up, or it was removed. */
export type SessionState =
  | "none"
  | "SYNCHRONIZING"
  | "SYNCHRONIZED"
  | "SUSPENDED"
  | "PENDING_FAILOVER"
  | "DISCONNECTED";

export type Trigger =
  | "session-starts"
  | "caught-up"
  | "redo-queue-grows"
  | "partner-lost"
  | "witness-lost-too"
  | "principal-lost"
  | "failed-over-by-hand"
  | "service-forced"
  | "old-principal-returns"
  | "suspended-by-hand"
  | "resumed-by-hand"
  | "redo-fails"
  | "partner-returns"
  | "quorum-returns"
  | "partner-removed"
  | "witness-removed";

/** What decides between rows with the same trigger. */
export type Given =
  | "always"
  /** The principal has the witness, or no witness is configured. */
  | "principal-has-quorum"
  | "principal-has-no-quorum"
  /** Mirror and witness see one another and neither sees the principal; FULL safety. */
  | "mirror-and-witness-agree"
  | "mirror-and-witness-do-not-agree"
  /** Roles were switched while it was away, by automatic failover or by force. */
  | "failed-over-meanwhile"
  | "forced-meanwhile";

export type WhoServes =
  | "unchanged"
  | "principal-serves"
  | "principal-exposed"
  | "nobody"
  | "mirror-takes-over"
  | "roles-swap"
  /** The returning principal stays offline, as mirror, though it has a copy. */
  | "returns-as-mirror";

export interface Transition {
  /** The rule's number: it stands in traces. */
  readonly row: number;
  readonly from: readonly SessionState[];
  readonly on: Trigger;
  readonly given: Given;
  readonly to: SessionState;
  readonly serves: WhoServes;
}

const ANY: readonly SessionState[] = [
  "SYNCHRONIZING",
  "SYNCHRONIZED",
  "SUSPENDED",
  "PENDING_FAILOVER",
  "DISCONNECTED",
];
const CONNECTED: readonly SessionState[] = ["SYNCHRONIZING", "SYNCHRONIZED"];

const row = (
  number: number,
  from: readonly SessionState[],
  on: Trigger,
  given: Given,
  to: SessionState,
  serves: WhoServes,
): Transition => ({ row: number, from, on, given, to, serves });

export const TRANSITIONS: readonly Transition[] = [
  row(1, ["none"], "session-starts", "always", "SYNCHRONIZING", "principal-serves"),
  row(2, ["SYNCHRONIZING"], "caught-up", "always", "SYNCHRONIZED", "unchanged"),
  // The state depends on what is hardened, not on what is redone.
  row(3, ["SYNCHRONIZED"], "redo-queue-grows", "always", "SYNCHRONIZED", "unchanged"),
  row(4, CONNECTED, "partner-lost", "principal-has-quorum", "DISCONNECTED", "principal-exposed"),
  row(4, ["SUSPENDED"], "partner-lost", "principal-has-quorum", "SUSPENDED", "principal-exposed"),
  row(5, CONNECTED, "partner-lost", "principal-has-no-quorum", "DISCONNECTED", "nobody"),
  row(5, ["SUSPENDED"], "partner-lost", "principal-has-no-quorum", "SUSPENDED", "nobody"),
  // Exposed on the witness alone, and then the witness goes too.
  row(5, ["DISCONNECTED"], "witness-lost-too", "principal-has-no-quorum", "DISCONNECTED", "nobody"),
  row(5, ["SUSPENDED"], "witness-lost-too", "principal-has-no-quorum", "SUSPENDED", "nobody"),
  row(6, ["SYNCHRONIZED"], "principal-lost", "mirror-and-witness-agree", "DISCONNECTED", "mirror-takes-over"),
  row(7, CONNECTED, "principal-lost", "mirror-and-witness-do-not-agree", "DISCONNECTED", "nobody"),
  row(7, ["DISCONNECTED"], "principal-lost", "always", "DISCONNECTED", "nobody"),
  // Lost while it was suspended: the suspension outlives it.
  row(7, ["SUSPENDED"], "principal-lost", "always", "SUSPENDED", "nobody"),
  row(7, ["SYNCHRONIZING"], "principal-lost", "mirror-and-witness-agree", "DISCONNECTED", "nobody"),
  row(8, ["SYNCHRONIZED"], "failed-over-by-hand", "always", "SYNCHRONIZING", "roles-swap"),
  row(9, ANY, "service-forced", "always", "SUSPENDED", "mirror-takes-over"),
  row(
    10,
    ["DISCONNECTED"],
    "old-principal-returns",
    "failed-over-meanwhile",
    "SYNCHRONIZING",
    "returns-as-mirror",
  ),
  row(11, ["SUSPENDED"], "old-principal-returns", "forced-meanwhile", "SUSPENDED", "returns-as-mirror"),
  row(12, ANY, "suspended-by-hand", "always", "SUSPENDED", "principal-exposed"),
  row(13, ["SUSPENDED"], "resumed-by-hand", "always", "SYNCHRONIZING", "unchanged"),
  row(14, ANY, "redo-fails", "always", "SUSPENDED", "principal-exposed"),
  row(15, ["DISCONNECTED"], "partner-returns", "always", "SYNCHRONIZING", "unchanged"),
  row(16, ["DISCONNECTED"], "quorum-returns", "principal-has-quorum", "DISCONNECTED", "principal-exposed"),
  row(16, ["SUSPENDED"], "quorum-returns", "principal-has-quorum", "SUSPENDED", "principal-exposed"),
  // The new principal went down as well: the old one has a copy and yet may not serve it.
  row(17, ["DISCONNECTED"], "old-principal-returns", "always", "DISCONNECTED", "nobody"),
  row(18, ANY, "partner-removed", "always", "none", "principal-serves"),
  row(19, ["SYNCHRONIZING"], "witness-removed", "always", "SYNCHRONIZING", "unchanged"),
  row(19, ["SYNCHRONIZED"], "witness-removed", "always", "SYNCHRONIZED", "unchanged"),
  row(19, ["DISCONNECTED"], "witness-removed", "always", "DISCONNECTED", "principal-exposed"),
  row(19, ["SUSPENDED"], "witness-removed", "always", "SUSPENDED", "principal-exposed"),
];

const BY_TRIGGER = new Map<Trigger, Transition[]>();
for (const one of TRANSITIONS) BY_TRIGGER.set(one.on, [...(BY_TRIGGER.get(one.on) ?? []), one]);

/** The row that applies, or null: in this state the trigger moves nothing. */
export function transitionOf(from: SessionState, on: Trigger, given: Given): Transition | null {
  let forAllCases: Transition | null = null;
  for (const one of BY_TRIGGER.get(on) ?? []) {
    if (!one.from.includes(from)) continue;
    // The particular rule goes before the one for all cases.
    if (one.given === given) return one;
    if (one.given === "always") forAllCases ??= one;
  }
  return forAllCases;
}

/** Which of the three links are alive; those of a dead node are not. */
export interface Links {
  readonly principalMirror: boolean;
  readonly principalWitness: boolean;
  readonly mirrorWitness: boolean;
}

export interface QuorumRow extends Links {
  readonly principalServes: boolean;
  /** Automatic failover happens now, if the session was SYNCHRONIZED. */
  readonly failsOverIfSynchronized: boolean;
  /** The next loss of the principal would be answered by an automatic failover. */
  readonly armed: boolean;
  /** What is committed from now on stands on the principal alone. */
  readonly exposed: boolean;
}

const quorum = (
  [principalMirror, principalWitness, mirrorWitness]: readonly [boolean, boolean, boolean],
  [principalServes, failsOverIfSynchronized, armed, exposed]: readonly [boolean, boolean, boolean, boolean],
): QuorumRow => ({
  principalMirror,
  principalWitness,
  mirrorWitness,
  principalServes,
  failsOverIfSynchronized,
  armed,
  exposed,
});

const YES = true;
const NO = false;

/** With a witness, FULL safety, the session SYNCHRONIZED before. */
export const QUORUM_WITH_WITNESS: readonly QuorumRow[] = [
  quorum([YES, YES, YES], [YES, NO, YES, NO]),
  quorum([YES, YES, NO], [YES, NO, NO, NO]),
  // The documents differ on whether a failover is still armed here. The mirror would ask the witness, which has lost
  // the principal too, and what is hardened is complete: so it is.
  quorum([YES, NO, YES], [YES, NO, YES, NO]),
  quorum([YES, NO, NO], [YES, NO, NO, NO]),
  quorum([NO, YES, YES], [YES, NO, NO, YES]),
  quorum([NO, YES, NO], [YES, NO, NO, YES]),
  quorum([NO, NO, YES], [NO, YES, NO, NO]),
  quorum([NO, NO, NO], [NO, NO, NO, NO]),
];

export interface QuorumWithoutWitnessRow {
  readonly principalAlive: boolean;
  readonly principalMirror: boolean;
  readonly principalServes: boolean;
  readonly exposed: boolean;
}

/** Without a witness the principal asks nobody. (One passage of the documents says otherwise; four say this.) */
export const QUORUM_WITHOUT_WITNESS: readonly QuorumWithoutWitnessRow[] = [
  { principalAlive: true, principalMirror: true, principalServes: true, exposed: false },
  { principalAlive: true, principalMirror: false, principalServes: true, exposed: true },
  { principalAlive: false, principalMirror: false, principalServes: false, exposed: false },
];

/** The rows count through the links: each is alive in the first half of those that agree on the ones before it. */
export function quorumRow({ principalMirror, principalWitness, mirrorWitness }: Links): QuorumRow {
  const place = (principalMirror ? 0 : 4) + (principalWitness ? 0 : 2) + (mirrorWitness ? 0 : 1);
  return QUORUM_WITH_WITNESS[place]!;
}

/** Whether a principal that is alive may serve. */
export function principalMayServe(hasWitness: boolean, links: Links): boolean {
  if (hasWitness) return quorumRow(links).principalServes;
  return QUORUM_WITHOUT_WITNESS[links.principalMirror ? 0 : 1]!.principalServes;
}

/**
 * By what the partners notice that a machine has failed: a reset connection at once, silence after the partner
 * time-out, a log drive when the server gives it up after 40 s, a data drive never (until somebody touches it).
 */
export type NoticedAfter =
  | { readonly noticed: "after"; readonly seconds: number }
  | { readonly noticed: "after-partner-timeout" }
  | { readonly noticed: "never" };

export const NOTICED: Readonly<Record<CrashOf | "silence", NoticedAfter>> = {
  process: { noticed: "after", seconds: 1 },
  host: { noticed: "after-partner-timeout" },
  "log-drive": { noticed: "after", seconds: 40 },
  "data-drive": { noticed: "never" },
  /** A whole site, or the link between two sites, is gone. */
  silence: { noticed: "after-partner-timeout" },
};

/** Whether the mirror accepts that service is forced upon it, with possible loss of data. */
export function canForceService(hasWitness: boolean, links: Links): boolean {
  if (links.principalMirror) return false;
  return !hasWitness || (links.mirrorWitness && !links.principalWitness);
}
