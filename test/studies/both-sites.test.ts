/** Two sites in trouble: alone, together, one after the other, and the other way round. */
import { describe, expect, test } from "vitest";
import {
  clock,
  even,
  HOUR,
  incidentOf,
  type Mapping,
  play,
  REPLICATION,
  rounded,
  siteLoss,
} from "./playing.js";

/** Wednesday 09:07:30: the newest safe cut is that of 09:00, 450 s old and restored. */
const AT = clock(2, 9, 7, 30);
const CUT = clock(2, 9);
const site2 = (at: number, changes: Mapping = {}) => siteLoss(at, { where: "site-2", ...changes });

describe("the other site is lost", () => {
  test("alone: nothing stops, nothing is lost, and there is nowhere to ship to", () => {
    const at = clock(2, 9, 10);
    const incident = incidentOf({ failures: [site2(at)] });
    // Exposed at once. Back at 17:10; the copy of 17:15:30 takes the 33 files from 09:15 on; after the j-th the
    // newest safe cut is 17:15:30 + 24.04 j − (09:15 + 900 (j − 1)) = 29730 − 875.96 j s old: young enough, at
    // most 1844.04 s, from j = 32 on, at 17:28:19.28.
    expect(29_730 - 875.96 * 31).toBeGreaterThan(1844.04);
    expect(29_730 - 875.96 * 32).toBeLessThan(1844.04);
    expect(rounded(incident)).toMatchObject({
      what: "site-loss",
      where: "site-2",
      opened: at,
      closed: at + 8 * HOUR,
      rpo: 0,
      rto: 0,
      usersDown: 0,
      recoveredFrom: "none-needed",
      staleness: 600,
      undetectedFor: 300,
      phase: null,
      exposure: rounded(clock(2, 17, 15, 30) + 32 * 24.04 - at),
      messages: { offered: 288_000, accepted: 288_000, refused: 0, kept: 288_000, lost: 0, salvageable: 0 },
    });
  });

  test("while the serving site is down: the runbook waits for it", () => {
    // Lost at 09:17:30 for an hour: back 4200 s after the first failure; then the five steps and the undo.
    const failures = [siteLoss(AT), site2(AT + 600, { lasts: "1 h" })];
    const incident = incidentOf({ failures });
    const replication = incident.rto! - 4200 - 630;
    expect(replication).toBeGreaterThanOrEqual(REPLICATION[0]);
    expect(replication).toBeLessThanOrEqual(REPLICATION[1]);
    expect(rounded(incident)).toMatchObject({
      where: "site-1",
      rpo: 450,
      recoveredFrom: "log-shipping",
      opened: AT,
      closed: AT + 8 * HOUR,
      causes: [{ where: "site-1" }, { where: "site-2" }],
      phase: null,
    });
    const { detect, decide, procedure, reconnect } = incident.rtoParts!;
    expect(detect + decide + procedure + reconnect).toBeCloseTo(incident.rto!, 6);
  });

  test("while the serving site is down, and back later than that: restarted, nothing lost", () => {
    const failures = [siteLoss(AT, { lasts: "2 h" }), site2(AT + 600, { lasts: "3 h" })];
    const incident = incidentOf({ failures });
    expect(rounded(incident)).toMatchObject({ rpo: 0, rto: 7320, recoveredFrom: "restart" });
    // Closed when site 2 is repaired too.
    expect(incident.closed).toBe(AT + 600 + 3 * HOUR);
    expect(incident.messages).toMatchObject({ refused: 73_200, lost: 0 });
  });

  test("in the middle of the runbook: what was being done there is done again", () => {
    // Lost between 36 and 56 min after the failure: drop-log-shipping, begun at 35 min, starts over.
    const failures = [siteLoss(AT), site2(AT + 2160, { lasts: "20 min" })];
    const replication = incidentOf({ failures }).rto! - 3360 - 630;
    expect(replication).toBeGreaterThanOrEqual(REPLICATION[0]);
    expect(replication).toBeLessThanOrEqual(REPLICATION[1]);
  });

  test("where the backup share lives there: no backup, no file, until it is back", () => {
    const logShipping = { share: "site-2" };
    const incident = incidentOf({ logShipping, failures: [site2(clock(2, 9, 10), { lasts: "1 h" })] });
    // Back at 10:10; the backup of 10:15 crosses the link in 24.04 s and is safe when it is whole.
    expect(rounded(incident.exposure)).toBe(rounded(clock(2, 10, 15, 24.04) - clock(2, 9, 10)));
  });
});

