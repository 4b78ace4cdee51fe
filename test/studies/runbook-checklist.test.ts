/**
 * A checklist says when each step begins and ends if all take what they take on average. Where nothing is drawn that is
 * when the simulator begins and ends them: it is compared, step by step, with what a played replication tells.
 */
import { describe, expect, test } from "vitest";
import type { ProcedureResult } from "../../src/results/index.js";
import { begins, CONSTANT, checklist, expected, type Procedure, played } from "./checklists.js";
import { changed, clock, DAY, type Mapping, MINUTE, seconds, siteLoss } from "./playing.js";

const LAYOUTS = ["low-bandwidth", "high-bandwidth", "database-only"];
const SHARES = ["site-1", "site-2", "third-site"];
const USERS = [0, 4000];

const cases = (orders: readonly string[]) =>
  LAYOUTS.flatMap((layout) =>
    SHARES.flatMap((share) =>
      USERS.flatMap((count) => orders.map((order) => [layout, share, count, order] as const)),
    ),
  );

describe("the checklist is the time-table of what is played where nothing is drawn", () => {
  const AT = clock(1, 10, 7, 30);

  test.each(cases(["documented", "activate-first"]))("failover: %s, share %s, %d users, %s", (...one) => {
    const [layout, share, count, order] = one;
    const changes = { layout, logShipping: { share }, users: { count }, runbook: { order } };
    const lost = changed(CONSTANT, { ...changes, failures: [siteLoss(AT, { lasts: "forever" })] });
    const steps = played(lost, () => AT);
    expect(steps).toEqual(expected(checklist("failover", changes)));
    expect(Object.keys(steps).length).toBeGreaterThan(8);
  });

  // The pool stops 5 min after the begin, half an interval behind the backup of midnight: its tail is what is expected.
  test.each(cases(["documented", "activate-first"]))("switchover: %s, share %s, %d users, %s", (...one) => {
    const [layout, share, count, order] = one;
    const at = 2 * DAY + 2.5 * MINUTE;
    const changes = { layout, logShipping: { share }, users: { count }, runbook: { order } };
    const planned = { what: "switchover", at: seconds(at) };
    const steps = played(changed(CONSTANT, { ...changes, operations: [planned] }), begins("switchover"));
    expect(steps).toEqual(expected(checklist("switchover", changes)));
  });

  test.each(cases(["documented", "safer"]))("failback: %s, share %s, %d users, %s", (...one) => {
    const [layout, share, count, order] = one;
    const changes = { layout, logShipping: { share }, users: { count }, failback: { order } };
    const steps = played(changed(CONSTANT, { ...changes, failures: [siteLoss(AT)] }), begins("failback"));
    expect(steps).toEqual(expected(checklist("failback", changes)));
    expect(steps["switch-pool-state-back"]).toBeDefined();
  });

  test("a failback beside users who keep their connections: the link carries what is delivered to them at home", () => {
    const changes = {
      users: { count: 4000 },
      wan: { poolTraffic: "modelled" },
      failback: { drain: "keep-existing" },
    };
    const steps = played(changed(CONSTANT, { ...changes, failures: [siteLoss(AT)] }), begins("failback"));
    const list = checklist("failback", changes);
    expect(steps).toEqual(expected(list));
    const alone = checklist("failback", changed(changes, { failback: { drain: "hard-stop" } }));
    const lasts = ({ steps: all }: ProcedureResult) =>
      all.find(({ step }) => step === "back-up-secondary")!.lasts;
    expect(lasts(list)).toBeGreaterThan(lasts(alone) + 60);
    // They go on until their database is overwritten.
    expect(list.stopped).toBe(list.steps.find(({ step }) => step === "restore-on-secondary")!.from);
  });

  test("a management store that went down with its Front End, compliance, and a share that could only be read", () => {
    const store = { topology: { managementStore: "front-end-1" } };
    const lost = changed(CONSTANT, {
      ...store,
      failures: [siteLoss(AT, { lasts: "forever" })],
      users: { count: 4000 },
    });
    const list = checklist("failover", { ...store, users: { count: 4000 } });
    expect(played(lost, () => AT)).toEqual(expected(list));
    expect(list.steps.find(({ step }) => step === "fail-over-management-store")).toMatchObject({
      lasts: 300,
      from: 0,
    });
  });
});

