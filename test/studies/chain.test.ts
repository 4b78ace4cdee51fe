/** Backups that cannot be read, log that another tool took away: the chain frozen, then mended by people. */
import { describe, expect, test } from "vitest";
import { clock, even, incidentOf, type Mapping, play, rounded, siteLoss } from "./playing.js";

const strike = (what: string, at: number): Mapping => ({ what, at: `${at.toFixed(6)} s` });

/** The rebuilding of the secondary takes an hour, whatever its size. */
const HOUR_TO_REBUILD = { reinitialise: "1 h" };

describe("a backup that cannot be read, then the site lost", () => {
  const lost = clock(2, 9, 40);

  test("freezes what can be used at the file before it, whatever lies behind", () => {
    const incident = incidentOf({ failures: [strike("corrupt-backup", clock(2, 9)), siteLoss(lost)] });
    // The file of 09:00 is bad; 09:15 and 09:30 are at site 2 and worth nothing: 09:40 − 08:45 = 55 min.
    expect(rounded(incident)).toMatchObject({
      what: "site-loss",
      at: lost,
      opened: clock(2, 9),
      rpo: 3300,
      lostStretches: [{ from: clock(2, 8, 45), to: lost }],
      staleness: 3300,
      causes: [{ what: "corrupt-backup" }, { what: "site-loss" }],
      phase: null,
    });
    const refused = even(lost, lost + incident.rto!);
    expect(incident.messages).toMatchObject({ lost: 33_000, salvageable: 33_000, refused });
  });

  test("strikes the first backup cut at or after its instant", () => {
    const rpo = (at: number) => incidentOf({ failures: [strike("corrupt-backup", at), siteLoss(lost)] }).rpo;
    expect(rpo(clock(2, 8, 59, 59.5))).toBe(3300);
    expect(rpo(clock(2, 8, 45, 0.000001))).toBe(3300);
    // A microsecond past 09:00 it is the file of 09:15: 09:40 − 09:00.
    expect(rpo(clock(2, 9, 0, 0.000001))).toBe(2400);
  });

  test("stops a restore in the middle of its list", () => {
    // Copied by the hour: 09:15 to 10:00 from 10:00:30 on, 24.04 s each. The restore of 10:10 applies 09:15 and
    // stops at 09:30, which is bad: 10:20 − 09:15.
    const hourly = { copy: { every: "1 h" }, restore: { every: "1 h", offset: "10 min" } };
    const failures = [strike("corrupt-backup", clock(2, 9, 30)), siteLoss(clock(2, 10, 20))];
    expect(rounded(incidentOf({ logShipping: hourly, failures }))).toMatchObject({
      rpo: 3900,
      staleness: 3900,
    });
  });

  test("costs nothing more while the bad file is not the newest safe one", () => {
    // 09:00:54: the file of 09:00 is not at site 2 yet; with it or without it 08:45 is what is left.
    const failures = [strike("corrupt-backup", clock(2, 9)), siteLoss(clock(2, 9, 0, 54))];
    expect(rounded(incidentOf({ failures }).rpo)).toBe(954);
  });

  test("is told of by the restore alert, and mended by a secondary built anew", () => {
    // The last restore ended at 08:46:10: told at 09:31:10, at work from 10:01:10, done at 11:01:10.
    const incident = incidentOf({
      logShipping: HOUR_TO_REBUILD,
      failures: [strike("corrupt-backup", clock(2, 9))],
    });
    expect(rounded(incident)).toMatchObject({
      what: "corrupt-backup",
      opened: clock(2, 9),
      closed: clock(2, 11, 1, 10),
      undetectedFor: 1870,
      staleness: 900,
      rpo: 0,
      rto: 0,
      // 08:45 is too old from 09:15:44.04 until the secondary is whole again.
      exposure: rounded(clock(2, 11, 1, 10) - clock(2, 9, 15, 44.04)),
    });
  });

  test("while the secondary is being built nothing newer counts; afterwards all does", () => {
    const rpo = (at: number) => {
      const failures = [strike("corrupt-backup", clock(2, 9)), siteLoss(at)];
      return rounded(play({ logShipping: HOUR_TO_REBUILD, failures }).incidents.at(-1)!.rpo);
    };
    expect(rpo(clock(2, 10, 37, 30))).toBe(6750);
    expect(rpo(clock(2, 11, 1, 9))).toBe(clock(2, 11, 1, 9) - clock(2, 8, 45));
    // 11:10 − 11:00 and 14:07:30 − 14:00.
    expect(rpo(clock(2, 11, 10))).toBe(600);
    expect(rpo(clock(2, 14, 7, 30))).toBe(450);
  });

  test("for ever without alerts: nobody mends what nobody knows", () => {
    const incident = incidentOf({
      monitoring: { restoreAlert: "none", backupAlert: "none" },
      failures: [strike("corrupt-backup", clock(2, 9))],
    });
    expect(rounded(incident)).toMatchObject({
      closed: null,
      undetectedFor: clock(14) - clock(2, 9),
      exposure: rounded(clock(14) - clock(2, 9, 15, 44.04)),
    });
  });
});

