/**
 * What must hold of a run with users, beside what the checker works out from its trace: sums of the ledgers, of the
 * parts of an outage, of the time that users lost. Answers with reasons, not with a verdict.
 */
import type { IncidentResult, MessagesResult, RunResult, TimelineResult } from "../../src/index.js";
import type { Scenario } from "../../src/spec/index.js";

/** Sums of seconds, and differences of them, carry a few last bits. */
const CLOSE = 2e-6;
const near = (a: number, b: number): boolean => Math.abs(a - b) <= CLOSE;

export function* crowdComplaints(
  result: RunResult,
  timeline: TimelineResult,
  scenario: Scenario,
): Iterable<string> {
  yield* ledgers(result);
  yield* causes(result, scenario);
  yield* sequence(result);
  yield* timeLost(result, timeline);
  for (const record of recordsOf(result)) {
    yield* losses(record);
    yield* outage(record, scenario.restoredAt);
  }
}

/** Whoever can be charged with anything: failures, and what people plan. */
const recordsOf = ({ incidents, operations }: RunResult): readonly IncidentResult[] => [
  ...incidents,
  ...operations,
];

function* ledgers(result: RunResult): Iterable<string> {
  const { messages } = result;
  const records = recordsOf(result);
  const all: readonly (readonly [string, MessagesResult])[] = [
    ["the run", messages],
    ...records.map((one) => [`${one.what} at ${one.at}`, one.messages] as const),
  ];
  for (const [name, { offered, accepted, refused, kept, lost, salvageable }] of all) {
    const numbers = [offered, accepted, refused, kept, lost, salvageable];
    if (!numbers.every((number) => Number.isSafeInteger(number) && number >= 0))
      yield `${name}: not whole numbers: ${numbers}`;
    if (offered !== accepted + refused) yield `${name}: ${offered} offered ≠ ${accepted} + ${refused}`;
    if (accepted !== kept + lost) yield `${name}: ${accepted} accepted ≠ ${kept} + ${lost}`;
    if (salvageable > lost) yield `${name}: ${salvageable} salvageable of ${lost} lost`;
  }
  for (const name of ["lost", "refused", "salvageable"] as const) {
    const charged = records.reduce((sum, record) => sum + record.messages[name], 0);
    if (charged !== messages[name]) yield `${charged} ${name} are charged of ${messages[name]}`;
  }
}

/** Every failure of the scenario is a cause or was in vain, and every switchover was begun or was in vain. */
function* causes(
  { incidents, operations, ineffective }: RunResult,
  { failures, operations: planned }: Scenario,
): Iterable<string> {
  const effective = incidents.reduce((sum, one) => sum + one.causes.length, 0);
  const begun = operations.filter(({ what }) => what === "switchover").length;
  if (effective + begun + ineffective.length !== failures.length + planned.length)
    yield `${effective} causes, ${begun} begun and ${ineffective.length} in vain, of ${failures.length} failures and ${planned.length} plans`;
}

function* sequence({ incidents, horizon }: RunResult): Iterable<string> {
  for (const [index, { opened, closed, causes: all }] of incidents.entries()) {
    const next = incidents[index + 1];
    if (next !== undefined && (closed === null || closed > next.opened))
      yield `opened at ${next.opened} while that of ${opened} was open`;
    if (closed !== null && (closed < opened || closed > horizon))
      yield `closed at ${closed}, opened ${opened}`;
    if (all[0]?.at !== opened) yield `opened at ${opened}, first cause at ${all[0]?.at}`;
    if (all.some((cause) => cause.at < opened || cause.at > (closed ?? horizon)))
      yield `a cause outside of ${opened} to ${closed}`;
  }
}

/** Endpoints that could not send, over time: what availability is one minus of. */
function* timeLost(result: RunResult, timeline: TimelineResult): Iterable<string> {
  const { availability, horizon } = result;
  const { endpoints } = timeline.setting.users!;
  const all = endpoints["site-1"] + endpoints["site-2"];
  let [since, missing, lost] = [0, 0, 0];
  for (const entry of timeline.entries) {
    if (entry.fact !== "able") continue;
    lost += (entry.at - since) * missing;
    since = entry.at;
    missing = (entry.counted - entry.endpoints) / all;
  }
  lost += (horizon - since) * missing;
  const told = horizon * (1 - availability.mean.value!);
  if (Math.abs(told - lost) > 1e-4) yield `users lost ${lost} s, availability says ${told} s`;
  const each = recordsOf(result).reduce((sum, one) => sum + horizon * (1 - one.availability), 0);
  if (Math.abs(each - lost) > 1e-4) yield `users lost ${lost} s, incidents and operations say ${each} s`;
}

function* losses({ rpo, lostStretches, messages, at, what }: IncidentResult): Iterable<string> {
  const length = lostStretches.reduce((sum, { from, to }) => sum + (to - from), 0);
  if (rpo !== null && !near(rpo, length)) yield `${what} at ${at}: rpo ${rpo}, stretches ${length}`;
  if (lostStretches.length === 0 && messages.lost > 0) yield `${messages.lost} lost in no stretch`;
}

const infinite = (length: number | null): number => length ?? Number.POSITIVE_INFINITY;

function* outage(incident: IncidentResult, restoredAt: number): Iterable<string> {
  const { rto, rtoFull, rtoCurve, rtoParts, criticalPath, usersDown, what, at, opened } = incident;
  const name = `${what} at ${at}`;
  const points = [
    [0.5, rtoCurve["50"]],
    [0.9, rtoCurve["90"]],
    [0.95, rtoCurve["95"]],
    [1, rtoCurve["100"]],
  ] as const;
  if (rtoFull !== rtoCurve["100"]) yield `${name}: rtoFull ${rtoFull}, of all ${rtoCurve["100"]}`;
  for (const [index, [share, length]] of points.entries()) {
    const before = points[index - 1]?.[1] ?? 0;
    if (index > 0 && infinite(length) < infinite(before)) yield `${name}: ${share} are back before fewer are`;
    // The longest outage ends at a point of its own curve.
    const isWrong =
      (share <= restoredAt && infinite(length) > infinite(rto) + CLOSE) ||
      (share >= restoredAt && infinite(length) < infinite(rto) - CLOSE);
    if (isWrong) yield `${name}: ${share} are back after ${length}, ${restoredAt} after ${rto}`;
  }
  if (!(usersDown >= 0 && usersDown <= 1)) yield `${name}: ${usersDown} of the users down`;
  if (rto !== null && rto < 0) yield `${name}: rto ${rto}`;
  if (rto === 0 || rto === null) return;
  if (rtoParts === null) {
    yield `${name}: rto ${rto} without its parts`;
    return;
  }
  const parts = rtoParts.detect + rtoParts.decide + rtoParts.procedure + rtoParts.reconnect;
  if (!near(parts, rto)) yield `${name}: parts add up to ${parts}, rto is ${rto}`;
  let reached = criticalPath[0]?.from ?? Number.NaN;
  if (reached < opened) yield `${name}: the critical path begins at ${reached}, before ${opened}`;
  for (const { step, from, lasts, minuteSaves } of criticalPath) {
    if (!near(from, reached)) yield `${name}: ${step} begins at ${from}, not at ${reached}`;
    if (lasts <= 0 || minuteSaves < 0 || minuteSaves > Math.min(60, rto) + CLOSE)
      yield `${name}: ${step} takes ${lasts}, and a minute less of it saves ${minuteSaves}`;
    reached = from + lasts;
  }
  if (!near(reached - criticalPath[0]!.from, rto))
    yield `${name}: the critical path takes another time than ${rto}`;
}
