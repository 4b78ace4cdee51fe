/** The checker's answers and the rules that they name. It must never know how a run comes about. */

/** Each rule in one sentence: what must hold in every trace. */
export const RULES = {
  "facts-in-order": "Facts stand in order of time, and nothing happens after the horizon.",
  "fate-strikes-as-dealt":
    "What strikes is what the fate says: the same strikes, at their instants, in their order.",
  "operations-as-planned": "A planned switchover begins at its instant, or not at all.",
  "strikes-take-effect": "What an effective strike takes away is gone at its very instant.",
  "one-operation-under-way": "At most one planned operation is under way, and only that one ends.",
  "operation-begins-when-it-can":
    "An operation begins while the pool serves at the end that it leaves, and the other end and the way there stand.",
  "planned-stops-by-a-step": "A database stops for an operation only by a step of the one that is under way.",
  "operation-ends-as-it-says":
    "An operation ends in service: done where it has moved the pool, given up where it has not.",
  "steps-in-order": "No step begins before those are done that it cannot be done without.",
  "steps-within-their-operation":
    "Steps of an operation are taken while it is under way, and end only after they began.",
  "one-server-at-a-time": "Never do two machines serve at once, and only what serves can stop.",
  "abandoned-history-never-serves": "Once a new history has begun, no older one serves.",
  "serves-only-standing":
    "A machine serves only while it is up and its disks hold that history, and stops when it goes down.",
  "pool-moves-by-procedure":
    "The pool serves in the other pair only once its database was recovered there, or brought home.",
  "moves-take-everything-along":
    "A history goes on in the other pair only with the tail of its log, or from a backup taken after it had stopped.",
  "failback-goes-on-from-its-backup":
    "What a failback begins anew holds what its backup of site 2 held, no more and no less.",
  "overwritten-never-serves": "A database that began to be overwritten serves nothing of what it had.",
  "session-follows-on":
    "A session goes on from its state by a row of the table, and is SYNCHRONIZED only with both partners up.",
  "second-pair-sleeps-until-recovery":
    "The second pair has no mirroring before its database is recovered, and none once the pool is home.",
  "automatic-failover-only-when-synchronized":
    "A mirror takes over by itself only if the session was SYNCHRONIZED when the principal was lost.",
  "automatic-failover-needs-a-witness": "A mirror takes over by itself only together with a witness.",
  "forced-service-keeps-what-was-hardened":
    "Forced service goes on from what the mirror had hardened, no more and no less.",
  "no-service-without-quorum":
    "With a witness set up, a principal that has lost its partner and the witness does not serve.",
  "one-run-at-a-time": "A job has one run at a time, and a run does not end before it begins.",
  "cuts-increase": "The cuts of the backups that made a file increase.",
  "files-contiguous": "A file begins where the one before it was cut.",
  "backup-needs-database":
    "A backup makes a file only of a database of the first pair that serves throughout.",
  "mirror-ships-only-if-set-up": "A mirror that took over makes no files unless it was set up to ship logs.",
  "backup-needs-share": "A backup makes a file only while the share and the way to it stand.",
  "copy-needs-file": "A copy begins only when its file is whole on the share and not gone.",
  "copy-needs-way": "A copy runs only while the share, the secondary and the way between them stand.",
  "oldest-file-first": "The copy job takes the oldest file first and leaves none out.",
  "restore-needs-safe-file": "Only a file that is whole at site 2, readable and not gone is restored.",
  "restore-in-order": "Files are restored without a gap, onto a database that can take them.",
  "restore-not-before-delay": "The restore job takes no file before its cut and the delay are past.",
  "watermarks-in-order": "Restored is never ahead of safe, safe of backed up, nor backed up of committed.",
  "recovery-from-newest-readable-file":
    "Site 2 is recovered to the newest cut that an unbroken, readable chain of safe files reaches.",
  "undeleted-only-from-older-data":
    "A deletion is undone only from a secondary that has not restored the file holding it.",
  "servers-follow-on": "A chat server goes down only when it runs, and comes up only when it is down.",
  "servers-fall-for-a-reason":
    "A chat server goes down only when it or its site is struck, or while it is cut off from active peers.",
  "four-active-at-most": "At most four servers are active, and each of them exists.",
  "people-change-the-list": "Only people who activate servers change which are active.",
  "attachments-follow-on":
    "A server attaches only when it is attached to nothing, and is detached from what it was attached to.",
  "attached-only-where-possible":
    "A server is attached only while it is up and active, and the way to the machine stands, which serves.",
  "front-ends-follow-on": "A Front End goes down only when it stands, and comes up only when it is down.",
  "front-ends-fall-by-strikes": "A Front End goes down only when it or its site is struck.",
  "struck-parts-stay-down": "Servers and Front Ends that are struck are down until that is repaired.",
  "carried-by-what-stands": "Homes and the next hop move only to a Front End that stands.",
  "people-fail-front-ends-over": "Only people who fail a Front End over move what it carried.",
  "able-among-counted": "Who can send is counted, and who is counted exists: whole numbers.",
  "counted-but-those-who-left": "All are counted, but for those who left with their site.",
  "sessions-lost-were-there": "No home loses more sessions at once than it has endpoints.",
  "who-lost-cannot-send": "Who loses a session at an instant cannot send after it.",
  "able-needs-a-server":
    "Nobody can send while no server is attached, and all can while the one application is.",
  "able-needs-a-way":
    "Nobody can send whose home, Front End, next hop and server are not joined by a way that stands.",
  "able-within-room": "No more can send than the attached servers take.",
  "able-falls-for-a-reason": "Fewer can send only from an instant on at which something happens.",
  "signing-in-takes-time":
    "More can send only as fast as the attached servers sign in, or where something returns.",
  "drained-lets-nobody-in": "Nobody signs in while no server is active.",
  "incidents-as-the-facts-tell": "The incidents told are those that the facts open and close.",
  "one-incident-open": "At most one incident is open, and only an open one closes.",
  "incident-opens-with-a-strike": "An incident opens at an effective strike.",
  "incident-closes-in-service": "An incident closes only when the pool serves.",
  "operations-as-the-facts-tell":
    "The operations told are those that the facts begin and end, each its own cause, with their outcome.",
  "strike-is-one-cause": "Every effective strike is a cause of exactly one incident, with its own repair.",
  "stretch-charged-once": "No lost stretch overlaps another, and each belongs to the incident that lost it.",
  "reasons-join-up": "The reasons of a lost stretch join up to it.",
  "lost-stretches-as-the-histories-say":
    "Lost is what was accepted, or deleted, and is not in the live history at the end.",
  "rpo-is-the-length-lost": "The RPO of an incident is the total length of its lost stretches.",
  "outage-needs-an-incident": "Service stops only within an incident.",
  "rto-is-the-longest-outage": "The RTO of an incident is its longest outage.",
  "rto-parts-add-up": "The parts of an RTO add up to it.",
  "critical-path-joins-up": "The critical path joins up from the beginning of the outage to its end.",
  "users-back-in-order": "More users are never back before fewer.",
  "availability-is-time-served": "Availability is the time served over the horizon.",
  "null-where-nothing-serves":
    "RPO and RTO are null, and the incident not recovered, exactly where nothing serves again.",
  "recovered-from-what-served": "An incident was recovered from what served after its outage.",
  "unable-only-in-an-incident": "Whoever cannot send cannot within an incident.",
  "incident-closes-when-all-are-able": "An incident closes only when all who are counted can send.",
  "curve-as-they-came-back": "Each share of the users is back when the facts say so.",
  "users-down-as-counted": "The share of the users cut off is the largest by the facts.",
  "served-as-they-were": "The points of an incident's curve lie on the share of all who can send.",
  "latency-of-those-who-send":
    "Latency is told in order and of homes with a way to a server, and its p95 fits its mean.",
  "arrivals-join-up": "The counts of arrivals are whole numbers and join up to the horizon.",
  "messages-add-up": "Offered is accepted and refused, accepted is kept and lost; none is negative.",
  "refused-within-offered": "What is refused of a part is a whole number, and was offered.",
  "refused-only-where-cut-off":
    "All of a part is refused while nobody can send, and nothing while everybody can.",
  "refused-as-chance-allows": "As much is refused as chance allows for the share of those who cannot send.",
  "messages-as-counted": "A run's messages are those that the arrivals, the outages and the losses give.",
  "incident-messages-as-counted":
    "An incident's messages are those of its window, its outages and its lost stretches.",
  "incidents-sum-to-the-run": "What all incidents lost and refused is what the run lost and refused.",
  "compliance-lost-as-the-adapter-ran":
    "Lost compliance events are those accepted since the newest completed run of a database that was left or destroyed.",
  "seen-among-the-lost": "Where there are users, those seen but lost are among the lost.",
  "seen-as-chance-allows":
    "Of what was lost all was seen that was sent while everybody was there, and else what chance allows.",
  "told-where-provided": "Compliance and attachments are told where they are provided for, and nowhere else.",
  "files-away-with-their-site": "Attachments are unavailable while the site of their store is down.",
  "files-lost-as-chance-allows":
    "Lost files are those that chance allows, of kept messages accepted since the newest copy of a destroyed store.",
  "salvageable-stands": "Salvageable is only what stands on disks that were neither lost nor overwritten.",
  "waiting-names-what-is-missing": "Whatever has not come back by the end is named with what it waits for.",
  "waiting-names-nothing-else": "Nothing is said to wait that is there at the end.",
  "staleness-is-age-of-restored": "Staleness is the age of the newest cut restored at the failure.",
  "exposure-within-service":
    "Exposure lies within the time served, and is at least each of its kinds and at most all together.",
} as const;

export type RuleName = keyof typeof RULES;

export type Verdict =
  | { readonly verdict: "ok" }
  | {
      readonly verdict: "violated";
      readonly rule: RuleName;
      readonly at: number | null;
      readonly reason: string;
    }
  | { readonly verdict: "unknown"; readonly reason: string };

/** What a rule finds. A rule that finds nothing is content. */
export type Finding = Exclude<Verdict, { readonly verdict: "ok" }>;

/** `at` in microseconds; null where the breach has no instant. */
export function violated(rule: RuleName, at: number | null, reason: string): Finding {
  return { verdict: "violated", rule, at: at === null || !Number.isFinite(at) ? null : at / 1e6, reason };
}

export const unknown = (reason: string): Finding => ({ verdict: "unknown", reason });
