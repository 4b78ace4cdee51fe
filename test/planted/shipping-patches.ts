/** Faults in the schedule's arithmetic and in the three jobs. */
import type { PlantedPatch } from "./plant.js";

export const SHIPPING: readonly PlantedPatch[] = [
  {
    name: "phase off by one tick",
    wrong: "An instant that is itself the worst one names itself instead of the next.",
    file: "src/shipping/age.ts",
    find: "ahead === 0 ? law.period : ahead",
    replacement: "ahead",
    caughtBy: [{ file: "test/shipping/age.test.ts", test: "names the next worst instant after any instant" }],
  },
  {
    name: "copy counted at its start",
    wrong: "A file counts as safe at site 2 when its transfer begins, not when it ends.",
    file: "src/pool/log-shipping/copy-job.ts",
    find: "file.safeAt = end;",
    replacement: "file.safeAt = run.start;",
    caughtBy: [{ file: "test/pool/clockwork-against-slow-model.test.ts", test: "tick by tick and in leaps" }],
  },
  {
    name: "listed before it is whole",
    wrong: "A copy run takes files that are still being written.",
    file: "src/pool/log-shipping/copy-job.ts",
    find: "(file) => file.wholeAt > instant",
    replacement: "(file) => file.cut > instant",
    caughtBy: [{ file: "test/pool/clockwork-against-slow-model.test.ts", test: "tick by tick and in leaps" }],
  },
  {
    name: "restore delay ignored",
    wrong: "Files are restored as soon as they have arrived, whatever the delay.",
    file: "src/pool/log-shipping/restore-job.ts",
    find: "file.cut + restore.delay <= start",
    replacement: "file.cut <= start",
    caughtBy: [
      { file: "test/studies/load.test.ts", test: "leaves site 2 an hour behind" },
      { file: "test/pool/clockwork-against-slow-model.test.ts", test: "tick by tick and in leaps" },
    ],
  },
  {
    name: "retention on the share ignored",
    wrong: "Files stay on the share for ever, so that a cut of days leaves no hole.",
    file: "src/pool/log-shipping/copy-job.ts",
    find: "if (head === undefined || at - head.cut <= retention) return;",
    replacement: "if (head === undefined || at >= head.cut) return;",
    caughtBy: [{ file: "test/pool/clockwork-against-slow-model.test.ts", test: "in 1,000 random pipelines" }],
  },
  {
    name: "leap over a burst",
    wrong: "The quick way leaps over a burst of log as if nothing had been written.",
    file: "src/pool/log-shipping/winding.ts",
    find: "const end = Math.min(until, nextBurst(this.#noise.bursts, this.at));",
    replacement: "const end = until;",
    caughtBy: [
      { file: "test/studies/invariants.test.ts", test: "are the same tick by tick as with the leaps" },
    ],
  },
  {
    name: "grace of the agent ignored",
    wrong: "A tick that comes too near behind the end of a run starts another.",
    file: "src/pool/log-shipping/agent.ts",
    find: "return tick >= this.freeAt && tick - this.freeAt >= this.#grace;",
    replacement: "return tick >= this.freeAt;",
    caughtBy: [
      { file: "test/studies/instants.test.ts", test: "an agent that wants five seconds between runs" },
    ],
  },
  {
    name: "midnight forgotten",
    wrong: "The grid of a day goes on over midnight instead of beginning anew.",
    file: "src/shipping/ticks.ts",
    find: 'return grid.anchor === "run" ? endlessTicks(grid) : dailyTicks(grid);',
    replacement: "return endlessTicks(grid);",
    caughtBy: [
      { file: "test/shipping/ticks.test.ts", test: "leave a short interval before midnight" },
      { file: "test/studies/instants.test.ts", test: "that begin anew at midnight, and grids that do not" },
    ],
  },
  {
    name: "broken chain read across",
    wrong: "What can be used goes on behind a file that cannot be read.",
    file: "src/pool/log-shipping/reach.ts",
    find: "=> file.corrupt || file.from > reached;",
    replacement: "=> file.from > reached;",
    caughtBy: [
      { file: "test/studies/chain.test.ts", test: "freezes what can be used at the file before it" },
    ],
  },
  {
    name: "slow link forgotten in mid-copy",
    wrong: "A transfer under way keeps its rate when the link changes.",
    file: "src/shipping/transfer.ts",
    find: "if (rate === transfer.rate) return transfer;",
    replacement: "if (rate !== 0) return transfer;",
    caughtBy: [
      {
        file: "test/studies/link.test.ts",
        test: "that halves in mid-copy lets the second half take twice as long",
      },
    ],
  },
  {
    name: "burst at once",
    wrong: "A burst writes all its log when it begins instead of evenly over its length.",
    file: "src/shipping/load.ts",
    find: "share: Math.min(inCycle, burst.lasts) / burst.lasts",
    replacement: "share: inCycle > 0 ? 1 : 0",
    caughtBy: [
      {
        file: "test/shipping/load.test.ts",
        test: "writes a burst evenly over its length and nothing outside it",
      },
    ],
  },
];
