/**
 * Compliance: an adapter that runs at every full quarter of an hour for a minute, a database that is never failed over,
 * ten messages a second. Every figure is a sum of quarters of an hour and of what came behind the last one.
 */
import { describe, expect, test } from "vitest";
import { checkTimeline } from "../../src/checker/index.js";
import { tellLife } from "../../src/studies/index.js";
import {
  changed,
  clock,
  DAY,
  HOUR,
  incidentOf,
  type Mapping,
  PLAIN,
  play,
  playable,
  refusals,
  seconds,
  siteLoss,
} from "./playing.js";

/** Tuesday 10:07:30. */
const AT = clock(1, 10, 7, 30);
const ALONE: Mapping = { topology: { compliance: "standalone" } };
const SHARED: Mapping = { topology: { compliance: "shared" } };
const forEver = (at: number) => siteLoss(at, { lasts: "forever" });

const eventsOf = (failures: readonly Mapping[], changes: Mapping = ALONE) =>
  play(changed(changes, { failures })).incidents.map(({ compliance }) => compliance?.lostEvents ?? null);

/** The checker works the same out from the story. */
function agreed(failures: readonly Mapping[], changes: Mapping = ALONE) {
  const scenario = playable(changed(changed(PLAIN, changes), { failures }));
  return checkTimeline(tellLife({ scenario, seed: 1, replication: 0, replay: "", version: "0" }));
}

const crash = (at: number, lasts: number | null): Mapping => ({
  what: "compliance-crash",
  at: seconds(at),
  ...(lasts === null ? {} : { lasts: seconds(lasts) }),
});

describe("site 1 is lost for ever", () => {
  test.each([
    ["in the middle of an interval", AT, 450],
    ["while a run is under way, which is void", clock(1, 10, 0, 30), 930],
    ["at the very end of a run, which has ended", clock(1, 10, 1), 60],
    ["at a tick, which does not run any more", clock(1, 10, 15), 900],
  ])("%s: what came since the newest completed run is lost", (_, at, age) => {
    expect(eventsOf([forEver(at)])).toEqual([10 * age]);
    expect(eventsOf([forEver(at)], SHARED)).toEqual([10 * age]);
    expect(agreed([forEver(at)])).toEqual({ verdict: "ok" });
  });

  test("the run says the sum; nothing of it where compliance is off", () => {
    expect(play({ ...ALONE, failures: [forEver(AT)] }).compliance).toEqual({ lostEvents: 4500 });
    const off = play({ failures: [forEver(AT)] });
    expect([off.compliance, off.incidents[0]!.compliance]).toEqual([null, null]);
  });

  test("at any moment it is half an interval and a run on average", () => {
    const at = { uniform: ["1 d", "2 d"] };
    const lost = { what: "site-loss", where: "site-1", at, lasts: "forever" };
    const { incidents } = play({ ...ALONE, failures: [lost] }, { replications: 600 });
    const ages = incidents.map(({ compliance }) => compliance!.lostEvents / 10);
    const mean = ages.reduce((sum, age) => sum + age, 0) / ages.length;
    // One second short of sixteen minutes, and four standard errors of a uniform law 900 s wide.
    expect(Math.max(...ages)).toBeLessThan(960);
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(60);
    expect(Math.abs(mean - 510)).toBeLessThan((4 * 900) / Math.sqrt(12 * 600));
  });

  test("what is drawn of a run belongs to its tick: the same seed gives the same", () => {
    const drawn = changed(ALONE, { compliance: { duration: { uniform: ["10 s", "14 min"] } } });
    const counts = () =>
      play(changed(drawn, { failures: [forEver(AT)] }), { replications: 40 }).incidents.map(
        ({ compliance }) => compliance!.lostEvents,
      );
    expect(counts()).toEqual(counts());
    expect([...new Set(counts())].sort()).toEqual([13_500, 4500]);
    expect(agreed([forEver(AT)], drawn)).toEqual({ verdict: "ok" });
  });

  test("compliance changes nothing else", () => {
    const without = (changes: Mapping) => {
      const { compliance: _, ...incident } = incidentOf(changed(changes, { failures: [forEver(AT)] }));
      return incident;
    };
    expect(without(ALONE)).toEqual(without({}));
  });
});

