/**
 * People who are not on call: nobody learns of anything before an office is open, Monday to Friday from nine to five in
 * either site. When the next one opens is typed in by hand for every hour that could go wrong.
 */
import { describe, expect, test } from "vitest";
import {
  changed,
  clock,
  DAY,
  HOUR,
  incidentOf,
  type Mapping,
  MINUTE,
  play,
  rounded,
  seconds,
  siteLoss,
} from "./playing.js";

const OFFICE: Mapping = { people: { onCall: "office-hours" }, servers: { replication: "60 s" } };
/** 30 min to decide, then drop, apply, end, recover with its undo, switch with its replication. */
const DECIDE_AND_WORK = 30 * MINUTE + 6 * MINUTE + 2.5 * MINUTE + 3 * MINUTE;

const lostAt = (at: number, changes: Mapping = {}) =>
  incidentOf(changed(changed(OFFICE, changes), { failures: [siteLoss(at, { lasts: "forever" })] }));

describe("site 1 is lost for ever", () => {
  test.each([
    ["in the morning, with somebody there", clock(1, 10), clock(1, 10, 5)],
    ["so late that it is noticed as the last one leaves", clock(1, 16, 55), clock(2, 9)],
    ["a minute before that", clock(1, 16, 54), clock(1, 16, 59)],
    ["at night", clock(2, 2), clock(2, 9)],
    ["before the office opens", clock(2, 8, 54), clock(2, 9)],
    ["as it opens", clock(2, 8, 55), clock(2, 9)],
    ["on Friday afternoon", clock(4, 16, 58), clock(7, 9)],
    ["on Friday night", clock(4, 20), clock(7, 9)],
    ["on Saturday", clock(5, 12), clock(7, 9)],
    ["on Sunday night", clock(6, 23, 59), clock(7, 9)],
  ])("%s", (_when, at, told) => {
    const incident = lostAt(at);
    expect(rounded(incident.undetectedFor)).toBe(told - at);
    expect(rounded(incident.rto!)).toBe(told - at + DECIDE_AND_WORK);
    expect(rounded(incident.rtoParts!)).toMatchObject({ detect: told - at, decide: 30 * MINUTE });
    const wait = incident.criticalPath.find(({ step }) => step === "wait-for-office");
    expect(wait?.lasts ?? 0).toBeCloseTo(told - at - 5 * MINUTE, 6);
  });

  test("whoever is there stays until it is done, and noticing sooner in the night saves nothing", () => {
    const incident = lostAt(clock(4, 16, 30), { people: { decide: "3 h" } });
    expect(rounded(incident.rto!)).toBe(5 * MINUTE + 3 * HOUR + DECIDE_AND_WORK - 30 * MINUTE);
    const saves = (step: string) =>
      lostAt(clock(2, 2)).criticalPath.find((one) => one.step === step)?.minuteSaves;
    expect(saves("detect")).toBe(0);
    expect(saves("wait-for-office")).toBe(0);
    expect(saves("decide")).toBe(MINUTE);
    expect(lostAt(clock(2, 10)).criticalPath.find((one) => one.step === "detect")?.minuteSaves).toBe(MINUTE);
  });

  test("the other site's office is as good: eight hours behind, it is open when this one has closed", () => {
    const zones: Mapping = { sites: { "site-1": { timeZone: "UTC+1" }, "site-2": { timeZone: "UTC-7" } } };
    // Seventeen to one o'clock of site 1 are nine to five of site 2.
    expect(lostAt(clock(2, 20), zones).undetectedFor).toBe(5 * MINUTE);
    expect(lostAt(clock(2, 2), zones).undetectedFor).toBe(7 * HOUR);
    // Friday's office over there closes on Saturday at one.
    expect(lostAt(clock(5, 0, 30), zones).undetectedFor).toBe(5 * MINUTE);
    expect(lostAt(clock(5, 2), zones).undetectedFor).toBe(clock(7, 9) - clock(5, 2));
  });
});

test("an alert of the night is read in the morning, and mended from then on", () => {
  const failures = [{ what: "chain-broken", at: seconds(clock(1, 22)) }];
  const small: Mapping = { database: { size: "1 GB" } };
  const always = incidentOf(changed(small, { failures }));
  const office = incidentOf(changed(changed(OFFICE, small), { failures }));
  expect(always.undetectedFor).toBeLessThan(2 * HOUR);
  expect(rounded(office.undetectedFor)).toBe(clock(2, 9) - clock(1, 22));
  const mending = always.closed! - (always.opened + always.undetectedFor);
  expect(rounded(office.closed! - clock(2, 9))).toBeCloseTo(rounded(mending), 6);
});

test("an alert that is read when nothing is behind any more tells nobody of an incident that was over", () => {
  // Restored at 7:30:10, so 45 min later an alert rings, before the backup of eight o'clock is copied at 8:15:30. At nine
  // the newest safe cut is an hour old, less than the hour and a quarter that are in order.
  const failures = [{ what: "wan-slow", at: seconds(clock(1, 8, 12)), lasts: "15 s", bandwidth: "40 Mbps" }];
  const logShipping = { backup: { every: "1 h", duration: "5 min" }, restore: { offset: "0 s" } };
  const hourly: Mapping = { logShipping, failures };
  expect(incidentOf(changed(OFFICE, hourly)).undetectedFor).toBe(15);
});

test("a failback that could begin at night begins in the morning", () => {
  const failures = [siteLoss(clock(2, 10), { lasts: "8 h" })];
  const result = play(changed(OFFICE, { failures, failback: {}, database: { size: "1 GB" } }));
  expect(result.operations.map(({ opened }) => opened)).toEqual([clock(3, 9)]);
  const weekend = play(
    changed(OFFICE, {
      failures: [siteLoss(clock(4, 10), { lasts: "8 h" })],
      failback: {},
      database: { size: "1 GB" },
    }),
  );
  expect(weekend.operations.map(({ opened }) => opened)).toEqual([clock(7, 9)]);
  expect(weekend.operations[0]!.outcome).toBe("done");
});

test("mirroring that nobody resumes at night stays down until the morning", () => {
  const failures = [{ what: "mirror-crash", how: "data-drive", at: seconds(clock(1, 20)), lasts: "1 h" }];
  const pair: Mapping = { mirroring: { resync: "0 s" } };
  const always = incidentOf(changed(pair, { failures }));
  const office = incidentOf(changed(changed(OFFICE, pair), { failures }));
  expect(always.closed).not.toBeNull();
  expect(rounded(office.closed!)).toBe(clock(2, 9, 2));
  expect(office.unmirrored - always.unmirrored).toBeGreaterThan(10 * HOUR);
  expect(office.unmirrored).toBeLessThan(DAY);
});
