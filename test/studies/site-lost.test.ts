/** The loss of the serving site, by itself: every figure worked out on paper from the rules. */
import { describe, expect, test } from "vitest";
import {
  clock,
  even,
  FAILOVER,
  HOUR,
  incidentOf,
  ledger,
  MINUTE,
  play,
  REPLICATION,
  replicationOf,
  rounded,
  siteLoss,
  TO_RECOVER,
} from "./playing.js";

/** 10:07:30 on Tuesday: the newest safe cut is that of 10:00, safe since 10:00:54.04 and restored at 10:01:10. */
const AT = clock(1, 10, 7, 30);
const CUT = clock(1, 10);

describe("the serving site is lost for eight hours", () => {
  const incident = incidentOf({ failures: [siteLoss(AT)] });
  const back = AT + incident.rto!;

  test("what is lost reaches from the newest safe cut to the failure", () => {
    // 10:07:30 − 10:00:00 = 450 s; the same cut is restored, so the staleness is 450 s as well.
    expect(rounded(incident)).toMatchObject({
      what: "site-loss",
      where: "site-1",
      at: AT,
      rpo: 450,
      lostStretches: [{ from: CUT, to: AT }],
      staleness: 450,
      recoveredFrom: "log-shipping",
    });
  });

  test("the outage is people, five steps, the undo and the replication of the pool state", () => {
    const [least, most] = REPLICATION;
    expect(replicationOf(incident)).toBeGreaterThanOrEqual(least);
    expect(replicationOf(incident)).toBeLessThanOrEqual(most);
    // procedure: five steps of 120 s, 30 s of undo, the replication.
    expect(rounded(incident.rtoParts)).toEqual({
      detect: 300,
      decide: 1800,
      procedure: rounded(630 + replicationOf(incident)),
      reconnect: 0,
    });
    expect(incident).toMatchObject({ rtoFull: incident.rto, usersDown: 1, undetectedFor: 300 });
    expect(incident.rtoCurve).toEqual({
      "50": incident.rto,
      "90": incident.rto,
      "95": incident.rto,
      "100": incident.rto,
    });
  });

  test("the runbook copies nothing by hand when the share is gone with the site", () => {
    expect(incident.criticalPath.map(({ step }) => step)).toEqual([
      "detect",
      "decide",
      "drop-log-shipping",
      "apply-logs",
      "end-connections",
      "recover-database",
      "switch-pool-state",
    ]);
    expect(rounded(incident.criticalPath.map(({ from }) => from - AT))).toEqual(
      // 5 min, + 30 min, then 2 min each; recover-database takes 2 min 30 s.
      [0, 300, 2100, 2220, 2340, 2460, 2610],
    );
  });

  test("it closes with the return of the site, and its messages add up to the hundredth", () => {
    expect(rounded(incident)).toMatchObject({ opened: AT, closed: AT + 8 * HOUR });
    // 4,500 are lost in 450 s; the disks return with the site, so all of them could be salvaged.
    expect(incident.messages).toEqual(
      ledger({ from: CUT, at: AT, back, closed: AT + 8 * HOUR, salvageable: 4500 }),
    );
    expect(incident.messages.lost).toBe(4500);
  });

  test("with service back and no target to ship to, the pool is exposed to the end of its days", () => {
    // Nobody fails back: exposed is all the time from the return of service to the horizon of 14 d, not only
    // until the incident closes.
    expect(rounded(incident.unshipped)).toBe(rounded(clock(14) - back));
    expect(rounded(incident.exposure)).toBe(rounded(clock(14) - back));
  });

  test("the phase says where the instant lies in the saw of the schedule", () => {
    // A file is safe 30 + 24.04 s after its cut, and the next one 900 s later: ages from 54.04 to 954.04 s.
    // Younger than 450 s are (450 − 54.04) / 900 of all instants. The next worst is just before 10:15:54.04.
    expect(rounded(incident.phase)).toEqual({
      best: 54.04,
      mean: 504.04,
      worst: 954.04,
      worstAt: CUT + 954.04,
      quantile: rounded((450 - 54.04) / 900),
      exact: true,
    });
  });

  test("the whole life: fourteen days of messages but for the outage", () => {
    const { messages, horizon, ineffective, operations } = play({ failures: [siteLoss(AT)] });
    expect(horizon).toBe(clock(14));
    const offered = 14 * 864_000;
    const refused = even(AT, back);
    expect(messages).toEqual({
      offered,
      accepted: offered - refused,
      refused,
      kept: offered - refused - 4500,
      lost: 4500,
      salvageable: 4500,
      seenButLost: null,
    });
    expect({ ineffective, operations }).toEqual({ ineffective: [], operations: [] });
  });
});

