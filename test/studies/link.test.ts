/** The link between the sites: cut, slow, cut and then the site lost. Expectations from the rules alone. */
import { describe, expect, test } from "vitest";
import {
  clock,
  DAY,
  even,
  HOUR,
  incidentOf,
  ledger,
  type Mapping,
  play,
  rounded,
  siteLoss,
} from "./playing.js";

/** Wednesday 09:10: the newest safe cut is that of 09:00, restored at 09:01:10. */
const CUT_AT = clock(2, 9, 10);
const NEWEST = clock(2, 9);

const wanCut = (at: number, lasts: string): Mapping => ({ what: "wan-cut", at: `${at} s`, lasts });

/**
 * When the newest safe cut counts as too old: the two intervals of 900 s, the longest backup of 20 s and the
 * longest copy of 24.04 s.
 */
const TOO_OLD = 900 + 900 + 20 + 24.04;

describe("a link cut that nobody answers with a failover", () => {
  const incident = incidentOf({ failures: [wanCut(CUT_AT, "3 h")] });

  test("loses nothing and stops nothing", () => {
    expect(rounded(incident)).toMatchObject({
      what: "wan-cut",
      opened: CUT_AT,
      closed: CUT_AT + 3 * HOUR,
      rpo: 0,
      lostStretches: [],
      rto: 0,
      rtoFull: 0,
      usersDown: 0,
      staleness: 600,
      recoveredFrom: "none-needed",
      phase: null,
    });
    expect(incident.messages).toEqual({
      offered: 108_000,
      accepted: 108_000,
      refused: 0,
      kept: 108_000,
      lost: 0,
      salvageable: 0,
      seenButLost: null,
    });
    expect(incident.availability).toBe(1);
  });

  test("exposes the pool from when the newest safe cut is too old until one that is not arrives", () => {
    // Too old at 09:00:00 + 1844.04 s = 09:30:44.04. The link is back at 12:10; the copy of 12:15:30 takes the 13
    // files from 09:15 to 12:15, the j-th of them safe 24.04 j s later. Then the newest cut is
    // 12:15:30 + 24.04 j − (09:15 + 900 (j − 1)) = 11730 − 875.96 j s old, which is 1844.04 or less from j = 12 on:
    // 12:15:30 + 288.48 s = 12:20:18.48.
    expect(11_730 - 875.96 * 11).toBeGreaterThan(TOO_OLD);
    expect(11_730 - 875.96 * 12).toBeLessThan(TOO_OLD);
    const from = NEWEST + TOO_OLD;
    const to = clock(2, 12, 15, 30) + 12 * 24.04;
    expect(rounded(incident.unshipped)).toBe(rounded(to - from));
    expect(rounded(incident.exposure)).toBe(10_174.44);
  });

  test("a cut too short to let the newest cut grow too old exposes nothing", () => {
    // 09:10 to 09:15: the copy of 09:15:30 runs as ever.
    expect(incidentOf({ failures: [wanCut(CUT_AT, "5 min")] })).toMatchObject({ unshipped: 0, exposure: 0 });
  });

  test("a cut that is over before the newest cut is too old exposes the pool all the same", () => {
    // 09:10 to 09:29: the copy of 09:30:30 takes 09:15 and 09:30; 09:15 is safe at 09:30:54.04, ten seconds after
    // 09:00 has grown too old at 09:30:44.04.
    expect(rounded(incidentOf({ failures: [wanCut(CUT_AT, "19 min")] }).exposure)).toBe(10);
  });
});

