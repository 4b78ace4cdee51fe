/** The tables of a sweep: rows that come batch by batch, behind a header that stands there first. */
import { describe, expect, it } from "vitest";
import {
  CELL_COLUMN_NAMES,
  cellsCsv,
  INCIDENT_COLUMN_NAMES,
  KIND_COLUMN_NAMES,
  REPLICATION_COLUMN_NAMES,
  REPLICATIONS_HEADER,
  replicationRows,
  SWEEP_INCIDENT_COLUMN_NAMES,
} from "../../src/reports/index.js";
import { cell, known, sweep, yearly } from "./sweeps.js";

describe("the columns of a sweep", () => {
  it("have each a name of its own", () => {
    for (const names of [CELL_COLUMN_NAMES, KIND_COLUMN_NAMES, REPLICATION_COLUMN_NAMES]) {
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it("are for incidents those of a run, behind the number of the cell", () => {
    expect(SWEEP_INCIDENT_COLUMN_NAMES).toEqual(["cell", ...INCIDENT_COLUMN_NAMES]);
  });
});

describe("money in a row of a cell", () => {
  const row = (costs: ReturnType<typeof cell>["costs"]) => {
    const [header, line] = cellsCsv(sweep({}, [cell({ costs })])).split("\n");
    return Object.fromEntries(header!.split(",").map((name, at) => [name, line!.split(",")[at]]));
  };

  it("has its currency beside it, and is empty where it is not counted", () => {
    expect(
      row({
        currency: "EUR",
        prices: { witness: 2500 },
        pricePerYear: 2500,
        lossPerYear: yearly(known(1000, 900, 1100), [10, 7500]),
        totalPerYear: yearly(known(3500, 3400, 3600), [2510, 10_000]),
      }),
    ).toMatchObject({
      currency: "EUR",
      loss_cost_per_year: "1000",
      loss_cost_per_year_low: "900",
      loss_cost_per_year_inputs_high: "7500",
      price_per_year: "2500",
      total_cost_per_year_high: "3600",
    });
    expect(row(null)).toMatchObject({ currency: "", loss_cost_per_year: "", price_per_year: "" });
  });
});

describe("rows of replications", () => {
  it("leave empty what is unknown, and write nothing for nothing", () => {
    const row = {
      cell: 0,
      replication: 7,
      stratum: null,
      weight: 1,
      strikes: 3,
      incidents: 2,
      lossEvents: 1,
      lost: 10,
      refused: 20,
      accepted: 30,
      worstRpo: null,
      worstRto: 4.5,
      downtime: 0,
      exposure: 1,
      failbacks: 0,
    };
    const [header, line] = (REPLICATIONS_HEADER + replicationRows([row])).split("\n");
    const cells = Object.fromEntries(header!.split(",").map((name, at) => [name, line!.split(",")[at]]));
    expect(cells).toMatchObject({
      replication: "7",
      stratum: "",
      weight: "1",
      lost_messages: "10",
      worst_rpo_s: "",
      worst_rto_s: "4.5",
    });
    expect(replicationRows([])).toBe("");
  });
});