describe("the site comes back", () => {
  test("before a failover: nothing is lost", () => {
    expect(eventsOf([siteLoss(AT, { lasts: "20 min" })])).toEqual([0]);
  });

  test("after it: what was not processed stays lost, though the disks return", () => {
    expect(eventsOf([siteLoss(AT, { lasts: "8 h" })])).toEqual([4500]);
  });
});

describe("nothing serves at the end", () => {
  const secondary = { what: "secondary-crash", at: seconds(AT + 60), lasts: "forever" };

  test("with the disks destroyed the events are lost", () => {
    expect(eventsOf([forEver(AT), secondary])).toEqual([4500]);
  });

  test("with the disks left nobody knows better than that they wait", () => {
    const away = { what: "site-loss", where: "site-1", at: seconds(AT), disks: "kept" };
    expect(eventsOf([away, secondary])).toEqual([0]);
  });
});

describe("site 2 serves from a compliance database of its own", () => {
  test("which loses what it had not processed when its site is lost in turn", () => {
    const second = siteLoss(AT + DAY, { where: "site-2", lasts: "forever" });
    expect(eventsOf([forEver(AT), second])).toEqual([4500, 4500]);
    expect(agreed([forEver(AT), second])).toEqual({ verdict: "ok" });
  });
});

describe("the pool goes over by plan", () => {
  const lostOf = (changes: Mapping) => {
    const { incidents, operations, compliance } = play(changed(ALONE, changes));
    const each = [...incidents, ...operations].map((one) => [one.what, one.compliance!.lostEvents]);
    return { each, all: compliance!.lostEvents };
  };
  const back: Mapping = { failback: {}, failures: [siteLoss(AT, { lasts: "8 h" })] };

  test("the database that is left is processed to the end", () => {
    const operations = [{ what: "switchover", at: "2 d 3 h 7 min" }];
    expect(lostOf({ operations })).toEqual({ each: [["switchover", 0]], all: 0 });
  });

  test("and so it is on the way back", () => {
    const each = [
      ["site-loss", 4500],
      ["failback", 0],
    ];
    expect(lostOf(back)).toEqual({ each, all: 4500 });
  });

  test("after which site 1 loses what it had not processed, and nothing that site 2 had", () => {
    const again = siteLoss(clock(6, 3, 8), { lasts: "forever" });
    const failures = [...(back.failures as readonly Mapping[]), again];
    expect(lostOf({ ...back, failures }).each).toEqual([
      ["site-loss", 4500],
      ["site-loss", 10 * 480],
      ["failback", 0],
    ]);
    expect(agreed(failures, changed(ALONE, { failback: {} }))).toEqual({ verdict: "ok" });
  });
});

describe("a cut link is answered with a failover", () => {
  /** Noticed after 5 min, decided after 30, stopped after 2; recovery begins after three steps of 2 min more. */
  const cutAt = (at: number): Mapping => ({
    what: "wan-cut",
    at: seconds(at),
    lasts: "30 h",
    response: "fail-over",
  });

  test("a machine of its own goes on, and may have processed everything before there is no way back", () => {
    // Stopped at 10:40, recovered from 10:46 on: the run of 10:45 has just ended.
    expect(eventsOf([cutAt(clock(1, 10, 3))])).toEqual([0]);
    // Stopped at 10:37, recovered from 10:43 on: that of 10:30 is the newest.
    expect(eventsOf([cutAt(clock(1, 10, 0))])).toEqual([4200]);
    expect(agreed([cutAt(clock(1, 10, 3))])).toEqual({ verdict: "ok" });
  });

  test("beside the chat database it is stopped with it", () => {
    expect(eventsOf([cutAt(clock(1, 10, 3))], SHARED)).toEqual([6000]);
    expect(agreed([cutAt(clock(1, 10, 3))], SHARED)).toEqual({ verdict: "ok" });
  });
});

