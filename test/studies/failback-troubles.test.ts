/**
 * Trouble in the middle of a failback, in each of its steps: what waits, what goes on, what is given up, and what that
 * costs. Undisturbed, the steps end at these seconds after people began; the pool stands still from 180 on.
 */
import { describe, expect, test } from "vitest";
import { complaintsAboutOperations, lackingAtTheEnd } from "./operations-books.js";
import {
  BEGINS,
  DISK,
  FAILED_OVER,
  MIRROR,
  SETTING,
  siteOne,
  siteTwo,
  Told,
  wanCut,
} from "./operations-telling.js";
import { even, HOUR, type Mapping, MINUTE, rounded, seconds } from "./playing.js";

const ENDS = {
  "clear-active-servers": 180,
  "remove-secondary-mirroring": 300,
  "back-up-secondary": 8420.04,
  "restore-on-primary": 9540.04,
  "mirror-primary": 11_660.04,
  "ship-logs-again": 20_780.08,
  "restore-on-secondary": 21_780.08,
  "activate-primary-servers": 21_960.08,
  "switch-pool-state-back": 22_140.08,
} as const;
const WHOLE = ENDS["switch-pool-state-back"];
/** To notice and to decide; and a setting, with which the pool is open again where it was. */
const DECIDED = 300 + 1800;
const REOPENED = DECIDED + SETTING;
const BUILT = 120 + MIRROR;

const play = (trouble: readonly Mapping[], changes: Mapping = {}): Told =>
  new Told({ failback: {} }, changes, { failures: [siteOne(), ...trouble] });

/** Seconds after people began. */
const after = (time: number): number => BEGINS + time;
const since = (instant: number | null): number | null =>
  instant === null ? null : rounded(instant - BEGINS);
const outagesOf = (told: Told) => told.outages.slice(1).map(([from, to]) => [since(from), since(to)]);
const spansOf = (told: Told) =>
  told.operations.map(({ opened, closed, outcome }) => [since(opened), since(closed), outcome]);
const refusedOf = (told: Told) => told.operations.map(({ messages }) => messages.refused);
const doneAt = (told: Told, step: string) => told.done(step).map(since);

function expectHome(told: Told): void {
  expect(complaintsAboutOperations(told.timeline)).toEqual([]);
  expect(lackingAtTheEnd(told.timeline)).toEqual([]);
  expect(told.timeline.waiting).toEqual([]);
}

describe("the link is cut", () => {
  test("for less than it takes to notice and to decide: the copy begins again, and all of it is that much later", () => {
    const told = play([wanCut(after(1420), "30 min")]);
    const late = 1420 + 30 * MINUTE - ENDS["remove-secondary-mirroring"];
    expect(spansOf(told)).toEqual([[0, rounded(WHOLE + late), "done"]]);
    expect(outagesOf(told)).toEqual([[180, rounded(WHOLE + late)]]);
    expect(refusedOf(told)).toEqual([even(after(180), after(WHOLE + late))]);
    expectHome(told);
  });

  test("for longer: people open the pool where it was, and fail back once more when all stands", () => {
    const told = play([wanCut(after(1420), "1 h")]);
    const again = 1420 + REOPENED + BUILT;
    expect(spansOf(told)).toEqual([
      [0, 1420 + REOPENED, "given-up"],
      [again, rounded(again + WHOLE), "done"],
    ]);
    expect(outagesOf(told)[0]).toEqual([180, 1420 + REOPENED]);
    expect(refusedOf(told)).toEqual([(1420 + REOPENED - 180) * 10, 219_600]);
    expect(told.operations.map(({ rpo }) => rpo)).toEqual([0, 0]);
    expectHome(told);
  });

  test.each([
    [DECIDED - 1, "done"],
    [DECIDED + 1, "given-up"],
  ])("for %d s: %s", (lasts, outcome) => {
    expect(play([wanCut(after(1420), `${lasts} s`)]).operations[0]!.outcome).toBe(outcome);
  });

  test("while nothing crosses it, and what needs it next can be put off: the pool goes home unshipped, and loses nothing", () => {
    const told = play([wanCut(after(9000), "1 h")], { failback: { order: "safer" } });
    const home = ENDS["mirror-primary"] + SETTING;
    expect(outagesOf(told)).toEqual([[180, rounded(home)]]);
    expect(spansOf(told)).toEqual([[0, rounded(home + SETTING), "done"]]);
    expect(told.operation.rpo).toBe(0);
    expectHome(told);
  });

  test("the same as documented: servers that are active before the switch reach no database over a cut link", () => {
    const told = play([wanCut(after(9000), "1 h")]);
    expect(outagesOf(told)).toEqual([[180, rounded(ENDS["mirror-primary"] + 2 * SETTING)]]);
    expect(told.operation).toMatchObject({ rpo: 0, messages: { lost: 0 } });
    expectHome(told);
  });

  test("in the middle of the way to site 2: that is broken off, and nobody waits for it", () => {
    const told = play([wanCut(after(13_000), "1 h")], { failback: { order: "safer" } });
    expect(spansOf(told)).toEqual([[0, 13_000 + 2 * SETTING, "done"]]);
    expectHome(told);
  });
});

