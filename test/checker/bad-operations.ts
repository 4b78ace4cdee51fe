/** Lies about what people did on purpose: when, in which order, what went along, and what had not come back by the end. */
import type { OperationResult, TimelineResult } from "../../src/results/index.js";
import type { BadTrace } from "./bad-trace.js";

const withOperation =
  (change: (operation: OperationResult) => Partial<OperationResult>) => (timeline: TimelineResult) => ({
    ...timeline,
    operations: timeline.operations.map((operation) => ({ ...operation, ...change(operation) })),
  });

export const BAD_OPERATIONS: readonly BadTrace[] = [
  {
    says: "a switchover a second before it was planned",
    of: "switchover",
    rule: "operations-as-planned",
    change: (timeline) => ({ ...timeline, fate: [{ id: "1", what: "switchover", at: "33 min 21 s" }] }),
  },
  {
    says: "a switchover that nobody planned",
    of: "hardStop",
    rule: "operations-as-planned",
    change: (timeline) => ({ ...timeline, fate: [] }),
  },
  {
    says: "a failback that begins while the switchover is under way",
    of: "hardStop",
    rule: "one-operation-under-way",
    lie: ["2610 operation switchover 1 ends", "3010 operation switchover 1 ends"],
  },
  {
    says: "an operation that ends twice",
    of: "switchover",
    rule: "one-operation-under-way",
    lie: ["2610 operation", "2605 operation switchover 1 ends\n2610 operation"],
  },
  {
    says: "a failback that begins across a cut link",
    of: "hardStop",
    rule: "operation-begins-when-it-can",
    lie: ["3000 operation failback", "2950 link down\n3001 link up\n3000 operation failback"],
  },
  {
    says: "a failback before the primary is back",
    of: "hardStop",
    rule: "operation-begins-when-it-can",
    lie: [
      "3000 operation failback",
      "2700 machine principal down\n3001 machine principal up\n3000 operation failback",
    ],
  },
  {
    says: "a failback of a pool that is at home",
    of: "keepExisting",
    rule: "operation-begins-when-it-can",
    lie: ["3600 ships", "3500 operation failback 3 begins\n3510 operation failback 3 given-up\n3600 ships"],
  },
  {
    says: "a database that stops for a switchover between two steps",
    of: "switchover",
    rule: "planned-stops-by-a-step",
    lie: ["2100 stops principal", "2110 stops principal"],
  },
  {
    says: "a database that stops for an operation of another kind",
    of: "switchover",
    rule: "planned-stops-by-a-step",
    lie: ["because switchover", "because failback"],
  },
  {
    says: "a switchover that ends before anybody is served",
    of: "switchover",
    rule: "operation-ends-as-it-says",
    lie: ["2610 operation switchover 1 ends", "2450 operation switchover 1 ends"],
  },
  {
    says: "a switchover that is done where it was given up",
    of: "givenUp",
    rule: "operation-ends-as-it-says",
    lie: ["2500 operation switchover 1 given-up", "2500 operation switchover 1 ends"],
  },
  {
    says: "a switchover that is given up when all of it is done",
    of: "switchover",
    rule: "operation-ends-as-it-says",
    lie: ["2610 operation switchover 1 ends", "2610 operation switchover 1 given-up"],
  },
  {
    says: "a failover that recovers before the files are applied",
    of: "siteLoss",
    rule: "steps-in-order",
    lie: ["2800 step apply-logs done", "2950 step apply-logs done"],
  },
  {
    says: "a second failover that applies no files anew",
    of: "lostAgain",
    rule: "steps-in-order",
    lie: ["3800 step apply-logs done", ""],
  },
  {
    says: "a tail that is taken before all files are applied",
    of: "switchover",
    rule: "steps-in-order",
    lie: ["2200 step apply-logs done", "2210 step apply-logs done"],
  },
  {
    says: "a recovery before the tail is there",
    of: "switchover",
    rule: "steps-in-order",
    lie: ["2300 step back-up-tail done", "2310 step back-up-tail done"],
  },
  {
    says: "a restore on the primary before there is a backup",
    of: "hardStop",
    rule: "steps-in-order",
    lie: ["3100 step back-up-secondary done", "3110 step back-up-secondary done"],
  },
  {
    says: "a switch back before the primary is restored",
    of: "hardStop",
    rule: "steps-in-order",
    lie: ["3350 step switch-pool-state-back begins", "3120 step switch-pool-state-back begins"],
  },
  {
    says: "a restore at site 2 before its backup is there",
    of: "hardStop",
    rule: "steps-in-order",
    lie: ["3300 step ship-logs-again done", "3310 step ship-logs-again done"],
  },
  {
    says: "a tail that is taken when the switchover is over",
    of: "switchover",
    rule: "steps-within-their-operation",
    lie: ["2610 operation", "2700 step back-up-tail begins\n2610 operation"],
  },
  {
    says: "a step that is done and never began",
    of: "hardStop",
    rule: "steps-within-their-operation",
    lie: ["3050 step remove-secondary-mirroring begins", ""],
  },
  {
    says: "site 2 serves and was never recovered",
    of: "switchover",
    rule: "pool-moves-by-procedure",
    lie: ["2300 step recover-database begins", ""],
  },
  {
    says: "a principal that accepts while the tail of its log is taken",
    of: "switchover",
    rule: "moves-take-everything-along",
    lie: ["2100 stops principal", "2300 stops principal"],
  },
  {
    says: "a database of site 2 that accepts behind its backup, and nothing of that is lost",
    of: "hardStop",
    rule: "moves-take-everything-along",
    lie: ["3050 stops secondary", "3150 stops secondary"],
  },
  {
    says: "a failback that keeps less than its backup held",
    of: "keepExisting",
    rule: "failback-goes-on-from-its-backup",
    lie: ["cut 3080 by", "cut 3050 by"],
  },
  {
    says: "a failback that keeps what came behind its backup",
    of: "keepExisting",
    rule: "failback-goes-on-from-its-backup",
    lie: ["cut 3080 by", "cut 3101 by"],
  },
  {
    says: "a database that serves on while it is overwritten",
    of: "hardStop",
    rule: "overwritten-never-serves",
    lie: ["3050 stops secondary", "3350 stops secondary"],
  },
  {
    says: "a primary that serves before the backup is restored over it",
    of: "hardStop",
    rule: "overwritten-never-serves",
    lie: [
      "3150 step restore-on-primary done",
      "3120 serves principal by restart\n3130 stops principal\n3150 step restore-on-primary done",
    ],
  },
  {
    says: "a second pair that is mirrored when the pool is at home",
    of: "hardStop",
    rule: "second-pair-sleeps-until-recovery",
    lie: ["3600 ships", "3450 session second none > SYNCHRONIZING row 1\n3600 ships"],
  },
  {
    says: "log that is shipped from the middle of the way home",
    of: "hardStop",
    rule: "files-contiguous",
    lie: ["3600 ships from 3150", "3600 ships from 3220"],
  },
  {
    says: "a file that is restored onto the database that serves in site 2",
    of: "switchover",
    rule: "restore-in-order",
    lie: ["2610 operation", "2650 restore 1800 until 2660\n2610 operation"],
  },
  {
    says: "a file that is restored onto a database that was brought online by mistake",
    of: "recoveredEarly",
    rule: "restore-in-order",
    lie: ["2900 step copy-remaining", "2760 restore 2700 until 2770\n2900 step copy-remaining"],
  },
  {
    says: "a failover that finds more in such a database than was there",
    of: "recoveredEarly",
    rule: "recovery-from-newest-readable-file",
    lie: ["3000 history 1 from 0 cut 1800", "3000 history 1 from 0 cut 2700"],
  },
  {
    says: "a second failover that goes back to the full backup over a file that came later",
    of: "lostAgain",
    rule: "recovery-from-newest-readable-file",
    lie: ["cut 3600 by", "cut 3220 by"],
  },
  {
    says: "an outcome that the facts do not know",
    of: "switchover",
    rule: "operations-as-the-facts-tell",
    change: withOperation(() => ({ outcome: "under-way" })),
  },
  {
    says: "a switchover that calls itself a failback",
    of: "switchover",
    rule: "operations-as-the-facts-tell",
    change: withOperation(() => ({ what: "failback" })),
  },
  {
    says: "an operation that was caused by something else",
    of: "switchover",
    rule: "operations-as-the-facts-tell",
    change: withOperation(({ causes }) => ({ causes: [...causes, ...causes] })),
  },
  {
    says: "an operation that is left out",
    of: "hardStop",
    rule: "operations-as-the-facts-tell",
    change: (timeline) => ({ ...timeline, operations: timeline.operations.slice(0, 1) }),
  },
  {
    says: "what a switchover stopped, refused by the link that was cut meanwhile",
    of: "givenUp",
    rule: "incident-messages-as-counted",
    lie: ["by restart offered 5000 refused 4000", "by restart offered 4500 refused 3500"],
  },
  {
    says: "a stretch that the failback overwrote, charged to a failure of later",
    of: "lostAgain",
    rule: "stretch-charged-once",
    change: (timeline) => ({
      ...timeline,
      operations: timeline.operations.map((one) => ({ ...one, lostStretches: [] })),
      incidents: timeline.incidents.map((one) => ({
        ...one,
        lostStretches: [
          ...timeline.operations.flatMap(({ lostStretches }) => lostStretches),
          ...one.lostStretches,
        ],
      })),
    }),
  },
  {
    says: "a switchover that loses something",
    of: "switchover",
    rule: "lost-stretches-as-the-histories-say",
    lie: ["by tail-log offered", "by tail-log rpo 10 stretch 2090..2100 offered"],
  },
  {
    says: "a switchover that went on from the files alone",
    of: "switchover",
    rule: "recovered-from-what-served",
    lie: ["by tail-log offered", "by log-shipping offered"],
  },
  {
    says: "an outage of an operation that is a second too long",
    of: "hardStop",
    rule: "rto-is-the-longest-outage",
    lie: ["rto 350 since 3050", "rto 351 since 3050"],
  },
  {
    says: "messages to be salvaged from a database that was overwritten",
    of: "keepExisting",
    rule: "salvageable-stands",
    change: (timeline) => ({
      ...withOperation(({ messages }) => ({ messages: { ...messages, salvageable: messages.lost } }))(
        timeline,
      ),
      messages: { ...timeline.messages, salvageable: timeline.messages.lost },
    }),
  },
  {
    says: "nothing that waits where log is shipped nowhere",
    of: "switchover",
    rule: "waiting-names-what-is-missing",
    lie: ["claim waits log-shipping", ""],
  },
  {
    says: "nothing that waits where no database serves",
    of: "nothingServes",
    rule: "waiting-names-what-is-missing",
    lie: ["claim waits database", ""],
  },
  {
    says: "a failback that waits where there is none",
    of: "hardStop",
    rule: "waiting-names-nothing-else",
    lie: ["claim run", "claim waits failback\nclaim run"],
  },
  {
    says: "log shipping that waits minutes after a copy came there",
    of: "hardStop",
    rule: "waiting-names-nothing-else",
    lie: ["claim run", "claim waits log-shipping\nclaim run"],
  },
  {
    says: "a server that attaches anew when it is taken off the list",
    of: "drained",
    rule: "attached-only-where-possible",
    lie: [
      "3350 step activate-primary-servers",
      "3150 detached server-5 from secondary\n3160 attached server-5 to secondary\n3350 step activate-primary-servers",
    ],
  },
  {
    says: "a list that empties itself",
    of: "drained",
    rule: "people-change-the-list",
    lie: ["3050 active-servers", "3055 active-servers"],
  },
  {
    says: "two databases that serve at once, and nobody failed over by mistake",
    of: "wanCut",
    rule: "one-server-at-a-time",
    lie: ["2000 link up", "1900 serves secondary history 1 by split\n2000 link up"],
  },
  {
    says: "somebody who signs in while no server is active",
    of: "drained",
    rule: "drained-lets-nobody-in",
    lie: ["3050 active-servers", "3050 active-servers\n3050 able 390 of 400\n3070 able 400 of 400"],
  },
];