describe("a log backup that another tool took, then the site lost", () => {
  const lost = clock(2, 9, 40);

  test.each([
    { when: "between two backups", at: clock(2, 9, 10) },
    { when: "a moment after a backup was cut", at: clock(2, 9, 0, 10) },
    { when: "at the very tick of a backup, before it", at: clock(2, 9, 15) },
  ])("$when: nothing after the backup before it can be applied", ({ at }) => {
    const incident = incidentOf({ failures: [strike("chain-broken", at), siteLoss(lost)] });
    expect(rounded(incident)).toMatchObject({
      what: "site-loss",
      rpo: 2400,
      lostStretches: [{ from: clock(2, 9), to: lost }],
      staleness: 2400,
    });
  });

  test("is mended like a bad backup", () => {
    // Restored last at 09:01:10: told at 09:46:10, at work from 10:16:10, done at 11:16:10.
    const failures = [strike("chain-broken", clock(2, 9, 10))];
    const incident = incidentOf({ logShipping: HOUR_TO_REBUILD, failures });
    expect(rounded(incident)).toMatchObject({
      what: "chain-broken",
      closed: clock(2, 11, 16, 10),
      undetectedFor: 2170,
      rpo: 0,
      exposure: rounded(clock(2, 11, 16, 10) - clock(2, 9, 30, 44.04)),
    });
    const later = play({
      logShipping: HOUR_TO_REBUILD,
      failures: [...failures, siteLoss(clock(2, 12, 7, 30))],
    });
    expect(rounded(later.incidents.at(-1))).toMatchObject({ what: "site-loss", rpo: 450 });
  });

  test("is mended while copies fail, and old files that come late take nothing back", () => {
    // Copies fail from 09:10 to 13:10. Told at 09:46:10, the secondary is built anew from 10:16:10 to 11:16:10. At
    // 13:15:30 come 17 files, the first of them cut before the full backup and before the hole: all are at site 2
    // at 13:22:18.68, and from 10:30 on they follow on the full backup. At 14:07:30 the newest is 14:00.
    const failures = [
      { what: "job-failing", job: "copy", at: `${clock(2, 9, 10)} s`, lasts: "4 h" },
      strike("chain-broken", clock(2, 9, 20)),
    ];
    for (const day of [2, 4]) {
      const lost = siteLoss(clock(day, 14, 7, 30));
      const { incidents } = play({ logShipping: HOUR_TO_REBUILD, failures: [...failures, lost] });
      expect(rounded(incidents.at(-1))).toMatchObject({ what: "site-loss", rpo: 450, staleness: 450 });
    }
  });

  test("is mended as soon where people look after something else already, and no alert had been near", () => {
    // The witness is down from 01:00 on. The alerts had nothing to wait for then, and at 09:46:10 they ring all the same.
    const witness = { what: "witness-crash", at: `${clock(2, 1)} s`, lasts: "2 d" };
    const lost = siteLoss(clock(2, 12, 7, 30));
    const failures = [witness, strike("chain-broken", clock(2, 9, 10)), lost];
    const { incidents } = play({ logShipping: HOUR_TO_REBUILD, failures });
    expect(rounded(incidents.at(-1))).toMatchObject({ what: "site-loss", rpo: 450 });
  });

  test("has the new secondary take as long as its bytes", () => {
    // 100 GB: a backup at 100 MB/s in 1000 s, 8000.04 s over the link, a restore at 100 MB/s in 1000 s.
    const incident = incidentOf({ failures: [strike("chain-broken", clock(2, 9, 10))] });
    const atWork = clock(2, 10, 16, 10);
    expect(incident.closed! - atWork).toBeGreaterThanOrEqual(10_000.04);
    expect(incident.closed! - atWork).toBeLessThanOrEqual(10_002);
  });
});

describe("a secondary whose disks were destroyed", () => {
  const gone = (lasts: string): Mapping => ({
    what: "site-loss",
    where: "site-2",
    at: `${clock(2, 9, 10)} s`,
    lasts,
    disks: "destroyed",
  });

  test("is no target at all until it has been built anew", () => {
    const incident = incidentOf({ logShipping: HOUR_TO_REBUILD, failures: [gone("1 h")] });
    expect(incident).toMatchObject({ what: "site-loss", where: "site-2", rpo: 0, rto: 0 });
    // Exposed from the first moment to the last; back at 10:10, and the rebuilding alone takes an hour.
    expect(incident.closed!).toBeGreaterThanOrEqual(clock(2, 11, 10));
    expect(rounded(incident.exposure)).toBeGreaterThanOrEqual(7200);
  });

  test("is of no use to a site lost meanwhile: the pool waits for what comes back", () => {
    const { incidents } = play({ failures: [gone("1 h"), siteLoss(clock(2, 10, 17, 30), { lasts: "1 d" })] });
    expect(rounded(incidents[0])).toMatchObject({
      what: "site-loss",
      where: "site-1",
      rpo: 0,
      recoveredFrom: "restart",
      rto: 86_520,
    });
  });

  test.each(["10 min", "1 h", "8 h"])("is built anew once, when it was away for %s", (lasts) => {
    const incident = incidentOf({ logShipping: HOUR_TO_REBUILD, failures: [gone(lasts)] });
    const back = incident.causes[0]!.healed!;
    // Told by an alert after 45 min at the latest, at work 30 min later, built in an hour: 2 h 15 min and the
    // quarter of an hour until the next file.
    expect(incident.closed! - back).toBeLessThanOrEqual(2.5 * 3600);
  });

  test("is built anew however short the loss of its site was", () => {
    const incident = incidentOf({ logShipping: HOUR_TO_REBUILD, failures: [gone("1 min")] });
    expect(incident.closed).not.toBeNull();
    expect(incident.exposure).toBeLessThan(86_400);
  });

  test("is built anew even if the serving site was away for half an hour meanwhile", () => {
    const failures = [gone("1 h"), siteLoss(clock(2, 10, 17, 30), { lasts: "30 min" })];
    const incident = incidentOf({ logShipping: HOUR_TO_REBUILD, failures });
    expect(incident.closed).not.toBeNull();
    expect(incident.exposure).toBeLessThan(86_400);
  });
});
