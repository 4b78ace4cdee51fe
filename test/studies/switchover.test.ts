/**
 * The planned switchover: the pool is stopped first and the tail of its log goes along, so nothing is ever lost by it.
 * Begun on Wednesday at 10:07:30, it stops at 10:10:30: 630 s of log since the last cut, 30 KB each, are 18.9 MB.
 */
import { describe, expect, test } from "vitest";
import { complaintsAboutOperations, lackingAtTheEnd } from "./operations-books.js";
import {
  FAILED_OVER,
  FIXED,
  LOST_AT,
  MIRROR,
  oneByOne,
  SETTING,
  siteOne,
  siteTwo,
  Told,
  total,
  wanCut,
} from "./operations-telling.js";
import { changed, clock, DAY, even, HOUR, type Mapping, play, rounded, seconds } from "./playing.js";

const AT = LOST_AT;
const HAND = 120;
const BUILT = HAND + MIRROR;
const STOPPED = AT + SETTING;
const DECIDED = 300 + 1800;
type Taking = readonly (readonly [string, number])[];

/** From a disk at 100 MB/s, over 12.5 MB/s and 40 ms, onto a disk. */
const DISK = 0.189;
const LINK = 0.04 + 1.512;
const TAIL: Readonly<Record<string, number>> = {
  "site-1": DISK + LINK + DISK,
  // Beside a share in site 2 a file is copied at 100 MB/s.
  "site-2": LINK + DISK + DISK,
  "third-site": LINK + LINK + DISK,
};

const toService = (tail: number, copying: readonly [number, number] = [0, HAND]): Taking => [
  ["clear-active-servers", SETTING],
  ["drop-log-shipping", HAND],
  ["copy-remaining", copying[0]],
  ["apply-logs", copying[1]],
  ["back-up-tail", HAND + tail],
  ["end-connections", HAND],
  ["recover-database", HAND + 30],
  ["switch-pool-state", SETTING],
];
const SERVED = total(toService(TAIL["site-1"]!));

const MOVED: Mapping = { operations: [{ what: "switchover", at: seconds(AT) }] };
const moved = (failures: readonly Mapping[] = [], changes: Mapping = {}) =>
  new Told(MOVED, changes, { failures });
const since = (instant: number | null) => (instant === null ? null : rounded(instant - AT));
const outagesOf = (told: Told) => told.outages.map(([from, to]) => [since(from), since(to)]);
const spanOf = ({ opened, closed }: { opened: number; closed: number | null }) => [
  since(opened),
  since(closed),
];

describe.each(Object.keys(TAIL))("with the share at %s", (share) => {
  describe.each(["database-only", "low-bandwidth", "high-bandwidth"])("%s", (layout) => {
    const servers: Taking = layout === "database-only" ? [] : [["activate-servers", SETTING]];
    const mirror: Taking = [["build-mirror", BUILT]];
    const service = toService(TAIL[share]!);

    test.each([
      ["documented", [...mirror, ...servers]],
      ["activate-first", [...servers, ...mirror]],
    ])("%s: every step follows on the last", (order, rest) => {
      const told = moved([], { layout, logShipping: { share }, runbook: { order } });
      const all = [...service, ...rest];
      expect(told.steps(AT)).toEqual(oneByOne(all));
      expect(outagesOf(told)).toEqual([[SETTING, total(service)]]);
      expect(spanOf(told.operation)).toEqual([0, total(all)]);
    });

    test("nothing is lost, and refused is what was sent while the pool stood still", () => {
      const told = moved([], { layout, logShipping: { share } });
      const back = AT + total(service);
      expect(rounded(told.operation)).toMatchObject({
        what: "switchover",
        outcome: "done",
        rpo: 0,
        lostStretches: [],
        rto: rounded(back - STOPPED),
        rtoParts: { detect: 0, decide: 0, procedure: rounded(back - STOPPED), reconnect: 0 },
        usersDown: 1,
        recoveredFrom: "tail-log",
        undetectedFor: 0,
        messages: { refused: even(STOPPED, back), lost: 0 },
      });
      expect(told.incidents).toEqual([]);
      expect(complaintsAboutOperations(told.timeline)).toEqual([]);
    });
  });
});

