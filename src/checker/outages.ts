/**
 * The outages, from one service to the next or as the users see them, against what the run says of them. It must never
 * know what took so long: a critical path only has to join up.
 */
import type { IncidentResult, RecoveredFrom } from "../results/index.js";
import { seconds } from "../units/index.js";
import { incidentOf, type Outage, outagesOf, readOutages } from "./database-outages.js";
import { closeOf, isOperation, nameOf, recordsOf } from "./records.js";
import type { Replay, Rule } from "./replay.js";
import { timesDown } from "./served.js";
import type { Service } from "./services.js";
import { pairOf } from "./sessions.js";
import { shortfallsOf } from "./shortfalls.js";
import { lengthOf, type Span, told, totalLength, without } from "./spans.js";
import { type Finding, violated } from "./verdict.js";

interface Interruption extends Span {
  readonly unended: boolean;
}

/** What the run's figures are of: the database's outages for one notional user, else those of the users. */
function interruptionsOf(replay: Replay, incident: IncidentResult): Interruption[] {
  if (replay.pool !== null) return shortfallsOf(replay.pool, replay, incident, replay.pool.users.restoredAt);
  // While another database accepts beside the pool's own, nobody is turned away.
  return outagesOf(replay, incident).flatMap(({ from, to, after }) => {
    const rest = replay.rivals.length === 0 ? [{ from, to }] : without({ from, to }, replay.rivals);
    return rest.map((span) => ({ ...span, unended: after === null && span.to === to }));
  });
}

/** All that is down in a record's outages, for the database or for users. */
export const outageSpans = (replay: Replay, record: IncidentResult): Span[] => [
  ...outagesOf(replay, record),
  ...interruptionsOf(replay, record),
];

function* outagesInIncidents(replay: Replay): Iterable<Finding> {
  for (const outage of readOutages(replay))
    if ((outage.after === null || lengthOf(outage) > 0) && incidentOf(replay, outage) === undefined)
      yield violated(
        "outage-needs-an-incident",
        outage.from,
        `service stops at ${told(outage.from)}, and no incident or operation is open`,
      );
}

function* nullWhereNothingServes(replay: Replay): Iterable<Finding> {
  for (const incident of recordsOf(replay.timeline)) {
    const unended = outagesOf(replay, incident).find(({ after }) => after === null);
    const nulls = [incident.rpo === null, incident.recoveredFrom === "not-recovered"];
    const cutOff = interruptionsOf(replay, incident).some((outage) => outage.unended);
    const left =
      !isOperation(incident) &&
      readOutages(replay).some(
        ({ from, after }) => after === null && incident.causes.some(({ at }) => from <= seconds(at)),
      );
    // A failure in an outage that people had begun may be why nothing serves again.
    if (left && nulls.every((isNull) => isNull)) continue;
    const fits =
      nulls.every((isNull) => isNull === (unended !== undefined)) && (incident.rto === null) === cutOff;
    if (!fits)
      yield violated(
        "null-where-nothing-serves",
        unended?.from ?? seconds(incident.opened),
        `rpo ${incident.rpo}, rto ${incident.rto} and ${incident.recoveredFrom}, but ${unended === undefined ? (cutOff ? "users stay cut off" : "service came back") : "nothing serves again"}`,
      );
  }
}

