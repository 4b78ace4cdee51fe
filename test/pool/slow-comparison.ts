/**
 * One random pipeline, played by the clockwork in both of its ways and by the slow model: every answer must be the
 * same microsecond.
 */
import { expect } from "vitest";
import type { NoiseBounds } from "../../src/pool/log-shipping/bounds.js";
import { Clockwork, type Pace } from "../../src/pool/log-shipping/clockwork.js";
import type { Pipeline } from "../../src/shipping/pipeline.js";
import { ticksOf } from "../../src/shipping/ticks.js";
import { HOUR, type Micros } from "../../src/units/index.js";
import { type RandomCase, randomCase } from "../reference/random-pipelines.js";
import { playSlowly } from "../reference/slow-pipeline.js";

interface Seen {
  readonly at: Micros;
  readonly backedUp: Micros;
  readonly restored: Micros;
  readonly usable: Micros;
  readonly usableWithShare: Micros;
}

function playClockwork(
  random: RandomCase,
  pace: Pace,
  questions: readonly Micros[],
): { seen: Seen[]; walked: number } {
  const { pipeline, changes } = random;
  const clockwork = new Clockwork(pipeline, boundsOf(random), HOUR, pace);
  const seen: Seen[] = [];
  let change = 0;
  for (const at of questions) {
    while (change < changes.length && changes[change]!.at < at) {
      clockwork.disturb(changes[change]!.at, changes[change]!.change);
      change++;
    }
    clockwork.advanceTo(at);
    const usable = clockwork.usableCut(false)!;
    const shareUp = !isShareDown(random, change);
    seen.push({
      at,
      backedUp: clockwork.backedUp,
      restored: clockwork.restored!,
      usable,
      usableWithShare: shareUp ? clockwork.usableCut(true)! : usable,
    });
  }
  return { seen, walked: clockwork.walked };
}

function isShareDown({ changes }: RandomCase, before: number): boolean {
  let down = false;
  for (const { change } of changes.slice(0, before)) if (change.kind === "share") down = !change.up;
  return down;
}

/** Bounds as the pool would know them: here by looking at every number that the case can reach. */
export function boundsOf({ pipeline, until, load }: RandomCase): NoiseBounds {
  const { backup, copy, restore } = pipeline;
  const reach = (grid: Pipeline["backup"]["grid"]) => {
    const ticks = ticksOf(grid);
    return [ticks.firstAtOrAfter(pipeline.begins) - 2, ticks.firstAtOrAfter(until) + 2] as const;
  };
  const longest = (of: (number: number) => number, [first, last]: readonly [number, number]) => {
    let most = 0;
    for (let number = first; number <= last; number++) most = Math.max(most, of(number));
    return most;
  };
  const backups = reach(backup.grid);
  const time = (own: Pipeline["backup"]["ownTime"]) =>
    own.takes === "fixed" ? own.duration.bind(own) : own.overhead.bind(own);
  return {
    jitter: {
      backup: longest(backup.jitter, backups),
      copy: longest(copy.jitter, copy.grid === null ? backups : reach(copy.grid)),
      restore: longest(restore.jitter, reach(restore.grid)),
    },
    backupTime: longest(time(backup.ownTime), backups),
    copyOverhead: longest(copy.overhead, backups),
    restoreTime: longest(time(restore.ownTime), backups),
    shortest: { backup: 0, copy: 0 },
    failuresInARow: {
      backup: canFail(backup.fails, backups),
      copy: canFail(copy.fails, copy.grid === null ? backups : reach(copy.grid)),
      restore: canFail(restore.fails, reach(restore.grid)),
    },
    isSteady: false,
    peakLogPerSecond: load.peakPerSecond,
    bursts: load.bursts,
  };
}

/** The coins of the random cases never fail more than four times in a row. */
function canFail(fails: (number: number) => boolean, [first, last]: readonly [number, number]): number {
  for (let number = first; number <= last; number++) if (fails(number)) return 4;
  return 0;
}

function expected(random: RandomCase): Seen[] {
  const { pipeline, changes, questions, until } = random;
  return playSlowly(pipeline, changes, questions, until).answers.map(
    ({ at, backedUp, restored, usable, usableWithShare }) => ({
      at,
      backedUp,
      restored,
      usable,
      usableWithShare,
    }),
  );
}

/** Few questions leave long stretches between them: that is where the quick way may leap. */
const fewOf = (questions: readonly Micros[], seed: number) =>
  questions.filter((_, place) => place % 25 === seed % 25 || place === questions.length - 1);

/** What was walked in each way; `leapt`: the quick way really left something out. */
export function compareWithSlowModel(seed: number): { plain: number; quick: number; leapt: boolean } {
  const random = randomCase(seed);
  const truth = expected(random);
  const plain = playClockwork(random, "tick-by-tick", random.questions);
  expect(plain.seen, `tick by tick, ${random.text}`).toEqual(truth);
  const dense = playClockwork(random, "quick", random.questions);
  expect(dense.seen, `in leaps, ${random.text}`).toEqual(truth);

  const few = fewOf(random.questions, seed);
  const asked = new Set(few);
  const quick = playClockwork(random, "quick", few);
  expect(quick.seen, `in leaps, few questions, ${random.text}`).toEqual(
    truth.filter(({ at }) => asked.has(at)),
  );
  return { plain: plain.walked, quick: quick.walked, leapt: quick.walked < plain.walked };
}
