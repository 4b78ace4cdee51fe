/**
 * Whose charge things are where operations and failures meet: second disasters while the pool is away from home, users who
 * are stopped and served again, the summary of a kind, and the books of lives by number.
 */
import { describe, expect, test } from "vitest";
import { tellLife } from "../../src/studies/index.js";
import { complaintsAboutOperations, lackingAtTheEnd, servingAtTheEnd } from "./operations-books.js";
import { operationsLife } from "./operations-lives.js";
import {
  FAILED_OVER,
  FIXED,
  LOST_AT,
  MIRROR,
  SETTING,
  siteOne,
  siteTwo,
  Told,
} from "./operations-telling.js";
import {
  changed,
  clock,
  DAY,
  even,
  HOUR,
  type Mapping,
  play,
  playable,
  playWhole,
  rounded,
  seconds,
} from "./playing.js";
import { ALL, Told as Crowd, STRUCK, since, strike } from "./users-telling.js";

const AT = LOST_AT;
const SERVED = AT + FAILED_OVER;

describe("a second disaster while site 2 serves", () => {
  const played = (second: Mapping, changes: Mapping = {}) =>
    new Told(changes, { failures: [siteOne(), second] });
  const goneFor = (told: Told) =>
    told.incidents.map(({ rpo, rto, recoveredFrom }) => [rpo, rto, recoveredFrom]);

  test("site 2 for two hours: its return ends that, and nothing more is lost", () => {
    const told = played(siteTwo(AT + DAY, "2 h"));
    expect(goneFor(told)).toEqual([
      [450, FAILED_OVER, "log-shipping"],
      [0, 2 * HOUR + 120, "restart"],
    ]);
    expect(told.incidents.map(({ messages }) => messages.salvageable)).toEqual([4500, 0]);
    expect(complaintsAboutOperations(told.timeline)).toEqual([]);
  });

  test("and then home, as if nothing had been", () => {
    const told = played(siteTwo(AT + DAY, "2 h"), { failback: { wait: "48 h" } });
    expect(told.operation).toMatchObject({
      opened: AT + DAY + 2 * HOUR + 120 + 48 * HOUR,
      outcome: "done",
      rpo: 0,
    });
    expect(lackingAtTheEnd(told.timeline)).toEqual([]);
  });

  test.each<[string, Mapping]>([
    ["for good", siteTwo(AT + DAY, "forever")],
    ["for two days, with its disks", siteTwo(AT + DAY, "2 d", { disks: "destroyed" })],
  ])(
    "site 2 %s: what stands is site 1's old database, and all that site 2 accepted is lost",
    (_name, second) => {
      const told = played(second);
      // Everything up to the first loss is on site 1's disks; nothing of what came after is.
      expect(goneFor(told)).toEqual([
        [0, FAILED_OVER, "log-shipping"],
        [null, null, "not-recovered"],
      ]);
      expect(told.timeline.messages).toMatchObject({ lost: even(SERVED, AT + DAY), salvageable: 0 });
      expect(told.timeline.messages.refused).toBe(even(AT, SERVED) + even(AT + DAY, clock(14)));
      expect(told.timeline.waiting.map(({ who }) => who)).toContain("database");
      expect(complaintsAboutOperations(told.timeline)).toEqual([]);
    },
  );

  test("site 2 for good, and site 1's disks gone as well: not one message is left", () => {
    const failures = [siteOne(AT, { disks: "destroyed" }), siteTwo(AT + DAY, "forever")];
    const told = new Told({ failures });
    expect(told.timeline.messages).toMatchObject({ kept: 0, salvageable: 0 });
    expect(goneFor(told)).toEqual([
      [450, FAILED_OVER, "log-shipping"],
      [null, null, "not-recovered"],
    ]);
    expect(complaintsAboutOperations(told.timeline)).toEqual([]);
  });

  test("its machine for good, its mirror built: people force that one, and lose nothing", () => {
    const crash = { what: "secondary-crash", where: "secondary", at: `${AT + DAY} s`, lasts: "forever" };
    const told = played(crash);
    // Forced: a step by hand and 2 s to come online.
    expect(goneFor(told)[1]).toEqual([0, 300 + 1800 + 120 + 2, "mirror"]);
  });

  test("site 1 once more: nobody notices, for nothing of it is in use", () => {
    const told = played(siteOne(AT + DAY, { lasts: "1 h" }));
    expect(goneFor(told)[1]).toEqual([0, 0, "none-needed"]);
    expect(told.outages).toEqual([[AT, SERVED]]);
  });
});

