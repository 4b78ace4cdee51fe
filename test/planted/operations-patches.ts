/** Faults in what people do, and in what happens at one instant. */
import type { PlantedPatch } from "./plant.js";

export const OPERATIONS: readonly PlantedPatch[] = [
  {
    name: "recovery without undo",
    wrong: "The secondary is recovered without the time that the undo of open transactions takes.",
    file: "src/operations/procedures/times.ts",
    find: "const UNDO = (30 * SECOND) as Micros;",
    replacement: "const UNDO = (0 * SECOND) as Micros;",
    caughtBy: [
      {
        file: "test/studies/site-lost.test.ts",
        test: "the runbook copies nothing by hand when the share is gone",
      },
    ],
  },
  {
    name: "no point of no return",
    wrong: "The old database is fenced when its successor has been recovered, not when that begins.",
    file: "src/operations/procedures/acts.ts",
    find: "[RECOVER]: {\n      begins: (at) =>",
    replacement: "[RECOVER]: {\n      done: (at) => void",
    caughtBy: [
      { file: "test/studies/site-lost.test.ts", test: "one second more: the old database is fenced" },
    ],
  },
  {
    name: "failures before repairs",
    wrong: "At one instant a failure goes before a repair, so that it strikes what is down already.",
    file: "src/pool/rungs.ts",
    find: "failure: RUNG.failure + 1,",
    replacement: "failure: RUNG.failure - 1,",
    caughtBy: [{ file: "test/studies/instants.test.ts", test: "another failure: the repair comes first" }],
  },
  {
    name: "copies by hand for nothing",
    wrong: "What the runbook copies by hand takes no time on the link.",
    file: "src/operations/procedures/times.ts",
    find: "return (work.byHand(name, attempt) + copying) as Micros;",
    replacement: "return (work.byHand(name, attempt) + 0 * copying) as Micros;",
    caughtBy: [{ file: "test/studies/share-and-jobs.test.ts", test: "by hand" }],
  },
  {
    name: "mirror built in no time",
    wrong: "A new mirror takes a person's step and no time for its bytes.",
    file: "src/operations/procedures/times.ts",
    find: "return mirrorBuild(scenario);",
    replacement: "return (0 * mirrorBuild(scenario)) as Micros;",
    caughtBy: [{ file: "test/studies/second-pair.test.ts", test: "a smaller database is mirrored sooner" }],
  },
  {
    name: "nearest database even if older",
    wrong: "Service is forced on a mirror that has less than site 2, because it is nearer.",
    file: "src/operations/ways.ts",
    find: "mirrorHas !== null && (site2Has === null || mirrorHas >= site2Has);",
    replacement: "mirrorHas !== null && (site2Has === null || mirrorHas > 0);",
    caughtBy: [{ file: "test/studies/stale-mirror.test.ts", test: "site 2 has more than the mirror" }],
  },
  {
    name: "deletion undone too late",
    wrong: "What was deleted is brought back from a site that has restored the deletion already.",
    file: "src/operations/bad-delete.ts",
    find: "if (!holdsIt || clockwork.hasBegunToRestore(this.#cause.at)) {",
    replacement: "if (!holdsIt) {",
    caughtBy: [
      { file: "test/studies/bad-delete.test.ts", test: "gone at both sites before anybody noticed" },
    ],
  },
  {
    name: "alerts read as they rang",
    wrong: "Whoever reads an alert in the morning sees log shipping as it stood when that rang.",
    file: "src/operations/crew.ts",
    find: "      clockwork.advanceTo(loop.now);\n",
    replacement: "",
    caughtBy: [
      {
        file: "test/studies/office-hours.test.ts",
        test: "tells nobody of an incident that was over",
      },
    ],
  },
  {
    name: "alerts in vain",
    wrong: "An alert goes on ringing for people who know and are building site 2 anew.",
    file: "src/operations/crew.ts",
    find: "return (watchedIncident?.toldAt ?? null) !== null && this.#rebuild.isUnderWay;",
    replacement: "return false;",
    caughtBy: [
      {
        file: "test/pool/walked.test.ts",
        test: "the alert that people answered, where site 2 never comes back",
      },
    ],
  },
];