describe("after a failover", () => {
  test("the loss of site 2 is an outage of its own, with nobody to fail over to", () => {
    const second = clock(3, 12);
    const failures = [siteLoss(AT, { lasts: "forever" }), site2(second, { lasts: "2 h" })];
    const { incidents, messages } = play({ failures });
    const back = AT + incidents[0]!.rto!;
    expect(rounded(incidents)).toMatchObject([
      { where: "site-1", rpo: 450, closed: rounded(back), exposure: rounded(second - back) },
      {
        where: "site-2",
        rpo: 0,
        // Two hours and the two minutes of the restart.
        rto: 7320,
        opened: second,
        closed: second + 7320,
        recoveredFrom: "restart",
        staleness: null,
        exposure: clock(14) - (second + 7320),
        messages: { offered: 73_200, accepted: 0, refused: 73_200, kept: 0, lost: 0, salvageable: 0 },
      },
    ]);
    expect(messages.lost).toBe(4500);
    expect(messages.refused).toBe(even(AT, back) + 73_200);
  });

  test("the loss of site 2 for good leaves the old database, where its disks returned, as the longest history", () => {
    const second = clock(3, 12);
    const failures = [siteLoss(AT), site2(second, { lasts: "forever" })];
    const { incidents, messages } = play({ failures });
    const back = AT + incidents[0]!.rto!;
    // What site 1 had accepted until 09:07:30 stands on its disks; what site 2 accepted is gone with it.
    expect(messages).toMatchObject({
      kept: even(0, AT),
      lost: even(back, second),
      accepted: even(0, AT) + even(back, second),
      refused: even(AT, back) + even(second, clock(14)),
      salvageable: 0,
    });
    expect(incidents[1]).toMatchObject({
      where: "site-2",
      rpo: null,
      rto: null,
      recoveredFrom: "not-recovered",
      closed: null,
    });
  });

  test("the loss of both for good does not undo what the first one cost", () => {
    const second = clock(3, 12);
    const failures = [siteLoss(AT, { lasts: "forever" }), site2(second, { lasts: "forever" })];
    const { incidents, messages } = play({ failures });
    const back = AT + incidents[0]!.rto!;
    expect(messages).toMatchObject({ kept: 0, lost: even(0, AT) + even(back, second), salvageable: 0 });
    expect(incidents[1]).toMatchObject({ where: "site-2", rpo: null, recoveredFrom: "not-recovered" });
    // (09:00, 09:07:30] was never in the history that went on at site 2; the failure that ended acceptance at
    // 09:07:30 is the loss of site 1, and is charged with it.
    expect(incidents[0]).toMatchObject({ recoveredFrom: "log-shipping", rpo: 450, messages: { lost: 4500 } });
  });

  test("an outage at the horizon leaves the failover before it what it was", () => {
    // Site 2 is down on the last day; what was recovered on Wednesday had been recovered from log shipping.
    const failures = [siteLoss(AT, { lasts: "forever" }), site2(clock(4, 12), { lasts: "30 d" })];
    const { incidents, messages } = play({ horizon: "5 d", failures });
    expect(incidents[1]).toMatchObject({ rpo: null, rto: null, recoveredFrom: "not-recovered" });
    expect(messages.lost).toBe(4500);
    expect(incidents[0]!.rto).not.toBeNull();
    expect(incidents[0]).toMatchObject({ rpo: 450, recoveredFrom: "log-shipping", messages: { lost: 4500 } });
  });

  test("the abandoned site's second loss costs nothing but what could have been salvaged", () => {
    const again = clock(3, 9, 17, 30);
    const { incidents, messages } = play({ failures: [siteLoss(AT), siteLoss(again, { lasts: "forever" })] });
    expect(incidents.map(({ rpo, rto }) => ({ rpo, serves: rto === 0 }))).toEqual([
      { rpo: 450, serves: false },
      { rpo: 0, serves: true },
    ]);
    expect(messages).toMatchObject({ lost: 4500, salvageable: 0 });
  });

  test("a cut link changes nothing any more", () => {
    const failures = [siteLoss(AT), { what: "wan-cut", at: "3 d 9 h", lasts: "5 h" }];
    expect(play({ failures }).incidents[1]).toMatchObject({ what: "wan-cut", rpo: 0, rto: 0 });
  });
});

describe("both sites are lost for good, one after the other, before anybody could fail over", () => {
  test("nothing stands on any disk: all that was ever accepted is lost", () => {
    const failures = [siteLoss(AT, { lasts: "forever" }), site2(AT + 600, { lasts: "forever" })];
    const { incidents, messages } = play({ failures });
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatchObject({
      rpo: null,
      rto: null,
      rtoFull: null,
      recoveredFrom: "not-recovered",
      closed: null,
      opened: AT,
    });
    const accepted = even(0, AT);
    const refused = even(AT, clock(14));
    expect(messages).toMatchObject({ accepted, refused, kept: 0, lost: accepted, salvageable: 0 });
  });

  test("with the disks of site 2 kept, its newest usable cut is what is left", () => {
    // Site 2 comes back after the horizon of three days: nothing serves, and its disks hold 09:00.
    const failures = [siteLoss(AT, { lasts: "forever" }), site2(AT + 600, { lasts: "30 d" })];
    const { incidents, messages } = play({ horizon: "3 d", failures });
    expect(incidents[0]).toMatchObject({ rpo: null, recoveredFrom: "not-recovered" });
    expect(messages).toMatchObject({ lost: even(CUT, AT), kept: even(0, CUT) });
  });
});

