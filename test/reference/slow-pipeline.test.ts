import { describe, expect, it } from "vitest";
import { type Bends, every, h, MB, MBps, min, plainPipeline, s } from "./plain-pipeline.js";
import {
  type Change,
  cuts,
  cutWan,
  inSeconds,
  outcomes,
  play,
  restoredAt,
  safeAt,
  ticks,
  wanAt,
} from "./plays.js";
import { playSlowly } from "./slow-pipeline.js";

describe("a schedule that keeps up", () => {
  it("has a file safe 54.04 s and restored 65 s after its cut when copies tick at 30 s and restores at 60 s", () => {
    const played = play({}, [], s(2700 + 100));
    expect(cuts(played)).toEqual([0, 900, 1800, 2700]);
    expect(safeAt(played)).toEqual([54.04, 954.04, 1854.04, 2754.04]);
    expect(restoredAt(played)).toEqual([65, 965, 1865, 2765]);
    expect(played.files[1]).toMatchObject({ number: 1, from: s(0), wholeAt: s(920), bytes: 300e6 });
  });

  it("has a file safe 924.04 s and restored 1805 s after its cut when all jobs tick together", () => {
    const bends = { copy: { grid: every(min(15), s(0)) }, restore: { grid: every(min(15), s(0)) } };
    const played = play(bends, [], s(3700));
    expect(safeAt(played)).toEqual([924.04, 1824.04, 2724.04, 3624.04, null]);
    expect(restoredAt(played)).toEqual([1805, 2705, 3605, null, null]);
  });

  it("answers with what is complete at the instant, and a microsecond before with what was", () => {
    const questions = [s(920 - 1e-6), s(920), s(954.04 - 1e-6), s(954.04), s(965 - 1e-6), s(965)];
    const played = play({}, [], s(1000), questions);
    expect(played.answers.map(inSeconds)).toEqual([
      [0, 0, 0, 0, 0, 0],
      [900, 900, 0, 0, 0, 900],
      [900, 900, 0, 0, 0, 900],
      [900, 900, 900, 0, 900, 900],
      [900, 900, 900, 0, 900, 900],
      [900, 900, 900, 900, 900, 900],
    ]);
  });

  it("lists a file that becomes whole at the very instant of the copy tick, but not one a microsecond later", () => {
    const just = play({ backup: { ownTime: { takes: "fixed", duration: () => s(30) } } }, [], s(1000));
    expect(safeAt(just)).toEqual([54.04, 954.04]);
    const late = play({ backup: { ownTime: { takes: "fixed", duration: () => s(30 + 1e-6) } } }, [], s(1000));
    expect(safeAt(late)).toEqual([954.04, null]);
  });

  it("restores what a slow start left behind in one run, file after file, by overhead and size", () => {
    const restore = {
      grid: every(h(1), min(59)),
      ownTime: { takes: "computed" as const, overhead: () => s(2), rate: MBps(100) },
    };
    const played = play({ restore }, [], h(1));
    expect(restoredAt(played)).toEqual([3545, 3550, 3555, 3560]);
  });

  it("handles a backup of no duration before the copy tick of the same instant, and a question before both", () => {
    const bends: Bends = {
      backup: { ownTime: { takes: "fixed", duration: () => s(0) } },
      copy: { grid: every(min(15), s(0)) },
    };
    const played = play(bends, [], s(1000), [s(900), s(900 + 1e-6)]);
    expect(safeAt(played)).toEqual([24.04, 924.04]);
    expect(played.answers.map((answer) => answer.backedUp)).toEqual([s(0), s(900)]);
  });

  it("lets a file of no length go through all three jobs at one instant", () => {
    const all = every(min(15), s(0));
    const instant = { takes: "fixed" as const, duration: () => s(0) };
    const played = play(
      {
        backup: { ownTime: instant, fileSize: MB(0) },
        copy: { grid: all },
        restore: { grid: all, ownTime: instant },
        rest: { wan: { rate: MBps(1), oneWay: s(0) } },
      },
      [],
      s(900),
    );
    expect(played.files[1]).toMatchObject({ cut: s(900), safeAt: s(900), restoredAt: s(900) });
  });
});

