/**
 * The clockwork against a model that plays every tick and every file as an event and shares nothing with it
 * but the description of the pipeline: the same microseconds, in both of the clockwork's ways.
 */
import { describe, expect, it } from "vitest";
import { compareAbsence, compareLongLife } from "./long-lives.js";
import { compareWithSlowModel } from "./slow-comparison.js";

describe("the clockwork gives the microseconds of the slow model", () => {
  it("in 1,000 random pipelines, tick by tick and in leaps", { timeout: 600_000 }, () => {
    let plain = 0;
    let quick = 0;
    let leaps = 0;
    for (let seed = 1; seed <= 1000; seed++) {
      const walked = compareWithSlowModel(seed);
      plain += walked.plain;
      quick += walked.quick;
      leaps += walked.leapt ? 1 : 0;
    }
    // The leaps must be real, or the equality proves nothing.
    expect(leaps).toBeGreaterThan(50);
    expect(quick).toBeLessThan(plain);
  });
});

interface Walked {
  readonly plain: number;
  readonly quick: number;
}

/** Over these seeds, the last included. */
function walkedIn(first: number, last: number, compare: (seed: number) => Walked): Walked {
  let plain = 0;
  let quick = 0;
  for (let seed = first; seed <= last; seed++) {
    const walked = compare(seed);
    plain += walked.plain;
    quick += walked.quick;
  }
  return { plain, quick };
}

describe("the clockwork leaps to the same microseconds that it walks to", () => {
  it("in 150 lives of months with few disturbances, leaving out nearly all ticks", {
    timeout: 600_000,
  }, () => {
    const { plain, quick } = walkedIn(1, 150, (seed) => compareLongLife(seed));
    expect(quick).toBeLessThan(plain / 4);
  });

  it("and where nothing is drawn lands where it stood before, in 150 more, with hardly a tick to walk", {
    timeout: 600_000,
  }, () => {
    const { plain, quick } = walkedIn(1001, 1150, (seed) => compareLongLife(seed, false));
    expect(quick).toBeLessThan(plain / 8);
  });

  it("and while nobody takes its files away makes only those that the share still keeps, in 100 long absences", {
    timeout: 600_000,
  }, () => {
    const { plain, quick } = walkedIn(1, 100, compareAbsence);
    expect(quick).toBeLessThan(plain);
  });
});