describe("the link is slow in the middle of a copy: 20 Mbps for two hours", () => {
  const slow = (at: number): Mapping => {
    return { what: "wan-slow", at: seconds(after(at)), lasts: "2 h", bandwidth: "20 Mbps" };
  };

  test("of site 2's database: 25 GB before, 18 GB meanwhile, 57 GB behind it", () => {
    // A person until 420 and 0.04 s on the way; 2000 s at 12.5 MB/s, 7200 s at 2.5 MB/s, 4560 s at 12.5 MB/s.
    const told = play([slow(2420.04)]);
    expect(doneAt(told, "back-up-secondary")).toEqual([420.04 + 2000 + 7200 + 4560]);
    expect(rounded(told.operation.rto!)).toBe(rounded(WHOLE - SETTING + 5760));
    expectHome(told);
  });

  test("of the primary's, on its way to site 2", () => {
    const told = play([slow(12_780.08 + 2000)]);
    expect(doneAt(told, "ship-logs-again")).toEqual([rounded(12_780.08 + 2000 + 7200 + 4560)]);
  });

  test("while nothing crosses it: no difference", () => {
    const told = play([{ ...slow(8500), lasts: "1000 s" }]);
    expect(spansOf(told)).toEqual([[0, WHOLE, "done"]]);
  });
});

