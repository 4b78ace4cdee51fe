/** Chat servers that fail, return, attach and are activated, in figures that can be worked out on paper. */
import { describe, expect, test } from "vitest";
import { ALL, OF_ONE, since, strike, Told } from "./users-telling.js";

const crash = (more: object = {}) => ({
  failures: [strike("server-crash", { where: "server-4", how: "process", lasts: "3 h", ...more })],
});

describe("the users of a server that crashes", () => {
  test("lose their sessions, and have not got them back when it runs again a second later", () => {
    const told = new Told(crash({ lasts: "1 s" }), { users: { noticeReset: "60 s" } });
    // It runs from 1 s on, and is attached from 21 s on.
    expect(told.facts("attached").map(({ at }) => since(at))).toEqual([21]);
    for (const time of [0, 21, 60]) expect(told.ableAfter(time)).toBe(ALL - OF_ONE);
    expect(told.ableAfter(61)).toBe(ALL);
  });

  test("are back 4 s after its process stopped: 3 s to notice, a second to try", () => {
    const told = new Told(crash());
    // 300 sign-ins a second at three servers: all of them within the cell in which they try.
    expect(told.ableAfter(3)).toBe(ALL - OF_ONE);
    expect(told.ableAfter(4)).toBe(ALL);
    expect(told.incident.rtoFull).toBe(4);
  });

  test("are back 101 s after its host fell silent, which takes 100 s to notice", () => {
    const told = new Told(crash({ how: "host" }));
    expect(told.ableAfter(100)).toBe(ALL - OF_ONE);
    expect(told.ableAfter(101)).toBe(ALL);
  });
});

describe("signing in", () => {
  const slow = { users: { signInsPerServer: "0.4 / s" } };

  test("takes as many whole endpoints as have been earned, and what is left over is kept", () => {
    const told = new Told(slow, crash());
    // Three servers take 1.2 a second; they try in the fourth second, and n cells have let in ⌊1.2 n⌋ of them.
    for (const [cells, signedIn] of [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
      [5, 6],
      [10, 12],
      [101, 121],
      [124, 148],
      [125, 150],
    ] as const) {
      expect(told.ableAfter(3 + cells), `after ${cells} cells`).toBe(ALL - OF_ONE + signedIn);
    }
  });

  test("saves nothing up while nobody wants to sign in", () => {
    // For 100 s nobody has noticed: what 100 cells could have let in, 120 endpoints, is gone.
    const told = new Told(slow, crash({ how: "host" }));
    expect(told.ableAfter(101)).toBe(ALL - OF_ONE + 1);
    expect(told.ableAfter(105)).toBe(ALL - OF_ONE + 6);
  });
});

describe("the longest outage", () => {
  // One server, back after 100 s and attached 20 s later. Then 600 try within a second, and 100 a second sign in.
  const alone = {
    layout: { "site-1": { active: 1 }, "site-2": { idle: 1 } },
    failures: [strike("server-crash", { where: "server-1", how: "process", lasts: "97 s" })],
    servers: { reattach: "20 s" },
  };

  test("ends when the share can send again that restoredAt says, and its curve goes on to the last", () => {
    const { incident } = new Told(alone, { restoredAt: "50 %" });
    expect(incident.rto).toBe(120);
    expect(incident.rtoFull).toBe(123);
    expect(incident.rtoCurve).toEqual({ "50": 120, "90": 123, "95": 123, "100": 123 });
    expect(incident.usersDown).toBe(1);
  });

  test("by default ends with 95 of 100, which here are the last ones", () => {
    expect(new Told(alone).incident.rto).toBe(123);
  });
});

describe("a server attaches", () => {
  test("20 s after its database serves again, and all who kept their sessions can send at once", () => {
    const told = new Told({ failures: [strike("principal-crash", { how: "process", lasts: "60 s" })] });
    const serves = told.facts("serves").map(({ at }) => since(at));
    expect(serves.at(-1)).toBe(60);
    expect(told.ableAfter(79.999999)).toBe(0);
    expect(told.ableAfter(80)).toBe(ALL);
    expect(told.facts("sessions-lost")).toEqual([]);
  });
});