describe("the compliance machine fails", () => {
  test("an incident opens, and closes with the repair; nobody notices and nothing is lost", () => {
    const incident = incidentOf({ ...ALONE, failures: [crash(AT, 3 * HOUR)] });
    expect(incident).toMatchObject({
      what: "compliance-crash",
      opened: AT,
      closed: AT + 3 * HOUR,
      rpo: 0,
      rto: 0,
      exposure: 0,
      undetectedFor: 3 * HOUR,
      compliance: { lostEvents: 0 },
      messages: { lost: 0, refused: 0 },
    });
  });

  test("without a date of repair it stays open", () => {
    expect(incidentOf({ ...ALONE, failures: [crash(AT, null)] }).closed).toBeNull();
  });

  test("a run under way is void, and events wait until it is back", () => {
    // The run of 9:45 is cut short, so that of 9:30 is the newest.
    expect(eventsOf([crash(clock(1, 9, 45, 30), HOUR), forEver(AT)])).toEqual([10 * (37.5 * 60)]);
    // Back at 10:00: the next run takes everything.
    expect(eventsOf([crash(clock(1, 9, 45, 30), 870), forEver(AT)])).toEqual([0, 4500]);
    expect(agreed([crash(clock(1, 9, 45, 30), HOUR), forEver(AT)])).toEqual({ verdict: "ok" });
  });

  test("a second strike on it is in vain, and so is one while its site is away", () => {
    const twice = play({ ...ALONE, failures: [crash(AT, HOUR), crash(AT + 60, HOUR)] });
    expect([twice.incidents.length, twice.ineffective.length]).toEqual([1, 1]);
    const away = play({ ...ALONE, failures: [siteLoss(AT, { lasts: "20 min" }), crash(AT + 60, HOUR)] });
    expect(away.ineffective.map(({ what }) => what)).toEqual(["compliance-crash"]);
  });

  test("after a failover it is the one at site 2", () => {
    const later = AT + DAY;
    const failures = [
      forEver(AT),
      crash(later - 1400, 6 * HOUR),
      siteLoss(later, { where: "site-2", lasts: "forever" }),
    ];
    // Struck at 9:44:10, so that the run of 9:30 is the newest.
    expect(eventsOf(failures)).toEqual([4500, 10 * (37.5 * 60)]);
    expect(agreed(failures)).toEqual({ verdict: "ok" });
  });
});

describe("a compliance database on the chat database's instance", () => {
  const pair = { mirroring: { decide: "1 s", online: "2 s" } };
  const crashed = { what: "principal-crash", at: seconds(clock(1, 9, 45, 30)), lasts: "10 min" };
  const failures = [crashed, forEver(clock(1, 9, 59))];
  const last = (changes: Mapping) => eventsOf(failures, changed(pair, changes)).at(-1);

  test("is down while the mirror takes over: a run under way is void", () => {
    // Nobody accepted for the 13 s that the takeover took.
    expect(last(SHARED)).toBe(10 * (29 * 60 - 13));
    expect(last(ALONE)).toBe(10 * (14 * 60 - 13));
    expect(agreed(failures, changed(pair, SHARED))).toEqual({ verdict: "ok" });
  });
});

describe("what cannot be played is refused by name", () => {
  const told = (changes: Mapping) =>
    refusals(changed(PLAIN, changes)).map(({ path, message }) => `${path}: ${message}`);

  test("a crash of what is not there", () => {
    expect(told({ failures: [crash(AT, HOUR)] })).toEqual([
      "failures[0].what: compliance-crash, but topology.compliance is off, so there is no compliance database",
    ]);
    expect(told({ ...SHARED, failures: [crash(AT, HOUR)] })[0]).toContain("topology.compliance is shared");
    expect(told({ ...ALONE, failures: [crash(AT, HOUR)] })).toEqual([]);
  });

  test("more runs than anybody would wait for", () => {
    const often = { compliance: { every: "1 ms", duration: "0 s" } };
    expect(told(changed(ALONE, often))[0]).toMatch(/^compliance.every: .* runs of the compliance adapter/);
    expect(told(often)).toEqual([]);
  });
});
