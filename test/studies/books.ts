/** What must hold of every run of one replication, whatever struck. Answers with reasons, not with a verdict. */
import type { IncidentResult, MessagesResult, RunResult } from "../../src/index.js";
import type { Scenario } from "../../src/spec/index.js";

/** Sums of seconds, and differences of them, carry a few last bits. */
const CLOSE = 2e-6;
const near = (a: number, b: number): boolean => Math.abs(a - b) <= CLOSE;

export function complaintsAbout(
  result: RunResult,
  scenario: Scenario,
  evenTenths: number | null,
): readonly string[] {
  return [
    ...ledgers(result),
    ...charges(result),
    ...strikes(result, scenario),
    ...sequence(result),
    ...disjointStretches(result),
    ...exposures(result),
    ...recordsOf(result).flatMap((record) => [...losses(record), ...outages(record)]),
    ...result.incidents.flatMap((incident) => [...recovery(incident, result), ...phases(incident, scenario)]),
    ...(evenTenths === null ? [] : evenCounts(result, evenTenths)),
  ];
}

/** Whoever can be charged with anything: failures, and what people plan. */
const recordsOf = ({ incidents, operations }: RunResult): readonly IncidentResult[] => [
  ...incidents,
  ...operations,
];

function* ledgers(result: RunResult): Iterable<string> {
  const all: readonly (readonly [string, MessagesResult])[] = [
    ["the run", result.messages],
    ...recordsOf(result).map(({ what, at, messages }) => [`${what} at ${at}`, messages] as const),
  ];
  for (const [name, { offered, accepted, refused, kept, lost, salvageable }] of all) {
    const numbers = [offered, accepted, refused, kept, lost, salvageable];
    if (!numbers.every((number) => Number.isSafeInteger(number) && number >= 0))
      yield `${name}: not whole numbers: ${numbers}`;
    if (offered !== accepted + refused) yield `${name}: ${offered} offered ≠ ${accepted} + ${refused}`;
    if (accepted !== kept + lost) yield `${name}: ${accepted} accepted ≠ ${kept} + ${lost}`;
    if (salvageable > lost) yield `${name}: ${salvageable} salvageable of ${lost} lost`;
  }
}

function* charges(result: RunResult): Iterable<string> {
  for (const name of ["lost", "refused", "salvageable"] as const) {
    const charged = recordsOf(result).reduce((sum, { messages }) => sum + messages[name], 0);
    if (charged !== result.messages[name]) yield `${charged} ${name} are charged of ${result.messages[name]}`;
  }
}

/** Every failure of the scenario is a cause or was in vain, and every switchover was begun or was in vain. */
function* strikes(
  { incidents, operations, ineffective }: RunResult,
  { failures, operations: planned }: Scenario,
): Iterable<string> {
  const effective = incidents.reduce((sum, { causes }) => sum + causes.length, 0);
  const begun = operations.filter(({ what }) => what === "switchover").length;
  if (effective + begun + ineffective.length !== failures.length + planned.length)
    yield `${effective} causes, ${begun} begun and ${ineffective.length} in vain, of ${failures.length} failures and ${planned.length} plans`;
}

function* sequence({ incidents, operations, horizon }: RunResult): Iterable<string> {
  for (const [index, incident] of incidents.entries()) {
    const { opened, closed, causes, at, what, where } = incident;
    const next = incidents[index + 1];
    if (next !== undefined && (closed === null || closed > next.opened))
      yield `opened at ${next.opened} while that of ${opened} was open`;
    if (closed !== null && (closed < opened || closed > horizon))
      yield `closed at ${closed}, opened ${opened}`;
    if (causes[0]?.at !== opened) yield `opened at ${opened}, first cause at ${causes[0]?.at}`;
    if (causes.some((cause) => cause.at < opened || cause.at > (closed ?? horizon)))
      yield `a cause outside of ${opened} to ${closed}`;
    if (!causes.some((cause) => cause.at === at && cause.what === what && cause.where === where))
      yield `${what} at ${at} is none of the causes`;
    const told = incident.undetectedFor;
    // An alert may still ring for what a closed incident, or an operation beside it, left unshipped.
    const isLeft = incident.unshipped > 0 || operations.some(({ unshipped }) => unshipped > 0);
    const until = isLeft ? horizon : (closed ?? horizon);
    if (told < 0 || told > until - opened + CLOSE) yield `undetected for ${told}`;
  }
}

