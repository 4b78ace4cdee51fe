/** The tables of a comparison for spreadsheets: a row for each option, for each difference, for each replication. */
import { describe, expect, it } from "vitest";
import {
  COMPARE_ROW_COLUMN_NAMES,
  COMPARE_ROWS_HEADER,
  compareRows,
  DIFFERENCE_COLUMN_NAMES,
  differencesCsv,
  OPTION_COLUMN_NAMES,
  optionsCsv,
} from "../../src/reports/index.js";
import type { CompareResult } from "../../src/results/index.js";
import { breakEven, comparison, difference, inYears, option, same } from "./comparisons.js";
import { known, yearly } from "./sweeps.js";

/** Rows as records by column; none of these cells holds a comma. */
function records(csv: string): Record<string, string>[] {
  const [header = "", ...rows] = csv.trimEnd().split("\n");
  const names = header.split(",");
  return rows.map((row) => {
    const cells = row.split(",");
    expect(cells).toHaveLength(names.length);
    return Object.fromEntries(names.map((name, at) => [name, cells[at]!]));
  });
}

describe("options.csv", () => {
  it("has a row for each option, with figures of a replication where failures are scripted", () => {
    const rows = records(
      optionsCsv(comparison({}, {}, { settings: { "people.detect": "5 min", layout: "x" } })),
    );
    expect(rows).toHaveLength(2);
    expect(Object.keys(rows[0]!)).toEqual([
      ...OPTION_COLUMN_NAMES.head,
      ...OPTION_COLUMN_NAMES.scripted,
      ...["server-crash", "site-loss"].flatMap((kind) =>
        ["incidents", "rpo_mean_s", "rpo_p50_s", "rpo_p95_s", "rpo_p99_s"]
          .concat(["rto_mean_s", "rto_p50_s", "rto_p95_s", "rto_p99_s", "lost_mean_messages"])
          .map((name) => `${kind}_${name}`),
      ),
    ]);
    expect(rows[0]).toMatchObject({
      option: "as it is",
      settings: "",
      lost_messages: "30000",
      downtime_low_s: "3240",
    });
    expect(rows[1]).toMatchObject({
      option: "planned",
      settings: "people.detect=5 min; layout=x",
      "site-loss_rpo_mean_s": "900",
    });
  });

  it("has those of a year where chance deals them, money where it is counted, and a column for each target", () => {
    const costs = {
      currency: "EUR",
      prices: {},
      pricePerYear: 0,
      lossPerYear: yearly(known(9_000)),
      totalPerYear: yearly(known(9_000)),
    };
    const target = { text: "site-loss.rto.p95 <= 4 h", verdict: "met", why: null } as const;
    const result: CompareResult = {
      ...comparison({}, { fate: "random" }),
      options: [
        option("as it is", inYears({ costs })),
        option(
          "planned",
          inYears({ costs, targets: [target], differences: {}, breakEven: breakEven(4_000, 2_500) }),
        ),
      ],
    };
    const rows = records(optionsCsv(result));
    expect(Object.keys(rows[0]!)).toEqual(
      expect.arrayContaining([...OPTION_COLUMN_NAMES.random, ...OPTION_COLUMN_NAMES.money, target.text]),
    );
    expect(rows.map((row) => row[target.text])).toEqual(["", "met"]);
    expect(rows[0]).toMatchObject({
      lost_per_year_messages: "123.4",
      loss_cost_per_year: "9000",
      worth_per_year: "",
    });
    expect(rows[1]).toMatchObject({
      worth_per_year: "4000",
      worth_per_year_high: "4400",
      extra_price_per_year: "2500",
      pays_in_draws_share: "0.71",
      pays_back_within_years: "5",
      pays_back_share: "0.4",
    });
  });

  it("leaves empty what an option never met", () => {
    const result = comparison({}, { options: [option("as it is", { summary: {} }), option("planned")] });
    expect(records(optionsCsv(result))[0]).toMatchObject({
      "site-loss_rpo_mean_s": "",
      "site-loss_incidents": "",
    });
  });
});

describe("differences.csv", () => {
  it("has a row for each option but the first and each measure, with its unit beside the figures", () => {
    const differences = {
      "site-loss.rpo": difference(900, 540, 30),
      lost: difference(10, 12, 5),
      lossEvents: same(1),
      availability: difference(0.99, 0.98, 0.001, { winner: "as it is" }),
      costPerYear: difference(9_000, 4_000, 100),
    };
    const costs = {
      currency: "EUR",
      prices: {},
      pricePerYear: 0,
      lossPerYear: yearly(known(1)),
      totalPerYear: yearly(known(1)),
    };
    const rows = records(differencesCsv(comparison(differences, {}, { costs })));
    expect(Object.keys(rows[0]!)).toEqual(DIFFERENCE_COLUMN_NAMES);
    expect(rows.map(({ option: name, measure, unit }) => [name, measure, unit])).toEqual([
      ["planned", "site-loss.rpo", "s"],
      ["planned", "lost", "messages"],
      ["planned", "lossEvents", "events"],
      ["planned", "availability", "share"],
      ["planned", "costPerYear", "EUR"],
    ]);
    expect(rows[0]).toMatchObject({
      first: "900",
      value: "540",
      // A figure below 0 is no formula.
      difference: "-360",
      difference_low: "-390",
      difference_high: "-330",
      winner: "planned",
      gain: "12",
      needed_replications: "",
    });
    expect(rows[1]).toMatchObject({ winner: "", needed_replications: "3200" });
    expect(rows[2]).toMatchObject({ difference: "0", difference_low: "", gain: "" });
  });
});

describe("replications.csv", () => {
  it("has a header of its own and rows without one, as they come batch by batch", () => {
    const row = {
      option: "as it is",
      replication: 7,
      strikes: 3,
      incidents: 2,
      lossEvents: 1,
      lost: 10,
      refused: 20,
      accepted: 30,
      worstRpo: null,
      worstRto: 60,
      downtime: 5,
      exposure: 6,
      failbacks: 1,
    };
    expect(records(COMPARE_ROWS_HEADER + compareRows([row, { ...row, option: "planned" }]))).toMatchObject([
      { option: "as it is", replication: "7", worst_rpo_s: "", worst_rto_s: "60" },
      { option: "planned", replication: "7" },
    ]);
    expect(COMPARE_ROW_COLUMN_NAMES.slice(0, 2)).toEqual(["option", "replication"]);
    expect(compareRows([])).toBe("");
  });
});
