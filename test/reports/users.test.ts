/** What a reader learns of the users: in a headline, in the figures of an incident, in a story. */
import { describe, expect, it } from "vitest";
import { PLAIN, timelineText } from "../../src/reports/index.js";
import { headline, incidentText } from "../../src/reports/text/incident.js";
import type { Normal } from "../../src/reports/text/users.js";
import { normalText } from "../../src/reports/text/users.js";
import type { IncidentResult, LatencyChange, TraceEntry } from "../../src/results/index.js";
import { HOUR, incident, MINUTE, story, WITH_USERS } from "./stories.js";

const at = 34 * HOUR;
const latency = (mean: number, p95: number) => ({ mean, p95 });

const NORMAL: NonNullable<Normal> = {
  latency: { "site-1": latency(0.05, 0.35), "site-2": latency(0.13, 0.43), why: null },
  link: {
    capacity: 4_375_000,
    posts: 125_000,
    relays: 0,
    deliveries: 2_500_000,
    copies: 1_750_000,
    arithmetic: { posts: "", relays: "", deliveries: "" },
  },
};
const CURVE = { "50": 0, "90": 55 * MINUTE, "95": HOUR, "100": 62 * MINUTE };
const partial = (more: Partial<IncidentResult> = {}) =>
  incident({ rpo: 0, usersDown: 0.25, rto: HOUR, rtoFull: 62 * MINUTE, rtoCurve: CURVE, ...more });
const costOf = (more: Partial<IncidentResult>) => headline(partial(more), true).split(": ")[1];

describe("the headline", () => {
  it("says what share was cut off, and how long until enough could send again", () => {
    expect(costOf({})).toBe(
      "nothing lost; 25 % of the users were cut off, and it took 60 min until 95 % could send again",
    );
  });

  it("says that all were, and that all were back at once, where it was so", () => {
    const rtoCurve = { "50": HOUR, "90": HOUR, "95": HOUR, "100": HOUR };
    expect(costOf({ usersDown: 1, rtoCurve })).toContain(
      "all users were cut off, and it took 60 min until everybody could send again",
    );
  });

  it("names no share that it does not know: the scenario may ask for another than those of the curve", () => {
    expect(costOf({ rto: 58 * MINUTE })).toContain("58 min until enough of them could send again");
  });

  it("says so where too few were missing for an outage, none were, or they did not come back", () => {
    expect(costOf({ rto: 0, usersDown: 0.03 })).toContain("3 % of the users were cut off, never so many");
    expect(costOf({ rto: 0, usersDown: 0 })).toContain("service went on");
    expect(costOf({ rto: null })).toContain("not enough of them were back within the horizon");
  });

  it("knows no users where there is one notional user", () => {
    expect(headline(partial(), false)).toContain("nothing lost; nobody could send for 60 min");
  });
});

describe("the figures of an incident", () => {
  const rowsOf = (more: Partial<IncidentResult>, normal: Normal = NORMAL) =>
    incidentText(partial(more), PLAIN, normal).map((line) => line.trim().replace(/ {2,}/g, "|"));
  const waits = (changes: readonly LatencyChange[], more: Partial<IncidentResult> = {}) =>
    rowsOf({ latency: changes, ...more }).filter((line) => /^(users of|a message|without)/.test(line));

  it("have the share and the way back in one line each, without those who always could", () => {
    expect(rowsOf({})).toEqual(
      expect.arrayContaining([
        "users cut off|25 %|at most, at one time",
        "RTO, everybody|62 min|back: 90 % after 55 min · 95 % after 60 min · everybody after 62 min",
      ]),
    );
    expect(rowsOf({}, null).join("\n")).not.toMatch(/users cut off|everybody/);
  });

  it("say how long a message waited before and at worst, where it waited longer", () => {
    const slow = { at, "site-1": latency(0.6, 2.5), "site-2": latency(0.12, 0.4), why: null };
    const slower = { at: at + HOUR, "site-1": latency(0.7, 2.6), "site-2": null, why: null };
    expect(waits([slow, slower])).toEqual([
      "a message waits, mean · p95|before|at worst",
      "users of site 1|50 ms · 350 ms|700 ms · 2.6 s",
    ]);
    expect(waits([{ at, ...NORMAL.latency }])).toEqual([]);
  });

  it("say what is too small where a queue has no end", () => {
    const stuck = { at, "site-1": null, "site-2": latency(0.1, 0.4), why: "2 servers take too much" };
    expect(waits([stuck]).slice(1)).toEqual([
      "users of site 1|50 ms · 350 ms|without end",
      "without end: 2 servers take too much",
    ]);
  });

  it("leave out what holds for less than a minute: no queue comes to rest in that", () => {
    const stuck = { at, "site-1": null, "site-2": null, why: "2 servers take too much" };
    expect(waits([stuck, { at: at + 59, ...NORMAL.latency }])).toEqual([]);
    expect(waits([stuck, { at: at + 60, ...NORMAL.latency }]).length).toBe(4);
  });
});

