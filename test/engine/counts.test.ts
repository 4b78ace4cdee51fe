import { describe, expect, it } from "vitest";
import { binomial, key, noise, poisson, Streams, successive, type Uniforms } from "../../src/engine/index.js";
import { logBinomial, logPoisson } from "../../src/engine/saddle-point.js";
import { chiSquare, errorsOff, sampleOf, varianceErrorsOff } from "./evidence.js";

const WORDS = new Streams(1, 0).noise(key("law", "counts"));
const DRAWS = 60_000;
/** Where tries are rejected, a wrong constant bends the law by a hundredth only; so many draws show that. */
const MANY_DRAWS = 400_000;

const always = (u: number): Uniforms => ({ next: () => u });
const many = (count: number, make: (uniforms: Uniforms) => number): number[] =>
  Array.from({ length: count }, (_, i) => make(successive(WORDS, i)));

/** The textbook's probabilities, from sums of logarithms: slow and plain. */
function logFactorials(upTo: number): number[] {
  const table = [0];
  for (let n = 1; n <= upTo; n += 1) table.push(table[n - 1]! + Math.log(n));
  return table;
}

function poissonProbabilities(mean: number): number[] {
  const logs = logFactorials(Math.ceil(mean + 12 * Math.sqrt(mean) + 30));
  return logs.map((log, k) => Math.exp(k * Math.log(mean) - mean - log));
}

function binomialProbabilities(n: number, p: number): number[] {
  const logs = logFactorials(n);
  return logs.map((log, k) =>
    Math.exp(logs[n]! - log - logs[n - k]! + k * Math.log(p) + (n - k) * Math.log(1 - p)),
  );
}

/** Hörmann's rejection as he wrote it: each try decided by the logarithms of the probabilities. */
function byLogarithms(n: number, p: number, number: number): number {
  const lanes = successive(WORDS, number);
  const deviation = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const atMode = logBinomial(Math.floor((n + 1) * p), n, p);
  for (;;) {
    const u = lanes.next() - 0.5;
    const v = lanes.next();
    const toEdge = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / toEdge + b) * u + (n * p + 0.5));
    if (toEdge >= 0.07 && v <= 0.92 - 4.2 / b) return k;
    if (k < 0 || k > n) continue;
    if (Math.log((v * alpha) / (a / (toEdge * toEdge) + b)) <= logBinomial(k, n, p) - atMode) return k;
  }
}

/** How far counts are from the probabilities of 0, 1, 2, …, on the scale of `chiSquare`. */
function misfit(counts: readonly number[], probabilities: readonly number[]): number {
  const observed = new Array<number>(probabilities.length).fill(0);
  for (const count of counts) observed[count]! += 1;
  return chiSquare(
    observed,
    probabilities.map((probability) => probability * counts.length),
  );
}

/** How many uniforms a draw takes. */
function taken(make: (uniforms: Uniforms) => number): number {
  let count = 0;
  const lanes = successive(WORDS, 1);
  make({
    next() {
      count += 1;
      return lanes.next();
    },
  });
  return count;
}

describe("the probabilities behind the rejections", () => {
  it.each([0.5, 12.5, 60, 1000])("are the textbook's for Poisson counts of mean %s", (mean) => {
    const wrong = poissonProbabilities(mean).findIndex(
      (probability, k) => Math.abs(Math.exp(logPoisson(k, mean)) - probability) > 1e-9 * probability,
    );
    expect(wrong).toBe(-1);
  });

  it.each([
    [20, 0.5],
    [40, 0.25],
    [1000, 0.013],
  ])("are the textbook's for binomial counts of %s with probability %s", (n, p) => {
    const wrong = binomialProbabilities(n, p).findIndex(
      (probability, k) => Math.abs(Math.exp(logBinomial(k, n, p)) - probability) > 1e-9 * probability,
    );
    expect(wrong).toBe(-1);
  });

  it("keep their digits where factorials have 10^11 of them", () => {
    // To 12 digits, from arithmetic with 60.
    expect(logPoisson(10_000_300_000, 1e10)).toBeCloseTo(-16.931833998633, 11);
    expect(logBinomial(5_000_150_000, 1e10, 0.5)).toBeCloseTo(-16.238716817865, 10);
  });
});

