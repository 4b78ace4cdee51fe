/**
 * A mirror that is behind: it was away, it is catching up, and then the principal fails. There is no failover; what
 * people do loses the least. Silence of the principal for good; people need 300 + 1800 s, a step 120 s.
 */
import { describe, expect, test } from "vitest";
import {
  changed,
  clock,
  even,
  FAILOVER,
  HOUR,
  incidentOf,
  type Mapping,
  play,
  REPLICATION,
  rounded,
  seconds,
  siteLoss,
} from "./playing.js";

/** Tuesday. */
const tuesday = (hours: number, minutes = 0, rest = 0) => clock(1, hours, minutes, rest);
/** The mirror is away from here on for a minute, back after its restart of two, and then behind for weeks. */
const MIRROR_LOST = tuesday(10, 5);

const PAIR: Mapping = { mirroring: { decide: "1 s", online: "2 s", resync: "1000 h" } };
const NO_WITNESS: Mapping = changed(PAIR, { topology: { witness: false } });

const mirrorCrash: Mapping = { what: "mirror-crash", at: seconds(MIRROR_LOST), lasts: "1 min" };
const principalCrash = (at: number, lasts = "forever"): Mapping => ({
  what: "principal-crash",
  at: seconds(at),
  lasts,
});
const stale = (at: number, lasts = "forever", base: Mapping = NO_WITNESS) =>
  incidentOf(changed(base, { failures: [mirrorCrash, principalCrash(at, lasts)] }));

describe.each([
  ["without a witness", NO_WITNESS],
  ["with a witness, which cannot vouch for a mirror that is behind", PAIR],
])("%s", (_name, base) => {
  test("the mirror has more than site 2: service is forced", () => {
    // At 10:10 site 2 has the cut of 10:00 and the mirror what was committed until 10:05: 300 s.
    const at = tuesday(10, 10);
    const incident = stale(at, "forever", base);
    expect(rounded(incident)).toMatchObject({
      what: "principal-crash",
      at,
      opened: MIRROR_LOST,
      recoveredFrom: "mirror",
      lostStretches: [{ to: at, why: [{ because: "exposed" }] }],
    });
    // In two minutes of a thousand hours it may have caught up with a hair of that.
    expect(incident.rpo!).toBeLessThanOrEqual(300);
    expect(incident.rpo!).toBeGreaterThan(299.9);
    expect(incident.rto!).toBeGreaterThanOrEqual(300 + 1800 + 120 + 2);
    expect(incident.rto!).toBeLessThan(300 + 1800 + 120 + 12);
    expect(incident.messages.salvageable).toBe(0);
  });

  test("site 2 has more than the mirror: the runbook of the other site", () => {
    // At 14:07:30 site 2 has the cut of 14:00: 450 s.
    const at = tuesday(14, 7, 30);
    const incident = stale(at, "forever", base);
    expect(rounded(incident)).toMatchObject({
      rpo: 450,
      recoveredFrom: "log-shipping",
      lostStretches: [{ from: tuesday(14), to: at }],
    });
    const replication = incident.rto! - FAILOVER;
    expect(replication).toBeGreaterThanOrEqual(REPLICATION[0]);
    expect(replication).toBeLessThanOrEqual(REPLICATION[1]);
    expect(incident.messages).toMatchObject({ lost: 4500, salvageable: 0 });
  });

  test("the principal back in time: restarted, nothing lost", () => {
    expect(rounded(stale(tuesday(14, 7, 30), "10 min", base))).toMatchObject({
      rpo: 0,
      rto: 720,
      recoveredFrom: "restart",
    });
  });
});

