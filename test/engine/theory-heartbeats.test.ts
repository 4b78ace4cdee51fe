/**
 * Theory of missed heartbeats: who calls a partner dead after k missed beats, p apart, and a grace, notices a failure
 * at a random moment (k − 1/2) p + grace later on average. Here k = 3, p = 5 s, grace = 1 s: 13.5 s.
 */
import { describe, expect, it } from "vitest";
import { Activity, key, Loop, RUNG, Streams } from "../../src/engine/index.js";
import type { Micros } from "../../src/units/index.js";

const MISSED = 3;
const EVERY = 5_000_000;
const GRACE = 1_000_000;
const LIVES = 20_000;

/** One partner that beats, fails, and is missed: how long until somebody says so. */
function detection(replication: number): number {
  const loop = new Loop();
  const failure = Math.floor(
    EVERY + new Streams(1, replication).stream(key("partner", "fails")).next() * EVERY,
  );
  let isDead = false;
  let missed = 0;
  let noticed = Number.NaN;
  const activity = (rung: number, kind: number, action: () => void) =>
    new Activity({ rung, kind, part: 0, action });
  const alarm = activity(RUNG.observer, 3, () => {
    noticed = loop.now - failure;
  });
  const beat = activity(RUNG.failure, 2, () => {
    missed = isDead ? missed + 1 : 0;
    if (missed === MISSED) loop.schedule((loop.now + GRACE) as Micros, alarm);
    else loop.schedule((loop.now + EVERY) as Micros, beat);
  });
  loop.schedule(0 as Micros, beat);
  loop.schedule(
    failure as Micros,
    activity(RUNG.completion, 1, () => {
      isDead = true;
    }),
  );
  loop.run({ until: (20 * EVERY) as Micros, maxEvents: 1_000 });
  return noticed / 1e6;
}

describe("a partner that is called dead after three missed beats", () => {
  const waits = Array.from({ length: LIVES }, (_, replication) => detection(replication));

  it("is missed (k - 1/2) p + grace after it failed, on average", () => {
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / LIVES;
    // Uniform over one beat: the standard deviation is p / √12.
    const error = 5 / Math.sqrt(12) / Math.sqrt(LIVES);
    expect(Math.abs(mean - 13.5)).toBeLessThan(4 * error);
  });

  it("is missed at the earliest two beats and the grace later, at the latest three", () => {
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(2 * 5 + 1);
    expect(Math.max(...waits)).toBeLessThanOrEqual(3 * 5 + 1);
  });
});
