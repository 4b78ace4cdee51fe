/**
 * The way back after a failover, when nothing goes wrong: every step's time worked out on paper. What people do by hand
 * takes 120 s, a setting 60 s more; 100 GB take 1000 s from or onto a disk and 8000.04 s over 100 Mbps and 40 ms.
 */
import { describe, expect, test } from "vitest";
import { complaintsAboutOperations, lackingAtTheEnd } from "./operations-books.js";
import {
  BEGINS,
  DISK,
  FAILED_OVER,
  LINK,
  LOST_AGAIN,
  LOST_AT,
  MIRROR,
  oneByOne,
  SETTING,
  siteOne,
  Told,
  total,
} from "./operations-telling.js";
import { changed, clock, even, HOUR, type Mapping, play, rounded } from "./playing.js";

const HAND = 120;
type Taking = readonly (readonly [string, number])[];

/** What crosses the link depends on where the share stands; the local copy beside a share in site 2 goes at 100 MB/s. */
const COPIES: Readonly<
  Record<string, { readonly back: number; readonly home: number; readonly again: number }>
> = {
  "site-1": { back: LINK, home: DISK, again: DISK + LINK },
  "site-2": { back: DISK, home: LINK, again: LINK + DISK },
  "third-site": { back: LINK, home: LINK, again: LINK + LINK },
};

function taking(share: string, last: Taking): Taking {
  const { back, home, again } = COPIES[share]!;
  return [
    ["clear-active-servers", SETTING],
    ["remove-secondary-mirroring", HAND],
    ["back-up-secondary", HAND + back],
    ["restore-on-primary", HAND + home],
    ["mirror-primary", HAND + MIRROR],
    ["ship-logs-again", HAND + again],
    ["restore-on-secondary", DISK],
    ...last,
  ];
}

const SWITCH: Taking[number] = ["switch-pool-state-back", SETTING];
const ACTIVATE: Taking[number] = ["activate-primary-servers", SETTING];
const FRONT_ENDS: Taking[number] = ["fail-back-front-ends", 0];

const LOST: Mapping = { failback: {}, failures: [siteOne()] };
const AGAIN: Mapping = { failures: [siteOne(), siteOne(LOST_AGAIN, { lasts: "forever" })] };

describe.each(["site-1", "site-2", "third-site"])("with the share at %s", (share) => {
  describe.each([
    ["database-only", [SWITCH]],
    ["low-bandwidth", [ACTIVATE, SWITCH, FRONT_ENDS]],
    ["high-bandwidth", [ACTIVATE, SWITCH, FRONT_ENDS]],
  ] as readonly (readonly [string, Taking])[])("%s", (layout, last) => {
    const told = new Told(LOST, { layout, logShipping: { share } });
    const steps = taking(share, last);
    const stopped = BEGINS + SETTING;
    const back = rounded(BEGINS + total(steps));

    test("every step follows on the last, from the return of site 1's machines on", () => {
      expect(told.steps(BEGINS)).toEqual(oneByOne(steps));
    });

    test("it is one operation, done when the last step is, and nothing is lost in it", () => {
      expect(rounded(told.operation)).toMatchObject({
        what: "failback",
        outcome: "done",
        opened: BEGINS,
        closed: back,
        rpo: 0,
        lostStretches: [],
        rto: rounded(back - stopped),
        usersDown: 1,
        undetectedFor: 0,
      });
      expect(told.outages).toEqual([
        [LOST_AT, LOST_AT + FAILED_OVER],
        [stopped, back],
      ]);
    });

    test("it refuses what is sent while the pool stands still, and nothing else", () => {
      const offered = even(BEGINS, back);
      const refused = even(stopped, back);
      const accepted = offered - refused;
      const others = { kept: accepted, lost: 0, salvageable: 0, seenButLost: null };
      expect(told.operation.messages).toEqual({ offered, accepted, refused, ...others });
      expect(complaintsAboutOperations(told.timeline)).toEqual([]);
    });

    test("the incident keeps its own loss, and its exposure ends where the operation begins", () => {
      const unshipped = BEGINS - (LOST_AT + FAILED_OVER);
      expect(rounded(told.incidents)).toMatchObject([
        { rpo: 450, rto: FAILED_OVER, unshipped, exposure: unshipped },
      ]);
    });

    test("home again it is mirrored, shipped, and waits for nothing", () => {
      expect(lackingAtTheEnd(told.timeline)).toEqual([]);
      expect(told.timeline.waiting).toEqual([]);
    });

    test("site 1 lost once more costs exactly what it costs a pool that was never away", () => {
      const twice = new Told(LOST, AGAIN, { layout, logShipping: { share } });
      const once = new Told({
        layout,
        logShipping: { share },
        failures: [siteOne(LOST_AGAIN, { lasts: "forever" })],
      });
      const { replication: _, phase: __, ...never } = once.incidents[0]!;
      expect(twice.operations).toHaveLength(1);
      expect(rounded(twice.incidents[1])).toMatchObject(rounded({ rpo: never.rpo, rto: never.rto }));
      expect(rounded(twice.incidents[1])).toMatchObject(rounded(never));
    });
  });
});

