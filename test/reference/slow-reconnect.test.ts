/** The slow model of people who sign in again, held against what can be worked out on paper. */
import { describe, expect, test } from "vitest";
import { errorsOff, ksDistance, sampleOf, varianceErrorsOff } from "../engine/evidence.js";
import {
  mulberry,
  playReconnect,
  type Script,
  type ScriptEvent,
  type SlowReconnect,
} from "./slow-reconnect.js";

const SERVERS = ["server-1", "server-2", "server-3", "server-4"];

const scriptOf = (changes: Partial<Script>): Script => ({
  endpoints: { "site-1": 20_000, "site-2": 0 },
  servers: SERVERS,
  signInsPerServer: 1e6,
  mostPerServer: null,
  backOff: 60,
  longestBackOff: 300,
  cell: 1,
  until: 100_000,
  events: [],
  ...changes,
});

/** All sessions of site 1 with these servers end. */
const lost = (at: number, notice: readonly [number, number], servers = SERVERS): ScriptEvent[] =>
  servers.map((server) => ({ at, what: "lost", home: "site-1", server, notice, kept: false }));

const door = (at: number, open: boolean): ScriptEvent => ({ at, what: "door", home: "site-1", open });

const tries = ({ endpoints }: SlowReconnect): number[] =>
  endpoints.flatMap(({ triedAt }) => (triedAt === null ? [] : [triedAt]));

/** Once in 10,000 further away, where the law is the right one. */
const KS = 2.2;

/** The law of the sum of two uniforms on [0, a] and [0, b]. */
function sumOfTwo(a: number, b: number): (x: number) => number {
  const [short, long] = [Math.min(a, b), Math.max(a, b)];
  return (x) => {
    if (x <= 0) return 0;
    if (x <= short) return (x * x) / (2 * a * b);
    if (x <= long) return (x - short / 2) / long;
    return x < a + b ? 1 - ((a + b - x) * (a + b - x)) / (2 * a * b) : 1;
  };
}

describe("a door that stays open, and no queue", () => {
  test.each([
    ["a closed connection", [1, 5]],
    ["silence", [60, 120]],
  ] as const)("the first attempt comes after the notice of %s and a uniform minute", (_, notice) => {
    const found = tries(playReconnect(scriptOf({ events: lost(1000, notice) }), mulberry(1))).map(
      (at) => at - 1000,
    );
    const wide = notice[1] - notice[0];
    expect(found).toHaveLength(20_000);
    expect(Math.abs(errorsOff(sampleOf(found), (notice[0] + notice[1]) / 2 + 30))).toBeLessThan(4);
    expect(Math.abs(varianceErrorsOff(found, (wide * wide + 3600) / 12))).toBeLessThan(4);
    const law = sumOfTwo(wide, 60);
    expect(ksDistance(found, (x) => law(x - notice[0]))).toBeLessThan(KS);
    // And would tell a minute from three seconds more.
    const wrong = sumOfTwo(wide, 63);
    expect(ksDistance(found, (x) => wrong(x - notice[0]))).toBeGreaterThan(KS);
  });

  test("whoever tried within a second can send from its end on", () => {
    const played = playReconnect(scriptOf({ events: lost(1000.5, [1, 5]) }), mulberry(2));
    for (const { triedAt, backAt } of played.endpoints) {
      expect(backAt).toBe(1000.5 + Math.ceil(triedAt! - 1000.5));
    }
    expect(played.able.at(-1)!.able).toBe(20_000);
  });

  test("nobody else is touched", () => {
    const played = playReconnect(
      scriptOf({ endpoints: { "site-1": 403, "site-2": 401 }, events: lost(10, [1, 5], ["server-1"]) }),
      mulberry(3),
    );
    // 403 over four servers: 101 on the first, which takes a remainder.
    expect(tries(played)).toHaveLength(101);
    expect(Math.min(...played.able.map(({ able }) => able))).toBe(804 - 101);
  });
});