describe("what a switchover leaves behind", () => {
  test("a pool without a target for its log: exposed from its return to the end, unmirrored until the mirror is built", () => {
    const unshipped = rounded(clock(14) - AT - SERVED);
    expect(rounded(moved().operation)).toMatchObject({ unshipped, exposure: unshipped, unmirrored: BUILT });
  });

  test("the same history, which goes on elsewhere", () => {
    const { entries } = moved().timeline;
    expect(entries.filter(({ fact }) => fact === "history-begins")).toEqual([]);
    const serves = entries.findLast((entry) => entry.fact === "serves");
    expect(serves).toMatchObject({ machine: "secondary", history: 0, by: "tail-log" });
  });

  test("files that had not been copied are: four of them, 24.04 s each, and 10 s to be applied", () => {
    const failing = { what: "job-failing", job: "copy", at: seconds(AT - HOUR), lasts: "8 h" };
    const told = moved([failing]);
    const copying = [HAND + 4 * 24.04, HAND + 4 * 10] as const;
    const service = toService(TAIL["site-1"]!, copying);
    expect(told.steps(AT, AT + total(service)).slice(0, 8)).toEqual(oneByOne(service));
    expect(told.operation.rpo).toBe(0);
  });

  test("a backup job that takes its overhead takes it for the tail as well", () => {
    const told = moved([], { logShipping: { backup: { duration: null, fileSize: null } } });
    expect(rounded(told.operation.rto)).toBe(rounded(SERVED - SETTING + 1));
  });

  test("a day's log is a longer tail, when the backup job fails", () => {
    // Since 10:00 of the day before: 86,400 + 630 s of 30 KB; off the disk, over the link, onto a disk.
    const failing = { what: "job-failing", job: "backup", at: seconds(clock(1, 10, 1)), lasts: "3 d" };
    const bytes = (DAY + 630) * 30_000;
    const tail = bytes / 1e8 + 0.04 + bytes / 12.5e6 + bytes / 1e8;
    expect(rounded(moved([failing]).operation.rto)).toBe(rounded(total(toService(tail)) - SETTING));
  });
});

describe("nobody begins it", () => {
  const inVain = (failures: readonly Mapping[], changes: Mapping = {}) => {
    const result = play(changed(changed(FIXED, MOVED), changed(changes, { failures })));
    expect(result.operations).toEqual([]);
    return result.ineffective.map(({ what, at }) => [what, at]);
  };

  test.each<[string, readonly Mapping[]]>([
    ["while site 2 is down", [siteTwo(AT - HOUR, "2 h")]],
    ["while the link is cut", [wanCut(AT - HOUR, "2 h")]],
    ["while the share is down", [{ what: "share-loss", at: seconds(AT - HOUR), lasts: "2 h" }]],
    ["while the pool does not serve", [siteOne(AT - 600)]],
    ["once it has failed over", [siteOne(AT - DAY)]],
  ])("%s", (_name, failures) => {
    expect(inVain(failures)).toEqual([["switchover", AT]]);
  });

  test("while another is under way; the first is not disturbed", () => {
    const twice = [...(MOVED.operations as Mapping[]), { what: "switchover", at: seconds(AT + 600) }];
    const result = play(changed(FIXED, { operations: twice }));
    expect(result.operations).toMatchObject([{ outcome: "done", rpo: 0 }]);
    expect(rounded(result.operations[0]!.rto)).toBe(rounded(SERVED - SETTING));
    expect(result.ineffective.map(({ what, at }) => [what, at])).toEqual([["switchover", AT + 600]]);
  });
});

describe("site 2 is lost", () => {
  const REOPENED = 500 + DECIDED + SETTING;

  test.each(["2 h", "forever"])(
    "before the recovery, for %s: given up, and opened again at site 1",
    (lasts) => {
      const told = moved([siteTwo(AT + 500, lasts)]);
      expect(outagesOf(told)).toEqual([[SETTING, REOPENED]]);
      expect(told.operation).toMatchObject({ outcome: "given-up", rpo: 0, messages: { lost: 0 } });
      expect(spanOf(told.operation)).toEqual([0, REOPENED]);
      expect(told.operation.messages.refused).toBe((REOPENED - SETTING) * 10);
      expect(complaintsAboutOperations(told.timeline)).toEqual([]);
      expect(lackingAtTheEnd(told.timeline).length > 0).toBe(lasts === "forever");
    },
  );

  test("for ten minutes: nobody has decided by then, and the step begins again", () => {
    const told = moved([siteTwo(AT + 500, "10 min")]);
    const late = 500 + 600 - total(toService(0).slice(0, 4));
    expect(outagesOf(told)).toEqual([[SETTING, rounded(SERVED + late)]]);
    expect(told.operation).toMatchObject({ outcome: "done", rpo: 0, recoveredFrom: "tail-log" });
  });

  test("behind the recovery: there is no way back, and its return goes on with it", () => {
    const told = moved([siteTwo(AT + 900, "2 h")]);
    expect(outagesOf(told)).toEqual([[SETTING, 900 + 2 * HOUR + SETTING]]);
    expect(told.operation).toMatchObject({ outcome: "done", rpo: 0 });
    expect(complaintsAboutOperations(told.timeline)).toEqual([]);
  });

  test("a day later: its return ends that, and nothing is lost", () => {
    const told = moved([siteTwo(AT + DAY, "2 h")]);
    expect(told.incidents).toMatchObject([{ rpo: 0, rto: 2 * HOUR + HAND, recoveredFrom: "restart" }]);
  });

  test("a day later for good: all since the switchover is lost, and the old database is all that stands", () => {
    const told = moved([siteTwo(AT + DAY, "forever")]);
    expect(told.incidents).toMatchObject([
      { rpo: null, rto: null, recoveredFrom: "not-recovered", closed: null },
    ]);
    expect(told.timeline.messages.lost).toBe(even(AT + SERVED, AT + DAY));
    expect(told.operation).toMatchObject({ rpo: 0, messages: { lost: 0 } });
    expect(complaintsAboutOperations(told.timeline)).toEqual([]);
  });
});

