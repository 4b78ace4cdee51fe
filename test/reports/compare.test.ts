/** The report of a comparison: the answer in words that names the trade, and what it must never hide. */
import { describe, expect, it } from "vitest";
import { COLOURED, compareText, PLAIN } from "../../src/reports/index.js";
import { clauseOf, kindTitle, measureOf, wordingOf } from "../../src/reports/text/compare-measures.js";
import type { CompareResult, DifferenceResult, KindSummary } from "../../src/results/index.js";
import { PLANNED_WHATS, WHATS } from "../../src/spec/index.js";
import { breakEven, comparison, difference, inYears, option, SUMMARY, same } from "./comparisons.js";
import { MINUTE } from "./stories.js";
import { kind, known, measure, yearly } from "./sweeps.js";

const linesOf = (result: CompareResult) => compareText(result, PLAIN);
const textOf = (result: CompareResult) => linesOf(result).join("\n");
/** The answer as one line: sentences are broken anywhere. */
function wordsOf(result: CompareResult): string {
  const lines = linesOf(result);
  return lines.slice(3, lines.indexOf("", 3)).join(" ").replace(/ +/g, " ").trim();
}

type Differences = Readonly<Record<string, DifferenceResult>>;

const LESS_HISTORY = { "site-loss.rpo": difference(15 * MINUTE, 9 * MINUTE, 30) };
const LONGER_OUT = { "server-crash.rto": difference(83, 132, 2) };

