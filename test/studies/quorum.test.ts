/**
 * Who may serve when partners and witness see each other no longer. Worked out on paper: silence is noticed after
 * 10 s, a machine that is back serves (or vouches) after a restart of 2 min, people need 5 min to detect, 30 min to
 * decide and 2 min for a step, and a mirror comes online in 2 s.
 */
import { describe, expect, test } from "vitest";
import { changed, clock, HOUR, incidentOf, type Mapping, play, rounded, seconds } from "./playing.js";

/** Tuesday 10:07:30. */
const AT = clock(1, 10, 7, 30);
/** 300 + 1800 s, then one step of 120 s and 2 s of coming online. */
const PEOPLE = 300 + 1800;
const ONE_STEP = PEOPLE + 120 + 2;

const PAIR: Mapping = { mirroring: { decide: "1 s", online: "2 s", resync: "0 s" } };
const NO_WITNESS: Mapping = { topology: { witness: false } };

const crash = (whose: string, at: number, lasts: string): Mapping => ({
  what: `${whose}-crash`,
  at: seconds(at),
  lasts,
});
const lives = (failures: readonly Mapping[], changes: Mapping = {}) =>
  play(changed(PAIR, { ...changes, failures })).incidents;
const oneLife = (failures: readonly Mapping[], changes: Mapping = {}) =>
  incidentOf(changed(PAIR, { ...changes, failures }));

describe("the witness is lost", () => {
  test("alone: nothing happens, but no failover is armed", () => {
    const incident = oneLife([crash("witness", AT, "1 h")]);
    // An hour away and two minutes of restart.
    expect(rounded(incident)).toMatchObject({
      what: "witness-crash",
      opened: AT,
      rpo: 0,
      rto: 0,
      usersDown: 0,
      recoveredFrom: "none-needed",
      unwitnessed: 3720,
      unmirrored: 0,
      unshipped: 0,
      exposure: 3720,
      messages: { refused: 0, lost: 0 },
    });
  });

  test("once more while it is down: in vain", () => {
    const failures = [crash("witness", AT, "2 h"), crash("witness", AT + HOUR, "2 h")];
    const { incidents, ineffective } = play(changed(PAIR, { failures }));
    expect(rounded(incidents)).toMatchObject([{ unwitnessed: 7320 }]);
    expect(ineffective).toMatchObject([{ what: "witness-crash", at: AT + HOUR }]);
  });

  test("and then the principal: nobody agrees with the mirror, and people bring it online", () => {
    // Service cannot be forced without the witness, so mirroring is removed on the mirror, in one step, and the mirror
    // brought online. It had everything.
    const incident = oneLife([crash("witness", AT, "8 h"), crash("principal", AT + 1800, "8 h")]);
    expect(rounded(incident)).toMatchObject({
      what: "principal-crash",
      at: AT + 1800,
      opened: AT,
      rpo: 0,
      rto: ONE_STEP,
      rtoParts: { detect: 300, decide: 1800, procedure: 122, reconnect: 0 },
      recoveredFrom: "mirror",
    });
    expect(incident.criticalPath.map(({ step }) => step).slice(0, 4)).toEqual([
      "detect",
      "decide",
      "remove-mirroring",
      "bring-mirror-online",
    ]);
  });

  test("and then the principal, for ten minutes: its own return ends it", () => {
    const incident = oneLife([crash("witness", AT, "8 h"), crash("principal", AT + 1800, "10 min")]);
    expect(rounded(incident)).toMatchObject({ rpo: 0, rto: 720, recoveredFrom: "restart" });
  });

  test("and is back while the principal is down: too late for a failover, but service can be forced", () => {
    // Away from 0 to 40 min, vouching again at 42 min; the principal is lost at 30 min for eight hours.
    const incident = oneLife([crash("witness", AT, "40 min"), crash("principal", AT + 1800, "8 h")]);
    expect(rounded(incident)).toMatchObject({ rpo: 0, rto: ONE_STEP, recoveredFrom: "mirror" });
    expect(incident.criticalPath.map(({ step }) => step)).toContain("force-service");
  });

  test("and back in time: the failover is automatic again", () => {
    // Away for 27 min, restarted after 29, the principal lost at 30.
    const incidents = lives([crash("witness", AT, "27 min"), crash("principal", AT + 1800, "8 h")]);
    expect(rounded(incidents.at(-1))).toMatchObject({ rpo: 0, rto: 13, recoveredFrom: "mirror" });
  });

  test("after a failover, before the old principal is back: the new one stands alone and stops", () => {
    // The witness goes at 30 min and is noticed 10 s later; it is back after 20 min and 2 min of restart.
    const incident = oneLife([crash("principal", AT, "8 h"), crash("witness", AT + 1800, "20 min")]);
    expect(rounded(incident)).toMatchObject({
      what: "witness-crash",
      at: AT + 1800,
      opened: AT,
      rpo: 0,
      rto: 1200 + 120 - 10,
    });
    expect(incident.messages.refused).toBe(130 + 13_100);
  });
});

