/**
 * The runbook as a scenario may change it: what a step takes, how often it has to be done again, steps of one's own,
 * another order. Site 1 is lost for ever at 10:07:30; people detect in 300 s and decide in 1800 s.
 */
import { describe, expect, test } from "vitest";
import { type IncidentResult, vet } from "../../src/index.js";
import { readScenario } from "../../src/scenario/index.js";
import {
  changed,
  clock,
  FAILOVER,
  incidentOf,
  type Mapping,
  PLAIN,
  play,
  REPLICATION,
  rounded,
  siteLoss,
} from "./playing.js";

const AT = clock(1, 10, 7, 30);
const LOST: Mapping = { failures: [siteLoss(AT, { lasts: "forever" })] };

/** Six steps without chance, 1 to 6 min: 1260 s. */
const FIXED: Mapping = {
  "drop-log-shipping": { takes: "1 min" },
  "copy-remaining": { takes: "2 min" },
  "apply-logs": { takes: "3 min" },
  "end-connections": { takes: "4 min" },
  "recover-database": { takes: "5 min" },
  "switch-pool-state": { takes: "6 min" },
};
const ORDER = ["detect", "decide", ...Object.keys(FIXED)];

const withSteps = (steps: Mapping, changes: Mapping = {}) =>
  incidentOf(changed(changed(LOST, { runbook: { steps } }), changes));
const fixedBut = (steps: Mapping) => withSteps(changed(FIXED, steps));
const names = ({ criticalPath }: IncidentResult) => criticalPath.map(({ step }) => step);
const lastOf = ({ criticalPath }: IncidentResult, name: string) =>
  rounded(criticalPath.filter(({ step }) => step === name).reduce((sum, { lasts }) => sum + lasts, 0));

/** No gap from the failure to service; what the parts say adds up to it. */
function expectWholePath(incident: IncidentResult): void {
  const ends = incident.criticalPath.map(({ from, lasts }) => rounded(from + lasts));
  expect(rounded(incident.criticalPath.map(({ from }) => from))).toEqual([AT, ...ends.slice(0, -1)]);
  expect(ends.at(-1)).toBe(rounded(AT + incident.rto!));
  const { detect, decide, procedure, reconnect } = incident.rtoParts!;
  expect(detect + decide + procedure + reconnect).toBeCloseTo(incident.rto!, 6);
}