describe("the link cut, then the site lost", () => {
  const lost = clock(2, 11, 7, 30);
  const incident = incidentOf({ failures: [wanCut(CUT_AT, "6 h"), siteLoss(lost, { lasts: "3 d" })] });
  const back = lost + incident.rto!;

  test("is one incident, named after the failure that lost the most", () => {
    expect(rounded(incident)).toMatchObject({
      what: "site-loss",
      where: "site-1",
      at: lost,
      opened: CUT_AT,
      closed: lost + 3 * DAY,
      phase: null,
      causes: [
        { what: "wan-cut", at: CUT_AT, healed: CUT_AT + 6 * HOUR },
        { what: "site-loss", at: lost, healed: lost + 3 * DAY },
      ],
    });
  });

  test("loses all since the last copy before the cut", () => {
    // 11:07:30 − 09:00:00 = 2 h 7 min 30 s = 7650 s; nothing newer was restored either.
    expect(rounded(incident)).toMatchObject({
      rpo: 7650,
      lostStretches: [{ from: NEWEST, to: lost }],
      staleness: 7650,
      recoveredFrom: "log-shipping",
    });
    expect(incident.messages).toEqual(
      ledger({ from: NEWEST, at: lost, back, closed: lost + 3 * DAY, salvageable: 76_500 }),
    );
  });

  test("was exposed from 09:30:44.04 to the failure, and is again from the return of service", () => {
    const before = lost - (NEWEST + TOO_OLD);
    expect(before).toBeCloseTo(5805.96, 6);
    expect(rounded(incident.unshipped)).toBe(rounded(before + clock(14) - back));
  });

  test("with the link back first, the site's loss costs what it costs on any day", () => {
    // Back at 09:40; copies of 09:45:30 catch up; the newest safe cut at 11:07:30 is 11:00, and the two failures
    // are two incidents.
    const { incidents } = play({ failures: [wanCut(CUT_AT, "30 min"), siteLoss(lost)] });
    expect(rounded(incidents)).toMatchObject([
      { what: "wan-cut", rpo: 0, opened: CUT_AT, closed: CUT_AT + 1800 },
      { what: "site-loss", rpo: 450, opened: lost, causes: [{ what: "site-loss" }] },
    ]);
  });
});