describe("a queue that is never empty", () => {
  test.each([0.1, 1, 2.5])("at %d sign-ins a second and server it is worked off in count / rate", (rate) => {
    const events = [...lost(0, [1, 5]), door(0, false), door(10_000, true)];
    const endpoints = { "site-1": 4000, "site-2": 0 };
    const played = playReconnect(scriptOf({ endpoints, signInsPerServer: rate, events }), mulberry(4));
    const last = Math.max(...played.endpoints.map(({ backAt }) => backAt! - 10_000));
    // More try than can be signed in: 4000 in 300 s are 13 a second.
    expect(last).toBeGreaterThanOrEqual(4000 / (4 * rate) - 1e-6);
    expect(last).toBeLessThanOrEqual(4000 / (4 * rate) + 5);
  });

  test("no cell signs in more than its credit, which an empty queue takes away", () => {
    const events = lost(0, [1, 5]);
    const played = playReconnect(
      scriptOf({ endpoints: { "site-1": 400, "site-2": 0 }, signInsPerServer: 0.4, events }),
      mulberry(5),
    );
    const served = played.able.slice(2).map(({ able }, index) => able - played.able[index + 1]!.able);
    // 1.6 a second: ones and twos.
    expect(new Set(served)).toEqual(new Set([1, 2]));
  });

  test("fewer servers are slower in proportion", () => {
    const events: ScriptEvent[] = [
      ...lost(0, [1, 1]),
      { at: 0, what: "detached", server: "server-1" },
      { at: 0, what: "detached", server: "server-2" },
      { at: 0, what: "detached", server: "server-3" },
    ];
    const script = scriptOf({ endpoints: { "site-1": 3000, "site-2": 0 }, signInsPerServer: 0.5, events });
    const last = Math.max(...playReconnect(script, mulberry(6)).endpoints.map(({ backAt }) => backAt!));
    expect(last).toBeGreaterThanOrEqual(6000);
    expect(last).toBeLessThan(6010);
  });
});

/** P(the wait exceeds x windows) at a moment anywhere in one, with one uniform attempt in each. */
function stillWaiting(x: number): number {
  if (x <= 0) return 1;
  if (x >= 2) return 0;
  if (x >= 1) return ((2 - x) * (2 - x) * (2 - x)) / 6;
  const y = 1 - x;
  return y * y + ((1 + y) / 2) * (1 - y * y) - (1 - y * y * y) / 3;
}

describe("a long outage", () => {
  // Windows of 60, 120 and 240 s after noticing, then of 300 s.
  const opened = 420 + 300 * 30;

  test("leaves the residual law of one attempt in each window of 300 s", () => {
    // Noticed anywhere within 300 s: the opening is anywhere in everybody's window.
    const events = [...lost(0, [60, 360]), door(0, false), door(opened, true)];
    const waits = tries(playReconnect(scriptOf({ events }), mulberry(7))).map((at) => (at - opened) / 300);
    expect(waits).toHaveLength(20_000);
    expect(ksDistance(waits, (x) => 1 - stillWaiting(x))).toBeLessThan(KS);
    // The gap between attempts is a triangle on (0, 2): E[X²] / 2 E[X] = 7 / 12.
    expect(Math.abs(errorsOff(sampleOf(waits), 7 / 12))).toBeLessThan(4);
  });

  test.each([0, 0.25, 0.9])("and at %d of everybody's window the law of that moment", (phase) => {
    const events = [...lost(0, [0, 0]), door(0, false), door(opened + 300 * phase, true)];
    const waits = tries(playReconnect(scriptOf({ events }), mulberry(8))).map(
      (at) => (at - opened) / 300 - phase,
    );
    // Still to come in this window, or, if it is gone already, anywhere in the next.
    const law = (x: number) =>
      Math.min(Math.max(x, 0), 1 - phase) + phase * Math.min(Math.max(x - (1 - phase), 0), 1);
    expect(ksDistance(waits, law)).toBeLessThan(KS);
  });

  test("the windows are 60, 120, 240 and 300 s long", () => {
    for (const [from, length] of [
      [0, 60],
      [60, 120],
      [180, 240],
      [420, 300],
      [720, 300],
    ] as const) {
      const events = [...lost(0, [0, 0]), door(0, false), door(from + 1e-9, true)];
      const waits = tries(playReconnect(scriptOf({ events }), mulberry(9))).map((at) => (at - from) / length);
      expect(ksDistance(waits, (x) => Math.min(Math.max(x, 0), 1))).toBeLessThan(KS);
    }
  });
});

