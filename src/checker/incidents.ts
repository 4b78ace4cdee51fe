/**
 * The incidents: when they open and close, and whose causes they have. It must never know which failures deserve one,
 * beyond that every strike with an effect belongs to exactly one.
 */
import type { CauseResult } from "../results/index.js";
import { seconds } from "../units/index.js";
import { incidentOf, readOutages } from "./database-outages.js";
import type { Placed } from "./facts.js";
import { stretchesOf } from "./losses.js";
import { closeOf } from "./records.js";
import type { Replay, Rule } from "./replay.js";
import { lengthOf, told } from "./spans.js";
import { type Finding, violated } from "./verdict.js";

function* oneOpen({ facts }: Replay): Iterable<Finding> {
  let open: number | null = null;
  for (const { state, number, at } of facts.of("incident")) {
    if (state === "opens" && open !== null)
      yield violated("one-incident-open", at, `incident ${number} opens while ${open} is open`);
    if (state === "closes" && open !== number)
      yield violated("one-incident-open", at, `incident ${number} closes, but is not open`);
    open = state === "opens" ? number : null;
  }
}

function* asTheFactsTell({ facts, timeline }: Replay): Iterable<Finding> {
  const opens = facts.of("incident").filter(({ state }) => state === "opens");
  if (opens.length !== timeline.incidents.length)
    yield violated(
      "incidents-as-the-facts-tell",
      null,
      `the facts open ${opens.length} incidents, the run tells of ${timeline.incidents.length}`,
    );
  for (const [index, incident] of timeline.incidents.entries()) {
    const open = opens[index];
    if (open === undefined) continue;
    const close = facts
      .of("incident")
      .find(({ state, number, order }) => state === "closes" && number === open.number && order > open.order);
    const closed = incident.closed === null ? null : seconds(incident.closed);
    if (seconds(incident.opened) !== open.at || closed !== (close?.at ?? null))
      yield violated(
        "incidents-as-the-facts-tell",
        open.at,
        `the incident of ${incident.opened} s to ${incident.closed ?? "no close"} stands in the facts from ${told(open.at)} to ${close === undefined ? "no close" : told(close.at)}`,
      );
    if (incident.replication !== timeline.replication)
      yield violated("incidents-as-the-facts-tell", open.at, `it is of replication ${incident.replication}`);
  }
}

function* opensWithAStrike({ facts }: Replay): Iterable<Finding> {
  for (const { at, number } of facts.of("incident").filter(({ state }) => state === "opens"))
    if (!facts.of("strike").some((strike) => strike.effective && strike.at === at))
      yield violated("incident-opens-with-a-strike", at, `nothing strikes when incident ${number} opens`);
}

/** A stop that comes after the close is the next incident's, be it at the same instant. */
function* closesInService({ facts, services }: Replay): Iterable<Finding> {
  for (const { at, number, order } of facts.of("incident").filter(({ state }) => state === "closes"))
    if (!services.some((one) => one.begins <= at && (one.stopOrder === null || one.stopOrder > order)))
      yield violated("incident-closes-in-service", at, `nothing serves when incident ${number} closes`);
}

const isCause = (cause: CauseResult, strike: Placed<"strike">): boolean =>
  seconds(cause.at) === strike.at && cause.what === strike.what && cause.where === strike.where;

function* oneCauseEach({ facts, timeline, horizon }: Replay): Iterable<Finding> {
  const causes = timeline.incidents.flatMap((incident) =>
    incident.causes.map((cause) => ({ cause, incident })),
  );
  const strikes = facts.of("strike").filter(({ effective }) => effective);
  for (const strike of strikes) {
    const alike = strikes.filter((other) => isSame(other, strike)).length;
    const named = causes.filter(({ cause }) => isCause(cause, strike));
    if (named.length !== alike)
      yield violated(
        "strike-is-one-cause",
        strike.at,
        `${strike.what} (${strike.id}) at ${told(strike.at)} is a cause ${named.length} times`,
      );
    const healed =
      facts.of("heal").find(({ id, order }) => id === strike.id && order > strike.order)?.at ?? null;
    if (
      alike === 1 &&
      named.some(({ cause }) => (cause.healed === null ? null : seconds(cause.healed)) !== healed)
    )
      yield violated(
        "strike-is-one-cause",
        strike.at,
        `${strike.what} (${strike.id}) was healed at ${healed === null ? "no time" : told(healed)}, the run says otherwise`,
      );
  }
  for (const { cause, incident } of causes) {
    if (!strikes.some((strike) => isCause(cause, strike)))
      yield violated(
        "strike-is-one-cause",
        seconds(cause.at),
        `${cause.what} at ${cause.at} s did not strike`,
      );
    if (seconds(cause.at) < seconds(incident.opened) || seconds(cause.at) > closeOf(incident, horizon))
      yield violated(
        "strike-is-one-cause",
        seconds(cause.at),
        `${cause.what} at ${cause.at} s is a cause of an incident that was not open`,
      );
  }
}

const isSame = (one: Placed<"strike">, other: Placed<"strike">): boolean =>
  one.at === other.at && one.what === other.what && one.where === other.where;

/** It is named after one of its causes; after the first, where nothing was lost and nothing stopped. */
function* namedAfterACause(replay: Replay): Iterable<Finding> {
  for (const incident of replay.timeline.incidents) {
    const same = (cause: CauseResult) =>
      cause.what === incident.what && cause.where === incident.where && cause.at === incident.at;
    const harmless =
      stretchesOf(incident).length === 0 &&
      incident.rto === 0 &&
      !readOutages(replay).some((outage) => lengthOf(outage) > 0 && incidentOf(replay, outage) === incident);
    const names = harmless ? incident.causes.filter(({ at }) => at === incident.opened) : incident.causes;
    if (!names.some(same))
      yield violated(
        "strike-is-one-cause",
        seconds(incident.opened),
        `an incident is named after ${incident.what} at ${incident.at} s, which is not its ${harmless ? "first " : ""}cause`,
      );
  }
}

export const incidentRules: readonly Rule[] = [
  oneOpen,
  opensWithAStrike,
  closesInService,
  asTheFactsTell,
  oneCauseEach,
  namedAfterACause,
];
