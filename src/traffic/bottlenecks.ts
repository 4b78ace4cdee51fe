/**
 * What stands in a message's way and how much of it there is: the commit, the servers, the link. And what of it is
 * too small, in words. It must never know how long anybody waits.
 */
import type { Law, Scenario } from "../spec/index.js";
import { type Micros, printBitRate, SECOND, trimmed } from "../units/index.js";
import { linkTraffic, totalTraffic } from "./link.js";
import { growthOf, slowerOfTwo } from "./queues.js";
import { allEndpoints, type SeatedServer, type Seating, sendersAt } from "./seating.js";

/** 2 ms, exponential: what a log write takes where a scenario says nothing. An assumption. */
export const FLUSH: Law = { law: "exponential", mean: 2_000 as Micros };

const secondsOf = (value: Micros): number => value / SECOND;

/** Mean time of a commit in seconds; null: a law of the flush that no closed form knows. */
export function commitTime({ mirroring, traffic }: Scenario, mirrored: boolean): number | null {
  const flush = mirroring.flush ?? FLUSH;
  const roundTrip = secondsOf(traffic.lanRoundTrip);
  if (flush.law === "fixed") return secondsOf(flush.value) + (mirrored ? roundTrip : 0);
  if (flush.law !== "exponential") return null;
  const mean = secondsOf(flush.mean);
  if (!mirrored) return mean;
  return mean === 0 ? roundTrip : slowerOfTwo(mean, mean, roundTrip);
}

/** Messages a second that one chat server takes: half as much again as a full one's users send at the busiest time. */
export function serverCapacity({ servers, users }: Scenario, peakMessagesPerSecond: number): number {
  if (servers.messagesPerServer !== null) return servers.messagesPerServer;
  return users.count === 0 ? 0 : (1.5 * peakMessagesPerSecond * servers.usersPerServer) / users.count;
}

/** Messages a second that come to a server. */
export function messagesAt(
  { users }: Scenario,
  seating: Seating,
  server: SeatedServer,
  peakMessagesPerSecond: number,
): number {
  return (peakMessagesPerSecond * sendersAt(seating, server)) / allEndpoints(users);
}

/** Without chat servers an application of any size stands beside the database. */
export const takesMessages = ({ layout }: Scenario): boolean => layout.name !== "database-only";

/** As good as full: nearer than this, rounding decides whether a queue comes to rest. */
const FULL = 1 - 1e-12;

export function isOverloaded(asked: number, takes: number): boolean {
  return asked > 0 && asked >= takes * FULL;
}

/** Something that more comes to than it can take: messages a second, or bytes a second on the link. */
export interface Bottleneck {
  readonly what: "servers" | "database" | "link";
  readonly takes: number;
  readonly asked: number;
  readonly growth: number;
  /** "3 servers take 27 messages a second of 30: the queue grows by 3 a second" */
  readonly words: string;
}

export function bottlenecksOf(
  scenario: Scenario,
  seating: Seating,
  peakMessagesPerSecond: number,
): Bottleneck[] {
  const found: Bottleneck[] = [];
  const capacity = serverCapacity(scenario, peakMessagesPerSecond);
  const messages = seating.servers.map((each) => messagesAt(scenario, seating, each, peakMessagesPerSecond));
  const over = messages.filter((each) => takesMessages(scenario) && isOverloaded(each, capacity));
  if (over.length > 0) {
    const subject = over.length === 1 ? "1 server takes" : `${over.length} servers take`;
    found.push(tooMany("servers", subject, over.length * capacity, sum(over)));
  }
  const commit = commitTime(scenario, seating.mirrored);
  const committed = sum(messages);
  if (commit !== null && isOverloaded(committed, 1 / commit)) {
    found.push(tooMany("database", "the database takes", 1 / commit, committed));
  }
  const total = totalTraffic(linkTraffic(scenario, seating, peakMessagesPerSecond));
  const carries = carriedBy(scenario, seating);
  if (isOverloaded(total, carries)) {
    const growth = growthOf(total, carries);
    const words = `the link carries ${printBitRate(carries)} of ${printBitRate(total)}`;
    found.push({
      what: "link",
      takes: carries,
      asked: total,
      growth,
      words: `${words}: ${queue(growth, printBitRate)}`,
    });
  }
  return found;
}

/** Bytes a second that the link carries after protocol and loss. */
export const carriedBy = ({ wan }: Scenario, { link }: Seating): number =>
  link === null ? 0 : link.bandwidth * wan.efficiency;

function tooMany(what: "servers" | "database", subject: string, takes: number, asked: number): Bottleneck {
  const growth = growthOf(asked, takes);
  const words = `${subject} ${trimmed(takes, 2)} messages a second of ${trimmed(asked, 2)}`;
  return {
    what,
    takes,
    asked,
    growth,
    words: `${words}: ${queue(growth, (by) => `${trimmed(by, 2)} a second`)}`,
  };
}

const queue = (growth: number, by: (growth: number) => string): string =>
  growth > 0 ? `the queue grows by ${by(growth)}` : "the queue never comes to rest";

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
