/** Schedules for spreadsheets: the one as it is, the one that was found, and the front, a row each. */
import type { CandidateResult, TuneResult } from "../results/index.js";
import { type Cell, csvRows } from "./csv.js";

type Column = readonly [string, (candidate: CandidateResult) => Cell];

/** Behind `role` and the fields that moved. */
const COLUMNS: readonly Column[] = [
  ["meets_targets", ({ meetsTargets }) => (meetsTargets === null ? null : String(meetsTargets))],
  ["why_none", ({ whyNone }) => whyNone],
  ["exact", ({ schedule }) => (schedule === null ? null : String(schedule.exact))],
  ["rpo_best_s", ({ schedule }) => schedule?.best ?? null],
  ["rpo_mean_s", ({ schedule }) => schedule?.mean ?? null],
  ["rpo_p50_s", ({ schedule }) => schedule?.p50 ?? null],
  ["rpo_p95_s", ({ schedule }) => schedule?.p95 ?? null],
  ["rpo_p99_s", ({ schedule }) => schedule?.p99 ?? null],
  ["rpo_worst_s", ({ schedule }) => schedule?.worst ?? null],
  ["runs_per_day", ({ cost }) => cost.runsPerDay],
  ["empty_runs_per_day", ({ cost }) => cost.emptyRunsPerDay],
  ["wan_bytes_per_day", ({ cost }) => cost.wanBytesPerDay],
  ["wan_peak_share", ({ cost }) => cost.wanPeakShare],
  ["files_kept", ({ cost }) => cost.filesKept],
  ["money_per_year", ({ cost }) => cost.moneyPerYear?.amount ?? null],
  ["currency", ({ cost }) => cost.moneyPerYear?.currency ?? null],
];

/** Of what was played, with the ends of its interval. */
const PLAYED: readonly (readonly [string, string])[] = [
  ["played_rpo_mean_s", "site-loss.rpo.mean"],
  ["played_rpo_p95_s", "site-loss.rpo.p95"],
  ["played_rto_p95_s", "site-loss.rto.p95"],
];

export const CANDIDATE_COLUMN_NAMES: readonly string[] = [
  "role",
  ...COLUMNS.map(([name]) => name),
  ...PLAYED.flatMap(([name]) => [name, `${name}_low`, `${name}_high`]),
];

export function candidatesCsv(result: TuneResult): string {
  const { now, best, nearest, front, moved } = result;
  const rows: (readonly [string, CandidateResult])[] = [
    ["now", now],
    ...(best === null ? [] : [["best", best] as const]),
    ...(nearest === null ? [] : [["nearest", nearest] as const]),
    ...front.map((candidate) => ["front", candidate] as const),
  ];
  const paths = [
    ...new Set([
      ...moved.map(({ path }) => path),
      ...rows.flatMap(([, { settings }]) => Object.keys(settings)),
    ]),
  ];
  const [role, ...names] = CANDIDATE_COLUMN_NAMES;
  return csvRows([
    [role!, ...paths, ...names],
    ...rows.map(([name, candidate]) => [
      name,
      ...paths.map((path) => candidate.settings[path] ?? null),
      ...COLUMNS.map(([, cell]) => cell(candidate)),
      ...PLAYED.flatMap(([, key]) => {
        const of = candidate.simulated?.[key];
        return [of?.value ?? null, of?.ci95?.[0] ?? null, of?.ci95?.[1] ?? null];
      }),
    ]),
  ]);
}
