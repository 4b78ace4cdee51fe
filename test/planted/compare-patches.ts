/** Faults of comparisons: of the fate that options have in common, and of what is said of their differences. */
import type { PlantedPatch } from "./plant.js";

export const COMPARISONS: readonly PlantedPatch[] = [
  {
    name: "each option has chance of its own",
    wrong: "Options are struck under different seeds, so that nothing of what they have in common cancels.",
    file: "src/studies/compare/player.ts",
    find: "const streams = new Streams(setup.seed, replication);",
    replacement:
      "const own = setup.options.findIndex(({ scenario }) => scenario === lives.scenario);\n" +
      "  const streams = new Streams(setup.seed + own, replication);",
    caughtBy: [
      { file: "test/studies/compare/phases.test.ts", test: "differ by a third of the longer phase" },
      { file: "test/studies/compare/identity.test.ts", test: "make no difference at all" },
    ],
  },
  {
    name: "one instant is each one's own",
    wrong: "Who asks for one instant for all options gets one phase for all of them.",
    file: "src/studies/compare/dealing.ts",
    find: "const period = sameInstant ? first : periodOf(scenario);",
    replacement: "const period = sameInstant ? periodOf(scenario) : periodOf(scenario);",
    caughtBy: [{ file: "test/studies/compare/phases.test.ts", test: "strike both at once" }],
  },
  {
    name: "the other one wins",
    wrong: "The option that loses more is called the better one.",
    file: "src/studies/compare/differences.ts",
    find: "return isMore === isMoreBetter ? b : a;",
    replacement: "return isMore === isMoreBetter ? a : b;",
    caughtBy: [{ file: "test/studies/compare/phases.test.ts", test: "are compared thirteen times as well" }],
  },
  {
    name: "more options cost nothing",
    wrong: "Who asks a precision of the differences of many options gets each at the level of a single one.",
    file: "src/studies/compare/until.ts",
    find: "until.length * (options.length - 1);",
    replacement: "until.length * Math.min(1, options.length - 1);",
    caughtBy: [
      { file: "test/studies/compare/until.test.ts", test: "asks it of every option against the first" },
    ],
  },
  {
    name: "a share of the difference",
    wrong: "A precision in percent is one of the difference, which may be next to nothing.",
    file: "src/studies/compare/until.ts",
    find: "width: halfWidth.relative * Math.abs(a) } };",
    replacement: "width: halfWidth.relative * Math.abs(difference.value ?? a) } };",
    caughtBy: [
      { file: "test/studies/compare/until.test.ts", test: "means one of what the first option comes to" },
    ],
  },
  {
    name: "what is not known of rates counts as chance",
    wrong:
      "Differences are spread over all draws of the rates together, so that intervals hold what the inputs do too.",
    file: "src/studies/compare/player.ts",
    find: "hasEvidence) ? INPUT_DRAWS : 1;",
    replacement: "hasEvidence) ? INPUT_DRAWS / INPUT_DRAWS : 1;",
    caughtBy: [{ file: "test/studies/compare/money.test.ts", test: "have an interval of chance alone" }],
  },
  {
    name: "values that lie in each other's way",
    wrong: "What decides which option is best is laid down as if there were one option only.",
    file: "src/studies/compare/best.ts",
    find: ".set(own, from * length);",
    replacement: ".set(own, from);",
    caughtBy: [{ file: "test/studies/compare/bytes.test.ts", test: "gives the same bytes with tasks of 1" }],
  },
];
