/**
 * What arithmetic alone can say of a scenario's schedule: the exact law of its RPO where nothing is drawn; where
 * offsets are drawn, best and worst exactly and mean and quantiles by quadrature; and an honest "grows" or
 * "varies" elsewhere. Nothing is simulated here.
 */
import { distribution, draw, type Law, support } from "../engine/index.js";
import type { Scenario } from "../spec/index.js";
import { DAY, type Micros, modulo } from "../units/index.js";
import { type AgeLaw, ageQuantile, lawOfPeriod, type SteadyState, shareYounger, steadyState } from "./age.js";
import { buildPipeline, constantDraws, type DrawPurpose, drawnPurposes, shareSide } from "./build.js";
import type { Load } from "./load.js";
import { commonPeriod } from "./period.js";
import type { Pipeline } from "./pipeline.js";
import { playUndisturbed } from "./undisturbed.js";

export interface ScheduleFigures {
  readonly best: Micros;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly worst: Micros;
}

export type ScheduleLaw =
  /** Nothing is drawn: every figure is exact. */
  | {
      readonly kind: "exact";
      readonly figures: ScheduleFigures;
      readonly state: SteadyState;
      readonly pipeline: Pipeline;
      readonly period: Micros;
    }
  /** Offsets are drawn once a replication: best and worst are exact, the others integrals over the offsets. */
  | {
      readonly kind: "offsets-drawn";
      readonly figures: ScheduleFigures;
      readonly drawn: readonly DrawPurpose[];
    }
  /** Start delays or durations vary: the figures are those of a schedule in which each takes its middle value. */
  | { readonly kind: "varies"; readonly figures: ScheduleFigures; readonly drawn: readonly DrawPurpose[] }
  /** The jobs cannot keep up: the newest safe cut falls behind by this much a day. */
  | {
      readonly kind: "grows";
      readonly perDay: Micros;
      readonly ageAfterADay: Micros;
      readonly state: SteadyState;
      readonly pipeline: Pipeline;
      readonly period: Micros;
    }
  | { readonly kind: "unknown"; readonly why: string };

const MIDDLE = 0.5;

export function scheduleLaw(scenario: Scenario, load: Load): ScheduleLaw {
  const why = whyNothingArrives(scenario);
  if (why !== null) return { kind: "unknown", why };
  const common = commonPeriod(scenario.logShipping, load);
  if (!common.ok) return { kind: "unknown", why: common.why };
  const { period } = common;
  const drawn = drawnForRpo(scenario);
  const pipeline = pipelineAt(scenario, load, () => MIDDLE);
  const state = steadyState(pipeline, period, DAY);
  if (state.isBroken) {
    return { kind: "unknown", why: "files grow too old to be kept before they are copied or restored" };
  }
  if (state.growth !== 0) {
    const perDay = growthPerDay(pipeline, period, state);
    return {
      kind: "grows",
      perDay,
      ageAfterADay: Math.round(state.rpo.mean) as Micros,
      state,
      pipeline,
      period,
    };
  }
  const figures = figuresOf(state.rpo);
  const span = state.rpo.period;
  if (drawn.length === 0) return { kind: "exact", figures, state, pipeline, period: span };
  if (drawn.some((purpose) => !purpose.endsWith(".offset"))) return { kind: "varies", figures, drawn };
  if (ticksOfOnePlay(scenario, span) * NODES > MOST_TICKS_TO_INTEGRATE) {
    return { kind: "unknown", why: "the period is too long to integrate over all drawn offsets" };
  }
  return { kind: "offsets-drawn", figures: overOffsets(scenario, load, span, drawn), drawn };
}

/** Why no schedule would help: whatever is shipped never arrives, or is lost with the primary. null: it is not so. */
export function whyNothingArrives({ topology }: Scenario): string | null {
  const { destinationFolder, primarySite, secondarySite, shareAccess } = topology;
  if (!destinationFolder) return "without a destination folder no file ever arrives";
  if (shareAccess.secondary === "none")
    return "the secondary may not read the share, so that no file ever arrives";
  return primarySite === secondarySite ? "the secondary is lost with the primary" : null;
}

/**
 * What is drawn of a schedule that RPO hangs on. When restores run changes nothing about what is lost; nor when copies do,
 * where files are safe on the share.
 */
export const drawnForRpo = (scenario: Scenario): DrawPurpose[] =>
  drawnPurposes(scenario).filter(
    (purpose) =>
      purpose.startsWith("backup.") || (purpose.startsWith("copy.") && shareSide(scenario) === "primary"),
  );

/** Over at least a day: from one period to the next the age moves in steps of whole files. */
function growthPerDay(pipeline: Pipeline, period: Micros, state: SteadyState): Micros {
  const span = (Math.ceil(DAY / period) * period) as Micros;
  const later = lawOfPeriod(pipeline, period, (DAY + span) as Micros);
  return Math.round(((later.mean - state.rpo.mean) / span) * DAY) as Micros;
}

function figuresOf(law: AgeLaw): ScheduleFigures {
  return {
    best: law.best,
    mean: law.mean,
    p50: ageQuantile(law, 0.5),
    p95: ageQuantile(law, 0.95),
    worst: law.worst,
  };
}

