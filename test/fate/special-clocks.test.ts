/** Hours of the week, common causes, forgotten witnesses, wrong steps in answer, and what no fate can be drawn from. */
import { describe, expect, it } from "vitest";
import { Streams } from "../../src/engine/index.js";
import { drawFate, fateDownAtStart, fateProblems, TooManyStrikes } from "../../src/fate/index.js";
import { printIssue, readScenario } from "../../src/scenario/index.js";
import type { Strike } from "../../src/spec/index.js";
import { vet } from "../../src/studies/index.js";
import { DAY, HOUR, MINUTE, WEEK } from "../../src/units/index.js";
import {
  clockNamed,
  clockOf,
  fate,
  isDownAt,
  kolmogorovSmirnov,
  offBy,
  onlyFailing,
  planOf,
  sample,
  scenarioOf,
} from "./fates.js";

const all = (plan: ReturnType<typeof planOf>, lives: number): Strike[] =>
  Array.from({ length: lives }, (_, replication) => fate(plan, replication)).flat();

describe("what strikes at certain hours only", () => {
  const inOffice = (at: number) => {
    const inWeek = at % WEEK;
    const hour = (inWeek % DAY) / HOUR;
    return inWeek < 5 * DAY && hour >= 9 && hour < 17;
  };
  const inMaintenance = (at: number) => at % WEEK >= 6 * DAY + 2 * HOUR && at % WEEK < 6 * DAY + 6 * HOUR;

  it.each([
    ["office-hours", inOffice, "{ exponential: 2000 h }", "30 min"],
    ["maintenance", inMaintenance, "{ exponential: 300 h }", "30 min"],
    ["office-hours", inOffice, "{ weibull: { scale: 500 h, shape: 3 } }", "20 h"],
    ["maintenance", inMaintenance, "{ uniform: [100 h, 200 h] }", "0 s"],
  ])("%s: all within, and as many over the weeks as at any time", (when, isWithin, fails, repair) => {
    const given = (hours: string) =>
      planOf(onlyFailing({ "wan-slow": `{ fails: ${fails}, repair: ${repair}, when: ${hours} }` }, "364 d"));
    const plan = given(when);
    const started = (strikes: readonly Strike[]) => strikes.filter(({ id }) => !id.includes("#0"));
    for (const { at } of started(all(plan, 300))) expect(isWithin(at)).toBe(true);
    const { ratePerYear } = plan.clocks[0]!;
    const counts = sample(4000, (replication) => started(fate(plan, replication)).length);
    expect(offBy(counts, (ratePerYear * 364) / 365)).toBeLessThan(4);
    expect(ratePerYear).toBe(given("uniform").clocks[0]!.ratePerYear);
  });

  it("is spread evenly over the hours of the window", () => {
    const plan = planOf(onlyFailing({ "bad-delete": "{ fails: 30 / year, when: maintenance }" }, "364 d"));
    const phases = all(plan, 200).map(({ at }) => ((at % WEEK) - 6 * DAY - 2 * HOUR) / HOUR);
    expect(kolmogorovSmirnov(phases, (x) => x / 4)).toBeLessThan(1.95);
  });

  it("may still be under repair when a life begins on Monday", () => {
    // Strikes on Sundays, mended in 18 h to 48 h: Monday 00:00 is 18 h to 22 h later.
    const plan = planOf(
      onlyFailing(
        { share: "{ fails: { exponential: 2000 h }, repair: { uniform: [18 h, 48 h] }, when: maintenance }" },
        "21 d",
      ),
    );
    const share = (at: number) =>
      sample(20_000, (replication) => Number(isDownAt(fate(plan, replication), at)));
    const [first, later] = [share(0), share(14 * DAY)];
    expect(Math.abs(first.mean - later.mean) / Math.sqrt(first.error ** 2 + later.error ** 2)).toBeLessThan(
      4,
    );
    expect(later.mean).toBeGreaterThan(0.03);
  });
});