describe("what a step takes", () => {
  test("all of them given: not a second beside them, no undo, no replication, and copying although nothing waits", () => {
    const incident = withSteps(FIXED);
    expect(rounded(incident)).toMatchObject({
      rto: 2100 + 1260,
      rpo: 450,
      rtoParts: { detect: 300, decide: 1800, procedure: 1260, reconnect: 0 },
    });
    expect(names(incident)).toEqual(ORDER);
    expect(rounded(incident.criticalPath.map(({ lasts }) => lasts))).toEqual([
      300, 1800, 60, 120, 180, 240, 300, 360,
    ]);
    expectWholePath(incident);
  });

  test.each([
    // A person's 120 s, or those and the 30 s of undo.
    ["drop-log-shipping", 120],
    ["apply-logs", 120],
    ["end-connections", 120],
    ["recover-database", 150],
  ])("%s alone, ten minutes in place of %d s", (name, otherwise) => {
    const incident = withSteps({ [name]: { takes: "10 min" } });
    expect(lastOf(incident, name)).toBe(600);
    const replication = incident.rto! - (FAILOVER - otherwise + 600);
    expect(replication).toBeGreaterThanOrEqual(REPLICATION[0]);
    expect(replication).toBeLessThanOrEqual(REPLICATION[1]);
    expectWholePath(incident);
  });

  test("nothing at all", () => {
    const nothing = Object.fromEntries(Object.keys(FIXED).map((name) => [name, { takes: "0 s" }]));
    expect(rounded(withSteps(nothing).rto)).toBe(2100);
  });

  test("detect and decide are steps as well", () => {
    const steps = changed(FIXED, { detect: { takes: "1 min" }, decide: { takes: "2 min" } });
    expect(rounded(withSteps(steps).rtoParts)).toMatchObject({ detect: 60, decide: 120, procedure: 1260 });
  });

  test("a law: drawn anew in each replication", () => {
    const steps = changed(FIXED, { "end-connections": { takes: { uniform: ["2 min", "10 min"] } } });
    const { incidents } = play(changed(LOST, { runbook: { steps } }), { seed: 3, replications: 400 });
    const times = incidents.map((incident) => lastOf(incident, "end-connections"));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(120);
    expect(Math.max(...times)).toBeLessThanOrEqual(600);
    // Mean 360 s, standard error (480 / √12) / √400 = 6.93 s.
    expect(Math.abs(times.reduce((sum, time) => sum + time, 0) / 400 - 360)).toBeLessThan(4 * 6.93);
  });

  test("computed: what the procedure says", () => {
    const computed = { "copy-remaining": { takes: "computed" }, "apply-logs": { takes: "computed" } };
    expect(withSteps(computed)).toEqual(incidentOf(LOST));
  });

  test("computed from the files that wait: their way over the link, and their restore", () => {
    // A share in a third place: the backup of 10:00 crosses its link in 24.04 s. The copy job fails, so at 10:00:28 one
    // file is to be copied by hand, in 120 + 24.04 s, and one to be restored, in 120 + 10 s.
    const at = clock(1, 10, 0, 28);
    const copyJob = { what: "job-failing", job: "copy", at: `${at - 1} s`, lasts: "8 h" };
    const incident = incidentOf({
      logShipping: { share: "third-site" },
      failures: [copyJob, siteLoss(at, { lasts: "forever" })],
    });
    expect(rounded(incident.rpo)).toBe(28);
    expect(names(incident).slice(2, 5)).toEqual(["drop-log-shipping", "copy-remaining", "apply-logs"]);
    expect(lastOf(incident, "copy-remaining")).toBe(144.04);
    expect(lastOf(incident, "apply-logs")).toBe(130);
  });
});

describe("a step that fails and is done again", () => {
  test("takes its time once for each attempt, and attempts are geometric", () => {
    // Ten minutes an attempt, 40 % fail: 600 / 0.6 = 1000 s on average, variance 600² × 0.4 / 0.6² = 400,000.
    const steps = changed(FIXED, { "drop-log-shipping": { takes: "10 min", retry: "40 %" } });
    const { incidents } = play(changed(LOST, { runbook: { steps } }), { seed: 4, replications: 2000 });
    const times = incidents.map((incident) => lastOf(incident, "drop-log-shipping"));
    expect(times.every((time) => time >= 600 && time % 600 === 0)).toBe(true);
    const mean = times.reduce((sum, time) => sum + time, 0) / 2000;
    expect(Math.abs(mean - 1000)).toBeLessThan(4 * Math.sqrt(400_000 / 2000));
    // Six in ten need one attempt: standard error √(0.24 / 2000) = 1.1 %.
    const once = times.filter((time) => time === 600).length / 2000;
    expect(Math.abs(once - 0.6)).toBeLessThan(4 * Math.sqrt(0.24 / 2000));
    incidents.slice(0, 20).forEach(expectWholePath);
    expect(incidents.every(({ rto }, index) => rounded(rto!) === rounded(2100 + 1200 + times[index]!))).toBe(
      true,
    );
  });

  test("never, at 0 %", () => {
    expect(fixedBut({ "apply-logs": { retry: "0 %" } })).toEqual(withSteps(FIXED));
  });

  test("each attempt draws its own time", () => {
    // Uniform from 0 to 10 min, half of them fail: mean 300 / 0.5 = 600 s; the variance of a geometric sum is
    // E[N] × 30,000 + Var[N] × 300² = 2 × 30,000 + 2 × 90,000 = 240,000 s².
    const takes = { uniform: ["0 s", "10 min"] };
    const steps = changed(FIXED, { "apply-logs": { takes, retry: "50 %" } });
    const { incidents } = play(changed(LOST, { runbook: { steps } }), { seed: 6, replications: 2000 });
    const times = incidents.map((incident) => lastOf(incident, "apply-logs"));
    const mean = times.reduce((sum, time) => sum + time, 0) / 2000;
    expect(Math.abs(mean - 600)).toBeLessThan(4 * Math.sqrt(240_000 / 2000));
    const spread = times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / 1999;
    // One time for all attempts would give E[N²] E[T²] − 600² = 6 × 120,000 − 360,000 = 360,000 s².
    expect(spread).toBeLessThan(300_000);
    expect(spread).toBeGreaterThan(180_000);
  });
});

