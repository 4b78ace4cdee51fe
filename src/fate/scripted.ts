/**
 * The fate that a scenario scripts: each failure at its instant, drawn or given, keyed by the failure itself and
 * never by its place in the list. It must never know what a strike does.
 */
import { draw, key, type Law, type Streams } from "../engine/index.js";
import type { Fate, Occurrence, Strike } from "../spec/index.js";
import type { Micros } from "../units/index.js";

/** `period`: over which "any" is uniform; null where no failure asks for it. */
export function scriptedFate(
  occurrences: readonly Occurrence[],
  period: Micros | null,
  streams: Streams,
): Fate {
  const strikes = occurrences.map((failure) => strikeOf(failure, period, streams));
  return strikes.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

function strikeOf(failure: Occurrence, period: Micros | null, streams: Streams): Strike {
  const drawn = (purpose: string, law: Law): Micros =>
    law.law === "fixed" ? law.value : draw(law, uniform(purpose));
  const uniform = (purpose: string) => streams.stream(key(failure.key, purpose)).next();
  const { when, lasts } = failure;
  const at =
    when.at === "any"
      ? ((when.from + Math.floor(uniform("at") * periodOf(period))) as Micros)
      : drawn("at", when.law);
  const heals = lasts.lasts === "drawn" ? ((at + drawn("lasts", lasts.law)) as Micros) : null;
  return { id: failure.key, failure: settled(failure, drawn), at, heals };
}

/** What else of a failure is chance is drawn here too: a fate holds no laws. */
function settled(failure: Occurrence, drawn: (purpose: string, law: Law) => Micros): Occurrence {
  if (failure.what !== "bad-delete") return failure;
  return { ...failure, noticed: { law: "fixed", value: drawn("noticed", failure.noticed) } };
}

function periodOf(period: Micros | null): Micros {
  if (period === null) throw new Error("a failure at any moment needs the schedule's common period");
  return period;
}