function* disjointStretches(result: RunResult): Iterable<string> {
  const stretches = recordsOf(result)
    .flatMap(({ lostStretches }) => lostStretches)
    .sort((a, b) => a.from - b.from || a.to - b.to);
  for (const [index, { from, to }] of stretches.entries()) {
    if (to <= from) yield `an empty stretch (${from}, ${to}]`;
    const next = stretches[index + 1];
    if (next !== undefined && next.from < to) yield `(${from}, ${to}] and (${next.from}, ${next.to}]`;
  }
}

/** Exposed is the pool only while it serves, and at most once at a time. */
function* exposures(result: RunResult): Iterable<string> {
  const { horizon, availability } = result;
  const exposed = recordsOf(result).reduce((sum, { exposure }) => sum + exposure, 0);
  const served = horizon * availability.mean.value!;
  if (exposed > served + 1e-3) yield `exposed for ${exposed} of ${served} s of service`;
  for (const { exposure, unmirrored, unshipped, unwitnessed } of recordsOf(result)) {
    const each = [unmirrored, unshipped, unwitnessed];
    const most = each.reduce((sum, one) => sum + one, 0);
    if (exposure < Math.max(...each) - CLOSE || exposure > most + CLOSE)
      yield `exposure ${exposure}, of ${each}`;
  }
}

function* losses({ rpo, lostStretches, messages, staleness, at, what }: IncidentResult): Iterable<string> {
  const length = lostStretches.reduce((sum, { from, to }) => sum + (to - from), 0);
  if (rpo !== null && !near(rpo, length)) yield `${what} at ${at}: rpo ${rpo}, stretches ${length}`;
  if (lostStretches.length === 0 && messages.lost > 0) yield `${messages.lost} lost in no stretch`;
  if (staleness !== null && staleness < 0) yield `${what} at ${at}: staleness ${staleness}`;
  // What is restored is never newer than what can be used.
  const shipped = ["not-yet-backed-up", "on-the-share-only", "in-transfer", "behind-a-broken-file"];
  const own = lostStretches.find(
    ({ to, why }) => near(to, at) && why.every(({ because }) => shipped.includes(because)),
  );
  if (rpo !== null && staleness !== null && own !== undefined && own.from < at - staleness - CLOSE)
    yield `${what} at ${at}: lost from ${own.from}, though ${at - staleness} was restored`;
}

function* outages(incident: IncidentResult): Iterable<string> {
  const { rto, rtoParts, criticalPath, usersDown, opened } = incident;
  if ((usersDown === 0) !== (rto === 0)) yield `rto ${rto} with ${usersDown} of the users down`;
  if (rto === null || rto === 0) return;
  if (rtoParts === null) {
    yield `rto ${rto} without its parts`;
    return;
  }
  const parts = rtoParts.detect + rtoParts.decide + rtoParts.procedure + rtoParts.reconnect;
  if (!near(parts, rto)) yield `parts add up to ${parts}, rto is ${rto}`;
  let at = criticalPath[0]?.from ?? Number.NaN;
  if (at < opened) yield `the critical path begins at ${at}, before ${opened}`;
  for (const { step, from, lasts } of criticalPath) {
    if (!near(from, at)) yield `${step} begins at ${from}, not at ${at}`;
    at = from + lasts;
  }
  if (!near(at - criticalPath[0]!.from, rto)) yield `the critical path takes ${at - criticalPath[0]!.from}`;
}

