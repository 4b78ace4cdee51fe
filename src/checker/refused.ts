/**
 * What is refused of each part of the arrivals: everything while nobody serves, nothing while everybody is served, and
 * in between what chance allows. It must never know which of the users sent.
 */
import { seconds } from "../units/index.js";
import { type Part, partsOf } from "./ledger.js";
import type { Crowd, PoolFacts } from "./pool-facts.js";
import { closeOf, recordsOf } from "./records.js";
import { forUsers, type Replay, type Rule } from "./replay.js";
import { overlaps, told, toldSpan, within } from "./spans.js";
import { type Finding, unknown, violated } from "./verdict.js";

function* refusedWithinOffered(replay: Replay): Iterable<Finding> {
  for (const part of partsOf(replay))
    if (!Number.isSafeInteger(part.refused) || part.refused < 0 || part.refused > part.offered)
      yield violated(
        "refused-within-offered",
        part.to,
        `${part.refused} of ${part.offered} are refused in ${toldSpan(part)}`,
      );
}

/** One notional user sits at the database that serves. */
function* refusedOutOfService(replay: Replay): Iterable<Finding> {
  if (replay.pool !== null) return;
  const accepting = [...replay.services, ...replay.rivals];
  for (const part of partsOf(replay)) {
    const touched = accepting.filter((service) => overlaps(part, service));
    const served = touched.some((service) => within(part, service));
    const due = served ? 0 : part.offered;
    if (part.offered > 0 && !served && touched.length > 0)
      yield unknown(
        `the arrivals count ${told(part.from)} to ${told(part.to)} together, but something changes in between`,
      );
    else if (part.refused !== due)
      yield violated(
        "refused-only-where-cut-off",
        part.to,
        `${part.refused} of ${part.offered} are refused in ${toldSpan(part)}, ${served ? "while a database serves" : "while none serves"}`,
      );
  }
}

function* refusedWhereCutOff(pool: PoolFacts, replay: Replay): Iterable<Finding> {
  const retry = seconds(pool.users.retryFor);
  for (const part of partsOf(replay)) {
    const crowds = pool.crowd.during(part.from, part.to);
    // At the very instant at which somebody is able again, who tries until then is still served.
    const later = retry === 0 ? [] : pool.crowd.during(part.to, part.to + retry + 1);
    const everybody = crowds.every(({ able, counted }) => able === counted && counted > 0);
    const nobody = [...crowds, ...later].every(({ able, counted }) => able === 0 && counted > 0);
    const due = everybody ? 0 : nobody ? part.offered : part.refused;
    if (part.from < part.to && part.refused !== due)
      yield violated(
        "refused-only-where-cut-off",
        part.to,
        `${part.refused} of ${part.offered} are refused in ${toldSpan(part)}, while ${everybody ? "everybody" : "nobody"} can send`,
      );
  }
}

/** What may be refused of some parts together: its middle and its variance, were all as cut off as that. */
class Expectation {
  #mean = 0;
  #variance = 0;

  add(offered: number, share: number): void {
    this.#mean += offered * share;
    this.#variance += offered * share * (1 - share);
  }

  /** Six sigma, and what rare events add to them: by Bernstein's bound not once in ten million. */
  readonly #wide = () => 6 * Math.sqrt(this.#variance) + 15;

  most = (): number => this.#mean + this.#wide();
  least = (): number => this.#mean - this.#wide();
}

/** Where nobody is counted, nobody says who sends. */
const unableOf =
  (otherwise: number) =>
  ({ able, counted }: Crowd): number =>
    counted === 0 ? otherwise : 1 - able / counted;

/** Each part for itself, and those of an incident together: many small ones tell more than one. */
function* refusedAsChanceAllows(pool: PoolFacts, replay: Replay): Iterable<Finding> {
  const parts = partsOf(replay).filter(({ from, to }) => from < to);
  const incidents = recordsOf(replay.timeline).map((incident) =>
    parts.filter((part) =>
      within(part, { from: seconds(incident.opened), to: closeOf(incident, replay.horizon) }),
    ),
  );
  for (const together of [...parts.map((part) => [part]), ...incidents])
    if (together.length > 0) yield* asChanceAllows(pool, together);
}

function* asChanceAllows(pool: PoolFacts, parts: readonly Part[]): Iterable<Finding> {
  const highest = new Expectation();
  const lowest = new Expectation();
  let refused = 0;
  for (const part of parts) {
    const [least, most] = sharesOf(pool, part);
    refused += part.refused;
    highest.add(part.offered, most);
    // Who tries again may be accepted, and who that is, the facts do not say.
    lowest.add(part.offered, pool.users.retryFor > 0 ? 0 : least);
  }
  if (refused > highest.most() || refused < lowest.least())
    yield violated(
      "refused-as-chance-allows",
      parts[0]!.from,
      `${refused} are refused in ${toldSpan({ from: parts[0]!.from, to: parts.at(-1)!.to })}, but chance allows ${Math.floor(lowest.least())} to ${Math.ceil(highest.most())}`,
    );
}

/**
 * How many of all cannot send in a part: what that is over time on average. Where people leave or come back with their
 * site in between, nobody says whose messages they are, so then all shares that there are may be meant.
 */
function sharesOf({ crowd }: PoolFacts, part: Part): [number, number] {
  const pieces = [...crowd.pieces(part.from, part.to)];
  const [first] = pieces;
  if (pieces.some(({ value }) => value.counted !== first!.value.counted || value.counted === 0)) {
    const crowds = pieces.map(({ value }) => value);
    return [Math.min(...crowds.map(unableOf(0))), Math.max(...crowds.map(unableOf(1)))];
  }
  const sum = pieces.reduce((total, { from, to, value }) => total + unableOf(0)(value) * (to - from), 0);
  const share = Math.min(1, sum / (part.to - part.from));
  return [share, share];
}

export const refusedRules: readonly Rule[] = [
  refusedWithinOffered,
  refusedOutOfService,
  forUsers(refusedWhereCutOff),
  forUsers(refusedAsChanceAllows),
];
