/** The backup share and the three jobs in trouble, alone and before the site is lost. From the rules alone. */
import { describe, expect, test } from "vitest";
import { clock, even, incidentOf, ledger, type Mapping, MINUTE, play, rounded, siteLoss } from "./playing.js";

/** Wednesday 09:10: the newest safe cut is that of 09:00, restored at 09:01:10. */
const AT = clock(2, 9, 10);
const NEWEST = clock(2, 9);
/** Two intervals, the longest backup and the longest copy. */
const TOO_OLD = 1844.04;
const LOST = clock(2, 11, 7, 30);

const shareLoss = (at: number, changes: Mapping): Mapping => ({
  what: "share-loss",
  at: `${at} s`,
  ...changes,
});
const jobFailing = (job: string, changes: Mapping = {}): Mapping => ({
  what: "job-failing",
  job,
  at: `${AT} s`,
  lasts: "3 h",
  ...changes,
});

describe("the backup share is lost", () => {
  test("alone: nothing is lost, and the pool is exposed until a backup arrives at site 2 again", () => {
    const incident = incidentOf({ failures: [shareLoss(AT, { lasts: "2 h" })] });
    // Back at 11:10; the backup of 11:15 is safe at 11:15:54.04. Too old was 09:00 from 09:30:44.04 on.
    expect(rounded(incident)).toMatchObject({
      what: "share-loss",
      where: null,
      opened: AT,
      closed: AT + 7200,
      rpo: 0,
      rto: 0,
      recoveredFrom: "none-needed",
      staleness: 600,
      exposure: rounded(clock(2, 11, 15, 54.04) - (NEWEST + TOO_OLD)),
      messages: { offered: 72_000, accepted: 72_000, refused: 0, kept: 72_000, lost: 0, salvageable: 0 },
    });
    expect(incident.exposure).toBeCloseTo(6310, 6);
  });

  test("and still away when the site is lost: all since the last copy goes with it", () => {
    const incident = incidentOf({ failures: [shareLoss(AT, { lasts: "6 h" }), siteLoss(LOST)] });
    expect(rounded(incident)).toMatchObject({
      what: "site-loss",
      opened: AT,
      closed: LOST + 8 * 3600,
      rpo: 7650,
      lostStretches: [{ from: NEWEST, to: LOST }],
      staleness: 7650,
    });
    const back = LOST + incident.rto!;
    expect(incident.messages).toEqual(
      ledger({ from: NEWEST, at: LOST, back, closed: LOST + 8 * 3600, salvageable: 76_500 }),
    );
  });

  test("and back before: the first backup covers the whole gap, and the site's loss costs what it always does", () => {
    const { incidents } = play({ failures: [shareLoss(AT, { lasts: "30 min" }), siteLoss(LOST)] });
    expect(rounded(incidents)).toMatchObject([
      { what: "share-loss", rpo: 0, closed: AT + 1800 },
      { what: "site-loss", rpo: 450, opened: LOST },
    ]);
  });

  test("in the middle of a backup: that file never was, and its log is in the next one", () => {
    // Lost from 10:00:10 to 10:01:10. The file of 10:15 covers from 09:45 on and is safe at 10:15:54.04.
    const share = shareLoss(clock(2, 10, 0, 10), { lasts: "60 s" });
    const rpoAt = (at: number) => rounded(play({ failures: [share, siteLoss(at)] }).incidents.at(-1)!.rpo);
    expect(rpoAt(clock(2, 10, 13))).toBe(28 * MINUTE);
    expect(rpoAt(clock(2, 10, 15, 54.039999))).toBe(1854.039999);
    expect(rpoAt(clock(2, 10, 15, 54.04))).toBe(54.04);
  });

  // The file of 10:00 is whole on the share at 10:00:20; its copy runs from 10:00:30 to 10:00:54.04.
  describe("in the middle of a copy", () => {
    const lostInCopy = (disks: string) => shareLoss(clock(2, 10, 0, 40), { lasts: "10 min", disks });

    test("with its disks kept: the file is copied when the share is back", () => {
      // The tick of 10:15:30 finds 10:00 and 10:15: safe at 10:15:54.04 and 10:16:18.08.
      const rpoAt = (at: number) =>
        rounded(play({ failures: [lostInCopy("kept"), siteLoss(at)] }).incidents.at(-1)!.rpo);
      expect(rpoAt(clock(2, 10, 15, 54.039999))).toBe(1854.039999);
      expect(rpoAt(clock(2, 10, 15, 54.04))).toBe(954.04);
      expect(rpoAt(clock(2, 10, 16, 18.08))).toBe(78.08);
      expect(rpoAt(clock(2, 10, 37, 30))).toBe(450);
    });

    test("with its disks destroyed: a hole in the chain, and what lies behind it is worth nothing", () => {
      // The log from 09:45 to 10:00 was backed up and is nowhere now: 10:37:30 − 09:45 = 52 min 30 s.
      const { incidents } = play({ failures: [lostInCopy("destroyed"), siteLoss(clock(2, 10, 37, 30))] });
      expect(rounded(incidents.at(-1))).toMatchObject({
        what: "site-loss",
        rpo: 3150,
        staleness: 3150,
        lostStretches: [{ from: clock(2, 9, 45), to: clock(2, 10, 37, 30) }],
      });
    });
  });

  test("in a third place, where files wait for their copy: they die with it", () => {
    // Copies on the backup's grid: at 10:07 the file of 10:00 is on the share only. Site 2 has 09:45.
    const grid = { share: "third-site", copy: { offset: "0 s" } };
    const site = siteLoss(clock(2, 10, 7, 30));
    expect(rounded(incidentOf({ logShipping: grid, failures: [site] }).rpo)).toBe(450);
    const share = shareLoss(clock(2, 10, 7), { lasts: "forever" });
    expect(rounded(incidentOf({ logShipping: grid, failures: [share, site] }).rpo)).toBe(1350);
  });
});

