/**
 * The study behind `tune`: looks for the cheapest schedule that meets the targets, plays it, and says what it brings, what
 * it costs and how near the edge it stands. Pure: a plan in, a result out, in slices that leave whoever waits in charge.
 */
import {
  type CandidateResult,
  type CliffResult,
  type KnobResult,
  type MarginResult,
  TUNE_SCHEMA,
  type TuneResult,
} from "../../results/index.js";
import { toSeconds } from "../../units/index.js";
import { notesOf } from "../run/notes.js";
import { agentWords } from "./agent-words.js";
import { disagreements } from "./agreement.js";
import { bindsOf } from "./binds.js";
import { cliffsOf } from "./cliff.js";
import { type Confirmed, type Confirming, confirm, isRefuted } from "./confirm.js";
import { isPlayed, scheduleTargets } from "./goals.js";
import { ownTargetsInTheWay } from "./in-the-way.js";
import { knobEffects } from "./knob-effects.js";
import { marginsOf } from "./margins.js";
import { CandidatePlay } from "./play-candidate.js";
import { costBy } from "./schedule-cost.js";
import {
  type Candidate,
  type Found,
  type SearchInProgress,
  searchSchedules,
  type TuneInput,
} from "./search.js";
import { missedByAll, nearestOf } from "./shortfall.js";
import { leftOut } from "./site-lost.js";
import { meets } from "./targets.js";
import { FIRST_FRESH, type TunePlan } from "./task.js";

export type TuneProgress =
  | { readonly doing: "searching"; readonly done: number; readonly planned: number }
  | ({ readonly doing: "confirming" } & Confirming)
  | { readonly doing: "measuring"; readonly done: number; readonly planned: number };

export interface TuneInProgress {
  /** Why it cannot even begin; null: it can. */
  readonly refusal: string | null;
  /** Goes on for about a tenth of a second; false: nothing is left to do. */
  advance(): boolean;
  progress(): TuneProgress;
  /** null: interrupted before all schedules had been looked at, so that there is nothing to tell. */
  finish(interrupted: boolean): TuneResult | null;
}

export function startTune(plan: TunePlan): TuneInProgress {
  return new Tuning(plan);
}

/** So many schedules are looked at, or lives played, between two pauses. */
const LOOKED_AT = 50;
const PLAYED = 16;

/** What is told of the schedule that was found, beside its own figures. */
interface Edge {
  readonly cliff: readonly CliffResult[];
  readonly knobs: readonly KnobResult[];
  readonly margins: readonly MarginResult[];
  readonly binds: readonly string[];
}

const NO_EDGE: Edge = { cliff: [], knobs: [], margins: [], binds: [] };

class Tuning implements TuneInProgress {
  readonly refusal: string | null;
  readonly #plan: TunePlan;
  readonly #input: TuneInput;
  readonly #search: SearchInProgress;
  readonly #work: Generator<void, void, void>;
  #found: Found | null = null;
  #confirmed: Confirmed | null = null;
  /** Played anew, with replications that nobody chose by. */
  readonly #fresh = new Map<Candidate, CandidatePlay>();
  #edge = NO_EDGE;
  #progress: TuneProgress;

  constructor(plan: TunePlan) {
    const { scenario, reread, knobs, exactDurations, minimised, indifference, countEmptyCopies, seed } = plan;
    const targets = scheduleTargets(plan.goals);
    const asked = { targets, exactDurations, minimised, indifference, countEmptyCopies, seed };
    this.#plan = plan;
    this.#input = { scenario, reread, knobs, ...asked };
    this.#search = searchSchedules(this.#input);
    this.refusal = this.#search.refusal;
    this.#progress = { doing: "searching", done: 0, planned: this.#search.planned };
    this.#work = this.#steps();
  }

  advance(): boolean {
    return this.#work.next().done !== true;
  }

  progress(): TuneProgress {
    return this.#progress;
  }

  *#steps(): Generator<void, void, void> {
    const search = this.#search;
    while (search.advance(LOOKED_AT)) {
      this.#progress = { doing: "searching", done: search.done, planned: search.planned };
      yield;
    }
    const found = search.found();
    this.#found = found;
    const confirming = confirm(this.#plan, found, costBy(found.minimised, this.#plan.countEmptyCopies));
    let step = confirming.next();
    while (step.done !== true) {
      this.#progress = { doing: "confirming", ...step.value };
      yield;
      step = confirming.next();
    }
    this.#confirmed = step.value;
    yield* this.#measure([found.now, ...this.#told(found)]);
    yield* this.#lookAround(found);
  }

  *#measure(candidates: readonly Candidate[]): Generator<void, void, void> {
    const { replications } = this.#plan;
    const different = [...new Set(candidates)];
    const planned = different.length * replications;
    let done = 0;
    for (const candidate of different) {
      if (candidate.figures === null) continue;
      const play = new CandidatePlay(candidate, this.#plan, FIRST_FRESH);
      this.#fresh.set(candidate, play);
      while (play.isPlayable && play.played < replications) {
        play.playNext();
        done++;
        if (done % PLAYED !== 0) continue;
        this.#progress = { doing: "measuring", done, planned };
        yield;
      }
    }
  }

