/**
 * Whoever notices later, decides later or takes longer over a step is never done sooner. Over scenarios by number: what
 * fails stays away, and people come so late that every job has come to rest by then, so that no step hangs on the clock.
 */
import { describe, expect, test } from "vitest";
import { Dice } from "../swarm/dice.js";
import { SETTING } from "./operations-telling.js";
import {
  changed,
  clock,
  DAY,
  HOUR,
  type Mapping,
  PLAIN,
  play,
  playWhole,
  rounded,
  seconds,
  siteLoss,
} from "./playing.js";

const FAILOVER_STEPS = [
  "drop-log-shipping",
  "copy-remaining",
  "apply-logs",
  "end-connections",
  "recover-database",
  "switch-pool-state",
  "build-mirror",
  "activate-servers",
];
const FAILBACK_STEPS = [
  "clear-active-servers",
  "remove-secondary-mirroring",
  "back-up-secondary",
  "restore-on-primary",
  "mirror-primary",
  "ship-logs-again",
  "restore-on-secondary",
  "activate-primary-servers",
  "switch-pool-state-back",
];

const minutes = (count: number): string => seconds(count * 60);

/** 40 users of whom nothing is drawn but when each tries. */
const FEW: Mapping = {
  count: 40,
  noticeReset: "3 s",
  noticeSilence: "100 s",
  backOff: "1 s",
  longestBackOff: "1 s",
};

interface Case {
  readonly base: Mapping;
  /** The same with one thing that takes longer. */
  readonly longer: Mapping;
  readonly what: string;
}

function pool(dice: Dice): Mapping {
  return changed(PLAIN, {
    horizon: "10 d",
    layout: dice.one(["low-bandwidth", "high-bandwidth", "database-only"]),
    users: dice.chance(0.3) ? FEW : {},
    topology: { mirror: dice.chance(0.6), witness: dice.chance(0.6), secondaryMirror: dice.chance(0.6) },
    wan: { bandwidth: dice.one(["50 Mbps", "1 Gbps"]), roundTrip: dice.one(["5 ms", "80 ms"]) },
    database: { size: dice.one(["1 GB", "20 GB"]) },
    servers: { replication: minutes(dice.whole(0, 5)) },
    recovery: { restart: "2 min" },
    logShipping: { share: dice.one(["site-1", "site-2", "third-site"]) },
    runbook: { order: dice.one(["documented", "activate-first"]) },
    // Files still come and go for an hour: longer than any interval and any copy.
    people: {
      detect: minutes(dice.whole(60, 90)),
      decide: minutes(dice.whole(0, 90)),
      step: minutes(dice.whole(0, 9)),
    },
  });
}

function longer(base: Mapping, steps: readonly string[], dice: Dice): Omit<Case, "base"> {
  const more = dice.one([1 / 60, 1, 17, 240]);
  const { detect, decide, step } = base.people as Readonly<Record<string, string>>;
  const plus = (time: string): string => seconds(Number.parseFloat(time) + more * 60);
  const what = dice.one(["detect", "decide", "step", "one", "one", "one"]);
  switch (what) {
    case "detect":
      return { what, longer: changed(base, { people: { detect: plus(detect!) } }) };
    case "decide":
      return { what, longer: changed(base, { people: { decide: plus(decide!) } }) };
    case "step":
      return { what, longer: changed(base, { people: { step: plus(step!) } }) };
    default: {
      const name = dice.one(steps);
      const taking = (time: number) =>
        changed(base, { runbook: { steps: { [name]: { takes: minutes(time) } } } });
      return { what: name, longer: taking(9 + more) };
    }
  }
}

/** Where one step is given its time, the shorter scenario gives it as well. */
function pair(base: Mapping, steps: readonly string[], dice: Dice): Case {
  const { what, longer: later } = longer(base, steps, dice);
  const given = { runbook: { steps: { [what]: { takes: minutes(9) } } } };
  return { what, longer: later, base: steps.includes(what) ? changed(base, given) : base };
}

const or = (time: number | null): number => time ?? Number.POSITIVE_INFINITY;

function failureFor(base: Mapping, dice: Dice): Mapping {
  const at = seconds(clock(1) + dice.whole(0, DAY));
  const { mirror } = base.topology as Readonly<Record<string, boolean>>;
  const away = siteLoss(0, { at, lasts: "forever" });
  const alone = { what: "principal-crash", at, lasts: "forever" };
  const cut = { what: "wan-cut", at, lasts: "forever", response: "fail-over" };
  return dice.one(mirror ? [away, away, cut] : [away, away, cut, alone]);
}

describe("a failure for ever", () => {
  test.each(Array.from({ length: 6 }, (_, index) => index * 50))(
    "fifty scenarios from %d on: never served sooner",
    (from) => {
      for (let number = from; number < from + 50; number++) {
        const dice = new Dice(number);
        const drawn = pool(dice);
        const {
          base,
          longer: later,
          what,
        } = pair(changed(drawn, { failures: [failureFor(drawn, dice)] }), FAILOVER_STEPS, dice);
        const [before, after] = [base, later].map((mapping) => playWhole(mapping).incidents);
        expect([number, what, after!.length]).toEqual([number, what, before!.length]);
        for (const [index, incident] of before!.entries()) {
          for (const measure of ["rto", "rtoFull"] as const) {
            const changedBy = or(after![index]![measure]) - or(incident[measure]);
            expect([number, what, measure, changedBy < -2e-6]).toEqual([number, what, measure, false]);
          }
        }
      }
    },
  );

  test("these scenarios are not all alike: most outages end, and most changes matter", () => {
    let [ends, matters] = [0, 0];
    for (let number = 0; number < 60; number++) {
      const dice = new Dice(number);
      const drawn = pool(dice);
      const one = pair(changed(drawn, { failures: [failureFor(drawn, dice)] }), FAILOVER_STEPS, dice);
      const [before, after] = [one.base, one.longer].map((mapping) => playWhole(mapping).incidents[0]!.rto);
      if (before !== null && before! > 0) ends++;
      if (or(after!) > or(before!)) matters++;
    }
    expect(ends).toBeGreaterThan(40);
    expect(matters).toBeGreaterThan(20);
  });
});