describe("a common cause", () => {
  const text = `common: { power: { strikes: [server-1, principal, share], fails: 6 / year } }`;
  const plan = planOf(scenarioOf(`horizon: 3650 d\nreliability:\n  ${text}\n`));
  const struck = fate(plan, 1).filter((strike) => clockOf(strike) === "common/power");

  it("strikes all its parts at one instant, and each takes its own time", () => {
    expect(struck.length).toBeGreaterThan(90);
    for (let index = 0; index < struck.length; index += 3) {
      const together = struck.slice(index, index + 3);
      expect(new Set(together.map(({ at }) => at)).size).toBe(1);
      expect(together.map(({ failure }) => failure.what)).toEqual([
        "database-crash",
        "server-crash",
        "share-loss",
      ]);
      const [principal, server, share] = together.map(({ at, heals }) => heals! - at);
      expect(principal).toBe(8 * HOUR);
      expect(server! >= 5 * MINUTE && server! <= 15 * MINUTE).toBe(true);
      expect(share).toBe(4 * HOUR);
    }
  });

  it("of both sites strikes both, and each comes back in its own time", () => {
    const both = planOf(
      onlyFailing({ "both-sites": "{ fails: 2 / year, repair: { exponential: 30 h } }" }, "3650 d"),
    );
    const one = fate(both, 2).filter(({ at }) => at > 0);
    expect(one.length).toBeGreaterThan(10);
    for (let index = 0; index < one.length; index += 2) {
      expect(
        [one[index]!, one[index + 1]!].map(({ failure }) => "where" in failure && failure.where),
      ).toEqual(["site-1", "site-2"]);
      expect(one[index]!.at).toBe(one[index + 1]!.at);
      expect(one[index]!.heals).not.toBe(one[index + 1]!.heals);
    }
    const down = (site: number) =>
      sample(20_000, (replication) =>
        Number(
          fate(both, replication).some(
            ({ id, at, heals }) => id.endsWith(`/${site}`) && at === 0 && heals! > 0,
          ),
        ),
      );
    // Found under repair: all earlier causes that are still felt, two a year for 30 h each; but for what overlaps.
    for (const site of [1, 2]) expect(offBy(down(site), -Math.expm1(-60 / 8760))).toBeLessThan(4);
  });

  it("of parts that the pool does not have strikes those that it has, or nothing", () => {
    const names = (topology: string, parts: string) =>
      planOf(
        scenarioOf(`${topology}\nreliability: { common: { x: { strikes: [${parts}], fails: 1 / day } } }`),
      ).clocks.flatMap(({ name, blows }) =>
        name === "common/x" ? blows.map(({ failure }) => failure.what) : [],
      );
    expect(names("", "witness, share")).toEqual(["share-loss", "witness-crash"]);
    expect(names("topology: { witness: false }", "witness, share")).toEqual(["share-loss"]);
    expect(names("topology: { witness: false }", "witness")).toEqual([]);
  });
});

it("a witness forgotten down 5 % of the time is, for 7 d at a time on average", () => {
  const plan = planOf(onlyFailing({ witness: "{ fails: 0 / year, forgottenDown: 5 % }" }, "700 d"));
  expect(plan.clocks.map(({ name }) => name)).toEqual(["witness/forgotten-down"]);
  for (const at of [0, 350 * DAY])
    expect(
      offBy(
        sample(10_000, (replication) => Number(isDownAt(fate(plan, replication), at))),
        0.05,
      ),
    ).toBeLessThan(4);
  const spells = all(plan, 300).filter(({ at }) => at > 0);
  expect(
    offBy(
      sample(spells.length, (index) => (spells[index]!.heals! - spells[index]!.at) / DAY),
      7,
    ),
  ).toBeLessThan(4);
});

