/**
 * What a swarm of three hundred has to have seen, typed by hand: whoever adds a kind, a row or a step and forgets
 * it here is told by nobody, whoever breaks one so that it never happens again is told at once.
 */
import { KINDS } from "./failures.js";

/**
 * Rows of the table of transitions that fates can bring about. Not among them: 3 (a redo queue that grows changes no
 * state, so nothing is told), 12 (nobody suspends a session by hand) and 19 (nobody removes a witness).
 */
const ROWS = [1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17, 18];
const FROM = ["none", "SYNCHRONIZING", "SYNCHRONIZED", "SUSPENDED", "DISCONNECTED"];
const TO = ["none", "SYNCHRONIZING", "SYNCHRONIZED", "SUSPENDED", "DISCONNECTED"];

const STEPS = [
  ...["detect", "decide", "drop-log-shipping", "copy-remaining", "apply-logs", "end-connections"],
  ...["recover-database", "switch-pool-state", "build-mirror", "activate-servers", "dns-change"],
  ...["stop-primary", "fail-over-to-mirror", "force-service", "remove-mirroring", "bring-mirror-online"],
  "resume-mirroring",
];
const STEP_STATES = ["begins", "done", "failed", "interrupted", "given-up"];

const LOST_BECAUSE = [
  ...["not-yet-backed-up", "on-the-share-only", "in-transfer", "behind-a-broken-file", "exposed"],
  ...["forked", "deleted", "no-copy-left"],
];
/** Not among them: `tail-log`, which no procedure brings about. */
const RECOVERED_FROM = ["none-needed", "mirror", "log-shipping", "restart", "not-recovered"];

const MACHINES = ["principal", "mirror", "secondary", "secondary-mirror"];

export const REQUIRED: readonly string[] = [
  ...KINDS.map((kind) => `strike ${kind}`),
  ...ROWS.map((row) => `row ${row}`),
  ...FROM.map((state) => `from ${state}`),
  ...TO.map((state) => `to ${state}`),
  ...["first", "second"].map((pair) => `${pair} pair SYNCHRONIZED`),
  ...MACHINES.map((machine) => `serves at ${machine}`),
  ...["secondary-recovered", "forced-service"].map((by) => `history by ${by}`),
  ...STEPS.map((step) => `step ${step}`),
  ...STEP_STATES.map((state) => `step is ${state}`),
  ...["backup made", "backup void", "copy safe", "copy broken-off"],
  ...["restore restored", "restore broken-off"],
  ...LOST_BECAUSE.map((because) => `lost: ${because}`),
  ...RECOVERED_FROM.map((source) => `recovered from ${source}`),
];