describe("mirror and witness are lost: a healthy principal stops", () => {
  // The second of them goes half an hour after the first. The principal notices 10 s later and stops; it serves
  // again when one of them is back and restarted.
  test.each([
    ["mirror", "witness", "1 h", "2 h", 3600 + 120],
    ["mirror", "witness", "8 h", "20 min", 1800 + 1200 + 120],
    ["witness", "mirror", "1 h", "2 h", 3600 + 120],
    ["witness", "mirror", "8 h", "20 min", 1800 + 1200 + 120],
  ])("%s, then %s, for %s and %s", (first, second, long, short, back) => {
    const incident = oneLife([crash(first, AT, long), crash(second, AT + 1800, short)]);
    const rto = back - 1810;
    expect(rounded(incident)).toMatchObject({
      what: `${second}-crash`,
      at: AT + 1800,
      opened: AT,
      rpo: 0,
      lostStretches: [],
      rto,
      usersDown: 1,
      recoveredFrom: "restart",
      messages: { refused: 10 * rto, lost: 0 },
    });
    const { detect, decide, procedure, reconnect } = incident.rtoParts!;
    expect(detect + decide + procedure + reconnect).toBeCloseTo(rto, 6);
    expect(incident.criticalPath[0]!.from).toBeCloseTo(AT + 1810, 6);
  });

  test("at one instant", () => {
    const incident = oneLife([crash("mirror", AT, "20 min"), crash("witness", AT, "1 h")]);
    expect(rounded(incident)).toMatchObject({ rpo: 0, rto: 1320 - 10, recoveredFrom: "restart" });
  });

  test("with a short time-out it stops sooner", () => {
    const failures = [crash("mirror", AT, "1 h"), crash("witness", AT + 1800, "2 h")];
    const incident = oneLife(failures, { mirroring: { ...mirroring(), partnerTimeout: "30 s" } });
    expect(rounded(incident.rto)).toBe(3720 - 1830);
  });

  test("back within the time-out: it never stops", () => {
    // The witness is away for 4 s and takes no time to restart.
    const failures = [crash("mirror", AT, "1 h"), crash("witness", AT + 1800, "4 s")];
    const incident = oneLife(failures, { recovery: { restart: "0 s" } });
    expect(rounded(incident)).toMatchObject({ rpo: 0, rto: 0, recoveredFrom: "none-needed" });
  });

  test("for long: people end it without losing anything", () => {
    // Nothing is wrong with the principal: people take the rule of quorum from it, in one step.
    const incident = oneLife([crash("mirror", AT, "10 h"), crash("witness", AT + 1800, "10 h")]);
    expect(incident.rpo).toBe(0);
    expect(incident.rto!).toBeGreaterThanOrEqual(PEOPLE + 120 - 10);
    expect(incident.rto!).toBeLessThanOrEqual(PEOPLE + 120 + 120 + 12);
    expect(incident.messages.lost).toBe(0);
  });

  test("without a witness to lose, the principal serves on", () => {
    const incident = oneLife([crash("mirror", AT, "1 h")], NO_WITNESS);
    expect(rounded(incident)).toMatchObject({ rpo: 0, rto: 0, unmirrored: 3720 });
  });
});

const mirroring = () => PAIR.mirroring as Mapping;

