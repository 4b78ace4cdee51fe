/** A link that is cut between users, servers and database, a site that takes its users along, and copies beside it. */
import { describe, expect, test } from "vitest";
import { seconds } from "./playing.js";
import { ALL, HOME, STRUCK, since, strike, Told } from "./users-telling.js";

const cut = (lasts: string) => ({ failures: [strike("wan-cut", { lasts })] });
const split = { layout: "high-bandwidth" };
/** Of each home's endpoints, half have their server in site 1. */
const HALF = { "site-1": HOME["site-1"] / 2, "site-2": HOME["site-2"] / 2 };

describe("over a cut link", () => {
  test("only those can send who need nothing beyond it", () => {
    expect(new Told(cut("1 h")).ableAfter(0)).toBe(HOME["site-1"]);
    expect(new Told(split, cut("1 h")).ableAfter(0)).toBe(HALF["site-1"]);
  });

  test("nobody has lost anything who has not noticed when it is back", () => {
    // 70 s are less than the 100 s that silence takes to be noticed.
    const told = new Told(cut("70 s"));
    expect(told.ableAfter(69)).toBe(HOME["site-1"]);
    expect(told.ableAfter(70)).toBe(ALL);
  });

  test("everybody has who noticed before, and signs in again within a second of its return", () => {
    const told = new Told(cut("101 s"));
    expect(told.ableAfter(101)).toBe(HOME["site-1"]);
    expect(told.ableAfter(102)).toBe(ALL);
  });

  test("servers away from the database reattach 20 s after its return, with the sessions they kept", () => {
    const told = new Told(split, cut("70 s"), { servers: { recycle: { after: "10 min" } } });
    expect(told.ableAfter(70)).toBe(HALF["site-1"] + HALF["site-2"]);
    expect(told.ableAfter(89)).toBe(HALF["site-1"] + HALF["site-2"]);
    expect(told.ableAfter(90)).toBe(ALL);
  });

  test("they recycle after a minute, and whoever was there has to sign in elsewhere", () => {
    const told = new Told(split, cut("70 s"));
    const lost = told.facts("sessions-lost").map(({ at, server, home, endpoints, notice }) => {
      return [since(at), server, home, endpoints, notice];
    });
    expect(lost).toContainEqual([60, "server-5", "site-2", 60, "reset"]);
    expect(lost).toContainEqual([60, "server-6", "site-2", 60, "reset"]);
    // Of site 1, those whose server recycled have no session that could go on.
    expect(told.ableAfter(70)).toBe(HALF["site-1"] + HALF["site-2"]);
    // Site 2's have noticed at 63 s, and sign in at servers 1 and 2 within a second: 120 of them.
    expect(told.ableAfter(71)).toBe(HALF["site-1"] + HOME["site-2"]);
  });

  test("a restart that has begun is finished, though the link is back", () => {
    const told = new Told(split, cut("70 s"));
    // Down at 60 s for 90 s; attached 20 s later.
    const up = told.facts("server").filter((fact) => fact.up);
    expect(up.map(({ at, server }) => [since(at), server])).toEqual([
      [150, "server-5"],
      [150, "server-6"],
    ]);
    const attached = told.facts("attached").map(({ at }) => since(at));
    expect(attached).toEqual([170, 170]);
  });

  test("whoever's server was gone meanwhile has no session that could go on", () => {
    const told = new Told(split, {
      servers: { recycle: { after: "10 min" } },
      failures: [
        strike("wan-cut", { lasts: "70 s" }),
        { what: "server-crash", where: "server-5", at: `${STRUCK + 10} s`, how: "process", lasts: "3 h" },
      ],
    });
    // Server 6 reattaches at 90 s with its 90 and 60. Site 2's 60 of server 5 noticed at 13 s, and sign in at 71 s.
    expect(told.ableAfter(89)).toBe(HALF["site-1"] + HALF["site-2"] + 60);
    expect(told.ableAfter(90)).toBe(ALL - 90);
    // Site 1's 90 of server 5 have heard nothing for 100 s then.
    expect(told.ableAfter(100)).toBe(ALL - 90);
    expect(told.ableAfter(101)).toBe(ALL);
  });

  test("whoever has nothing to go on with notices no sooner for the link's return", () => {
    // Evenly from 60 to 120 s: at 71 s some 30 of site 1's 180 have noticed who sat with servers 5 and 6.
    const told = new Told(split, cut("70 s"), { users: { noticeSilence: { uniform: ["60 s", "120 s"] } } });
    const back = (time: number) => told.ableAfter(time) - HALF["site-1"] - HOME["site-2"];
    // Six standard deviations of 5 either side; all of site 2's are back by then.
    expect(back(72)).toBeLessThan(66);
    expect(back(121)).toBe(HALF["site-1"]);
  });

  test("servers restart every 5 min, and are up at once when the link is back between two restarts", () => {
    // Restarts from 60 to 150 s, from 360 to 450 s; the link is back at 500 s.
    const told = new Told(split, cut("500 s"));
    const up = told.facts("server").filter((fact) => fact.up);
    expect(up.map(({ at }) => since(at))).toEqual([500, 500]);
  });
});

