import { describe, expect, it } from "vitest";
import type { Micros } from "../../src/units/index.js";
import { type Bends, every, h, MBps, min, s } from "./plain-pipeline.js";
import {
  breakChain,
  type Change,
  corruptNext,
  cuts,
  cutWan,
  database,
  destroyShare,
  inSeconds,
  job,
  outcomes,
  play,
  restoredAt,
  safeAt,
  secondary,
  shareDown,
  shareUp,
  ticks,
  wanAt,
} from "./plays.js";

describe("holes and freezes", () => {
  it("leaves a hole when a cut outlasts the retention of 72 h, and is frozen before it for ever", () => {
    const changes: Change[] = [
      [s(960), cutWan],
      [h(80), wanAt(12.5)],
    ];
    const played = play({}, changes, h(84), [h(80), h(83)]);
    // At 80 h 30 s the oldest cut on the list is 8 h 15 min: 8 h would be 72 h and 30 s old.
    const first = played.files.find((file) => file.safeAt !== null && file.cut > s(900));
    expect(first).toMatchObject({ cut: h(8.25), safeAt: h(80) + s(54.04) });
    // After 80 h the two files that made it are older than the copies' retention, which restored does not mind.
    expect(inSeconds(played.answers[0])).toEqual([79.75 * 3600, 79.75 * 3600, 900, 900, 900, 900]);
    expect(inSeconds(played.answers[1])).toEqual([82.75 * 3600, 82.75 * 3600, 82.75 * 3600, 900, 900, 900]);
  });

  it("skips a listed file that grows too old while it waits for the one before it", () => {
    // 300 MB at 0.1 MB/s take 3000 s: the second file's turn comes at 930 + 3000 s, 3030 s after its cut.
    const bends = {
      backup: { retention: s(3000) },
      rest: { wan: { rate: MBps(0.1), oneWay: s(0) } },
    };
    const played = play(
      bends,
      [
        [s(20), job("copy", false)],
        [s(100), job("copy", true)],
      ],
      s(7600),
    );
    expect(safeAt(played).slice(0, 6)).toEqual([3930, null, 7530, null, null, null]);
    expect(ticks(played, "copy")).toEqual([930, 4530]);
  });

  it("freezes restored and usable at the file before a corrupt one, whatever lies behind it", () => {
    const played = play({}, [[s(850), corruptNext]], s(4000), [s(3000)]);
    expect(played.files.map((file) => file.corrupt)).toEqual([false, true, false, false, false]);
    expect(restoredAt(played)).toEqual([65, null, null, null, null]);
    expect(inSeconds(played.answers[0])).toEqual([2700, 2700, 2700, 0, 0, 0]);
  });

  it("corrupts the file whose cut is the instant of the strike", () => {
    const played = play({ backup: { jitter: () => s(7) } }, [[s(907), corruptNext]], s(2000));
    expect(played.files.map((file) => file.corrupt)).toEqual([false, true, false]);
  });

  it("corrupts the first file cut at or after the strike, the second strike the file after it, and no failed run", () => {
    const changes: Change[] = [
      [s(910), corruptNext],
      [s(1800), corruptNext],
    ];
    const fails = (number: number): boolean => number === 2;
    const played = play({ backup: { fails } }, changes, s(5000));
    expect(played.files.filter((file) => file.corrupt).map((file) => file.cut / 1e6)).toEqual([2700, 3600]);
  });

  it("freezes where somebody else took a log backup, also during a backup", () => {
    const between = play({}, [[s(1000), breakChain]], s(3000), [s(2900)]);
    expect(between.files.map((file) => file.from / 1e6)).toEqual([0, 0, 1000, 1800]);
    expect(inSeconds(between.answers[0])).toEqual([2700, 2700, 2700, 900, 900, 900]);
    const during = play({}, [[s(910), breakChain]], s(3000));
    expect(during.files.map((file) => file.from / 1e6)).toEqual([0, 0, 910, 1800]);
    const fails = (number: number): boolean => number === 1;
    const failed = play({ backup: { fails } }, [[s(910), breakChain]], s(3000));
    expect(failed.files.map((file) => [file.from / 1e6, file.cut / 1e6])).toEqual([
      [0, 0],
      [910, 1800],
      [1800, 2700],
    ]);
  });

  it("loses the file that was only on a destroyed share, and the chain with it", () => {
    const changes: Change[] = [
      [s(925), destroyShare],
      [s(950), shareUp],
    ];
    const played = play({}, changes, s(3000), [s(925), s(960), s(2000)]);
    expect(safeAt(played)).toEqual([54.04, null, 1854.04, 2754.04]);
    expect(played.answers.map(inSeconds)).toEqual([
      [900, 900, 0, 0, 0, 900],
      [900, null, 0, 0, 0, 0],
      [1800, 1800, 1800, 0, 0, 0],
    ]);
  });

  it("gets the files back with a share that was only down, and does not count on them meanwhile", () => {
    const changes: Change[] = [
      [s(925), shareDown],
      [s(950), shareUp],
    ];
    const played = play({}, changes, s(2000), [s(940), s(950), s(951)]);
    expect(safeAt(played)).toEqual([54.04, 1854.04, 1878.08]);
    expect(outcomes(played, "copy")).toEqual(["done", "no way", "done"]);
    expect(played.answers.map((answer) => answer.usableWithShare)).toEqual([s(0), s(0), s(900)]);
  });

  it("stops restoring at a file that is older than the copies' retention", () => {
    const played = play({ copy: { retention: min(10) }, restore: { grid: every(h(1), h(0.5)) } }, [], h(1));
    expect(restoredAt(played)).toEqual([null, null, null, null]);
    const longer = play({ copy: { retention: min(30) }, restore: { grid: every(h(1), h(0.5)) } }, [], h(1));
    expect(restoredAt(longer)).toEqual([1805, 1810, null, null]);
  });
});