describe("normal running", () => {
  const textOf = (more: Partial<NonNullable<Normal>>) => normalText({ ...NORMAL, ...more }).join(" ");

  it("is what a message waits and what the link carries, in bits", () => {
    expect(textOf({}).replace(/ +/g, " ").trim()).toBe(
      "Normal running, at the busiest time: a message waits 50 ms for users of site 1 (95 % within 350 ms) and " +
        "130 ms for users of site 2 (95 % within 430 ms). The link carries 35 Mbps; the pool itself uses 21 Mbps " +
        "(deliveries 20 Mbps, posts 1 Mbps); copies get 14 Mbps.",
    );
  });

  it("says who waits without end, and for what", () => {
    const why = "the link carries 1 Mbps of 2 Mbps";
    expect(textOf({ latency: { ...NORMAL.latency, "site-2": null, why } }).replace(/\s+/g, " ")).toContain(
      "; users of site 2 wait without end, for the link carries 1 Mbps of 2 Mbps. ",
    );
  });
});

describe("a story with users", () => {
  const linesOf = (entries: readonly TraceEntry[], all = false) =>
    timelineText({ ...story(entries), setting: WITH_USERS }, PLAIN, { all })
      .slice(3, -3)
      .map((line) => line.replace(/^ {2}day \d+ \(\w+\) ([\d:.]+) +/, "$1|").replace(/ {2,}/g, "|"));
  const able = (second: number, endpoints: number, counted = 2000): TraceEntry => ({
    at: second,
    fact: "able",
    endpoints,
    counted,
    homes: { "site-1": endpoints, "site-2": 0 },
  });

  it("tells in one line what happens to several servers at one instant", () => {
    const gone = (server: string): TraceEntry => ({ at, fact: "detached", server, machine: "principal" });
    const lost = (server: string): TraceEntry => ({
      at,
      fact: "sessions-lost",
      home: "site-2",
      server,
      endpoints: 500,
      notice: "silence",
    });
    expect(linesOf([gone("server-1"), gone("server-2"), lost("server-1"), lost("server-2")])).toEqual([
      "10:00:00|servers 1 and 2|without the principal from here on",
      "10:00:00|users of site 2|1,000 sessions with servers 1 and 2 end: nobody answers any more",
    ]);
    expect(linesOf([gone("server-1"), { ...gone("server-2"), at: at + 1 }]).length).toBe(2);
  });

  it("tells of users who come back: the fall, the first, half, 90, 95 and 100 %", () => {
    const back = Array.from({ length: 200 }, (_, cell) => able(100 + cell, 10 * (cell + 1)));
    const lines = linesOf([able(0, 0), ...back]);
    expect(lines).toEqual([
      "00:00:00|users|nobody can send",
      "00:01:40|users|the first can send: 10 of 2,000 endpoints",
      "00:03:19|users|50 % can send: 1,000 of 2,000 endpoints",
      "00:04:39|users|90 % can send: 1,800 of 2,000 endpoints",
      "00:04:49|users|95 % can send: 1,900 of 2,000 endpoints",
      "00:04:59|users|everybody can send",
    ]);
    expect(linesOf([able(0, 0), ...back], true).length).toBe(201);
  });

  it("tells where things stand for a while, and every fall", () => {
    expect(
      linesOf([able(0, 0), able(10, 100), able(20, 1200), able(30, 1300), able(500, 1301), able(501, 900)]),
    ).toEqual([
      "00:00:00|users|nobody can send",
      "00:00:10|users|5 % can send: 100 of 2,000 endpoints",
      "00:00:20|users|60 % can send: 1,200 of 2,000 endpoints",
      "00:00:30|users|65 % can send: 1,300 of 2,000 endpoints",
      "00:08:20|users|65 % can send: 1,301 of 2,000 endpoints",
      "00:08:21|users|45 % can send: 900 of 2,000 endpoints",
    ]);
  });

  const server = { at, fact: "server", server: "server-1" } as const;
  it.each<[TraceEntry, string]>([
    [{ ...server, up: false, because: "process" }, "server 1|down: the process failed"],
    [
      { ...server, up: false, because: "recycling" },
      "server 1|down: recycling again and again, without a way to the peers",
    ],
    [{ ...server, up: true, because: "restarted" }, "server 1|up again"],
    [
      { at, fact: "attached", server: "application", machine: "mirror" },
      "application|on the mirror from here on",
    ],
    [
      { at, fact: "active-servers", servers: ["server-5", "server-6", "server-7"] },
      "people|set the active servers: 5, 6 and 7",
    ],
    [{ at, fact: "front-end", frontEnd: "front-end-2", up: false }, "front end 2|is gone"],
    [
      { at, fact: "carried", home: "site-1", by: "front-end-2" },
      "front end 2|carries the users of site 1 from here on",
    ],
    [
      { at, fact: "carried", home: "next-hop", by: "front-end-2" },
      "front end 2|is the pool's next hop from here on",
    ],
    [
      {
        at,
        fact: "sessions-lost",
        home: "site-1",
        server: "server-1",
        endpoints: 1500,
        notice: "reset",
      },
      "users of site 1|1,500 sessions with server 1 end: the connection is closed",
    ],
  ])("has words for %j", (entry, words) => {
    expect(linesOf([entry])).toEqual([`10:00:00|${words}`]);
  });

  it("says at its end when users were back, and what their return waited for, in plain words", () => {
    const step = { actor: "users", part: "reconnect", from: at, lasts: HOUR, minuteSaves: 60 } as const;
    const one = partial({ criticalPath: [{ ...step, step: "sign-in-again" }] });
    const text = timelineText({ ...story([], { incidents: [one] }), setting: WITH_USERS }, PLAIN, {
      all: false,
    }).join("\n");
    expect(text).toContain(
      "\n  Users could send again: 90 % after 55 min · 95 % after 60 min · everybody after 62 min.\n",
    );
    expect(text).toMatch(/\n {2}users sign in again +60 min/);
  });
});