describe("ticks", () => {
  it("skips a tick during a run and does not make it up, but not the tick at which the run ends", () => {
    const long = (seconds: number): Bends => ({
      backup: { ownTime: { takes: "fixed", duration: () => s(seconds) } },
    });
    expect(ticks(play(long(1200), [], h(1.5)), "backup")).toEqual([0, 1800, 3600, 5400]);
    expect(ticks(play(long(900), [], h(1)), "backup")).toEqual([0, 900, 1800, 2700, 3600]);
    expect(ticks(play(long(900 + 1e-6), [], h(1)), "backup")).toEqual([0, 1800, 3600]);
  });

  it("runs a copy tick at which the copy before ends, and skips it if that ends a microsecond later", () => {
    const over = (seconds: number): Bends => ({
      backup: { fileSize: MB(270) },
      copy: { overhead: () => s(seconds - 900) },
      rest: { wan: { rate: MBps(0.3), oneWay: s(0) } },
    });
    expect(safeAt(play(over(900), [], h(0.8)))).toEqual([930, 1830, 2730, null]);
    expect(ticks(play(over(900), [], h(0.8)), "copy")).toEqual([30, 930, 1830, 2730]);
    expect(ticks(play(over(900 + 1e-6), [], h(0.8)), "copy")).toEqual([30, 1830]);
  });

  it("restarts a day grid of 7 min every midnight, with 206 ticks a day and a last interval of 5 min", () => {
    const grid = { anchor: "day" as const, every: min(7), offset: s(0) };
    const played = play({ backup: { grid }, rest: { begins: s(-900) } }, [], s(86_400 + 500));
    const runs = played.runs.filter((run) => run.job === "backup");
    expect(runs.slice(0, 4).map((run) => [run.number, run.tick / 1e6])).toEqual([
      [-2, -720],
      [-1, -300],
      [0, 0],
      [1, 420],
    ]);
    expect(runs.slice(-3).map((run) => [run.number, run.tick / 1e6])).toEqual([
      [205, 86_100],
      [206, 86_400],
      [207, 86_820],
    ]);
  });

  it("lets a day grid begin late where its offset is longer than its interval, and takes it modulo in a run grid", () => {
    const day = { anchor: "day" as const, every: min(15), offset: min(40) };
    expect(ticks(play({ backup: { grid: day } }, [], h(1)), "backup")).toEqual([2400, 3300]);
    const run = { anchor: "run" as const, every: min(15), offset: min(40) };
    const taken = play({ backup: { grid: run } }, [], h(1));
    expect(ticks(taken, "backup")).toEqual([600, 1500, 2400, 3300]);
    expect(taken.files.map((file) => file.number)).toEqual([0, 1, 2, 3]);
  });

  it("numbers run ticks from the offset and runs none before the beginning", () => {
    const bends = { backup: { grid: every(min(15), min(5)) }, rest: { begins: min(-25) } };
    const played = play(bends, [], s(0), [min(-25), s(0)]);
    expect(played.files.map((file) => [file.number, file.from / 6e7, file.cut / 6e7])).toEqual([
      [-2, -25, -25],
      [-1, -25, -10],
    ]);
    expect(inSeconds(played.answers[0])).toEqual([-1500, null, -1500, -1500, -1500, -1500]);
    expect(inSeconds(played.answers[1])).toEqual([-600, -600, -1500, -1500, -1500, -600]);
  });

  it("delays the cut by the jitter of the tick's number", () => {
    const played = play({ backup: { jitter: (number) => s(3 * number) } }, [], s(2000));
    expect(cuts(played)).toEqual([0, 903, 1806]);
    expect(played.files.map((file) => file.wholeAt / 1e6)).toEqual([20, 923, 1826]);
  });

  it("is occupied while it waits: a delay up to the end of the next interval swallows the ticks up to there", () => {
    const played = play({ backup: { jitter: (number) => (number === 1 ? s(890) : s(0)) } }, [], s(3600));
    expect(cuts(played)).toEqual([0, 1790, 2700]);
    expect(ticks(played, "backup")).toEqual([0, 900, 2700, 3600]);
  });

  it("skips a tick nearer than the agent's grace to the end of the run before, and not one exactly at it", () => {
    const grace = (seconds: number): Bends => ({
      backup: { ownTime: { takes: "fixed", duration: () => s(seconds) } },
      rest: { agentGrace: s(5) },
    });
    expect(ticks(play(grace(897), [], h(1)), "backup")).toEqual([0, 1800, 3600]);
    expect(ticks(play(grace(895), [], h(1)), "backup")).toEqual([0, 900, 1800, 2700, 3600]);
  });

  it("copies after every backup that made a file, with its number, and skips such a tick during a copy", () => {
    const bends: Bends = {
      backup: {
        grid: every(s(20), s(0)),
        ownTime: { takes: "fixed", duration: () => s(10) },
        fails: (number) => number === 3,
      },
      copy: { grid: null },
    };
    const played = play(bends, [], s(135));
    expect(safeAt(played)).toEqual([34.04, 74.04, 98.08, 134.04, null, null]);
    const runs = played.runs.filter((run) => run.job === "copy");
    expect(runs.map((run) => [run.number, run.tick / 1e6])).toEqual([
      [0, 10],
      [2, 50],
      [5, 110],
    ]);
  });
});

