/**
 * The tables of a sweep for spreadsheets: a row for each cell, each replication, each incident that was kept. Units
 * stand in the column names. Replications and incidents come batch by batch, so their rows are made without a header.
 */
import type {
  EstimateResult,
  KindSummary,
  ReplicationRow,
  SweepCell,
  SweepIncident,
  SweepResult,
  YearlyFigures,
  YearlyResult,
} from "../results/index.js";
import { type Cell, csvRows, INCIDENT_COLUMNS } from "./csv.js";

export type Column<T> = readonly [name: string, of: (row: T) => Cell];

/** `*` in the name of a column stands for the statistic: nothing for the figure itself. */
export function estimateColumns<T = YearlyFigures>(
  name: string,
  of: (cell: T) => EstimateResult | null,
): Column<T>[] {
  return [
    [name.replace("*", ""), (cell) => of(cell)?.value ?? null],
    [name.replace("*", "_low"), (cell) => of(cell)?.ci95?.[0] ?? null],
    [name.replace("*", "_high"), (cell) => of(cell)?.ci95?.[1] ?? null],
  ];
}

export function yearlyColumns<T = YearlyFigures>(
  name: string,
  of: (cell: T) => YearlyResult | null,
): Column<T>[] {
  return [
    ...estimateColumns(name, of),
    [name.replace("*", "_inputs_low"), (cell) => of(cell)?.inputs?.[0] ?? null],
    [name.replace("*", "_inputs_high"), (cell) => of(cell)?.inputs?.[1] ?? null],
  ];
}

/** Of whatever played random years. The legend in the docs has the same order. */
export const YEARLY_COLUMNS: readonly Column<YearlyFigures>[] = [
  ...yearlyColumns("strikes_per_year*", ({ strikesPerYear }) => strikesPerYear),
  ...yearlyColumns("incidents_per_year*", ({ incidentsPerYear }) => incidentsPerYear),
  ...yearlyColumns("failbacks_per_year*", ({ failbacksPerYear }) => failbacksPerYear),
  ...yearlyColumns("loss_events_per_year*", ({ lossEventsPerYear }) => lossEventsPerYear),
  ...yearlyColumns("lost_per_year*_messages", ({ lostPerYear }) => lostPerYear),
  ...yearlyColumns("refused_per_year*_messages", ({ refusedPerYear }) => refusedPerYear),
  ...estimateColumns("lost_per_million*_messages", ({ lostPerMillion }) => lostPerMillion),
  ...yearlyColumns("downtime_per_year*_s", ({ downtimePerYear }) => downtimePerYear),
  ...yearlyColumns("user_minutes_down_per_year*", ({ userMinutesDownPerYear }) => userMinutesDownPerYear),
  ...yearlyColumns("exposure_per_year*_s", ({ exposurePerYear }) => exposurePerYear),
  ...estimateColumns("availability*_share", ({ availability }) => availability),
  ["nines", ({ nines }) => nines],
  ...yearlyColumns("years_with_loss*_share", ({ pLossInYear }) => pLossInYear),
  ...yearlyColumns("years_missing_target*_share", ({ pTargetMissedInYear }) => pTargetMissedInYear),
  ...(["10", "50", "100"] as const).flatMap((years) => [
    ...estimateColumns(`lost_once_in_${years}_years*_messages`, (cell) => cell.lossOnceIn[years].lost),
    ...estimateColumns(`rpo_once_in_${years}_years*_s`, (cell) => cell.lossOnceIn[years].rpo),
  ]),
];

type Costing = Pick<SweepCell, "costs">;

/** Of whatever counts money: in which currency stands beside the amounts. */
export const COST_COLUMNS: readonly Column<Costing>[] = [
  ["currency", ({ costs }) => costs?.currency ?? null],
  ...yearlyColumns<Costing>("loss_cost_per_year*", ({ costs }) => costs?.lossPerYear ?? null),
  ["price_per_year", ({ costs }) => costs?.pricePerYear ?? null],
  ...yearlyColumns<Costing>("total_cost_per_year*", ({ costs }) => costs?.totalPerYear ?? null),
];

const CELL_COLUMNS: readonly Column<SweepCell>[] = [
  ["replications", ({ replications }) => replications],
  ...YEARLY_COLUMNS,
  ...COST_COLUMNS,
];