describe("without a witness", () => {
  test("the principal's loss waits for people, and costs nothing", () => {
    const incident = oneLife([crash("principal", AT, "8 h")], NO_WITNESS);
    expect(rounded(incident)).toMatchObject({
      rpo: 0,
      rto: 2222,
      rtoParts: { detect: 300, decide: 1800, procedure: 122, reconnect: 0 },
      recoveredFrom: "mirror",
      undetectedFor: 300,
      messages: { refused: 22_220, lost: 0, salvageable: 0 },
    });
    expect(incident.criticalPath.map(({ step }) => step).slice(0, 3)).toEqual([
      "detect",
      "decide",
      "force-service",
    ]);
  });

  test("a session into which service was forced is suspended until somebody resumes it", () => {
    const incident = oneLife([crash("principal", AT, "8 h")], NO_WITNESS);
    // The old principal is back and restarted after 8 h 2 min; a person's step follows.
    expect(incident.unmirrored).toBeGreaterThanOrEqual(8 * HOUR + 120 - 2222 + 120 - 1e-6);
    expect(incident.unmirrored).toBeLessThanOrEqual(8 * HOUR + 120 - 2222 + PEOPLE + 120 + 1e-6);
  });

  test("back before people have acted: restarted", () => {
    // 10 min away, 2 min of restart.
    const incident = oneLife([crash("principal", AT, "10 min")], NO_WITNESS);
    expect(rounded(incident)).toMatchObject({ rpo: 0, rto: 720, recoveredFrom: "restart" });
    const { detect, decide, procedure, reconnect } = incident.rtoParts!;
    expect(detect + decide + procedure + reconnect).toBeCloseTo(720, 6);
  });

  // The restart takes 120 s; force-service begins 2100 s after the failure, and the mirror serves at 2222.
  test.each([
    [1979, 2099, "restart"],
    [2103, 2222, "mirror"],
  ])("back after %d s: service after %d s by %s", (lasts, rto, recoveredFrom) => {
    const incident = oneLife([crash("principal", AT, `${lasts} s`)], NO_WITNESS);
    expect(rounded(incident)).toMatchObject({ rpo: 0, rto, recoveredFrom });
  });

  test.each([2101, 2103])(
    "back after %d s, as good as at the takeover: the session is resumed all the same",
    (lasts) => {
      // Restarted at 2221 or 2223 s, a second before or behind the mirror's service; one step of a person follows.
      const incident = oneLife([crash("principal", AT, `${lasts} s`)], NO_WITNESS);
      expect(rounded(incident)).toMatchObject({ rpo: 0, rto: 2222, recoveredFrom: "mirror" });
      expect(incident.unmirrored).toBeLessThanOrEqual(PEOPLE + 240);
    },
  );

  test("a time for the step replaces what it takes", () => {
    const runbook = { steps: { "force-service": { takes: "7 min" } } };
    const incident = oneLife([crash("principal", AT, "8 h")], { ...NO_WITNESS, runbook });
    // 420 s in place of the 120 s of a person; coming online is the machine's.
    expect(incident.rto!).toBeGreaterThanOrEqual(PEOPLE + 420 - 1e-6);
    expect(incident.rto!).toBeLessThanOrEqual(PEOPLE + 422 + 1e-6);
  });
});

describe("the old principal returns to find that the other took over", () => {
  // A fails at 0, B takes over at 13 s and fails at 30 min.
  const life = (a: string, b: string) => lives([crash("principal", AT, a), crash("principal", AT + 1800, b)]);

  test("it does not serve: service waits for the other", () => {
    // A is back at 45 + 2 min. B, away from 30 to 60 min, serves at 62 min: 1920 s after it failed.
    const incidents = life("45 min", "30 min");
    expect(rounded(incidents)).toMatchObject([{ at: AT + 1800, opened: AT, rpo: 0, rto: 1920 }]);
    expect(incidents[0]!.messages).toMatchObject({ refused: 130 + 19_200, lost: 0 });
  });

  test("nor when the other stays away: people take the copy that is newest", () => {
    // B fails at 10:37:30. A has what was committed until 10:07:30, site 2 the cut of 10:30, which B made: 450 s.
    const incident = life("45 min", "forever").at(-1)!;
    expect(rounded(incident)).toMatchObject({ rpo: 450, recoveredFrom: "log-shipping" });
    expect(incident.rto!).toBeGreaterThanOrEqual(PEOPLE);
  });
});

describe("a witness in the other site", () => {
  const topology = { witnessSite: "site-2" };
  const cut = { what: "wan-cut", at: seconds(AT), lasts: "3 h" };

  test("is out of reach while the link is cut, and nothing stops", () => {
    expect(rounded(oneLife([cut], { topology }))).toMatchObject({ rpo: 0, rto: 0, unwitnessed: 3 * HOUR });
  });

  test("and then no failover is automatic", () => {
    const failures = [cut, crash("principal", AT + HOUR, "10 min")];
    expect(rounded(oneLife(failures, { topology }))).toMatchObject({
      rpo: 0,
      rto: 720,
      recoveredFrom: "restart",
    });
  });

  test("and the mirror's loss stops the principal until the link is back", () => {
    // Noticed 10 s after the first hour; the link is back after three, long before the mirror. People, sooner, need
    // 2220 s: make them wait.
    const failures = [cut, crash("mirror", AT + HOUR, "8 h")];
    const incident = oneLife(failures, { topology, people: { detect: "1 d" } });
    expect(rounded(incident)).toMatchObject({ rpo: 0, rto: 2 * HOUR - 10 });
  });
});
