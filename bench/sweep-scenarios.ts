/** The pools that sweeps are measured with: the shipped reference scenarios, and the same with other figures. */
import { readFileSync } from "node:fs";
import { type FatePlan, planFates } from "../src/fate/index.js";
import { readScenario } from "../src/scenario/index.js";
import type { FailsBy, Scenario } from "../src/spec/index.js";
import { planLives } from "../src/studies/index.js";
import type { Micros, PerSecond, Share } from "../src/units/index.js";

export type Reference = "ten-years-high-bandwidth" | "ten-years-low-bandwidth";

export const REFERENCES: readonly Reference[] = ["ten-years-high-bandwidth", "ten-years-low-bandwidth"];

export function shipped(name: string, overrides: readonly string[] = []): Scenario {
  // Benches and tests are run from the top of the repository.
  const text = readFileSync(`scenarios/${name}.yaml`, "utf8");
  const reading = readScenario(text, { file: `${name}.yaml`, overrides: [...overrides] });
  if (!reading.ok) throw new Error(`${name}.yaml ${overrides.join(" ")} is not valid`);
  return reading.scenario;
}

export function fatesOf(scenario: Scenario): FatePlan {
  const { period } = planLives(scenario);
  return planFates(scenario, period.ok ? period.period : null);
}

/** Everything fails `often` times as often. Every kind must be given, for what is not keeps its documented rate. */
export function failing(scenario: Scenario, often: number): Scenario {
  const { parts, common } = scenario.reliability;
  const faster = Object.entries(parts).map(([name, one]) => {
    const forgottenDown = one.forgottenDown === null ? null : ((one.forgottenDown * often) as Share);
    return [name, { ...one, fails: failsBy(one.fails, often), forgottenDown }];
  });
  return {
    ...scenario,
    reliability: {
      parts: Object.fromEntries(faster),
      common: common.map((one) => ({ ...one, fails: failsBy(one.fails, often) })),
    },
  };
}

function failsBy(fails: FailsBy, often: number): FailsBy {
  switch (fails.by) {
    case "rate":
      return { by: "rate", rate: (fails.rate * often) as PerSecond };
    case "evidence":
      return { ...fails, in: Math.round(fails.in / often) as Micros };
    case "law":
      if (fails.law.law !== "exponential") throw new Error(`a ${fails.law.law} law cannot be sped up here`);
      return { by: "law", law: { law: "exponential", mean: Math.round(fails.law.mean / often) as Micros } };
  }
}
