/**
 * The link is cut while both sites stand. People wait, which loses and stops nothing, or they fail over: they stop the
 * old primary first, so the outage is of their own making and begins when that step ends.
 */
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
  seconds,
  siteLoss,
} from "./playing.js";

/** Tuesday 10:07:30; the newest safe cut is that of 10:00. */
const AT = clock(1, 10, 7, 30);
const CUT = clock(1, 10);
/** 5 min to detect, 30 min to decide, 2 min to stop the primary. */
const STOP = 300 + 1800 + 120;
/** drop-log-shipping, apply-logs, end-connections; the share is behind the cut, so nothing is copied. */
const TO_RECOVER = STOP + 3 * 120;
/** From the stop: the three, recover-database with 30 s of undo, switch-pool-state without its replication. */
const STEPS = 5 * 120 + 30;

const cut = (changes: Mapping): Mapping => ({ what: "wan-cut", at: seconds(AT), lasts: "8 h", ...changes });
const waited = (lasts: string) => cut({ lasts, response: "wait" });
const answered = (lasts: string | number) =>
  cut({ lasts: typeof lasts === "number" ? `${lasts} s` : lasts, response: "fail-over" });

describe("people wait", () => {
  test("nothing stops, nothing is lost, and exposure grows with the cut", () => {
    // The cut of 10:00 is too old 1844.04 s later. Back at 10:07:30 + n h; the copy of the :15:30 after that takes one
    // file after another, 24.04 s each, until one of them is young enough: the oldest within 1844.04 s.
    for (const hours of [1, 3, 8]) {
      const incident = incidentOf({ failures: [waited(`${hours} h`)] });
      expect(rounded(incident)).toMatchObject({ rpo: 0, rto: 0, usersDown: 0, recoveredFrom: "none-needed" });
      // Files 10:15, 10:30, … are copied from 10:15:30 + n h on: 4 n + 1 of them. After the j-th the newest cut is
      // 30 + 900 (4 n + 1 − j) + 24.04 j s old.
      const files = 4 * hours + 1;
      const young = Array.from({ length: files }, (_, index) => index + 1).find(
        (j) => 30 + 900 * (files - j) + 24.04 * j <= 1844.04,
      )!;
      const until = CUT + 900 + 3600 * hours + 30 + 24.04 * young;
      expect(rounded(incident.unshipped)).toBe(rounded(until - (CUT + 1844.04)));
    }
  });

  test("is what they do where nothing is said", () => {
    const { response: _, ...silent } = waited("3 h") as { response: string };
    expect(play({ failures: [silent] }).incidents).toEqual(play({ failures: [waited("3 h")] }).incidents);
  });
});

