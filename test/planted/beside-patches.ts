/** Faults in what stands beside the chat database: the adapter, the file store, what was seen. */
import type { PlantedPatch } from "./plant.js";

const ADAPTER = "src/pool/beside/adapter.ts";
const COMPLIANCE = "src/pool/beside/compliance.ts";
const ATTACHMENTS = "src/pool/beside/attachments.ts";
const LIVES = "test/studies/compliance.test.ts";
const BESIDE = "test/pool/beside/beside.test.ts";

export const BESIDE_FAULTS: readonly PlantedPatch[] = [
  {
    name: "adapter takes what comes while it runs",
    wrong: "A run of the adapter has processed what came up to its end, not up to its start.",
    file: ADAPTER,
    find: "if (endOf(tick) <= to) return startOf(tick);",
    replacement: "if (endOf(tick) <= to) return endOf(tick) as Micros;",
    caughtBy: [{ file: LIVES, test: "what came since the newest completed run is lost" }],
  },
  {
    name: "void run counts",
    wrong: "A run of the adapter that its database did not live to see the end of has processed everything.",
    file: ADAPTER,
    find: "if (endOf(tick) <= to) return startOf(tick);",
    replacement: "if (startOf(tick) <= to) return startOf(tick);",
    caughtBy: [
      { file: LIVES, test: "while a run is under way, which is void" },
      { file: LIVES, test: "is down while the mirror takes over" },
    ],
  },
  {
    name: "compliance comes along",
    wrong: "A failover takes the events along that nobody had processed, as if it were planned.",
    file: COMPLIANCE,
    find: "return !leftBy.isPlanned;",
    replacement: "return false;",
    caughtBy: [{ file: LIVES, test: "after it: what was not processed stays lost" }],
  },
  {
    name: "compliance goes on under rubble",
    wrong: "The adapter of a destroyed site runs again when the site is back.",
    file: COMPLIANCE,
    find: "to: destroyed && at >= from ? FOREVER : heals",
    replacement: "to: heals",
    caughtBy: [{ file: BESIDE, test: "also where the site is back without its disks" }],
  },
  {
    name: "copy over a cut link",
    wrong: "The file store is copied to the other site while the link is cut.",
    file: ATTACHMENTS,
    find: ", ...linkDownSpans(causes)];",
    replacement: "];",
    caughtBy: [{ file: BESIDE, test: "since the last copy that the link let through" }],
  },
  {
    name: "copy outlives its disks",
    wrong: "Files count as copied though the disks with the copy were destroyed.",
    file: ATTACHMENTS,
    find: "else copied = [];",
    replacement: "",
    caughtBy: [{ file: BESIDE, test: "where the copy was destroyed before and no new one made" }],
  },
  {
    name: "one reader for all",
    wrong: "A message has been seen only if the one user was there, however many it was delivered to.",
    file: "src/pool/beside/seen.ts",
    find: "-Math.expm1(deliveries * Math.log1p(-share))",
    replacement: "share",
    caughtBy: [{ file: "test/studies/seen.test.ts", test: "delivered to 2 users" }],
  },
];
