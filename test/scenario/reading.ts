/** Short ways to read a scenario in tests. */
import type { Issue } from "../../src/scenario/index.js";
import { readScenario } from "../../src/scenario/index.js";
import type { Scenario } from "../../src/spec/index.js";

/** The scenario of a text that must be valid. */
export function valid(text: string, overrides: readonly string[] = []): Scenario {
  const reading = readScenario(text, { file: "test.yaml", overrides });
  if (reading.ok) return reading.scenario;
  const lines = reading.issues.map((issue) => `${issue.line}:${issue.column}: ${issue.message}`);
  throw new Error(`not valid:\n${lines.join("\n")}`);
}

/** The issues of a text that must not be valid. */
export function issues(text: string, overrides: readonly string[] = []): readonly Issue[] {
  const reading = readScenario(text, { file: "test.yaml", overrides });
  if (reading.ok) throw new Error("valid");
  return reading.issues;
}
