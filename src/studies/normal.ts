/** What normal running looks like at the busiest time: the link's sum and the latency of each home. */
import type { RunResult } from "../results/index.js";
import { figuresOf } from "../shipping/index.js";
import type { Scenario } from "../spec/index.js";
import {
  applicationSeating,
  endpointsPerUser,
  type Latencies,
  type Latency,
  type LinkTraffic,
  latencyOf,
  linkTraffic,
  normalSeating,
  recipientsOf,
  totalTraffic,
} from "../traffic/index.js";
import { printCount, printShare, printSize } from "../units/index.js";
import { tidy } from "./run/incident-result.js";

/** null: one notional user sits at the database, and nothing of this is played. */
export function normalResult(scenario: Scenario, peakMessagesPerSecond: number): RunResult["normal"] {
  const { topology, users, wan } = scenario;
  if (users.count === 0) return null;
  const seating =
    normalSeating(scenario) ?? applicationSeating(scenario, topology.primarySite, topology.mirror);
  const traffic = linkTraffic(scenario, seating, peakMessagesPerSecond);
  return {
    latency: tidyLatencies(latencyOf(scenario, seating, peakMessagesPerSecond)),
    link: {
      capacity: tidy(wan.bandwidth * wan.efficiency),
      posts: tidy(traffic.posts),
      relays: tidy(traffic.relays),
      deliveries: tidy(traffic.deliveries),
      copies: tidy(figuresOf(wan, totalTraffic(traffic)).rate),
      arithmetic: arithmeticOf(scenario, traffic, peakMessagesPerSecond),
    },
  };
}

/** The factors of the sums, as a person would write them down. */
function arithmeticOf(scenario: Scenario, traffic: LinkTraffic, peak: number): LinkArithmetic {
  const { post, relay, delivery } = scenario.traffic;
  const { users } = scenario;
  const recipients = recipientsOf(scenario);
  const toAll = peak * recipients * endpointsPerUser(users) * delivery;
  const each = (bytes: number, size: number) =>
    size === 0 ? "0 B each" : `${printCount(tidy(bytes / size))} a second × ${printSize(size)}`;
  return {
    posts: each(traffic.posts, post),
    relays: each(traffic.relays, relay),
    deliveries:
      `${printCount(tidy(peak))} messages a second × ${printCount(recipients)} recipients × ` +
      `${endpointsPerUser(users)} endpoints × ${printShare(toAll === 0 ? 0 : traffic.deliveries / toAll)} across the link × ` +
      printSize(delivery),
  };
}

type LinkArithmetic = NonNullable<RunResult["normal"]>["link"]["arithmetic"];

export function tidyLatencies(latencies: Latencies): Latencies {
  return {
    "site-1": tidyLatency(latencies["site-1"]),
    "site-2": tidyLatency(latencies["site-2"]),
    why: latencies.why,
  };
}

const tidyLatency = (latency: Latency | null): Latency | null =>
  latency === null ? null : { mean: tidy(latency.mean), p95: tidy(latency.p95) };