describe("a slow link", () => {
  /** Without latency: 300 MB at 12.5 MB/s take 24 s, so files are safe 54 s after their cut. */
  const noLatency = { wan: { roundTrip: "0 s" } };
  const halved = (at: number, lasts = "30 s"): Mapping => ({
    what: "wan-slow",
    at: `${at} s`,
    lasts,
    bandwidth: "50 Mbps",
  });
  const cut = clock(2, 10);

  test("that halves in mid-copy lets the second half take twice as long", () => {
    // From 10:00:30 to 10:00:42 at 12.5 MB/s: 150 MB. The other 150 MB at 6.25 MB/s: 24 s, safe at 10:01:06.
    const at = (instant: number) =>
      rounded(incidentOf({ ...noLatency, failures: [halved(cut + 42, "1 h"), siteLoss(instant)] }).rpo);
    expect(at(cut + 65.999999)).toBe(965.999999);
    expect(at(cut + 66)).toBe(66);
  });

  test("that recovers in mid-copy speeds up what is left", () => {
    // Slow from 10:00:32 to 10:00:48: 2 s × 12.5 + 16 s × 6.25 = 125 MB; 175 MB at 12.5 MB/s: 14 s, at 10:01:02.
    const failures = [halved(cut + 32, "16 s")];
    expect(
      rounded(play({ ...noLatency, failures: [...failures, siteLoss(cut + 62)] }).incidents),
    ).toMatchObject([
      { what: "wan-slow", rpo: 0, recoveredFrom: "none-needed", opened: cut + 32, closed: cut + 48 },
      { what: "site-loss", rpo: 62 },
    ]);
    const sooner = play({ ...noLatency, failures: [...failures, siteLoss(cut + 61.999999)] });
    expect(rounded(sooner.incidents[1]!.rpo)).toBe(961.999999);
  });

  test("with a longer way delays every file by the difference", () => {
    // 2 s of round trip: 1 s one way; safe 30 + 1 + 24 = 55 s after the cut.
    const slow = { what: "wan-slow", at: `${clock(2, 8)} s`, lasts: "1 d", roundTrip: "2 s" };
    const at = (instant: number) => rounded(incidentOf({ failures: [slow, siteLoss(instant)] }).rpo);
    expect(at(cut + 54.999999)).toBe(954.999999);
    expect(at(cut + 55)).toBe(55);
  });

  test("too slow for the load builds a backlog, file by file", () => {
    // 300 MB at 250 kB/s and 40 ms: 1200.04 s a file. Slow from 09:10; the copy of 09:15:30 takes 09:15 until
    // 09:35:30.04; the tick of 09:30:30 is skipped; that of 09:45:30 takes 09:30 and 09:45 until 10:05:30.04 and
    // 10:25:30.08. At 10:20 the newest safe cut is 09:30: 50 min.
    const slow = { what: "wan-slow", at: `${CUT_AT} s`, lasts: "1 d", bandwidth: "2 Mbps" };
    const at = (instant: number) => rounded(incidentOf({ failures: [slow, siteLoss(instant)] }).rpo);
    expect(at(clock(2, 9, 35, 30.039999))).toBe(2130.039999);
    expect(at(clock(2, 9, 35, 30.04))).toBe(1230.04);
    expect(at(clock(2, 10, 20))).toBe(3000);
    expect(at(clock(2, 10, 25, 30.08))).toBe(2430.08);
  });

  test("does not touch a backup share in a third place, and a cut does not either", () => {
    const third = { logShipping: { share: "third-site" } };
    const slow = { what: "wan-slow", at: `${CUT_AT} s`, lasts: "1 d", bandwidth: "1 Mbps" };
    const lost = siteLoss(clock(2, 11, 7, 30));
    for (const failures of [
      [slow, lost],
      [wanCut(CUT_AT, "1 d"), lost],
    ]) {
      // The newest whole file on the third site's share is that of 11:00.
      expect(rounded(incidentOf({ ...third, failures }).rpo)).toBe(450);
    }
  });

  test("carries every backup where the share lives in site 2", () => {
    // From 09:10 on a backup takes 1200.04 s: 09:15 is whole at 09:35:00.04, 09:30 is skipped, 09:45 is whole at
    // 10:05:00.04.
    const slow = { what: "wan-slow", at: `${CUT_AT} s`, lasts: "1 d", bandwidth: "2 Mbps" };
    const at = (instant: number) =>
      rounded(incidentOf({ logShipping: { share: "site-2" }, failures: [slow, siteLoss(instant)] }).rpo);
    expect(at(clock(2, 9, 35, 0.039999))).toBe(2100.039999);
    expect(at(clock(2, 9, 35, 0.04))).toBe(1200.04);
    expect(at(clock(2, 10, 5))).toBe(3000);
    expect(at(clock(2, 10, 5, 0.04))).toBe(1200.04);
  });
});

describe("a backup over the link that fell behind once", () => {
  /** 24 messages of 30 KB a second, 720 kB/s, over 1.25 MB/s: a second of log takes 0.576 s, and 0.04 s the way. */
  const thin: Mapping = {
    workload: { messagesPerSecond: 24, logBytesPerMessage: "30 KB" },
    wan: { bandwidth: "10 Mbps" },
    logShipping: {
      share: "site-2",
      backup: { duration: null, fileSize: null, overhead: "1 s" },
    },
  };
  const lost = siteLoss(clock(4, 10, 7, 30));

  test("is in step every quarter of an hour as long as nothing happens", () => {
    // 900 s of log: 518.44 s. 09:45 is whole at 09:53:38.44, 10:00 at 10:08:38.44: 10:07:30 − 09:45.
    expect(rounded(incidentOf({ ...thin, failures: [lost] }).rpo)).toBe(1350);
  });

  test.each([
    // Back at 09:30, before the tick of that instant: 09:30 covers 1800 s and takes 1036.84 s, past 09:45, which is
    // skipped; 10:00 covers 1800 s again; and so for ever, at :00 and :30.
    { lasts: "20 min" },
    // Back at 10:10: 10:15 covers 4500 s and takes 2592.04 s, until 10:58:12.04; 11:00 covers 2700 s and takes
    // 1555.24 s; 11:30 covers 1800 s; and so for ever.
    { lasts: "1 h" },
  ])("never gets back into step: half an hour of log takes longer than a quarter ($lasts)", ({ lasts }) => {
    // Two days later 09:30 is the newest, whole at 09:47:16.84; 10:00 is not before 10:17:16.84: 10:07:30 − 09:30.
    const { incidents } = play({ ...thin, failures: [wanCut(CUT_AT, lasts), lost] });
    expect(rounded(incidents.at(-1))).toMatchObject({ what: "site-loss", rpo: 2250 });
  });
});