describe("steps of one's own, and changes", () => {
  const AT = clock(1, 10, 7, 30);
  const runbook = {
    steps: {
      "call-everybody": { takes: "50 min", after: [] },
      "look-around": { takes: "4 min", after: ["detect"], before: ["decide"] },
      "change-names": { takes: "12 min", after: ["apply-logs"], before: ["switch-pool-state"] },
      "end-connections": { after: [] },
      "build-mirror": { takes: "7 min", after: ["recover-database"] },
      "activate-servers": { takes: { uniform: ["4 min", "4 min"] } },
    },
  };

  test("begin and end as they are played", () => {
    const lost = changed(CONSTANT, { runbook, failures: [siteLoss(AT, { lasts: "forever" })] });
    const list = checklist("failover", { runbook });
    expect(played(lost, () => AT)).toEqual(expected(list));
    // Decided after 5 + 4 + 30 min; connections are ended at once.
    expect(list.decided).toBe(39 * MINUTE);
    expect(list.steps.find(({ step }) => step === "end-connections")!.from).toBe(0);
    expect(list.steps.find(({ step }) => step === "call-everybody")).toMatchObject({
      from: -39 * MINUTE,
      to: 11 * MINUTE,
      origin: "own",
    });
  });

  test("may leave room for one order only: then nothing is said of the other", () => {
    const steps = { "activate-servers": { after: ["build-mirror"] } };
    expect(checklist("failover", { runbook: { steps } }).otherOrder).toBeNull();
    expect(checklist("failover", {}).otherOrder).not.toBeNull();
  });

  test("belong to the procedure whose steps they name", () => {
    const own = {
      "tell-users": { takes: "3 min", after: ["restore-on-primary"], before: ["mirror-primary"] },
    };
    const names = (procedure: Procedure) =>
      checklist(procedure, { runbook: { steps: own } }).steps.map(({ step }) => step);
    const back = names("failback");
    expect(back.slice(back.indexOf("restore-on-primary")).slice(0, 3)).toEqual([
      "restore-on-primary",
      "tell-users",
      "mirror-primary",
    ]);
    expect(names("failover")).not.toContain("tell-users");
    expect(names("switchover")).not.toContain("tell-users");
  });
});

describe("when users can send again, and what it hangs on", () => {
  const USED: Mapping = { users: { count: 4000 } };
  const stars = ({ steps }: ProcedureResult) => steps.filter(({ onPath }) => onPath).map(({ step }) => step);

  test("low-bandwidth, as documented: the new mirror is on the path, and activate-first takes it off", () => {
    const documented = checklist("failover", USED);
    expect(stars(documented)).toContain("build-mirror");
    expect(stars(documented).at(-1)).toBe("activate-servers");
    // 5 manual steps, undo, replication; the mirror; activation.
    expect(documented.everybody).toBe(5 * 120 + 30 + 180 + 2120 + 300);
    expect(documented.outage).toBe(2100 + documented.everybody!);
    const first = checklist("failover", changed(USED, { runbook: { order: "activate-first" } }));
    expect(stars(first)).not.toContain("build-mirror");
    // The Front End of the lost site takes 20 min, longer than 13.5 + 5 min.
    expect(first.everybody).toBe(1200);
    expect(stars(first)).toEqual(["detect", "decide", "fail-over-front-end"]);
    expect(documented.otherOrder).toEqual({
      order: "activate-first",
      everybody: first.everybody! - documented.everybody!,
      unmirrored: 300,
    });
    expect(first.otherOrder).toEqual({
      order: "documented",
      everybody: documented.everybody! - first.everybody!,
      unmirrored: -300,
    });
  });

  test("high-bandwidth: whoever is left can send with the switch, everybody with his Front End; no order changes that", () => {
    const list = checklist("failover", changed(USED, { layout: "high-bandwidth" }));
    expect(list).toMatchObject({ survivors: 810, everybody: 1200 });
    expect(
      list.steps.filter(({ serves }) => serves !== null).map(({ step, serves }) => [step, serves]),
    ).toEqual([
      ["fail-over-front-end", "everybody"],
      ["switch-pool-state", "survivors"],
    ]);
    expect(list.otherOrder).toEqual({ order: "activate-first", everybody: 0, unmirrored: 300 });
  });

  test("active servers without room for all: the others wait for those that are activated", () => {
    const full = {
      layout: "high-bandwidth",
      users: { overload: "reject" },
      servers: { usersPerServer: 1000 },
    };
    const list = checklist("failover", changed(USED, full));
    expect(list.everybody).toBe(810 + 2120 + 300);
  });

  test("no chat server in the other site: nobody can, until the pool is back", () => {
    const layout = { "site-1": { active: 2, idle: 0 }, "site-2": { active: 0, idle: 0 } };
    const list = checklist("failover", changed(USED, { layout }));
    expect(list).toMatchObject({ everybody: null, outage: null, survivors: null });
    expect(stars(list)).toEqual([]);
  });

  test.each(["documented", "safer"])(
    "failback, %s: with the later of activation and switch back",
    (order) => {
      const list = checklist("failback", changed(USED, { failback: { order } }));
      const last = list.steps.find(({ serves }) => serves === "everybody")!;
      expect(last.step).toBe(order === "documented" ? "switch-pool-state-back" : "activate-primary-servers");
      expect(list).toMatchObject({ noWayBackFrom: "restore-on-secondary", everybody: last.to, stopped: 300 });
      expect(list.outage).toBe(last.to - 300);
    },
  );

  test("there is no way back from the recovery on", () => {
    expect(checklist("failover", USED).noWayBackFrom).toBe("recover-database");
    expect(checklist("switchover", USED).noWayBackFrom).toBe("recover-database");
  });
});