describe("links and rates", () => {
  it("starts a file over at the next tick when the link is cut in the middle of it", () => {
    const changes: Change[] = [
      [s(40), cutWan],
      [s(50), wanAt(12.5)],
    ];
    const played = play({}, changes, s(1000));
    expect(safeAt(played)).toEqual([954.04, 978.08]);
    expect(outcomes(played, "copy")).toEqual(["interrupted", "done"]);
  });

  it("counts a file that ends at the instant of the cut", () => {
    const played = play({}, [[s(54.04), cutWan]], s(1000));
    expect(safeAt(played)).toEqual([54.04, null]);
    expect(outcomes(played, "copy")).toEqual(["done", "no way"]);
  });

  it("sends the rest at the new rate when the rate halves after half of the bytes", () => {
    const played = play({}, [[s(42.04), wanAt(6.25, 1)]], s(1000));
    expect(safeAt(played)).toEqual([66.04, 979]);
  });

  it("keeps the one-way delay of a file on its way and changes the rate of all its bytes before the first left", () => {
    expect(safeAt(play({}, [[s(30.01), wanAt(6.25, 7)]], s(100)))).toEqual([78.04]);
  });

  it("adds up three rates: 10 s at 12.5, 10 s at 2.5 and the remaining 150 MB at 15 MB/s", () => {
    const changes: Change[] = [
      [s(40.04), wanAt(2.5)],
      [s(50.04), wanAt(15)],
    ];
    expect(safeAt(play({}, changes, s(100)))).toEqual([60.04]);
  });

  it("rounds the time of the bytes up to the next microsecond, and only that", () => {
    const bends = { rest: { wan: { rate: 7e6 as ReturnType<typeof MBps>, oneWay: s(0) } } };
    expect(safeAt(play(bends, [], s(100)))).toEqual([72.857143]);
  });

  it("backs up over the link to a share beside the secondary, as long as the longer of job and transfer", () => {
    const fixed = (seconds: number): Bends => ({
      backup: { ownTime: { takes: "fixed", duration: () => s(seconds) } },
      copy: { grid: null },
      rest: { share: "secondary" },
    });
    const slowLink = play(fixed(20), [], s(1000));
    expect(slowLink.files.map((file) => file.wholeAt / 1e6)).toEqual([24.04, 924.04]);
    expect(safeAt(slowLink)).toEqual([27.04, 927.04]);
    const slowJob = play(fixed(40), [], s(1000));
    expect(slowJob.files.map((file) => file.wholeAt / 1e6)).toEqual([40, 940]);
    const slower = play(fixed(40), [[s(12.04), wanAt(5)]], s(100));
    expect(slower.files.map((file) => file.wholeAt / 1e6)).toEqual([42.04]);
    const cut = play(fixed(40), [[s(30), cutWan]], s(1000));
    expect(outcomes(cut, "backup")).toEqual(["interrupted", "no way"]);
  });

  it("does not let the wide-area link touch a third site's", () => {
    const rest = { share: "third" as const, third: { rate: MBps(10), oneWay: s(0.5) } };
    const played = play({ copy: { overhead: () => s(1) }, rest }, [[s(3), cutWan]], s(1000));
    expect(played.files.map((file) => file.wholeAt / 1e6)).toEqual([30.5, 930.5]);
    expect(safeAt(played)).toEqual([930 + 31.5, null]);
  });
});

describe("patience", () => {
  it("plays copy ticks every 10 ms for 2 h in a second or two", () => {
    const pipeline = plainPipeline({ copy: { grid: every(s(0.01), s(0)) } });
    const played = playSlowly(pipeline, [], [h(2)], h(2), { emptyRuns: false });
    expect(inSeconds(played.answers[0])).toEqual([6300, 6300, 6300, 6300, 6300, 6300]);
  });
});
