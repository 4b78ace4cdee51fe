import { describe, expect, test } from "vitest";
import { printIssue, readExpression } from "../../src/scenario/index.js";

const requirement = (text: string) => {
  const reading = readExpression(text, "requirement");
  if (!reading.ok) throw new Error(reading.issue.message);
  return reading.expression;
};
const precision = (text: string) => {
  const reading = readExpression(text, "precision");
  if (!reading.ok) throw new Error(reading.issue.message);
  return reading.expression;
};
const MINUTE = 60_000_000;

describe("a requirement", () => {
  test("names kind, measure, statistic, comparison and quantity", () => {
    expect(requirement("site-loss.rpo.p99 <= 15 min")).toEqual({
      form: "requirement",
      text: "site-loss.rpo.p99 <= 15 min",
      what: "site-loss",
      measure: "rpo",
      dimension: "duration",
      statistic: { statistic: "quantile", p: 0.99, name: "p99" },
      comparison: "<=",
      bound: 15 * MINUTE,
    });
  });
  test("may leave kind and statistic out", () => {
    expect(requirement("rto < 4 h")).toMatchObject({ what: null, statistic: null, bound: 240 * MINUTE });
    expect(requirement("wan-cut.exposure >= 1 s")).toMatchObject({ what: "wan-cut", statistic: null });
    expect(requirement("rpo.worst <= 20 min")).toMatchObject({
      what: null,
      statistic: { statistic: "worst" },
    });
  });
  test("needs no blanks", () => {
    expect(requirement("rpo.mean<=15min")).toMatchObject({ comparison: "<=", bound: 15 * MINUTE });
    expect(requirement("  rpo.mean  >  15min ")).toMatchObject({
      text: "rpo.mean  >  15min",
      comparison: ">",
    });
  });
  test.each([
    ["rpo.p50 <= 1 s", 0.5],
    ["rpo.p5 <= 1 s", 0.05],
    ["rpo.p99.9 <= 1 s", 0.999],
    ["site-loss.rpo.p99.99<=1 s", 0.9999],
  ])("knows any quantile: %s", (text, p) => expect(requirement(text).statistic).toMatchObject({ p }));
  test.each(["mean", "worst", "observedMax", "best"])("knows %s", (statistic) => {
    expect(requirement(`rpo.${statistic} <= 1 s`).statistic).toEqual({ statistic });
  });
  test.each([
    ["rtoFull.mean <= 1 h", "duration", 60 * MINUTE],
    ["exposure.mean <= 1 h", "duration", 60 * MINUTE],
    ["unshipped.mean <= 1 h", "duration", 60 * MINUTE],
    ["undetectedFor.mean <= 1 h", "duration", 60 * MINUTE],
    ["staleness.mean <= 1 h", "duration", 60 * MINUTE],
    ["lost.mean <= 1000", "count", 1000],
    ["lost.mean <= 0.5 messages", "count", 0.5],
    ["refused.mean <= 10", "count", 10],
    ["availability.mean >= 99.9 %", "share", 0.999],
    ["usersDown.mean <= 0.5", "share", 0.5],
  ])("takes the units of its measure: %s", (text, dimension, bound) => {
    expect(requirement(text)).toMatchObject({ dimension, bound });
  });
});

describe("a precision", () => {
  test("is a part of the value or a quantity", () => {
    expect(precision("rpo.mean +- 5 %").halfWidth).toEqual({ relative: 0.05 });
    expect(precision("rpo.mean+-5%").halfWidth).toEqual({ relative: 0.05 });
    expect(precision("rto.p95 +- 10 s").halfWidth).toEqual({ absolute: 10_000_000 });
    expect(precision("site-loss.lost.mean +- 100")).toMatchObject({
      what: "site-loss",
      halfWidth: { absolute: 100 },
    });
  });
  test("of a figure of random years needs no statistic", () => {
    expect(precision("lostPerYear +- 5 %")).toMatchObject({
      form: "yearly-precision",
      measure: "lostPerYear",
      halfWidth: { relative: 0.05 },
    });
    expect(precision("availability +- 0.001").halfWidth).toEqual({ absolute: 0.001 });
    expect(precision("site-loss.lostPerYear.mean +- 10")).toMatchObject({ what: "site-loss" });
  });
});

