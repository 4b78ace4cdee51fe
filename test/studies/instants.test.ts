/**
 * Rule 2: at one instant completions come first, then failures and repairs, then ticks in the order backup, copy,
 * restore. Each test puts two things on one instant, and moves one of them by a microsecond.
 */
import { describe, expect, test } from "vitest";
import {
  changed,
  check,
  clock,
  incidentOf,
  type Mapping,
  PLAIN,
  play,
  rounded,
  siteLoss,
} from "./playing.js";

/** A backup tick, a file whole at :20, a copy tick at :30. */
const CUT = clock(2, 10);
/** Ten minutes after it: 600 s is lost if its file is safe, 1500 s if it is not. */
const LATER = siteLoss(clock(2, 10, 10));

const trouble = (what: string, at: number, lasts: number): Mapping => ({
  what,
  at: `${at.toFixed(6)} s`,
  lasts: `${lasts.toFixed(6)} s`,
});

/** What the loss of site 1 at 10:10 costs after this trouble. */
const costAfter = (failure: Mapping, changes: Mapping = {}): number =>
  rounded(play({ ...changes, failures: [failure, LATER] }).incidents.at(-1)!.rpo!);

const MICROSECOND = 1e-6;

describe("a failure at the instant of", () => {
  test("a backup's tick: the backup does not run", () => {
    expect(costAfter(trouble("share-loss", CUT, 1))).toBe(1500);
    expect(costAfter(trouble("share-loss", CUT + 20, 1))).toBe(600);
  });

  test("a backup's end: the file is whole, and copied when the share is back", () => {
    expect(costAfter(trouble("share-loss", CUT + 20, 5))).toBe(600);
    expect(costAfter(trouble("share-loss", CUT + 20 - MICROSECOND, 5))).toBe(1500);
  });

  test("a copy's tick: the copy does not run", () => {
    expect(costAfter(trouble("wan-cut", CUT + 30, 5))).toBe(1500);
  });

  test("a copy's end: the file is safe", () => {
    expect(costAfter(trouble("wan-cut", CUT + 54.04, 1))).toBe(600);
    expect(costAfter(trouble("wan-cut", CUT + 54.04 - MICROSECOND, 1))).toBe(1500);
  });

  test("a restore's tick: the restore does not run", () => {
    const failing = { ...trouble("job-failing", CUT + 60, 5), job: "restore" };
    const late = { ...trouble("job-failing", CUT + 70, 5), job: "restore" };
    const staleness = (failure: Mapping) =>
      rounded(play({ failures: [failure, LATER] }).incidents.at(-1)!.staleness);
    expect(staleness(failing)).toBe(1500);
    expect(staleness(late)).toBe(600);
  });
});

describe("a repair at the instant of", () => {
  test("a backup's tick: the backup runs", () => {
    expect(costAfter(trouble("share-loss", CUT - 10, 10))).toBe(600);
    expect(costAfter(trouble("share-loss", CUT - 10, 10 + MICROSECOND))).toBe(1500);
  });

  test("a copy's tick: the copy runs", () => {
    expect(costAfter(trouble("wan-cut", CUT + 25, 5))).toBe(600);
    expect(costAfter(trouble("wan-cut", CUT + 25, 5 + MICROSECOND))).toBe(1500);
  });

  test("another failure: the repair comes first, and the strike is not in vain", () => {
    // The link is back at 09:40 and cut again at 09:40 until 10:20: 10:00 and 09:45 are not at site 2.
    const first = trouble("wan-cut", CUT - 2400, 1200);
    const second = trouble("wan-cut", CUT - 1200, 2400);
    const { incidents, ineffective } = play({ failures: [first, second, LATER] });
    expect(ineffective).toEqual([]);
    // Since 09:15 (the copy of 09:15:30 ran before the first cut at 09:20): 10:10 − 09:15.
    expect(rounded(incidents.at(-1)!.rpo)).toBe(3300);
  });

  test("another failure, a microsecond too late: in vain", () => {
    const first = trouble("wan-cut", CUT - 2400, 1200);
    const second = trouble("wan-cut", CUT - 1200 - MICROSECOND, 2400);
    const { incidents, ineffective } = play({ failures: [first, second, LATER] });
    expect(ineffective).toMatchObject([{ what: "wan-cut" }]);
    expect(rounded(incidents.at(-1)!.rpo)).toBe(600);
  });
});

