/** Scenarios of which only a little can fail, the fates drawn for them, and a band for what is averaged over them. */
import { Streams } from "../../src/engine/index.js";
import { type Clock, drawFate, type FatePlan, planFates } from "../../src/fate/index.js";
import { printIssue, readScenario } from "../../src/scenario/index.js";
import { type Fate, RELIABILITY_KINDS, type Scenario, type Strike } from "../../src/spec/index.js";

export function scenarioOf(text: string): Scenario {
  const reading = readScenario(text, { file: "a.yaml" });
  if (reading.ok) return reading.scenario;
  throw new Error(reading.issues.map((issue) => printIssue(issue, text)).join("\n"));
}

const ALONE = ["witness", "secondary-witness", "share", "wan", "compliance"];

/** Nothing fails but what is given, by name. */
export function onlyFailing(entries: Readonly<Record<string, string>>, horizon: string, more = ""): Scenario {
  const names = [...RELIABILITY_KINDS, ...ALONE].filter((name) => !(name in entries));
  const lines = [
    ...names.map((name) => `  ${name}: { fails: 0 / year }`),
    ...Object.entries(entries).map(([name, entry]) => `  ${name}: ${entry}`),
  ];
  return scenarioOf(`horizon: ${horizon}\n${more}\nreliability:\n${lines.join("\n")}\n`);
}

export const planOf = (scenario: Scenario): FatePlan => planFates(scenario, null);

export const fate = (plan: FatePlan, replication: number, inputs: number | null = null, seed = 11): Fate =>
  drawFate(plan, new Streams(seed, replication), inputs);

export function clockNamed(plan: FatePlan, name: string): Clock {
  const found = plan.clocks.find((clock) => clock.name === name);
  if (found === undefined) throw new Error(`no clock ${name} among ${plan.clocks.map((each) => each.name)}`);
  return found;
}

/** Of which clock a strike is. */
export const clockOf = ({ id }: Strike): string => id.slice(0, id.indexOf("#"));

export const isDownAt = (of: Fate, at: number): boolean =>
  of.some((strike) => strike.at <= at && strike.heals !== null && strike.heals > at);

export interface Sample {
  readonly mean: number;
  readonly deviation: number;
  /** Standard error of the mean. */
  readonly error: number;
}

export function sample(count: number, value: (replication: number) => number): Sample {
  let mean = 0;
  let squares = 0;
  for (let index = 0; index < count; index += 1) {
    const x = value(index);
    const before = x - mean;
    mean += before / (index + 1);
    squares += before * (x - mean);
  }
  const deviation = Math.sqrt(squares / (count - 1));
  return { mean, deviation, error: deviation / Math.sqrt(count) };
}

/** How many standard errors the mean is off. */
export const offBy = ({ mean, error }: Sample, truth: number): number => Math.abs(mean - truth) / error;

/** The largest distance between the distribution of values and a law, times √n: above 1.95 once in a thousand times. */
export function kolmogorovSmirnov(values: readonly number[], distribution: (x: number) => number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const gaps = sorted.map((x, index) =>
    Math.max(Math.abs(distribution(x) - index / n), Math.abs((index + 1) / n - distribution(x))),
  );
  return Math.max(...gaps) * Math.sqrt(n);
}