describe("people fail over", () => {
  const incident = incidentOf({ failures: [answered("8 h")] });
  const replication = incident.rto! - STEPS;
  const back = AT + STOP + incident.rto!;

  test("the outage begins at the end of stop-primary and takes the documented steps", () => {
    expect(replication).toBeGreaterThanOrEqual(REPLICATION[0]);
    expect(replication).toBeLessThanOrEqual(REPLICATION[1]);
    // Detecting and deciding were over before anybody was cut off.
    expect(rounded(incident.rtoParts)).toEqual({
      detect: 0,
      decide: 0,
      procedure: rounded(incident.rto!),
      reconnect: 0,
    });
    expect(incident).toMatchObject({ usersDown: 1, recoveredFrom: "log-shipping", what: "wan-cut" });
  });

  test("what is lost reaches from the newest safe cut to the stop", () => {
    // 10:44:30 − 10:00 = 2670 s. The old primary's disks stand: all of it could be salvaged.
    expect(rounded(incident)).toMatchObject({ rpo: 2670, lostStretches: [{ from: CUT, to: AT + STOP }] });
    expect(incident.messages).toMatchObject({
      lost: 26_700,
      salvageable: 26_700,
      refused: even(AT + STOP, back),
    });
  });

  test("the path is contiguous, from the stop to service", () => {
    const path = incident.criticalPath.filter(({ from }) => from >= AT + STOP - 1e-6);
    expect(path.map(({ step }) => step)).toEqual([
      "drop-log-shipping",
      "apply-logs",
      "end-connections",
      "recover-database",
      "switch-pool-state",
    ]);
    expect(rounded(path.map(({ from }) => from - AT - STOP))).toEqual([0, 120, 240, 360, 510]);
    expect(path.at(-1)!.from + path.at(-1)!.lasts).toBeCloseTo(back, 6);
  });

  test("before the stop nothing was exposed that the cut did not expose", () => {
    // Too old from 10:30:44.04 to the stop at 10:44:30, and unshipped for good once site 2 serves.
    expect(rounded(incident.unshipped)).toBe(rounded(AT + STOP - (CUT + 1844.04) + clock(14) - back));
  });

  test("the link back a second before the stop: nothing happened", () => {
    expect(rounded(incidentOf({ failures: [answered(STOP - 1)] }))).toMatchObject({
      rpo: 0,
      rto: 0,
      usersDown: 0,
      recoveredFrom: "none-needed",
      messages: { refused: 0, lost: 0 },
    });
  });

  // Back b s after the cut, serving 120 s later; recover-database begins 2580 s after the cut.
  test.each([
    [STOP + 1, 121],
    [STOP + 180, 300],
    [TO_RECOVER - 121, 359],
  ])("the link back after %d s, before the recovery: restarted after %d s", (lasts, rto) => {
    const early = incidentOf({ failures: [answered(lasts)] });
    expect(rounded(early)).toMatchObject({ rpo: 0, rto, lostStretches: [], recoveredFrom: "restart" });
    expect(early.messages).toMatchObject({ refused: 10 * rto, lost: 0 });
  });

  test.each([TO_RECOVER - 120, TO_RECOVER - 119, TO_RECOVER, TO_RECOVER + 60])(
    "the link back after %d s, too late to serve before it: no way back",
    (lasts) => {
      const late = incidentOf({ failures: [answered(lasts)] });
      expect(rounded(late)).toMatchObject({ rpo: 2670, recoveredFrom: "log-shipping" });
    },
  );

  test("the site lost before they stopped it: an ordinary failover, from the newest safe cut", () => {
    // Lost ten minutes after the cut, when people already know of the cut: 10:17:30 − 10:00.
    const { incidents } = play({ failures: [answered("8 h"), siteLoss(AT + 600)] });
    expect(incidents).toHaveLength(1);
    expect(rounded(incidents[0]!)).toMatchObject({
      what: "site-loss",
      at: AT + 600,
      rpo: 1050,
      recoveredFrom: "log-shipping",
    });
  });

  test("the site lost while the primary restarts after all: back with the site", () => {
    // The link is back 60 s after the stop; 40 s later, in the restart, site 1 is lost for 120 s, and restarts in 120,
    // which is 20 s before recover-database begins.
    const failures = [answered(STOP + 60), siteLoss(AT + STOP + 100, { lasts: "2 min" })];
    expect(rounded(play({ failures }).incidents)).toMatchObject([
      { rpo: 0, rto: 100 + 120 + 120, closed: AT + STOP + 340, recoveredFrom: "restart" },
    ]);
  });

  test("a share in a third place has its own links: what was shipped over them counts", () => {
    // The backup of 10:30 is whole there at 10:30:24.04; the stop is at 10:44:30: 870 s.
    const failures = [answered("8 h")];
    expect(rounded(incidentOf({ logShipping: { share: "third-site" }, failures }))).toMatchObject({
      rpo: 870,
      recoveredFrom: "log-shipping",
    });
  });

  test("the link restored later changes nothing any more", () => {
    const long = incidentOf({ failures: [answered("20 h")] });
    expect(rounded([long.rpo, long.rto])).toEqual(rounded([incident.rpo, incident.rto]));
    expect(long.closed! - incident.closed!).toBeCloseTo(12 * HOUR, 6);
  });
});