describe("a cut of days", () => {
  /** The link is back on a later day at 09:10; the first copy is that of 09:15:30. */
  const lostAfter = (days: number, minutes: number) =>
    rounded(
      play({ failures: [wanCut(CUT_AT, `${days} d`), siteLoss(clock(2 + days, 9, minutes, 30))] }).incidents,
    ).at(-1)!;

  test("of two days is caught up file by file, oldest first", () => {
    // From 09:15:30, 24.04 s a file: at 09:45:30, 1800 s later, 74 files are safe (1778.96 s), the newest of them
    // cut 09:15 + 73 × 15 min = 18 h 15 min later: Thursday 03:30. It is Friday 09:45:30: 30 h 15 min 30 s.
    expect(lostAfter(2, 45).rpo).toBe(108_930);
  });

  test("of three days leaves a hole, when the oldest file is gone by the time of the next copy", () => {
    // Back on Saturday 09:10, when the file of Wednesday 09:15 is five minutes short of its 72 h; at 09:15:30 it is
    // 30 s past them.
    expect(lostAfter(3, 40).rpo).toBe(3 * DAY + 40 * 60 + 30);
  });

  test("of a quarter of an hour less than three days leaves none", () => {
    // Back at 08:55: the copy of 09:00:30 begins with Wednesday 09:15. At 10:07:30, 4020 s later, 167 files are safe,
    // the newest of them cut 166 × 15 min behind the first: Friday 02:45. 31 h 22 min 30 s are lost.
    const cut = wanCut(CUT_AT, "2 d 23 h 45 min");
    const { incidents } = play({ failures: [cut, siteLoss(clock(5, 10, 7, 30))] });
    expect(rounded(incidents.at(-1)!.rpo)).toBe(112_950);
  });

  test("of four days leaves a hole, since the share keeps files for 72 h only", () => {
    // The file of Wednesday 09:15 is gone with all others older than three days. Nothing newer than 09:00 can ever
    // be applied: Sunday 10:07:30 − Wednesday 09:00 = 4 d 1 h 7 min 30 s, however much was copied since.
    expect(
      rounded(play({ failures: [wanCut(CUT_AT, "4 d"), siteLoss(clock(6, 10, 7, 30))] }).incidents).at(-1)!
        .rpo,
    ).toBe(4 * DAY + HOUR + 450);
  });

  test("of four days with a retention of five leaves none", () => {
    // At 18:07:30 the backlog of 385 files (9255 s) has long been copied.
    const logShipping = { backup: { retention: "5 d" }, copy: { retention: "5 d" } };
    const { incidents } = play({
      logShipping,
      failures: [wanCut(CUT_AT, "4 d"), siteLoss(clock(6, 18, 7, 30))],
    });
    expect(rounded(incidents).at(-1)).toMatchObject({ what: "site-loss", rpo: 450 });
  });

  test("counts the messages of days as exactly as those of minutes", () => {
    const { messages } = play({ failures: [wanCut(CUT_AT, "4 d"), siteLoss(clock(5, 9))] });
    // Thursday's to Saturday's: from Wednesday 09:00 to Saturday 09:00 three days of 864,000 are lost.
    expect(messages.lost).toBe(even(NEWEST, clock(5, 9)));
    expect(messages.lost).toBe(2_592_000);
  });
});
