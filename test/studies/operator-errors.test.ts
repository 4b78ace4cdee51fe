/**
 * Wrong steps, and what each costs beside the right one. Two databases that accept at once are counted by hand: ten
 * messages a second, half of them from site 2.
 */
import { describe, expect, test } from "vitest";
import {
  changed,
  clock,
  HOUR,
  incidentOf,
  type Mapping,
  MINUTE,
  play,
  rounded,
  seconds,
  siteLoss,
} from "./playing.js";

/** Tuesday 10:07:30; the newest copy at site 2 was cut at 10:00, and is whole there since 10:00:54.04. */
const AT = clock(1, 10, 7, 30);
const error = (name: string, at: number): Mapping => ({
  what: "operator-error",
  error: name,
  at: seconds(at),
});
const QUIET: Mapping = {
  servers: { replication: "60 s" },
  mirroring: { decide: "1 s", online: "2 s", resync: "0 s" },
};
const life = (failures: readonly Mapping[], changes: Mapping = {}) =>
  play(changed(changed(QUIET, changes), { failures }));

describe("failing over to the other site while the link is cut and the old database alive", () => {
  const CUT = AT;
  const BEGUN = AT + HOUR;
  /** Drop, nothing to copy, apply, end connections, recover and its undo, switch and its replication. */
  const SWITCHED = BEGUN + 2 * MINUTE + 2 * MINUTE + 2 * MINUTE + 2.5 * MINUTE + 2 * MINUTE + MINUTE;
  const BACK = CUT + 5 * HOUR;
  const cut: Mapping = { what: "wan-cut", at: seconds(CUT), lasts: seconds(BACK - CUT) };
  const split = (changes: Mapping = {}) => life([cut, error("failover-during-cut", BEGUN)], changes);

  test("what the abandoned database accepted since the newest cut that the other had is lost", () => {
    const { incidents, messages } = split();
    const [incident] = incidents;
    expect(rounded(incident!)).toMatchObject({
      what: "operator-error",
      rpo: rounded(BACK - clock(1, 10)),
      rto: 0,
    });
    // All of them before the other serves, then those of the half that cannot reach it.
    const alone = (SWITCHED - clock(1, 10)) * 10;
    const beside = (BACK - SWITCHED) * 10 * 0.5;
    expect(messages.lost).toBe(alone + beside);
    expect(messages.accepted).toBe(messages.offered);
    expect(messages.salvageable).toBe(messages.lost);
  });

  test("with nobody at site 2 all that was written meanwhile is lost, with everybody there only what came before", () => {
    const lost = (share: string) => split({ users: { atSite2: share } }).messages.lost;
    expect(lost("0 %")).toBe((BACK - clock(1, 10)) * 10);
    expect(lost("100 %")).toBe((SWITCHED - clock(1, 10)) * 10);
  });

  test("a link that is back before anything is switched leaves a secondary that has to be built anew, and loses nothing", () => {
    const { incidents, messages } = life([
      { ...cut, lasts: seconds(BEGUN + 7 * MINUTE - CUT) },
      error("failover-during-cut", BEGUN),
    ]);
    expect(messages.lost).toBe(0);
    expect(incidents[0]!.unshipped).toBeGreaterThan(HOUR);
    expect(incidents[0]!.closed).not.toBeNull();
  });

  test("sooner still, before it is recovered, shipping goes on as if nothing had been", () => {
    const { incidents } = life([
      { ...cut, lasts: seconds(BEGUN + 3 * MINUTE - CUT) },
      error("failover-during-cut", BEGUN),
    ]);
    const waited = life([{ ...cut, lasts: seconds(BEGUN + 3 * MINUTE - CUT) }]);
    expect(incidents[0]!.unshipped).toBe(waited.incidents[0]!.unshipped);
  });

  test("without a cut nobody can take it for a failover", () => {
    const { ineffective, incidents } = life([error("failover-during-cut", AT)]);
    expect(ineffective.map(({ where }) => where)).toEqual(["failover-during-cut"]);
    expect(incidents).toEqual([]);
  });

  test("users: those of site 2 are served again before the link is back, by their own side", () => {
    const users: Mapping = { users: { count: 1000 }, layout: "high-bandwidth" };
    const waited = life([cut], users).incidents[0]!;
    const failedOver = split(users).incidents[0]!;
    expect(waited.rto).toBeGreaterThan(BACK - CUT);
    expect(failedOver.rto).toBeLessThan(BACK - CUT);
    expect(failedOver.messages.lost).toBeGreaterThan(0);
    expect(waited.messages.lost).toBe(0);
  });
});

