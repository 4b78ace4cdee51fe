/**
 * What a swarm of some hundreds has to have seen, typed by hand: whoever adds a kind, a row or a step and forgets
 * it here is told by nobody, whoever breaks one so that it never happens again is told at once.
 */
import { KINDS } from "./failures.js";
import { ERRORS } from "./operation-sequences.js";

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
  ...["resume-mirroring", "activate-spare", "fail-over-front-end", "wait-for-office"],
  ...["clear-active-servers", "back-up-tail", "remove-secondary-mirroring", "grant-share-access"],
  ...["back-up-secondary", "restore-on-primary", "mirror-primary", "ship-logs-again", "restore-on-secondary"],
  ...["activate-primary-servers", "switch-pool-state-back", "fail-back-front-ends", "reopen-pool"],
  ...["fail-over-management-store", "set-active-servers-right"],
  ...["tell-users", "check-tail", "check-backup", "check-database", "dns-back", "look-at-shipping"],
];
const STEP_STATES = ["begins", "done", "failed", "interrupted", "given-up"];

const LOST_BECAUSE = [
  ...["not-yet-backed-up", "on-the-share-only", "in-transfer", "behind-a-broken-file", "exposed"],
  ...["forked", "deleted", "no-copy-left"],
];
const RECOVERED_FROM = ["none-needed", "mirror", "log-shipping", "tail-log", "restart", "not-recovered"];

const MACHINES = ["principal", "mirror", "secondary", "secondary-mirror"];

/** What people who use the pool must have met. */
const USERS = [
  ...["nobody", "users of one application", "users of chat servers"],
  ...["server down by process", "server down by host", "server down by silence", "server down by recycling"],
  ...["server up", "front end down", "front end up", "home carried", "next hop carried"],
  ...["sessions lost by reset", "sessions lost by silence", "signing in", "everybody is back"],
  ...["a reconnect broken off by a second failure", "a door that shuts with people in the queue"],
  "a link that is back in the middle of a restart",
  ...["a link that is back between two restarts", "sessions resumed after a short cut"],
  ...["users turned away", "users turned away and let in later"],
  "an incident that never closes because users are turned away",
  ...["a spare dropped because nobody needs it", "1 servers activated", "4 servers activated"],
  ...["a Front End waited out", "a Front End failed over that came back", "a next hop moved during a cut"],
  ...["users who left with their site", "users who came back with their site", "nobody left to count"],
  ...["tried again", "refused though tried again", "refused without an outage", "a queue without end"],
];

/** What people plan, and how it ends; what strikes them at it; what they do wrong. */
const OPERATIONS = [
  ...["failback", "switchover"].flatMap((what) => [
    ...["done", "given-up", "under-way"].map((outcome) => `${what} ${outcome}`),
    ...["struck", "struck by site-loss", "struck by wan-cut", "struck by principal-crash"].map(
      (blow) => `${what} ${blow}`,
    ),
    `${what}, and a failure soon after it`,
  ]),
  ...["switchover in vain", "failback loses messages"],
  ...["failback after one that was given up", "away and home again", "away and home again, twice"],
  "the first site lost again while the pool is away",
  ...["the other site lost while the pool is away", "two databases accept at once"],
  ...ERRORS.flatMap((error) => [`error ${error}`, `error in vain ${error}`]),
  ...["a secondary brought online too early", "somebody waits for the office to open"],
  ...["compliance shared loses events", "compliance standalone loses events", "attachments are lost"],
  ...["attachments are away with their site", "all is well in the end"],
  ...["database", "users", "mirroring", "log shipping", "incident", "failback", "switchover"].map(
    (who) => `${who} waits`,
  ),
];

export const REQUIRED: readonly string[] = [
  ...USERS,
  ...OPERATIONS,
  ...KINDS.map((kind) => `strike ${kind}`),
  ...ROWS.map((row) => `row ${row}`),
  ...FROM.map((state) => `from ${state}`),
  ...TO.map((state) => `to ${state}`),
  ...["first", "second"].map((pair) => `${pair} pair SYNCHRONIZED`),
  ...MACHINES.map((machine) => `serves at ${machine}`),
  ...["secondary-recovered", "forced-service", "failed-back"].map((by) => `history by ${by}`),
  ...["tail-log", "failback", "split"].map((by) => `serves by ${by}`),
  ...STEPS.map((step) => `step ${step}`),
  ...STEP_STATES.map((state) => `step is ${state}`),
  ...["backup made", "backup void", "copy safe", "copy broken-off"],
  ...["restore restored", "restore broken-off"],
  ...LOST_BECAUSE.map((because) => `lost: ${because}`),
  ...RECOVERED_FROM.map((source) => `recovered from ${source}`),
];