describe("how long the site stays away", () => {
  test("for ever: the incident closes with service, and nothing can be salvaged", () => {
    const incident = incidentOf({ failures: [siteLoss(AT, { lasts: "forever" })] });
    const back = AT + incident.rto!;
    expect(rounded(incident)).toMatchObject({
      rpo: 450,
      closed: rounded(back),
      exposure: rounded(clock(14) - back),
      causes: [{ what: "site-loss", where: "site-1", at: AT, healed: null }],
    });
    expect(incident.messages).toEqual(ledger({ from: CUT, at: AT, back, closed: back, salvageable: 0 }));
  });

  test("eight hours with disks destroyed: closed by the repair, nothing salvageable", () => {
    const incident = incidentOf({ failures: [siteLoss(AT, { disks: "destroyed" })] });
    expect(rounded(incident)).toMatchObject({ rpo: 450, closed: AT + 8 * HOUR });
    expect(incident.messages).toMatchObject({ lost: 4500, salvageable: 0 });
  });

  test("half an hour: the site is back before the runbook recovers, and nothing is lost", () => {
    const incident = incidentOf({ failures: [siteLoss(AT, { lasts: "30 min" })] });
    // 30 min and the 2 min in which the database restarts.
    const back = AT + 1920;
    expect(rounded(incident)).toMatchObject({
      rpo: 0,
      lostStretches: [],
      staleness: 450,
      rto: 1920,
      recoveredFrom: "restart",
      opened: AT,
      closed: back,
      undetectedFor: 300,
    });
    expect(incident.messages).toEqual({
      offered: 19_200,
      accepted: 0,
      refused: 19_200,
      kept: 0,
      lost: 0,
      salvageable: 0,
      seenButLost: null,
    });
    const { detect, decide, procedure, reconnect } = incident.rtoParts!;
    expect(detect + decide + procedure + reconnect).toBeCloseTo(1920, 6);
  });

  // recover-database begins 300 + 1800 + 3 × 120 = 2460 s after the failure; the restart takes 120 s.
  test("one second less than the runbook needs: restarted in time", () => {
    const incident = incidentOf({ failures: [siteLoss(AT, { lasts: `${TO_RECOVER - 121} s` })] });
    expect(rounded(incident)).toMatchObject({ rpo: 0, rto: 2459, recoveredFrom: "restart" });
  });

  test("one second more: the old database is fenced, and what it had not shipped is lost", () => {
    const lasts = TO_RECOVER - 119;
    const incident = incidentOf({ failures: [siteLoss(AT, { lasts: `${lasts} s` })] });
    expect(rounded(incident)).toMatchObject({ rpo: 450, recoveredFrom: "log-shipping" });
    // The site is long back when service is: that closes the incident. Its disks hold what is lost.
    const back = AT + incident.rto!;
    expect(incident.closed).toBeCloseTo(back, 6);
    expect(replicationOf(incident)).toBeGreaterThanOrEqual(60);
    expect(incident.messages).toEqual(ledger({ from: CUT, at: AT, back, closed: back, salvageable: 4500 }));
  });

  test("at the very instant at which the recovery begins, it is not before it", () => {
    const incident = incidentOf({ failures: [siteLoss(AT, { lasts: `${TO_RECOVER - 120} s` })] });
    expect(rounded(incident)).toMatchObject({ rpo: 450, recoveredFrom: "log-shipping" });
  });

  test("a restart that takes no time: the return itself must come before the recovery", () => {
    const recovery = { restart: "0 s" };
    const inTime = siteLoss(AT, { lasts: `${TO_RECOVER - 1} s` });
    const late = siteLoss(AT, { lasts: `${TO_RECOVER + 1} s` });
    expect(incidentOf({ recovery, failures: [inTime] })).toMatchObject({ rpo: 0, rto: 2459 });
    expect(incidentOf({ recovery, failures: [late] })).toMatchObject({ rpo: 450 });
  });
});

