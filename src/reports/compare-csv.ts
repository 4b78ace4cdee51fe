/**
 * The tables of a comparison for spreadsheets: a row for each option, for each difference, for each option in each
 * replication. Units stand in the column names; where a column holds many measures its unit stands beside the figure.
 */
import type {
  CompareResult,
  CompareRow,
  DifferenceResult,
  OptionResult,
  ReplicationFigures,
} from "../results/index.js";
import { csvRows } from "./csv.js";
import {
  COST_COLUMNS,
  type Column,
  estimateColumns,
  KIND_COLUMNS,
  LIFE_COLUMNS,
  YEARLY_COLUMNS,
  yearlyColumns,
} from "./sweep-csv.js";
import { measureOf, unitOf } from "./text/compare-measures.js";
import { currencyOf } from "./text/compare-tables.js";

const HEAD_COLUMNS: readonly Column<OptionResult>[] = [
  ["option", ({ name }) => name],
  ["scenario", ({ scenario }) => scenario],
  ["layout", ({ layout }) => layout],
  [
    "settings",
    ({ settings }) =>
      Object.entries(settings)
        .map((one) => one.join("="))
        .join("; "),
  ],
  ["fingerprint", ({ fingerprint }) => fingerprint],
];

/** Of scripted comparisons, for one replication. */
const SCRIPTED_COLUMNS: readonly Column<ReplicationFigures>[] = [
  ...estimateColumns<ReplicationFigures>("loss_events*", ({ lossEvents }) => lossEvents),
  ...estimateColumns<ReplicationFigures>("lost*_messages", ({ lost }) => lost),
  ...estimateColumns<ReplicationFigures>("refused*_messages", ({ refused }) => refused),
  ...estimateColumns<ReplicationFigures>("downtime*_s", ({ downtime }) => downtime),
  ...estimateColumns<ReplicationFigures>("exposure*_s", ({ exposure }) => exposure),
  ...estimateColumns<ReplicationFigures>("availability*_share", ({ availability }) => availability),
];

/** Where the scenarios count money. */
const MONEY_COLUMNS: readonly Column<OptionResult>[] = [
  ...COST_COLUMNS,
  ...yearlyColumns<OptionResult>("worth_per_year*", ({ breakEven }) => breakEven?.worthPerYear ?? null),
  ["extra_price_per_year", ({ breakEven }) => breakEven?.extraPricePerYear ?? null],
  ["pays_in_draws_share", ({ breakEven }) => breakEven?.paysInDraws ?? null],
  ["pays_back_within_years", ({ breakEven }) => breakEven?.paysBack.years ?? null],
  ...estimateColumns<OptionResult>(
    "pays_back*_share",
    ({ breakEven }) => breakEven?.paysBack.probability ?? null,
  ),
];

const namesOf = (columns: readonly (readonly [string, unknown])[]): string[] => columns.map(([name]) => name);

export const OPTION_COLUMN_NAMES = {
  head: namesOf(HEAD_COLUMNS),
  scripted: namesOf(SCRIPTED_COLUMNS),
  random: namesOf(YEARLY_COLUMNS),
  money: namesOf(MONEY_COLUMNS),
} as const;

/** Targets stand behind these, each under its own text; the kinds of failure behind all. */
export function optionsCsv(result: CompareResult): string {
  const { options } = result;
  const kinds = [...new Set(options.flatMap(({ summary }) => Object.keys(summary)))].sort();
  const targets = [...new Set(options.flatMap((option) => option.targets.map(({ text }) => text)))];
  const figures: readonly Column<OptionResult>[] =
    result.fate === "scripted"
      ? SCRIPTED_COLUMNS.map(([name, of]) => [
          name,
          ({ perReplication: own }) => (own === null ? null : of(own)),
        ])
      : YEARLY_COLUMNS.map(([name, of]) => [name, ({ yearly }) => (yearly === null ? null : of(yearly))]);
  const columns: readonly Column<OptionResult>[] = [
    ...HEAD_COLUMNS,
    ...figures,
    ...(options.some(({ costs }) => costs !== null) ? MONEY_COLUMNS : []),
    ...targets.map(
      (text): Column<OptionResult> => [
        text,
        (option) => option.targets.find((target) => target.text === text)?.verdict ?? null,
      ],
    ),
    ...kinds.flatMap((kind) =>
      KIND_COLUMNS.map(
        ([name, of]): Column<OptionResult> => [
          `${kind}_${name}`,
          ({ summary }) => of(Object.hasOwn(summary, kind) ? summary[kind] : undefined),
        ],
      ),
    ),
  ];
  return csvRows([namesOf(columns), ...options.map((option) => columns.map(([, of]) => of(option)))]);
}

interface Difference {
  readonly option: string;
  readonly measure: string;
  readonly currency: string;
  readonly of: DifferenceResult;
}

const DIFFERENCE_COLUMNS: readonly Column<Difference>[] = [
  ["option", ({ option }) => option],
  ["measure", ({ measure }) => measure],
  ["unit", ({ measure, currency }) => unitOf(measureOf(measure), currency)],
  ["first", ({ of }) => of.a],
  ["value", ({ of }) => of.b],
  ["difference", ({ of }) => of.mean],
  ["difference_low", ({ of }) => of.ci95?.[0] ?? null],
  ["difference_high", ({ of }) => of.ci95?.[1] ?? null],
  ["winner", ({ of }) => of.winner],
  ["stands", ({ of }) => (of.stands === null ? null : of.stands ? "yes" : "no")],
  ["gain", ({ of }) => of.gain],
  ["needed_replications", ({ of }) => of.needed],
];

export const DIFFERENCE_COLUMN_NAMES: readonly string[] = namesOf(DIFFERENCE_COLUMNS);

export function differencesCsv(result: CompareResult): string {
  const currency = currencyOf(result);
  const rows = result.options.flatMap(({ name, differences }) =>
    Object.entries(differences ?? {}).map(([measure, of]) =>
      DIFFERENCE_COLUMNS.map(([, cell]) => cell({ option: name, measure, currency, of })),
    ),
  );
  return csvRows([DIFFERENCE_COLUMN_NAMES, ...rows]);
}

const ROW_COLUMNS: readonly Column<CompareRow>[] = [["option", ({ option }) => option], ...LIFE_COLUMNS];

export const COMPARE_ROW_COLUMN_NAMES: readonly string[] = namesOf(ROW_COLUMNS);
export const COMPARE_ROWS_HEADER = csvRows([COMPARE_ROW_COLUMN_NAMES]);

/** Rows come batch by batch, so they are made without the header. */
export const compareRows = (rows: readonly CompareRow[]): string =>
  csvRows(rows.map((row) => ROW_COLUMNS.map(([, of]) => of(row))));