describe("site 1 is lost", () => {
  test("before the pool is stopped: a site loss like any other", () => {
    const told = moved([siteOne(AT + 100)]);
    expect(outagesOf(told)).toEqual([[100, 100 + FAILED_OVER]]);
    expect(told.incidents).toMatchObject([{ rpo: 550, rto: FAILED_OVER, messages: { lost: 5500 } }]);
    expect(told.operation).toMatchObject({
      outcome: "given-up",
      rpo: 0,
      rto: 0,
      messages: { refused: 0, lost: 0 },
    });
  });

  test.each([350, 500])(
    "%d s after its begin, the tail not yet taken: what was not shipped is lost, and its own",
    (at) => {
      const told = moved([siteOne(AT + at)]);
      expect(outagesOf(told)).toEqual([[SETTING, at + FAILED_OVER]]);
      // From 10:00 to the stop at 10:10:30.
      expect(told.incidents).toMatchObject([
        { rpo: 630, messages: { lost: 6300, salvageable: 6300, refused: 0 } },
      ]);
      expect(told.operation).toMatchObject({ outcome: "given-up", rpo: 0, messages: { lost: 0 } });
      expect(told.operation.messages.refused).toBe((at + FAILED_OVER - SETTING) * 10);
      expect(complaintsAboutOperations(told.timeline)).toEqual([]);
    },
  );

  test("behind the tail: nobody needs it any more", () => {
    const told = moved([siteOne(AT + 700)]);
    expect(outagesOf(told)).toEqual([[SETTING, SERVED]]);
    expect(told.operation).toMatchObject({ outcome: "done", rpo: 0, recoveredFrom: "tail-log" });
    expect(told.incidents).toMatchObject([{ rpo: 0, messages: { lost: 0, refused: 0 } }]);
  });

  test("only its principal, before the tail: nobody opens the pool, and its tail is taken from the mirror", () => {
    const told = moved([{ what: "principal-crash", at: seconds(AT + 350), lasts: "1 h" }]);
    expect(outagesOf(told)).toEqual([[SETTING, SERVED]]);
    expect(told.operation).toMatchObject({ outcome: "done", rpo: 0, recoveredFrom: "tail-log" });
    expect(told.incidents).toMatchObject([{ rpo: 0, rto: 0, messages: { lost: 0, refused: 0 } }]);
    expect(complaintsAboutOperations(told.timeline)).toEqual([]);
  });

  test("its principal and then its mirror: given up, and answered like any failure", () => {
    const crashes = ["principal-crash", "mirror-crash"].map((what, index) => {
      return { what, at: seconds(AT + 190 + 5 * index), lasts: "forever" };
    });
    const told = moved(crashes);
    expect(told.operation).toMatchObject({ outcome: "given-up", rpo: 0, messages: { lost: 0 } });
    // 25
    expect(told.incidents).toMatchObject([{ rpo: 630, recoveredFrom: "log-shipping" }]);
    expect(complaintsAboutOperations(told.timeline)).toEqual([]);
  });
});

describe("and back again", () => {
  // Undisturbed: 21,960.08 s of standing still, as behind a failover; begun when the switchover is done.
  const told = moved([], { failback: {} });
  const begins = SERVED + BUILT + SETTING;

  test("the failback begins at its end, and costs what it costs behind a failover", () => {
    expect(told.operations.map((operation) => [operation.what, ...spanOf(operation)])).toEqual([
      ["switchover", 0, begins],
      ["failback", begins, rounded(begins + 22_140.08)],
    ]);
    expect(rounded(told.operations[1])).toMatchObject({ rpo: 0, rto: 21_960.08, outcome: "done" });
    expect(told.timeline.waiting).toEqual([]);
    expect(lackingAtTheEnd(told.timeline)).toEqual([]);
    expect(complaintsAboutOperations(told.timeline)).toEqual([]);
  });

  test("and at home again, a second switchover is like the first", () => {
    const twice = [AT, AT + 2 * DAY].map((at) => ({ what: "switchover", at: seconds(at) }));
    const again = new Told(FIXED, { failback: {}, operations: twice });
    expect(again.operations.map(({ what }) => what)).toEqual([
      "switchover",
      "failback",
      "switchover",
      "failback",
    ]);
    const [first, , second] = again.operations;
    for (const name of ["rto", "rpo", "unmirrored", "unshipped"] as const)
      expect(second![name]).toBeCloseTo(first![name]!, 6);
    expect(lackingAtTheEnd(again.timeline)).toEqual([]);
  });
});
