/** Faults of the search for a schedule: of what is preferred, what it costs, how it is told, and what it rests on. */
import type { PlantedPatch } from "./plant.js";

export const SCHEDULES: readonly PlantedPatch[] = [
  {
    name: "less lost before cheaper",
    wrong: "Schedules are preferred for what they lose, whatever that costs.",
    file: "src/studies/tune/order.ts",
    find: "rank: [cost, one.cost.runsPerDay, step,",
    replacement: "rank: [one.figures!.mean, cost, one.cost.runsPerDay, step,",
    caughtBy: [{ file: "test/studies/tune/search.test.ts", test: "finds the stagger: no run more than now" }],
  },
  {
    name: "restores for nothing are free",
    wrong: "Only restores that find a file are counted as runs.",
    file: "src/studies/tune/schedule-cost.ts",
    find: "tidy(work.backups + work.copies + ticksADay(schedule.restore, schedule))",
    replacement:
      "tidy(work.backups + work.copies + Math.min(work.copies, ticksADay(schedule.restore, schedule)))",
    caughtBy: [
      {
        file: "test/studies/tune/candidates.test.ts",
        test: "counted tick by tick: as it is",
      },
    ],
  },
  {
    name: "the winner's own luck",
    wrong: "The final figures come from the replications by which the schedule was chosen.",
    file: "src/studies/tune/tune.ts",
    find: "new CandidatePlay(candidate, this.#plan, FIRST_FRESH)",
    replacement: "new CandidatePlay(candidate, this.#plan, FIRST_FRESH - FIRST_FRESH)",
    caughtBy: [{ file: "test/studies/tune/tune.test.ts", test: "replications that it chose nothing by" }],
  },
  {
    name: "starts at whole minutes",
    wrong: "The words leave the seconds out, so that a copy starts before the backup has ended.",
    file: "src/studies/tune/agent-words.ts",
    find: "const start = printTimeOfDay(offset);",
    replacement: "const start = printTimeOfDay((Math.floor(offset / MINUTE) * MINUTE) as Micros);",
    caughtBy: [{ file: "test/studies/tune/candidates.test.ts", test: "every 900 s from 30 s on" }],
  },
  {
    name: "what is named is judged alone",
    wrong: "Differences are said to stand together at the level of each alone.",
    file: "src/studies/compare/told.ts",
    find: "winnerIn(measure, pair, MISS / judged) !== null",
    replacement: "winnerIn(measure, pair, judged > 0 ? MISS : MISS / judged) !== null",
    caughtBy: [{ file: "test/studies/compare/told.test.ts", test: "may look different alone" }],
  },
];
