/** Lies about what stands beside the chat database. */
import type { TimelineResult } from "../../src/results/index.js";
import type { BadTrace } from "./bad-trace.js";
import { ADAPTER, FILES } from "./good-beside.js";

/** The run and its incidents tell the same of what was seen. */
const seen =
  (seenButLost: number | null) =>
  (timeline: TimelineResult): TimelineResult => ({
    ...timeline,
    messages: { ...timeline.messages, seenButLost },
    incidents: timeline.incidents.map((incident) => ({
      ...incident,
      messages: { ...incident.messages, seenButLost },
    })),
  });

const without = (figure: "compliance" | "attachments") => (timeline: TimelineResult) => ({
  ...timeline,
  incidents: timeline.incidents.map((incident) => ({ ...incident, [figure]: null })),
});

export const BAD_BESIDE: readonly BadTrace[] = [
  {
    says: "one compliance event more than came after the last run",
    of: "complianceLeft",
    rule: "compliance-lost-as-the-adapter-ran",
    lie: ["events 2000", "events 2001"],
  },
  {
    says: "an adapter whose run of 1800 could not have ended",
    of: "complianceLeft",
    rule: "compliance-lost-as-the-adapter-ran",
    setting: { compliance: { ...ADAPTER, shortest: 201, longest: 201 } },
  },
  {
    says: "an adapter that must have ended its run of 1800",
    of: "complianceDrawn",
    rule: "compliance-lost-as-the-adapter-ran",
    setting: { compliance: { ...ADAPTER, longest: 200 } },
  },
  {
    says: "an adapter that processes while its machine is down",
    of: "complianceDown",
    rule: "compliance-lost-as-the-adapter-ran",
    lie: ["events 11000", "events 2000"],
  },
  {
    says: "events that were lost though their site serves again",
    of: "complianceKept",
    rule: "compliance-lost-as-the-adapter-ran",
    lie: ["by restart offered", "by restart events 2000 offered"],
  },
  {
    says: "no event lost though all disks are gone",
    of: "complianceDestroyed",
    rule: "compliance-lost-as-the-adapter-ran",
    lie: ["events 2000", "events 0"],
  },
  {
    says: "an adapter that follows on a run it never had",
    of: "complianceInARow",
    rule: "compliance-lost-as-the-adapter-ran",
    lie: ["events 20000", "events 2000"],
  },
  {
    says: "nothing of compliance, though it is on",
    of: "complianceLeft",
    rule: "told-where-provided",
    change: without("compliance"),
  },
  {
    says: "nothing of attachments, though there are some",
    of: "filesAway",
    rule: "told-where-provided",
    change: without("attachments"),
  },
  {
    says: "more seen than lost",
    of: "lowBandwidthLost",
    rule: "seen-among-the-lost",
    change: seen(2001),
  },
  {
    says: "nothing told of what was seen, though there are users",
    of: "lowBandwidthLost",
    rule: "seen-among-the-lost",
    change: seen(null),
  },
  {
    says: "a message that nobody saw while everybody was there",
    of: "lowBandwidthLost",
    rule: "seen-as-chance-allows",
    change: seen(1999),
  },
  {
    says: "a message seen that was delivered to nobody",
    of: "nobodySees",
    rule: "seen-as-chance-allows",
    change: seen(1),
  },
  {
    says: "files away for a second less than their site",
    of: "filesAway",
    rule: "files-away-with-their-site",
    lie: ["away 1100", "away 1099"],
  },
  {
    says: "many more files gone than half of the messages had",
    of: "filesLost",
    rule: "files-lost-as-chance-allows",
    lie: ["files 3000", "files 3300"],
  },
  {
    says: "files gone that a copy of 1800 would have saved",
    of: "filesLost",
    rule: "files-lost-as-chance-allows",
    setting: { attachments: { ...FILES, backup: 900 } },
  },
  {
    says: "files gone from disks that are kept",
    of: "filesAway",
    rule: "files-lost-as-chance-allows",
    lie: ["away 1100", "away 1100 files 1"],
  },
];