describe("a way that is cut", () => {
  const cut = (length: number, kept: boolean): SlowReconnect => {
    const events: ScriptEvent[] = [
      ...lost(0, [60, 120]).map((event) => ({ ...event, kept }) as ScriptEvent),
      door(0, false),
      ...SERVERS.map((server): ScriptEvent => ({ at: length, what: "whole", home: "site-1", server })),
      door(length, true),
    ];
    return playReconnect(scriptOf({ events }), mulberry(10));
  };

  test("for 90 s half of the people have not noticed, and go on at once", () => {
    const signedIn = tries(cut(90, true)).length;
    expect(Math.abs(signedIn - 10_000)).toBeLessThan(4 * Math.sqrt(5000));
    expect(tries(cut(59, true))).toHaveLength(0);
    expect(tries(cut(121, true))).toHaveLength(20_000);
  });

  test("but they notice in vain if the server lost them", () => {
    expect(tries(cut(90, false))).toHaveLength(20_000);
  });
});

describe("a door that shuts again", () => {
  test("sends those in the queue away as if they had noticed at that instant", () => {
    const events = [...lost(0, [1, 1]), door(100, false), door(100_000 - 1000, true)];
    const script = scriptOf({ endpoints: { "site-1": 400, "site-2": 0 }, signInsPerServer: 0.25, events });
    const played = playReconnect({ ...script, cell: 1 }, mulberry(11));
    // One a second: from when the queue is there at second 2 until second 100, 98 or so.
    const early = played.endpoints.filter(({ backAt }) => backAt! <= 100).length;
    expect(early).toBeGreaterThan(90);
    expect(early).toBeLessThanOrEqual(99);
    expect(played.able.at(-1)!.able).toBe(400);
  });

  test("gives those who did not join the law of their loss and the new opening", () => {
    // Open for an instant only: nobody joins, and everything is as with one opening.
    const events = [
      ...lost(0, [0, 0]),
      door(0, false),
      door(470, true),
      door(470.000001, false),
      door(495, true),
    ];
    const waits = tries(playReconnect(scriptOf({ events }), mulberry(12))).map((at) => (at - 495) / 300);
    const phase = 0.25;
    const law = (x: number) =>
      Math.min(Math.max(x, 0), 1 - phase) + phase * Math.min(Math.max(x - (1 - phase), 0), 1);
    expect(ksDistance(waits, law)).toBeLessThan(KS);
  });
});

describe("servers that turn people away", () => {
  const full = (returns: boolean): SlowReconnect => {
    const events: ScriptEvent[] = [
      { at: 0, what: "detached", server: "server-1" },
      ...lost(0, [1, 5], ["server-1"]),
      ...(returns ? [{ at: 2000, what: "attached", server: "server-1" } as const] : []),
    ];
    const endpoints = { "site-1": 1000, "site-2": 0 };
    return playReconnect(scriptOf({ endpoints, mostPerServer: 260, events }), mulberry(13));
  };

  test("take what they have room for", () => {
    // Three with room for ten each beside their 250.
    expect(full(false).able.at(-1)!.able).toBe(780);
  });

  test("and the rest once there is room, at a uniform moment of 300 s", () => {
    const played = full(true);
    expect(played.able.at(-1)!.able).toBe(1000);
    const late = tries(played).filter((at) => at > 2000);
    expect(late).toHaveLength(220);
    expect(ksDistance(late, (at) => Math.min((at - 2000) / 300, 1))).toBeLessThan(KS);
  });
});
