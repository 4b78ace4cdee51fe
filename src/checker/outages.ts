/**
 * The outages, from one service to the next or as the users see them, against what the run says of them. It must never
 * know what took so long: a critical path only has to join up.
 */
import type { IncidentResult, RecoveredFrom } from "../results/index.js";
import { seconds } from "../units/index.js";
import { closeOf } from "./losses.js";
import type { Replay, Rule } from "./replay.js";
import { incidentAt, shortfallsOf, timesDown } from "./served.js";
import type { Service } from "./services.js";
import { lengthOf, type Span, told, totalLength } from "./spans.js";
import { type Finding, violated } from "./verdict.js";

export interface Outage extends Span {
  readonly before: Service;
  /** null: nobody serves again. */
  readonly after: Service | null;
}

/** Also those without length, in which service only moved. */
export function readOutages({ services, horizon }: Replay): Outage[] {
  return services.flatMap((before, index) => {
    const after = services[index + 1] ?? null;
    if (after === null && before.stopOrder === null) return [];
    return [{ from: before.to, to: after?.begins ?? horizon, before, after }];
  });
}

/** The incident in which an outage began. */
export const incidentOf = (replay: Replay, outage: Outage): IncidentResult | undefined =>
  incidentAt(replay, outage.from);

const outagesOf = (replay: Replay, incident: IncidentResult): Outage[] =>
  readOutages(replay).filter((outage) => incidentOf(replay, outage) === incident);

interface Interruption extends Span {
  readonly unended: boolean;
}

/** What the run's figures are of: the database's outages for one notional user, else those of the users. */
function interruptionsOf(replay: Replay, incident: IncidentResult): Interruption[] {
  if (replay.pool !== null) return shortfallsOf(replay.pool, replay, incident, replay.pool.users.restoredAt);
  return outagesOf(replay, incident).map(({ from, to, after }) => ({ from, to, unended: after === null }));
}

/** Then the facts do not say what it was an outage of, and the curve's rule says so. */
const isDoubtful = (replay: Replay, incident: IncidentResult): boolean =>
  replay.pool !== null &&
  shortfallsOf(replay.pool, replay, incident, replay.pool.users.restoredAt).some(({ doubtful }) => doubtful);

function* outagesInIncidents(replay: Replay): Iterable<Finding> {
  for (const outage of readOutages(replay))
    if ((outage.after === null || lengthOf(outage) > 0) && incidentOf(replay, outage) === undefined)
      yield violated(
        "outage-needs-an-incident",
        outage.from,
        `service stops at ${told(outage.from)}, and no incident is open`,
      );
}

function* nullWhereNothingServes(replay: Replay): Iterable<Finding> {
  for (const incident of replay.timeline.incidents) {
    const unended = outagesOf(replay, incident).find(({ after }) => after === null);
    const nulls = [incident.rpo === null, incident.recoveredFrom === "not-recovered"];
    const cutOff = interruptionsOf(replay, incident).some((outage) => outage.unended);
    const fits =
      nulls.every((isNull) => isNull === (unended !== undefined)) &&
      ((incident.rto === null) === cutOff || isDoubtful(replay, incident));
    if (!fits)
      yield violated(
        "null-where-nothing-serves",
        unended?.from ?? seconds(incident.opened),
        `rpo ${incident.rpo}, rto ${incident.rto} and ${incident.recoveredFrom}, but ${unended === undefined ? (cutOff ? "users stay cut off" : "service came back") : "nothing serves again"}`,
      );
  }
}

function* rtoIsTheLongestOutage(replay: Replay): Iterable<Finding> {
  for (const incident of replay.timeline.incidents) {
    const { rto, rtoParts, rtoFull } = incident;
    const outages = interruptionsOf(replay, incident);
    if (rto === null) {
      if (rtoParts !== null)
        yield violated("rto-parts-add-up", null, `the rto is null, and its parts are not`);
      continue;
    }
    const longest = Math.max(0, ...outages.map(lengthOf));
    const start = outages.find((outage) => lengthOf(outage) === longest)?.from ?? null;
    if (seconds(rto) !== longest && !isDoubtful(replay, incident))
      yield violated(
        "rto-is-the-longest-outage",
        start,
        `the rto is ${rto} s, the longest outage ${told(longest)}`,
      );
    const parts =
      rtoParts === null ? [] : [rtoParts.detect, rtoParts.decide, rtoParts.procedure, rtoParts.reconnect];
    const sum = parts.reduce((total, part) => total + seconds(part), 0);
    if (
      (rtoParts === null && rto > 0) ||
      (rtoParts !== null && sum !== seconds(rto)) ||
      parts.some((part) => part < 0)
    )
      yield violated("rto-parts-add-up", start, `the parts of the rto add up to ${told(sum)}, not ${rto} s`);
    if (rtoFull !== null && rtoFull < rto)
      yield violated(
        "users-back-in-order",
        start,
        `all are back after ${rtoFull} s, but most after ${rto} s`,
      );
  }
}