describe("exposure is whoever's began last", () => {
  test("the incident's until the failback begins, the failback's from then on, and each second once", () => {
    const told = new Told({ failback: { wait: "5 h" }, failures: [siteOne()] });
    const begins = AT + 8 * HOUR + 120 + 5 * HOUR;
    expect(told.operation.opened).toBe(begins);
    expect(rounded(told.incidents[0]!.unshipped)).toBe(begins - SERVED);
    // Shipping has no target up to the end of clear-active-servers; home again, the full backup's cut is too old until the
    // first file is safe: cut at the next quarter of an hour, whole and copied 54.04 s later.
    const home = told.operation.closed!;
    const safe = Math.ceil(home / 900) * 900 + 54.04;
    expect(rounded(told.operation.unshipped)).toBe(rounded(SETTING + safe - home));
  });

  test("unmirrored is the incident until the second pair is synchronized, and nobody home again", () => {
    const told = new Told({ failback: {}, failures: [siteOne()] });
    expect(rounded(told.incidents[0]!.unmirrored)).toBe(120 + MIRROR);
    expect(told.operation.unmirrored).toBe(0);
  });
});

describe("with users", () => {
  /** Site 1 is lost at 8:00 for eight hours; 10 GB at 100 MB/s, and at 87.5 MB/s over 2.5 ms. */
  const away: Mapping = {
    horizon: "3 d",
    topology: { mirror: false, secondaryMirror: false },
    database: { size: "10 GB" },
    people: { detect: "5 min" },
    failures: [strike("site-loss", { where: "site-1", lasts: "8 h" })],
  };
  const COPY = 0.0025 + 114.285715;
  const BEGINS = 8 * HOUR;
  const shipped = BEGINS + SETTING + (120 + COPY) + (120 + 100) + (120 + 100 + COPY) + 100;
  const back = shipped + 2 * SETTING + 60 + 2;
  const ending = (told: Crowd) =>
    told.timeline.operations.map(({ opened, closed }) => [since(opened), since(closed!)]);

  describe.each(["low-bandwidth", "high-bandwidth"])("%s", (layout) => {
    test.each([
      ["documented", shipped + 2 * SETTING],
      ["safer", shipped + SETTING],
    ])(
      "%s: all are out from the cleared list to a minute's warm-up behind the last step, and two seconds",
      (order, home) => {
        const told = new Crowd(away, { layout, failback: { order } });
        const [operation] = told.timeline.operations;
        expect(told.ableAfter(BEGINS + SETTING - 1)).toBe(ALL);
        expect(told.ableAfter(BEGINS + SETTING)).toBe(0);
        expect(told.ableAfter(back - 1.5)).toBe(0);
        // Four servers take 100 a second each.
        expect(told.ableAfter(back - 0.999_99)).toBe(400);
        expect(told.ableAfter(back + 1e-5)).toBe(ALL);
        expect(operation!.rto).toBeCloseTo(back - BEGINS - SETTING, 5);
        expect(operation).toMatchObject({ usersDown: 1, rpo: 0, messages: { lost: 0 } });
        // Behind the switch the Front Ends are failed back, an hour in which nobody is cut off.
        const [[begun, ended]] = ending(told) as [[number, number]];
        expect([begun, ended]).toEqual([BEGINS, rounded(home + HOUR)]);
        expect(told.timeline.waiting).toEqual([]);
      },
    );

    test("keep-existing: everybody goes on until the database is overwritten, and what they wrote since its backup is lost", () => {
      const told = new Crowd(away, { layout, failback: { drain: "keep-existing" } });
      const overwritten = shipped - 100;
      const cut = BEGINS + SETTING + 120;
      expect(told.ableAfter(overwritten - 1)).toBe(ALL);
      expect(told.ableAfter(overwritten + 1e-5)).toBe(0);
      const [operation] = told.timeline.operations;
      expect(operation!.rto).toBeCloseTo(back - overwritten, 5);
      expect(operation!.rpo).toBeCloseTo(overwritten - cut, 5);
      expect(operation!.messages.lost).toBe(even(STRUCK + cut, STRUCK + overwritten));
      expect(told.timeline.messages.lost).toBe(told.incident.messages.lost + operation!.messages.lost);
    });

    test("given up for a cut link: reopened where it was, with the servers that were active there", () => {
      const cut = { what: "wan-cut", at: `${STRUCK + BEGINS + 400} s`, lasts: "3 h" };
      const told = new Crowd(
        away,
        { layout, failback: {}, wan: { bandwidth: "100 Mbps" } },
        {
          failures: [...(away.failures as Mapping[]), cut],
        },
      );
      const reopened = BEGINS + 400 + 300 + 600 + SETTING;
      const lists = told.facts("active-servers").map(({ at, servers }) => [since(at), servers.length]);
      expect(lists).toContainEqual([reopened, 4]);
      const [first, second] = told.timeline.operations;
      expect(first).toMatchObject({ outcome: "given-up", rpo: 0, messages: { lost: 0 } });
      expect(second).toMatchObject({ outcome: "done", rpo: 0 });
      expect(told.facts("able").at(-1)).toMatchObject({ endpoints: ALL, counted: ALL });
    });

    test("a switchover and the way back: nothing lost, everybody served", () => {
      const told = new Crowd(away, {
        layout,
        failback: {},
        failures: [],
        operations: [strike("switchover")],
      });
      expect(told.timeline.operations.map(({ what, outcome, rpo }) => [what, outcome, rpo])).toEqual([
        ["switchover", "done", 0],
        ["failback", "done", 0],
      ]);
      expect(told.facts("able").at(-1)).toMatchObject({ endpoints: ALL, counted: ALL });
      expect(told.timeline.waiting).toEqual([]);
    });
  });

  test.each(["failback", "switchover"])(
    "a database alone: its one application uses whatever serves, %s",
    (what) => {
      const operations = what === "switchover" ? [strike("switchover")] : [];
      const failures = what === "switchover" ? [] : (away.failures as Mapping[]);
      const told = new Crowd(away, { layout: "database-only", failback: {}, failures, operations });
      expect(told.timeline.operations.every(({ outcome }) => outcome === "done")).toBe(true);
      expect(told.facts("able").at(-1)).toMatchObject({ endpoints: ALL, counted: ALL });
    },
  );

  test("a switchover while the users of a failback still sign in: at most one operation is under way", () => {
    const operations = [strike("switchover"), { ...strike("switchover"), at: `${STRUCK + 4500} s` }];
    const users = { signInsPerServer: "0.1 / s" };
    const told = new Crowd(away, {
      failback: { order: "safer" },
      failures: [],
      operations,
      users,
      horizon: "5 d",
    });
    const spans = told.timeline.operations.map(({ opened, closed }) => [
      opened,
      closed ?? Number.POSITIVE_INFINITY,
    ]);
    for (const [index, [opened]] of spans.slice(1).entries())
      expect(opened).toBeGreaterThanOrEqual(spans[index]![1]!);
  });
});