/** For each kind of failure that any cell met; its name stands in front. */
export const KIND_COLUMNS: readonly Column<KindSummary | undefined>[] = [
  ["incidents", (summary) => summary?.rpo.n ?? null],
  ...(["rpo", "rto"] as const).flatMap((measure) =>
    (["mean", "p50", "p95", "p99"] as const).map(
      (statistic): Column<KindSummary | undefined> => [
        `${measure}_${statistic}_s`,
        (summary) => summary?.[measure][statistic].value ?? null,
      ],
    ),
  ),
  ["lost_mean_messages", (summary) => summary?.lost.mean.value ?? null],
];

/** What one life came to, whoever dealt it its fate. */
export const LIFE_COLUMNS: readonly Column<Omit<ReplicationRow, "cell" | "stratum" | "weight">>[] = [
  ["replication", ({ replication }) => replication],
  ["strikes", ({ strikes }) => strikes],
  ["incidents", ({ incidents }) => incidents],
  ["loss_events", ({ lossEvents }) => lossEvents],
  ["lost_messages", ({ lost }) => lost],
  ["refused_messages", ({ refused }) => refused],
  ["accepted_messages", ({ accepted }) => accepted],
  ["worst_rpo_s", ({ worstRpo }) => worstRpo],
  ["worst_rto_s", ({ worstRto }) => worstRto],
  ["downtime_s", ({ downtime }) => downtime],
  ["exposure_s", ({ exposure }) => exposure],
  ["failbacks", ({ failbacks }) => failbacks],
];

const REPLICATION_COLUMNS: readonly Column<ReplicationRow>[] = [
  ["cell", ({ cell }) => cell],
  ...LIFE_COLUMNS.slice(0, 1),
  ["stratum", ({ stratum }) => stratum],
  ["weight", ({ weight }) => weight],
  ...LIFE_COLUMNS.slice(1),
];

const SWEEP_INCIDENT_COLUMNS: readonly Column<SweepIncident>[] = [
  ["cell", ({ cell }) => cell],
  ...INCIDENT_COLUMNS,
];

const namesOf = <T>(columns: readonly Column<T>[]): string[] => columns.map(([name]) => name);
const tabled = <T>(columns: readonly Column<T>[], rows: readonly T[]): string =>
  csvRows(rows.map((row) => columns.map(([, of]) => of(row))));

/** Of every sweep; the fields that are varied stand behind `cell`, the kinds of failure behind all. */
export const CELL_COLUMN_NAMES: readonly string[] = ["cell", ...namesOf(CELL_COLUMNS)];
export const KIND_COLUMN_NAMES: readonly string[] = namesOf(KIND_COLUMNS);
export const REPLICATION_COLUMN_NAMES: readonly string[] = namesOf(REPLICATION_COLUMNS);
export const SWEEP_INCIDENT_COLUMN_NAMES: readonly string[] = namesOf(SWEEP_INCIDENT_COLUMNS);

export const REPLICATIONS_HEADER = csvRows([REPLICATION_COLUMN_NAMES]);
export const SWEEP_INCIDENTS_HEADER = csvRows([SWEEP_INCIDENT_COLUMN_NAMES]);

export const replicationRows = (rows: readonly ReplicationRow[]): string => tabled(REPLICATION_COLUMNS, rows);
export const sweepIncidentRows = (incidents: readonly SweepIncident[]): string =>
  tabled(SWEEP_INCIDENT_COLUMNS, incidents);

export function cellsCsv({ cells, varied }: SweepResult): string {
  const kinds = [...new Set(cells.flatMap(({ summary }) => Object.keys(summary)))].sort();
  const columns: readonly Column<SweepCell>[] = [
    ["cell", ({ cell }) => cell],
    ...varied.map(({ path }): Column<SweepCell> => [path, ({ settings }) => settings[path] ?? null]),
    ...CELL_COLUMNS,
    ...kinds.flatMap((kind) =>
      KIND_COLUMNS.map(
        ([name, of]): Column<SweepCell> => [`${kind}_${name}`, (cell) => of(cell.summary[kind])],
      ),
    ),
  ];
  return csvRows([namesOf(columns)]) + tabled(columns, cells);
}
