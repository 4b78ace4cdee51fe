/** What the load does: profiles, bursts, sizes, and counts that are exact. From the rules alone. */

import { describe, expect, test } from "vitest";
import { readScenario } from "../../src/scenario/index.js";
import { startRun } from "../../src/studies/index.js";
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

/** 10 messages a second from 08:00 to 12:00 and 14:00 to 18:00, 30 from 12:00 to 14:00, none at other times. */
const DAYTIME = {
  profile: {
    hours: [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 3, 3, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0],
  },
};
/** Run times and sizes computed from the log. */
const COMPUTED = { fileSize: null, duration: null, overhead: "0 s", rate: "100 MB/s" };

describe("an hourly profile", () => {
  test.each([
    { at: clock(1, 12, 7, 30), from: clock(1, 12), lost: 13_500, why: "450 s at 30 a second" },
    {
      at: clock(1, 12, 0, 40),
      from: clock(1, 11, 45),
      lost: 10_200,
      why: "900 s at 10 and 40 s at 30 a second",
    },
    {
      at: clock(1, 14, 0, 40),
      from: clock(1, 13, 45),
      lost: 27_400,
      why: "900 s at 30 and 40 s at 10 a second",
    },
    {
      at: clock(1, 8, 0, 40),
      from: clock(1, 7, 45),
      lost: 400,
      why: "900 s at none and 40 s at 10 a second",
    },
    { at: clock(1, 22, 7, 30), from: clock(1, 22), lost: 0, why: "nobody writes at night" },
  ])("loses what its hours say: $why", ({ at, from, lost }) => {
    const incident = incidentOf({ workload: DAYTIME, failures: [siteLoss(at, { lasts: "forever" })] });
    // RPO is the length of the stretch, whether or not a message fell into it.
    expect(rounded(incident)).toMatchObject({ rpo: at - from, lostStretches: [{ from, to: at }] });
    expect(incident.messages).toMatchObject({ lost, kept: 0 });
  });

  test("adds up over the days", () => {
    // 4 h × 36,000 + 2 h × 108,000 + 4 h × 36,000 = 504,000 a day, fourteen times.
    expect(play({ workload: DAYTIME }).messages).toMatchObject({ offered: 7_056_000, accepted: 7_056_000 });
  });

  test("fills files by the hour, and with them backups and copies", () => {
    // 100 KB a message: 1 MB/s until 12:00, 3 MB/s from then on. The file of 12:15 holds 2.7 GB: 27 s of backup,
    // copied from 12:15:30 in 0.04 + 216 s. That of 12:00 holds 900 MB: 9 s, copied from 12:00:30 in 72.04 s.
    const at = (instant: number) =>
      rounded(
        incidentOf({
          workload: { ...DAYTIME, logBytesPerMessage: "100 KB" },
          logShipping: { backup: COMPUTED },
          failures: [siteLoss(instant)],
        }).rpo,
      );
    expect(at(clock(1, 12, 1, 42.04))).toBe(102.04);
    expect(at(clock(1, 12, 1, 42.039999))).toBe(1002.039999);
    expect(at(clock(1, 12, 19, 6.04))).toBe(246.04);
    expect(at(clock(1, 12, 19, 6.039999))).toBe(1146.039999);
  });

  test("fills smaller files where they are compressed", () => {
    // The file of 12:15 holds 2.7 GB / 2: copied in 108.04 s, safe at 12:17:18.04.
    const at = (instant: number) =>
      rounded(
        incidentOf({
          workload: { ...DAYTIME, logBytesPerMessage: "100 KB" },
          logShipping: { backup: { fileSize: null, compression: 2 } },
          failures: [siteLoss(instant)],
        }).rpo,
      );
    expect(at(clock(1, 12, 17, 18.04))).toBe(138.04);
    expect(at(clock(1, 12, 17, 18.039999))).toBe(1038.039999);
  });
});

