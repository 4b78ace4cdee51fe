/** The report of a run on a terminal: one scenario, or several side by side. */
import type { IncidentResult, Measure, MeasureResult, RunResult } from "../../results/index.js";
import { printBitRate } from "../../units/index.js";
import { amount } from "./amounts.js";
import { count, estimate, figure, share, UNKNOWN } from "./figures.js";
import { headline, incidentText, phaseLine } from "./incident.js";
import type { Ink } from "./ink.js";
import { nameOf } from "./names.js";
import { operationText, waitingText } from "./operations.js";
import { table, wrapped } from "./table.js";
import { latencyText, normalText } from "./users.js";

/** More incidents than this are told as distributions only. */
const TOLD_ONE_BY_ONE = 8;
const COLUMNS = 100;

const TITLES: Readonly<Record<Measure, string>> = {
  rpo: "RPO",
  rto: "RTO",
  rtoFull: "RTO, everybody",
  lost: "messages lost",
  refused: "messages refused",
  exposure: "exposure",
  availability: "availability",
  usersDown: "users cut off",
  unmirrored: "unmirrored",
  unshipped: "unshipped",
  unwitnessed: "unwitnessed",
  undetectedFor: "undetected for",
  staleness: "staleness",
};

/** What a reader wants of a distribution; the rest stands in the files. */
const SHOWN: readonly Measure[] = ["rpo", "usersDown", "rto", "rtoFull", "lost", "refused", "exposure"];
/** Without users these say nothing that the others do not. */
const OF_USERS: readonly Measure[] = ["usersDown", "rtoFull"];

const shownOf = (results: readonly RunResult[]): readonly Measure[] =>
  results.some(({ normal }) => normal !== null) ? SHOWN : SHOWN.filter((one) => !OF_USERS.includes(one));

export function runText(result: RunResult, ink: Ink): string[] {
  const times = result.replications === 1 ? "played once" : `${count(result.replications)} replications`;
  const lines = [
    ink.bold(result.scenario),
    ink.dim(`${result.layout} layout · seed ${result.seed} · ${times} · fingerprint ${result.fingerprint}`),
    "",
  ];
  if (result.replications === 1 && result.incidents.length <= TOLD_ONE_BY_ONE) {
    for (const incident of result.incidents) lines.push(...incidentText(incident, ink, result.normal), "");
    for (const operation of result.operations)
      lines.push(...operationText(operation, ink, result.normal !== null), "");
  } else {
    lines.push(...distributions(result, ink));
  }
  if (result.incidents.length + result.operations.length === 0)
    lines.push("  Nothing was struck: the pool served all the while.", "");
  for (const { what, where } of uniqueIneffective(result)) {
    lines.push(
      what === "switchover"
        ? "  The planned switchover was not begun: the pool did not serve, was on the move, or the other site was away."
        : `  ${nameOf(what, where)} changed nothing: what it struck was down already, or the pool has no use for it.`,
      "",
    );
  }
  lines.push(...costsText(result));
  const waiting = waitingText(result.waiting, result.replications);
  if (waiting.length > 0) lines.push(...waiting, "");
  if (result.normal !== null) lines.push(...normalText(result.normal), "");
  for (const note of result.notes) lines.push(...wrapped(`Note: ${note}`, COLUMNS, "  ").map(ink.dim));
  if (result.notes.length > 0) lines.push("");
  return lines;
}

/** At the prices of the scenario; nothing where it counts no money. */
function costsText({ costs, replications }: RunResult): string[] {
  if (costs === null) return [];
  const { currency, lossPerReplication } = costs;
  const { value, ci95, why } = lossPerReplication;
  const what = "Lost messages and hours of users down cost";
  if (value === null) return [...wrapped(`${what} nobody knows what: ${why}.`, COLUMNS, "  "), ""];
  const ends = ci95?.map((end) => (end === null ? "beyond" : amount(end))).join(" to ");
  const span = ends === undefined ? "" : ` (95 %: ${ends})`;
  return [`  ${what} ${amount(value)} ${currency}${replications === 1 ? "" : " on average"}${span}.`, ""];
}