describe("steps of one's own", () => {
  const own = (step: Mapping) => ({ "change-dns": { takes: "10 min", ...step } });

  test("between two of the documented ones: service is that much later", () => {
    const incident = fixedBut(own({ after: ["recover-database"], before: ["switch-pool-state"] }));
    expect(rounded(incident.rto)).toBe(2100 + 1260 + 600);
    expect(names(incident)).toEqual([...ORDER.slice(0, -1), "change-dns", "switch-pool-state"]);
    expectWholePath(incident);
  });

  test("after service: nobody waits for it", () => {
    const incident = fixedBut(own({ after: ["switch-pool-state"], before: ["activate-servers"] }));
    expect(rounded(incident.rto)).toBe(2100 + 1260);
    expect(names(incident)).not.toContain("change-dns");
  });

  test("one behind the other", () => {
    const incident = fixedBut({
      ...own({ after: ["end-connections"] }),
      "warn-users": { takes: "1 min", after: ["change-dns"], before: ["recover-database"] },
    });
    expect(rounded(incident.rto)).toBe(2100 + 1260 + 600 + 60);
    expect(names(incident).slice(-4)).toEqual([
      "change-dns",
      "warn-users",
      "recover-database",
      "switch-pool-state",
    ]);
  });

  test("without a time of its own it takes a person's", () => {
    const steps = { "change-dns": { after: ["recover-database"], before: ["switch-pool-state"] } };
    expect(rounded(fixedBut(steps).rto)).toBe(2100 + 1260 + 120);
  });

  test("before the recovery they are before the point of no return", () => {
    // recover-database begins 2100 + 600 (the four fixed steps) + 600 s after the failure: a restart at 3299 is in time.
    const steps = changed(FIXED, own({ after: ["end-connections"], before: ["recover-database"] }));
    const lasting = (lasts: number) =>
      rounded(incidentOf({ runbook: { steps }, failures: [siteLoss(AT, { lasts: `${lasts} s` })] }));
    expect(lasting(3300 - 121)).toMatchObject({ rpo: 0, rto: 3299, recoveredFrom: "restart" });
    expect(lasting(3300 - 119)).toMatchObject({ rpo: 450, recoveredFrom: "log-shipping" });
  });
});

describe("another order", () => {
  test("connections ended before anything else", () => {
    const incident = fixedBut({ "end-connections": { after: ["decide"], before: ["drop-log-shipping"] } });
    expect(rounded(incident)).toMatchObject({ rto: 2100 + 1260, rpo: 450 });
    expect(names(incident)).toEqual([
      "detect",
      "decide",
      "end-connections",
      "drop-log-shipping",
      "copy-remaining",
      "apply-logs",
      "recover-database",
      "switch-pool-state",
    ]);
    expectWholePath(incident);
  });

  // 100 GB out and in again at 100 MB/s, and 120 s of a person: 2120 s. Activating takes ten minutes here.
  test.each([
    ["documented", 2120],
    ["activate-first", 600 + 2120],
  ])("%s: the new mirror stands %d s after service", (order, unmirrored) => {
    const runbook = { order, steps: { "activate-servers": { takes: "10 min" } } };
    const incident = incidentOf(changed(LOST, { mirroring: { resync: "0 s" }, runbook }));
    expect(rounded(incident.unmirrored)).toBe(unmirrored);
  });
});

