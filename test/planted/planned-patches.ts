/** Faults in what people plan, in wrong steps that they take, and in the hours that they keep. */
import type { PlantedPatch, Witness } from "./plant.js";

const seenBy =
  (name: string) =>
  (test: string): Witness => ({ file: `test/studies/${name}.test.ts`, test });
const FAILBACK = seenBy("failback");
const TROUBLES = seenBy("failback-troubles");
const SWITCHOVER = seenBy("switchover");
const CHARGES = seenBy("operations-charges");
const ERRORS = seenBy("operator-errors");
const OFFICE = seenBy("office-hours");
const STORE = seenBy("share-and-store");
const KEPT: Witness = {
  file: "test/swarm/swarm.test.ts",
  test: "are played again, each with the cause that it had",
};

const PLANNED_WORK = "src/operations/planned-work.ts";
const HOMECOMING = "src/pool/homecoming.ts";

export const PLANNED: readonly PlantedPatch[] = [
  {
    name: "brought home as of the end",
    wrong: "A failback goes on from what was written by the end of the full backup, not by its start.",
    file: HOMECOMING,
    find: "this.#pool.tier.firstIsRestored(cut, at);",
    replacement: "this.#pool.tier.firstIsRestored(at, at);",
    caughtBy: [FAILBACK("what was written after the start of the full backup is lost")],
  },
  {
    name: "switched over without the tail",
    wrong: "A planned switchover recovers the other site's database without the tail of the log.",
    file: PLANNED_WORK,
    find: "failoverActs(work, memory, () => this.canGoOn)",
    replacement: "failoverActs(work, memory, () => false)",
    caughtBy: [SWITCHOVER("nothing is lost, and refused is what was sent while the pool stood still")],
  },
  {
    name: "a plan's outage charged to a failure",
    wrong: "Messages that a step of an operation refuses are charged to the incident that is open.",
    file: "src/pool/charges.ts",
    find: "const outages = outagesOf(operation).map((outage) => within(outage, own));",
    replacement: "const outages: Span[] = [];",
    caughtBy: [SWITCHOVER("behind the tail: nobody needs it any more")],
  },
  {
    name: "office open at weekends",
    wrong: "People who keep office hours come in on Saturday and Sunday.",
    file: "src/operations/office.ts",
    find: "day < 5 && inDay < OPENS ? day : day < 4 ? day + 1 : 7;",
    replacement: "inDay < OPENS ? day : day + 1;",
    caughtBy: [OFFICE("on Saturday")],
  },
  {
    name: "one office for both sites",
    wrong: "Nobody looks at the clock of the other site's office.",
    file: "src/operations/office.ts",
    find: "Math.min(nextOpening(at, 0), nextOpening(at, site2Ahead))",
    replacement: "Math.min(nextOpening(at, 0), nextOpening(at, 0 * site2Ahead))",
    caughtBy: [OFFICE("the other site's office is as good")],
  },
  {
    name: "divided without looking",
    wrong: "While two databases accept, all messages are lost that either of them took.",
    file: "src/pool/divided.ts",
    find: "if (able === 0) return 0;",
    replacement: "if (able >= 0) return 1;",
    caughtBy: [ERRORS("with nobody at site 2 all that was written meanwhile is lost")],
  },
  {
    name: "reopened with nobody on the list",
    wrong: "Whoever opens a stopped pool again where it was leaves the list of active servers cleared.",
    file: PLANNED_WORK,
    find: "activateAgain(pool, wayBack, REOPEN, this.#wasActive, at);",
    replacement: "activateAgain(pool, wayBack, REOPEN, this.#wasActive.slice(9), at);",
    caughtBy: [CHARGES("given up for a cut link: reopened where it was")],
  },
  {
    name: "old chain after the way home",
    wrong: "Log shipping goes on after a failback as if the database had never been restored.",
    file: HOMECOMING,
    find: "clockwork.mending.beginsAnew(this.#restoredAt ?? at, at);",
    replacement: "if (this.#restoredAt === null) clockwork.mending.beginsAnew(at, at);",
    caughtBy: [KEPT],
  },
  {
    name: "recovered for ever",
    wrong: "A secondary that was brought online too early takes no log even when it is built anew.",
    file: "src/pool/log-shipping/site-2.ts",
    find: "reach.holdsDatabase = true;\n  reach.isRecovered = false;",
    replacement: "reach.holdsDatabase = true;",
    caughtBy: [ERRORS("there is nowhere to ship to until it is built anew")],
  },
  {
    name: "management store forgotten",
    wrong: "Nobody fails over a Central Management store that went down with its Front End.",
    file: "src/operations/response.ts",
    find: 'managementStore !== "none" && !service.frontEnds.stands(managementStore)',
    replacement: 'managementStore === "none" && !service.frontEnds.stands("front-end-1")',
    caughtBy: [STORE("quicker than its five minutes, the pool waits for it")],
  },
  {
    name: "connections that stand are cut",
    wrong: "A failback that is to keep connections stops the database at once.",
    file: PLANNED_WORK,
    find: 'plan.scenario.failback!.drain === "keep-existing"',
    replacement: 'plan.scenario.failback!.drain === "hard-stop"',
    caughtBy: [FAILBACK("nobody is out until site 2's database is overwritten")],
  },
  {
    name: "nothing ever waits",
    wrong: "A pool that has not come back by the end does not say what for.",
    file: "src/pool/waiting.ts",
    find: "if (pool.incidents.length + pool.operations.length === 0) return [];",
    replacement: "if (pool.incidents.length + pool.operations.length >= 0) return [];",
    caughtBy: [TROUBLES("the pool is home, unshipped for ever, and says so")],
  },
  {
    name: "back without waiting",
    wrong: "People begin to fail back the moment both sites stand, whatever they were to wait.",
    file: "src/operations/failback-care.ts",
    find: 'this.#pool.draws.takes(planned, "wait", failback.wait)',
    replacement: '0 * this.#pool.draws.takes(planned, "wait", failback.wait)',
    caughtBy: [FAILBACK("some time after all stands, if they are to wait")],
  },
  {
    name: "compliance mirrored for ever",
    wrong: "A failback does not remove the mirroring of the compliance database.",
    file: "src/operations/procedures/failback-table.ts",
    find: "takes: hasCompliance ? [HAND, again] : [HAND],",
    replacement: "takes: hasCompliance ? [HAND] : [HAND],",
    caughtBy: [FAILBACK("with compliance its mirroring is removed as well")],
  },
  {
    name: "moved over a cut link",
    wrong: "People begin a planned switchover although the link between the sites is cut.",
    file: "src/operations/crew.ts",
    find: "state.wanCut || !state.shareUp) return false;",
    replacement: "!state.shareUp) return false;",
    caughtBy: [SWITCHOVER("nobody begins it")],
  },
  {
    name: "sent uncompressed",
    wrong: "A full backup goes over the link as large as the database, whatever it is compressed to.",
    file: "src/operations/procedures/hauls.ts",
    find: "database.size / logShipping.backup.compression;",
    replacement: "database.size / Math.min(1, logShipping.backup.compression);",
    caughtBy: [FAILBACK("compressed 4:1 a quarter goes over the link")],
  },
  {
    name: "a hasty mirror loses nothing",
    wrong: "Service that is forced on a mirror that is behind is said to lose nothing.",
    file: "src/pool/tier.ts",
    find: "const isFork = copy.history !== current || copy.upTo < this.history.lastAccepted(at);",
    replacement: "const isFork = copy.history !== current && copy.upTo < this.history.lastAccepted(at);",
    caughtBy: [ERRORS("what the mirror had not hardened is lost")],
  },
];