describe("a wrong step in answer", () => {
  const plan = planOf(
    onlyFailing(
      {
        wan: "{ fails: 50 / year, repair: 1 h }",
        principal: "{ fails: 50 / year, repair: 1 h }",
        mirror: "{ fails: 50 / year, repair: 1 h }",
        "server-1": "{ fails: 50 / year, repair: 1 h }",
        "restore-job": "{ fails: 50 / year, repair: 1 h }",
        "copy-job": "{ fails: 50 / year, repair: 1 h }",
        "operator-error": "{ perFailure: 20 % }",
      },
      "365 d",
    ),
  );
  const strikes = all(plan, 60);
  const answers = strikes.filter(({ id }) => id.endsWith("/error"));
  const ERRORS: Readonly<Record<string, string>> = {
    wan: "failover-during-cut",
    principal: "force-stale-mirror",
    mirror: "force-stale-mirror",
    "server-1": "swap-active",
    "restore-job": "recover-secondary-early",
  };

  it("comes 10 min after the failure, is the one that goes with it, and there is none for a copy job", () => {
    for (const { id, at, failure } of answers) {
      const cause = strikes.filter((strike) => strike.id === id.slice(0, -"/error".length));
      expect(cause.some((strike) => strike.at + 10 * MINUTE === at)).toBe(true);
      expect(failure).toMatchObject({ what: "operator-error", error: ERRORS[id.slice(0, id.indexOf("#"))] });
    }
    expect(new Set(answers.map(clockOf))).toEqual(new Set(Object.keys(ERRORS)));
  });

  it("follows one failure in five", () => {
    const asked = strikes.filter(
      (strike) => clockOf(strike) in ERRORS && !strike.id.endsWith("/error"),
    ).length;
    const share = answers.length / asked;
    expect(Math.abs(share - 0.2) / Math.sqrt(0.16 / asked)).toBeLessThan(4);
  });

  it("unasked is each of the four as often", () => {
    const errors = all(planOf(onlyFailing({ "operator-error": "{ fails: 40 / year }" }, "365 d")), 100).map(
      ({ failure }) => failure.what === "operator-error" && failure.error,
    );
    const counts = [...new Set(errors)].map((error) => errors.filter((one) => one === error).length);
    expect(counts).toHaveLength(4);
    const expected = errors.length / 4;
    expect(counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(16.3);
  });
});

it("a clock that is under repair at time 0 for sure is so, and runs on as any other", () => {
  const plan = planOf(
    onlyFailing({ share: "{ fails: { exponential: 100 h }, repair: { uniform: [10 h, 20 h] } }" }, "200 h"),
  );
  const { index } = clockNamed(plan, "share");
  const lives = Array.from({ length: 5000 }, (_, replication) =>
    fateDownAtStart(plan, index, new Streams(2, replication), null),
  );
  const left = sample(lives.length, (life) => lives[life]![0]!.heals! / HOUR);
  expect(lives.every(([first]) => first!.at === 0 && first!.id === "share#0")).toBe(true);
  // E[D²] / 2 E[D] of uniform [10, 20]: 700/3 / 30.
  expect(offBy(left, 700 / 90)).toBeLessThan(4);
});

describe("what no fate can be drawn from is refused at its place, with the way out", () => {
  const issuesOf = (text: string) => {
    const reading = readScenario(text, { file: "a.yaml" });
    if (!reading.ok) return reading.issues.map((issue) => printIssue(issue, text));
    return vet(reading.scenario, reading.source).map((issue) => printIssue(issue, text));
  };

  it.each([
    ["wan: { fails: { exponential: 0 s } }", /^a\.yaml:1:23: wan would fail again at the very instant/],
    ["wan: { fails: { empirical: [0 s, 0 s] }, repair: 0 s }", /^a\.yaml:1:23: wan would fail again/],
    [
      "witness: { fails: 1 / year, forgottenDown: 100 % }",
      /^a\.yaml:1:\d+: witness\/forgotten-down would fail again/,
    ],
    [
      "wan: { fails: { weibull: { scale: 1 h, shape: 0.001 } } }",
      /^a\.yaml:1:23: the time between failures of wan has no mean/,
    ],
    [
      "wan: { fails: 1000 / s, repair: 0 s }",
      /^a\.yaml:1:30: wan would strike about 1,209,600,000 times in 14 d, more than the 1,000,000/,
    ],
    ["common: { x: { strikes: [wan, share, wan], fails: 1 / year } }", /wan stands in the list twice/],
    ["common: { x: { strikes: [], fails: 1 / year } }", /expected a list of 1 to 21 parts/],
    ["common: { x: { strikes: [wam], fails: 1 / year } }", /did you mean: wan\?/],
    ["share: { fails: 1 / year, forgottenDown: 1 % }", /unknown key forgottenDown/],
    ["bad-delete: { fails: 1 / year, repair: 1 h }", /unknown key repair/],
    ["wan: { fails: 1 / year, when: nights }", /expected uniform \| office-hours \| maintenance/],
  ])("%s", (entry, message) => {
    const issues = issuesOf(`reliability: { ${entry} }`);
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatch(message);
  });

  it("also where no clock alone is too much", () => {
    const server = "server: { fails: 900000 / year, repair: 0 s }";
    const [issue, ...more] = fateProblems(scenarioOf(`horizon: 365 d\nreliability: { ${server} }`));
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ path: "reliability.server.fails" });
    expect(issue!.message).toMatch(/all parts together would be struck about 7,200,\d+ times/);
  });

  it("and laws that bring a burst of strikes now and then end as such, not in a life without end", () => {
    const values = ["100 years", ...Array.from({ length: 2000 }, () => "0 s")].join(", ");
    const plan = planOf(
      onlyFailing({ "wan-slow": `{ fails: { empirical: [${values}] }, repair: 0 s }` }, "100 years"),
    );
    const outcomes = new Set<string>();
    for (let replication = 0; replication < 5; replication += 1) {
      try {
        outcomes.add(
          drawFate(plan, new Streams(1, replication), null).length <= 1_000_000 ? "drawn" : "too many",
        );
      } catch (error) {
        expect(error).toBeInstanceOf(TooManyStrikes);
        outcomes.add("refused");
      }
    }
    expect(outcomes.has("too many")).toBe(false);
  });
});