describe("the answer in words", () => {
  it("names a clear winner, what it buys under which failure, by how much and how surely", () => {
    expect(wordsOf(comparison(LESS_HISTORY))).toContain(
      "planned against as it is (logShipping.copy.offset): planned is better. It loses 6 min less history " +
        "when a site is lost (95 %: 5.5 to 6.5 min). Nothing that was seen speaks for as it is.",
    );
    const worse = { "site-loss.rpo": difference(9 * MINUTE, 15 * MINUTE, 30) };
    expect(wordsOf(comparison(worse))).toContain(
      "as it is is better. It loses 6 min less history when a site is lost (95 %: 5.5 to 6.5 min). " +
        "Nothing that was seen speaks for planned.",
    );
  });

  it("names both sides of a trade", () => {
    expect(wordsOf(comparison({ ...LESS_HISTORY, ...LONGER_OUT }))).toContain(
      "a trade. planned loses 6 min less history when a site is lost (95 %: 5.5 to 6.5 min); " +
        "as it is has users back 49 s sooner when a chat server fails (95 %: 47 to 51 s).",
    );
  });

  it("says what neither helps with, and what that costs", () => {
    // The site's users are out as long as before, though less of the history is lost.
    expect(wordsOf(comparison(LESS_HISTORY))).toContain(
      "Neither is seen to have users back sooner when a site is lost (60 min out) or when a chat server fails (83 s out).",
    );
    expect(wordsOf(comparison({ ...LESS_HISTORY, "site-loss.rto": difference(3600, 1800, 60) }))).toContain(
      "Neither is seen to have users back sooner when a chat server fails (83 s out).",
    );
    expect(wordsOf(comparison({}))).toContain(
      "Neither is seen to lose less history when a site is lost (15 min of history), nor to have users back sooner when " +
        "a site is lost (60 min out) or when a chat server fails (83 s out).",
    );
    // What costs nothing needs no help, and what only one of them meets is no matter of both.
    const free = { "witness-crash": kind(), "server-crash": SUMMARY["server-crash"]! };
    const result = comparison({}, { options: [option("as it is", { summary: free }), option("planned")] });
    expect(wordsOf(result)).not.toContain("witness");
    expect(wordsOf(result)).not.toContain("a site is lost");
  });

  it("names nothing where nothing was seen, and says how many would look different by chance", () => {
    const open = Object.fromEntries(
      Object.entries({ "site-loss.rpo": 600, "site-loss.rto": 3600, "server-crash.rto": 83 }).map(
        ([name, a]) => [name, difference(a, a + 5, 20)],
      ),
    );
    const words = wordsOf(comparison(open));
    expect(words).toContain("no difference that matters was seen at this precision");
    expect(words).toContain(
      "Of all 3 differences that could be named none looks different at 95 %; chance alone would make about 0.15 look so.",
    );
  });

  it("names only what stands when all differences that it could name are judged together", () => {
    // Alone it leaves out 0 by a hair; among many that is what chance gives.
    const hair = { "site-loss.rpo": difference(900, 870, 29.9) };
    expect(wordsOf(comparison(hair))).toContain("planned is better");
    const open = Object.fromEntries(
      WHATS.slice(0, 16).map((what) => [`${what}.rto`, difference(100, 105, 20)]),
    );
    const words = wordsOf(
      comparison({ ...open, "site-loss.rpo": difference(900, 870, 29.9, { stands: false }) }),
    );
    expect(words).toContain("no difference that matters was seen");
    expect(words).toContain(
      "Of all 17 differences that could be named one looks different at 95 %; chance alone would make about 0.85",
    );
  });

  it("speaks of one difference as of one", () => {
    expect(wordsOf(comparison(LESS_HISTORY))).toContain(
      "What is named stands with 95 %: it is the one difference that could be named.",
    );
    expect(wordsOf(comparison({ "site-loss.rpo": difference(600, 605, 20) }))).toContain(
      "The one difference that could be named is not seen at 95 %.",
    );
  });

  it("says that nothing was seen for an option only where no difference at all is its own", () => {
    const silent = (of: DifferenceResult) => wordsOf(comparison({ ...LESS_HISTORY, "server-crash.rto": of }));
    expect(silent(difference(83, 84, 2))).toContain("Nothing that was seen speaks for as it is.");
    expect(silent(difference(83, 100, 2, { stands: false }))).toContain(
      "Nothing that stands speaks for as it is.",
    );
    expect(silent(difference(83, 84, 0.5))).toContain("Nothing that matters speaks for as it is.");
    expect(silent(difference(83, 100, 2))).toContain("a trade");
  });

  it("tells whole replications where no single kind tells the same", () => {
    // People go back in one of them alone: nothing of that can be held against the other, kind by kind.
    const back = {
      "site-loss.rto": difference(3600, 3400, 10),
      downtime: difference(3600, 50_000, 100),
      refused: difference(10_000, 1_210_000, 1_000),
    };
    expect(wordsOf(comparison(back))).toContain(
      "a trade. planned has users back 3.3 min sooner when a site is lost (95 %: 3.2 to 3.5 min); " +
        "as it is keeps an average user out 12.9 h less in all and refuses 1,200,000 messages " +
        "fewer in all (95 %: 1,199,000 to 1,201,000).",
    );
    const told = { "site-loss.rto": difference(3600, 1800, 10), downtime: difference(3500, 1750, 10) };
    expect(wordsOf(comparison(told))).not.toContain("in all");
    const lost = { "site-loss.rpo": difference(900, 840, 1), lost: difference(9_000, 2_000, 100) };
    expect(wordsOf(comparison(lost))).toContain("It loses 7,000 messages fewer in all");
    const same = { ...lost, "site-loss.lost": difference(9_000, 2_000, 100, { stands: null }) };
    expect(wordsOf(comparison(same))).not.toContain("in all");
  });

  it("does not call a trifle an advantage, however sure it is", () => {
    const trifle = { "site-loss.rto": difference(10_000, 9_950, 1) };
    expect(wordsOf(comparison(trifle))).toContain("no difference that matters was seen");
    const enough = { "site-loss.rto": difference(10_000, 9_690, 1) };
    expect(wordsOf(comparison(enough))).toContain("planned is better");
  });

  it("speaks of danger only where nothing that came to pass speaks for an option", () => {
    const safer = { "wan-cut.exposure": difference(900, 300, 10) };
    expect(wordsOf(comparison(safer))).toContain("It is exposed 10 min less long when the link is cut");
    expect(wordsOf(comparison({ ...safer, ...LESS_HISTORY }))).not.toContain("exposed");
    expect(wordsOf(comparison({ ...safer, ...LONGER_OUT }))).toContain(
      "a trade. planned is exposed 10 min less long",
    );
  });

  it("tells messages where the history that was lost is not known", () => {
    const unknown = difference(900, 540, 0, { mean: null, ci95: null, why: "not recovered in 3 of 200" });
    const differences = { "site-loss.rpo": unknown, "site-loss.lost": difference(2_000, 1_500, 100) };
    expect(wordsOf(comparison(differences))).toContain("It loses 500 messages fewer when a site is lost");
  });

  it("says a certain difference without an interval", () => {
    const certain = { "site-loss.rpo": difference(60, 30, 0) };
    expect(wordsOf(comparison(certain))).toContain("It loses 30 s less history when a site is lost. Nothing");
  });

  it("puts history before time, large before small, and counts what it leaves out", () => {
    const many: Differences = {
      "wan-cut.rto": difference(400, 300, 1),
      "mirror-crash.rto": difference(900, 300, 1),
      "principal-crash.rpo": difference(60, 30, 1),
      "site-loss.rpo": difference(600, 300, 1),
      "share-loss.rto": difference(200, 100, 1),
    };
    const words = wordsOf(comparison(many));
    expect(words).toMatch(/a site is lost.*the principal fails.*the mirror fails, and 2 more below/);
    expect(words.split("Neither")[0]).not.toContain("when the link is cut");
  });

  it("tells kinds by place where they are told by place", () => {
    const summary = {
      "site-loss": SUMMARY["site-loss"]!,
      "site-loss@site-1": SUMMARY["site-loss"]!,
      "site-loss@site-2": kind({ rto: measure(600, 600, 600) }),
    };
    const both = { options: [option("as it is", { summary }), option("planned", { summary })] };
    const differences = {
      // Its mean over all places is nobody's, and is not judged.
      "site-loss.rpo": difference(450, 270, 30, { stands: null }),
      "site-loss@site-1.rpo": difference(900, 540, 30),
    };
    const words = wordsOf({
      ...comparison({}, both),
      options: [both.options[0]!, option("planned", { summary, differences })],
    });
    expect(words).toContain("loses 6 min less history when site 1 is lost");
    expect(words).toContain(
      "Neither is seen to have users back sooner when site 1 is lost (60 min out) or when site 2 is lost (10 min out).",
    );
    expect(words).not.toContain("a site is lost");
  });

  it("says so where options do not differ in any field", () => {
    const text = textOf(comparison({ "site-loss.rpo": same(900) }, { differing: [] }));
    expect(text).toContain("as it is and planned do not differ in any field");
    expect(text).not.toContain("better");
  });

  it("stands within the first ten lines, which a director reads", () => {
    const lines = linesOf(comparison({ ...LESS_HISTORY, ...LONGER_OUT }));
    expect(lines.slice(3, 10).join(" ")).toMatch(/a trade\. .*; as it is .*What is named stands/s);
  });
});

