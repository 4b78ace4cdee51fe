/** What cannot be asked of a comparison, and is refused before anything is played, with the way out. */
import { describe, expect, it } from "vitest";
import { readExpression } from "../../../src/scenario/index.js";
import {
  bestMisuseOf,
  type ComparePlan,
  compareMisuse,
  compareMisuseOf,
  startCompare,
} from "../../../src/studies/index.js";
import { changed, type Mapping, PLAIN, playable } from "../playing.js";
import { still } from "../sweep/sweeping.js";
import { planOf } from "./comparing.js";

const site = (at: string) => ({ what: "site-loss", where: "site-1", at, lasts: "8 h" });
const scripted = (more: Mapping = {}) => playable(changed(changed(PLAIN, { failures: [site("any")] }), more));
const years = (more: Mapping = {}) =>
  still({ horizon: "365 d", reliability: { "site-1": { fails: "2 / year", repair: "1 d" } } }, more);

const played = planOf({ a: scripted(), b: scripted() }, { replications: 10 });
const random = planOf({ a: years(), b: years() }, { replications: 10, fate: "random" });

function misuse(text: string, form: "precision" | "sweep-requirement", plan: ComparePlan): string | null {
  const reading = readExpression(text, form);
  if (!reading.ok) throw new Error(reading.issue.message);
  return compareMisuseOf(reading.expression, plan);
}

describe("a precision of a difference", () => {
  it.each([
    "lost.mean +- 10",
    "availability +- 0.1 %",
    "site-loss.rpo.mean +- 10 s",
    "site-loss.rto.p95 +- 5 %",
    "site-loss.staleness.p50 +- 5 %",
  ])("may be asked of scripted fates: %s", (text) => {
    expect(misuse(text, "precision", played)).toBeNull();
  });

  it.each([
    "lostPerYear +- 10 %",
    "pLossInYear +- 1 %",
    "availability +- 0.1 %",
    "site-loss.rpo.mean +- 10 s",
  ])("may be asked of random years: %s", (text) => {
    expect(misuse(text, "precision", random)).toBeNull();
  });

  it.each([
    [
      "lostPerYear +- 10 %",
      played,
      "lostPerYear is a figure of random years; add --random, or ask for lossEvents, lost,",
    ],
    ["rpo.mean +- 10 s", played, "name the kind, such as site-loss.rpo, or ask for"],
    ["site-loss.staleness.mean +- 10 s", played, "of staleness ask for a quantile"],
    ["site-loss.rpo.observedMax +- 10 s", played, "observedMax never settles"],
    [
      "wan-cut.rto.mean +- 10 s",
      played,
      "no option is struck by wan-cut or plans one; ask for site-loss, or add",
    ],
    ["failback.rto.mean +- 10 s", played, "no option is struck by failback or plans one"],
    ["site-loss.lostPerYear +- 10 %", random, "leave site-loss out"],
    ["pTargetMissedInYear +- 1 %", random, "not all options have targets"],
  ] as const)("is refused: %s", (text, plan, message) => {
    expect(misuse(text, "precision", plan)).toContain(message);
  });
});

describe("a kind that comes to pass in one option only", () => {
  it("may be asked of all: failbacks where somebody fails back, whatever is planned anywhere", () => {
    const other = scripted({ failback: {}, operations: [{ what: "switchover", at: "3 d" }] });
    const plan = planOf({ a: scripted(), other }, { replications: 10 });
    expect(misuse("failback.rto.mean +- 10 s", "precision", plan)).toBeNull();
    expect(misuse("switchover.rto.mean +- 10 s", "precision", plan)).toBeNull();
    expect(misuse("share-loss.rpo.mean +- 10 s", "precision", plan)).toContain(
      "ask for failback, site-loss, switchover",
    );
    // Chance strikes whatever it may.
    expect(misuse("failback.rto.mean +- 10 s", "precision", random)).toBeNull();
  });
});

describe("a target", () => {
  it.each(["site-loss.rpo.p95 <= 20 min", "site-loss.lost.mean <= 1000", "availability >= 99.9 %"])(
    "may be asked: %s",
    (text) => {
      expect(misuse(text, "sweep-requirement", played)).toBeNull();
    },
  );

  it.each([
    ["rpo.p95 <= 20 min", "name the kind, such as site-loss.rpo"],
    ["site-loss.rpo <= 20 min", "name the statistic, such as site-loss.rpo.p95"],
    ["site-loss.rpo.worst <= 20 min", "has no interval to be judged on"],
    ["lostPerYear <= 100", "add --random"],
  ])("is refused: %s", (text, message) => {
    expect(misuse(text, "sweep-requirement", played)).toContain(message);
  });

  it("of what is lost at a fixed instant is refused, one of what people take is not", () => {
    const fixed = { failures: [site("3 d")] };
    const plan = planOf({ a: scripted(fixed), b: scripted(fixed) }, { replications: 10 });
    expect(misuse("site-loss.rpo.p95 <= 20 min", "sweep-requirement", plan)).toContain("strike at: any");
    expect(misuse("site-loss.lost.mean +- 5", "precision", plan)).toContain("fixed instant");
    expect(misuse("site-loss.rto.p95 <= 4 h", "sweep-requirement", plan)).toBeNull();
    expect(misuse("site-loss.rpo.p95 <= 20 min", "sweep-requirement", random)).toBeNull();
  });
});