describe("a site that is lost", () => {
  const away = { failures: [strike("site-loss", { where: "site-2", lasts: "1 h" })] };

  test("takes no people with it: they count, and wait for their Front End", () => {
    const told = new Told(away);
    expect([told.ableAfter(0), told.countedAfter(0)]).toEqual([HOME["site-1"], ALL]);
    expect(told.incident.usersDown).toBeCloseTo(HOME["site-2"] / ALL, 9);
  });

  test("takes them along where they stay with it: nobody who is there is cut off", () => {
    const told = new Told(away, { users: { stayWithSite: true } });
    expect([told.ableAfter(0), told.countedAfter(0)]).toEqual([HOME["site-1"], HOME["site-1"]]);
    expect(told.incident.rto).toBe(0);
    expect([told.ableAfter(3600), told.countedAfter(3600)]).toEqual([HOME["site-1"], ALL]);
    expect([told.ableAfter(3601), told.countedAfter(3601)]).toEqual([ALL, ALL]);
  });

  test.each(["low-bandwidth", "database-only"])(
    "leaves nobody of it who waits for an answer (%s)",
    (layout) => {
      const { latency } = new Told(away, { layout, users: { stayWithSite: true } }).incident;
      const first = latency.find(({ at }) => at === STRUCK)!;
      expect(first["site-1"]).not.toBeNull();
      expect(first["site-2"]).toBeNull();
      expect(latency.at(-1)!["site-2"]).not.toBeNull();
    },
  );

  test("with the database is over for those who are left when all of them can send", () => {
    const told = new Told(
      { users: { stayWithSite: true }, people: { detect: "5 min" }, frontEnd: { failover: "20 min" } },
      { failures: [strike("site-loss", { where: "site-1", lasts: "10 h" })] },
    );
    const back = told.facts("able").find(({ endpoints }) => endpoints === HOME["site-2"])!;
    expect(told.countedAfter(0)).toBe(HOME["site-2"]);
    expect(told.incident.rto).toBe(since(back.at));
  });
});

describe("users who leave with their site", () => {
  const stay = { users: { stayWithSite: true, signInsPerServer: "5 / s" }, people: { detect: "5 min" } };
  const later = (time: number) => ({ at: seconds(STRUCK + time) });

  test("in the middle of an outage are missed no more: of the others as many as could before have to be back", () => {
    // A crashed server leaves 270 and 180 who can send, more than half: no outage. Then nobody can, and site 1 leaves.
    const told = new Told(stay, {
      restoredAt: "50 %",
      failures: [
        strike("server-crash", { where: "server-1", lasts: "10 h" }),
        strike("principal-crash", { ...later(1), lasts: "10 h" }),
        strike("site-loss", { ...later(2), where: "site-1", lasts: "10 h" }),
      ],
    });
    const back = (count: number) =>
      told.facts("able").find(({ at, endpoints }) => at > STRUCK + 3 && endpoints >= count)!.at;
    expect([told.ableAfter(0), told.ableAfter(1), told.countedAfter(2)]).toEqual([450, 0, HOME["site-2"]]);
    expect(told.incident.rto).toBe(since(back(90)) - 1);
    expect(back(90)).toBeLessThan(back(120));
    // All of them could before the first crash.
    expect(told.incident.rtoFull).toBe(since(back(HOME["site-2"])));
  });

  test("all of them at the instant at which the others lose the database leave nobody who is cut off", () => {
    const both = ["site-1", "site-2"].map((where) => strike("site-loss", { where, lasts: "1 h" }));
    expect(new Told(stay, { failures: both }).incident.rto).toBe(0);
  });

  test("all of them in the middle of an outage leave it to whoever can send first", () => {
    const both = ["site-1", "site-2"].map((where) =>
      strike("site-loss", { ...later(1), where, lasts: "1 h" }),
    );
    const told = new Told(stay, { failures: [strike("principal-crash", { lasts: "2 h" }), ...both] });
    const first = told.facts("able").find(({ at, endpoints }) => at > STRUCK + 1 && endpoints > 0)!;
    expect([told.ableAfter(0), told.countedAfter(1)]).toEqual([0, 0]);
    expect(told.incident.rto).toBe(since(first.at));
    expect(told.incident.rtoParts!.reconnect).toBeLessThan(60);
  });
});

describe("copies", () => {
  /** 24 s for 300 MB at 12.5 MB/s, and 40 ms on the way. */
  const narrow = {
    wan: { bandwidth: "100 Mbps", roundTrip: "80 ms", efficiency: 1, poolTraffic: "modelled" },
  };
  const busy = { traffic: { deliveriesPerMessage: 125, delivery: "1 KB" } };

  const copyAt = (told: Told, at: number) => {
    const copy = told.facts("copy").find((fact) => Math.abs(fact.at - at) < 1e-6)!;
    return Math.round((copy.until - copy.at) * 1e6) / 1e6;
  };

  test("have what the pool's own messages leave of the link", () => {
    // Ten a second to 125 users with 1.5 devices each, two fifths of them in site 2: 750 KB/s of 12.5 MB/s.
    const told = new Told(narrow, busy, { failures: [strike("witness-crash")] });
    expect(copyAt(told, STRUCK + 930)).toBeCloseTo(300 / 11.75 + 0.04, 5);
  });

  test("have all of it while the Front End of site 2 is lost, since nothing is delivered there", () => {
    const told = new Told(narrow, busy, {
      failures: [strike("front-end-loss", { where: "front-end-2", lasts: "5 h" })],
    });
    expect(copyAt(told, STRUCK + 930)).toBeCloseTo(24.04, 5);
  });
});