describe("what is not over within the horizon", () => {
  const never = (nNull: number): KindSummary => {
    const none = { value: null, ci95: null, why: "not over within the horizon" };
    const open = { ...measure(0, 0, 0, 200), nNull, mean: none, observedMax: null };
    return kind({ rpo: open, rto: open });
  };
  const dead = (a: number, b: number, more: Differences = {}, fate: CompareResult["fate"] = "scripted") => {
    const summaryOf = (nNull: number) => (nNull === 0 ? SUMMARY : { ...SUMMARY, "site-loss": never(nNull) });
    const winner = Math.abs(a - b) < 6 ? null : a < b ? "as it is" : "planned";
    const gone = difference(3600, 3600, 0, {
      mean: null,
      ci95: null,
      why: "not over within the horizon",
      winner,
      stands: winner === null ? null : true,
    });
    const differences = { "site-loss.rpo": gone, "site-loss.rto": gone, ...more };
    const options = [
      option("as it is", { summary: summaryOf(a) }),
      option("planned", { summary: summaryOf(b), differences }),
    ];
    return wordsOf(comparison(differences, { fate, options }));
  };

  it("is said first, and speaks for the other", () => {
    expect(dead(0, 200)).toContain(
      "as it is is better. planned is not back within the horizon in 200 of 200 replications when a site is lost. " +
        "Nothing that was seen speaks for planned.",
    );
    expect(dead(200, 0)).toContain(
      "planned is better. as it is is not back within the horizon in 200 of 200 replications when a site is lost.",
    );
    expect(dead(0, 200, { "server-crash.rto": difference(183, 83, 1) })).toContain(
      "a trade. planned is not back within the horizon in 200 of 200 replications when a site is lost. " +
        "planned has users back 100 s sooner when a chat server fails (95 %: 99 to 101 s).",
    );
  });

  it("is said where it may be chance, and then speaks for nobody", () => {
    expect(dead(0, 1)).toContain(
      "planned is not back within the horizon in 1 of 200 replications when a site is lost. No other difference",
    );
    expect(dead(0, 1, {}, "random")).not.toContain("within the horizon");
    expect(dead(0, 100, {}, "random")).toContain(
      "planned is not back within the horizon in 100 of 200 cases",
    );
  });

  it("speaks for nobody: who does not serve is not exposed, and what is lost is not known", () => {
    const safe = { "site-loss.exposure": difference(9_000, 300, 10) };
    expect(dead(0, 200, safe)).toContain("Nothing that matters speaks for planned.");
    expect(dead(200, 0, safe)).toContain("planned is better");
    const unknown = { "site-loss.lost": difference(9_000, 0, 10), lost: difference(9_000, 0, 10) };
    expect(dead(0, 200, unknown)).toContain("Nothing that matters speaks for planned.");
    expect(dead(200, 0, unknown)).toContain("loses 9,000 messages fewer when a site is lost");
    // The same of who is out longer, in that kind or in all.
    const exposed = (more: Differences) =>
      wordsOf(comparison({ "wan-cut.exposure": difference(900, 300, 10), ...more }));
    expect(exposed({})).toContain("is exposed 10 min less long");
    for (const name of ["wan-cut.rto", "downtime"])
      expect(exposed({ [name]: difference(600, 900, 400) })).not.toContain("exposed");
    const longer = { "server-crash.rto": difference(100, 200, 1), downtime: difference(600, 900, 1) };
    expect(exposed(longer)).toContain("as it is is better");
    expect(exposed(longer)).toContain("Nothing but less exposure speaks for planned.");
    expect(exposed({ downtime: difference(900, 600, 400) })).toContain("is exposed 10 min less long");
  });

  it("is no figure in which neither helps, unless it is so in all of them", () => {
    expect(dead(0, 200)).toContain(
      "Neither is seen to have users back sooner when a chat server fails (83 s out).",
    );
    expect(dead(200, 200)).toContain(
      "nor to have users back sooner when a site is lost (not back within the horizon) or when a chat server",
    );
    expect(dead(40, 40)).toContain("when a site is lost (not back within the horizon in 40 of 200 cases)");
  });
});

