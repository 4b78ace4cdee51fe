/** The report of a search for a schedule: what it says first, and that nothing is said that the figures do not bear. */
import { describe, expect, it } from "vitest";
import { CANDIDATE_COLUMN_NAMES, candidatesCsv, PLAIN, tuneText } from "../../src/reports/index.js";
import type { CandidateResult, CliffResult, TuneResult } from "../../src/results/index.js";
import { BEST, candidate, cost, figures, NOW, tuned } from "./tunes.js";

const told = (result: TuneResult): string => tuneText(result, PLAIN).join("\n");
/** As one line, so that a sentence is found wherever it is broken. */
const spoken = (result: TuneResult): string => told(result).replace(/\s+/g, " ");

describe("the report of a search for a schedule", () => {
  it("begins with the jobs as the agent wants them typed in, and what that brings against now", () => {
    const lines = tuneText(tuned(), PLAIN);
    expect(lines[0]).toBe("The default grid");
    const at = lines.findIndex((line) => line.includes("LSBackup"));
    expect(at).toBeLessThan(6);
    expect(lines.slice(at, at + 3).map((line) => line.trim())).toEqual(BEST.words);
    expect(spoken(tuned())).toContain(
      "If the primary's site is lost, 8.2 min of messages are gone on average and 15.7 min at worst, instead of 22.9 min " +
        "and 30.4 min now. It takes 288 job runs a day, as many as now.",
    );
  });

  it("speaks of one case of a hundred where durations vary, for then there is no worst", () => {
    const varied = figures(60, 900, { exact: false });
    const result = tuned({ best: { ...BEST, schedule: varied }, now: { ...NOW, schedule: varied } });
    expect(spoken(result)).toContain("in one case of a hundred");
    expect(spoken(result)).not.toContain("min at worst, instead");
    expect(told(result)).toContain("by drawn runs");
  });

  it("says that nothing need be changed where the best is what there is", () => {
    const text = spoken(tuned({ best: { ...NOW, meetsTargets: true } }));
    expect(text).toContain("Leave the three jobs as they are.");
    expect(text).not.toContain("instead of");
  });

  it("says of a schedule that is there now and cannot keep up that its loss has no end", () => {
    const now = { ...NOW, schedule: null, whyNone: "transfers take longer than the interval" };
    expect(spoken(tuned({ now }))).toContain("what would be lost grows without end");
  });

  it("lists fields that no job's schedule says, with what they are now", () => {
    const best = { ...BEST, settings: { ...BEST.settings, "wan.bandwidth": "100 Mbps" } };
    const now = { ...NOW, settings: { ...NOW.settings, "wan.bandwidth": "50 Mbps" } };
    expect(told(tuned({ best, now }))).toContain("    wan.bandwidth: 100 Mbps (now 50 Mbps)");
    expect(
      told(tuned({ best: { ...best, settings: { ...best.settings, "wan.bandwidth": "50 Mbps" } }, now })),
    ).not.toContain("(now 50 Mbps)");
  });

  it.each<[string, Partial<CandidateResult["cost"]>, string]>([
    ["more runs", { runsPerDay: 384 }, "It takes 384 job runs a day, 96 more than now (288)."],
    ["fewer runs", { runsPerDay: 192 }, "It takes 192 job runs a day, 96 fewer than now."],
    [
      "runs that find nothing",
      { emptyRunsPerDay: 192 },
      "as many as now, beside 192 runs of the copy job that find nothing and cost nothing.",
    ],
    ["more bytes", { wanBytesPerDay: 57.6e9 }, "It ships 57.6 GB a day (now 28.8 GB)."],
    [
      "a price",
      { moneyPerYear: { amount: 9000, currency: "EUR" } },
      "Its options cost 9,000 EUR a year (now 0).",
    ],
  ])("tells what it takes against now: %s", (_, more, sentence) => {
    expect(spoken(tuned({ best: { ...BEST, cost: { ...cost(288), ...more } } }))).toContain(sentence);
  });

  it("shows exact figures, played ones with their interval, and the target side by side", () => {
    const lines = told(tuned()).split("\n");
    const row = (name: string) =>
      lines
        .find((line) => line.trim().startsWith(name))
        ?.trim()
        .split(/\s{2,}/);
    expect(row("if the primary's site is lost")).toEqual([
      "if the primary's site is lost",
      "now",
      "exactly",
      "as played (95 %)",
      "target",
    ]);
    expect(row("RPO mean")).toEqual(["RPO mean", "22.9 min", "8.2 min", "8.3 min (7.8 to 8.7 min)"]);
    expect(row("RPO worst")).toEqual(["RPO worst", "30.4 min", "15.7 min", "15.7 min", "<= 20 min"]);
    expect(row("RTO p95")).toEqual(["RTO p95", "2.5 h (2.2 to 2.8 h)", "2.5 h (2.2 to 2.8 h)"]);
  });

  it.each<[string, Partial<CliffResult>, string]>([
    [
      "there is room, and the jump is where the target is missed",
      {},
      "A backup takes 20 s at most and may take up to 27 s before a copy misses it; then RPO at worst is 30.7 min. That is " +
        "where a target is missed.",
    ],
    [
      "there is no room",
      { jumpsAt: 20, mayTake: 20 },
      "A backup takes 20 s at most and stands at the very edge: if it takes any longer a copy misses it, and RPO at worst is " +
        "30.7 min.",
    ],
    ["the target is missed already", { mayTake: 15 }, "A target is missed already."],
    [
      "the target is missed later",
      { mayTake: 300, rpoBeyond: 2400 },
      "Beyond 5 min a target is missed: RPO at worst is 40 min then.",
    ],
    [
      "no target is missed",
      { mayTake: null, rpoBeyond: null },
      "No target is missed before it takes ten times as long.",
    ],
    [
      "nothing jumps",
      { what: "transfer", jumpsAt: null, rpoAfterJump: null, mayTake: null },
      "A transfer takes 20 s at most. If it takes longer, RPO at worst grows with it and never jumps.",
    ],
    [
      "a backup fills its interval",
      { jumpsAt: 900, rpoAfterJump: null, mayTake: null },
      "may take up to 15 min before the next backup falls out; then the jobs cannot keep up and RPO grows without end.",
    ],
    ["a transfer is too long", { what: "transfer" }, "before the next copy run falls out; then"],
  ])("says how near the edge it stands: %s", (_, more, sentence) => {
    const cliff = {
      what: "backup",
      takes: 20,
      mayTake: 27,
      rpoBeyond: 1844,
      jumpsAt: 27,
      rpoAfterJump: 1844,
      judged: true,
      ...more,
    };
    expect(spoken(tuned({ cliff: [cliff as CliffResult] }))).toContain(sentence);
  });

  it("tells of the jump alone, and says why, where no target is on RPO", () => {
    const cliff = tuned().cliff.map((one) => ({ ...one, mayTake: null, rpoBeyond: null, judged: false }));
    const text = spoken(tuned({ cliff }));
    expect(text).toContain("No target is on RPO, so that only the jump is told");
    expect(text.match(/No target is on RPO/g)).toHaveLength(1);
    expect(text).toContain("stands at the very edge");
    expect(text).not.toContain("No target is missed");
    expect(spoken(tuned())).not.toContain("No target is on RPO");
  });

  it("judges no margin that only play could judge, not even of jobs that cannot keep up", () => {
    const text = told(
      tuned({ margins: tuned().margins.map((margin) => ({ ...margin, meetsTargets: null })) }),
    );
    expect(text).toMatch(/half the bandwidth .* not played/);
    expect(text).toMatch(/three times the load +the jobs cannot keep up +not played/);
  });

  it("marks the file's own targets beside those that were asked for, and only there", () => {
    const own = tuned().targets[0]!;
    const asked = { text: "site-loss.rpo.mean <= 9 min", from: "option" } as const;
    const heading = (targets: TuneResult["targets"]) => tuneText(tuned({ targets }), PLAIN)[1];
    expect(heading([own, asked])).toMatch(
      /target site-loss\.rpo\.worst <= 20 min \(of the file\), site-loss\.rpo\.mean <= 9 min$/,
    );
    expect(heading([own])).toMatch(/<= 20 min$/);
    expect(heading([asked])).toMatch(/<= 9 min$/);
  });

  it.each([
    ["topology.witness", true],
    ["runbook.order", true],
    ["monitoring.backupAlert", true],
    ["logShipping.restore.delay", true],
    ["logShipping.copy.offset", false],
    ["logShipping.share", false],
    ["wan.bandwidth", false],
  ])("says of a field without a say in RPO that RTO is another matter: %s: %s", (path, isNoted) => {
    const text = spoken(tuned({ knobs: [{ path, alone: [494.04, 494.04], totalEffect: 0 }] }));
    const note = "no effect on RPO; what it does to RTO is in the played figures";
    expect(text.includes(note)).toBe(isNoted);
  });

  it("tells the part of a field in whole per cent, for it rests on few pairs", () => {
    const text = told(
      tuned({ knobs: [{ path: "wan.bandwidth", alone: [494.04, 500], totalEffect: 0.236 }] }),
    );
    expect(text).toMatch(/wan\.bandwidth .* 24 %/);
  });

  it("speaks of the backup that falls out where copies follow backups and cannot miss them", () => {
    const best = { ...BEST, settings: { "logShipping.copy.after": "backup" } };
    expect(spoken(tuned({ best }))).toContain("if it takes any longer the next backup falls out");
  });

  it("shows the front, which fields matter and the margins", () => {
    const text = told(tuned());
    expect(text).toMatch(/30 min +15 min \+ 20 s +15 min +144 +15\.7 min/);
    expect(text).toMatch(/logShipping\.copy\.offset +8\.2 min to 22\.9 min +72 %/);
    expect(text).toMatch(/logShipping\.restore\.offset +8\.2 min whatever it is¹ +0 %/);
    expect(text).toMatch(/three times the load +the jobs cannot keep up +missed/);
    expect(text).toContain("Looked at 9,412 schedules");
  });

  it("thins a long front, keeps its ends and the recommended one, and says how many are left out", () => {
    const many = Array.from({ length: 30 }, (_, at) =>
      candidate({ words: [`schedule ${at}`], cost: cost(1000 + at) }),
    );
    const best = { ...many[17]!, simulated: null };
    const text = told(tuned({ front: many, best }));
    for (const runs of ["1,000", "1,017", "1,029"]) expect(text).toMatch(new RegExp(` ${runs} `));
    expect(text).toMatch(/and 19 between these, in candidates\.csv/);
  });

  it("says that no schedule meets the targets, and shows the nearest as such", () => {
    const nearest = { ...BEST, meetsTargets: false };
    const evaluated = { candidates: 9412, sustainable: 8120, meetSchedule: 0, simulated: 0 };
    const text = spoken(
      tuned({ best: null, nearest, evaluated, binds: ["The interval of the backups binds."] }),
    );
    expect(text).toContain("No schedule that was looked at meets the target. The one that comes nearest:");
    expect(text).toContain("The interval of the backups binds.");
    expect(text).not.toContain("Set the three jobs so");
    // Where play decided, it may only have been undecided.
    expect(spoken(tuned({ best: null, nearest }))).toContain(
      "None of the schedules that were played is sure to meet the target.",
    );
  });

  it("says that nothing is lost or won where the recommended schedule loses what the present one does", () => {
    const text = spoken(tuned({ now: { ...NOW, schedule: BEST.schedule } }));
    expect(text).toContain("8.2 min of messages are gone on average and 15.7 min at worst, as now.");
  });

  it("says that nothing can keep up, without figures of a schedule that there is not", () => {
    const now = { ...NOW, schedule: null, whyNone: "no file ever arrives" };
    const text = spoken(
      tuned({ now, best: null, nearest: null, front: [], cliff: [], knobs: [], margins: [] }),
    );
    expect(text).toContain(
      "No schedule that was looked at can keep up, so none can be recommended. As it is now: no file ever arrives.",
    );
    expect(text).not.toContain("RPO mean");
  });

  it("marks what was interrupted", () => {
    const best = { ...BEST, simulated: null, meetsTargets: null };
    const text = spoken(tuned({ replications: 0, partial: { planned: 400 }, best }));
    expect(text).toContain("interrupted: 0 of 400 replications");
    expect(text).toContain("By arithmetic alone this one is the first choice:");
  });

  it("claims of no schedule that nothing cheaper does, where it was interrupted before any was played", () => {
    const evaluated = { candidates: 9412, sustainable: 8120, meetSchedule: 210, simulated: 0 };
    const partial = { planned: 400 };
    for (const best of [
      { ...BEST, simulated: null },
      { ...NOW, simulated: null, meetsTargets: true },
    ]) {
      const text = spoken(tuned({ replications: 0, partial, best, evaluated }));
      expect(text).not.toContain("Nothing cheaper");
      expect(text).toContain("By arithmetic alone this one is the first choice:");
    }
    // Once it was confirmed only its last figures are missing.
    expect(spoken(tuned({ replications: 12, partial }))).toContain("Nothing cheaper meets the target");
  });

  it("tells what was assumed, and every note", () => {
    const assumed = { durations: "up to 30 % less or more", jitter: "up to 3 s later" };
    const text = spoken(tuned({ assumed, notes: ["Offsets are rounded to seconds."] }));
    expect(text).toContain(
      "up to 30 % less or more; up to 3 s later. --exact-durations takes them as they are written.",
    );
    expect(text).toContain("Note: Offsets are rounded to seconds.");
    expect(spoken(tuned())).not.toContain("Assumed");
  });

  it("keeps to a hundred columns wherever it speaks in sentences", () => {
    const sentences = tuneText(tuned(), PLAIN).filter(
      (line) => /[a-z]\.$/.test(line) && !line.includes("Occurs"),
    );
    expect(sentences.length).toBeGreaterThan(3);
    for (const line of sentences) expect(line.length).toBeLessThanOrEqual(100);
  });
});

