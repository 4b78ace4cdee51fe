/** The report of a sweep: what an architect shows to the director, and what it must never hide. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COLOURED, PLAIN, sweepText } from "../../src/reports/index.js";
import { amount, probability } from "../../src/reports/text/amounts.js";
import { manyOf } from "../../src/reports/text/kind-names.js";
import type { SweepCell, SweepResult, YearlyCosts, YearlyResult } from "../../src/results/index.js";
import { WHATS } from "../../src/spec/index.js";
import { MINUTE } from "./stories.js";
import { cause, cell, kind, known, measure, SPLIT, sweep, unsaid, yearly } from "./sweeps.js";

const linesOf = (more?: Partial<SweepResult>, cells?: readonly SweepCell[]) =>
  sweepText(sweep(more, cells), PLAIN);
const textOf = (more?: Partial<SweepResult>, cells?: readonly SweepCell[]) => linesOf(more, cells).join("\n");
/** Of the first cell, as one line: sentences are broken anywhere. */
const wordsOf = (more: Partial<SweepCell>, result: Partial<SweepResult> = {}) => {
  const lines = linesOf(result, [cell(more)]);
  return lines.slice(3, lines.indexOf("", 3)).join(" ").replace(/ +/g, " ").trim();
};

describe("the answer in words", () => {
  it("stands first: how often, how much, what comes once in a hundred years, and how sure", () => {
    const words = wordsOf({});
    expect(words).toMatch(
      /^In 10,000 simulated years \(1,000 lives of 10 years\) the pool loses history 0.0125 times/,
    );
    expect(words).toContain("(95 % by chance 0.0117 to 0.0133), about once in 80 years");
    expect(words).toContain("and 123 messages a year on average (95 % by chance 111 to 136)");
    expect(words).toContain("in 1.24 % of the years something is lost at all");
    expect(words).toContain(
      "once in 10 years nothing; once in 50 years nothing; once in 100 years 8,000 messages or more and 9 min of history",
    );
    expect(words).toContain(
      "cannot send for 35 min a year (95 % by chance 31.5 to 38.5 min): availability 99.9933 %",
    );
  });

  it("says which kind brings most of the loss and which most of the downtime, hence where to begin", () => {
    const words = wordsOf({ rpoSplit: {} });
    expect(words).toContain("Most of the loss, 93 %, comes with site losses.");
    expect(words).toContain("The largest part of the downtime, 41 %, comes with failures of chat servers.");
    expect(words).toContain(
      "So, to lose less, begin with site losses; to be out less, begin with failures of chat servers.",
    );
  });

  it("blames broken shipping where a few of the losses carry most of the history", () => {
    // 99 % of 15 min are 14.85 min, 1 % of 3 d are 43.2 min: 74 % of the sum of 58.05.
    expect(wordsOf({})).toContain(
      "the 1 % of these that meet broken log shipping carry 74 % of the lost history",
    );
    expect(wordsOf({})).toContain("notice and mend broken log shipping sooner");
    // 1 % of 15 min is a hundredth of it.
    const mild = { ...SPLIT, broken: { ...SPLIT.broken, mean: known(15 * MINUTE) } };
    const words = wordsOf({ rpoSplit: { "site-loss": mild } });
    expect(words).not.toContain("broken log shipping");
    expect(words).toContain("to lose less, begin with site losses");
  });

  it("does not blame broken shipping that carries no more of the loss than its share of the losses", () => {
    // Two losses in three meet it, as people fail over while the link is cut, and are no dearer than the third.
    const healthy = { ...SPLIT.healthy, probability: known(1 / 3), mean: known(9 * 60 * MINUTE) };
    const broken = { ...SPLIT.broken, probability: known(2 / 3), mean: known(10 * 60 * MINUTE) };
    const words = wordsOf({ rpoSplit: { "site-loss": { healthy, broken } } });
    expect(words).not.toContain("broken log shipping");
    expect(words).toContain("to lose less, begin with site losses");
  });

  it("gives no advice where the weights of lives are too uneven for an interval, and says so instead", () => {
    const why = "1000 lives are worth 4 of equal weight, of which an interval needs 50";
    const sampling = { strata: [], effectiveSampleSize: 4, largestWeight: 0.4, cannot: [] };
    const words = wordsOf({ sampling, lostPerYear: yearly(unsaid(5_700, why)) }, { method: "biased" });
    expect(words).toContain(`None of these figures has an interval, and any of them may be far off: ${why}.`);
    expect(words).not.toContain("begin with");
    expect(wordsOf({ sampling }, { method: "biased" })).toContain("begin with");
  });

  it("shows two bands where rates are known from evidence only, and says whose they are and what narrows them", () => {
    const words = wordsOf(
      { lostPerYear: yearly(known(123), [3, 900]) },
      {
        clocks: [
          { name: "site-1", what: "site-loss", perYear: 0.03, fromEvidence: true },
          { name: "wan", what: "wan-cut", perYear: 4, fromEvidence: false },
        ],
      },
    );
    expect(words).toContain("(95 % by chance 111 to 135; for all that the rates may be 3 to 900)");
    expect(words).toContain("How often site-1 fails is known from evidence only: more replications do not");
  });

  it("where nothing was lost says so, with what that proves", () => {
    const why = "all 1000 values are 0: others come in fewer than 0.3 % of cases (95 %)";
    const words = wordsOf({ lossEventsPerYear: yearly(unsaid(0, why)) });
    expect(words).toContain(`the pool lost nothing (${why}).`);
    expect(words).not.toMatch(/lost nothing.*messages a year/);
  });

  it.each([
    ["stratified", "From 1,000 lives of 10 years, into each of which one failure was forced, the pool loses"],
    ["biased", "in which more failed while something was under repair, weighed back, the pool loses"],
  ] as const)("does not pass off lives of a %s sweep as years that went by", (method, words) => {
    expect(wordsOf({}, { method })).toContain(words);
    expect(wordsOf({}, { method })).not.toContain("simulated years");
  });

  it("never ends a line between a number and its unit", () => {
    for (const line of linesOf()) expect(line).not.toMatch(/\d \(?\d+$|^ {2}(%|min|h|d|s) /);
  });
});

describe("the tables", () => {
  const lineOf = (lines: readonly string[], name: string) =>
    lines.find((line) => line.trim().startsWith(name))!;

  it("have the mean of a year beside chance, and beside what the rates may be where that is not known", () => {
    const lines = linesOf({}, [cell({ lostPerYear: yearly(known(120), [3, 900]) })]);
    expect(lines.find((line) => line.startsWith("  a year "))).toMatch(
      /mean +chance \(95 %\) +whatever the rates \(95 %\)$/,
    );
    expect(lineOf(lines, "messages lost")).toMatch(/ 120 +108 to 132 +3 to 900$/);
    expect(textOf()).not.toContain("whatever the rates");
    expect(textOf()).toContain("No band for the rates: every rate is given.");
  });

  it("have what a year costs, with the prices of options as they were given, where money is counted", () => {
    const costs = (inputs: YearlyResult["inputs"]): YearlyCosts => ({
      currency: "EUR",
      prices: { wan: 2000, witness: 2500 },
      pricePerYear: 4500,
      lossPerYear: yearly(known(1000), inputs),
      totalPerYear: yearly(known(5500, 5400, 5600), inputs === null ? null : [4510, 12_000]),
    });
    const linesAt = (inputs: YearlyResult["inputs"]) => {
      const lines = linesOf({}, [cell({ costs: costs(inputs) })]);
      const from = lines.findIndex((line) => line.startsWith("  costs a year, EUR "));
      return lines.slice(from, lines.indexOf("", from));
    };
    expect(linesAt(null)).toEqual([
      "  costs a year, EUR              mean   chance (95 %)",
      "  lost messages and hours down  1,000    900 to 1,100",
      "  wan                           2,000        as given",
      "  witness                       2,500        as given",
      "  in all                        5,500  5,400 to 5,600",
    ]);
    expect(lineOf(linesAt([10, 7500]), "in all")).toMatch(/ 5,400 to 5,600 +4,510 to 12,000$/);
    expect(lineOf(linesAt([10, 7500]), "wan")).toMatch(/ 2,000 +as given$/);
    expect(textOf()).not.toContain("costs a year");
  });

  it("never show a mean RPO without p50 and p99 beside it", () => {
    const titles = linesOf().filter(
      (line) => /\bmean\b/.test(line) && /RPO|history/.test(line) && !/[.;]/.test(line),
    );
    expect(titles.length).toBe(2);
    for (const title of titles) expect(title).toMatch(/mean.*p50.*p99/);
  });

  it("put first the cause of most of the loss, then that of most of the downtime", () => {
    const lines = linesOf({}, [
      cell({
        byCause: {
          "wan-cut": cause(4, 0, 0),
          "server-crash": cause(16, 0, 0.9),
          "front-end-loss": cause(1, 0, 0),
          "share-loss": cause(0.1, 0.8, 0),
          "site-loss": cause(0.5, 0.2, 0.1),
        },
      }),
    ]);
    const from = lines.findIndex((line) => line.startsWith("  by cause"));
    expect(
      lines.slice(from + 1, lines.indexOf("", from)).map((line) => line.trim().split(/ {2,}/)[0]),
    ).toEqual([
      "losses of the backup share",
      "site losses",
      "failures of chat servers",
      "cuts of the link",
      "losses of a Front End",
    ]);
  });

  it("split the RPO of a kind by whether shipping was in order, with how probable each is", () => {
    const lines = linesOf();
    expect(lineOf(lines, "shipping in order")).toMatch(
      /99 % \(97 to 99.9 %\) +495 +15 min \(13.5 to 16.5 min\) +15 min +28 min +30 min$/,
    );
    expect(lineOf(lines, "shipping broken")).toMatch(
      /1 % \(0.1 to 3 %\) +5 +3 d \(2.7 to 3.3 d\) +2 d +5 d¹ +5 d¹$/,
    );
  });

  it("give what is not known as – with a reason below, and every reason once", () => {
    const cannot = "a stratified sweep weighs no single years: plain sampling does";
    const nobody = { lost: unsaid(null, cannot), rpo: unsaid(null, cannot) };
    const lines = linesOf({}, [
      cell({
        pLossInYear: yearly(unsaid(null, cannot)),
        lossOnceIn: { "10": nobody, "50": nobody, "100": nobody },
        summary: {
          "site-loss": kind({
            rpo: {
              ...measure(900, 900, 900),
              nNull: 9,
              mean: unsaid(null, "9 of 500 values are null, so there is no mean"),
              p99: known(0),
            },
          }),
        },
      }),
    ]);
    expect(lineOf(lines, "years with a loss")).toMatch(/–¹ +–¹$/);
    expect(lines.filter((line) => line.includes(cannot))).toEqual([`  ¹ ${cannot}`]);
    expect(
      lineOf(lines.slice(lines.findIndex((line) => line.includes("when it happens"))), "site losses"),
    ).toMatch(/ 500 +–² +15 min/);
    expect(lines.join("\n")).toContain("² 9 of 500 values are null, so there is no mean");
  });

  it("set the cells of a grid under each other, with what was varied", () => {
    const at = (copy: string, wan: string, lost: number) =>
      cell({
        settings: { "logShipping.copy.offset": copy, "wan.bandwidth": wan },
        lostPerYear: yearly(known(lost)),
      });
    const lines = linesOf(
      {
        varied: [
          { path: "logShipping.copy.offset", values: ["0 s", "30 s"] },
          { path: "wan.bandwidth", values: ["1 Gbps"] },
        ],
      },
      [at("0 s", "1 Gbps", 200), at("30 s", "1 Gbps", 100)],
    );
    const from = lines.findIndex((line) => line.startsWith("  copy.offset · wan.bandwidth "));
    expect(lines[from + 1]).toMatch(/^ {2}0 s · 1 Gbps .* 200 \(180 to 220\) /);
    expect(lines[from + 2]).toMatch(/^ {2}30 s · 1 Gbps .* 100 \(90 to 110\) /);
    expect(lines.join(" ").replace(/ +/g, " ")).toContain(
      "the pool with logShipping.copy.offset=0 s, wan.bandwidth=1 Gbps loses",
    );
  });

  it("tell of a stratified sweep what was forced, what it is worth, and what it cannot say", () => {
    const text = textOf({ method: "stratified" }, [
      cell({
        sampling: {
          strata: [
            {
              name: "site-1/site-loss",
              ratePerYear: 0.02,
              replications: 400,
              lostPerYear: known(90),
              downtimePerYear: known(60),
            },
          ],
          effectiveSampleSize: 12_345,
          largestWeight: 3.2,
          cannot: ["pLossInYear: plain sampling can"],
        },
      }),
    ]);
    expect(text).toMatch(/\n {2}site-1\/site-loss +0.02 +400 +90 \(81 to 99\) +60 s \(54 to 66 s\)/);
    expect(text).toContain("weights worth 12,345 equal ones; largest weight 3.2");
    expect(text).toContain("pLossInYear: plain sampling can");
  });
});

describe("the lines below", () => {
  it("say of each --until whether it was reached, in the unit in which it was asked for", () => {
    const until = { reached: true, confidence: 0.9875, looks: 4 };
    const text = textOf({
      until: [
        { ...until, text: "site-loss.rpo.p95 +- 5 %", halfWidth: 43, asked: 50 },
        { ...until, text: "site-loss.rto.mean +- 2 min", halfWidth: 180, asked: 120, reached: false },
        { ...until, text: "site-loss.lost.mean +- 50", halfWidth: null, asked: 50, reached: false, looks: 1 },
      ],
    });
    expect(text).toContain("until site-loss.rpo.p95 +- 5 %: reached (± 4.3 % at 98.8 % for 4 looks)");
    expect(text).toContain("rto.mean +- 2 min: not reached (± 3 min at 98.8 % for 4 looks)");
    expect(text).toContain("lost.mean +- 50: not reached (no interval yet at 98.8 % for one look)");
  });

  it("repeat the notes, and the head says of an interrupted sweep how far it came", () => {
    const lines = linesOf({
      notes: ["Scripted failures strike in every replication."],
      partial: { planned: 5000 },
    });
    expect(lines).toContain("  Note: Scripted failures strike in every replication.");
    expect(lines[1]).toContain("interrupted: 1,000 of 5,000 replications of 10 years");
    expect(textOf({}, [])).toContain("Nothing was played.");
  });
});

describe("whatever is in it", () => {
  const figure = fc.oneof(
    fc.constantFrom(0, 1e-9, 0.1 + 0.2, 1 / 3, 0.999999999, 1, 3.0000001, 1e8 / 7),
    fc.double({ min: 1e-12, max: 3e7, noNaN: true }),
  );
  const share = fc.double({ min: 1e-12, max: 1, noNaN: true });
  const estimate = fc.oneof(
    fc.tuple(figure, figure, figure).map(([value, low, high]) => known(value, low - value / 3, high)),
    fc.constant(unsaid(null, "no values")),
    figure.map((value) => unsaid(value, "too few of them")),
  );
  const yearlies = fc
    .tuple(estimate, fc.option(fc.tuple(figure, figure)))
    .map(([of, inputs]) => yearly(of, inputs));
  const cells = fc
    .record({
      strikesPerYear: yearlies,
      lossEventsPerYear: yearlies,
      lostPerYear: yearlies,
      downtimePerYear: yearlies,
      lostPerMillion: estimate,
      once: estimate,
      causes: fc.dictionary(fc.constantFrom(...WHATS), fc.tuple(figure, fc.option(share), fc.option(share))),
      rpo: figure,
    })
    .map(({ once, causes, rpo, ...more }) =>
      cell({
        ...more,
        lossOnceIn: {
          "10": { lost: once, rpo: once },
          "50": { lost: once, rpo: once },
          "100": { lost: once, rpo: once },
        },
        byCause: Object.fromEntries(Object.entries(causes).map(([what, shares]) => [what, cause(...shares)])),
        summary: { "site-loss": kind({ rpo: measure(rpo, rpo, rpo) }) },
      }),
    );

  it("no figure has the dust of arithmetic on it, and every mark has its reason", () => {
    fc.assert(
      fc.property(cells, (one) => {
        const text = textOf({}, [one]);
        expect(text).not.toMatch(/NaN|Infinity|undefined|null\b|\de[-+]\d/);
        // Milliseconds have six digits that mean something; what is nearly whole has nines before two of them.
        for (const [number] of text.matchAll(/\d+\.\d+/g)) {
          const meant = number
            .replace(".", "")
            .replace(/^0+/, "")
            .replace(/^9{3,}/, "");
          expect(meant.length, number).toBeLessThanOrEqual(6);
        }
        const marks = new Set(text.match(/[¹²³⁴⁵⁶⁷⁸⁹⁰]+/g) ?? []);
        for (const mark of marks)
          expect(text.split("\n").some((line) => line.startsWith(`  ${mark} `))).toBe(true);
      }),
      { numRuns: 150, seed: 6 },
    );
  });

  it("colour changes no word", () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours.
    const bare = sweepText(sweep(), COLOURED).map((line) => line.replace(/\u001b\[\d+m/g, ""));
    expect(bare).toEqual(linesOf());
  });

  it("lines of usual figures fit a screen of 110 columns", () => {
    for (const line of linesOf()) expect([...line].length).toBeLessThanOrEqual(110);
  });
});

describe("amounts", () => {
  it("are within half a percent, and never read 0 unless they are", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), (value) => {
        const read = Number(amount(value).replaceAll(",", ""));
        expect(Math.abs(read - value) / value).toBeLessThanOrEqual(0.00501);
      }),
      { numRuns: 2000, seed: 6 },
    );
    expect([
      amount(0),
      amount(0.00012345),
      amount(31.94),
      amount(99.949),
      amount(99.96),
      amount(12345.6),
    ]).toEqual(["0", "0.000123", "31.9", "99.9", "100", "12,346"]);
  });

  it("near 1 a probability shows what is missing", () => {
    expect([0.5, 0.00001, 0.99, 0.9999962, 0.999999999, 1, 0].map(probability)).toEqual([
      "50 %",
      "0.001 %",
      "99 %",
      "99.99962 %",
      "99.9999999 %",
      "100 %",
      "0 %",
    ]);
  });
});

it("every kind of failure has a name in the plural", () => {
  for (const what of [...WHATS, "failback", "switchover"])
    expect(manyOf(what)).not.toBe(what.replaceAll("-", " "));
});