describe("recovering the secondary too early", () => {
  const early = error("recover-secondary-early", AT);

  test("nothing is lost by it alone; there is nowhere to ship to until it is built anew", () => {
    const incident = incidentOf(changed(QUIET, { failures: [early], database: { size: "10 GB" } }));
    // The last restore ended at 10:01:10: the alert after 45 min, somebody at it after 30 more, then a full backup.
    const told = clock(1, 10, 1, 10) + 45 * MINUTE;
    const built = told + 30 * MINUTE + 100 + 800 + 0.04 + 100;
    expect(rounded(incident)).toMatchObject({
      rpo: 0,
      rto: 0,
      undetectedFor: rounded(told - AT),
      closed: rounded(built),
    });
    expect(incident.unshipped).toBeGreaterThanOrEqual(30 * MINUTE);
  });

  test("a site lost before that goes back to what was restored when it was recovered, whatever was copied since", () => {
    const incident = incidentOf(
      changed(QUIET, { failures: [early, siteLoss(AT + 40 * MINUTE, { lasts: "forever" })] }),
    );
    expect(rounded(incident)).toMatchObject({ rpo: 47.5 * MINUTE, recoveredFrom: "log-shipping" });
    const right = incidentOf(
      changed(QUIET, { failures: [siteLoss(AT + 40 * MINUTE, { lasts: "forever" })] }),
    );
    expect(rounded(right.rpo!)).toBe(2.5 * MINUTE);
  });

  test("a second time, or after the failover, it changes nothing", () => {
    expect(life([early, error("recover-secondary-early", AT + MINUTE)]).ineffective).toHaveLength(1);
    const after = life([siteLoss(AT, { lasts: "forever" }), error("recover-secondary-early", AT + 3 * HOUR)]);
    expect(after.ineffective).toHaveLength(1);
  });
});

describe("forcing service on a mirror that is behind", () => {
  /** The mirror is away from 9:00 on; the principal fails as it comes back, and would return in ten minutes. */
  const PAIR: Mapping = { topology: { witness: false } };
  const away: Mapping = { what: "mirror-crash", how: "process", at: seconds(clock(1, 9)), lasts: "1 h" };
  const down: Mapping = {
    what: "principal-crash",
    how: "process",
    at: seconds(clock(1, 9, 59)),
    lasts: "10 min",
  };

  test("what the mirror had not hardened is lost; waiting for the principal would have lost nothing", () => {
    const waited = incidentOf(changed(changed(QUIET, PAIR), { failures: [away, down] }));
    expect(rounded(waited)).toMatchObject({ rpo: 0, recoveredFrom: "restart", rto: 12 * MINUTE });
    const failures = [away, down, error("force-stale-mirror", clock(1, 10, 5))];
    const forced = incidentOf(changed(changed(QUIET, PAIR), { failures }));
    expect(rounded(forced)).toMatchObject({ rpo: 59 * MINUTE, recoveredFrom: "mirror", rto: 6 * MINUTE + 2 });
    expect(forced.what).toBe("principal-crash");
  });

  test("a principal that answers, or a witness that nobody reaches the mirror by, makes the server refuse", () => {
    expect(life([error("force-stale-mirror", AT)], PAIR).ineffective).toHaveLength(1);
    expect(life([away, error("force-stale-mirror", clock(1, 9, 30))], PAIR).ineffective).toHaveLength(1);
  });
});

describe("turning the list of active servers round", () => {
  const users: Mapping = { users: { count: 1000 } };
  const swap = error("swap-active", AT);

  test("in a healthy pool everybody is thrown out, and comes in again at the servers that stood idle", () => {
    const incident = life([swap], { ...users, layout: "low-bandwidth" }).incidents[0]!;
    expect(incident.usersDown).toBe(1);
    expect(incident.rto).toBeGreaterThan(MINUTE);
    expect(incident.rto).toBeLessThan(5 * MINUTE);
    expect(incident.messages.lost).toBe(0);
    // Noticed after 5 min, set right 2 min and the replication later.
    expect(incident.undetectedFor).toBe(5 * MINUTE);
    expect(incident.closed!).toBeGreaterThan(AT + 8 * MINUTE);
  });

  test("with site 1 lost, half of the servers that it names are gone, and the survivors are thrown out", () => {
    const lost = siteLoss(AT, { lasts: "forever" });
    const high: Mapping = { ...users, layout: "high-bandwidth", runbook: { order: "activate-first" } };
    const right = life([lost], high).incidents[0]!;
    const wrong = life([lost, error("swap-active", AT + 2 * HOUR)], high);
    expect(wrong.incidents.length).toBe(2);
    expect(wrong.incidents[1]).toMatchObject({ what: "operator-error", where: "swap-active" });
    expect(wrong.incidents[1]!.usersDown).toBe(1);
    expect(right.closed).toBeLessThan(AT + 2 * HOUR);
  });

  test("where there is nothing to turn round nothing happens", () => {
    expect(life([swap]).ineffective).toHaveLength(1);
    expect(
      life([swap], { ...users, layout: { "site-1": { active: 4 }, "site-2": {} } }).ineffective,
    ).toHaveLength(1);
  });
});
