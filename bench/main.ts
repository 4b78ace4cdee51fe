/**
 * Prints how many events per CPU second the engine handles, against the least a loop could do and against
 * SimPy; with `sweep`, what a sweep costs; with `tune`, what a search for a schedule costs. `--quick` takes short rounds,
 * for a look whether it still runs.
 *
 * A new bench is a file with a `Model` and a line in `models` below.
 */
import { hold } from "./hold.js";
import { type Model, measure, type Row } from "./measure.js";
import { queue } from "./queue.js";
import { repair } from "./repair.js";
import { findSimpy, type Python } from "./simpy.js";
import { keptSum, smallCosts } from "./small-costs.js";
import { benchSweep } from "./sweep.js";
import { benchTune } from "./tune.js";

function models(python: Python | null): Model[] {
  return [
    hold(100, python),
    hold(1_000, python),
    hold(10_000, python),
    repair(100, python),
    queue(python),
    smallCosts(),
  ];
}

/** Six digits and more in groups of three, whatever the machine's language. */
const grouped = (value: number): string =>
  Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, " ");

function line(row: Row): string {
  const ratios = row.ratios.map(({ to, ratio }) => `${ratio.toFixed(ratio < 3 ? 2 : 1)} × ${to}`).join(", ");
  const each = (1e9 / row.perSecond).toFixed(1).padStart(9);
  return `${row.model.padEnd(34)}${row.variant.padEnd(32)}${grouped(row.perSecond).padStart(14)}${each}   ${ratios}`;
}

async function main(): Promise<void> {
  const quick = process.argv.includes("--quick");
  if (process.argv.includes("sweep")) {
    benchSweep(quick, process.argv.includes("--long"));
    return;
  }
  if (process.argv.includes("tune")) {
    benchTune(quick);
    return;
  }
  const python = findSimpy();
  console.log(`Node ${process.versions.node}, ${python?.version ?? "no Python with SimPy found: left out"}`);
  console.log(
    quick ? "quick: 1 short round, figures mean little" : "medians of 7 rounds, variants interleaved",
  );
  console.log(
    `${"model".padEnd(34)}${"variant".padEnd(32)}${"events / CPU s".padStart(14)}${"ns".padStart(9)}`,
  );
  for (const model of models(python)) {
    for (const row of measure(model, quick ? 1 : 7, quick ? 0.02 : 1)) console.log(line(row));
  }
  if (!Number.isFinite(keptSum())) throw new Error("a single step gave no number");
}

await main();