describe("how the age law goes on", () => {
  // Whole at site 1 after 20 s, safe at 54.04 s. In site 2 a backup is whole, and safe, after its way of 24.04 s; in a
  // third place after as long.
  test.each([
    ["site-1", 450],
    ["site-2", 450],
  ])("with the share at %s, site 1 lost at 7:30 of a quarter of an hour loses %d s", (share, rpo) => {
    const told = new Told(LOST, AGAIN, { logShipping: { share } });
    expect(rounded(told.incidents.map((incident) => incident.rpo))).toEqual([450, rpo]);
  });

  test("just before the copy is safe, a whole interval and 54.04 s", () => {
    const failures = [siteOne(), siteOne(clock(4, 10, 0, 54), { lasts: "forever" })];
    expect(rounded(new Told(LOST, { failures }).incidents[1]!.rpo)).toBe(954);
  });
});

describe("how long it takes", () => {
  const outageOf = (changes: Mapping): number => rounded(new Told(LOST, changes).operation.rto!);

  test("100 GB over 100 Mbps at 70 %: two copies of 3.2 h, and disks and people", () => {
    // 100 GB / 8.75 MB/s = 11,428.571429 s; each a one-way delay of 0.04 s more.
    const copy = 11_428.571429 + 0.04;
    const disks = DISK + MIRROR + DISK + DISK;
    const people = HAND * 5 + SETTING * 2;
    const outage = outageOf({ wan: { efficiency: 0.7 } });
    expect(copy / 3600).toBeCloseTo(3.2, 1);
    expect(outage).toBeCloseTo(2 * copy + disks + people, 5);
  });

  // Of one copy at 70 %: 10 GB / 10 Mbps, 50 GB / 1 Gbps, 200 GB / 100 Mbps.
  test.each([
    ["10 GB", "10 Mbps", 3.2 * HOUR, 100],
    ["200 GB", "100 Mbps", 6.4 * HOUR, 2000],
    ["50 GB", "1 Gbps", 571.5, 500],
  ])("%s over %s: about twice the copy, and the disks", (size, bandwidth, copy, disk) => {
    const outage = outageOf({ database: { size }, wan: { bandwidth, efficiency: 0.7 } });
    const rest = 5 * disk + HAND * 5 + SETTING * 2;
    expect(Math.abs(outage - (2 * copy + rest))).toBeLessThan(0.02 * outage);
  });

  test("compressed 4:1 a quarter goes over the link and through the disks, but a mirror is built whole", () => {
    const quarter = 25_000 / 12.5 + 0.04;
    const outage = outageOf({ logShipping: { backup: { compression: 4 } } });
    expect(outage).toBeCloseTo(HAND * 5 + SETTING * 2 + 2 * quarter + 3 * 250 + MIRROR, 5);
  });

  test("without mirrors, without their steps", () => {
    const topology = { mirror: false, secondaryMirror: false };
    const with_ = outageOf({});
    expect(outageOf({ topology })).toBeCloseTo(with_ - HAND - HAND - MIRROR, 5);
  });

  test("with compliance its mirroring is removed as well: a step by hand more", () => {
    expect(outageOf({ topology: { compliance: "shared" } })).toBeCloseTo(outageOf({}) + HAND, 5);
  });

  test("each step can be given its time, and then takes that and nothing else", () => {
    const names = taking("site-1", [ACTIVATE, SWITCH, FRONT_ENDS]).map(([name]) => name);
    const given = Object.fromEntries(names.map((name, index) => [name, { takes: `${index + 1} min` }]));
    const told = new Told(LOST, { runbook: { steps: given } });
    expect(told.steps(BEGINS)).toEqual(oneByOne(names.map((name, index) => [name, 60 * (index + 1)])));
  });
});

describe("the safer order", () => {
  const told = new Told(LOST, { failback: { order: "safer" } });
  const back = BEGINS + total(taking("site-1", [SWITCH]));

  test("switches first: one notional user is served as soon as that is done", () => {
    expect(
      told
        .steps(BEGINS, back + SETTING)
        .slice(-3)
        .map(([name]) => name)
        .sort(),
    ).toEqual(["activate-primary-servers", "fail-back-front-ends", "switch-pool-state-back"]);
    expect(rounded(told.operation.rto)).toBe(rounded(back - BEGINS - SETTING));
    expect(rounded(told.operation.closed)).toBe(rounded(back + SETTING));
  });

  test("so a setting sooner than as documented", () => {
    const documented = new Told(LOST);
    expect(documented.operation.rto! - told.operation.rto!).toBeCloseTo(SETTING, 6);
  });

  test("and for a database alone it is the same", () => {
    const only = (order: string) => new Told(LOST, { layout: "database-only", failback: { order } }).timeline;
    const { fingerprint: _, ...documented } = only("documented");
    expect(only("safer")).toMatchObject(documented);
  });
});