describe("the answer to more than two options", () => {
  const three = (more: Partial<CompareResult> = {}): CompareResult => ({
    ...comparison(LESS_HISTORY),
    differing: [
      { path: "layout", values: ["high-bandwidth", "low-bandwidth", "high-bandwidth"] },
      { path: "wan.bandwidth", values: ["1 Gbps", "1 Gbps", "50 Mbps"] },
    ],
    options: [
      option("as it is"),
      option("planned", { differences: LESS_HISTORY }),
      option("cheap", {
        differences: { "site-loss.rpo": difference(900, 1800, 60, { winner: "as it is" }) },
      }),
    ],
    ...more,
  });

  it("begins with a verdict on each against the first, and says in what fields each differs from it", () => {
    const words = wordsOf(three());
    expect(words).toMatch(/^Held against as it is: planned is better; cheap is worse\./);
    expect(words).toContain("planned against as it is (layout): planned is better.");
    expect(words).toContain("cheap against as it is (wan.bandwidth): as it is is better.");
    expect(words).toContain(
      "None of them is seen to have users back sooner when a site is lost (60 min out) or when a chat server fails",
    );
  });

  it("names the best, or those among which it is, with the confidence and the indifference", () => {
    const best = (options: string[]) =>
      wordsOf(
        three({
          best: { measure: "site-loss.rpo", confidence: 0.95, indifference: 30, options, eliminated: {} },
        }),
      );
    const sure = "with 95 %, counting less than 30 s as no difference.";
    expect(best(["planned"])).toContain(`Best by history lost (RPO) when a site is lost is planned, ${sure}`);
    expect(best(["planned", "cheap"])).toContain(
      `The best by history lost (RPO) when a site is lost is among planned and cheap, ${sure}`,
    );
    expect(best(["as it is", "planned", "cheap"])).toContain(
      `None of them can be ruled out as the best by history lost (RPO) when a site is lost, ${sure}`,
    );
  });

  it("calls them by letters where their names are long, and says once what these stand for", () => {
    const long = (name: string) => `${name} · 1 Gbps, 5 ms`;
    const result = three();
    const options = result.options.map((one) => ({
      ...one,
      name: long(one.name),
      differences:
        one.differences === null
          ? null
          : Object.fromEntries(
              Object.entries(one.differences).map(([name, of]) => [
                name,
                { ...of, winner: long(of.winner!) },
              ]),
            ),
    }));
    const text = textOf({ ...result, options });
    expect(text.replace(/\n +/g, " ")).toContain(
      "Held against A (as it is · 1 Gbps, 5 ms): B (planned · 1 Gbps, 5 ms) is better; C (cheap · 1 Gbps, 5 ms) is worse.",
    );
    expect(text).toContain(
      "\n  A  as it is · 1 Gbps, 5 ms\n  B  planned · 1 Gbps, 5 ms\n  C  cheap · 1 Gbps, 5 ms\n",
    );
    expect(text).toMatch(/side by side +A +B +C\n/);
  });
});

