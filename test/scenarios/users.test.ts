/**
 * What the shipped scenarios with users show, against sums that can be done on paper: 80,000 users with 1.5 endpoints
 * each, half of them at each site, spread evenly over the active servers.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { IncidentResult, RunResult } from "../../src/results/index.js";
import { readScenario } from "../../src/scenario/index.js";
import { startRun } from "../../src/studies/index.js";
import { ROOT } from "../tools/program.js";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const ENDPOINTS = 120_000;

function runOf(name: string, ...set: (readonly [string, string])[]): RunResult {
  const file = `${name}.yaml`;
  const overrides = set.map(([path, value]) => `${path}=${value}`);
  const reading = readScenario(readFileSync(join(ROOT, "scenarios", file), "utf8"), { file, overrides });
  if (!reading.ok) throw new Error(JSON.stringify(reading));
  const { scenario } = reading;
  const run = startRun({ scenario, seed: 1, replications: 1, replay: "", version: "test" });
  while (run.advance(1));
  return run.finish();
}

function only({ incidents }: RunResult): IncidentResult {
  expect(incidents.length).toBe(1);
  return incidents[0]!;
}

/** When somebody who lost his session in silence has tried, if somebody takes him at once: 60 to 120 s, and a window of 60 s. */
const SILENCE = { earliest: 60, latest: 180 };

describe("a chat server that crashes", () => {
  it("cuts off the quarter of the users who were on it, until they have noticed and tried", () => {
    const { usersDown, rtoCurve, rpo } = only(runOf("chat-server-crash"));
    expect([usersDown, rpo, rtoCurve["50"]]).toEqual([0.25, 0, 0]);
    // Noticed evenly over a minute, tried evenly over the next: 30,000 endpoints come triangularly from 60 to 180 s.
    // Three servers sign in 300 a second. More than that come from 60 + 36 s on, when 30,000 × 36² / 7200 = 5400 are
    // through; 24,000 are, and with them 95 % of all, (24,000 − 5400) / 300 = 62 s later.
    expect(Math.abs(rtoCurve["95"]! - (60 + 36 + 62))).toBeLessThan(3);
    expect(Math.abs(rtoCurve["100"]! - SILENCE.latest)).toBeLessThan(3);
  });

  it("leaves them out for as long as it is away where the others turn them away", () => {
    const { usersDown, rto, rtoCurve } = only(runOf("chat-server-crash-turned-away"));
    expect(usersDown).toBe(0.25);
    expect(rtoCurve["50"]).toBe(0);
    // The server attaches 5 to 30 s after its return; then whoever waits tries within five minutes.
    expect(rto).toBeGreaterThan(4 * HOUR + 5);
    expect(rto).toBeLessThan(4 * HOUR + 30 + 5 * MINUTE);
  });
});

describe("a Front End that is lost", () => {
  // Noticed after 5 min, decided after 30, failed over in 20.
  const failedOver = 55 * MINUTE;

  it("cuts off everybody where it is the next hop, and half of them are back with its failover", () => {
    const { usersDown, rtoCurve } = only(runOf("front-end-lost"));
    expect([usersDown, rtoCurve["50"]]).toEqual([1, failedOver]);
    // The last of the others tries within a window of five minutes of his own, that may have begun when it was over.
    expect(rtoCurve["100"]).toBeGreaterThan(failedOver + 5 * MINUTE);
    expect(rtoCurve["100"]).toBeLessThanOrEqual(failedOver + 10 * MINUTE);
  });

  it("cuts off its own users alone where it is not", () => {
    const { usersDown, rtoCurve } = only(runOf("front-end-lost", ["topology.nextHop", "front-end-2"]));
    expect([usersDown, rtoCurve["50"]]).toEqual([0.5, 0]);
    expect(rtoCurve["90"]).toBeGreaterThan(failedOver);
  });
});

it("a cut link in the high-bandwidth layout cuts off three quarters, and those of site 2 for as long as it lasts", () => {
  const { usersDown, rtoCurve, criticalPath, rpo } = only(runOf("link-cut-high-bandwidth"));
  expect([usersDown, rpo]).toEqual([0.75, 0]);
  // Users of site 1 who were on a server of site 2 find another one.
  expect(rtoCurve["50"]).toBeGreaterThan(SILENCE.earliest);
  expect(rtoCurve["50"]).toBeLessThan(4 * MINUTE);
  expect(rtoCurve["90"]).toBeGreaterThan(30 * MINUTE);
  expect(criticalPath.map(({ step }) => step)).toEqual(["wan-cut-is-over", "sign-in-again"]);
});

