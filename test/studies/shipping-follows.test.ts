/**
 * Log shipping after a failover to the mirror: the new principal backs up from its own next tick on the same grid, if
 * it was set up to. Backups at :00 of every quarter, whole at :20, copied from :30 to :54.04. A crashed process is
 * noticed after 1 s and a host after 10 s; agreement takes 1 s, coming online 2 s.
 */
import { describe, expect, test } from "vitest";
import { changed, clock, even, HOUR, type Mapping, play, rounded, seconds, siteLoss } from "./playing.js";

const PAIR: Mapping = { mirroring: { decide: "1 s", online: "2 s", resync: "0 s" } };
const UNSHIPPED: Mapping = changed(PAIR, { mirroring: { shipsLogs: false } });

const crash = (at: number, changes: Mapping = {}): Mapping => ({
  what: "principal-crash",
  at: seconds(at),
  lasts: "forever",
  ...changes,
});
/** What the loss of site 1 at `at` costs after these failures. */
const lossAt = (at: number, failures: readonly Mapping[], changes: Mapping = PAIR) => {
  const { incidents } = play(changed(changes, { failures: [...failures, siteLoss(at)] }));
  return rounded(incidents.at(-1)!);
};
/** Tuesday. */
const tuesday = (hours: number, minutes = 0, rest = 0) => clock(1, hours, minutes, rest);

describe("the principal fails in the middle of a backup", () => {
  // The backup of 10:00:00 is void at 10:00:10. The mirror serves from 10:00:23; its own next tick is 10:15:00, and
  // that file, safe at 10:15:54.04, covers everything since the cut of 09:45.
  const failures = [crash(tuesday(10, 0, 10))];

  test.each([
    ["in the gap: back to the last cut of the old principal", tuesday(10, 14), 29 * 60],
    ["a microsecond before the new principal's first file is safe", tuesday(10, 15, 54.039999), 1854.039999],
    ["when it is safe", tuesday(10, 15, 54.04), 54.04],
    ["an hour later, as if nothing had happened", tuesday(11, 7, 30), 450],
  ])("%s", (_name, at, rpo) => {
    expect(lossAt(at, failures)).toMatchObject({ what: "site-loss", rpo, recoveredFrom: "log-shipping" });
  });

  test("where the lost log was, piece by piece", () => {
    // At 10:15:40 the file of 10:15, which holds the log from 09:45 on, is under way since 10:15:30.
    const [from, middle, to] = [tuesday(9, 45), tuesday(10, 15), tuesday(10, 15, 40)];
    expect(lossAt(to, failures).lostStretches).toEqual([
      {
        from,
        to,
        why: [
          { from, to: middle, because: "in-transfer" },
          { from: middle, to, because: "not-yet-backed-up" },
        ],
      },
    ]);
    // At 10:15:25 it is whole on the share and nobody copies it.
    expect(lossAt(tuesday(10, 15, 25), failures).lostStretches[0]!.why[0]).toMatchObject({
      because: "on-the-share-only",
    });
  });
});

describe("the principal fails between a backup and its copy", () => {
  test("the file is on the share, and the copy job takes it", () => {
    // Whole at 10:00:20, the crash at 10:00:25, safe at 10:00:54.04.
    expect(lossAt(tuesday(10, 14), [crash(tuesday(10, 0, 25))]).rpo).toBe(840);
  });
});

describe("a failover across a tick of the backup job", () => {
  // The process fails; the mirror serves 4 s later.
  test.each([
    ["served a second before the tick: the backup runs", tuesday(10, 14, 55), 840],
    ["served at the instant of the tick: what ends there, ends first", tuesday(10, 14, 56), 840],
    ["served a second after it: skipped, never made up", tuesday(10, 14, 57), 1740],
  ])("%s", (_name, at, rpo) => {
    expect(lossAt(tuesday(10, 29), [crash(at, { how: "process" })]).rpo).toBe(rpo);
  });
});

