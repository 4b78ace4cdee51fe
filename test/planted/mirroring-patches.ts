/** Faults in database mirroring: its tables, the session that follows them, and log shipping behind its failovers. */
import type { PlantedPatch } from "./plant.js";

const TABLES = "src/pool/mirroring/tables.ts";
const SESSION = "src/pool/mirroring/session.ts";
const TEST = "test/pool/mirroring-tables.test.ts";

export const MIRRORING: readonly PlantedPatch[] = [
  {
    name: "witness ignored",
    wrong: "A principal that has lost its mirror and its witness goes on serving.",
    file: TABLES,
    find: "if (hasWitness) return quorumRow(links).principalServes;",
    replacement: "",
    caughtBy: [
      { file: TEST, test: "serves with the mirror or with the witness, never alone" },
      { file: TEST, test: "with a witness, links" },
    ],
  },
  {
    name: "unsynchronised mirror takes over",
    wrong: "The mirror of a session that still synchronises takes over by itself and loses what it lacks.",
    file: TABLES,
    find: 'row(6, ["SYNCHRONIZED"], "principal-lost"',
    replacement: 'row(6, CONNECTED, "principal-lost"',
    caughtBy: [{ file: TEST, test: "only a synchronized session fails over by itself" }],
  },
  {
    name: "returns as principal",
    wrong: "After an automatic failover the old principal returns and serves its old copy.",
    file: TABLES,
    find: `    "failed-over-meanwhile",
    "SYNCHRONIZING",
    "returns-as-mirror",`,
    replacement: `    "failed-over-meanwhile",
    "SYNCHRONIZING",
    "principal-serves",`,
    caughtBy: [{ file: TEST, test: "rule 10" }],
  },
  {
    name: "forced without asking the witness",
    wrong: "Service is forced on a mirror whose witness still sees the principal.",
    file: TABLES,
    find: "return !hasWitness || (links.mirrorWitness && !links.principalWitness);",
    replacement: "return !hasWitness || links.mirrorWitness;",
    caughtBy: [{ file: TEST, test: "when service can be forced" }],
  },
  {
    name: "data drive noticed",
    wrong: "A failed data drive is noticed like a failed log drive, and answered by a failover.",
    file: TABLES,
    find: '"data-drive": { noticed: "never" },',
    replacement: '"data-drive": { noticed: "after", seconds: 40 },',
    caughtBy: [{ file: TEST, test: "data never" }],
  },
  {
    name: "silence noticed at once",
    wrong: "A partner that falls silent is given up at once instead of after the partner time-out.",
    file: "src/pool/mirroring/notice.ts",
    find: "notice.seconds * SECOND : timing.partnerTimeout;",
    replacement: "notice.seconds * SECOND : 0 * timing.partnerTimeout;",
    caughtBy: [
      { file: "test/studies/mirrored-pair.test.ts", test: "a longer partner time-out delays the notice" },
    ],
  },
  {
    name: "takes over whatever it lacks",
    wrong: "The mirror takes over by itself although it has not caught up since the last failover.",
    file: SESSION,
    find: `if (this.state !== "SYNCHRONIZED" || !quorumRow(links).failsOverIfSynchronized) return false;
    // A mirror that was away, unnoticed, lacks what was accepted meanwhile.
    if (this.hardenedUpTo! < this.#host.lastAccepted()) return false;`,
    replacement: "if (!quorumRow(links).failsOverIfSynchronized) return false;",
    caughtBy: [{ file: "test/studies/mirrored-pair.test.ts", test: "twice" }],
  },
  {
    name: "mirror that was away takes over",
    wrong: "A mirror whose loss nobody had noticed takes over without what was accepted meanwhile.",
    file: SESSION,
    find: "if (this.hardenedUpTo! < this.#host.lastAccepted()) return false;",
    replacement: "",
    caughtBy: [
      { file: "test/studies/mirrored-pair.test.ts", test: "a mirror whose loss nobody has noticed yet" },
    ],
  },
  {
    name: "secondary built anew never serves",
    wrong: "A secondary whose disks were destroyed counts as without disks after it was built anew.",
    file: "src/operations/rebuild.ts",
    find: 'this.#pool.tier.machines.isRebuilt("secondary");',
    replacement: "",
    caughtBy: [{ file: "test/studies/second-pair.test.ts", test: "whose disks were destroyed" }],
  },
  {
    name: "backup of the old principal not void",
    wrong: "A backup that ran when the principal failed makes a file all the same.",
    file: "src/pool/log-shipping/disturbing.ts",
    find: `backup.stop(at, true);
  written.stops(`,
    replacement: "written.stops(",
    caughtBy: [
      {
        file: "test/studies/shipping-follows.test.ts",
        test: "the principal fails in the middle of a backup",
      },
    ],
  },
  {
    name: "mirror ships without being set up",
    wrong: "A mirror that was never set up as a log-shipping primary backs up all the same.",
    file: "src/pool/log-shipping/circumstances.ts",
    find: "now.databaseUp && now.ships && now.jobUp.backup",
    replacement: "now.databaseUp && now.jobUp.backup",
    caughtBy: [
      { file: "test/studies/shipping-follows.test.ts", test: "a mirror that was never set up to ship" },
    ],
  },
  {
    name: "fork unnoticed",
    wrong: "Service forced behind what was shipped lets the chain of files go on as if there were no fork.",
    file: "src/pool/log-shipping/clockwork.ts",
    find: "if (this.#backup.newestCut > hardened) {",
    replacement: "if (this.#backup.newestCut > at) {",
    caughtBy: [{ file: "test/studies/stale-mirror.test.ts", test: "nobody can get at it" }],
  },
];
