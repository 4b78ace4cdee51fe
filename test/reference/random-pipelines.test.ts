import { describe, expect, it } from "vitest";
import { type RandomCase, randomCase } from "./random-pipelines.js";
import { type Job, playSlowly, type SlowPlay } from "./slow-pipeline.js";

const SEEDS = Array.from({ length: 120 }, (_, seed) => seed);

const cases: readonly (readonly [RandomCase, SlowPlay])[] = SEEDS.map((seed) => {
  const random = randomCase(seed);
  return [random, playSlowly(random.pipeline, random.changes, random.questions, random.until)];
});

describe("random cases", () => {
  it("are functions of their seeds", () => {
    const again = randomCase(7);
    expect(again.text).toBe(cases[7]![0].text);
    expect(again.questions).toEqual(cases[7]![0].questions);
    expect(playSlowly(again.pipeline, again.changes, again.questions, again.until)).toEqual(cases[7]![1]);
  });

  it.each([
    ["both anchors", (one: RandomCase) => /grid .*"day"/.test(one.text) && /grid .*"run"/.test(one.text)],
    ["day anchors alone", (one: RandomCase) => !/grid .*"run"/.test(one.text)],
    ["run anchors alone", (one: RandomCase) => !/grid .*"day"/.test(one.text)],
    ["a day that its interval does not divide", uneven],
    ["copies after backups", (one: RandomCase) => one.pipeline.copy.grid === null],
    ["jitter", (one: RandomCase) => /jitter/.test(one.text)],
    ["no jitter", (one: RandomCase) => !/jitter/.test(one.text)],
    ["fixed backups", (one: RandomCase) => one.pipeline.backup.ownTime.takes === "fixed"],
    ["computed backups", (one: RandomCase) => one.pipeline.backup.ownTime.takes === "computed"],
    ["computed restores", (one: RandomCase) => one.pipeline.restore.ownTime.takes === "computed"],
    ["varied lengths", (one: RandomCase) => /varied/.test(one.text)],
    ["files of one size", (one: RandomCase) => one.pipeline.backup.fileSize !== null],
    ["fluid files", (one: RandomCase) => one.pipeline.backup.fileSize === null],
    ["compression", (one: RandomCase) => one.pipeline.backup.compression > 1],
    ["bursts", (one: RandomCase) => /bursts \{/.test(one.text)],
    ["a profile", (one: RandomCase) => /profile/.test(one.text)],
    ["a delay", (one: RandomCase) => one.pipeline.restore.delay > 0],
    ["a grace", (one: RandomCase) => one.pipeline.agentGrace > 0],
    ["a share beside the database", (one: RandomCase) => one.pipeline.share === "primary"],
    ["a share beside the secondary", (one: RandomCase) => one.pipeline.share === "secondary"],
    ["a share in a third place", (one: RandomCase) => one.pipeline.share === "third"],
    ["short retention", (one: RandomCase) => one.pipeline.backup.retention < 24 * 3600e6],
    ["a warm start", (one: RandomCase) => one.pipeline.begins < 0],
    ["a cold start", (one: RandomCase) => one.pipeline.begins === 0],
    ["no disturbance", (one: RandomCase) => one.changes.length === 0],
    ["a cut", (one: RandomCase) => /wan \{"link":null/.test(one.text)],
    ["a slow-down", (one: RandomCase) => /wan \{"link":\{/.test(one.text)],
    ["a destroyed share", (one: RandomCase) => /share \{"up":false,"destroyed":true/.test(one.text)],
    ["a share that comes back", (one: RandomCase) => /share \{"up":false,"destroyed":false/.test(one.text)],
    ["a failing backup job", (one: RandomCase) => /job \{"job":"backup","up":false/.test(one.text)],
    ["a failing copy job", (one: RandomCase) => /job \{"job":"copy","up":false/.test(one.text)],
    ["a failing restore job", (one: RandomCase) => /job \{"job":"restore","up":false/.test(one.text)],
    ["a database that is down", (one: RandomCase) => /database \{"up":false/.test(one.text)],
    ["a secondary that is down", (one: RandomCase) => /secondary \{"up":false/.test(one.text)],
    ["a corrupt file", (one: RandomCase) => /corrupt-next/.test(one.text)],
    ["a broken chain", (one: RandomCase) => /chain-broken/.test(one.text)],
    ["two disturbances at one instant", simultaneous],
  ])("have %s at least 5 times in 120", (_, has) => {
    expect(cases.filter(([one]) => has(one)).length).toBeGreaterThanOrEqual(5);
  });

  it("restore something in most cases, skip ticks, interrupt runs and leave holes in many", () => {
    const count = (has: (one: RandomCase, played: SlowPlay) => boolean): number =>
      cases.filter(([one, played]) => has(one, played)).length;
    const hasOutcome = (job: Job, outcome: string) => (_: RandomCase, played: SlowPlay) =>
      played.runs.some((run) => run.job === job && run.outcome === outcome);
    expect(
      count((_, played) => played.files.filter((f) => f.restoredAt !== null).length > 20),
    ).toBeGreaterThan(60);
    for (const job of ["backup", "copy", "restore"] as const) {
      for (const outcome of ["done", "failed", "interrupted"]) {
        expect([job, outcome, count(hasOutcome(job, outcome))]).toSatisfy(
          (row: unknown[]) => Number(row[2]) >= 8,
        );
      }
    }
    expect(count(hasOutcome("copy", "no way"))).toBeGreaterThan(5);
    expect(count((_, played) => played.files.some((file) => file.corrupt))).toBeGreaterThan(5);
    expect(count((_, played) => played.answers.some((a) => a.usableWithShare > a.usable))).toBeGreaterThan(
      100,
    );
    expect(count((_, played) => played.answers.some((a) => a.usable < a.safe))).toBeGreaterThan(12);
    expect(count((_, played) => played.answers.some((a) => a.onShare === null))).toBeGreaterThan(12);
  });

  it("play within about a thousand ticks and some warm-up for each job", () => {
    for (const [, played] of cases) {
      for (const job of ["backup", "copy", "restore"] as const) {
        expect(played.runs.filter((run) => run.job === job).length).toBeLessThan(3500);
      }
    }
  });
});

describe("whatever befalls the slow model", () => {
  it("never uses more than it has, and never takes back what it had", () => {
    expect(casesThatBreak(answersAreWithinReason)).toEqual([]);
  });

  it("makes files one after the other, each whole before it is safe and safe before it is restored", () => {
    expect(casesThatBreak(filesAreInOrder)).toEqual([]);
  });

  it("runs one run of a job at a time, and none before the beginning", () => {
    expect(casesThatBreak(runsAreApart)).toEqual([]);
  });
});

function casesThatBreak(rule: (one: RandomCase, played: SlowPlay) => boolean): string[] {
  return cases.filter(([one, played]) => !rule(one, played)).map(([one]) => one.text);
}

const isRising = (numbers: readonly number[]): boolean =>
  numbers.every((number, i) => i === 0 || numbers[i - 1]! <= number);

function answersAreWithinReason({ pipeline: { begins } }: RandomCase, { answers }: SlowPlay): boolean {
  return answers.every((answer, i) => {
    const before = answers[i - 1] ?? answer;
    return (
      isRising([begins, answer.restored, answer.usable, answer.usableWithShare, answer.backedUp]) &&
      isRising([answer.usable, answer.safe, answer.backedUp]) &&
      (answer.onShare === null || answer.onShare <= answer.backedUp) &&
      isRising([before.backedUp, answer.backedUp]) &&
      isRising([before.safe, answer.safe]) &&
      isRising([before.restored, answer.restored])
    );
  });
}

function filesAreInOrder({ pipeline: { begins } }: RandomCase, { files }: SlowPlay): boolean {
  return files.every((file, i) => {
    const steps = [files[i - 1]?.cut ?? begins, file.from, file.cut, file.wholeAt];
    if (file.safeAt !== null) steps.push(file.safeAt);
    if (file.restoredAt !== null) steps.push(file.restoredAt);
    const restoredRightly = file.restoredAt === null || (file.safeAt !== null && !file.corrupt);
    return isRising(steps) && restoredRightly;
  });
}

function runsAreApart({ pipeline: { begins } }: RandomCase, { runs }: SlowPlay): boolean {
  return (["backup", "copy", "restore"] as const).every((job) => {
    const own = runs.filter((run) => run.job === job);
    return isRising([begins, ...own.flatMap((run) => [run.tick, run.end ?? Number.POSITIVE_INFINITY])]);
  });
}

function uneven(one: RandomCase): boolean {
  const { anchor, every } = one.pipeline.backup.grid;
  return anchor === "day" && (24 * 3600e6) % every !== 0;
}

function simultaneous(one: RandomCase): boolean {
  return one.changes.some((change, i) => one.changes[i + 1]?.at === change.at);
}
