/** Scenarios as a file would give them, and random numbers of the tests' own. */
import { readScenario } from "../../src/scenario/index.js";
import type { Scenario } from "../../src/spec/index.js";

export function scenarioOf(fields: Readonly<Record<string, unknown>> = {}): Scenario {
  const reading = readScenario(JSON.stringify(fields), { file: "traffic.json" });
  if (!reading.ok)
    throw new Error(reading.issues.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  return reading.scenario;
}

/** Uniform in (0, 1): Marsaglia's xorshift with 32 bits, twice for 53. */
export function uniforms(seed: number): () => number {
  let state = seed | 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  for (let one = 0; one < 20; one++) next();
  return () => ((next() >>> 5) * 67_108_864 + (next() >>> 6) + 0.5) / 9_007_199_254_740_992;
}
