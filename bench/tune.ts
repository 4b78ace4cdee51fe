/**
 * Prints how many candidate schedules a search looks at per CPU second: with durations that never vary, where one period of
 * a schedule says all, and with durations that do, where every schedule is played over a thousand backups.
 */
import type { Scenario } from "../src/spec/index.js";
import { chooseKnobs } from "../src/studies/tune/knobs.js";
import { type Found, searchSchedules } from "../src/studies/tune/search.js";
import type { Micros } from "../src/units/index.js";
import { cpuSeconds, median } from "./measure.js";
import { shipped } from "./sweep-scenarios.js";

const SCENES = [
  "default-grid",
  "site-1-lost-low-bandwidth",
  "share-at-third-site",
  "thin-wan",
  "sunday-index-rebuild",
];

function search(scenario: Scenario, exactDurations: boolean, seed: number, move: readonly string[]): Found {
  const reading = chooseKnobs(scenario, { move, hold: [] });
  if (!reading.ok) throw new Error(reading.problem);
  const found = searchSchedules({
    scenario,
    reread: () => ({ ok: false, why: "nothing but schedules moves here" }),
    knobs: reading.knobs,
    targets: [],
    exactDurations,
    minimised: null,
    indifference: 30e6 as Micros,
    countEmptyCopies: false,
    seed,
  });
  if (found.refusal !== null) throw new Error(found.refusal);
  while (found.advance(1_000));
  return found.found();
}

/** A small search, for a look whether it still runs. */
const QUICK = ["logShipping.backup.every=5 min,15 min", "logShipping.copy.every=1 min,5 min,15 min"];

export function benchTune(quick: boolean): void {
  console.log(
    `Node ${process.versions.node}; ${quick ? "quick: figures mean little" : "medians of 3 rounds"}`,
  );
  console.log(
    `${"scenario".padEnd(28)}${"durations".padEnd(12)}${"candidates".padStart(12)}${"CPU s".padStart(9)}${"candidates / CPU s".padStart(22)}`,
  );
  for (const name of SCENES) {
    for (const exactDurations of [true, false]) {
      const scenario = shipped(name);
      const spent: number[] = [];
      let candidates = 0;
      for (let round = quick ? 0 : -1; round < (quick ? 1 : 3); round++) {
        const seconds = cpuSeconds(() => {
          candidates = search(scenario, exactDurations, round + 2, quick ? QUICK : []).candidates;
        });
        // The first round is for warming up.
        if (round >= 0) spent.push(seconds);
      }
      const seconds = median(spent);
      const perSecond = Math.round(candidates / seconds);
      console.log(
        `${name.padEnd(28)}${(exactDurations ? "constant" : "varied").padEnd(12)}${String(candidates).padStart(12)}` +
          `${seconds.toFixed(2).padStart(9)}${String(perSecond).padStart(22)}`,
      );
    }
  }
}