describe("a job fails at every run", () => {
  test.each([
    // The backup of 12:15, the first after the repair at 12:10, is safe at 12:15:54.04.
    { job: "backup", exposure: clock(2, 12, 15, 54.04) - (NEWEST + TOO_OLD) },
    // The copy of 12:15:30 takes thirteen files; as with a cut link, the twelfth ends the exposure.
    { job: "copy", exposure: clock(2, 12, 15, 30) + 12 * 24.04 - (NEWEST + TOO_OLD) },
    { job: "restore", exposure: 0 },
  ])("$job, alone: nothing is lost", ({ job, exposure }) => {
    expect(rounded(incidentOf({ failures: [jobFailing(job)] }))).toMatchObject({
      what: "job-failing",
      where: job,
      opened: AT,
      closed: AT + 10_800,
      rpo: 0,
      rto: 0,
      recoveredFrom: "none-needed",
      exposure: rounded(exposure),
      unshipped: rounded(exposure),
    });
  });

  test.each(["backup", "copy"])("%s, before the site is lost: all since the last copy", (job) => {
    for (const silent of [false, true]) {
      const incident = incidentOf({ failures: [jobFailing(job, { silent }), siteLoss(LOST)] });
      expect(rounded(incident)).toMatchObject({ what: "site-loss", at: LOST, rpo: 7650, staleness: 7650 });
      expect(incident.messages.lost).toBe(even(NEWEST, LOST));
    }
  });

  test("restore, before the site is lost: no loss more, but eight files to apply by hand", () => {
    const incident = incidentOf({ failures: [jobFailing("restore"), siteLoss(LOST)] });
    expect(rounded(incident)).toMatchObject({ rpo: 450, staleness: 7650, recoveredFrom: "log-shipping" });
    // 09:15 to 11:00 wait, 10 s each beside the 2 min of a step.
    const apply = incident.criticalPath.find(({ step }) => step === "apply-logs")!;
    expect(rounded(apply.lasts)).toBe(120 + 8 * 10);
  });

  test("copy, with the share in a third place: eight files to copy by hand, and nothing more is lost", () => {
    const failures = [jobFailing("copy"), siteLoss(LOST)];
    const incident = incidentOf({ logShipping: { share: "third-site" }, failures });
    expect(rounded(incident)).toMatchObject({ rpo: 450, staleness: 7650, recoveredFrom: "log-shipping" });
    const steps = incident.criticalPath.map(({ step }) => step);
    expect(steps).toEqual([
      "detect",
      "decide",
      "drop-log-shipping",
      "copy-remaining",
      "apply-logs",
      "end-connections",
      "recover-database",
      "switch-pool-state",
    ]);
    // Eight files of 24.04 s each beside the step.
    const copy = incident.criticalPath.find(({ step }) => step === "copy-remaining")!;
    expect(rounded(copy.lasts)).toBe(rounded(120 + 8 * 24.04));
  });

  test("loudly, it is known when nothing has been restored for 45 minutes", () => {
    // The last restore ended at 09:01:10: told at 09:46:10, before a backup can be an hour late.
    for (const job of ["backup", "copy", "restore"]) {
      expect(rounded(incidentOf({ failures: [jobFailing(job)] }).undetectedFor)).toBe(2170);
    }
  });

  test("with an alert on the newest file at site 2, sooner", () => {
    // The cut of 09:00 is 40 min old at 09:40.
    const failures = [jobFailing("copy")];
    expect(incidentOf({ monitoring: { newestFileAge: "40 min" }, failures }).undetectedFor).toBe(1800);
  });

  test("silently, nobody is told before it is repaired", () => {
    for (const job of ["backup", "copy", "restore"]) {
      const incident = incidentOf({ failures: [jobFailing(job, { silent: true })] });
      expect(incident.undetectedFor).toBe(10_800);
    }
  });

  test("the backup at its tick: the repair at the same instant comes first", () => {
    const failing = (lasts: string) => ({ ...jobFailing("backup"), at: `${clock(2, 9, 50)} s`, lasts });
    const rpo = (lasts: string) =>
      rounded(play({ failures: [failing(lasts), siteLoss(clock(2, 10, 10))] }).incidents.at(-1)!.rpo);
    // Repaired at 10:00:00 the backup of 10:00 runs; a microsecond later it has failed, and 09:45 is the newest.
    expect(rpo("10 min")).toBe(600);
    expect(rpo("600.000001 s")).toBe(1500);
  });
});

describe("trouble that nobody ever repairs", () => {
  const lasting = { lasts: "forever" };

  test.each([
    { name: "a lost share", failure: shareLoss(AT, lasting) },
    { name: "a failing backup", failure: jobFailing("backup", lasting) },
    { name: "a failing copy", failure: jobFailing("copy", lasting) },
    { name: "a cut link", failure: { what: "wan-cut", at: `${AT} s`, ...lasting } },
  ])("$name exposes the pool to the end, not less than one that is repaired", ({ failure }) => {
    // 09:00 is too old from 09:30:44.04 on, and nothing newer ever comes.
    expect(rounded(incidentOf({ failures: [failure] }).exposure)).toBe(
      rounded(clock(14) - (NEWEST + TOO_OLD)),
    );
  });

  test("a lost share is noticed no sooner than one that comes back after two hours", () => {
    const repaired = incidentOf({ failures: [shareLoss(AT, { lasts: "2 h" })] });
    expect(repaired.undetectedFor).toBe(2170);
    expect(incidentOf({ failures: [shareLoss(AT, lasting)] }).undetectedFor).toBe(2170);
  });
});