describe("what an option is worth", () => {
  const random = { fate: "random", years: 10 } as const;
  const yearlyDifferences = {
    lostPerYear: difference(1_000, 400, 100),
    downtimePerYear: difference(30 * MINUTE, 20 * MINUTE, 60),
  };
  const worth = (planned: Parameters<typeof comparison>[2]) => {
    const result = comparison(yearlyDifferences, random, inYears(planned));
    return wordsOf({ ...result, options: [option("as it is", inYears()), result.options[1]!] });
  };

  it("is money up to which it pays, whether it does at its price, in what share of the draws, and when", () => {
    const words = worth({ breakEven: breakEven(4_000, 2_500, {}, [500, 9_000]) });
    expect(words).toContain(
      "planned is worth up to 4,000 EUR a year beside as it is at these rates (95 % by chance 3,600 to 4,400 EUR; " +
        "for all that the rates may be 500 to 9,000 EUR); it costs 2,500 EUR a year more, 1,500 EUR a year won in all.",
    );
    expect(words).toContain("It pays in 71 % of the draws of the uncertain rates.");
    expect(words).toContain("P(pays back in 5 years) = 40 % (30 to 50 %).");
    expect(words).not.toContain("Without prices");
  });

  it("is told of the dearer one, with all that was reckoned for the other turned round", () => {
    const words = worth({ breakEven: breakEven(-4_000, -2_500, {}, [-9_000, -500]) });
    expect(words).toContain(
      "as it is is worth up to 4,000 EUR a year beside planned at these rates (95 % by chance 3,600 to 4,400 EUR; " +
        "for all that the rates may be 500 to 9,000 EUR); it costs 2,500 EUR a year more, 1,500 EUR a year won in all. " +
        "It pays in 29 % of the draws of the uncertain rates. P(pays back in 5 years) = 60 % (50 to 70 %).",
    );
  });

  it("is nothing where the dearer one loses more as well", () => {
    expect(worth({ breakEven: breakEven(-4_000, 2_500) })).toContain(
      "planned is worth nothing beside as it is at these rates: its losses cost 4,000 EUR a year more " +
        "(95 % by chance 3,600 to 4,400 EUR); it costs 2,500 EUR a year more, 6,500 EUR a year lost in all.",
    );
  });

  it("says why nothing is known of the rates, and nothing of a payback that cannot be judged", () => {
    const paysBack = {
      years: 0,
      probability: { value: null, ci95: null, why: "less than a year was played" },
    };
    const words = worth({
      breakEven: breakEven(100, 0, { paysInDraws: null, whyNoDraws: "every rate is given", paysBack }),
    });
    expect(words).toContain("both cost the same a year");
    expect(words).toContain("How sure the rates are is left out (every rate is given).");
    expect(words).not.toContain("P(pays");
    const unknown = {
      ...breakEven(0, 0),
      worthPerYear: yearly({ value: null, ci95: null, why: "one life" }),
    };
    expect(worth({ breakEven: unknown })).toContain(
      "What planned is worth beside as it is is not known in money (one life); both cost the same a year. " +
        "Beside as it is, planned saves 600 messages (95 %: 500 to 700) and 13,333 user-hours",
    );
    const dearer = { ...unknown, extraPricePerYear: 2_500 };
    expect(worth({ breakEven: dearer })).toContain(
      "is not known in money (one life); it costs 2,500 EUR a year more. Beside as it is, planned saves 600",
    );
  });

  it("is messages and user-hours where nothing has a price", () => {
    // 2,800,000 user-minutes are 35 minutes of 80,000 users; ten minutes of these are 13,333 hours.
    expect(worth({})).toContain(
      "Without prices: beside as it is, planned saves 600 messages (95 %: 500 to 700) and 13,333 user-hours " +
        "(95 %: 12,000 to 14,667) a year.",
    );
    const { breakEven: _, ...scripted } = comparison(LESS_HISTORY).options[1]!;
    expect(wordsOf(comparison(LESS_HISTORY, {}, scripted))).not.toContain("Without prices");
  });

  it("says what it costs as a cost, and nothing of what is the same", () => {
    const users = (lost: DifferenceResult, downtimePerYear: DifferenceResult) => {
      const result = comparison({ lostPerYear: lost, downtimePerYear }, random, inYears({}));
      return wordsOf({ ...result, options: [option("as it is", inYears()), result.options[1]!] });
    };
    const longer = difference(20 * MINUTE, 30 * MINUTE, 60);
    expect(users(difference(1_000, 1_000, 0), longer)).toContain(
      "Without prices: beside as it is, planned costs 13,333 user-hours (95 %: 12,000 to 14,667) more a year.",
    );
    expect(users(difference(1_000, 400, 100), longer)).toContain(
      "planned saves 600 messages (95 %: 500 to 700) and costs 13,333 user-hours (95 %: 12,000 to 14,667) more a year.",
    );
    expect(users(difference(1_000, 1_000, 0), difference(60, 60, 0))).not.toContain("Without prices");
  });

  it("tells what losses and prices cost together in the money of the scenarios", () => {
    const costs = {
      currency: "EUR",
      prices: {},
      pricePerYear: 0,
      lossPerYear: yearly(known(1)),
      totalPerYear: yearly(known(1)),
    };
    const result = comparison(
      { costPerYear: difference(9_000, 5_000, 400) },
      random,
      inYears({ costs, breakEven: breakEven(4_000, 0) }),
    );
    expect(wordsOf(result)).toContain("It costs 4,000 EUR a year less (95 %: 3,600 to 4,400 EUR).");
  });

  it("puts the years first where chance deals them", () => {
    const words = worth({});
    expect(words).toContain(
      "planned is better. It loses 600 messages a year fewer (95 %: 500 to 700) and keeps an average user out " +
        "10 min a year less (95 %: 9 to 11 min).",
    );
  });
});