/** The pipeline in which each drawn offset stands where `at` says, as a share of its law; all else in its middle. */
function pipelineAt(scenario: Scenario, load: Load, at: (purpose: DrawPurpose) => number): Pipeline {
  return buildPipeline(
    scenario,
    load,
    constantDraws((law, purpose) => fixedAt(law, purpose.endsWith(".offset") ? at(purpose) : MIDDLE)),
  );
}

const fixedAt = (law: Law, share: number): Micros =>
  law.law === "fixed" ? law.value : draw(law, Math.min(Math.max(share, 1e-12), 1 - 1e-12));

/** Enough nodes that a jump of one interval, wherever it lies, moves the mean by less than a tenth of a second. */
const NODES = 20_000;
/** About ten seconds of work; a schedule with more ticks in its period is left to replications. */
const MOST_TICKS_TO_INTEGRATE = 50_000_000;

function ticksOfOnePlay(scenario: Scenario, period: Micros): number {
  const { backup, copy } = scenario.logShipping;
  const copies = copy.trigger.on === "grid" ? copy.trigger.grid.every : backup.grid.every;
  const span = period + 20 * Math.max(backup.grid.every, copies);
  // Copies cost by the file, not by the tick.
  return (2 * span) / backup.grid.every;
}

/** Steps of a lattice whose points fill the unit square evenly: powers of the plastic number's inverse. */
const LATTICE = [0.7548776662466927, 0.5698402909980532];

function overOffsets(
  scenario: Scenario,
  load: Load,
  period: Micros,
  drawn: readonly DrawPurpose[],
): ScheduleFigures {
  const lawAt = (at: (purpose: DrawPurpose) => number) =>
    lawOfPeriod(pipelineAt(scenario, load, at), period, 0 as Micros);
  const weighed: Weighed[] = nodesOf(scenario, load, drawn).map(({ at, weight }) => ({
    law: lawAt(at),
    weight,
  }));
  const { best, worst } = extremes(scenario, load, period, drawn);
  const mean = weighed.reduce((sum, { law, weight }) => sum + law.mean * weight, 0);
  return { best, mean, p50: pooledQuantile(weighed, 0.5), p95: pooledQuantile(weighed, 0.95), worst };
}

interface Weighed {
  readonly law: AgeLaw;
  readonly weight: number;
}

interface Node {
  readonly at: (purpose: DrawPurpose) => number;
  readonly weight: number;
}

function nodesOf(scenario: Scenario, load: Load, drawn: readonly DrawPurpose[]): Node[] {
  const [first] = drawn;
  if (drawn.length === 1) return nodesBetweenJumps(scenario, load, first!);
  const weight = 1 / (2 * NODES);
  return Array.from({ length: 2 * NODES }, (_, node) => ({
    weight,
    at(purpose: DrawPurpose) {
      if (!drawn.includes(purpose)) return MIDDLE;
      const place = 0.5 + (node + 1) * LATTICE[drawn.indexOf(purpose)]!;
      return place - Math.floor(place);
    },
  }));
}

/** Where an offset begins to miss a file all ages jump: no node may stand for both sides of that. */
function nodesBetweenJumps(scenario: Scenario, load: Load, purpose: DrawPurpose): Node[] {
  const law = offsetLaw(scenario, purpose);
  const [lowest] = endsOf(scenario, purpose);
  const reference = pipelineWith(scenario, load, { values: { [purpose]: lowest! }, justMisses: false });
  const jumps = [...criticalOffsets(scenario, purpose, reference, lowest!)].map((at) =>
    distribution(law, at),
  );
  const borders = [...new Set([0, ...jumps, 1])].sort((x, y) => x - y);
  const nodes: Node[] = [];
  for (let index = 0; index + 1 < borders.length; index++) {
    const from = borders[index]!;
    const share = borders[index + 1]! - from;
    const count = Math.max(1, Math.round(NODES * share));
    for (let node = 0; node < count; node++) {
      const place = from + ((node + 0.5) * share) / count;
      nodes.push({ weight: share / count, at: (asked) => (asked === purpose ? place : MIDDLE) });
    }
  }
  return nodes;
}

