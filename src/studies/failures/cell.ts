/** One cell of the table: all replications of one failure in one layout, made into one answer. */
import type {
  CellRpoResult,
  CellStepResult,
  IncidentResult,
  ObservedResult,
  PathStepResult,
  PlayedCellResult,
  RecoveredFrom,
  RunResult,
} from "../../results/index.js";
import type { Scenario } from "../../spec/index.js";
import { tidy } from "../run/incident-result.js";
import type { RowName } from "./rows.js";
import { sentenceOf } from "./sentence.js";

/** What happened in one replication, in the order of time. */
type Told = readonly IncidentResult[];

export function cellOf(
  run: RunResult,
  scenario: Scenario,
  { tells }: RowName,
  layout: string,
): PlayedCellResult {
  const all: readonly IncidentResult[] = tells === "operations" ? run.operations : run.incidents;
  const lives = byReplication(all, run.replications);
  const worst = lives.flatMap((told) => worstOf(told) ?? []);
  const path = criticalPath(worst);
  const figures = {
    rpo: rpoOf(lives),
    rto: observed(lives, ({ rto }) => rto, largest),
    rtoFull: observed(lives, ({ rtoFull }) => rtoFull, largest),
    usersDown: observed(lives, ({ usersDown }) => usersDown, largest),
    lost: observed(lives, ({ messages }) => messages.lost, sum),
    refused: observed(lives, ({ messages }) => messages.refused, sum),
    exposure: observed(lives, ({ exposure }) => exposure, sum),
    undetectedFor: observed(lives, ({ undetectedFor }) => undetectedFor, sum),
  };
  const longest = path.reduce<CellStepResult | null>(
    (a, b) => (a === null || b.lasts > a.lasts ? b : a),
    null,
  );
  return {
    outcome: "played",
    layout,
    fingerprint: run.fingerprint,
    replay: run.replay,
    ...figures,
    recoveredFrom: mostFrequentFirst(worst.map(({ recoveredFrom }) => recoveredFrom)),
    criticalPath: path,
    longestStep: longest?.step ?? null,
    savesMost: savesMost(path),
    sentence: sentenceOf({
      figures,
      path,
      incidents: all,
      worst,
      normal: run.normal?.latency ?? null,
      scenario,
      tells,
    }),
  };
}

function byReplication(all: readonly IncidentResult[], replications: number): Told[] {
  const lives: IncidentResult[][] = Array.from({ length: replications }, () => []);
  for (const one of all) lives[one.replication]!.push(one);
  return lives;
}

/** The one with the longest outage; of equals the first. */
function worstOf(told: Told): IncidentResult | null {
  const length = ({ rto }: IncidentResult) => rto ?? Number.POSITIVE_INFINITY;
  return told.reduce<IncidentResult | null>((a, b) => (a === null || length(b) > length(a) ? b : a), null);
}

const sum = (values: readonly number[]): number => tidy(values.reduce((all, value) => all + value, 0));
const largest = (values: readonly number[]): number => Math.max(0, ...values);

/** `together`: how the incidents of one replication make one figure; null if one of them is. */
function observed(
  lives: readonly Told[],
  of: (incident: IncidentResult) => number | null,
  together: (values: readonly number[]) => number,
): ObservedResult {
  const values = lives.map((told) => {
    const each = told.map(of);
    return each.includes(null) ? null : together(each as number[]);
  });
  const known = values.filter((value) => value !== null);
  const nNull = values.length - known.length;
  const whole = nNull === 0 && known.length > 0;
  return {
    least: known.length === 0 ? null : Math.min(...known),
    mean: whole ? tidy(known.reduce((all, value) => all + value, 0) / known.length) : null,
    most: whole ? Math.max(...known) : null,
    nNull,
  };
}

/** Exact where every replication is one incident whose place among all instants of the schedule is known. */
function rpoOf(lives: readonly Told[]): CellRpoResult {
  const seen = observed(lives, ({ rpo }) => rpo, sum);
  const phase = lives[0]?.[0]?.phase ?? null;
  // A site that is back before anything is recovered loses nothing, whatever the schedule says.
  const isBound = lives.every(
    (told) => told.length === 1 && told[0]!.phase !== null && told[0]!.recoveredFrom === "log-shipping",
  );
  if (phase === null || !isBound) return { ...seen, exact: null };
  const { best, mean, worst } = phase;
  return { ...seen, exact: { best, mean, worst } };
}

function mostFrequentFirst(ways: readonly RecoveredFrom[]): RecoveredFrom[] {
  const count = (way: RecoveredFrom) => ways.filter((one) => one === way).length;
  const seen = [...new Set(ways)].sort();
  return seen.sort((a, b) => count(b) - count(a));
}

/** Every piece that lay on a path, in the order in which they first come. */
function criticalPath(worst: readonly IncidentResult[]): CellStepResult[] {
  const found = new Map<string, PathStepResult[]>();
  for (const { criticalPath: pieces } of worst) {
    let before = "";
    for (const piece of pieces) {
      if (!found.has(piece.step)) insertBehind(found, before, piece.step);
      found.get(piece.step)!.push(piece);
      before = piece.step;
    }
  }
  return [...found].map(([step, pieces]) => {
    const { actor, part } = pieces[0]!;
    const mean = (of: (piece: PathStepResult) => number) =>
      tidy(pieces.reduce((all, piece) => all + of(piece), 0) / pieces.length);
    const n = pieces.length;
    return { step, actor, part, n, lasts: mean(({ lasts }) => lasts), minuteSaves: mean(savesOf) };
  });
}

const savesOf = ({ minuteSaves }: PathStepResult): number => minuteSaves;

function insertBehind(found: Map<string, PathStepResult[]>, before: string, step: string): void {
  const entries = [...found];
  const place = entries.findIndex(([name]) => name === before) + 1;
  entries.splice(place, 0, [step, []]);
  found.clear();
  for (const [name, pieces] of entries) found.set(name, pieces);
}

function savesMost(path: readonly CellStepResult[]): string | null {
  const [first] = [...path].sort((a, b) => b.minuteSaves - a.minuteSaves || b.lasts - a.lasts);
  return first === undefined || first.minuteSaves === 0 ? null : first.step;
}