function* rtoIsTheLongestOutage(replay: Replay): Iterable<Finding> {
  for (const incident of recordsOf(replay.timeline)) {
    const { rto, rtoParts, rtoFull } = incident;
    const outages = interruptionsOf(replay, incident);
    if (rto === null) {
      if (rtoParts !== null)
        yield violated("rto-parts-add-up", null, `the rto is null, and its parts are not`);
      continue;
    }
    const longest = Math.max(0, ...outages.map(lengthOf));
    const start = outages.find((outage) => lengthOf(outage) === longest)?.from ?? null;
    if (seconds(rto) !== longest)
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
  for (const { rtoCurve, opened, usersDown } of recordsOf(timeline)) {
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
  for (const incident of recordsOf(replay.timeline)) {
    const { criticalPath, rto } = incident;
    const [first] = criticalPath;
    if (rto === null || first === undefined) continue;
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
  // While another database accepts beside the pool's own, nobody is turned away.
  const turnedAway = totalLength(readOutages(replay).flatMap((outage) => without(outage, replay.rivals)));
  for (const incident of recordsOf(replay.timeline)) {
    const downs =
      pool === null
        ? [totalLength(interruptionsOf(replay, incident)), everything, turnedAway]
        : timesDown(pool, replay, incident);
    if (!downs.some((down) => Math.abs(incident.availability - (1 - down / horizon)) <= 1e-9))
      yield violated(
        "availability-is-time-served",
        seconds(incident.opened),
        `availability ${incident.availability}, but down for ${told(downs[0]!)} of ${told(horizon)}`,
      );
  }
}

/** On the way home it was overwritten, and then recovered with everything that had been brought there. */
const wasRecoveredAnew = ({ moves }: Replay, before: Service, after: Service): boolean =>
  pairOf(after.machine) === "second" &&
  moves.all.some(
    ({ to, order }) => to === "second" && (before.stopOrder ?? order) < order && order < after.order,
  );

/** What was brought home needs no recovery; unless it fell on the way, and came back by itself or with its mirror. */
function waysHome({ machine, by }: Service): RecoveredFrom[] {
  if (pairOf(machine) === "second") return ["log-shipping"];
  if (machine === "mirror") return ["none-needed", "mirror"];
  return by === "failback" ? ["none-needed"] : ["restart"];
}

/** What may be said of an incident with this outage. */
function waysBack({ before, after }: Outage, replay: Replay): RecoveredFrom[] {
  if (after === null) return ["not-recovered"];
  if (after.history !== before.history) {
    const by = replay.family.get(after.history)?.begin?.by;
    if (by === "failed-back") return waysHome(after);
    return by === "secondary-recovered" ? ["log-shipping"] : ["mirror"];
  }
  // Where nothing is missing the same history goes on in the other pair.
  if (pairOf(after.machine) !== pairOf(before.machine)) {
    if (pairOf(after.machine) === "first") return waysHome(after);
    return replay.moves.plannedAt(before.stopOrder ?? 0)?.kind === "switchover"
      ? ["tail-log"]
      : ["log-shipping"];
  }
  if (wasRecoveredAnew(replay, before, after)) return ["log-shipping"];
  if (after.machine !== before.machine) return ["mirror"];
  // A principal that only waited for its quorum has nothing to recover from.
  const stoodAllTheTime = replay.machine(before.machine).upThroughout(before.to, after.begins);
  return stoodAllTheTime ? ["restart", "none-needed"] : ["restart"];
}

function* recoveredFromWhatServed(replay: Replay): Iterable<Finding> {
  for (const incident of recordsOf(replay.timeline)) {
    const outages = outagesOf(replay, incident);
    const span = { from: seconds(incident.opened), to: closeOf(incident, replay.horizon) };
    const broughtBack = replay.facts.of("undeleted").some(({ at }) => span.from <= at && at <= span.to);
    const ways = new Set(outages.flatMap((outage) => waysBack(outage, replay)));
    if (outages.length === 0) ways.add("none-needed");
    // The failure of a database that stood still anyway, until it was brought home.
    if (
      !isOperation(incident) &&
      readOutages(replay).some(
        ({ from, to, after }) => after?.by === "failback" && from <= span.to && span.from <= to,
      )
    )
      ways.add("restart");
    // A failure within an operation's outage may be what the pool had to be recovered from.
    for (const outage of readOutages(replay))
      if (
        !isOperation(incident) &&
        incident.causes.some(({ at }) => outage.from <= seconds(at) && seconds(at) < outage.to)
      )
        for (const way of waysBack(outage, replay)) ways.add(way);
    if (broughtBack) ways.add("log-shipping");
    if (!ways.has(incident.recoveredFrom))
      yield violated(
        "recovered-from-what-served",
        span.from,
        `${nameOf(incident)} was recovered from ${incident.recoveredFrom}, but the facts say ${[...ways].join(" or ")}`,
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
