import { describe, expect, test } from "vitest";
import { readScenario } from "../../src/scenario/index.js";

const TEXT = `name: a
layout: { site-1: { active: 4 }, site-2: { idle: 4 } }
people:
  decide: { lognormal: { median: 45 min, sigma: 0.8 } }
workload:
  profile: { sine: { amplitude: 0.5, period: 24 h } }
  bursts: [ { every: 1 d, lasts: 1 h, log: 1 GB } ]
runbook: { steps: { dns-change: { after: [switch-pool-state] } } }
users: {}
failures:
  - { what: wan-cut, at: 3 d }
  - { what: site-loss, lasts: 8 h }
`;

const reading = readScenario(TEXT, { file: "a.yaml" });
if (!reading.ok) throw new Error("not valid");
const { scenario, source } = reading;

test("the given fields are listed by path, failures by their place in the scenario", () => {
  expect(scenario.given).toEqual([
    "failures[0].lasts",
    "failures[0].what",
    "failures[1].at",
    "failures[1].what",
    "layout",
    "name",
    "people.decide",
    "runbook.steps.dns-change.after",
    "users",
    "workload.bursts[0].every",
    "workload.bursts[0].lasts",
    "workload.bursts[0].log",
    "workload.profile",
  ]);
});

describe("the place of a field", () => {
  test.each([
    ["name", 1, 7],
    ["people.decide", 4, 11],
    ["people.decide.lognormal.sigma", 4, 49],
    ["workload.bursts[0].log", 7, 44],
    ["failures[0].lasts", 12, 31],
    ["failures[1].at", 11, 26],
  ])("%s", (path, line, column) => expect(source.positionOf(path)).toEqual({ file: "a.yaml", line, column }));

  test("that was left out is that of what it would stand in", () => {
    expect(source.positionOf("people.detect")).toMatchObject({ line: 3, column: 1 });
    expect(source.positionOf("failures[0].disks")).toMatchObject({ line: 12, column: 5 });
    expect(source.positionOf("wan.bandwidth")).toMatchObject({ line: 1, column: 1 });
    expect(source.positionOf("not a path")).toMatchObject({ line: 1, column: 1 });
  });
});

test("other rooms make issues by path", () => {
  expect(source.issueAt("failures[0].lasts", "cannot be honoured yet", { allowed: "leave it out" })).toEqual({
    severity: "error",
    file: "a.yaml",
    line: 12,
    column: 31,
    path: "failures[1].lasts",
    message: "cannot be honoured yet",
    value: "8 h",
    allowed: "leave it out",
  });
  expect(source.issueAt("workload.profile", "too wavy", { severity: "warning" })).toMatchObject({
    severity: "warning",
    line: 6,
    column: 3,
  });
});

test("every given path leads to a place of its own", () => {
  const places = scenario.given.map((path) => {
    const { line, column } = source.positionOf(path);
    return `${line}:${column}`;
  });
  expect(new Set(places).size).toBe(places.length);
});
