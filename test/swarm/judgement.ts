/**
 * One scenario through everything that can be held against a life: the readers, the run with and without its
 * timeline, both ways of the clockwork, the books, and the independent checker. Answers with complaints.
 */
import { checkTimeline } from "../../src/checker/index.js";
import { readScenario, vet } from "../../src/index.js";
import type { RunResult, TimelineResult } from "../../src/results/index.js";
import type { Scenario } from "../../src/spec/index.js";
import { fateOf, type Life, planLives, playLife, startRun, tellLife } from "../../src/studies/index.js";
import { complaintsAbout } from "../studies/books.js";
import type { Mapping } from "../studies/playing.js";
import { crowdComplaints } from "./crowd-books.js";
import { hadTime, notWellAgain } from "./well-again.js";

export interface Complaint {
  /** Which sort of complaint: the same for the same fault, whatever the figures in it. */
  readonly kind: string;
  readonly text: string;
}

export type Judgement =
  /** The scenario is none, or cannot be played: `vet` says why. */
  | { readonly outcome: "refused"; readonly reasons: readonly string[] }
  /** It could not be told to its end. */
  | { readonly outcome: "broken"; readonly complaints: readonly Complaint[] }
  | {
      readonly outcome: "told";
      readonly complaints: readonly Complaint[];
      readonly timeline: TimelineResult;
      /** Why the checker cannot say; null: it can. */
      readonly unknown: string | null;
      /** It went on until everything could be as it was. */
      readonly hadTime: boolean;
    };

const complaint = (by: string, text: string): Complaint => ({
  kind: `${by}: ${text.replace(/-?\d[\d.]*(e[+-]?\d+)?/g, "#")}`,
  text: `${by}: ${text}`,
});

export function judge(mapping: Mapping, seed: number): Judgement {
  const text = JSON.stringify(mapping, null, 1);
  try {
    const reading = readScenario(text, { file: "swarm.json" });
    if (!reading.ok) return refused(reading.issues);
    const issues = vet(reading.scenario, reading.source);
    return issues.length > 0 ? refused(issues) : play(reading.scenario, seed);
  } catch (error) {
    return { outcome: "broken", complaints: [complaint("broken", messageOf(error))] };
  }
}

const refused = (issues: readonly { readonly path: string; readonly message: string }[]): Judgement => ({
  outcome: "refused",
  reasons: issues.map(({ path, message }) => `${path}: ${message}`),
});

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const NAMES = { replay: "replay", version: "0" } as const;

function play(scenario: Scenario, seed: number): Judgement {
  const timeline = tellLife({ scenario, seed, replication: 0, ...NAMES });
  const result = runOf(scenario, seed);
  const checked = checkTimeline(timeline);
  const isPatient = hadTime(scenario, fateOf(scenario, seed, 0));
  const complaints = [
    ...differences(result, timeline),
    ...difference("played again", result, runOf(scenario, seed)),
    ...differencesOfPace(scenario, seed),
    ...[...booksOf(result, timeline, scenario)].map((text) => complaint("books", text)),
    ...differencesWithoutUsers(timeline, scenario, seed),
    ...(isPatient
      ? [...notWellAgain(scenario, timeline)].map((text) => complaint("not well again", text))
      : []),
    ...(checked.verdict === "violated"
      ? [
          {
            kind: `checker: ${checked.rule}`,
            text: `checker: ${checked.rule} at ${checked.at}: ${checked.reason}`,
          },
        ]
      : []),
  ];
  return {
    outcome: "told",
    complaints,
    timeline,
    unknown: checked.verdict === "unknown" ? checked.reason : null,
    hadTime: isPatient,
  };
}

function runOf(scenario: Scenario, seed: number): RunResult {
  const run = startRun({ scenario, seed, replications: 1, ...NAMES });
  while (run.advance(1));
  return run.finish();
}