describe("a burst of log every night", () => {
  /** 36 GB from 02:00 to 03:00, 10 MB/s, and no other log. Copies five minutes after backups. */
  const burst: Mapping = {
    workload: {
      logBytesPerMessage: "0 B",
      bursts: [{ every: "1 d", offset: "2 h", lasts: "1 h", log: "36 GB" }],
    },
    logShipping: { backup: COMPUTED, copy: { offset: "5 min" } },
  };

  // A file of the burst holds 9 GB: 90 s of backup, 0.04 + 720 s of copy.
  test.each([
    // 02:15 is whole at 02:16:30, copied from 02:20 to 02:32:00.04; 02:30 from 02:35 to 02:47:00.04.
    { at: clock(1, 2, 32, 0.039999), cut: clock(1, 2) },
    { at: clock(1, 2, 32, 0.04), cut: clock(1, 2, 15) },
    { at: clock(1, 2, 45), cut: clock(1, 2, 15) },
    { at: clock(1, 2, 47, 0.04), cut: clock(1, 2, 30) },
    // 03:00 is copied until 03:17:00.04; 03:15 is empty: whole at once, copied at 03:20 in 0.04 s.
    { at: clock(1, 3, 19), cut: clock(1, 3) },
    { at: clock(1, 3, 20, 0.04), cut: clock(1, 3, 15) },
    // Outside the burst all files are empty: 02:00 is safe at 02:05:00.04.
    { at: clock(1, 2, 5, 0.039999), cut: clock(1, 1, 45) },
    { at: clock(1, 2, 5, 0.04), cut: clock(1, 2) },
  ])("at $at the newest safe cut is $cut", ({ at, cut }) => {
    const incident = incidentOf({ ...burst, failures: [siteLoss(at)] });
    expect(rounded(incident.rpo)).toBe(rounded(at - cut));
    expect(rounded(incident.phase)).toMatchObject({
      // Best just after an empty file is safe, 5 min after its cut. Worst just before 02:47:00.04, 03:02:00.04 and
      // 03:17:00.04, when the file before is 1920.04 s old (before 02:32:00.04 it is 02:00, as old as that).
      best: 300.04,
      worst: 1920.04,
      exact: true,
    });
  });

  test("leaves the messages alone", () => {
    const incident = incidentOf({ ...burst, failures: [siteLoss(clock(1, 2, 45))] });
    expect(incident.messages.lost).toBe(18_000);
  });
});

describe("counts are exact", () => {
  test.each([24, 7, 74, 0.3])("%d messages a second, at any microsecond", (rate) => {
    const at = 122_850_123_457n;
    const incident = incidentOf({
      workload: { messagesPerSecond: rate },
      failures: [{ what: "site-loss", at: `${at} us`, lasts: "forever" }],
    });
    // Message i comes at i / rate: ⌊rate × t⌋ have come up to t. In tenths of a message a second, to stay exact.
    const tenths = BigInt(Math.round(rate * 10));
    const upTo = (micros: bigint) => Number((micros * tenths) / 10_000_000n);
    const back = at + BigInt(Math.round(incident.rto! * 1e6));
    expect(incident.messages).toMatchObject({
      lost: upTo(at) - upTo(122_400_000_000n),
      refused: upTo(back) - upTo(at),
      offered: upTo(back) - upTo(122_400_000_000n),
    });
  });

  test("a message that comes at the instant of the failure was accepted, the next is refused", () => {
    const lost = (at: number) => incidentOf({ failures: [siteLoss(at)] }).messages.lost;
    // Ten a second: one at 10:07:30.0, one at 10:07:30.1.
    expect(lost(clock(1, 10, 7, 30) - 1e-6)).toBe(4499);
    expect(lost(clock(1, 10, 7, 30))).toBe(4500);
    expect(lost(clock(1, 10, 7, 30.099999))).toBe(4500);
    expect(lost(clock(1, 10, 7, 30.1))).toBe(4501);
  });

  test("no messages at all lose a stretch and no message", () => {
    const incident = incidentOf({
      workload: { messagesPerSecond: 0 },
      failures: [siteLoss(clock(1, 10, 7, 30))],
    });
    expect(incident).toMatchObject({ rpo: 450, messages: { offered: 0, lost: 0 } });
  });

  test("a stretch that began before time 0 counts messages before it", () => {
    // Lost at 00:05: the newest safe cut is 00:00. At 00:00:30 it is 23:45 of the day before: 900 + 30 s.
    expect(play({ failures: [siteLoss(300)] }).messages).toMatchObject({ offered: 14 * 864_000, lost: 3000 });
    const result = play({ failures: [siteLoss(30)] });
    expect(rounded(result.incidents[0])).toMatchObject({ rpo: 930, lostStretches: [{ from: -900, to: 30 }] });
    expect(result.messages).toMatchObject({ offered: 14 * 864_000 + 9000, lost: 9300 });
  });
});

