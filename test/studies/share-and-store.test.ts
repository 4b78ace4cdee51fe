/**
 * What the plan forgot: a share that not all database machines may read or write, a management store that was lost with
 * its Front End. Each costs a known step, or all that was shipped.
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

const AT = clock(1, 10, 7, 30);
const BASE: Mapping = {
  servers: { replication: "60 s" },
  mirroring: { decide: "1 s", online: "2 s", resync: "0 s" },
};
const lost = siteLoss(AT, { lasts: "forever" });

describe("the management store", () => {
  const rto = (topology: Mapping, changes: Mapping = {}) =>
    incidentOf(changed(changed(BASE, changes), { topology, failures: [lost] })).rto!;
  const steps = (topology: Mapping, changes: Mapping = {}) =>
    incidentOf(changed(changed(BASE, changes), { topology, failures: [lost] })).criticalPath.map(
      ({ step }) => step,
    );

  test("lost with its Front End it is failed over first, beside the work on the database, and hidden behind it", () => {
    expect(rto({ managementStore: "front-end-1" })).toBe(rto({}));
    expect(steps({ managementStore: "front-end-1" })).not.toContain("fail-over-management-store");
  });

  test("where the work on the database is quicker than its five minutes, the pool waits for it", () => {
    const quick: Mapping = { people: { step: "10 s" } };
    // Drop, apply, end, recover with 30 s of undo take 70 s; the switch 10 s and 60 s more.
    expect(rounded(rto({}, quick))).toBe(35 * MINUTE + 70 + 70);
    expect(rounded(rto({ managementStore: "front-end-1" }, quick))).toBe(35 * MINUTE + 5 * MINUTE + 70);
    expect(steps({ managementStore: "front-end-1" }, quick)).toContain("fail-over-management-store");
  });

  test("beside the Front End that stands it is in nobody's way", () => {
    const quick: Mapping = { people: { step: "10 s" } };
    expect(rto({ managementStore: "front-end-2" }, quick)).toBe(rto({}, quick));
  });
});

describe("a share that the mirror may not write to", () => {
  const crash: Mapping = { what: "principal-crash", how: "process", at: seconds(AT), lasts: "30 d" };

  test("ships nothing after a failover to it, just as a mirror that was never set up to", () => {
    const failures = [crash, siteLoss(AT + 6 * HOUR, { lasts: "forever" })];
    const horizon = { horizon: "40 d" };
    const rpo = (changes: Mapping) =>
      rounded(incidentOf(changed(changed(BASE, changes), { ...horizon, failures })).rpo!);
    const forbidden = rpo({ topology: { shareAccess: { mirror: "none" } } });
    expect(forbidden).toBe(rpo({ mirroring: { shipsLogs: false } }));
    expect(forbidden).toBe(rounded(AT + 6 * HOUR - clock(1, 10)));
    expect(rpo({})).toBe(rounded(AT + 6 * HOUR - clock(1, 16)));
  });
});

describe("a share that the secondary may not read", () => {
  test("gives the other site nothing at all, as without a destination folder", () => {
    const rpo = (topology: Mapping) => incidentOf(changed(BASE, { topology, failures: [lost] })).rpo;
    expect(rpo({ shareAccess: { secondary: "none" } })).toBe(rpo({ destinationFolder: false }));
    expect(rpo({ shareAccess: { secondary: "none" } })!).toBeGreaterThan(AT);
  });
});

describe("a share that the secondary may only read", () => {
  const back = siteLoss(AT, { lasts: "8 h" });
  const length = (topology: Mapping) => {
    const result = play(
      changed(BASE, { topology, failures: [back], failback: {}, database: { size: "1 GB" } }),
    );
    const [operation] = result.operations;
    expect(operation!.outcome).toBe("done");
    return rounded(operation!.closed! - operation!.opened);
  };

  test("costs nothing in a failover, and one step more on the way back", () => {
    const read: Mapping = { shareAccess: { secondary: "read" } };
    const rpo = (topology: Mapping) => incidentOf(changed(BASE, { topology, failures: [lost] })).rpo;
    expect(rpo(read)).toBe(rpo({}));
    expect(length(read)).toBe(rounded(length({}) + 2 * MINUTE));
  });

  test("once it was let in for the failback, it reads what is shipped from then on as well", () => {
    const failures = [back, siteLoss(AT + 3 * DAY, { lasts: "forever", id: "again" })];
    const none: Mapping = { shareAccess: { secondary: "none" } };
    const result = play(
      changed(BASE, { topology: none, failures, failback: {}, database: { size: "1 GB" } }),
    );
    expect(rounded(result.incidents[1]!.rpo!)).toBe(450);
  });
});