function booksOf(result: RunResult, timeline: TimelineResult, scenario: Scenario): Iterable<string> {
  return scenario.users.count === 0
    ? complaintsAbout(result, scenario, evenTenthsOf(scenario))
    : crowdComplaints(result, timeline, scenario);
}

/** Tenths of a message a second, where they come evenly at a constant rate; otherwise null. */
function evenTenthsOf({ workload }: Scenario): number | null {
  const isEven = workload.arrivals === "even" && workload.profile.shape === "constant";
  return isEven ? workload.messagesPerSecond * 10 : null;
}

/** Whoever listens changes nothing. */
function* differences(run: RunResult, timeline: TimelineResult): Iterable<Complaint> {
  for (const name of ["fingerprint", "incidents", "operations", "waiting", "messages"] as const)
    yield* difference("told or not", { [name]: told(run)[name] }, { [name]: told(timeline)[name] });
}

function told({ fingerprint, incidents, operations, waiting, messages }: RunResult | TimelineResult) {
  const { offered, accepted, refused, kept, lost, salvageable } = messages;
  return {
    fingerprint,
    incidents,
    operations,
    waiting,
    messages: { offered, accepted, refused, kept, lost, salvageable },
  };
}

/** Where their traffic takes nothing off the link, users change nothing for the database and the log. */
function* differencesWithoutUsers(
  timeline: TimelineResult,
  scenario: Scenario,
  seed: number,
): Iterable<Complaint> {
  const { users, wan } = scenario;
  if (users.count === 0 || wan.poolTraffic === "modelled") return;
  const nobody = { ...scenario, users: { ...users, count: 0 } };
  const without = tellLife({ scenario: nobody, seed, replication: 0, ...NAMES });
  // While people are on their way back an incident stays open: what strikes then is charged to it, and alerts go on
  // watching, so that somebody may learn sooner of a broken chain and build site 2 anew. Not the same.
  if (spelled(openingsOf(timeline)) !== spelled(openingsOf(without))) return;
  yield* difference("with users or without", databaseOf(timeline), databaseOf(without));
}

const openingsOf = ({ incidents, operations, entries }: TimelineResult) => ({
  // Whoever goes back waits until all are served.
  records: [...incidents, ...operations].map(({ opened, causes }) => ({ opened, causes })),
  rebuilt: entries.filter(({ fact }) => fact === "full-backup-arrived"),
});

const databaseOf = ({ entries, incidents, operations }: TimelineResult) => ({
  lost: [...incidents, ...operations].map(({ rpo, lostStretches }) => ({ rpo, lostStretches })),
  service: entries.filter(({ fact }) => fact === "serves" || fact === "stops" || fact === "history-begins"),
});

/** Leaps over what cannot matter change nothing either. */
function* differencesOfPace(scenario: Scenario, seed: number): Iterable<Complaint> {
  const plan = planLives(scenario);
  const quick = outcomeOf(playLife(plan, seed, 0, "quick"));
  yield* difference("pace", quick, outcomeOf(playLife(plan, seed, 0, "tick-by-tick")));
}

function* difference(by: string, one: unknown, other: unknown): Iterable<Complaint> {
  const [a, b] = [spelled(one), spelled(other)];
  if (a === b) return;
  let at = 0;
  while (a[at] === b[at]) at++;
  const around = (text: string) => text.slice(Math.max(0, at - 80), at + 40);
  const path = /"(\w+)":[^"]*$/.exec(a.slice(0, at))?.[1] ?? "";
  yield { kind: `${by}: ${path}`, text: `${by}: …${around(a)}… or …${around(b)}…` };
}

/** What a life comes to, but for what it cost to play. */
const outcomeOf = ({ incidents, operations, ledger, ineffective, downFor, waiting, fingerprint }: Life) => ({
  ...{ incidents, operations, ledger, ineffective, downFor, waiting },
  fingerprint: fingerprint.toString(),
});

/** As text, sets and maps included. */
const spelled = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner instanceof Set || inner instanceof Map ? [...inner] : inner,
  );
