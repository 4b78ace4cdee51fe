/**
 * Lost messages that somebody had read: all of them while everybody was there, and as many as chance allows while some
 * were not. It must never know who sat in which room.
 */
import { seconds } from "../units/index.js";
import { Lots } from "./chance.js";
import { accepted, counted, isLostWhereSent, type Part, partsOf } from "./ledger.js";
import { stretchesOf } from "./losses.js";
import type { PoolFacts } from "./pool-facts.js";
import { recordsOf } from "./records.js";
import type { Replay, Rule } from "./replay.js";
import { acceptingSpans, dividedSpans } from "./services.js";
import { overlaps, within } from "./spans.js";
import { type Finding, violated } from "./verdict.js";

function* seenAreAmongTheLost({ timeline, pool }: Replay): Iterable<Finding> {
  const all = [
    { at: null, messages: timeline.messages },
    ...recordsOf(timeline).map(({ opened, messages }) => ({ at: seconds(opened), messages })),
  ];
  for (const { at, messages } of all) {
    const { seenButLost, lost } = messages;
    if ((seenButLost === null) !== (pool === null))
      yield violated(
        "seen-among-the-lost",
        at,
        `${seenButLost} are seen with ${pool === null ? "no" : "some"} users`,
      );
    if (
      seenButLost !== null &&
      !(Number.isSafeInteger(seenButLost) && seenButLost >= 0 && seenButLost <= lost)
    )
      yield violated("seen-among-the-lost", at, `${seenButLost} are seen of ${lost} lost`);
  }
}

/** That at least one of so many was there, for the least and the most who were. */
function chances(pool: PoolFacts, part: Part): [number, number] {
  const d = pool.users.deliveriesPerMessage;
  const shares = [...pool.crowd.pieces(part.from, part.to)].map(({ value }) => value.able / pool.all);
  // Nothing is accepted while nobody can send.
  const there = shares.filter((share) => share > 0);
  const chance = (share: number) => (d <= 0 ? 0 : share >= 1 ? 1 : 1 - Math.exp(d * Math.log1p(-share)));
  return [chance(Math.min(...there)), chance(Math.max(...there))];
}

function* seenAsChanceAllows(replay: Replay): Iterable<Finding> {
  const { pool } = replay;
  const accepting = acceptingSpans(replay);
  const divided = dividedSpans(replay);
  if (pool === null || !isLostWhereSent(replay)) return;
  const parts = partsOf(replay).filter(
    (part) => accepted(part) > 0 && accepting.some((span) => overlaps(part, span)),
  );
  // Of these some went to the other database.
  const isDivided = (part: Part) => divided.some((span) => overlaps(part, span));
  for (const incident of recordsOf(replay.timeline)) {
    const lots = new Lots();
    for (const stretch of stretchesOf(incident))
      for (const part of parts.filter((one) => within(one, stretch)))
        lots.add(accepted(part), isDivided(part) ? [0, chances(pool, part)[1]] : chances(pool, part));
    const { seenButLost } = incident.messages;
    if (seenButLost !== null && !lots.allow(seenButLost))
      yield violated(
        "seen-as-chance-allows",
        seconds(incident.opened),
        `${seenButLost} of ${incident.messages.lost} lost were seen, but chance allows ${lots.bounds.map(Math.round).join(" to ")}`,
      );
  }
}

export const seenRules: readonly Rule[] = [
  seenAreAmongTheLost,
  (replay) => counted(() => seenAsChanceAllows(replay)),
];
