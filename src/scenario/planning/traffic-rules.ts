/** Whether servers, database and link can take what users send at the busiest time. */
import type { Scenario } from "../../spec/index.js";
import {
  applicationSeating,
  type Bottleneck,
  bottlenecksOf,
  linkTraffic,
  normalSeating,
  type Seating,
  serverCapacity,
  totalTraffic,
} from "../../traffic/index.js";
import { printBitRate, printCount, printShare, trimmed } from "../../units/index.js";
import { type Advice, broken, type Planned, type Rule } from "./rule.js";

export const trafficRules: readonly Rule[] = [queuesEnd];

function* queuesEnd({ scenario, load }: Planned): Iterable<Advice> {
  const seating = seatingOf(scenario);
  if (seating === null) return;
  const peak = load.peakMessagesPerSecond;
  for (const bottleneck of bottlenecksOf(scenario, seating, peak)) {
    yield adviceOn(bottleneck, scenario, seating, peak);
  }
}

function seatingOf(scenario: Scenario): Seating | null {
  if (scenario.users.count === 0) return null;
  const { topology } = scenario;
  return normalSeating(scenario) ?? applicationSeating(scenario, topology.primarySite, topology.mirror);
}

function adviceOn(bottleneck: Bottleneck, scenario: Scenario, seating: Seating, peak: number): Advice {
  switch (bottleneck.what) {
    case "servers":
      return broken("servers-take-messages", {
        path: "layout",
        message: `the servers cannot take the messages: ${bottleneck.words}`,
        reason: serverArithmetic(scenario, peak),
      });
    case "database":
      return broken("database-takes-messages", {
        path: "mirroring.flush",
        message: `the database cannot take the messages: ${bottleneck.words}`,
        reason: `one commit after the other, each in ${trimmed(1000 / bottleneck.takes, 3)} ms on average`,
      });
    case "link":
      return broken("link-carries-pool-traffic", {
        path: "wan.bandwidth",
        message: `the link cannot carry the pool's own traffic: ${bottleneck.words}`,
        reason: `${trafficArithmetic(scenario, seating, peak)}; whatever log shipping sends over it gets next to nothing`,
      });
  }
}

function serverArithmetic(scenario: Scenario, peak: number): string {
  const { servers, users } = scenario;
  const each = trimmed(serverCapacity(scenario, peak), 2);
  if (servers.messagesPerServer !== null) {
    return `one server takes ${each} messages a second, and ${printCount(users.count)} users send ${trimmed(peak, 2)} at the busiest time`;
  }
  return (
    `${printCount(users.count)} users send ${trimmed(peak, 2)} messages a second at the busiest time; one server takes ${each}, ` +
    `half as much again as the ${printCount(servers.usersPerServer)} users of a full one send`
  );
}

/** The sum of what the pool puts on the link, against what the link carries. */
export function trafficArithmetic(scenario: Scenario, seating: Seating | null, peak: number): string {
  const traffic = linkTraffic(scenario, seating, peak);
  const { bandwidth, efficiency } = scenario.wan;
  return (
    `posts ${printBitRate(traffic.posts)} + relays ${printBitRate(traffic.relays)} + ` +
    `deliveries ${printBitRate(traffic.deliveries)} are ${printBitRate(totalTraffic(traffic))}; a link of ` +
    `${printBitRate(bandwidth)} carries ${printBitRate(bandwidth * efficiency)} at an efficiency of ${printShare(efficiency)}`
  );
}