describe("the summary", () => {
  const result = play(
    changed(FIXED, {
      failback: {},
      failures: [siteOne()],
      operations: [{ what: "switchover", at: `${AT + 4 * DAY} s` }],
    }),
    { replications: 3 },
  );

  test("has a row for each kind of operation, beside those of failures", () => {
    expect(Object.keys(result.summary).sort()).toEqual(["failback", "site-loss", "switchover"]);
    expect(result.summary.failback).toMatchObject({ rto: { n: 6, nNull: 0 }, rpo: { observedMax: 0 } });
    expect(result.summary.switchover).toMatchObject({ rto: { n: 3, nNull: 0 }, rpo: { observedMax: 0 } });
    expect(result.summary["site-loss"]).toMatchObject({ rto: { n: 3 }, rpo: { observedMax: 450 } });
  });

  test("planned outages count as not served", () => {
    const refused = result.messages.refused / result.messages.offered;
    expect(result.availability.mean.value!).toBeCloseTo(1 - refused, 6);
    const charged = [...result.incidents, ...result.operations].reduce(
      (sum, { messages }) => sum + messages.refused,
      0,
    );
    expect(charged).toBe(result.messages.refused);
  });
});

// 24
describe("a link that is cut for good while the switch back is under way, and answered with a failover", () => {
  test("stops the pool at home and opens it at site 2: the incident is open until then", () => {
    const failures = [
      siteOne(),
      { what: "wan-cut", at: seconds(AT + 8 * HOUR + 120 + 22_000), lasts: "forever", response: "fail-over" },
    ];
    const told = new Told({ failback: {}, failures });
    expect(told.outages).toHaveLength(3);
    expect(told.outages.at(-1)![1]).not.toBeNull();
    expect(complaintsAboutOperations(told.timeline)).toEqual([]);
  });
});

describe("lives by number", () => {
  const NUMBERS = Array.from({ length: 8 }, (_, index) => index);

  test.each(NUMBERS)(
    "from %d × 25 on: the books balance with the trace, and in the end all is as it was",
    (tens) => {
      for (let number = tens * 25; number < (tens + 1) * 25; number++) {
        const { mapping, failsBack } = operationsLife(number);
        const scenario = playable(mapping);
        const told = tellLife({ scenario, seed: number, replication: 0, replay: "replay", version: "0" });
        expect([number, complaintsAboutOperations(told)]).toEqual([number, []]);
        expect([number, servingAtTheEnd(told)]).not.toEqual([number, null]);
        if (!failsBack) continue;
        expect([number, told.waiting, lackingAtTheEnd(told)]).toEqual([number, [], []]);
        expect([
          number,
          [...told.incidents, ...told.operations].every(({ closed }) => closed !== null),
        ]).toEqual([number, true]);
      }
    },
  );

  test("the run says what the timeline says", () => {
    for (const number of [1, 14, 25, 130]) {
      const { mapping } = operationsLife(number);
      const told = tellLife({
        scenario: playable(mapping),
        seed: 1,
        replication: 0,
        replay: "replay",
        version: "0",
      });
      const { operations, incidents, messages, waiting } = playWhole(mapping);
      expect({ operations, incidents, messages, waiting }).toEqual({
        operations: told.operations,
        incidents: told.incidents,
        messages: told.messages,
        waiting: told.waiting,
      });
    }
  });
});
