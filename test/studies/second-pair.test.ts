/**
 * The pair of the other site. It protects nothing until its database is recovered; then a mirror is built from a full
 * backup: 100 GB at 100 MB/s are 1000 s, and 1000 s for its restore, beside 120 s of a person.
 */
import { describe, expect, test } from "vitest";
import {
  changed,
  clock,
  DAY,
  HOUR,
  incidentOf,
  type Mapping,
  play,
  rounded,
  seconds,
  siteLoss,
} from "./playing.js";

/** Tuesday 10:07:30. */
const AT = clock(1, 10, 7, 30);
const BUILD = 120 + 1000 + 1000;

const PAIR: Mapping = { mirroring: { decide: "1 s", online: "2 s", resync: "0 s" } };
const lostForEver = siteLoss(AT, { lasts: "forever" });
const lives = (failures: readonly Mapping[], changes: Mapping = {}) =>
  play(changed(changed(PAIR, changes), { failures: [lostForEver, ...failures] })).incidents;

describe("site 1 is lost and site 2 serves", () => {
  const unmirrored = (changes: Mapping = {}) =>
    rounded(incidentOf(changed(changed(PAIR, changes), { failures: [lostForEver] })).unmirrored);

  test("unmirrored until the new mirror is built, unshipped for ever", () => {
    const incident = incidentOf(changed(PAIR, { failures: [lostForEver] }));
    const back = AT + incident.rto!;
    expect(rounded(incident)).toMatchObject({
      rpo: 450,
      unmirrored: BUILD,
      unshipped: rounded(clock(14) - back),
      exposure: rounded(clock(14) - back),
    });
  });

  test("a smaller database is mirrored sooner", () => {
    expect(unmirrored({ database: { size: "50 GB" } })).toBe(120 + 500 + 500);
  });

  test("the time of the step can be given; then it takes that and nothing else", () => {
    expect(unmirrored({ runbook: { steps: { "build-mirror": { takes: "3 h" } } } })).toBe(3 * HOUR);
    expect(unmirrored({ runbook: { steps: { "build-mirror": { takes: "computed" } } } })).toBe(BUILD);
  });

  test("with nobody to mirror to, nothing is missing", () => {
    expect(unmirrored({ topology: { secondaryMirror: false } })).toBe(0);
  });
});