describe("what makes a copy take longer", () => {
  const best = (changes: Mapping) => {
    const { schedule } = check(changed(PLAIN, changes));
    return schedule?.kind === "exact" ? rounded(schedule.rpo.best) : schedule;
  };

  // 30 s after the cut, then the way, the overhead and 300 MB.
  test.each([
    { name: "half the link", changes: { wan: { shippingShare: "50 %" } }, expected: 30 + 0.04 + 48 },
    { name: "half its efficiency", changes: { wan: { efficiency: 0.5 } }, expected: 30 + 0.04 + 48 },
    { name: "both", changes: { wan: { efficiency: 0.5, shippingShare: "50 %" } }, expected: 30 + 0.04 + 96 },
    {
      name: "overhead",
      changes: { logShipping: { copy: { overhead: "2 s" } } },
      expected: 30 + 0.04 + 2 + 24,
    },
    {
      name: "a third site's own links, which the backup crosses",
      changes: { logShipping: { share: "third-site", thirdSite: { bandwidth: "50 Mbps" } } },
      expected: 0.04 + 48,
    },
    { name: "a long way", changes: { wan: { roundTrip: "600 ms" } }, expected: 30 + 0.3 + 24 },
    { name: "a late start", changes: { logShipping: { copy: { jitter: "5 s" } } }, expected: 35 + 0.04 + 24 },
    // A backup's cut is its start, jitter and all: 5 s late, its file is 5 s younger when it is safe.
    {
      name: "a late backup",
      changes: { logShipping: { backup: { jitter: "5 s" } } },
      expected: 25 + 0.04 + 24,
    },
    // 15 s late it ends at :35, after the copy: taken 900 s later.
    {
      name: "a backup that misses its copy",
      changes: { logShipping: { backup: { jitter: "15 s" } } },
      expected: 915 + 0.04 + 24,
    },
  ])("$name: $expected s", ({ changes, expected }) => {
    expect(best(changes)).toBe(rounded(expected));
    const incident = incidentOf({ ...changes, failures: [siteLoss(clock(1, 10, 7, 30))] });
    expect(rounded(incident.phase?.best)).toBe(rounded(expected));
  });
});

describe("a delayed restore", () => {
  test("leaves site 2 an hour behind, loses nothing more, and is ignored by the runbook", () => {
    const at = clock(1, 10, 7, 30);
    const incident = incidentOf({
      logShipping: { restore: { delay: "1 h" } },
      failures: [siteLoss(at)],
    });
    // 09:00 may be restored from 10:00 on: by the run of 10:01:00.
    expect(rounded(incident)).toMatchObject({ rpo: 450, staleness: at - clock(1, 9) });
    // Until log shipping is dropped at 10:44:30 the runs of 10:16 and 10:31 restore 09:15 and 09:30; 09:45 and 10:00
    // are left: two files of 10 s beside the step.
    const apply = incident.criticalPath.find(({ step }) => step === "apply-logs")!;
    expect(rounded(apply.lasts)).toBe(140);
  });
});

describe("the burst behind a loss", () => {
  const rebuild = "{ name: index rebuild, every: 7 d, offset: 6 d 2 h, lasts: 40 min, log: 40 GB }";
  const lostAt = (at: string) => {
    const reading = readScenario(
      [
        "layout: low-bandwidth",
        "wan: { poolTraffic: none }",
        `workload: { bursts: [ ${rebuild} ] }`,
        "logShipping: { copy: { offset: 30 s } }",
        `failures: [ { what: site-loss, where: site-1, at: ${at}, lasts: forever } ]`,
      ].join("\n"),
      { file: "test" },
    );
    if (!reading.ok) throw new Error("not valid");
    const run = startRun({ scenario: reading.scenario, seed: 1, replications: 1, replay: "", version: "" });
    run.advance(1);
    return run.finish().incidents[0]!;
  };

  test("is named while its log is on the way, hours long, and not on any other night", () => {
    // 40 GB over 4.375 MB/s take two and a half hours from 02:00 on.
    expect(lostAt("6 d 4 h 30 min")).toMatchObject({ behindBurst: "index rebuild" });
    expect(lostAt("6 d 4 h 30 min").rpo).toBeGreaterThan(3600);
    expect(lostAt("5 d 4 h 30 min")).toMatchObject({ behindBurst: null });
    expect(lostAt("6 d 12 h")).toMatchObject({ behindBurst: null });
  });
});