describe("what a minute is worth", () => {
  test("on a single file of steps, a minute; of a shorter step, all of it", () => {
    const incident = fixedBut({ "end-connections": { takes: "30 s" } });
    expect(rounded(incident.criticalPath.map(({ step, minuteSaves }) => [step, minuteSaves]))).toEqual(
      ORDER.map((step) => [step, step === "end-connections" ? 30 : 60]),
    );
  });

  test("of a step beside the others, what the others leave over", () => {
    // Behind the decision the four steps up to recover-database take 180 + 240 + 300 and 60 + 120: 900 s. Warning the
    // users takes 930 s at the same time: a minute less of it would save 30 s, and a minute less of those nothing.
    const warning = { takes: "930 s", after: ["decide"], before: ["switch-pool-state"] };
    const incident = fixedBut({ "warn-users": warning });
    expect(rounded(incident.rto)).toBe(2100 + 930 + 360);
    expect(rounded(incident.criticalPath.map(({ step, minuteSaves }) => [step, minuteSaves]))).toEqual([
      ["detect", 60],
      ["decide", 60],
      ["warn-users", 30],
      ["switch-pool-state", 60],
    ]);
    expectWholePath(incident);
    const sooner = fixedBut({ "warn-users": { ...warning, takes: "870 s" } });
    expect(incident.rto! - sooner.rto!).toBeCloseTo(30, 6);
  });

  test("a change of the path is worth what it says", () => {
    const before = withSteps(FIXED);
    const after = fixedBut({ "apply-logs": { takes: "2 min" } });
    const saved = before.criticalPath.find(({ step }) => step === "apply-logs")!.minuteSaves;
    expect(before.rto! - after.rto!).toBeCloseTo(saved, 6);
  });

  test("everybody has a name for who does it", () => {
    for (const { actor, part } of withSteps(FIXED).criticalPath) {
      expect(actor).not.toBe("");
      expect(["detect", "decide", "procedure", "reconnect"]).toContain(part);
    }
  });
});

describe("what is refused, by name", () => {
  /** Paths and words of what reading or vetting says. */
  function complaints(steps: Mapping): string {
    const mapping = changed(PLAIN, { ...LOST, runbook: { steps } });
    const reading = readScenario(JSON.stringify(mapping, null, 1), { file: "runbook.json" });
    const issues = reading.ok ? vet(reading.scenario, reading.source) : reading.issues;
    return issues.map(({ path, message }) => `${path}: ${message}`).join("\n");
  }

  test("a retry of 100 %: it would never end", () => {
    expect(complaints({ "apply-logs": { retry: "100 %" } })).toMatch(/^runbook\.steps\.apply-logs\.retry/);
  });

  test.each(["after", "before"])("a step that nobody knows, in `%s`", (where) => {
    const said = complaints({ "change-dns": { takes: "1 min", [where]: ["no-such-step"] } });
    expect(said).toMatch(new RegExp(`^runbook\\.steps\\.change-dns\\.${where}`));
    expect(said).toContain("no-such-step");
  });

  test.each<[string, Mapping]>([
    ["of two", { one: { after: ["two"] }, two: { after: ["one"] } }],
    ["with itself", { one: { after: ["one"] } }],
    ["through a documented step", { one: { after: ["switch-pool-state"], before: ["recover-database"] } }],
    ["against the documented order", { one: { after: ["decide"], before: ["detect"] } }],
  ])("a circle %s", (_name, steps) => {
    const given = Object.fromEntries(
      Object.entries(steps).map(([name, step]) => [name, { takes: "1 min", ...(step as Mapping) }]),
    );
    expect(complaints(given)).toMatch(/^runbook\.steps/);
  });

  test("nothing of a runbook that is in order", () => {
    expect(complaints(FIXED)).toBe("");
    expect(complaints({ "apply-logs": { retry: "99 %" } })).toBe("");
  });
});