describe("connections that stand go on (keep-existing)", () => {
  const told = new Told(LOST, { failback: { drain: "keep-existing" } });
  const steps = taking("site-1", [ACTIVATE, SWITCH, FRONT_ENDS]);
  const endOf = (name: string) => BEGINS + oneByOne(steps).find(([step]) => step === name)![2];
  /** A person first, then the backup begins. */
  const cut = rounded(endOf("remove-secondary-mirroring") + HAND);
  const overwritten = rounded(endOf("ship-logs-again"));
  const back = rounded(BEGINS + total(steps));

  test("the same steps, and nobody is out until site 2's database is overwritten", () => {
    expect(told.steps(BEGINS)).toEqual(oneByOne(steps));
    expect(told.outages[1]).toEqual([overwritten, back]);
    expect(told.operation.rto).toBeCloseTo(back - overwritten, 6);
  });

  test("what was written after the start of the full backup is lost, and the operation's", () => {
    expect(rounded(told.operation)).toMatchObject({
      rpo: rounded(overwritten - cut),
      lostStretches: [{ from: cut, to: overwritten }],
    });
    const lost = even(cut, overwritten);
    const offered = even(BEGINS, back);
    const refused = even(overwritten, back);
    expect(told.operation.messages).toEqual({
      offered,
      accepted: offered - refused,
      refused,
      kept: offered - refused - lost,
      lost,
      // Overwritten where it stood.
      salvageable: 0,
      seenButLost: null,
    });
  });

  test("the incident's own loss is what it was", () => {
    expect(rounded(told.incidents)).toMatchObject([{ rpo: 450, messages: { lost: 4500 } }]);
    expect(told.timeline.messages.lost).toBe(4500 + even(cut, overwritten));
    expect(complaintsAboutOperations(told.timeline)).toEqual([]);
    expect(lackingAtTheEnd(told.timeline)).toEqual([]);
  });

  test("a history of its own begins with what came along", () => {
    const begins = told.timeline.entries.filter((entry) => entry.fact === "history-begins");
    expect(rounded(begins.at(-1))).toMatchObject({
      at: overwritten,
      history: 2,
      parent: 1,
      cut,
      by: "failed-back",
    });
  });
});

describe("when people begin", () => {
  const beganAt = (...changes: readonly Mapping[]) =>
    new Told(LOST, ...changes).operations.map(({ opened }) => opened);

  test("some time after all stands, if they are to wait", () => {
    expect(beganAt({ failback: { wait: "6 h" } })).toEqual([BEGINS + 6 * HOUR]);
  });

  test("a law is drawn anew in each replication", () => {
    const wait = { uniform: ["1 h", "5 h"] };
    const { operations } = play(
      changed({ ...LOST, servers: { replication: "60 s" } }, { failback: { wait } }),
      {
        replications: 200,
      },
    );
    const waits = operations.map(({ opened }) => opened - BEGINS);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(HOUR);
    expect(Math.max(...waits)).toBeLessThanOrEqual(5 * HOUR);
    // Mean 3 h, standard error 4 h / √12 / √200 = 294 s.
    expect(Math.abs(waits.reduce((sum, one) => sum + one, 0) / 200 - 3 * HOUR)).toBeLessThan(4 * 294);
  });

  test("not before the failover's own last step is done", () => {
    // Back, restarted, 2220 s after its loss, but fenced; servers are active behind the new mirror only.
    const failures = [siteOne(LOST_AT, { lasts: "45 min" })];
    const activated = LOST_AT + FAILED_OVER + HAND + MIRROR + SETTING;
    expect(beganAt({ failures })).toEqual([activated]);
  });

  test("from site 2's return on, where that was lost while people waited: they wait anew", () => {
    const away = { what: "site-loss", where: "site-2", at: `${BEGINS + HOUR} s`, lasts: "2 h" };
    const [began, ...others] = beganAt({ failback: { wait: "6 h" }, failures: [siteOne(), away] });
    expect([began, others]).toEqual([BEGINS + 3 * HOUR + HAND + 6 * HOUR, []]);
  });

  test("never, if nobody is to fail back, and never from a site that is lost for good", () => {
    expect(new Told({ failures: [siteOne()] }).operations).toEqual([]);
    const gone = new Told(LOST, { failures: [siteOne(LOST_AT, { lasts: "forever" })] });
    expect(gone.operations).toEqual([]);
    expect(gone.timeline.waiting).not.toEqual([]);
  });

  test("to a site whose disks were destroyed, once it is rebuilt; nothing is left there to salvage", () => {
    const told = new Told(LOST, { failures: [siteOne(LOST_AT, { lasts: "3 d", disks: "destroyed" })] });
    expect(told.operation.opened).toBe(LOST_AT + clock(3) + HAND);
    expect(told.operation.rpo).toBe(0);
    expect(told.incidents).toMatchObject([{ rpo: 450, messages: { lost: 4500, salvageable: 0 } }]);
    expect(lackingAtTheEnd(told.timeline)).toEqual([]);
  });

  test("what the failover left behind can be salvaged until the failback overwrites it", () => {
    const salvageable = (told: Told) => told.incidents[0]!.messages.salvageable;
    expect(salvageable(new Told({ failures: [siteOne()] }))).toBe(4500);
    expect(salvageable(new Told(LOST))).toBe(0);
  });
});
