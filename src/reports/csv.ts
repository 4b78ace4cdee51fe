/** Tables for spreadsheets: one header, one row per incident, units in the column names. */
import { stringify } from "csv-stringify/sync";
import type { IncidentResult, TabledIncident } from "../results/index.js";

export type Cell = string | number | null;

/** Name of the column and what stands in it; the legend in the docs has the same order. */
export const INCIDENT_COLUMNS: readonly (readonly [string, (incident: TabledIncident) => Cell])[] = [
  ["replication", ({ replication }) => replication],
  ["what", ({ what }) => what],
  ["where", ({ where }) => where],
  ["at_s", ({ at }) => at],
  ["opened_s", ({ opened }) => opened],
  ["closed_s", ({ closed }) => closed],
  ["causes", ({ causes }) => causes.length],
  ["rpo_s", ({ rpo }) => rpo],
  ["staleness_s", ({ staleness }) => staleness],
  ["rto_s", ({ rto }) => rto],
  ["rto_full_s", ({ rtoFull }) => rtoFull],
  ["rto_50_s", ({ rtoCurve }) => rtoCurve["50"]],
  ["rto_90_s", ({ rtoCurve }) => rtoCurve["90"]],
  ["rto_95_s", ({ rtoCurve }) => rtoCurve["95"]],
  ["rto_100_s", ({ rtoCurve }) => rtoCurve["100"]],
  ["rto_detect_s", ({ rtoParts }) => rtoParts?.detect ?? null],
  ["rto_decide_s", ({ rtoParts }) => rtoParts?.decide ?? null],
  ["rto_procedure_s", ({ rtoParts }) => rtoParts?.procedure ?? null],
  ["rto_reconnect_s", ({ rtoParts }) => rtoParts?.reconnect ?? null],
  ["users_down_share", ({ usersDown }) => usersDown],
  ["recovered_from", ({ recoveredFrom }) => recoveredFrom],
  ["exposure_s", ({ exposure }) => exposure],
  ["unmirrored_s", ({ unmirrored }) => unmirrored],
  ["unshipped_s", ({ unshipped }) => unshipped],
  ["unwitnessed_s", ({ unwitnessed }) => unwitnessed],
  ["undetected_for_s", ({ undetectedFor }) => undetectedFor],
  ["availability_share", ({ availability }) => availability],
  ["phase_quantile", ({ phase }) => phase?.quantile ?? null],
  ["offered_messages", ({ messages }) => messages.offered],
  ["accepted_messages", ({ messages }) => messages.accepted],
  ["refused_messages", ({ messages }) => messages.refused],
  ["kept_messages", ({ messages }) => messages.kept],
  ["lost_messages", ({ messages }) => messages.lost],
  ["salvageable_messages", ({ messages }) => messages.salvageable],
  ["seen_but_lost_messages", ({ messages }) => messages.seenButLost],
  ["compliance_lost_events", ({ compliance }) => compliance?.lostEvents ?? null],
  ["attachments_unavailable_s", ({ attachments }) => attachments?.unavailableFor ?? null],
  ["attachments_lost", ({ attachments }) => attachments?.lost ?? null],
];

export const INCIDENT_COLUMN_NAMES = INCIDENT_COLUMNS.map(([name]) => name);

/** Rows are handed to the writer in batches: it keeps every row of one call in memory twice. */
const BATCH = 1000;

export function incidentsCsv(incidents: readonly IncidentResult[]): string {
  const parts = [csvRows([INCIDENT_COLUMN_NAMES])];
  for (let start = 0; start < incidents.length; start += BATCH) {
    const batch = incidents.slice(start, start + BATCH);
    parts.push(csvRows(batch.map((incident) => INCIDENT_COLUMNS.map(([, cell]) => cell(incident)))));
  }
  return parts.join("");
}

/** What is unknown stays empty; a text that a spreadsheet would run as a formula is made harmless. */
export function csvRows(cells: readonly (readonly Cell[])[]): string {
  return stringify(cells as Cell[][], { escape_formulas: true });
}