describe("the measure that decides which option is best", () => {
  it.each(["lost", "downtime", "availability", "site-loss.rto", "failback.lost", "site-loss@site-1.rpo"])(
    "may be %s",
    (name) => {
      expect(bestMisuseOf(name, played)).toBeNull();
    },
  );

  it.each([
    "lostPerYear",
    "rpo",
    "site-loss",
    "site-loss.rto.p95",
    "site-loss.staleness",
    "nothing.rto",
    "site-loss@.rpo",
    "nothing@site-1.rpo",
    "site-loss@site-1",
    "site-loss@a@b.rpo",
    "",
  ])("cannot be %s", (name) => {
    expect(bestMisuseOf(name, played)).toContain(`--best ${name}: expected lossEvents, lost`);
  });
});

describe("the measure that decides in random years", () => {
  it("is one of years: lives without an incident have no mean of it", () => {
    for (const name of ["lostPerYear", "availability"]) expect(bestMisuseOf(name, random)).toBeNull();
    expect(bestMisuseOf("site-loss.rpo", random)).toBe(
      "--best site-loss.rpo: in random years lives have any number of incidents, and no mean of a life decides; " +
        "expected lossEventsPerYear, lostPerYear, refusedPerYear, downtimePerYear, exposurePerYear, " +
        "failbacksPerYear, availability, pLossInYear",
    );
    expect(bestMisuseOf("nothing", random)).toMatch(/^--best nothing: expected lossEventsPerYear, /);
  });
});

describe("options", () => {
  it("need the same horizon, whatever strikes them, and are told both", () => {
    const plan = planOf(
      { one: years(), other: years({ horizon: "730 d" }) },
      { replications: 1, fate: "random" },
    );
    expect(compareMisuse(plan)).toMatch(/^one has a horizon of 365 d and other one of 730 d: /);
    const short = planOf({ one: scripted({ horizon: "3 d" }), other: scripted() }, { replications: 1 });
    expect(compareMisuse(short)).toMatch(/^one has a horizon of 3 d and other one of \d+ d: /);
    expect(compareMisuse(planOf({ one: scripted(), other: scripted() }, { replications: 1 }))).toBeNull();
  });

  it("cannot be struck at one instant that lies behind the horizon of one of them", () => {
    const weekly = scripted({ logShipping: { backup: { every: "1 d" } }, horizon: "3 d" });
    const short = scripted({ horizon: "1 d 1 h" });
    const long = scripted({ horizon: "3 d", failures: [{ ...site("any"), from: "2 d 1 h" }] });
    const plan = planOf({ weekly, long }, { replications: 1, sameInstant: true });
    expect(compareMisuse(plan)).toContain(
      "over the common period of weekly, site-loss in long could strike at 3 d 1 h, after its horizon of 3 d",
    );
    expect(compareMisuse({ ...plan, sameInstant: false })).toBeNull();
    const uneven = scripted({
      horizon: "1 d 1 h",
      failures: [site("1 d")],
      logShipping: { anchor: "run", backup: { every: "899.999 s" }, copy: { every: "900.001 s" } },
    });
    expect(compareMisuse(planOf({ uneven, short }, { replications: 1, sameInstant: true }))).toContain(
      "the schedule of uneven has no common period",
    );
  });

  it("are not struck at one instant where nothing strikes at any time", () => {
    const fixed = scripted({ failures: [site("3 d")] });
    const asked = { replications: 1, sameInstant: true };
    expect(compareMisuse(planOf({ a: fixed, b: fixed }, asked))).toContain(
      "no failure or operation of these options has at: any",
    );
    expect(compareMisuse(planOf({ a: fixed, b: scripted() }, asked))).toBeNull();
    expect(compareMisuse(planOf({ a: fixed, b: fixed }, { replications: 1 }))).toBeNull();
  });

  it("count money in one currency", () => {
    const eur = years({ costs: { lostMessage: "1 EUR" } });
    const usd = years({ costs: { lostMessage: "1 USD" } });
    expect(compareMisuse(planOf({ eur, usd }, { replications: 1, fate: "random" }))).toMatch(/EUR.*USD/);
  });
});

describe("a comparison that is too big", () => {
  it("is refused with the arithmetic", () => {
    const lives = startCompare({ ...played, replications: 30_000_000 }).refusal;
    expect(lives).toBe(
      "30,000,000 replications × 2 options are 60,000,000 lives, more than the 50,000,000 that one comparison may play: " +
        "fewer --replications, or fewer options",
    );
    const strikes = startCompare({ ...random, replications: 600_000_000 }).refusal;
    expect(strikes).toMatch(
      /^600,000,000 years × 1\.99 failures a year × 2 options are 2,\d{3},\d{3},\d{3} failures, more/,
    );
    const many = Array.from({ length: 80 }, (_, index) => ({
      ...played.options[0]!,
      name: `option ${index}`,
    }));
    expect(startCompare({ ...played, options: many }).refusal).toBe(
      "80 options × 20 MB are 1,600 MB, more than the 1,500 MB that one comparison may hold: fewer options",
    );
    const values = { ...played, options: many.slice(0, 3), best: { measure: null, indifference: null } };
    expect(startCompare({ ...values, replications: 5_000_000 }).refusal).toContain("or fewer --replications");
    expect(startCompare(played).refusal).toBeNull();
  });
});