describe("an operation", () => {
  test.each(["failback", "switchover"])(
    "%s: a longer step never ends its outage sooner after it began",
    (kind) => {
      for (let number = 0; number < 60; number++) {
        const dice = new Dice(number);
        const drawn = changed(pool(dice), { users: {}, database: { size: "1 GB" } });
        const operations = kind === "switchover" ? [{ what: "switchover", at: "2 d" }] : [];
        const failures = kind === "switchover" ? [] : [siteLoss(clock(1, 10), { lasts: "20 h" })];
        const drain = dice.one(["hard-stop", "keep-existing"]);
        const failback =
          kind === "switchover" ? {} : { failback: { order: dice.one(["documented", "safer"]), drain } };
        const steps =
          kind === "switchover"
            ? [...FAILOVER_STEPS, "clear-active-servers", "back-up-tail"]
            : FAILBACK_STEPS;
        const one = pair(changed(drawn, { ...failback, failures, operations }), steps, dice);
        const [before, after] = [one.base, one.longer].map(
          (mapping) => playWhole(mapping).operations[0]!.rto,
        );
        expect([number, one.what, or(after!) - or(before!) < -2e-6]).toEqual([number, one.what, false]);
      }
    },
  );
});

describe("servers first", () => {
  test("is never later for users than the mirror first, as documented", () => {
    for (let number = 0; number < 60; number++) {
      const dice = new Dice(number);
      const lost = { users: FEW, failures: [failureFor({ topology: { mirror: true } }, dice)] };
      const base = changed(changed(pool(dice), { topology: { secondaryMirror: true } }), lost);
      const [documented, first] = ["documented", "activate-first"].map((order) =>
        playWhole(changed(base, { runbook: { order } })).incidents.map(({ rto }) => or(rto)),
      );
      for (const [index, rto] of first!.entries())
        expect([number, rto <= documented![index]! + 2e-6]).toEqual([number, true]);
    }
  });

  test("by the whole of the mirror's building where all servers of the other site are idle", () => {
    const lost = {
      users: FEW,
      database: { size: "100 GB" },
      // Otherwise users wait for their Front End for longer than for the servers.
      frontEnd: { failover: "0 s" },
      servers: { replication: "60 s" },
      failures: [siteLoss(clock(1, 10), { lasts: "forever" })],
    };
    const rto = (order: string) => play(changed(lost, { runbook: { order } })).incidents[0]!.rto!;
    // 120 s by hand, 100 GB at 100 MB/s out and in; the settings take as long either way.
    expect(SETTING).toBe(180);
    expect(rounded(rto("documented") - rto("activate-first"))).toBeCloseTo(120 + 2000, 0);
  });
});

describe("a runbook whose law is known (mean 106.804 min, variance 3470.63 min²)", () => {
  const law = (low: number, mode: number, high: number) => {
    return { takes: { triangular: [`${low} min`, `${mode} min`, `${high} min`] } };
  };
  const scenario: Mapping = {
    horizon: "10 d",
    people: {
      detect: { uniform: ["5 min", "10 min"] },
      decide: { lognormal: { median: "45 min", sigma: 0.8 } },
    },
    runbook: {
      steps: {
        "drop-log-shipping": law(2, 3, 8),
        "copy-remaining": law(3, 5, 15),
        "apply-logs": { takes: "6 min" },
        "end-connections": { takes: "0 s" },
        "recover-database": law(4, 6, 20),
        "switch-pool-state": law(1, 2, 5),
        "inform-users": { ...law(3, 5, 12), after: ["recover-database"], before: ["switch-pool-state"] },
      },
    },
    failures: [siteLoss(100_000, { lasts: "forever" })],
  };
  const times = (layout: string) =>
    play(changed(scenario, { layout }), { seed: 5, replications: 2000 }).incidents.map(
      ({ rto }) => rto! / 60,
    );
  const oneSided = times("low-bandwidth");

  describe.each(["high-bandwidth", "database-only"])("%s, one notional user", (layout) => {
    const own = times(layout);

    test("its mean and its quantiles", () => {
      const mean = own.reduce((sum, time) => sum + time, 0) / own.length;
      expect(Math.abs(mean - 106.804)).toBeLessThan(4 * Math.sqrt(3470.63 / own.length));
      for (const [share, bound] of [
        [0.5, 90.14],
        [0.9, 170.57],
        [0.95, 212.85],
        [0.99, 334.4],
      ] as const) {
        const within = own.filter((time) => time <= bound).length / own.length;
        expect(Math.abs(within - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / own.length));
      }
    });

    test("replication by replication what it is with four active servers in one site", () => {
      expect(own).toEqual(oneSided);
    });
  });

  test("an hour more to notice is an hour more, in every replication", () => {
    const people = { detect: { uniform: ["65 min", "70 min"] } };
    const later = play(changed(scenario, { people }), { seed: 5, replications: 200 }).incidents;
    const sooner = play(scenario, { seed: 5, replications: 200 }).incidents;
    for (const [index, { rto }] of later.entries()) expect(rto! - sooner[index]!.rto!).toBeCloseTo(HOUR, 5);
  });
});