describe("site 1 is lost again", () => {
  test("before its database is restored: given up, opened again at site 2, and once more from the beginning", () => {
    const told = play([siteOne(after(1420), { lasts: "1 h" })]);
    const again = 1420 + REOPENED + BUILT;
    expect(spansOf(told)).toEqual([
      [0, 1420 + REOPENED, "given-up"],
      [again, rounded(again + WHOLE), "done"],
    ]);
    expect(told.incidents[1]).toMatchObject({ rpo: 0, messages: { lost: 0, refused: 0 } });
    expectHome(told);
  });

  test("while its mirror is built: the same, for no server there can be made active", () => {
    const told = play([siteOne(after(10_000), { lasts: "1 h" })]);
    expect(outagesOf(told)[0]).toEqual([180, 10_000 + REOPENED]);
    expect(spansOf(told)[0]).toEqual([0, 10_000 + REOPENED, "given-up"]);
    expectHome(told);
  });

  test("for good: the pool stays at site 2, and says what it waits for", () => {
    const told = play([siteOne(after(1420), { lasts: "forever" })]);
    expect(spansOf(told)).toEqual([[0, 1420 + REOPENED, "given-up"]]);
    expect(complaintsAboutOperations(told.timeline)).toEqual([]);
    expect(told.timeline.waiting.map(({ who }) => who)).toContain("log shipping");
  });

  test("when site 2's database is that of the primary: people fail over to it, and nothing is lost", () => {
    const told = play([siteOne(after(21_800), { lasts: "forever" })]);
    expect(outagesOf(told)).toEqual([[180, 21_800 + FAILED_OVER]]);
    expect(spansOf(told)).toEqual([[0, 21_800 + FAILED_OVER, "given-up"]]);
    expect(refusedOf(told)).toEqual([(21_800 + FAILED_OVER - 180) * 10]);
    expect(told.incidents.map(({ rpo }) => rpo)).toEqual([450, 0]);
    expect(complaintsAboutOperations(told.timeline)).toEqual([]);
  });

  test("while that is being restored: it is restored to its end before anybody recovers it", () => {
    const people = { detect: "0 s", decide: "0 s", step: "10 s" };
    // By hand 10 s: a setting 70 s, and 8 × 110 s sooner. Restored from 20,120 to 21,120 s or so.
    const whole = play([], { people });
    const [restored] = whole.done("restore-on-secondary");
    const told = play([siteOne(restored! - 500, { lasts: "forever" })], { people });
    expect(told.outages.at(-1)![1]!).toBeGreaterThanOrEqual(restored!);
    expect(told.incidents.map(({ rpo }) => rpo)).toEqual([450, 0]);
  });

  test("100 s after the switch: what it accepted since is lost, back to the full backup that site 2 was restored from", () => {
    const told = play([siteOne(after(WHOLE + 100), { lasts: "forever" })]);
    const cut = ENDS["mirror-primary"] + 120;
    expect(rounded(told.incidents[1])).toMatchObject({
      rpo: rounded(WHOLE + 100 - cut),
      lostStretches: [{ from: rounded(after(cut)), to: rounded(after(WHOLE + 100)) }],
      rto: FAILED_OVER,
      messages: { lost: 1000 },
    });
    expect(spansOf(told)).toEqual([[0, WHOLE, "done"]]);
  });
});

describe("site 2 is lost", () => {
  test("before the primary is restored: nothing is left to go on with, and its return ends the outage", () => {
    const told = play([siteTwo(after(1420), "1 h")]);
    const back = 1420 + HOUR + 120;
    expect(outagesOf(told)[0]).toEqual([180, back]);
    expect(spansOf(told)).toEqual([
      [0, back, "given-up"],
      [back + BUILT, rounded(back + BUILT + WHOLE), "done"],
    ]);
    expectHome(told);
  });

  test.each([
    ["mirror-primary", 10_000, ENDS["mirror-primary"]],
    ["ship-logs-again", 13_000, 13_000],
    ["restore-on-secondary", 21_000, 21_000],
  ])("in %s: the pool goes home without it, and it is built anew when it is back", (step, at, from) => {
    const told = play([siteTwo(after(at), "1 h")], { failback: { order: "safer" } });
    expect(outagesOf(told)).toEqual([[180, rounded(from + SETTING)]]);
    // What has arrived at site 2 is owed: it is restored, in 1000 s, when that is back.
    const ends = step === "restore-on-secondary" ? at + HOUR + DISK : from + 2 * SETTING;
    expect(spansOf(told)).toEqual([[0, rounded(ends), "done"]]);
    expect(told.operation.rpo).toBe(0);
    expectHome(told);
  });

  test("for good, behind the restore: the pool is home, unshipped for ever, and says so", () => {
    const told = play([siteTwo(after(10_000), "forever")], { failback: { order: "safer" } });
    expect(told.operation).toMatchObject({ outcome: "done", rpo: 0 });
    expect(told.timeline.waiting.map(({ who }) => who)).toContain("log shipping");
    expect(complaintsAboutOperations(told.timeline)).toEqual([]);
  });

  test("for good, before it: nothing serves any more, and the summary says null", () => {
    const told = play([siteTwo(after(1420), "forever")]);
    expect(told.outages.at(-1)![1]).toBeNull();
    expect(told.timeline.waiting.map(({ who }) => who)).toContain("database");
    expect(complaintsAboutOperations(told.timeline)).toEqual([]);
  });
});