describe("and then the machine that serves there fails", () => {
  const LATER = AT + DAY;
  const crash = (at: number, changes: Mapping = {}): Mapping => ({
    what: "secondary-crash",
    at: seconds(at),
    lasts: "8 h",
    ...changes,
  });

  test("with its mirror, people force service: nothing is lost", () => {
    expect(rounded(lives([crash(LATER)])[1])).toMatchObject({
      what: "secondary-crash",
      at: LATER,
      rpo: 0,
      rto: 300 + 1800 + 120 + 2,
      recoveredFrom: "mirror",
      messages: { refused: 22_220, lost: 0 },
    });
  });

  test.each([
    ["for ever", "forever"],
    ["for a day", "24 h"],
  ])("with site 1 away %s: what was forced is resumed when the machine is back", (_name, lasts) => {
    // Built after 2120 s, and mirrored until the crash; forced after 2222 s, back after an hour and 2 min of restart,
    // then a step of a person, who perhaps has to notice and to decide.
    const failures = [siteLoss(AT, { lasts }), crash(AT + 3 * HOUR, { lasts: "1 h" })];
    const { incidents } = play(changed(PAIR, { failures }));
    const unmirrored = incidents.reduce((sum, incident) => sum + incident.unmirrored, 0);
    expect(unmirrored).toBeGreaterThanOrEqual(BUILD + 3720 - 2222);
    expect(unmirrored).toBeLessThanOrEqual(BUILD + 3720 - 2222 + 300 + 1800 + 120);
  });

  test("a minute after the mirror was built, while servers are being activated: resumed all the same", () => {
    const first = incidentOf(changed(PAIR, { failures: [lostForEver] }));
    const incidents = lives([crash(AT + first.rto! + BUILD + 60, { lasts: "1 h" })]);
    expect(rounded(incidents.at(-1))).toMatchObject({ rpo: 0, rto: 2222, recoveredFrom: "mirror" });
    const unmirrored = incidents.reduce((sum, incident) => sum + incident.unmirrored, 0);
    expect(unmirrored).toBeGreaterThanOrEqual(BUILD + 3720 - 2222);
    expect(unmirrored).toBeLessThanOrEqual(BUILD + 3720 - 2222 + 300 + 1800 + 120);
  });

  test("with a mirror and a witness, by itself", () => {
    const incidents = lives([crash(LATER)], { topology: { secondaryWitness: true } });
    expect(rounded(incidents[1])).toMatchObject({ rpo: 0, rto: 13, recoveredFrom: "mirror" });
  });

  test("whoever strikes the principal strikes it", () => {
    const incidents = lives([crash(LATER, { what: "principal-crash" })]);
    expect(rounded(incidents[1])).toMatchObject({ what: "principal-crash", rpo: 0, rto: 2222 });
  });

  test("without a mirror, its own return ends it", () => {
    const incidents = lives([crash(LATER)], { topology: { secondaryMirror: false } });
    expect(rounded(incidents[1])).toMatchObject({ rpo: 0, rto: 8 * HOUR + 120, recoveredFrom: "restart" });
  });

  test("before the mirror is built: the same", () => {
    // Service is back after 2730 s and up to 300 s of replication; the build takes 2120 s more.
    const incidents = lives([crash(AT + HOUR)]);
    expect(rounded(incidents.at(-1))).toMatchObject({ rto: 8 * HOUR + 120, recoveredFrom: "restart" });
  });

  // Service is back within 3030 s; the build would end 2120 s later, so all of these break it off or come before it.
  test.each([
    ["secondary", "10 min"],
    ["secondary-mirror", "10 min"],
  ])("in the middle of the building, %s for %s: it begins again", (where, lasts) => {
    const incidents = lives([crash(AT + HOUR, { where, lasts })]);
    const unmirrored = incidents.reduce((sum, incident) => sum + incident.unmirrored, 0);
    expect(unmirrored).toBeGreaterThan(BUILD);
    // At most what was wasted, the 10 min away, the 2 min of a restart, and the whole build.
    expect(unmirrored).toBeLessThanOrEqual(HOUR + 600 + 120 + BUILD);
  });

  test("the mirror's machine away while site 1 was given up: built all the same", () => {
    const incidents = lives([crash(AT + 600, { where: "secondary-mirror", lasts: "10 min" })]);
    expect(rounded(incidents[0]!.unmirrored)).toBe(BUILD);
  });

  test("and the machine that serves struck while the mirror is built, after both", () => {
    const early = crash(AT + 600, { where: "secondary-mirror", lasts: "10 min" });
    const incidents = lives([early, crash(AT + HOUR, { lasts: "10 min" })]);
    const unmirrored = incidents.reduce((sum, incident) => sum + incident.unmirrored, 0);
    expect(unmirrored).toBeLessThanOrEqual(HOUR + 600 + 120 + BUILD);
  });

  test("for good, without a mirror: nothing serves at the end", () => {
    const incidents = lives([crash(LATER, { lasts: "forever" })], { topology: { secondaryMirror: false } });
    expect(incidents[1]).toMatchObject({ rpo: null, rto: null, recoveredFrom: "not-recovered" });
  });
});

describe("while site 1 serves", () => {
  test("the loss of the secondary stops nothing and loses nothing", () => {
    const failures = [{ what: "secondary-crash", at: seconds(AT), lasts: "3 h" }];
    const incident = incidentOf(changed(PAIR, { failures }));
    expect(rounded(incident)).toMatchObject({ rpo: 0, rto: 0, usersDown: 0, recoveredFrom: "none-needed" });
    expect(incident.unshipped).toBeGreaterThan(HOUR);
  });

  test("nothing can be missed of the mirror that waits beside it", () => {
    const where = "secondary-mirror";
    const { messages } = play(
      changed(PAIR, { failures: [{ what: "secondary-crash", where, at: seconds(AT), lasts: "3 h" }] }),
    );
    expect(messages).toMatchObject({ refused: 0, lost: 0 });
  });
});

describe("a second pair whose disks were destroyed, and whose secondary was built anew", () => {
  test("serves like any other when the first site is lost", () => {
    const gone = { what: "site-loss", where: "site-2", at: "2 d", lasts: "1 d", disks: "destroyed" };
    const { incidents, availability } = play({
      failures: [gone, siteLoss(8 * DAY + 450, { lasts: "forever" })],
    });
    const last = incidents[incidents.length - 1]!;
    expect(last).toMatchObject({ what: "site-loss", where: "site-1", recoveredFrom: "log-shipping" });
    // Backups at :00 are safe at :54.04: at 7:30 of a quarter of an hour the newest safe cut is 450 s old.
    expect(last.rpo).toBe(450);
    expect(last.rto).toBeGreaterThan(0);
    expect(availability.mean.value!).toBeCloseTo(1 - last.rto! / (14 * DAY), 9);
  });
});
