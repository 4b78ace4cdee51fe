/**
 * The checker: replays the facts of a trace, recomputes what follows from them, and compares it with what the run
 * claims. It must never know how a run is simulated; it shares no model with what it judges.
 */
import { TIMELINE_SCHEMA, type TimelineResult } from "../results/index.js";
import { LONGEST } from "../units/index.js";
import { attachmentRules } from "./attachments.js";
import { backupRules } from "./backups.js";
import { complianceRules } from "./compliance.js";
import { frontEndRules } from "./front-ends.js";
import { readingGaps } from "./histories.js";
import { homecomingRules } from "./homecoming.js";
import { incidentRules } from "./incidents.js";
import { ledgerRules } from "./ledger.js";
import { lossRules } from "./losses.js";
import {
  forcedServiceKeepsTheHardened,
  noServiceWithoutQuorum,
  secondPairSleeps,
  sessionsFollowOn,
  takeoversAreSafe,
} from "./mirroring.js";
import { operationClaims, operationRules } from "./operations.js";
import { factsInOrder, plannedAsDealt, strikesAsDealt } from "./order-and-fate.js";
import { outageRules } from "./outages.js";
import { procedureRules } from "./procedures.js";
import { protectionRules } from "./protection.js";
import { recordsOf } from "./records.js";
import { recoveryRules } from "./recovery.js";
import { refusedRules } from "./refused.js";
import { type Rule, readReplay } from "./replay.js";
import { salvageRules } from "./salvage.js";
import { seenRules } from "./seen.js";
import { servedRules } from "./served.js";
import { serverRules } from "./servers.js";
import { signInRules } from "./signing-in.js";
import { siteTwoRules } from "./site-2.js";
import {
  abandonedHistoriesRest,
  onlyOnDisksThatHoldIt,
  onlyOnMachinesThatStand,
} from "./standing-to-serve.js";
import { strikesTakeEffect } from "./strikes.js";
import { userRules } from "./users.js";
import { type Finding, unknown, type Verdict } from "./verdict.js";
import { waitingRules } from "./waiting.js";

/** First whether the facts can be so, then whether the claims follow from them: the first breach is the nearest. */
const RULES_OF_FACTS: readonly Rule[] = [
  factsInOrder,
  strikesAsDealt,
  plannedAsDealt,
  strikesTakeEffect,
  ...operationRules,
  ...procedureRules,
  abandonedHistoriesRest,
  onlyOnMachinesThatStand,
  onlyOnDisksThatHoldIt,
  ...homecomingRules,
  sessionsFollowOn,
  secondPairSleeps,
  takeoversAreSafe,
  forcedServiceKeepsTheHardened,
  noServiceWithoutQuorum,
  ...backupRules,
  ...siteTwoRules,
  ...recoveryRules,
  ...serverRules,
  ...frontEndRules,
  ...userRules,
  ...signInRules,
];
const RULES_OF_CLAIMS: readonly Rule[] = [
  ...incidentRules,
  ...operationClaims,
  ...servedRules,
  ...outageRules,
  ...lossRules,
  ...refusedRules,
  ...ledgerRules,
  ...attachmentRules,
  ...complianceRules,
  ...seenRules,
  ...salvageRules,
  ...protectionRules,
  ...waitingRules,
];

/** Judges one trace. Pure: the same trace has the same verdict; the cost grows with the square of its files. */
export function checkTimeline(timeline: TimelineResult): Verdict {
  if (timeline.schema !== TIMELINE_SCHEMA)
    return unknown(`the schema is ${String(timeline.schema)}, known is ${TIMELINE_SCHEMA}`);
  const odd = oddInstant([instantsOf(timeline), timeline.entries, timeline.arrivals, recordsOf(timeline)]);
  if (odd !== null) return unknown(`${odd} is no instant or length in seconds`);

  const { replay, findings } = readReplay(timeline);
  const unreadable = verdictOf([...findings, ...readingGaps(replay.facts, replay.services)]);
  if (unreadable.verdict !== "ok") return unreadable;
  return verdictOf([...RULES_OF_FACTS, ...RULES_OF_CLAIMS].flatMap((rule) => [...rule(replay)]));
}

/** One breach outweighs everything that could not be judged. */
function verdictOf(findings: readonly Finding[]): Verdict {
  return findings.find(({ verdict }) => verdict === "violated") ?? findings[0] ?? { verdict: "ok" };
}

/** Of the users only how long they try again is an instant or a length. */
const instantsOf = ({ setting }: TimelineResult) => [{ ...setting, users: null }, setting.users?.retryFor];

/** A number that cannot become whole microseconds; null: there is none. */
function oddInstant(value: unknown): number | null {
  if (typeof value === "number") return Math.abs(value) * 1e6 <= LONGEST ? null : value;
  if (typeof value !== "object" || value === null) return null;
  for (const inner of Object.values(value)) {
    const odd = oddInstant(inner);
    if (odd !== null) return odd;
  }
  return null;
}
