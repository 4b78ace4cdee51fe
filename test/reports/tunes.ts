/** Searches for a schedule made by hand: the default grid, and the stagger that a search would find for it. */
import type {
  CandidateResult,
  ScheduleCost,
  ScheduleFiguresResult,
  TuneResult,
} from "../../src/results/index.js";
import { known, unsaid } from "./sweeps.js";

export const figures = (
  best: number,
  spread: number,
  more: Partial<ScheduleFiguresResult> = {},
): ScheduleFiguresResult => ({
  best,
  mean: best + spread / 2,
  p50: best + spread / 2,
  p95: best + 0.95 * spread,
  p99: best + 0.99 * spread,
  worst: best + spread,
  exact: true,
  ...more,
});

export const cost = (runsPerDay: number, more: Partial<ScheduleCost> = {}): ScheduleCost => ({
  runsPerDay,
  emptyRunsPerDay: 0,
  wanBytesPerDay: 28.8e9,
  wanPeakShare: 0.0267,
  filesKept: 576,
  moneyPerYear: null,
  ...more,
});

const grid = (copyOffset: string): Record<string, string> => ({
  "logShipping.backup.every": "15 min",
  "logShipping.backup.offset": "0 s",
  "logShipping.copy.every": "15 min",
  "logShipping.copy.offset": copyOffset,
  "logShipping.restore.every": "15 min",
  "logShipping.restore.offset": "0 s",
});

const words = (copyStart: string): string[] => [
  "LSBackup: Occurs every day every 15 minute(s) between 00:00:00 and 23:59:59.",
  `LSCopy: Occurs every day every 15 minute(s) between ${copyStart} and 23:59:59.`,
  "LSRestore: Occurs every day every 15 minute(s) between 00:00:00 and 23:59:59.",
];

export const candidate = (more: Partial<CandidateResult> = {}): CandidateResult => ({
  settings: grid("20 s"),
  words: words("00:00:20"),
  schedule: figures(44.04, 900),
  whyNone: null,
  cost: cost(288),
  simulated: null,
  meetsTargets: true,
  ...more,
});

export const NOW = candidate({
  settings: grid("0 s"),
  words: words("00:00:00"),
  schedule: figures(924.04, 900),
  simulated: {
    "site-loss.rpo.mean": known(1370, 1350, 1390),
    "site-loss.rto.p95": known(9000, 8000, 10_000),
  },
  meetsTargets: false,
});

export const BEST = candidate({
  simulated: {
    "site-loss.rpo.mean": known(496, 470, 522),
    "site-loss.rpo.p99": unsaid(935, "an interval for this quantile needs 299 values, not 100"),
    "site-loss.rpo.observedMax": unsaid(944, "the largest that was seen is no bound"),
    "site-loss.rto.p95": known(9000, 8000, 10_000),
    "site-loss.lost.mean": known(11_904, 11_300, 12_500),
  },
});

export function tuned(more: Partial<TuneResult> = {}): TuneResult {
  return {
    schema: "stretchpool/tune@1",
    stretchpool: "0.1.0",
    scenario: "The default grid",
    layout: "low-bandwidth",
    seed: 1,
    replications: 400,
    partial: null,
    replay: "stretchpool tune default-grid.yaml --seed 1",
    notes: [],
    targets: [{ text: "site-loss.rpo.worst <= 20 min", from: "scenario" }],
    assumed: null,
    minimised: "runs",
    indifference: 30,
    moved: Object.keys(NOW.settings).map((path) => ({ path, values: ["0 s", "20 s"] })),
    evaluated: { candidates: 9412, sustainable: 8120, meetSchedule: 210, simulated: 3 },
    now: NOW,
    best: BEST,
    nearest: null,
    binds: [
      "RPO at worst is one interval of the backups, one backup and one transfer: shorter backups would lower it.",
    ],
    front: [
      candidate({
        settings: { ...grid("20 s"), "logShipping.backup.every": "30 min" },
        cost: cost(144),
        schedule: figures(44.04, 1800),
        meetsTargets: false,
      }),
      BEST,
    ],
    cliff: [
      {
        what: "backup",
        takes: 20,
        mayTake: 20,
        rpoBeyond: 1844,
        jumpsAt: 20,
        rpoAfterJump: 1844,
        judged: true,
      },
      {
        what: "transfer",
        takes: 24.04,
        mayTake: null,
        rpoBeyond: null,
        jumpsAt: null,
        rpoAfterJump: null,
        judged: true,
      },
    ],
    knobs: [
      { path: "logShipping.copy.offset", alone: [494.04, 1374], totalEffect: 0.72 },
      { path: "logShipping.restore.offset", alone: [494.04, 494.04], totalEffect: 0 },
    ],
    margins: [
      { what: "half the bandwidth", schedule: figures(68.08, 900), whyNone: null, meetsTargets: true },
      {
        what: "three times the load",
        schedule: null,
        whyNone: "the jobs cannot keep up",
        meetsTargets: false,
      },
    ],
    ...more,
  };
}
