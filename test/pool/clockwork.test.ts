/** What the clockwork costs, what it says of exposure, and that it agrees with the arithmetic of `shipping/`. */
import { describe, expect, it } from "vitest";
import type { NoiseBounds } from "../../src/pool/log-shipping/bounds.js";
import { Clockwork, type Pace } from "../../src/pool/log-shipping/clockwork.js";
import { agePieces, type Pipeline, playUndisturbed } from "../../src/shipping/index.js";
import { DAY, HOUR, MINUTE, type Micros, seconds } from "../../src/units/index.js";
import { Dice } from "../reference/random-numbers.js";
import { randomCase } from "../reference/random-pipelines.js";
import { playSlowly } from "../reference/slow-pipeline.js";
import { referencePipeline } from "../shipping/pipelines.js";

const QUIET: NoiseBounds = {
  jitter: { backup: 0, copy: 0, restore: 0 },
  backupTime: seconds(20),
  copyOverhead: 0,
  restoreTime: seconds(20),
  shortest: { backup: 0, copy: 0 },
  failuresInARow: { backup: 0, copy: 0, restore: 0 },
  isSteady: false,
  peakLogPerSecond: 72_000,
  bursts: [],
};

const clockworkOf = (pipeline: Pipeline, pace: Pace, threshold: Micros = HOUR, noise = QUIET) =>
  new Clockwork(pipeline, noise, threshold, pace);

describe("an undisturbed stretch", () => {
  it("costs the same work whether it lasts a month or ten years", () => {
    const pipeline = referencePipeline({ copyOffset: seconds(30) });
    const walked = [30, 3650].map((days) => {
      const clockwork = clockworkOf(pipeline, "quick");
      clockwork.advanceTo((days * DAY + 7 * MINUTE) as Micros);
      return clockwork.walked;
    });
    expect(walked[1]).toBe(walked[0]);
    expect(walked[0]).toBeLessThan(120);
  });

  it("costs little more for each time somebody looks", () => {
    const clockwork = clockworkOf(referencePipeline({ copyOffset: seconds(30) }), "quick");
    for (let look = 1; look <= 100; look++) clockwork.advanceTo((look * 10 * DAY) as Micros);
    // About 8 quarter-hours of three jobs a look: a thousand days would be 288 000 ticks.
    expect(clockwork.walked / 100).toBeLessThan(80);
  });

  it("is leapt over again after a disturbance has passed", () => {
    const clockwork = clockworkOf(referencePipeline({ copyOffset: seconds(30) }), "quick");
    clockwork.disturb((5 * DAY) as Micros, { kind: "wan", link: null });
    clockwork.disturb((5 * DAY + 6 * HOUR) as Micros, { kind: "wan", link: clockwork.pipeline.wan });
    const before = clockwork.walked;
    clockwork.advanceTo((1000 * DAY) as Micros);
    expect(clockwork.walked - before).toBeLessThan(400);
  });
});

describe("with nothing drawn the clockwork and the arithmetic of the schedule agree", () => {
  it("on every file of 300 random schedules", () => {
    for (let seed = 1; seed <= 300; seed++) {
      const pipeline = randomSchedule(new Dice(seed * 7919));
      const until = (2 * DAY + 3 * HOUR) as Micros;
      const { files } = playUndisturbed(pipeline, until);
      const pieces = agePieces(pipeline, files, 0 as Micros, until);
      for (const pace of ["quick", "tick-by-tick"] as const) {
        const clockwork = clockworkOf(pipeline, pace, HOUR, {
          ...QUIET,
          backupTime: 40e6,
          restoreTime: 40e6,
        });
        // The first and the last instant of each piece: the borders are where a mistake would show.
        for (const { from, to, age } of pieces) {
          for (const at of [from, to - 1] as Micros[]) {
            if (at < clockwork.now) continue;
            clockwork.advanceTo(at);
            expect(at - clockwork.safeCut()!, `seed ${seed}, ${pace}, at ${at}`).toBe(age + (at - from));
          }
        }
      }
    }
  });
});

function randomSchedule(dice: Dice): Pipeline {
  const minutes = () => (dice.pick([5, 7, 10, 15, 15, 20, 30]) * MINUTE) as Micros;
  const every = minutes();
  const base = referencePipeline({
    every,
    copyEvery: minutes(),
    copyOffset: seconds(dice.pick([0, 20, 30, 60, 137, 299])),
    restoreOffset: seconds(dice.pick([0, 60, 200])),
    anchor: dice.pick(["day", "run"]),
    share: dice.pick(["primary", "secondary", "third"]),
    afterBackup: dice.chance(0.2),
    backupTime: seconds(dice.pick([0, 5, 20, 40])),
    fileSize: dice.pick([300e6, 1e9, 3e9, 20e9, null]),
  });
  return { ...base, agentGrace: seconds(dice.pick([0, 0, 5])) };
}