describe("what becomes of the old principal", () => {
  test("back after site 2 took over: what it had not shipped can be salvaged", () => {
    const incident = stale(tuesday(14, 7, 30), "8 h");
    expect(rounded(incident)).toMatchObject({ rpo: 450, recoveredFrom: "log-shipping" });
    expect(incident.messages).toMatchObject({ lost: 4500, salvageable: 4500 });
  });

  test("back as the mirror of the one that was forced: resuming discards what it alone had", () => {
    // Forced to 10:05 at 10:10. Back after 8 h it is suspended until somebody resumes it; then it is rolled back.
    const incident = stale(tuesday(10, 10), "8 h");
    expect(incident.recoveredFrom).toBe("mirror");
    expect(incident.messages.lost).toBeGreaterThan(2990);
    expect(incident.messages).toMatchObject({ salvageable: 0 });
  });

  test("the share outlives the principal: what is on it is copied by then", () => {
    // Whole on the share at 14:00:20, the crash at 14:00:25; the copy job of 14:00:30 takes it.
    expect(rounded(stale(tuesday(14, 0, 25)))).toMatchObject({ rpo: 25, recoveredFrom: "log-shipping" });
  });
});

describe("after service was forced", () => {
  test("ahead of all that was shipped, the chain goes on", () => {
    // Forced to 10:05 at 10:10; the newest cut is 10:00. A day later shipping is what it always was.
    const failures = [mirrorCrash, principalCrash(tuesday(10, 10)), siteLoss(clock(2, 10, 7, 30))];
    const { incidents } = play(changed(NO_WITNESS, { failures }));
    expect(rounded(incidents.at(-1))).toMatchObject({
      what: "site-loss",
      rpo: 450,
      recoveredFrom: "log-shipping",
    });
  });

  test("behind what was shipped, the chain is forked, and the loss of the site goes back to before the fork", () => {
    // The backup of 09:00 cannot be read: site 2 ends at 08:45, so the mirror, at 10:05, is the newest there is. Files
    // went out until 14:00. An hour after service was forced site 1 is lost: nothing since 08:45 is left.
    const corrupt = { what: "corrupt-backup", at: seconds(tuesday(8, 50)), lasts: "5 d" };
    const at = tuesday(14, 7, 30);
    const forced = [corrupt, mirrorCrash, principalCrash(at)];
    const first = play(changed(NO_WITNESS, { failures: forced })).incidents[0]!;
    expect(first.recoveredFrom).toBe("mirror");
    // Four hours of a thousand: 0.4 % of what it was behind.
    expect(first.rpo!).toBeLessThanOrEqual(at - MIRROR_LOST);
    expect(first.rpo!).toBeGreaterThan((at - MIRROR_LOST) * 0.99);
    const served = at + first.rto!;
    const lost = Math.ceil(served) + HOUR;
    const { messages, incidents } = play(
      changed(NO_WITNESS, { failures: [...forced, siteLoss(lost, { lasts: "forever" })] }),
    );
    expect(incidents.at(-1)!.recoveredFrom).toBe("log-shipping");
    expect(messages.lost).toBe(even(tuesday(8, 45), at) + even(served, lost));
  });
});

describe("site 2 has more than the mirror, and nobody can get at it", () => {
  // The secondary is away from 14:05 to 17:05; the principal fails at 14:07:30 and the mirror of 10:05 is forced. What
  // site 2 has, up to the cut of 14:00, goes on in no file to come; nobody is told. At 18:00 site 1 is lost.
  const silent: Mapping = changed(NO_WITNESS, {
    monitoring: { backupAlert: "none", restoreAlert: "none" },
  });
  const secondaryAway = { what: "secondary-crash", at: seconds(tuesday(14, 5)), lasts: "3 h" };
  const at = tuesday(14, 7, 30);
  const forced = [mirrorCrash, secondaryAway, principalCrash(at)];

  test("the mirror is forced, and the chain of files ends at what site 2 has", () => {
    const [first] = play(changed(silent, { failures: forced })).incidents;
    expect(first).toMatchObject({ recoveredFrom: "mirror", lostStretches: [{ to: at }] });
    const served = at + first!.rto!;
    const lost = tuesday(18);
    const failures = [...forced, siteLoss(lost, { lasts: "forever" })];
    const { messages, incidents } = play(changed(silent, { failures }));
    expect(incidents.at(-1)!.recoveredFrom).toBe("log-shipping");
    // The old history lives on up to 14:00; the forced one is lost with all that it accepted.
    expect(messages.lost).toBe(even(tuesday(14), at) + even(served, lost));
    const why = incidents.flatMap(({ lostStretches }) => lostStretches.flatMap((stretch) => stretch.why));
    expect(why.map(({ because }) => because)).toContain("forked");
  });
});
