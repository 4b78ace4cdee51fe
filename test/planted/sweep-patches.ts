/** Faults of random years: of the fates that are drawn, and of what is made of many lives. */
import type { PlantedPatch } from "./plant.js";

export const SWEEPS: readonly PlantedPatch[] = [
  {
    name: "nothing is under repair at time 0",
    wrong: "Every clock begins with its part up, so that the first months of a life are too good.",
    file: "src/fate/random/run-clock.ts",
    find: "const isDown = clock.down !== null && noise(words, 0, START.isDown) < downAtStartOf(clock, inputs);",
    replacement: "const isDown = clock.down !== null && noise(words, 0, START.isDown) < 0;",
    caughtBy: [
      {
        file: "test/fate/clocks.test.ts",
        test: "is under repair with the same probability at every instant",
      },
    ],
  },
  {
    name: "each machine has evidence of its own",
    wrong:
      "What is known of a kind is drawn apart for each of its machines, so that what is not known averages out.",
    file: "src/fate/random/clock.ts",
    find: "possibleRates(fails, path).map(exponential)",
    replacement: "possibleRates(fails, name).map(exponential)",
    caughtBy: [
      { file: "test/studies/sweep/bands.test.ts", test: "have one rate, each draw the same for all" },
    ],
  },
  {
    name: "looks that cost nothing",
    wrong: "Whoever looks often and stops when an interval is narrow keeps the level of a single look.",
    file: "src/studies/sweep/precision.ts",
    find: "  const miss = missAtLook(look, measures);",
    replacement: "  const miss = missAtLook(1, 1);",
    caughtBy: [
      {
        file: "test/studies/sweep/stopping.test.ts",
        test: "says the half width at the level that is right for so many looks",
      },
    ],
  },
  {
    name: "lives without a loss are left out",
    wrong: "What is lost in a year is averaged over those lives alone that lost something.",
    file: "src/studies/sweep/band-tally.ts",
    find: "  return Tally.fromRecord({ ...tally.toRecord(), count, smallest: 0, largest: tally.largest ?? 0 });",
    replacement:
      "  return tally.count > 0 ? tally : Tally.fromRecord({ ...tally.toRecord(), count, smallest: 0, largest: 0 });",
    caughtBy: [{ file: "test/studies/sweep/books.test.ts", test: "adds up its causes to the whole" }],
  },
  {
    name: "a forced strike counts for the whole of its time",
    wrong: "A disaster that is forced while shipping is broken counts as if shipping were always broken.",
    file: "src/studies/sweep/sampling/deal.ts",
    find: "share: all / horizon };",
    replacement: "share: all / all };",
    caughtBy: [
      {
        file: "test/studies/sweep/methods.test.ts",
        test: "whose sites and mirror are known from evidence costs the same",
      },
    ],
  },
  {
    name: "users go home while the link is cut",
    wrong: "Front Ends are failed back though the sites cannot reach each other.",
    file: "src/operations/front-end-return.ts",
    find: "return !tier.hasFailedOver && !state.wanCut && tier.history.rival === null;",
    replacement: "return !tier.hasFailedOver && tier.history.rival === null;",
    caughtBy: [{ file: "test/studies/users-front-ends.test.ts", test: "wait until a cut link is whole" }],
  },
  {
    name: "alerts that nothing wakes",
    wrong: "Whoever stopped looking while the schedule was healthy sleeps on when it is not.",
    file: "src/operations/monitoring.ts",
    find: "if (!this.#isAsleep) return;",
    replacement: "if (this.#isAsleep || !this.#isAsleep) return;",
    caughtBy: [
      { file: "test/studies/chain.test.ts", test: "where people look after something else already" },
    ],
  },
];
