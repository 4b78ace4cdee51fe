/** Small stories made by hand: a pool that ships its log every quarter of an hour, and what strikes it. */
import type { IncidentResult, TimelineResult, TraceEntry } from "../../src/results/index.js";

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const SETTING: TimelineResult["setting"] = {
  horizon: 2 * DAY,
  begins: 0,
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
  retention: { share: 72 * HOUR, site2: 72 * HOUR },
  users: null,
  compliance: null,
  attachments: null,
};

/** Two servers at site 1, a thousand users at each site, with one endpoint each. */
export const WITH_USERS: TimelineResult["setting"] = {
  ...SETTING,
  users: {
    count: 2000,
    endpoints: { "site-1": 1000, "site-2": 1000 },
    restoredAt: 0.95,
    stayWithSite: false,
    retryFor: 0,
    mostPerServer: null,
    signInsPerServer: 100,
    triedWithin: 720,
    servers: [
      { name: "server-1", site: "site-1", active: true },
      { name: "server-2", site: "site-1", active: true },
    ],
    nextHop: "front-end-1",
    deliveriesPerMessage: 138,
  },
};

/** The jobs of every quarter of an hour in [from, to): backup for 20 s, copy after 30 s, restore after 60 s. */
export function quarters(from: number, to: number): TraceEntry[] {
  const entries: TraceEntry[] = [];
  for (let cut = from; cut < to; cut += 15 * MINUTE) {
    entries.push(
      { at: cut, fact: "backup", until: cut + 20, from: cut - 15 * MINUTE, outcome: "made", corrupt: false },
      { at: cut + 30, fact: "copy", until: cut + 54.04, cut, outcome: "safe", by: "job" },
      { at: cut + 60, fact: "restore", until: cut + 60.3, cut, outcome: "restored" },
    );
  }
  return entries;
}

const MESSAGES = {
  offered: 100,
  accepted: 90,
  refused: 10,
  kept: 50,
  lost: 40,
  salvageable: 0,
  seenButLost: null,
};

export function incident(more: Partial<IncidentResult> = {}): IncidentResult {
  const at = 34 * HOUR + 7.5 * MINUTE;
  return {
    replication: 3,
    what: "site-loss",
    where: "site-1",
    at,
    opened: at,
    closed: at + HOUR,
    causes: [{ what: "site-loss", where: "site-1", at, healed: null }],
    rpo: 7.5 * MINUTE,
    lostStretches: [
      {
        from: at - 7.5 * MINUTE,
        to: at,
        why: [{ from: at - 7.5 * MINUTE, to: at, because: "not-yet-backed-up" }],
      },
    ],
    behindBurst: null,
    staleness: 7.5 * MINUTE,
    rto: HOUR,
    rtoFull: HOUR,
    usersDown: 1,
    rtoCurve: { "50": HOUR, "90": HOUR, "95": HOUR, "100": HOUR },
    served: [],
    latency: [],
    rtoParts: { detect: 5 * MINUTE, decide: 55 * MINUTE, procedure: 0, reconnect: 0 },
    criticalPath: [
      { step: "detect", actor: "operator", part: "detect", from: at, lasts: 5 * MINUTE, minuteSaves: 60 },
      {
        step: "decide",
        actor: "manager",
        part: "decide",
        from: at + 5 * MINUTE,
        lasts: 55 * MINUTE,
        minuteSaves: 30,
      },
    ],
    recoveredFrom: "log-shipping",
    exposure: 0,
    unmirrored: 0,
    unshipped: 0,
    unwitnessed: 0,
    undetectedFor: 5 * MINUTE,
    availability: 1,
    phase: null,
    messages: MESSAGES,
    compliance: null,
    attachments: null,
    ...more,
  };
}

export function story(entries: readonly TraceEntry[], more: Partial<TimelineResult> = {}): TimelineResult {
  return {
    schema: "stretchpool/timeline@1",
    stretchpool: "0.1.0",
    scenario: "A story",
    seed: 1,
    replication: 3,
    fingerprint: "0123456789abcdef",
    replay: "stretchpool timeline story.yaml --seed 1 --replication 3",
    setting: SETTING,
    fate: [],
    entries,
    arrivals: [],
    incidents: [],
    operations: [],
    waiting: [],
    messages: MESSAGES,
    ...more,
  };
}

/** Site 1 is lost on the second day at 10:07:30, and the secondary serves an hour later. */
export function siteLost(): TimelineResult {
  const lost = incident();
  const { at } = lost;
  const entries: TraceEntry[] = [
    { at: 0, fact: "serves", machine: "principal", history: 0, by: "at-first" },
    ...quarters(0, at),
    {
      at,
      fact: "strike",
      id: "site-loss/site-1/1",
      what: "site-loss",
      where: "site-1",
      effective: true,
    },
    { at, fact: "incident", state: "opens", number: 1 },
    { at, fact: "machine", machine: "principal", up: false, because: "silence" },
    { at, fact: "stops", machine: "principal", history: 0, because: "site-loss" },
    { at, fact: "hardened", pair: "first", upTo: at },
    { at, fact: "session", pair: "first", from: "SYNCHRONIZED", to: "DISCONNECTED", row: 4 },
    { at: at + 5 * MINUTE, fact: "told", by: "monitoring" },
    { at: at + HOUR, fact: "step", step: "recover-database", actor: "administrator", state: "done" },
    {
      at: at + HOUR,
      fact: "history-begins",
      history: 1,
      parent: 0,
      cut: at - 7.5 * MINUTE,
      by: "secondary-recovered",
    },
    { at: at + HOUR, fact: "serves", machine: "secondary", history: 1, by: "switch-pool-state" },
    { at: at + HOUR, fact: "incident", state: "closes", number: 1 },
    { at: at + 8 * HOUR, fact: "heal", id: "site-loss/site-1/1", what: "site-loss", where: "site-1" },
  ];
  return story(entries, { incidents: [lost] });
}