describe("messages", () => {
  // Ten a second, evenly; nobody can send for 80 s: the database is down for 60, and its servers attach after 20.
  const down = { failures: [strike("principal-crash", { how: "process", lasts: "60 s" })] };

  test("are refused while nobody can send, and only then", () => {
    expect(new Told(down).timeline.messages.refused).toBe(800);
  });

  test("that are tried again for 45 s are refused in the first 35 s only", () => {
    expect(new Told(down, { users: { retryFor: "45 s" } }).timeline.messages.refused).toBe(350);
  });

  test("are refused by the quarter while a quarter cannot send, however often something else happens", () => {
    const quiet = { users: { noticeReset: "1000 s" } };
    const { failures } = crash();
    // A quarter of ten a second for 1000.0 s and no more than the second in which they try and sign in.
    const alone = new Told(quiet, { failures }).timeline.messages.refused;
    expect(alone).toBeGreaterThanOrEqual(2500);
    expect(alone).toBeLessThanOrEqual(2503);
    // Idle servers that fail cut the time into pieces of 0.3 s with three messages each, and change nothing else.
    const others = Array.from({ length: 40 }, (_, index) => ({
      ...strike("server-crash", { where: "server-8", how: "process", lasts: "0.15 s" }),
      at: `${8 * 3600 + 10 + index * 0.3} s`,
    }));
    const disturbed = new Told(quiet, { failures: [...failures, ...others] }).timeline.messages.refused;
    expect(Math.abs(disturbed - alone)).toBeLessThanOrEqual(1);
  });
});

describe("people", () => {
  const awake = { people: { detect: "5 min" } };

  test("activate an idle server for one that is gone: 5 min to know, 2 min by hand, a minute to be known everywhere", () => {
    const told = new Told(awake, crash());
    expect(told.done("activate-spare")).toEqual([480]);
    expect(told.facts("active-servers").map(({ servers }) => servers)).toEqual([
      ["server-1", "server-2", "server-3", "server-5"],
    ]);
    // And it warms up for a minute.
    const { at, server } = told.facts("attached")[0]!;
    expect([server, since(at)]).toEqual(["server-5", 540]);
  });

  test("activate none that is far from the database", () => {
    const told = new Told(awake, crash(), { wan: { roundTrip: "21 ms" } });
    expect(told.facts("active-servers")).toEqual([]);
  });

  test("leave it where the server is back before they have", () => {
    const told = new Told(awake, crash({ lasts: "479 s" }));
    expect(told.facts("active-servers")).toEqual([]);
    const given = told
      .facts("step")
      .filter(({ step, state }) => step === "activate-spare" && state === "given-up");
    expect(given.map(({ at }) => since(at))).toEqual([479]);
  });

  test("who fail over to the other site activate four of its servers, those that were active first", () => {
    const told = new Told(awake, {
      layout: { "site-1": { active: 2 }, "site-2": { active: 2, idle: 4 } },
      failures: [strike("site-loss", { where: "site-1", lasts: "10 h" })],
    });
    expect(told.facts("active-servers").map(({ servers }) => servers)).toEqual([
      ["server-3", "server-4", "server-5", "server-6"],
    ]);
  });
});

describe("users who take long to come back", () => {
  // Nobody looks at the schedule for a long time, and then the incident closes: at one moment or another.
  test.each([40, 45, 50, 55, 60, 65])(
    "leave nothing unshipped: every backup and copy ran (%s per hour)",
    (rate) => {
      const told = new Told(crash({ lasts: "10 min" }), { users: { signInsPerServer: `${rate / 4} / h` } });
      expect(since(told.incident.closed!)).toBeGreaterThan(2 * 3600);
      expect(told.incident.unshipped).toBe(0);
      expect(told.incident.exposure).toBe(0);
    },
  );
});

describe("servers that turn away whom they have no room for", () => {
  test("do not sign in for the one that has: ten a second, and not forty", () => {
    const told = new Told(crash({ lasts: "10 min" }), {
      users: { overload: "reject", signInsPerServer: "10 / s" },
      servers: { usersPerServer: 100 },
    });
    // Back after 600 s, attached 20 s later; whoever was turned away tries within a second of that.
    expect(told.ableAfter(620)).toBe(ALL - OF_ONE);
    expect(told.ableAfter(630)).toBe(ALL - OF_ONE + 100);
    expect(told.ableAfter(634)).toBe(ALL - 10);
    expect(told.ableAfter(635)).toBe(ALL);
  });
});