function* recovery(incident: IncidentResult, { horizon, operations }: RunResult): Iterable<string> {
  const { recoveredFrom, rpo, rto, closed, messages, what, at } = incident;
  const name = `${what} at ${at} (${recoveredFrom})`;
  // What somebody deleted is lost, or brought back, without any service being recovered.
  const deleted = incident.causes.some((cause) => cause.what === "bad-delete");
  // Where two databases accepted, what one of them had is lost without anybody having been out of service.
  const divided = incident.causes.some((cause) => cause.where === "failover-during-cut");
  // A failure in an operation's outage may cost what was written before it; the outage is the operation's.
  const inOperation = operations.length > 0 && rpo !== null && rpo > 0;
  switch (recoveredFrom) {
    case "none-needed":
      if ((rpo !== 0 && !deleted && !divided) || rto !== 0 || messages.refused > 0)
        yield `${name}: rpo ${rpo}, rto ${rto}`;
      return;
    case "restart":
      // Also told where a failback that went on ended the outage, with what it had brought home by then.
      if ((rpo !== 0 && !deleted && !divided && !inOperation) || rto === null)
        yield `${name}: rpo ${rpo}, ${messages.lost} lost`;
      return;
    case "not-recovered":
      // Where an operation had stopped the pool, the outage that does not end is the operation's.
      if (rpo !== null || (rto !== null && operations.length === 0) || closed !== null)
        yield `${name}: ${rpo}, ${rto}, ${closed}`;
      return;
    default:
      // Whoever can reach one of two databases is not out of service with the other.
      if (rto === null || (rto <= 0 && !deleted && !divided && !inOperation) || rto > horizon)
        yield `${name}: rto ${rto}`;
  }
}

/** The phase speaks of the primary's site alone; what was then lost lies within its bounds. */
function* phases(incident: IncidentResult, scenario: Scenario): Iterable<string> {
  const { phase, what, where, causes, at, rpo, recoveredFrom, lostStretches } = incident;
  if (phase === null) return;
  const { best, mean, worst, worstAt, quantile } = phase;
  if (what !== "site-loss" || where !== scenario.topology.primarySite || causes.length !== 1)
    yield `a phase for ${what} with ${causes.length} causes`;
  if (!(best <= mean && mean <= worst)) yield `best ${best}, mean ${mean}, worst ${worst}`;
  if (quantile < 0 || quantile > 1) yield `quantile ${quantile}`;
  if (worstAt <= at) yield `the next worst instant is ${worstAt}, at ${at}`;
  if (recoveredFrom !== "log-shipping" || rpo === null || lostStretches.length === 0) return;
  // A site that is back before the recovery lets people copy what was on its share.
  const isBack = (causes[0]?.healed ?? Number.POSITIVE_INFINITY) < at + incident.rto!;
  if ((rpo < best - CLOSE && !isBack) || rpo > worst + CLOSE)
    yield `rpo ${rpo} is not within ${best} to ${worst}`;
}

/** Message i at i / rate: up to t there have been ⌊rate × t⌋, also before time 0. */
function evenUpTo(seconds: number, tenths: number): number {
  const scaled = BigInt(Math.round(seconds * 1e6)) * BigInt(Math.round(tenths));
  const floor = scaled / 10_000_000n;
  return Number(scaled < 0n && scaled % 10_000_000n !== 0n ? floor - 1n : floor);
}

function* evenCounts(result: RunResult, tenths: number): Iterable<string> {
  const { messages, horizon } = result;
  const records = recordsOf(result);
  const count = (from: number, to: number) => evenUpTo(to, tenths) - evenUpTo(from, tenths);
  const start = Math.min(0, ...records.flatMap(({ lostStretches }) => lostStretches.map(({ from }) => from)));
  const offered = count(start, horizon);
  if (messages.offered !== offered) yield `${messages.offered} offered, ⌊rate × time⌋ is ${offered}`;
  for (const { lostStretches, messages: own, rto, criticalPath, what, at, causes } of records) {
    const most = lostStretches.reduce((sum, { from, to }) => sum + count(from, to), 0);
    if (own.lost > most) yield `${what} at ${at}: ${own.lost} lost in stretches of ${most}`;
    const [first] = criticalPath;
    // Where two databases accept, the other may take what this one cannot.
    const divided = causes.some(({ where }) => where === "failover-during-cut");
    if (rto === null || first === undefined || divided) continue;
    const refused = count(first.from, first.from + rto);
    if (own.refused < refused) yield `${what} at ${at}: ${own.refused} refused, not ${refused}`;
  }
}