describe("files that expire", () => {
  it("count while they are as old as the retention, and not a microsecond longer", () => {
    const retentions = { backup: { retention: s(500) }, copy: { retention: s(700) } };
    const changes: Change[] = [
      [s(10), job("restore", false)],
      [s(100), job("backup", false)],
    ];
    const questions = [s(500), s(500 + 1e-6), s(700), s(700 + 1e-6)];
    const played = play({ ...retentions, rest: { begins: s(-1) } }, changes, s(1000), questions);
    expect(played.answers.map(inSeconds)).toEqual([
      [0, 0, 0, -1, 0, 0],
      [0, null, 0, -1, 0, 0],
      [0, null, 0, -1, 0, 0],
      [0, null, 0, -1, -1, -1],
    ]);
  });
});

describe("delays and failures", () => {
  it("restores a file at the first tick that is not before its cut and the delay", () => {
    const later = play({ restore: { delay: min(30) } }, [], s(3000));
    expect(restoredAt(later)).toEqual([1865, 2765, null, null]);
    const exact = play({ restore: { delay: min(30), grid: every(min(15), s(0)) } }, [], s(3000), [s(1800)]);
    expect(restoredAt(exact)).toEqual([1805, 2705, null, null]);
    expect(inSeconds(exact.answers[0])).toEqual([900, 900, 900, 0, 900, 900]);
  });

  it("lets a backup that fails take its time, and the next file begin where the last one ended", () => {
    const fails = (number: number): boolean => number === 1;
    const bends: Bends = {
      backup: { fails, fileSize: null, ownTime: { takes: "fixed", duration: () => s(1000) } },
    };
    const played = play(bends, [], s(4700));
    expect(ticks(played, "backup")).toEqual([0, 1800, 3600]);
    const short = play({ backup: { fails, fileSize: null } }, [], s(2000));
    expect(short.files[1]).toMatchObject({ number: 2, from: s(0), cut: s(1800), bytes: 1800e6 });
    expect(outcomes(short, "backup")).toEqual(["done", "failed", "done"]);
  });

  it("ends a copy or a restore that fails at its start, and the next one does the work", () => {
    const fails = (number: number): boolean => number === 0;
    expect(safeAt(play({ copy: { fails } }, [], s(1000)))).toEqual([954.04, 978.08]);
    expect(restoredAt(play({ restore: { fails } }, [], s(1000)))).toEqual([965, 970]);
  });

  it("does not run a tick of a job that fails at that instant, and runs one of a job repaired at it", () => {
    const down = play(
      {},
      [
        [s(900), job("backup", false)],
        [s(2700), job("backup", true)],
      ],
      s(3000),
    );
    expect(cuts(down)).toEqual([0, 2700]);
    expect(ticks(down, "backup")).toEqual([0, 2700]);
  });

  it("ends a run whose job goes down, or that waits for its start when it does", () => {
    const jitter = (): Micros => s(60);
    const changes: Change[] = [
      [s(930), job("backup", false)],
      [s(940), job("backup", true)],
      [s(1865), job("backup", false)],
      [s(1866), job("backup", true)],
    ];
    const played = play({ backup: { jitter } }, changes, s(3000));
    expect(played.runs.filter((run) => run.job === "backup").map((run) => [run.start, run.outcome])).toEqual([
      [s(60), "done"],
      [null, "interrupted"],
      [s(1860), "interrupted"],
      [s(2760), "done"],
    ]);
  });

  it("asks only at its start, not while it waits for it, whether the share and the link are up", () => {
    const bends: Bends = { copy: { jitter: () => s(60) }, backup: { jitter: () => s(10) } };
    const waiting = play(
      bends,
      [
        [s(40), cutWan],
        [s(50), shareDown],
        [s(90), shareUp],
        [s(90), wanAt(12.5)],
      ],
      s(200),
    );
    expect(safeAt(waiting)).toEqual([114.04]);
    const atStart = play(
      bends,
      [
        [s(10), shareDown],
        [s(11), shareUp],
        [s(990), cutWan],
      ],
      s(1000),
    );
    expect(outcomes(atStart, "backup")).toEqual(["no way", "done"]);
    expect(outcomes(atStart, "copy")).toEqual(["empty", "no way"]);
  });

  it("takes no log from a database that is down: its file shrinks by that, and by compression", () => {
    const changes: Change[] = [
      [s(100), database(false)],
      [s(400), database(true)],
    ];
    const plain = play({ backup: { fileSize: null } }, changes, s(1000));
    expect(plain.files.map((file) => file.bytes)).toEqual([0, 600e6]);
    const pressed = play({ backup: { fileSize: null, compression: 2 } }, changes, s(1000));
    expect(pressed.files.map((file) => file.bytes)).toEqual([0, 300e6]);
    const over = play(
      { backup: { fileSize: null } },
      [
        [s(800), changes[0]![1]],
        [s(1000), changes[1]![1]],
      ],
      s(1900),
    );
    expect(over.files.map((file) => [file.cut / 1e6, file.bytes])).toEqual([
      [0, 0],
      [1800, 1600e6],
    ]);
  });

  it("ends copy and restore when the secondary goes down, and keeps what it had", () => {
    const restore = { ownTime: { takes: "fixed" as const, duration: () => s(100) } };
    const changes: Change[] = [
      [s(940), secondary(false)],
      [s(1000), secondary(true)],
    ];
    const played = play({ restore }, changes, s(2100));
    expect(safeAt(played)).toEqual([54.04, 1854.04, 1878.08]);
    expect(restoredAt(played)).toEqual([160, 1960, null]);
    const inRestore = play(
      { restore },
      [
        [s(100), secondary(false)],
        [s(200), secondary(true)],
      ],
      s(1100),
    );
    expect(restoredAt(inRestore)).toEqual([1060, null]);
  });

  it("gives a backup of its own speed overhead and size over rate", () => {
    const ownTime = { takes: "computed" as const, overhead: () => s(1.5), rate: MBps(100) };
    const played = play({ backup: { ownTime, fileSize: null, compression: 3 } }, [], s(1000));
    expect(played.files.map((file) => file.wholeAt / 1e6)).toEqual([1.5, 904.5]);
  });
});
