/** The tables of a sweep have a legend: all columns and no others, in their order. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  CELL_COLUMN_NAMES,
  INCIDENT_COLUMN_NAMES,
  KIND_COLUMN_NAMES,
  REPLICATION_COLUMN_NAMES,
  REPLICATIONS_HEADER,
  replicationRows,
  SWEEP_INCIDENT_COLUMN_NAMES,
} from "../../src/reports/index.js";
import { ROOT } from "../tools/program.js";

const legend = readFileSync(join(ROOT, "docs", "results.md"), "utf8");

function firstCells(heading: string): string[] {
  const section = legend.split(`\n${heading}\n`)[1]?.split("\n#")[0] ?? "";
  return [...section.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]!);
}

describe("the legend of the tables of a sweep", () => {
  it.each([
    ["## cells.csv", CELL_COLUMN_NAMES],
    ["### Columns of a kind", KIND_COLUMN_NAMES],
    ["## replications.csv", REPLICATION_COLUMN_NAMES],
  ])("%s lists its columns", (heading, names) => {
    expect(firstCells(heading)).toEqual(names);
    expect(new Set(names).size).toBe(names.length);
  });

  it("has the columns of incidents.csv behind the number of the cell", () => {
    expect(SWEEP_INCIDENT_COLUMN_NAMES).toEqual(["cell", ...INCIDENT_COLUMN_NAMES]);
  });
});

describe("rows of replications", () => {
  it("leave empty what is unknown, and write nothing for nothing", () => {
    const row = {
      cell: 0,
      replication: 7,
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
      lost_messages: "10",
      worst_rpo_s: "",
      worst_rto_s: "4.5",
    });
    expect(replicationRows([])).toBe("");
  });
});