it("a storm of sign-ins takes as long as the servers take to sign everybody in", () => {
  const { rtoCurve, rtoParts } = only(runOf("sign-in-storm"));
  // Four servers, 2.5 a second each.
  const seconds = (share: number) => (share * ENDPOINTS) / 10;
  expect(rtoParts!.reconnect).toBeCloseTo(seconds(0.95), -2);
  expect(rtoCurve["100"]! - rtoCurve["50"]!).toBeCloseTo(seconds(0.5), -1);
  expect(seconds(1) / HOUR).toBeCloseTo(3.33, 2);
});

describe("the pool's own traffic", () => {
  // 24 messages a second, each delivered to 138 users with 1.5 endpoints, 1 KB each.
  const delivered = 24 * 138 * 1.5 * 1000;

  it("of the high-bandwidth layout leaves next to nothing of a thin link, and the copies fall behind", () => {
    const run = runOf("thin-link-high-bandwidth");
    const { capacity, posts, relays, deliveries, copies } = run.normal!.link;
    expect(capacity).toBeCloseTo((30e6 / 8) * 0.7, 6);
    // Half of the messages are posted at site 2; each is relayed to two servers in the other site; half of all ways
    // cross the link.
    expect([posts, relays, deliveries]).toEqual([12 * 4000, 24 * 2 * 1000, delivered / 2]);
    expect(copies).toBeCloseTo(capacity - posts - relays - deliveries, 6);
    // Log comes at 72 KB a second, and in 58 hours so much less than that has come across.
    const { rpo } = only(run);
    const behind = (58 + 5) * HOUR * (1 - copies / 72_000);
    expect(rpo! / behind).toBeGreaterThan(0.95);
    expect(rpo! / behind).toBeLessThan(1.15);
  });

  it("of the busiest user model is more than the link of the low-bandwidth layout carries", () => {
    const { latency, link } = runOf("busiest-model").normal!;
    expect(link.deliveries).toBeCloseTo(((delivered / 24) * 74) / 2, 6);
    expect(link.deliveries).toBeGreaterThan(link.capacity);
    expect(latency["site-1"]).not.toBeNull();
    expect([latency["site-2"], link.copies]).toEqual([null, 1000]);
  });
});

it("without chat servers an outage ends when the application has found the database", () => {
  const { rtoParts, rtoCurve, usersDown } = only(runOf("database-only"));
  expect(usersDown).toBe(1);
  expect(rtoParts!.reconnect).toBeGreaterThanOrEqual(5);
  expect(rtoParts!.reconnect).toBeLessThanOrEqual(30);
  expect(new Set(Object.values(rtoCurve)).size).toBe(1);
});

describe("the loss of site 2", () => {
  it("cuts off half of the users in the low-bandwidth layout, and nothing of the pool", () => {
    const { usersDown, rpo, rtoCurve } = only(runOf("site-2-lost-low-bandwidth"));
    expect([usersDown, rpo, rtoCurve["50"]]).toEqual([0.5, 0, 0]);
  });

  it("cuts off a quarter more in the high-bandwidth layout, who are back before people have done anything", () => {
    const { usersDown, rpo, rtoCurve } = only(runOf("site-2-lost-high-bandwidth"));
    expect([usersDown, rpo]).toEqual([0.75, 0]);
    expect(rtoCurve["50"]).toBeLessThan(5 * MINUTE);
  });
});

describe("the notes", () => {
  const notesOf = (...args: Parameters<typeof runOf>) => runOf(...args).notes.join("\n");

  it("say that the pool's own traffic is left out where it is, and nothing where there are no users", () => {
    expect(notesOf("default-grid")).toMatch(/own traffic is left out/);
    expect(notesOf("default-grid", ["users.count", "0"])).toBe("");
    expect(notesOf("site-1-lost-low-bandwidth")).toBe("");
  });

  it("say that latency and traffic are those of the busiest time where the load changes", () => {
    expect(notesOf("site-1-lost-low-bandwidth", ["workload.profile", "office-hours"])).toMatch(
      /those of the busiest time, at every hour/,
    );
  });
});
