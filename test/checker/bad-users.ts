/** Lies about what follows for the users: outages, curves, latency, and which of their messages nobody took. */
import type { ArrivalCount, IncidentResult, TimelineResult } from "../../src/results/index.js";
import type { BadTrace } from "./bad-trace.js";

const withIncident =
  (change: (incident: IncidentResult) => Partial<IncidentResult>) => (timeline: TimelineResult) => ({
    ...timeline,
    incidents: timeline.incidents.map((incident) => ({ ...incident, ...change(incident) })),
  });

/** Refuses otherwise in the part that begins at an instant; the run and its incident count along. */
const withRefused = (from: number, change: (part: ArrivalCount) => number) => (timeline: TimelineResult) => {
  const part = timeline.arrivals.find((each) => each.from === from)!;
  const refused = change(part);
  const more = refused - part.refused;
  const count = <M extends TimelineResult["messages"]>(messages: M): M => ({
    ...messages,
    refused: messages.refused + more,
    accepted: messages.accepted - more,
    kept: messages.kept - more,
  });
  return {
    ...timeline,
    arrivals: timeline.arrivals.map((each) => (each === part ? { ...part, refused } : each)),
    messages: count(timeline.messages),
    incidents: timeline.incidents.map((incident) => ({ ...incident, messages: count(incident.messages) })),
  };
};

