import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { key, LANES, Lanes, noise, Streams, successive } from "../../src/engine/index.js";
import { evenness, ksDistance, pairEvenness, serialCorrelation } from "./evidence.js";

const WORDS = new Streams(1, 0).noise(key("backup", "jitter"));

const COUNT = 40_000;
const series = (make: (i: number) => number): number[] => Array.from({ length: COUNT }, (_, i) => make(i));

const sequences: Record<string, number[]> = {
  "neighbouring numbers": series((i) => noise(WORDS, i)),
  "negative numbers": series((i) => noise(WORDS, -i)),
  "numbers 1024 apart": series((i) => noise(WORDS, i * 1024)),
  "numbers 2^32 apart": series((i) => noise(WORDS, (i - COUNT / 2) * 2 ** 32)),
  "neighbouring lanes": series((i) => noise(WORDS, i >> 10, i % LANES)),
  "two lanes in turn": series((i) => noise(WORDS, i >> 1, i % 2)),
  "neighbouring replications": series((i) => noise(new Streams(1, i).noise(key("backup", "jitter")), 5)),
};

describe.each(Object.entries(sequences))("the noise of %s", (_, uniforms) => {
  it("is uniform, in its last bits too", () => {
    expect(Math.abs(evenness(uniforms, 1000))).toBeLessThan(4);
    expect(ksDistance(uniforms, (x) => x)).toBeLessThan(2.2);
    const tails = uniforms.map((u) => (u * 2 ** 45) % 1);
    expect(Math.abs(evenness(tails, 256))).toBeLessThan(4);
  });

  it("is uniform in pairs and not correlated", () => {
    expect(Math.abs(pairEvenness(uniforms, 32))).toBeLessThan(4);
    for (const lag of [1, 2, 3, 16]) expect(Math.abs(serialCorrelation(uniforms, lag))).toBeLessThan(4);
  });
});

describe("noise by number", () => {
  it("is the same whoever asks and whenever, from version to version", () => {
    expect([noise(WORDS, 0), noise(WORDS, -1), noise(WORDS, 2 ** 53 - 1), noise(WORDS, 0, 1023)]).toEqual([
      0.3877816570386614, 0.3923481159135481, 0.693670006097455, 0.7728263059071091,
    ]);
    expect(noise(WORDS, 17)).toBe(noise(WORDS, 17));
  });

  it("changes each of its bits half of the time when any bit of number or lane changes", () => {
    const tries = 800;
    let worst = 0;
    for (let bit = 0; bit < 62; bit += 1) {
      const changes = new Array<number>(53).fill(0);
      for (let t = 0; t < tries; t += 1) {
        const number = t * 7919 + (t % 3) * 2 ** 40;
        const lane = t % LANES;
        const flipped =
          bit < 52 ? number + (Math.floor(number / 2 ** bit) % 2 === 0 ? 1 : -1) * 2 ** bit : number;
        const one = noise(WORDS, number, lane);
        const other = noise(WORDS, flipped, bit < 52 ? lane : lane ^ (1 << (bit - 52)));
        changes.forEach((_, place) => {
          const scale = 2 ** (place + 1);
          if (Math.floor(one * scale) % 2 !== Math.floor(other * scale) % 2) changes[place]! += 1;
        });
      }
      for (const count of changes)
        worst = Math.max(worst, Math.abs(count - tries / 2) / Math.sqrt(tries / 4));
    }
    // The largest of 3,286 figures of a standard normal law is above 5.2 once in 1,500.
    expect(worst).toBeLessThan(5.2);
  });

  it("never gives the same uniform twice among 200,000 numbers and lanes", () => {
    const seen = new Set<number>();
    for (let i = 0; i < 200_000; i += 1) seen.add(noise(WORDS, (i >> 2) - 25_000, i % 4));
    expect(seen.size).toBe(200_000);
  });

  it("lies in the open interval for any words", () => {
    const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    fc.assert(
      fc.property(word, word, fc.maxSafeInteger(), fc.nat(LANES - 1), (a, b, number, lane) => {
        const u = noise({ a, b, c: 0, d: 0 }, number, lane);
        expect(u > 0 && u < 1).toBe(true);
      }),
    );
  });

  it("hands out the lanes of a number one after the other", () => {
    const lanes = new Lanes(WORDS);
    for (const number of [-9, 2 ** 40, 0]) {
      lanes.of(number);
      for (let lane = 0; lane < LANES; lane += 1) expect(lanes.next()).toBe(noise(WORDS, number, lane));
    }
    expect(() => lanes.next()).toThrow(new RangeError("a draw took more than 1024 uniforms"));
    expect(successive(WORDS, -9).next()).toBe(noise(WORDS, -9, 0));
  });

  it.each([0.5, Number.NaN, 2 ** 53])("refuses the number %s", (number) => {
    expect(() => noise(WORDS, number)).toThrow(
      new RangeError(`noise number ${number} is not a safe integer`),
    );
  });

  it.each([-1, 1024, 0.5])("refuses the lane %s", (lane) => {
    expect(() => noise(WORDS, 1, lane)).toThrow(new RangeError(`noise lane ${lane} is not from 0 to 1023`));
  });
});
