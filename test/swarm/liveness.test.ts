/** Whether the swarm knows how long a pool may take to come back, and would see one that does not. */
import { describe, expect, test } from "vitest";
import type { TimelineResult } from "../../src/results/index.js";
import { fateOf, tellLife } from "../../src/studies/index.js";
import { changed, DAY, HOUR, type Mapping, PLAIN, playable } from "../studies/playing.js";
import { boundOf, lastRepairOf } from "./liveness.js";
import { hadTime, notWellAgain } from "./well-again.js";

const LOST: Mapping = { what: "site-loss", at: "2 d", lasts: "8 h" };
const QUICK: Mapping = {
  database: { size: "1 GB" },
  people: { detect: "1 min", decide: "1 min", step: "1 min" },
  servers: { replication: "1 min" },
  failback: {},
  horizon: "30 d",
  failures: [LOST],
};

const scenarioOf = (changes: Mapping = {}) => playable(changed(changed(PLAIN, QUICK), changes));

function told(changes: Mapping = {}): TimelineResult {
  return tellLife({ scenario: scenarioOf(changes), seed: 1, replication: 0, replay: "replay", version: "0" });
}

const bound = (changes: Mapping = {}) => boundOf(scenarioOf(changes), 2 * DAY + 8 * HOUR);

describe("the time to come back", () => {
  test("begins with the last repair, which never comes for what lasts for ever or is nobody's to mend", () => {
    const last = (...failures: Mapping[]) => lastRepairOf(scenarioOf({ failures }));
    expect(last()).toBe(0);
    expect(last(LOST)).toBe(2 * DAY + 8 * HOUR);
    expect(last(LOST, { what: "wan-cut", at: "2 d", lasts: "1 h" })).toBe(2 * DAY + 8 * HOUR);
    expect(last({ ...LOST, lasts: "forever" })).toBe(Number.POSITIVE_INFINITY);
    expect(last({ what: "principal-crash", at: "1 d" })).toBe(Number.POSITIVE_INFINITY);
    expect(last({ what: "chain-broken", at: "1 d" })).toBe(DAY);
  });

  test("is finite, and grows with all that anybody has to do", () => {
    const plain = bound();
    expect(plain).toBeGreaterThan(HOUR);
    expect(plain).toBeLessThan(3 * DAY);
    for (const [changes, most] of [
      [{ failback: { wait: "5 h" } }, 5 * HOUR],
      [{ people: { onCall: "office-hours" } }, 4 * 64 * HOUR],
      [{ monitoring: { reaction: "10 h" } }, 10 * HOUR],
      [{ recovery: { restart: "10 h" } }, 10 * HOUR],
    ] as const)
      expect(bound(changes) - plain).toBeGreaterThan(most - HOUR);
    expect(bound({ people: { step: { lognormal: { median: "1 min", sigma: 0.8 } } } })).toBeGreaterThan(
      plain,
    );
    expect(bound({ runbook: { steps: { "apply-logs": { retry: "50 %" } } } })).toBeGreaterThan(plain);
  });

  test("is not to be said where the jobs are never done with what piled up", () => {
    expect(bound({ logShipping: { backup: { fileSize: "10 GB" } } })).toBe(Number.POSITIVE_INFINITY);
    expect(bound({ logShipping: { copy: { retention: "1 h" } } })).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("a life that was given it", () => {
  const timeline = told();

  test("is well again, and one that was cut short was not given it", () => {
    expect(hadTime(scenarioOf(), fateOf(scenarioOf(), 1, 0))).toBe(true);
    expect([...notWellAgain(scenarioOf(), timeline)]).toEqual([]);
    const short = scenarioOf({ horizon: "2 d 9 h" });
    expect(hadTime(short, fateOf(short, 1, 0))).toBe(false);
  });

  test.each<[string, (from: TimelineResult) => TimelineResult, RegExp]>([
    [
      "nobody serves",
      (from) => ({ ...from, entries: from.entries.filter(({ fact }) => fact !== "serves") }),
      /nothing serves/,
    ],
    [
      "nobody went back",
      (from) => ({
        ...from,
        entries: from.entries.filter(
          (entry) =>
            !(entry.fact === "serves" && entry.machine === "principal") &&
            !(entry.fact === "stops" && entry.machine === "secondary"),
        ),
      }),
      /nobody has gone back/,
    ],
    [
      "somebody waits",
      (from) => ({
        ...from,
        waiting: [{ replication: 0, who: "mirroring", waitsFor: "the machine mirror" }],
      }),
      /mirroring waits/,
    ],
    [
      "an operation is not over",
      (from) => ({ ...from, operations: from.operations.map((one) => ({ ...one, closed: null })) }),
      /failback is not over/,
    ],
    [
      "the mirror never caught up",
      (from) => ({
        ...from,
        entries: from.entries.filter((entry) => entry.fact !== "session" || entry.to !== "SYNCHRONIZED"),
      }),
      /the first pair is/,
    ],
  ])("would be seen if %s", (_what, lie, complaint) => {
    expect([...notWellAgain(scenarioOf(), lie(timeline))].join("; ")).toMatch(complaint);
  });

  test("may wait for what no time mends, where nobody fails back", () => {
    const away = told({ failback: null });
    expect(away.waiting.map(({ who }) => who)).toEqual(["log shipping"]);
    expect([...notWellAgain(scenarioOf({ failback: null }), away)]).toEqual([]);
    expect([...notWellAgain(scenarioOf(), away)].join("; ")).toMatch(/nobody has gone back/);
  });
});