describe("one machine, or the share", () => {
  test("the share, for half an hour: the backup begins again", () => {
    const told = play([{ what: "share-loss", at: seconds(after(1420)), lasts: "30 min" }]);
    expect(doneAt(told, "back-up-secondary")).toEqual([1420 + 1800 + 8120.04]);
    expectHome(told);
  });

  test("the principal, home again: its mirror takes over by itself in 13 s, and ships", () => {
    const told = play([{ what: "principal-crash", at: seconds(after(25_000)), lasts: "1 h" }]);
    expect(outagesOf(told)[1]).toEqual([25_000, 25_013]);
    expect(told.incidents[1]).toMatchObject({ rpo: 0, recoveredFrom: "mirror" });
    expectHome(told);
  });

  test("the secondary, unmirrored as it is by then: its return opens the pool again", () => {
    const crash = { what: "secondary-crash", where: "secondary", at: seconds(after(1420)), lasts: "1 h" };
    const told = play([crash]);
    expect(outagesOf(told)[0]).toEqual([180, 1420 + HOUR + 120]);
    expect(spansOf(told)[0]).toEqual([0, 1420 + HOUR + 120, "given-up"]);
    expectHome(told);
  });

  test("the mirror of site 1, for good: nobody waits for it, and what waits at the end is said", () => {
    const crash = { what: "mirror-crash", at: "1 d", lasts: "forever" };
    const told = new Told({ failback: {}, failures: [crash, siteOne()] });
    expect(rounded(told.operation)).toMatchObject({ outcome: "done", rto: rounded(WHOLE - SETTING - BUILT) });
    expect(told.began("mirror-primary")).toEqual([]);
    expect(told.timeline.waiting).toEqual([
      { replication: 0, who: "mirroring", waitsFor: "the machine mirror" },
    ]);
    expect(complaintsAboutOperations(told.timeline)).toEqual([]);
  });
});

describe("any trouble in any step", () => {
  const middles = Object.entries(ENDS).map(([step, end], index, all) => {
    return [step, ((all[index - 1]?.[1] ?? 0) + end) / 2] as const;
  });
  const troubles: Readonly<Record<string, Mapping>> = {
    "site 1 for 20 min": { what: "site-loss", where: "site-1", lasts: "20 min" },
    "site 1 for 3 h": { what: "site-loss", where: "site-1", lasts: "3 h" },
    "site 1 and its disks": { what: "site-loss", where: "site-1", lasts: "3 h", disks: "destroyed" },
    "site 2 for 20 min": { what: "site-loss", where: "site-2", lasts: "20 min" },
    "site 2 for 3 h": { what: "site-loss", where: "site-2", lasts: "3 h" },
    "the link for 20 min": { what: "wan-cut", lasts: "20 min" },
    "the link for 3 h": { what: "wan-cut", lasts: "3 h" },
    "half of the link": { what: "wan-slow", lasts: "3 h", bandwidth: "50 Mbps" },
    "the share for 3 h": { what: "share-loss", lasts: "3 h" },
    "whoever is principal": { what: "principal-crash", lasts: "3 h" },
    "whoever is mirror": { what: "mirror-crash", lasts: "3 h" },
    "the secondary": { what: "secondary-crash", where: "secondary", lasts: "3 h" },
    "its mirror": { what: "secondary-crash", where: "secondary-mirror", lasts: "3 h" },
  };
  const ways: readonly Mapping[] = [
    {},
    { failback: { order: "safer" } },
    { failback: { drain: "keep-existing" } },
    { layout: "database-only", logShipping: { share: "site-2" } },
  ];

  // 22: two of these.
  describe.each(Object.keys(troubles))("%s", (name) => {
    test.each(middles)(
      "in %s: the books balance, and in the end the pool is home, mirrored and shipped",
      (_step, at) => {
        for (const way of ways) {
          const told = play([{ ...troubles[name], at: seconds(after(at)) }], way);
          expectHome(told);
        }
      },
    );
  });
});
