/** Lies about what follows from the facts: incidents, losses, outages, messages. */
import type { IncidentResult, TimelineResult } from "../../src/results/index.js";
import type { BadTrace } from "./bad-trace.js";

const withIncident =
  (change: (incident: IncidentResult) => Partial<IncidentResult>) => (timeline: TimelineResult) => ({
    ...timeline,
    incidents: timeline.incidents.map((incident) => ({ ...incident, ...change(incident) })),
  });

export const BAD_CLAIMS: readonly BadTrace[] = [
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