describe("a requirement on random years", () => {
  const ofSweep = (text: string) => {
    const reading = readExpression(text, "sweep-requirement");
    if (!reading.ok) throw new Error(reading.issue.message);
    return reading.expression;
  };
  test.each([
    ["lostPerYear <= 1000", "count", 1000],
    ["lostPerYear <= 1000 messages", "count", 1000],
    ["lossEventsPerYear < 0.1", "events", 0.1],
    ["lossEventsPerYear < 0.1 / year", "events", 0.1],
    ["lossEventsPerYear.mean < 2 events / year", "events", 2],
    ["downtimePerYear <= 1 h", "duration", 60 * MINUTE],
    ["pLossInYear <= 5 %", "share", 0.05],
    ["pTargetMissedInYear <= 5 %", "share", 0.05],
    ["availability >= 99.9 %", "share", 0.999],
    ["availability.mean >= 99.9 %", "share", 0.999],
  ])("takes the units of its measure: %s", (text, dimension, bound) => {
    expect(ofSweep(text)).toMatchObject({ form: "yearly-requirement", what: null, dimension, bound });
  });
  test("may be asked for the part that one kind of failure brings", () => {
    expect(ofSweep("site-loss.lostPerYear <= 100")).toMatchObject({
      form: "yearly-requirement",
      what: "site-loss",
      measure: "lostPerYear",
    });
  });
  test("is not meant where a kind or a distribution of availability is asked for", () => {
    expect(ofSweep("site-loss.availability.mean >= 99 %")).toMatchObject({ form: "requirement" });
    expect(ofSweep("availability.p5 >= 99 %")).toMatchObject({ form: "requirement", what: null });
    expect(requirement("availability >= 99 %")).toMatchObject({ form: "requirement" });
  });
  test("stands beside those on incidents", () => {
    expect(ofSweep("site-loss.rpo.p99 <= 15 min")).toEqual(requirement("site-loss.rpo.p99 <= 15 min"));
  });
  test.each([
    ["▸site-loss.pLossInYear <= 5 %", /of all kinds of failure together/],
    ["lostPerYear.▸p95 <= 5", /one figure, without a distribution/],
    ["▸lostPerYera <= 5", /unknown measure lostPerYera/],
    ["lossEventsPerYear <= ▸5 messages", /expected a number of events/],
    ["lostPerYear <= ▸5 / year", /expected a number of messages/],
  ])("is answered at its place where it is wrong: %s", (marked, message) => {
    const reading = readExpression(marked.replace("▸", ""), "sweep-requirement");
    if (reading.ok) throw new Error("valid");
    expect(reading.issue.message).toMatch(message);
    expect(reading.issue).toMatchObject({ file: "--require", column: marked.indexOf("▸") + 1 });
  });
  test.each(["lostPerYear <= 5", "site-loss.lossEventsPerYear <= 5", "pTargetMissedInYear.mean <= 5 %"])(
    "is no requirement on a run: %s",
    (text) => {
      const reading = readExpression(text, "requirement");
      if (reading.ok) throw new Error("valid");
      expect(reading.issue.message).toMatch(/a figure of random years: only `sweep` has it/);
    },
  );
});

describe("a wrong requirement is answered at its place", () => {
  test.each([
    ["▸site-los.rpo.p99 <= 1 h", /unknown kind of failure site-los/],
    ["▸rpoo.mean <= 1 h", /unknown measure rpoo|unknown kind/],
    ["site-loss.▸rpoo.mean <= 1 h", /unknown measure rpoo/],
    ["rpo.▸median <= 1 h", /unknown (statistic|measure) median/],
    ["rpo.▸p0 <= 1 h", /unknown statistic p0/],
    ["rpo.▸p100 <= 1 h", /unknown statistic p100/],
    ["rpo.mean <= ▸15", /the unit is missing/],
    ["rpo.mean <= ▸5 %", /expected a duration/],
    ["lost.mean <= ▸5 s", /expected a number of messages/],
    ["availability >= ▸99.9", /more than 1/],
    ["rpo.mean ▸= 5 s", /not a comparison/],
    ["rpo.mean ▸=< 5 s", /not a comparison/],
    ["rpo.mean ▸+- 5 s", /not a comparison/],
    ["rpo.mean▸", /a comparison is missing/],
    ["rpo.mean <=▸", /a quantity is missing/],
    ["▸<= 5 s", /a measure is missing/],
    ["site-loss.rpo.p99.▸mean <= 1 s", /too many points/],
    ["rpo.▸ <= 1 s", /a statistic is missing/],
    ["▸", /a comparison is missing/],
  ])("%s", (marked, message) => {
    const column = marked.indexOf("▸") + 1;
    const reading = readExpression(marked.replace("▸", ""), "requirement");
    if (reading.ok) throw new Error("valid");
    expect(reading.issue.message).toMatch(message);
    expect(reading.issue).toMatchObject({ file: "--require", line: 1, column });
  });

  test("with the word that was probably meant", () => {
    const suggestion = (text: string) => {
      const reading = readExpression(text, "requirement");
      return reading.ok ? null : reading.issue.suggestion;
    };
    expect(suggestion("site-los.rpo.p99 <= 1 h")).toBe("site-loss");
    expect(suggestion("rtofull.mean <= 1 h")).toBe("rtoFull");
    expect(suggestion("rpo.maen <= 1 h")).toBe("mean");
    expect(suggestion("rpo.mean = 1 h")).toBe("<=");
  });

  test("and printed with the option that it was given to", () => {
    const reading = readExpression("rpo.mean <= 15", "requirement", "--target");
    if (reading.ok) throw new Error("valid");
    expect(
      printIssue(reading.issue, ""),
    ).toBe(`--target rpo.mean <= 15:1:13: the unit is missing: write 15 s, 15 min or 15 h
  1 | rpo.mean <= 15
    |             ^^
  given: 15
  allowed: a duration such as 15 min, 80 ms, 1 h 30 min or 3 d`);
  });
});

describe("a wrong precision is answered at its place", () => {
  test.each([
    ["rpo.mean ▸<= 5 s", /a precision is asked for with \+-/],
    ["rpo▸ +- 5 s", /a statistic is missing/],
    ["rpo.mean +- ▸0 s", /more than 0/],
    ["rpo.mean +- ▸5", /the unit is missing/],
  ])("%s", (marked, message) => {
    const reading = readExpression(marked.replace("▸", ""), "precision");
    if (reading.ok) throw new Error("valid");
    expect(reading.issue.message).toMatch(message);
    expect(reading.issue).toMatchObject({ file: "--until", column: marked.indexOf("▸") + 1 });
  });
});

test("names that every object has are no measures", () => {
  for (const text of ["constructor < 1 s", "toString.mean < 1 s", "rpo.__proto__ < 1 s"])
    expect(readExpression(text, "requirement").ok).toBe(false);
});