describe("Poisson counts", () => {
  it.each([0.01, 0.5, 4, 9.99, 10, 12.5, 60, 1000])("with mean %s follow the exact probabilities", (mean) => {
    const counts = many(mean < 10 ? DRAWS : MANY_DRAWS, (uniforms) => poisson(mean, uniforms));
    expect(misfit(counts, poissonProbabilities(mean))).toBeLessThan(4);
  });

  it.each([9.99, 10, 1e4, 1e7, 1e10, 1e15])("with mean %s have it as mean and as variance", (mean) => {
    const counts = many(DRAWS, (uniforms) => poisson(mean, uniforms));
    expect(counts.every(Number.isSafeInteger)).toBe(true);
    expect(Math.abs(errorsOff(sampleOf(counts), mean))).toBeLessThan(4);
    expect(Math.abs(varianceErrorsOff(counts, mean))).toBeLessThan(4);
  });

  it("are these, from version to version", () => {
    const first = (mean: number): number[] => many(5, (uniforms) => poisson(mean, uniforms));
    expect(first(0.5)).toEqual([0, 1, 0, 0, 2]);
    expect(first(10)).toEqual([6, 14, 3, 13, 17]);
    expect(first(1e10)).toEqual([9999874331, 10000116270, 9999764864, 10000091293, 10000248458]);
  });

  it("of small means take one uniform and grow with it, to both ends", () => {
    expect(taken((uniforms) => poisson(9.99, uniforms))).toBe(1);
    let before = 0;
    for (const u of [2 ** -54, 0.001, 0.2, 0.5, 0.9, 0.9999, 1 - 2 ** -53]) {
      const count = poisson(3, always(u));
      expect(count).toBeGreaterThanOrEqual(before);
      before = count;
    }
    expect(poisson(3, always(2 ** -54))).toBe(0);
    expect(before).toBeGreaterThan(20);
    expect(before).toBeLessThan(40);
  });

  it("of large means take some 2.3 uniforms, of mean 0 none", () => {
    let all = 0;
    const counted = (lanes: Uniforms): Uniforms => ({
      next() {
        all += 1;
        return lanes.next();
      },
    });
    many(10_000, (lanes) => poisson(1e6, counted(lanes)));
    expect(all / 10_000).toBeLessThan(2.4);
    expect(taken((next) => poisson(0, next))).toBe(0);
    expect(poisson(0, always(0.5))).toBe(0);
  });

  it.each([-1, Number.NaN, 1e16])("refuse the mean %s", (mean) => {
    expect(() => poisson(mean, always(0.5))).toThrow(
      new RangeError(`Poisson mean ${mean} is not from 0 to 1000000000000000`),
    );
  });
});

describe("binomial counts", () => {
  it.each([
    [5, 0.3],
    [30, 0.9],
    [19, 0.5],
    [20, 0.5],
    [40, 0.25],
    [40, 0.8],
    [1000, 0.0005],
    [1000, 0.013],
    [1000, 0.5],
  ])("of %s with probability %s follow the exact probabilities", (n, p) => {
    const counts = many(n * Math.min(p, 1 - p) < 10 ? DRAWS : MANY_DRAWS, (uniforms) =>
      binomial(n, p, uniforms),
    );
    expect(misfit(counts, binomialProbabilities(n, p))).toBeLessThan(4);
  });

  it.each([
    [1e6, 1e-6],
    [1e7, 0.5],
    [1e10, 1e-10],
    [1e10, 3e-9],
    [1e10, 0.5],
    [1e10, 0.37],
    [1e10, 0.999],
    [1e15, 0.5],
  ])("of %s with probability %s have the mean and the variance of theory", (n, p) => {
    const counts = many(DRAWS, (uniforms) => binomial(n, p, uniforms));
    expect(counts.every((count) => Number.isSafeInteger(count) && count >= 0 && count <= n)).toBe(true);
    expect(Math.abs(errorsOff(sampleOf(counts), n * p))).toBeLessThan(4);
    expect(Math.abs(varianceErrorsOff(counts, n * p * (1 - p)))).toBeLessThan(4);
  });

  it("are these, from version to version", () => {
    const first = (n: number, p: number): number[] => many(5, (uniforms) => binomial(n, p, uniforms));
    expect(first(10, 0.3)).toEqual([1, 4, 1, 0, 6]);
    expect(first(10, 0.7)).toEqual([5, 8, 4, 3, 9]);
    expect(first(100, 0.5)).toEqual([44, 56, 39, 55, 62]);
    expect(first(1e10, 0.37)).toEqual([3699939346, 3700056119, 3699886546, 3700044066, 3700119879]);
  });

  it("are certain, and take no uniform, where nothing is left to chance", () => {
    const never: Uniforms = {
      next() {
        throw new Error("a uniform was taken");
      },
    };
    expect([binomial(0, 0.5, never), binomial(7, 0, never), binomial(7, 1, never)]).toEqual([0, 0, 7]);
  });

  it.each([0.3, 0.7])("that are inverted take one uniform and grow with it (p = %s)", (p) => {
    expect(taken((uniforms) => binomial(10, p, uniforms))).toBe(1);
    const counts = [2 ** -54, 0.1, 0.5, 0.9, 1 - 2 ** -53].map((u) => binomial(10, p, always(u)));
    expect(counts).toEqual([...counts].sort((one, other) => one - other));
    expect(counts[0]).toBe(0);
    expect(counts[4]).toBe(10);
  });

  it("are to the last one what the logarithms alone decide", () => {
    const draws = new Streams(2, 0).noise(key("law", "draws"));
    for (let i = 0; i < 60_000; i += 1) {
      const [a, b, c] = [noise(draws, i, 0), noise(draws, i, 1), noise(draws, i, 2)];
      const p = c < 0.5 ? a / 2 : Math.exp(-20 * a) / 2;
      const n = Math.min(1e15, Math.ceil((10 / p) * Math.exp(b * b * 30)));
      expect([n, p, binomial(n, p, successive(WORDS, i))]).toEqual([n, p, byLogarithms(n, p, i)]);
    }
  });

  it("refuse a count or a probability out of range", () => {
    expect(() => binomial(1.5, 0.5, always(0.5))).toThrow(
      new RangeError("binomial n 1.5 is not a whole number from 0 to 1000000000000000"),
    );
    expect(() => binomial(-1, 0.5, always(0.5))).toThrow("binomial n -1");
    expect(() => binomial(3, 1.01, always(0.5))).toThrow(
      new RangeError("binomial p 1.01 is not from 0 to 1"),
    );
    expect(() => binomial(3, Number.NaN, always(0.5))).toThrow("binomial p NaN");
  });
});