describe("candidates.csv", () => {
  const rows = (result: TuneResult) =>
    candidatesCsv(result)
      .trimEnd()
      .split("\n")
      .map((line) => line.split(","));

  it("has a row for now, for the best and for each of the front, the moved fields behind the role", () => {
    const [header, ...lines] = rows(tuned());
    expect(lines.map(([role]) => role)).toEqual(["now", "best", "front", "front"]);
    expect(header!.slice(1, 7)).toEqual(Object.keys(NOW.settings));
    expect(header!.filter((name) => !name.startsWith("logShipping"))).toEqual(CANDIDATE_COLUMN_NAMES);
    for (const line of lines) expect(line).toHaveLength(header!.length);
    expect(lines[1]![header!.indexOf("rpo_mean_s")]).toBe("494.04");
    expect(lines[1]![header!.indexOf("played_rpo_mean_s_low")]).toBe("470");
  });

  it("leaves empty what a schedule does not set and what is not known", () => {
    const after = candidate({
      settings: { "logShipping.copy.after": "backup" },
      schedule: null,
      whyNone: "the jobs cannot keep up",
      meetsTargets: null,
    });
    const [header, ...lines] = rows(tuned({ front: [after] }));
    const line = lines.at(-1)!;
    expect(line[header!.indexOf("logShipping.copy.every")]).toBe("");
    expect(line[header!.indexOf("logShipping.copy.after")]).toBe("backup");
    expect(line[header!.indexOf("rpo_mean_s")]).toBe("");
    expect(line[header!.indexOf("meets_targets")]).toBe("");
    expect(line[header!.indexOf("why_none")]).toBe("the jobs cannot keep up");
  });
});