describe("one instant of the schedule and the next", () => {
  test("at the instant at which a file is safe, it counts", () => {
    const at = CUT + 54.04;
    const incident = incidentOf({ failures: [siteLoss(at)] });
    expect(rounded(incident)).toMatchObject({ rpo: 54.04, phase: { quantile: 0 } });
    // The restore of the 10:00 file has not begun: what is restored is 09:45, 954.04 s old.
    expect(rounded(incident.staleness)).toBe(954.04);
  });

  test("a microsecond earlier it does not", () => {
    const at = CUT + 54.04 - 1e-6;
    const incident = incidentOf({ failures: [siteLoss(at)] });
    expect(rounded(incident)).toMatchObject({ rpo: 954.039999, phase: { worstAt: CUT + 54.04 } });
    expect(incident.phase!.quantile).toBeCloseTo(1, 8);
  });

  test("a restore that ends at the instant of the failure is complete", () => {
    expect(rounded(incidentOf({ failures: [siteLoss(CUT + 70)] }).staleness)).toBe(70);
    expect(rounded(incidentOf({ failures: [siteLoss(CUT + 70 - 1e-6)] }).staleness)).toBe(969.999999);
  });

  test("the last moments of the horizon: no service, no figures, and the old disks are what there is", () => {
    const at = clock(14) - 20 * MINUTE;
    // 23:40:00; the newest safe cut is 23:30. The site would return after the horizon, with its disks.
    const incident = incidentOf({ failures: [siteLoss(at)] });
    expect(incident).toMatchObject({
      rpo: null,
      rto: null,
      rtoFull: null,
      rtoParts: null,
      recoveredFrom: "not-recovered",
      closed: null,
      staleness: 600,
    });
    expect(incident.messages).toEqual({
      offered: 12_000,
      accepted: 0,
      refused: 12_000,
      kept: 0,
      lost: 0,
      salvageable: 0,
      seenButLost: null,
    });
  });

  test("the same for ever: the longest history that stands is that of the secondary", () => {
    const at = clock(14) - 20 * MINUTE;
    const result = play({ failures: [siteLoss(at, { lasts: "forever" })] });
    expect(result.incidents[0]).toMatchObject({ rpo: null, rto: null, recoveredFrom: "not-recovered" });
    // 23:30 to 23:40 stands on no disk that is not destroyed: 6,000 messages; 12,000 were refused after it.
    expect(result.messages).toMatchObject({ refused: 12_000, lost: 6000, salvageable: 0 });
    expect(result.incidents[0]!.messages).toMatchObject({ refused: 12_000, lost: 6000 });
  });

  test("the failover takes what the rules's steps take, whatever the instant", () => {
    for (const minute of [0, 3, 7, 11, 14]) {
      const incident = incidentOf({ failures: [siteLoss(clock(3, 15, minute, 17), { lasts: "forever" })] });
      expect(incident.rto!).toBeGreaterThanOrEqual(FAILOVER + 60);
      expect(incident.rto!).toBeLessThanOrEqual(FAILOVER + 300);
    }
  });
});