describe("a site that returns and is lost again", () => {
  test("while it is down already: the second strike changes nothing and is listed", () => {
    const failures = [siteLoss(AT, { lasts: "20 min" }), siteLoss(AT + 600, { lasts: "5 h" })];
    const { incidents, ineffective } = play({ failures });
    expect(rounded(incidents)).toMatchObject([{ rpo: 0, rto: 1320, causes: [{ at: AT }] }]);
    expect(ineffective).toMatchObject([{ replication: 0, what: "site-loss", where: "site-1", at: AT + 600 }]);
  });

  test("while its database restarts: one incident, one outage from the first failure on", () => {
    const failures = [siteLoss(AT, { lasts: "20 min" }), siteLoss(AT + 1260, { lasts: "5 h" })];
    const incident = incidentOf({ failures });
    expect(rounded(incident)).toMatchObject({ rpo: 450, opened: AT, closed: AT + 1260 + 5 * HOUR });
    expect(incident.causes).toHaveLength(2);
    expect(incident.rto!).toBeGreaterThanOrEqual(2790);
  });

  test("after it served again: two incidents, and what was accepted before and between is lost with the second", () => {
    // Served until 09:07:30 and again from 09:39:30 (30 min and the restart) to 09:44; the newest safe cut is still
    // 09:00. The stretch is 44 min long; accepted in it were 450 s and 270 s.
    const second = clock(2, 9, 44);
    const failures = [siteLoss(AT, { lasts: "30 min" }), siteLoss(second, { lasts: "forever" })];
    const { incidents, messages } = play({ failures });
    const back = second + incidents[1]!.rto!;
    expect(rounded(incidents)).toMatchObject([
      {
        rpo: 0,
        rto: 1920,
        recoveredFrom: "restart",
        closed: AT + 1920,
        messages: { refused: 19_200, lost: 0 },
      },
      {
        rpo: 2640,
        lostStretches: [{ from: CUT, to: second }],
        staleness: 2640,
        messages: { accepted: 7200, kept: 0, lost: 7200, refused: even(second, back) },
      },
    ]);
    expect(messages).toMatchObject({ lost: 7200, refused: 19_200 + even(second, back) });
  });

  test.each([
    { lasts: "34 min", when: "before log shipping is dropped at site 2" },
    { lasts: "36 min", when: "after log shipping was dropped at site 2" },
  ])("$when: the runbook is dropped, and shipping goes on from then", ({ lasts }) => {
    // The step drop-log-shipping goes from 35 to 37 min after the failure; the restart ends at 36 or at 38 min.
    const failures = [siteLoss(AT, { lasts }), siteLoss(clock(5, 10, 7, 30))];
    const { incidents } = play({ logShipping: { reinitialise: "1 h" }, failures });
    expect(incidents[0]).toMatchObject({ rpo: 0, recoveredFrom: "restart" });
    // Three days later all is as it ever was: 10:07:30 − 10:00.
    expect(incidents.at(-1)).toMatchObject({ what: "site-loss", at: clock(5, 10, 7, 30), rpo: 450 });
  });
});

describe("the whole pool the other way round", () => {
  const mirrored = { topology: { primarySite: "site-2" }, logShipping: { share: "site-2" } };

  test("with the primary in site 2 costs the same as with the primary in site 1", () => {
    for (const lasts of ["8 h", "30 min", "forever"]) {
      const plain = incidentOf({ failures: [siteLoss(AT, { lasts })] });
      const turned = incidentOf({ ...mirrored, failures: [site2(AT, { lasts })] });
      expect(turned.where).toBe("site-2");
      // But for the replication of the pool state, which is drawn for each strike by its own name.
      const { rpo, staleness, phase, lostStretches, recoveredFrom } = plain;
      expect(turned).toMatchObject({ rpo, staleness, phase, lostStretches, recoveredFrom });
      expect(turned.messages.lost).toBe(plain.messages.lost);
      expect(turned.criticalPath.map(({ step }) => step)).toEqual(plain.criticalPath.map(({ step }) => step));
    }
  });

  test("with the loss of the other site too", () => {
    const { messages, exposure, rpo, closed } = incidentOf({ failures: [site2(AT)] });
    expect(incidentOf({ ...mirrored, failures: [siteLoss(AT)] })).toMatchObject({
      messages,
      exposure,
      rpo,
      closed,
    });
  });

  test("with a share beside the secondary", () => {
    const beside = { topology: { primarySite: "site-2" }, logShipping: { share: "site-1" } };
    const plain = incidentOf({ logShipping: { share: "site-2" }, failures: [siteLoss(CUT + 24.04)] });
    expect(rounded(plain.rpo)).toBe(24.04);
    expect(incidentOf({ ...beside, failures: [site2(CUT + 24.04)] }).rpo).toBe(plain.rpo);
  });
});
