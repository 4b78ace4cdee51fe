/** Front Ends and the next hop: who cannot send without them, who moves whom, and who comes back by himself. */
import { describe, expect, test } from "vitest";
import { ALL, HOME, since, strike, Told } from "./users-telling.js";

const lost = (where: string, lasts: string) => ({ failures: [strike("front-end-loss", { where, lasts })] });
const awake = { people: { detect: "5 min" }, frontEnd: { failover: "20 min" } };
/** 5 min to know, 10 to decide, 20 to fail over. */
const MOVED = 2100;

const carried = (told: Told) => told.facts("carried").map(({ at, home, by }) => [since(at), home, by]);

describe("without a Front End", () => {
  test("its own users cannot send, and the others can", () => {
    const told = new Told(lost("front-end-2", "10 min"));
    expect(told.ableAfter(0)).toBe(HOME["site-1"]);
    expect(told.ableAfter(600)).toBe(HOME["site-1"]);
    // They have noticed long ago, and try within a second of its return.
    expect(told.ableAfter(601)).toBe(ALL);
  });

  test("that is the next hop nobody can send, and the others keep their sessions for it", () => {
    const told = new Told(lost("front-end-1", "10 min"));
    expect(told.ableAfter(0)).toBe(0);
    expect(told.ableAfter(600)).toBe(HOME["site-2"]);
    expect(told.ableAfter(601)).toBe(ALL);
  });

  test("attempts from before its return are wasted: with windows of 300 s half of the people miss the first", () => {
    const told = new Told(lost("front-end-2", "250 s"), {
      users: { backOff: "300 s", longestBackOff: "300 s" },
    });
    // Noticed at 100 s, windows from 100 to 400 s and from 400 to 700 s. Of 240, half have tried by 250 s in vain;
    // ten seconds later eight or so more have tried, and at 400 s the other half. Six standard deviations either side.
    expect(told.ableAfter(260) - HOME["site-1"]).toBeLessThan(26);
    expect(Math.abs(told.ableAfter(400) - HOME["site-1"] - 120)).toBeLessThan(47);
    expect(told.ableAfter(701)).toBe(ALL);
  });
});

describe("people", () => {
  test("fail a Front End over 35 min after its loss, and with it the next hop", () => {
    const told = new Told(awake, lost("front-end-1", "10 h"));
    expect(carried(told)).toEqual([
      [MOVED, "site-1", "front-end-2"],
      [MOVED, "next-hop", "front-end-2"],
    ]);
    expect(told.ableAfter(MOVED - 0.000001)).toBe(0);
    expect(told.ableAfter(MOVED)).toBe(HOME["site-2"]);
    expect(told.ableAfter(MOVED + 1)).toBe(ALL);
  });

  test("wait one out that is back before that", () => {
    const told = new Told(awake, lost("front-end-1", "34 min"));
    expect(carried(told)).toEqual([]);
  });

  test("move nobody back, so that the other one's loss then cuts everybody off", () => {
    const told = new Told(awake, {
      failures: [
        strike("front-end-loss", { where: "front-end-1", lasts: "1 h" }),
        { what: "front-end-loss", where: "front-end-2", at: `${8 * 3600 + 7200} s`, lasts: "10 min" },
      ],
    });
    expect(told.ableAfter(7100)).toBe(ALL);
    expect(told.ableAfter(7200)).toBe(0);
    // 600 of them at 400 a second.
    expect(told.ableAfter(7802)).toBe(ALL);
  });

  test("who serve from site 2 while the link is cut move the next hop there too", () => {
    const told = new Told(awake, {
      failures: [strike("wan-cut", { response: "fail-over", lasts: "12 h" })],
    });
    expect(carried(told).map(([, ...rest]) => rest)).toEqual([["next-hop", "front-end-2"]]);
    // Those of site 2 can send then, whose own Front End never was away; those of site 1 are beyond the cut.
    expect(told.ableAfter(5 * 3600)).toBe(HOME["site-2"]);
  });
});

describe("people who go back", () => {
  const goBack = { failback: {} };
  const OUT = [
    [MOVED, "site-1", "front-end-2"],
    [MOVED, "next-hop", "front-end-2"],
  ];
  /** An hour after the Front End of site 1 stands again. */
  const back = (from: number) => [
    [from + 3600, "site-1", "front-end-1"],
    [from + 3600, "next-hop", "front-end-1"],
  ];

  test("fail a Front End back an hour after it stands again, and cut nobody off by it", () => {
    const told = new Told(awake, goBack, lost("front-end-1", "2 h"));
    expect(carried(told)).toEqual([...OUT, ...back(7200)]);
    expect(told.ableAfter(7200 + 3600)).toBe(ALL);
  });

  test("begin anew where the Front End was lost again meanwhile", () => {
    const told = new Told(awake, goBack, {
      failures: [
        strike("front-end-loss", { where: "front-end-1", lasts: "2 h" }),
        { what: "front-end-loss", where: "front-end-1", at: `${8 * 3600 + 9000} s`, lasts: "10 min" },
      ],
    });
    expect(carried(told)).toEqual([...OUT, ...back(7200 + 40 * 60)]);
  });

  test("wait until a cut link is whole", () => {
    const told = new Told(awake, goBack, {
      failures: [
        strike("front-end-loss", { where: "front-end-1", lasts: "2 h" }),
        { what: "wan-cut", at: `${8 * 3600 + 9000} s`, lasts: "1 h" },
      ],
    });
    expect(carried(told)).toEqual([...OUT, ...back(7200 + 90 * 60)]);
  });
});