export const BAD_USERS: readonly BadTrace[] = [
  {
    says: "an incident that closes while some cannot send",
    of: "spareActivated",
    rule: "incident-closes-when-all-are-able",
    lie: ["1040 able 400 of 400", "1040 able 380 of 400\n2600 able 400 of 400"],
  },
  {
    says: "users who are cut off by a strike in vain, with no incident",
    of: "linkCut",
    rule: "unable-only-in-an-incident",
    lie: [
      "1000 strike wan-cut w1",
      "900 strike mirror-crash m1 in vain\n900 able 399 of 400\n1000 strike wan-cut w1",
    ],
  },
  {
    says: "an rto that ends when the database is back, and not its users",
    of: "lowBandwidthLost",
    rule: "rto-is-the-longest-outage",
    lie: ["rto 1381", "rto 1100"],
  },
  {
    says: "an rto that waits for the last of them",
    of: "serverCrash",
    rule: "rto-is-the-longest-outage",
    lie: ["rto 61", "rto 101"],
  },
  {
    says: "an rto of the first of two outages, which was shorter",
    of: "twoOutages",
    rule: "rto-is-the-longest-outage",
    lie: ["rto 60 since 2000", "rto 40 since 1000"],
  },
  {
    says: "an rto that forgets who signed in at the instant of the strike",
    of: "signedInAtTheStrike",
    rule: "rto-is-the-longest-outage",
    lie: ["rto 70 since", "rto 60 since"],
  },
  {
    says: "an rto where too few fell for an outage",
    of: "smallFall",
    rule: "rto-is-the-longest-outage",
    lie: ["rto 0", "rto 40"],
  },
  {
    says: "an outage measured against those who left with their site",
    of: "stayWithSite",
    rule: "rto-is-the-longest-outage",
    lie: ["rto 540 down 290.6", "rto 541 down 290.6"],
  },
  {
    says: "an outage measured against those who left in the middle of it",
    of: "someLeaveInAnOutage",
    rule: "rto-is-the-longest-outage",
    lie: ["rto 2040 down", "rto 2042 down"],
  },
  {
    says: "half of those who could before are back late, though most of them had only left",
    of: "someLeaveInAnOutage",
    rule: "curve-as-they-came-back",
    lie: ["curve 0/2040/", "curve 2040/2040/"],
  },
  {
    says: "an outage of nobody, since everybody left with his site",
    of: "everybodyLeaves",
    rule: "rto-is-the-longest-outage",
    lie: ["rto 0 down 40.5", "rto 541 down 40.5"],
  },
  {
    says: "an rto is known though half of the users stay cut off",
    of: "frontEndForever",
    rule: "null-where-nothing-serves",
    lie: ["rto none down", "rto 4000 down"],
  },
  {
    says: "not recovered, though the database served all the while",
    of: "frontEndForever",
    rule: "null-where-nothing-serves",
    lie: ["rto none down 2000", "rto none rpo none by not-recovered down 2000"],
  },
  {
    says: "a critical path of the database's outage instead of the users'",
    of: "lowBandwidthLost",
    rule: "critical-path-joins-up",
    change: withIncident(({ criticalPath }) => ({
      criticalPath: criticalPath.map((step) => ({
        ...step,
        from: step.from === 2000 ? 2000 : 2550,
        lasts: 550,
      })),
    })),
  },
  {
    says: "a half that is back before it is",
    of: "highBandwidthLost",
    rule: "curve-as-they-came-back",
    lie: ["curve 1150/", "curve 1118/"],
  },
  {
    says: "nine tenths that are back with the first who are",
    of: "linkCut",
    rule: "curve-as-they-came-back",
    lie: ["curve 100/1042", "curve 100/1040"],
  },
  {
    says: "all are back, when most are",
    of: "serverCrash",
    rule: "curve-as-they-came-back",
    lie: ["curve 0/61/61/101", "curve 0/61/61/61"],
  },
  {
    says: "fewer cut off than were",
    of: "linkCut",
    rule: "users-down-as-counted",
    lie: ["usersdown 0.75", "usersdown 0.5"],
  },
  {
    says: "all cut off, when half were",
    of: "frontEndLost",
    rule: "users-down-as-counted",
    lie: ["usersdown 0.5", "usersdown 1"],
  },
  {
    says: "an availability that counts no one who was slow to come back",
    of: "highBandwidthLost",
    rule: "availability-is-time-served",
    lie: ["down 1142.1", "down 1110"],
  },
  {
    says: "a point beside the curve",
    of: "serverCrash",
    rule: "served-as-they-were",
    lie: ["1040:0.8", "1040:0.75"],
  },
  {
    says: "a point a second before its instant",
    of: "lowBandwidthLost",
    rule: "served-as-they-were",
    lie: ["3380:0.5", "3379:0.5"],
  },
  {
    says: "a curve of 65 points",
    of: "serverCrash",
    rule: "served-as-they-were",
    change: withIncident(() => ({
      served: Array.from({ length: 65 }, (_, index) => ({ at: 1101 + index, share: 1 })),
    })),
  },
  {
    says: "a latency a second before any server is attached",
    of: "lowBandwidthLost",
    rule: "latency-of-those-who-send",
    lie: ["latency 3380:", "latency 3359:"],
  },
  {
    says: "a p95 that the mean is too small for",
    of: "serverCrash",
    rule: "latency-of-those-who-send",
    lie: ["1000:0.02/0.05", "1000:0.02/0.5"],
  },
  {
    says: "latencies told backwards",
    of: "serverCrash",
    rule: "latency-of-those-who-send",
    lie: ["latency 1000:0.02/0.05,1101", "latency 1102:0.02/0.05,1101"],
  },
  {
    says: "more refused of a part than was offered",
    of: "serverCrash",
    rule: "refused-within-offered",
    change: withRefused(1040, ({ offered }) => offered + 1),
  },
  {
    says: "half a message refused",
    of: "serverCrash",
    rule: "refused-within-offered",
    change: withRefused(1040, ({ refused }) => refused + 0.5),
  },
  {
    says: "a message refused while all can send",
    of: "serverCrash",
    rule: "refused-only-where-cut-off",
    change: withRefused(1101, () => 1),
  },
  {
    says: "a message taken while nobody can send",
    of: "lowBandwidthLost",
    rule: "refused-only-where-cut-off",
    change: withRefused(2000, ({ offered }) => offered - 1),
  },
  {
    says: "a message taken though its sender gave up before anybody served",
    of: "retried",
    rule: "refused-only-where-cut-off",
    change: withRefused(2000, ({ offered }) => offered - 1),
  },
  {
    says: "a message refused while the database of one notional user serves",
    of: "failover",
    rule: "refused-only-where-cut-off",
    change: withRefused(1012, () => 1),
  },
  {
    says: "twice as many refused as chance allows",
    of: "frontEndLost",
    rule: "refused-as-chance-allows",
    change: withRefused(1000, ({ refused }) => 2 * refused),
  },
  {
    says: "half as many refused as chance allows",
    of: "frontEndLost",
    rule: "refused-as-chance-allows",
    change: withRefused(1000, ({ refused }) => refused / 2),
  },
  {
    says: "in each second a few more than it should be, and many together",
    of: "serverCrash",
    rule: "refused-as-chance-allows",
    change: (timeline) =>
      [1000, 1040, 1041, 1061].reduce(
        (told, from) => withRefused(from, ({ refused, offered }) => Math.min(offered, refused + 40))(told),
        timeline,
      ),
  },
  {
    says: "a message that no part refuses",
    of: "serverCrash",
    rule: "messages-as-counted",
    lie: ["offered 50000 refused 147", "offered 50000 refused 148"],
  },
  {
    says: "messages refused and lost at once",
    of: "lowBandwidthLost",
    rule: "messages-as-counted",
    lie: [
      "claim run offered 50000 refused 13806 lost 2000",
      "claim run offered 50000 refused 13806 lost 2001",
    ],
  },
  {
    says: "an incident charged with one message too few",
    of: "serverCrash",
    rule: "incident-messages-as-counted",
    lie: ["offered 5200 refused 147", "offered 5200 refused 146"],
  },
];