function* curveRises({ timeline }: Replay): Iterable<Finding> {
  for (const { rtoCurve, opened, usersDown } of timeline.incidents) {
    const curve = [rtoCurve["50"], rtoCurve["90"], rtoCurve["95"], rtoCurve["100"]];
    const sizes = curve.map((value) => value ?? Number.POSITIVE_INFINITY);
    if (sizes.some((size, index) => index > 0 && size < sizes[index - 1]!))
      yield violated("users-back-in-order", seconds(opened), `the curve falls: ${curve.join(", ")}`);
    if (usersDown < 0 || usersDown > 1)
      yield violated("users-back-in-order", seconds(opened), `${usersDown} is not a share of the users`);
  }
}

/** A path may count its instants from time 0 or from the outage's beginning; it must go through to the end. */
function* criticalPathJoinsUp(replay: Replay): Iterable<Finding> {
  for (const incident of replay.timeline.incidents) {
    const { criticalPath, rto } = incident;
    const [first] = criticalPath;
    if (rto === null || first === undefined || isDoubtful(replay, incident)) continue;
    const starts = interruptionsOf(replay, incident)
      .filter((outage) => lengthOf(outage) === seconds(rto))
      .map(({ from }) => from);
    let reached: number = seconds(first.from);
    if (reached !== 0 && !starts.includes(reached))
      yield violated(
        "critical-path-joins-up",
        reached,
        `the path begins at ${told(reached)}, where no outage begins`,
      );
    const begins = reached;
    for (const { step, from, lasts } of criticalPath) {
      if (seconds(from) !== reached || lasts < 0)
        yield violated(
          "critical-path-joins-up",
          reached,
          `${step} begins at ${from} s, not at ${told(reached)}`,
        );
      reached = seconds(from) + seconds(lasts);
    }
    if (reached - begins !== seconds(rto))
      yield violated(
        "critical-path-joins-up",
        reached,
        `the path is ${told(reached - begins)} long, not ${rto} s`,
      );
  }
}

/** Of the whole life; whether an incident counts other incidents' outages, its own figure shows. */
function* availabilityIsTimeServed(replay: Replay): Iterable<Finding> {
  const { pool, horizon } = replay;
  const everything = totalLength(readOutages(replay));
  for (const incident of replay.timeline.incidents) {
    const downs =
      pool === null
        ? [totalLength(outagesOf(replay, incident)), everything]
        : timesDown(pool, incident, horizon);
    if (!downs.some((down) => Math.abs(incident.availability - (1 - down / horizon)) <= 1e-9))
      yield violated(
        "availability-is-time-served",
        seconds(incident.opened),
        `availability ${incident.availability}, but down for ${told(downs[0]!)} of ${told(horizon)}`,
      );
  }
}

/** What may be said of an incident with this outage. */
function waysBack({ before, after }: Outage, replay: Replay): RecoveredFrom[] {
  if (after === null) return ["not-recovered"];
  if (after.history !== before.history) {
    const by = replay.family.get(after.history)?.begin?.by;
    return by === "secondary-recovered" ? ["log-shipping"] : ["mirror"];
  }
  if (after.machine !== before.machine) return ["mirror"];
  // A principal that only waited for its quorum has nothing to recover from.
  const stoodAllTheTime = replay.machine(before.machine).upThroughout(before.to, after.begins);
  return stoodAllTheTime ? ["restart", "none-needed"] : ["restart"];
}

function* recoveredFromWhatServed(replay: Replay): Iterable<Finding> {
  for (const incident of replay.timeline.incidents) {
    const outages = outagesOf(replay, incident);
    const span = { from: seconds(incident.opened), to: closeOf(incident, replay.horizon) };
    const broughtBack = replay.facts.of("undeleted").some(({ at }) => span.from <= at && at <= span.to);
    const ways = new Set(outages.flatMap((outage) => waysBack(outage, replay)));
    if (outages.length === 0) ways.add("none-needed");
    if (broughtBack) ways.add("log-shipping");
    if (!ways.has(incident.recoveredFrom))
      yield violated(
        "recovered-from-what-served",
        span.from,
        `recovered from ${incident.recoveredFrom}, but the facts say ${[...ways].join(" or ")}`,
      );
  }
}

export const outageRules: readonly Rule[] = [
  outagesInIncidents,
  nullWhereNothingServes,
  rtoIsTheLongestOutage,
  curveRises,
  criticalPathJoinsUp,
  availabilityIsTimeServed,
  recoveredFromWhatServed,
];