describe("exposure", () => {
  it("is the time in which the newest safe cut is older than the threshold, summed by brute force", () => {
    let exposed = 0;
    for (let seed = 2000; seed < 2120; seed++) {
      const random = randomCase(seed);
      const { pipeline, changes, until } = random;
      if (pipeline.share !== "primary") continue;
      const threshold = (2 * pipeline.backup.grid.every) as Micros;
      const clockwork = clockworkOf(pipeline, "tick-by-tick", threshold, noLeaps(random.load.peakPerSecond));
      clockwork.exposure.begin(pipeline.begins);
      for (const { at, change } of changes) clockwork.disturb(at, change);
      clockwork.advanceTo(until);
      const counted = lengthOf(clockwork.exposure.takeUntil(until));
      // Brute force looks a microsecond after each instant, so each may be off by one.
      const truth = bruteForceExposure(random, threshold);
      expect(Math.abs(counted - truth), random.text).toBeLessThanOrEqual(5);
      exposed += counted > 0 ? 1 : 0;
    }
    // A test in which nothing was ever exposed would prove nothing.
    expect(exposed).toBeGreaterThan(20);
  });

  it("goes on counting after the incident until the stretch it began has ended, and not beyond", () => {
    const pipeline = referencePipeline({ copyOffset: seconds(30) });
    const clockwork = clockworkOf(pipeline, "tick-by-tick", (30 * MINUTE) as Micros);
    const cut = DAY;
    const mended = (DAY + 2 * HOUR) as Micros;
    clockwork.exposure.begin(cut);
    clockwork.disturb(cut, { kind: "wan", link: null });
    clockwork.disturb(mended, { kind: "wan", link: pipeline.wan });
    clockwork.exposure.endOnceCovered(mended);
    clockwork.advanceTo((3 * DAY) as Micros);
    // The last safe cut is 23:45; too old from 00:15. At 02:00:30 a run begins with the files of 00:00 to 02:00,
    // nine of 24.04 s; the first whose cut is not older than 30 minutes at its end is that of 01:45, the eighth.
    const covered = 2 * 3600 + 30 + 8 * 24.04;
    expect(lengthOf(clockwork.exposure.takeUntil(clockwork.now))).toBe(seconds(covered - 900));
  });
});

const lengthOf = (spans: readonly { readonly from: Micros; readonly to: Micros }[]): number =>
  spans.reduce((sum, { from, to }) => sum + (to - from), 0);

const noLeaps = (peak: number): NoiseBounds => ({
  ...QUIET,
  jitter: {
    backup: Number.POSITIVE_INFINITY,
    copy: Number.POSITIVE_INFINITY,
    restore: Number.POSITIVE_INFINITY,
  },
  peakLogPerSecond: peak,
});

/** Asks the slow model just after every instant at which anything could have changed, and adds up between them. */
function bruteForceExposure(random: ReturnType<typeof randomCase>, threshold: Micros): number {
  const { pipeline, changes, until } = random;
  const { files } = playSlowly(pipeline, changes, [], until);
  const instants = new Set<number>([pipeline.begins, until]);
  for (const { at } of changes) instants.add(at);
  for (const file of files) {
    for (const at of [file.safeAt, file.restoredAt, file.cut + pipeline.copy.retention]) {
      if (at !== null) instants.add(at);
    }
  }
  const borders = [...instants].filter((at) => at >= pipeline.begins && at <= until).sort((a, b) => a - b);
  const asked = borders.map((at) => Math.min(at + 1, until)) as Micros[];
  const { answers } = playSlowly(pipeline, changes, asked, until);
  let total = 0;
  for (let index = 0; index + 1 < borders.length; index++) {
    const at = borders[index]!;
    if (!stateAfter(random, at, "database")) continue;
    const { usable } = answers[index]!;
    const from = stateAfter(random, at, "secondary") ? Math.max(at, usable + threshold) : at;
    total += Math.max(0, borders[index + 1]! - from);
  }
  return total;
}

/** Whether a part is up just after the changes of an instant. */
function stateAfter(
  { changes }: ReturnType<typeof randomCase>,
  instant: number,
  part: "database" | "secondary",
): boolean {
  let up = true;
  for (const { at, change } of changes) if (at <= instant && change.kind === part) up = change.up;
  return up;
}
