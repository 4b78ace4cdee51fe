/** Lives that cannot be: each a right one with one small lie, and the rule that finds it. */
import type { RuleName } from "../../src/checker/index.js";
import type { IncidentResult, TimelineResult, TraceSetting } from "../../src/results/index.js";
import type { GoodName } from "./good-traces.js";

export interface BadTrace {
  readonly says: string;
  readonly of: GoodName;
  readonly rule: RuleName;
  /** What is written otherwise, and how. */
  readonly lie?: readonly [string, string];
  readonly setting?: Partial<TraceSetting>;
  /** A lie that the notation has no words for. */
  readonly change?: (timeline: TimelineResult) => TimelineResult;
}

const withIncident =
  (change: (incident: IncidentResult) => Partial<IncidentResult>) => (timeline: TimelineResult) => ({
    ...timeline,
    incidents: timeline.incidents.map((incident) => ({ ...incident, ...change(incident) })),
  });

export const BAD: readonly BadTrace[] = [
  {
    says: "a fact after the horizon",
    of: "quiet",
    rule: "facts-in-order",
    lie: ["2700 ships", "5001 told alert\n2700 ships"],
  },
  {
    says: "two facts told in the wrong order",
    of: "quiet",
    rule: "facts-in-order",
    change: (timeline) => ({ ...timeline, entries: timeline.entries.toReversed() }),
  },
  {
    says: "a strike a second before the fate deals it",
    of: "siteLoss",
    rule: "fate-strikes-as-dealt",
    change: (timeline) => ({ ...timeline, fate: [{ id: "s1", what: "site-loss", at: "33 min 21 s" }] }),
  },
  {
    says: "a strike that the fate does not know",
    of: "inVain",
    rule: "fate-strikes-as-dealt",
    change: (timeline) => ({ ...timeline, fate: timeline.fate.slice(0, 1) }),
  },
  {
    says: "a link that stands for a second after it was cut",
    of: "wanCut",
    rule: "strikes-take-effect",
    lie: ["935 link down", "936 link down"],
  },
  {
    says: "a share that outlives its site",
    of: "siteLoss",
    rule: "strikes-take-effect",
    lie: ["2000 share down", ""],
  },
  {
    says: "a deletion that comes after its strike",
    of: "deleteKept",
    rule: "strikes-take-effect",
    lie: ["1000 deleted", "1001 deleted"],
  },
  {
    says: "two servers, because the old principal stops late",
    of: "failover",
    rule: "one-server-at-a-time",
    lie: ["1000 stops principal", "1020 stops principal"],
  },
  {
    says: "a machine that stops serving twice",
    of: "failover",
    rule: "one-server-at-a-time",
    lie: ["1000 stops principal", "1000 stops principal\n1001 stops principal"],
  },
  {
    says: "the old principal serves again after site 2 was recovered",
    of: "siteLoss",
    rule: "abandoned-history-never-serves",
    lie: ["3100 serves secondary history 1", "3050 machine principal up\n3100 serves principal history 0"],
  },
  {
    says: "site 2 is recovered while the principal serves on",
    of: "siteLoss",
    rule: "abandoned-history-never-serves",
    lie: ["3000 history 1 from 0 cut 1800", "1990 history 1 from 0 cut 1800"],
  },
  {
    says: "a stop five seconds after the machine went down",
    of: "siteReturns",
    rule: "serves-only-standing",
    lie: ["2000 stops principal", "2005 stops principal"],
  },
  {
    says: "a start before the machine is up",
    of: "siteReturns",
    rule: "serves-only-standing",
    lie: ["2500 machine principal up", "2501 machine principal up"],
  },
  {
    says: "a principal serves again without its disks",
    of: "siteReturns",
    rule: "serves-only-standing",
    lie: ["2000 share down", "2000 disks-destroyed principal\n2000 share down"],
  },
  {
    says: "site 2 takes the old history over without being recovered",
    of: "failover",
    rule: "serves-only-standing",
    lie: ["1012 serves mirror", "1012 serves secondary"],
  },
  {
    says: "site 2's history serves on a machine of the first pair",
    of: "twoDisasters",
    rule: "serves-only-standing",
    lie: ["3100 serves secondary", "3050 machine mirror up\n3100 serves mirror"],
  },
  {
    says: "a session that leaves a state it was not in",
    of: "failover",
    rule: "session-follows-on",
    lie: ["DISCONNECTED > SYNCHRONIZING", "SUSPENDED > SYNCHRONIZING"],
  },
  {
    says: "a session that leaves by a row which leads elsewhere",
    of: "failover",
    rule: "session-follows-on",
    lie: ["SYNCHRONIZED row 2", "SYNCHRONIZED row 15"],
  },
  {
    says: "synchronized with a partner that is down",
    of: "failover",
    rule: "session-follows-on",
    lie: ["1500 machine principal up", "1520 machine principal up"],
  },
  {
    says: "the second pair is mirrored before its database is recovered",
    of: "secondPair",
    rule: "second-pair-sleeps-until-recovery",
    lie: ["3200 session second", "2500 session second"],
  },
  {
    says: "a mirror that was disconnected takes over by itself",
    of: "failover",
    rule: "automatic-failover-only-when-synchronized",
    lie: ["1000 session first SYNCHRONIZED", "950 session first SYNCHRONIZED"],
  },
  {
    says: "a mirror takes over by itself where no witness is set up",
    of: "failover",
    rule: "automatic-failover-needs-a-witness",
    setting: { witness: false },
  },
  {
    says: "a mirror takes over by itself while the witness is down",
    of: "failover",
    rule: "automatic-failover-needs-a-witness",
    lie: ["900 ships", "990 machine witness down\n1200 machine witness up\n900 ships"],
  },
  {
    says: "forced service keeps a hundred seconds that the mirror never had",
    of: "forcedLossy",
    rule: "forced-service-keeps-what-was-hardened",
    lie: ["cut 500", "cut 600"],
  },
  {
    says: "forced service gives up what the mirror had hardened",
    of: "forcedLossless",
    rule: "forced-service-keeps-what-was-hardened",
    lie: ["cut 1000", "cut 990"],
  },
  {
    says: "a principal without quorum serves on for a hundred seconds",
    of: "quorum",
    rule: "no-service-without-quorum",
    lie: ["610 stops principal", "700 stops principal"],
  },
  {
    says: "a principal serves again before mirror or witness are back",
    of: "quorum",
    rule: "no-service-without-quorum",
    lie: ["901 serves principal", "890 serves principal"],
  },
  {
    says: "a second backup begins while one runs",
    of: "quiet",
    rule: "one-run-at-a-time",
    lie: ["2700 ships", "910 backup from 0 until 930 void\n2700 ships"],
  },
  {
    says: "a file whose log begins behind its cut",
    of: "quiet",
    rule: "cuts-increase",
    lie: ["2700 ships from 1800", "2700 ships from 2701"],
  },
  {
    says: "a file that leaves a hundred seconds out",
    of: "quiet",
    rule: "files-contiguous",
    lie: ["1800 ships from 900", "1800 ships from 1000"],
  },
  {
    says: "a file that closes the hole which another tool left",
    of: "chainBroken",
    rule: "files-contiguous",
    lie: ["1800 backup from 1000", "1800 backup from 900"],
  },
  {
    says: "a backup in the seconds in which nobody serves",
    of: "failoverInBackup",
    rule: "backup-needs-database",
    lie: ["2700 ships from 900", "1815 ships from 900"],
  },
  {
    says: "a file of a backup that the failover cut through",
    of: "failoverInBackup",
    rule: "backup-needs-database",
    lie: ["2700 ships from 900", "1810 backup from 900 until 1830"],
  },
  {
    says: "a mirror ships that was never set up to",
    of: "mirrorSilent",
    rule: "mirror-ships-only-if-set-up",
    lie: ["1012 serves", "1800 ships from 900\n1012 serves"],
  },
  {
    says: "a backup crosses a link that is cut",
    of: "siteTwoShare",
    rule: "backup-needs-share",
    lie: ["900 backup", "905 link down\n900 backup"],
  },
  {
    says: "a backup is made onto a share that is down",
    of: "shareLost",
    rule: "backup-needs-share",
    lie: ["1500 share up", "1810 share up"],
  },
  {
    says: "a copy begins before its file is whole",
    of: "quiet",
    rule: "copy-needs-file",
    lie: ["2700 ships from 1800", "2700 backup from 1800 until 2720\n2710 copy 2700 until 2740"],
  },
  {
    says: "a file is copied that is gone from the share",
    of: "wanCut",
    rule: "copy-needs-file",
    lie: ["2700 backup", "2600 files-gone share 900\n2700 backup"],
  },
  {
    says: "a file is copied that nobody made",
    of: "quiet",
    rule: "copy-needs-file",
    lie: ["2700 ships", "2000 copy 1900 until 2010\n2700 ships"],
  },
  {
    says: "a copy comes through while the link is cut",
    of: "wanCut",
    rule: "copy-needs-way",
    lie: ["2000 link up", "2735 link up"],
  },
  {
    says: "the copy job leaves an older file out",
    of: "wanCut",
    rule: "oldest-file-first",
    lie: ["2740 copy 1800 until 2750", ""],
  },
  {
    says: "a file is restored before its copy has ended",
    of: "quiet",
    rule: "restore-needs-safe-file",
    lie: [
      "2700 ships from 1800",
      "2700 backup from 1800 until 2720\n2730 copy 2700 until 2740\n2735 restore 2700 until 2750",
    ],
  },
  {
    says: "a corrupt file is restored before it is mended",
    of: "corruptMended",
    rule: "restore-needs-safe-file",
    lie: ["1500 chain-mended", "1861 chain-mended"],
  },
  {
    says: "a restore leaves a file out",
    of: "corruptMended",
    rule: "restore-in-order",
    lie: ["1860 restore 900 until 1862", ""],
  },
  {
    says: "a file is restored over the hole that another tool left",
    of: "chainBroken",
    rule: "restore-in-order",
    lie: ["1860 restore 1800 until 1861 broken-off", "1860 restore 1800 until 1861"],
  },
  {
    says: "a file is restored onto a database that is no more",
    of: "builtAnew",
    rule: "restore-in-order",
    lie: ["1700 full-backup-restored cut 1400", ""],
  },
  {
    says: "a restore a second before its delay is past",
    of: "deleteUndone",
    rule: "restore-not-before-delay",
    lie: ["2000 restore 0", "1999 restore 0"],
  },
  {
    says: "a full backup of what was not yet committed",
    of: "builtAnew",
    rule: "watermarks-in-order",
    lie: ["full-backup-arrived cut 1400", "full-backup-arrived cut 1650"],
  },
  {
    says: "the mirror has hardened what was not yet committed",
    of: "forcedLossless",
    rule: "watermarks-in-order",
    lie: ["1000 hardened first upto 1000", "999 hardened first upto 1000"],
  },
  {
    says: "site 2 is recovered to a cut between two files",
    of: "siteLoss",
    rule: "recovery-from-newest-readable-file",
    lie: ["cut 1800", "cut 1801"],
  },
  {
    says: "site 2 is recovered without its newest file",
    of: "siteLoss",
    rule: "recovery-from-newest-readable-file",
    lie: ["cut 1800", "cut 900"],
  },
  {
    says: "site 2 is recovered with a file from behind the hole",
    of: "chainBroken",
    rule: "recovery-from-newest-readable-file",
    lie: ["cut 900", "cut 1800"],
  },
  {
    says: "site 2 is recovered with a file that nobody copied by hand",
    of: "thirdShare",
    rule: "recovery-from-newest-readable-file",
    lie: ["2810 copy 2700 until 2820 by hand", ""],
  },
  {
    says: "site 2 is recovered with a file that is gone there",
    of: "siteLoss",
    rule: "recovery-from-newest-readable-file",
    lie: [
      "1800 ships from 900",
      "1800 backup from 900 until 1820\n1830 copy 1800 until 1840\n2500 files-gone site-2 1800",
    ],
  },
  {
    says: "what nobody deleted is brought back",
    of: "deleteUndone",
    rule: "undeleted-only-from-older-data",
    lie: ["undeleted 700..1000", "undeleted 600..1000"],
  },
  {
    says: "what was deleted is brought back after site 2 has deleted it, too",
    of: "deleteUndone",
    rule: "undeleted-only-from-older-data",
    lie: ["1700 undeleted", "3800 restore 1800 until 3810\n4000 undeleted"],
  },
  {
    says: "an incident that the run closes earlier than the facts",
    of: "siteLoss",
    rule: "incidents-as-the-facts-tell",
    lie: ["incident 2000..3100", "incident 2000..3050"],
  },
  {
    says: "a second incident opens while one is open",
    of: "twoDisasters",
    rule: "one-incident-open",
    lie: ["1510 incident 1 closes", "2100 incident 1 closes"],
  },
  {
    says: "an incident opens a second after its strike",
    of: "deleteKept",
    rule: "incident-opens-with-a-strike",
    lie: ["1000 incident 1 opens", "1001 incident 1 opens"],
  },
  {
    says: "an incident closes while nobody serves",
    of: "quorum",
    rule: "incident-closes-in-service",
    lie: ["1500 incident 1 closes", "800 incident 1 closes"],
  },
  {
    says: "a strike that is nobody's cause",
    of: "quorum",
    rule: "strike-is-one-cause",
    change: withIncident(({ causes }) => ({ causes: causes.slice(0, 1) })),
  },
  {
    says: "a strike that is a cause twice",
    of: "quorum",
    rule: "strike-is-one-cause",
    change: withIncident(({ causes }) => ({ causes: [...causes, causes[0]!] })),
  },
  {
    says: "a strike in vain that is a cause",
    of: "inVain",
    rule: "strike-is-one-cause",
    change: withIncident(({ causes }) => ({
      causes: [...causes, { what: "mirror-crash", where: "mirror", at: 2050, healed: null }],
    })),
  },
  {
    says: "a cause that was healed at another time",
    of: "failover",
    rule: "strike-is-one-cause",
    change: withIncident(({ causes }) => ({ causes: causes.map((cause) => ({ ...cause, healed: 1499 })) })),
  },
  {
    says: "a stretch charged twice",
    of: "twoDisasters",
    rule: "stretch-charged-once",
    lie: ["1000..1510 rto 12", "1000..1510 rto 12 rpo 200 stretch 1800..2000"],
  },
  {
    says: "a stretch charged to an incident that had closed before",
    of: "twoDisasters",
    rule: "stretch-charged-once",
    lie: ["1000..1510 rto 12", "1000..1510 rto 12 rpo 50 stretch 1600..1650"],
  },
  {
    says: "reasons that leave a second of the stretch out",
    of: "siteLoss",
    rule: "reasons-join-up",
    change: withIncident(() => ({
      lostStretches: [
        { from: 1800, to: 2000, why: [{ from: 1800, to: 1999, because: "not-yet-backed-up" }] },
      ],
    })),
  },
  {
    says: "a stretch that is said to be deleted where nobody deleted",
    of: "siteLoss",
    rule: "reasons-join-up",
    lie: ["stretch 1800..2000", "stretch 1800..2000 because deleted"],
  },
  {
    says: "less is lost than the histories lose",
    of: "siteLoss",
    rule: "lost-stretches-as-the-histories-say",
    lie: ["stretch 1800..2000", "stretch 1900..2000"],
  },
  {
    says: "a deletion that nobody undid is forgotten",
    of: "deleteKept",
    rule: "lost-stretches-as-the-histories-say",
    lie: ["stretch 700..1000", ""],
  },
  {
    says: "a deletion that was undone is charged",
    of: "deleteUndone",
    rule: "lost-stretches-as-the-histories-say",
    lie: ["by log-shipping", "by log-shipping stretch 700..1000 rpo 300"],
  },
  {
    says: "an rpo a second longer than what was lost",
    of: "siteLoss",
    rule: "rpo-is-the-length-lost",
    lie: ["rpo 200", "rpo 201"],
  },
  {
    says: "service stops outside of every incident",
    of: "quiet",
    rule: "outage-needs-an-incident",
    lie: ["2700 ships", "3000 stops principal\n3001 serves principal\n2700 ships"],
  },
  {
    says: "an rto a second longer than the outage",
    of: "failover",
    rule: "rto-is-the-longest-outage",
    lie: ["rto 12", "rto 13"],
  },
  {
    says: "parts of the rto that add up to less",
    of: "failover",
    rule: "rto-parts-add-up",
    change: withIncident(() => ({ rtoParts: { detect: 10, decide: 1, procedure: 0.5, reconnect: 0.4 } })),
  },
  {
    says: "a critical path with a hole",
    of: "siteLoss",
    rule: "critical-path-joins-up",
    change: withIncident(({ criticalPath }) => ({
      criticalPath: criticalPath.map((step, index) => (index === 0 ? { ...step, lasts: 549 } : step)),
    })),
  },
  {
    says: "a critical path that ends before service is back",
    of: "siteLoss",
    rule: "critical-path-joins-up",
    change: withIncident(({ criticalPath }) => ({ criticalPath: criticalPath.slice(0, 1) })),
  },
  {
    says: "more users back before fewer",
    of: "failover",
    rule: "users-back-in-order",
    change: withIncident(() => ({ rtoCurve: { "50": 12, "90": 12, "95": 11, "100": 12 } })),
  },
  {
    says: "an availability that forgets an outage",
    of: "siteLoss",
    rule: "availability-is-time-served",
    change: withIncident(() => ({ availability: 1 })),
  },
  {
    says: "an rpo is known where nothing serves again",
    of: "nothingServes",
    rule: "null-where-nothing-serves",
    lie: ["rpo none", "rpo 200"],
  },
  {
    says: "an rto is null though service came back",
    of: "siteLoss",
    rule: "null-where-nothing-serves",
    lie: ["rto 1100", "rto none"],
  },
  {
    says: "recovered from the mirror, when site 2 serves",
    of: "siteLoss",
    rule: "recovered-from-what-served",
    lie: ["by log-shipping", "by mirror"],
  },
  {
    says: "restarted, when the mirror took over",
    of: "failover",
    rule: "recovered-from-what-served",
    lie: ["rto 12 by mirror", "rto 12 by restart"],
  },
  {
    says: "arrivals that end before the horizon",
    of: "quiet",
    rule: "arrivals-join-up",
    change: (timeline) => ({ ...timeline, arrivals: timeline.arrivals.slice(0, -1) }),
  },
  {
    says: "one message kept that was never accepted",
    of: "quiet",
    rule: "messages-add-up",
    lie: ["claim run offered 50000", "claim run offered 50000 kept 50001"],
  },
  {
    says: "a count of the run off by one",
    of: "siteLoss",
    rule: "messages-as-counted",
    lie: [
      "claim run offered 50000 refused 11000 lost 2000",
      "claim run offered 50000 refused 11000 lost 1999",
    ],
  },
  {
    says: "a message refused while somebody served",
    of: "failover",
    rule: "messages-as-counted",
    lie: ["claim run offered 50000 refused 120", "claim run offered 50000 refused 121"],
  },
  {
    says: "a message kept where no disk is left",
    of: "allDisksGone",
    rule: "messages-as-counted",
    lie: ["refused 30000 lost 20000", "refused 30000 lost 19999"],
  },
  {
    says: "a message lost where all of them stand on the last server's disks",
    of: "nothingServes",
    rule: "messages-as-counted",
    lie: ["claim run offered 50000 refused 30000", "claim run offered 50000 refused 30000 lost 1"],
  },
  {
    says: "a count of an incident off by one",
    of: "siteLoss",
    rule: "incident-messages-as-counted",
    lie: ["offered 13000", "offered 13001"],
  },
  {
    says: "a message counted as lost by the wrong incident",
    of: "twoDisasters",
    rule: "incident-messages-as-counted",
    change: (timeline) => ({
      ...timeline,
      incidents: timeline.incidents.map((incident, index) => {
        const lost = index === 0 ? 1 : 1999;
        return {
          ...incident,
          messages: { ...incident.messages, lost, kept: incident.messages.accepted - lost },
        };
      }),
    }),
  },
  {
    says: "a message salvageable for the run, and for no incident",
    of: "siteLoss",
    rule: "incidents-sum-to-the-run",
    lie: ["refused 11000 lost 2000\n", "refused 11000 lost 2000 salvageable 1\n"],
  },
  {
    says: "a staleness that is not the age of what was restored",
    of: "siteLoss",
    rule: "staleness-is-age-of-restored",
    lie: ["stale 200", "stale 201"],
  },
  {
    says: "exposed for less time than without a mirror",
    of: "failover",
    rule: "exposure-within-service",
    lie: ["exposure 498", "exposure 497"],
  },
  {
    says: "exposed for longer than anybody served",
    of: "siteLoss",
    rule: "exposure-within-service",
    lie: ["exposure 1900 unshipped 1900", "exposure 1901 unshipped 1901"],
  },
];