  *#lookAround(found: Found): Generator<void, void, void> {
    const [candidate] = this.#told(found);
    if (candidate === undefined) return;
    const { goals, exactDurations, seed } = this.#plan;
    const { scenario } = candidate;
    const { targets } = this.#input;
    const binds = bindsOf(this.#input, found, candidate);
    const cliff = cliffsOf(scenario, targets, exactDurations, seed);
    yield;
    const margins = marginsOf(scenario, { targets, takesPlay: goals.some(isPlayed) }, exactDurations, seed);
    yield;
    const knobs = knobEffects(this.#input, candidate);
    this.#edge = { binds, cliff, margins, knobs };
  }

  /** The schedule that the result is about: recommended, or nearest; none where nothing can keep up. */
  #told(found: Found): Candidate[] {
    const one = this.#best(found) ?? this.#nearest(found);
    return one === null ? [] : [one];
  }

  /** Interrupted before it was settled, the first that should do by arithmetic stands for it. */
  #best({ meeting }: Found): Candidate | null {
    return this.#confirmed === null ? (meeting[0] ?? null) : this.#confirmed.chosen;
  }

  #nearest(found: Found): Candidate | null {
    const judged = this.#confirmed?.judged ?? [];
    return judged.length === 0 ? found.nearest : nearestOf(judged, this.#plan.goals).candidate;
  }

  finish(interrupted: boolean): TuneResult | null {
    const found = this.#found;
    if (found === null) return null;
    const { scenario, goals, seed, replications, replay, version, indifference } = this.#plan;
    const best = this.#best(found);
    const nearest = best === null ? this.#nearest(found) : null;
    const chosen = best ?? nearest;
    const played = chosen === null ? undefined : this.#fresh.get(chosen)?.played;
    const result = (candidate: Candidate) => this.#candidateResult(candidate, best);
    return {
      schema: TUNE_SCHEMA,
      stretchpool: version,
      scenario: scenario.name,
      layout: scenario.layout.name,
      seed,
      replications: interrupted ? (played ?? 0) : replications,
      partial: interrupted ? { planned: replications } : null,
      replay,
      notes: this.#notes(found, chosen),
      targets: goals.map(({ text, from }) => ({ text, from })),
      assumed: found.assumed,
      minimised: found.minimised,
      indifference: toSeconds(indifference),
      moved: found.moved,
      evaluated: {
        candidates: found.candidates,
        sustainable: found.preferred.length,
        meetSchedule: found.meeting.length,
        simulated: this.#confirmed?.played ?? 0,
      },
      now: result(found.now),
      best: best && result(best),
      nearest: nearest && result(nearest),
      ...this.#edge,
      binds: [
        ...(best === null ? missedByAll(this.#confirmed?.judged ?? [], goals) : []),
        ...(best === null ? ownTargetsInTheWay(found, this.#confirmed?.judged ?? [], goals) : []),
        ...this.#edge.binds,
      ],
      front: found.front.map(result),
    };
  }

  #candidateResult(candidate: Candidate, best: Candidate | null): CandidateResult {
    const { settings, scenario, figures, whyNone, cost } = candidate;
    return {
      settings: Object.fromEntries(settings),
      words: agentWords(scenario),
      schedule: figures,
      whyNone,
      cost,
      simulated: this.#fresh.get(candidate)?.simulated() ?? null,
      meetsTargets: this.#meets(candidate, best),
    };
  }

  /** What was settled stands; what was not is judged on what was played last. */
  #meets(candidate: Candidate, best: Candidate | null): boolean | null {
    const { goals } = this.#plan;
    if (this.#confirmed !== null && candidate === best) return true;
    if (candidate.figures === null || !meets(candidate.figures, this.#input.targets)) return false;
    const open = goals.filter(isPlayed);
    if (open.length === 0) return true;
    if (this.#confirmed?.judged.some((play) => play.candidate === candidate)) return false;
    const play = this.#fresh.get(candidate);
    if (play === undefined || play.played < this.#plan.replications) return null;
    return open.every((goal) => play.verdict(goal).verdict === "met");
  }

  #notes(found: Found, chosen: Candidate | null): string[] {
    const { scenario, goals } = this.#plan;
    const left = leftOut(scenario);
    const fresh = chosen === null ? undefined : this.#fresh.get(chosen);
    const doubts = goals
      .filter((goal) => fresh !== undefined && chosen === this.#best(found) && isRefuted(fresh, goal))
      .map(
        ({ text }) =>
          `In the fresh replications the recommended schedule misses ${text} by more than chance.`,
      );
    return [
      ...notesOf(scenario),
      ...found.notes,
      ...(left === null ? [] : [left]),
      ...(bandwidthIsFree(found, scenario)
        ? ["Bandwidth has no price here, so that more of it costs nothing: give costs.options.wan."]
        : []),
      ...(goals.some(({ by }) => by === "years")
        ? ["Random years are played without what the scenario scripts, of the length of its horizon."]
        : []),
      ...(this.#confirmed?.gaveUp
        ? [
            `Only ${this.#confirmed.judged.length} schedules were played to the end: a dearer one might meet the targets.`,
          ]
        : []),
      ...doubts,
      ...[found.now, ...(chosen === null ? [] : [chosen])].flatMap((candidate) => {
        const play = this.#fresh.get(candidate);
        const name = candidate === found.now ? "the schedule as it is" : "the schedule that was found";
        return play === undefined || candidate.figures === null
          ? []
          : disagreements(name, candidate.figures, play);
      }),
    ];
  }
}

const bandwidthIsFree = ({ moved }: Found, { costs }: TunePlan["scenario"]): boolean =>
  costs?.options.wan === undefined &&
  moved.some(({ path, values }) => path === "wan.bandwidth" && values.length > 1);