describe("a mirror that was never set up to ship", () => {
  const AT = tuesday(10, 7, 30);
  const LOST = tuesday(16, 7, 30);
  /** The cut of 10:00 is too old after two intervals, the longest backup and the longest copy. */
  const TOO_OLD = tuesday(10) + 900 + 900 + 20 + 24.04;

  test("site 1 lost six hours later: all since the old principal's last cut", () => {
    // 16:07:30 − 10:00 = 22050 s, of which the 13 s of the failover had no messages.
    const result = play(changed(UNSHIPPED, { failures: [crash(AT), siteLoss(LOST)] }));
    const [first, second] = rounded(result.incidents);
    expect(first).toMatchObject({ what: "principal-crash", rpo: 0, rto: 13, recoveredFrom: "mirror" });
    expect(second).toMatchObject({
      what: "site-loss",
      rpo: 22_050,
      recoveredFrom: "log-shipping",
      lostStretches: [{ from: tuesday(10), to: LOST, why: [{ because: "not-yet-backed-up" }] }],
      phase: null,
    });
    expect(result.messages.lost).toBe(even(tuesday(10), LOST) - 130);
  });

  test("in the mean time exposure grows, and nothing says so", () => {
    const [first] = rounded(play(changed(UNSHIPPED, { failures: [crash(AT), siteLoss(LOST)] })).incidents);
    // 10:30:44.04 to 16:07:30 unshipped; unmirrored since the takeover, as the old principal is gone for good.
    expect(first).toMatchObject({
      unshipped: rounded(LOST - TOO_OLD),
      unmirrored: LOST - AT - 13,
      exposure: LOST - AT - 13,
    });
  });

  test("with the old principal back as mirror, what is left is unshipped", () => {
    // Back at 10:17:30, restarted at 10:19:30: unmirrored for 720 − 13 s, which ends before the file is too old.
    const failures = [crash(AT, { lasts: "10 min" }), siteLoss(LOST)];
    const { incidents } = play(changed(UNSHIPPED, { failures }));
    const summed = (name: "unshipped" | "unmirrored" | "exposure") =>
      rounded(incidents.filter(({ at }) => at < LOST).reduce((sum, one) => sum + one[name], 0));
    expect(summed("unmirrored")).toBe(707);
    expect(summed("unshipped")).toBe(rounded(LOST - TOO_OLD));
    expect(summed("exposure")).toBe(rounded(707 + LOST - TOO_OLD));
  });

  // The last restore ended at 10:01:10, the last backup at 10:00:20.
  test.each([
    ["the restore alert", {}, tuesday(10, 46, 10)],
    ["the backup alert", { restoreAlert: "none" }, tuesday(11, 0, 20)],
  ])("nobody is told before %s", (_name, monitoring, told) => {
    const { incidents } = play(changed(UNSHIPPED, { monitoring, failures: [crash(AT), siteLoss(LOST)] }));
    expect(rounded(incidents[0]!.undetectedFor)).toBe(told - AT);
  });

  test("roles switched back: the old principal ships again, from its own next tick", () => {
    // B fails at 12:07:30, A takes over and backs up at 12:15, everything since 10:00.
    const failures = [crash(AT, { lasts: "10 min" }), crash(AT + 2 * HOUR, { lasts: "10 min" })];
    expect(lossAt(tuesday(12, 14), failures, UNSHIPPED).rpo).toBe(2 * HOUR + 14 * 60);
    expect(lossAt(tuesday(12, 22, 30), failures, UNSHIPPED).rpo).toBe(450);
  });

  test("set up to ship, the same costs what it always does", () => {
    expect(lossAt(LOST, [crash(AT)]).rpo).toBe(450);
  });
});

describe("exposure of a pair that ships", () => {
  test("a failover alone leaves no file too old", () => {
    const { incidents } = play(changed(PAIR, { failures: [crash(tuesday(10, 0, 10), { lasts: "1 h" })] }));
    // The cut of 09:45 would be too old at 10:15:44.04; that of 10:15 is safe at 10:15:54.04, ten seconds later.
    expect(rounded(incidents[0]!.unshipped)).toBe(10);
  });
});