describe("ticks at the instant of a completion", () => {
  test("a copy at the very end of a backup has its file on the list", () => {
    const at = (offset: string) => {
      const { schedule } = check(changed(PLAIN, { logShipping: { copy: { offset } } }));
      return schedule?.kind === "exact" ? rounded(schedule.rpo.best) : null;
    };
    expect(at("20 s")).toBe(44.04);
    expect(at("19.999999 s")).toBe(944.039999);
    const logShipping = { copy: { offset: "20 s" } };
    expect(rounded(incidentOf({ logShipping, failures: [siteLoss(CUT + 44.04)] }).rpo)).toBe(44.04);
  });

  test("a restore at the very end of a copy has its file", () => {
    const logShipping = { restore: { offset: "54.04 s" } };
    expect(rounded(incidentOf({ logShipping, failures: [siteLoss(CUT + 64.04)] }).staleness)).toBe(64.04);
  });

  test("a backup that ends at its own next tick does not make it skip", () => {
    // 900 s of backup: the file of 09:45 is whole at 10:00:00, copied from 10:00:30 on, safe 954.04 s after its cut.
    const logShipping = { backup: { duration: "15 min" } };
    expect(rounded(incidentOf({ logShipping, failures: [siteLoss(CUT + 54.04)] }).rpo)).toBe(954.04);
    expect(rounded(incidentOf({ logShipping, failures: [siteLoss(CUT + 53)] }).rpo)).toBe(1853);
  });

  /** From time 0 on, with a full backup of time 0 at site 2: the first tick is the one at 0. */
  const cold = (duration: string, agentGrace = "0 s"): Mapping => ({
    logShipping: { anchor: "run", coldStart: true, agentGrace, backup: { duration } },
  });

  test("a second longer, and every other backup is skipped, never made up", () => {
    // Cuts at 0 (whole at 901, safe at 954.04) and 1800 (whole at 2701, safe at 2754.04), not at 900.
    expect(rounded(incidentOf({ ...cold("901 s"), failures: [siteLoss(2700)] }).rpo)).toBe(2700);
    expect(rounded(incidentOf({ ...cold("901 s"), failures: [siteLoss(2754.04)] }).rpo)).toBe(954.04);
  });

  test("an agent that wants five seconds between runs skips a tick that comes after two", () => {
    // 898 s: the tick at 900 comes 2 s after the end. Without grace 900 is cut, whole at 1798, safe at 1854.04.
    expect(rounded(incidentOf({ ...cold("898 s"), failures: [siteLoss(2000)] }).rpo)).toBe(1100);
    expect(rounded(incidentOf({ ...cold("898 s", "2 s"), failures: [siteLoss(2000)] }).rpo)).toBe(1100);
    expect(rounded(incidentOf({ ...cold("898 s", "5 s"), failures: [siteLoss(2000)] }).rpo)).toBe(2000);
  });

  test("a backup that takes no time is on the list of a copy of the same instant", () => {
    const logShipping = { backup: { duration: "0 s" }, copy: { offset: "0 s" } };
    expect(rounded(incidentOf({ logShipping, failures: [siteLoss(CUT + 24.04)] }).rpo)).toBe(24.04);
  });

  test("a copy after the backup runs at its end", () => {
    const logShipping = { copy: { after: "backup", every: null, offset: null } };
    expect(rounded(incidentOf({ logShipping, failures: [siteLoss(CUT + 44.04)] }).rpo)).toBe(44.04);
    expect(rounded(incidentOf({ logShipping, failures: [siteLoss(CUT + 44.039999)] }).rpo)).toBe(944.039999);
  });
});

describe("two failures of one instant", () => {
  const site = siteLoss(CUT + 450);
  const cut = trouble("wan-cut", CUT + 450, 3600);

  test("are one incident, whichever the file names first", () => {
    const incident = incidentOf({ failures: [site, cut] });
    expect(rounded(incident)).toMatchObject({ what: "site-loss", rpo: 450, opened: CUT + 450 });
    expect(incident.causes).toHaveLength(2);
    expect(play({ failures: [cut, site] })).toEqual(play({ failures: [site, cut] }));
  });
});

describe("grids", () => {
  /** Every 7 minutes: 205 × 7 min = 23:55 is a day's last tick where the grid begins anew at midnight. */
  const seven = (anchor: string): Mapping => ({
    logShipping: {
      anchor,
      backup: { every: "7 min" },
      copy: { every: "7 min" },
      restore: { every: "7 min" },
    },
  });

  test("that begin anew at midnight, and grids that do not", () => {
    // At 00:04 of day 1: with the day's grid the newest safe cut is midnight (safe 00:00:54.04). Counted from time 0
    // ticks are multiples of 420 s: 206 × 420 = 86,520 s, 00:02, safe at 00:02:54.04.
    const at = clock(1, 0, 4);
    expect(rounded(incidentOf({ ...seven("day"), failures: [siteLoss(at)] }).rpo)).toBe(240);
    expect(rounded(incidentOf({ ...seven("run"), failures: [siteLoss(at)] }).rpo)).toBe(120);
    // At 00:00:40 both have 23:55 only.
    expect(rounded(incidentOf({ ...seven("day"), failures: [siteLoss(clock(1, 0, 0, 40))] }).rpo)).toBe(340);
  });

  test("with unequal intervals find the newest file each", () => {
    // Copies every 5 min at :30: the file of 10:00 is taken at 10:00:30, no other before 10:15:30.
    const often = { logShipping: { copy: { every: "5 min" } } };
    expect(rounded(incidentOf({ ...often, failures: [siteLoss(clock(2, 10, 14))] }).rpo)).toBe(840);
    // Copies every hour at :30: at 10:00:30 they take 09:15, 09:30, 09:45 and 10:00, 24.04 s each.
    const rarely = { logShipping: { copy: { every: "1 h" } } };
    const at = (second: number) => rounded(incidentOf({ ...rarely, failures: [siteLoss(CUT + second)] }).rpo);
    expect(at(30)).toBe(3630);
    expect(at(54.04)).toBe(2754.04);
    expect(at(30 + 2 * 24.04)).toBe(1800 + 78.08);
    expect(at(30 + 4 * 24.04)).toBe(126.16);
    expect(at(3600)).toBe(3600);
  });
});