function uniqueIneffective(result: RunResult): RunResult["ineffective"] {
  const seen = new Set<string>();
  return result.ineffective.filter(({ what, where }) => {
    const name = `${what} ${where}`;
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

function distributions(result: RunResult, ink: Ink): string[] {
  const lines: string[] = [];
  for (const [kind, summary] of Object.entries(result.summary)) {
    const own = [...result.incidents, ...result.operations].filter(({ what }) => what === kind);
    const places = [...new Set(own.map(({ where }) => where))];
    const title = nameOf(kind, places.length === 1 ? places[0]! : null);
    lines.push(ink.bold(`${title}: ${count(own.length)} times`), "");
    const rows = [["", "mean (95 % interval)", "p50", "p95", "p99", "largest", "worst possible"]];
    for (const measure of shownOf([result])) rows.push(row(measure, summary[measure]));
    lines.push(...table(rows), "", ...besideText(own));
    const phase = own[0]?.phase ?? null;
    if (phase !== null) {
      lines.push(
        `  exactly, over all instants: ${phaseLine(null, phase).split(" · ").slice(0, 3).join(" · ")}`,
        "",
      );
    }
  }
  return lines;
}

/** What stands beside the chat database, where it is provided for. */
function besideText(incidents: readonly IncidentResult[]): string[] {
  const text = (name: string, values: readonly (number | undefined)[]) => {
    const known = values.filter((value) => value !== undefined);
    if (known.length === 0) return [];
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    const largest = known.reduce((most, value) => Math.max(most, value), 0);
    return [`  ${name}: ${count(Math.round(mean))} on average, at most ${count(largest)}`];
  };
  const lines = [
    ...text(
      "compliance events lost",
      incidents.map(({ compliance }) => compliance?.lostEvents),
    ),
    ...text(
      "attachments lost",
      incidents.map(({ attachments }) => attachments?.lost),
    ),
  ];
  return lines.length === 0 ? [] : [...lines, ""];
}

function row(measure: Measure, of: MeasureResult): string[] {
  const nulls = of.nNull === 0 ? "" : `, ${of.nNull} without end`;
  return [
    `${TITLES[measure]}${nulls}`,
    estimate(measure, of.mean),
    figure(measure, of.p50.value),
    figure(measure, of.p95.value),
    figure(measure, of.p99.value),
    figure(measure, of.observedMax),
    of.worst === null ? "" : figure(measure, of.worst),
  ];
}

/** Several scenarios, a column each: the same rows, so that the eye can run along them. */
export function sideBySide(results: readonly RunResult[], labels: readonly string[], ink: Ink): string[] {
  const lines = [ink.bold("Side by side"), ""];
  const rows: string[][] = [["", ...labels]];
  const kinds = [...new Set(results.flatMap((result) => Object.keys(result.summary)))];
  for (const kind of kinds) {
    rows.push([kinds.length > 1 ? nameOf(kind, null) : "", ...results.map(() => "")]);
    for (const measure of shownOf(results))
      rows.push([TITLES[measure], ...results.map((result) => cell(result, kind, measure))]);
    rows.push([
      "RPO, best · mean · worst instant",
      ...results.map(({ incidents }) => {
        const phase = incidents.find(({ what }) => what === kind)?.phase ?? null;
        return phase === null
          ? UNKNOWN
          : `${figure("rpo", phase.best)} · ${figure("rpo", phase.mean)} · ${figure("rpo", phase.worst)}`;
      }),
    ]);
  }
  rows.push(["availability", ...results.map((result) => share(result.availability.mean.value))]);
  rows.push(...normalRows(results));
  lines.push(...table(rows.filter((cells) => cells.some((text) => text !== ""))), "");
  for (const result of results) {
    const worst = result.incidents[0];
    if (result.replications === 1 && worst !== undefined) {
      lines.push(
        ...wrapped(`${result.scenario}: ${headline(worst, result.normal !== null)}.`, COLUMNS, "  "),
      );
    }
  }
  return [...lines, ""];
}

/** Before anything fails, at the busiest time. */
function normalRows(results: readonly RunResult[]): string[][] {
  if (results.every(({ normal }) => normal === null)) return [];
  const row = (title: string, of: (normal: NonNullable<RunResult["normal"]>) => string) => [
    title,
    ...results.map(({ normal }) => (normal === null ? UNKNOWN : of(normal))),
  ];
  return [
    row("a message of site 1 waits, mean · p95", ({ latency }) => latencyText(latency, "site-1")),
    row("a message of site 2 waits, mean · p95", ({ latency }) => latencyText(latency, "site-2")),
    row(
      "of the link copies get",
      ({ link }) => `${printBitRate(link.copies)} of ${printBitRate(link.capacity)}`,
    ),
  ];
}

function cell(result: RunResult, kind: string, measure: Measure): string {
  const summary = result.summary[kind];
  if (summary === undefined) return UNKNOWN;
  return figure(measure, summary[measure].mean.value);
}