/** Quantile of the mixture, by halving: each law is a distribution function that can be asked anywhere. */
function pooledQuantile(weighed: readonly Weighed[], p: number): number {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const { law } of weighed) {
    low = Math.min(low, law.best);
    high = Math.max(high, law.worst);
  }
  // A millisecond is a hundred times finer than the quadrature.
  while (high - low > 1_000) {
    const middle = (low + high) / 2;
    const below = weighed.reduce((sum, { law, weight }) => sum + shareYounger(law, middle) * weight, 0);
    if (below >= p) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * Between two offsets at which a copy just catches or just misses a file, all ages change by the same amount; so
 * best and worst lie at such offsets or at the ends of what can be drawn. With two drawn offsets the same holds
 * along each edge of the rectangle they span.
 */
function extremes(
  scenario: Scenario,
  load: Load,
  period: Micros,
  drawn: readonly DrawPurpose[],
): { best: Micros; worst: Micros } {
  let best = Number.POSITIVE_INFINITY;
  let worst = 0;
  const look = (offsets: Offsets) => {
    const pipeline = pipelineWith(scenario, load, offsets);
    const rpo = lawOfPeriod(pipeline, period, 0 as Micros);
    best = Math.min(best, rpo.best);
    // A copy that just misses a file: the supremum lies one microsecond beyond this offset.
    worst = Math.max(worst, rpo.worst + (offsets.justMisses ? 1 : 0));
    return pipeline;
  };
  for (const fixedPurpose of drawn) {
    const others = drawn.filter((purpose) => purpose !== fixedPurpose);
    for (const end of endsOf(scenario, fixedPurpose)) {
      const base: Offsets = { values: { [fixedPurpose]: end }, justMisses: false };
      if (others.length === 0) look(base);
      for (const other of others) searchEdge(scenario, other, base, look);
    }
    if (others.length === 0) {
      searchEdge(scenario, fixedPurpose, { values: {}, justMisses: false }, look);
    }
  }
  return { best: best as Micros, worst: worst as Micros };
}

interface Offsets {
  readonly values: Partial<Record<DrawPurpose, Micros>>;
  readonly justMisses: boolean;
}

function searchEdge(
  scenario: Scenario,
  purpose: DrawPurpose,
  base: Offsets,
  look: (offsets: Offsets) => Pipeline,
): void {
  const [lowest, highest] = endsOf(scenario, purpose);
  const reference = look({ values: { ...base.values, [purpose]: lowest! }, justMisses: false });
  // A copy misses the file when it starts a little earlier, or the backup ends a little later.
  const miss = purpose === "copy.offset" ? -1 : 1;
  const isWithin = (offset: number) => offset >= lowest! && offset <= highest!;
  for (const critical of criticalOffsets(scenario, purpose, reference, lowest!)) {
    if (isWithin(critical)) look({ values: { ...base.values, [purpose]: critical }, justMisses: false });
    const missing = (critical + miss) as Micros;
    if (isWithin(missing)) look({ values: { ...base.values, [purpose]: missing }, justMisses: true });
  }
  // Towards the end of what can be drawn a later copy still makes every file older.
  const grows = purpose === "copy.offset" && offsetLaw(scenario, purpose).law !== "empirical";
  look({ values: { ...base.values, [purpose]: highest! }, justMisses: grows });
}

/** Offsets at which a copy tick falls on the end of a backup run. */
function criticalOffsets(
  scenario: Scenario,
  purpose: DrawPurpose,
  reference: Pipeline,
  at: Micros,
): Set<Micros> {
  const law = offsetLaw(scenario, purpose);
  if (law.law === "empirical") return new Set(law.values);
  const { copy } = scenario.logShipping;
  if (copy.trigger.on !== "grid" || reference.copy.grid === null) return new Set();
  const { files } = playUndisturbed(reference, DAY);
  const critical = new Set<Micros>();
  const { every } = copy.trigger.grid;
  const cycle = scenario.logShipping.anchor === "run" ? every : DAY;
  for (const { wholeAt } of files) {
    const distance = modulo(wholeAt - reference.copy.grid.offset, every);
    // A later copy meets the file's end, or an earlier backup ends at the copy's tick.
    const shift = purpose === "copy.offset" ? distance : -distance;
    for (let k = -1; k <= 1; k++) {
      const offset = at + shift + k * (purpose === "copy.offset" ? every : cycle === DAY ? every : cycle);
      if (offset >= 0) critical.add(offset as Micros);
    }
  }
  return critical;
}

function pipelineWith(scenario: Scenario, load: Load, offsets: Offsets): Pipeline {
  return buildPipeline(
    scenario,
    load,
    constantDraws((law, purpose) => offsets.values[purpose] ?? fixedAt(law, MIDDLE)),
  );
}

function offsetLaw(scenario: Scenario, purpose: DrawPurpose): Law {
  const { backup, copy } = scenario.logShipping;
  if (purpose === "backup.offset") return backup.grid.offset;
  if (copy.trigger.on === "grid") return copy.trigger.grid.offset;
  throw new Error(`${purpose} has no law here`);
}

/**
 * The least and the most that an offset can be; drawn beyond its cycle it comes round again. The upper end of a
 * continuous law is approached and never drawn: an offset of exactly one interval would be another schedule.
 */
function endsOf(scenario: Scenario, purpose: DrawPurpose): Micros[] {
  const law = offsetLaw(scenario, purpose);
  const { lowest, highest } = support(law);
  if (law.law === "empirical") return [lowest as Micros, highest as Micros];
  const { anchor, backup, copy } = scenario.logShipping;
  const onBackupGrid = purpose === "backup.offset" || copy.trigger.on !== "grid";
  const every = onBackupGrid ? backup.grid.every : copy.trigger.grid.every;
  const cycle = anchor === "run" ? every : DAY;
  const end = Math.min(highest, lowest + cycle) - 1;
  return [Math.ceil(lowest) as Micros, Math.floor(end) as Micros];
}