describe("the tables", () => {
  it("begin with the fields in which they differ, each with the value of every option", () => {
    const text = textOf(comparison(LESS_HISTORY));
    expect(text).toMatch(
      /in these fields they differ +as it is +planned\n +logShipping.copy.offset +0 s +30 s\n/,
    );
    const missing = comparison(LESS_HISTORY, {
      differing: [{ path: "failback", values: [null, "{ wait: 2 d }"] }],
    });
    expect(textOf(missing)).toMatch(/failback +– +\{ wait: 2 d \}/);
    const law = `{ empirical: [${Array.from({ length: 30 }, (_, at) => `${at} min`).join(", ")}] }`;
    const wide = linesOf(comparison({}, { differing: [{ path: "people.decide", values: ["30 min", law] }] }));
    expect(wide.slice(wide.indexOf("  people.decide")).slice(0, 2)).toEqual([
      "  people.decide",
      "    as it is: 30 min",
    ]);
    expect(Math.max(...wide.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it("show both values, the difference with its interval, who is better, and the gain", () => {
    const text = textOf(comparison({ ...LESS_HISTORY, ...LONGER_OUT }));
    expect(text).toMatch(/planned against as it is +as it is +planned +difference \(95 %\) +better +gain/);
    expect(text).toMatch(
      /A site is lost\n +history lost \(RPO\) +15 min +9 min +-6 min \(-6.5 to -5.5 min\) +planned +12/,
    );
    expect(text).toMatch(/users out \(RTO\) +83 s +2.2 min +\+49 s \(47 to 51 s\) +as it is +12/);
    expect(text).toContain("gain: how many times as many replications it would take");
  });

  it("say no difference seen, and about how many replications would tell", () => {
    const text = textOf(comparison({ "site-loss.rpo": difference(600, 605, 20) }));
    expect(text).toMatch(/\+5 s \(-15 to 25 s\) +none seen \(3,200\)/);
    expect(text).toContain("none seen: no difference seen at this precision");
    expect(text.replace(/\n +/g, " ")).toContain("about so many replications would tell");
    expect(textOf(comparison(LESS_HISTORY))).not.toContain("none seen");
  });

  it("do not spend lines on what is the same", () => {
    const differences = {
      ...LESS_HISTORY,
      "server-crash.rto": same(83),
      "server-crash.rto.p95": difference(83, 83, 9),
    };
    const text = textOf(comparison(differences));
    expect(text).toContain("planned is as as it is, within 0.1 %: a chat server fails.");
    expect(text).not.toMatch(/\n +users out/);
  });

  it("name what costs nothing in any of them", () => {
    const summary = { "witness-crash": kind(), ...SUMMARY };
    const result = comparison(LESS_HISTORY, {}, { summary });
    const both = { ...result, options: [option("as it is", { summary }), result.options[1]!] };
    expect(textOf(both)).toContain("Nothing lost, nothing refused, nobody out: a witness fails.");
  });

  it("stand with a reason where there is no figure or no interval", () => {
    const text = textOf(
      comparison({
        "site-loss.rto": difference(100, 200, 0, {
          b: null,
          mean: null,
          ci95: null,
          why: "not over within the horizon",
        }),
        "site-loss.rpo.p95": difference(100, 300, 0, {
          ci95: null,
          why: "needs 59 values, not 20",
          winner: null,
        }),
      }),
    );
    expect(text).toMatch(/users out \(RTO\) +100 s +– +–/);
    expect(text).toContain("not over within the horizon");
    expect(text).toMatch(/history lost \(RPO\), p95 +100 s +5 min +\+3.3 min¹/);
    expect(text).toContain("needs 59 values, not 20");
  });

  it("show targets with their joint verdicts, and costs with prices that one of them does not have", () => {
    const target = (verdict: "met" | "missed" | "undecided", why: string | null = null) => [
      { text: "site-loss.rto.p95 <= 4 h", verdict, why },
    ];
    const costs = (prices: Record<string, number>, loss: number) => ({
      currency: "EUR",
      prices,
      pricePerYear: Object.values(prices).reduce((sum, price) => sum + price, 0),
      lossPerYear: yearly(known(loss)),
      totalPerYear: yearly(known(loss)),
    });
    const text = textOf(
      comparison(LESS_HISTORY, {
        options: [
          option("as it is", { targets: target("missed"), costs: costs({}, 9_000) }),
          option("planned", {
            differences: LESS_HISTORY,
            targets: target("undecided", "too few replications"),
            costs: costs({ witness: 2_500 }, 5_000),
          }),
        ],
      }),
    );
    expect(text).toMatch(
      /targets, 95 % for all together +as it is +planned\n +site-loss.rto.p95 <= 4 h +missed +undecided¹/,
    );
    expect(text).toMatch(
      /EUR a year +as it is +planned\n +witness +not there +2,500\n +all prices +0 +2,500/,
    );
    expect(text).toMatch(/losses \(95 %\) +9,000 \(8,100 to 9,900\) +5,000 \(4,500 to 5,500\)/);
  });

  it("say how near a precision is that was asked for, and what the figures leave out", () => {
    const until = [
      {
        text: "site-loss.rpo.mean +- 10 s",
        reached: false,
        halfWidth: 20,
        asked: 10,
        confidence: 0.99,
        looks: 3,
      },
    ];
    const text = textOf(comparison(LESS_HISTORY, { until, notes: ["Nothing is played of the moon."] }));
    expect(text).toContain("until site-loss.rpo.mean +- 10 s: not reached (± 20 s at 99 % for 3 looks)");
    expect(text).toContain("Note: Nothing is played of the moon.");
  });

  it("have the same words in colour", () => {
    const result = comparison({ ...LESS_HISTORY, ...LONGER_OUT });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of
    const bare = compareText(result, COLOURED).map((line) => line.replace(/\u001b\[\d+m/g, ""));
    expect(bare).toEqual(linesOf(result));
  });

  it("mark an interrupted comparison", () => {
    expect(textOf(comparison({}, { replications: 70, partial: { planned: 200 } }))).toContain(
      "interrupted: 70 of 200 replications",
    );
  });
});

describe("the words", () => {
  it("know every kind of failure and of planned operation", () => {
    for (const what of [...WHATS, ...PLANNED_WHATS]) {
      expect(clauseOf(what)).not.toMatch(/strikes$/);
      expect(kindTitle(what)).not.toContain("-");
      expect(clauseOf(`${what}@site-1`)).toContain("site 1");
    }
  });

  it("know every measure that a comparison has", () => {
    const life = ["lossEvents", "lost", "refused", "downtime", "exposure", "availability"];
    const years = ["lossEvents", "lost", "refused", "downtime", "exposure", "failbacks", "cost"];
    const names = [...life, ...years.map((name) => `${name}PerYear`), "pLossInYear", "pTargetMissedInYear"];
    for (const name of [...names, "site-loss.rpo.p50", "site-loss.rtoFull"]) {
      // Of an unknown measure its own name would be the title.
      expect(wordingOf(measureOf(name)).title).not.toMatch(
        /[a-z][A-Z]|^rpo$|^rto$|^lost$|^refused$|^downtime$/,
      );
    }
    expect(measureOf("site-loss.rpo.p95")).toEqual({
      name: "site-loss.rpo.p95",
      kind: "site-loss",
      measure: "rpo",
      statistic: "p95",
    });
  });
});
