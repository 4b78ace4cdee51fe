/** Figures of a sample against the truth, in bands of four standard errors that follow from the truth itself. */
import { expect } from "vitest";

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function variance(values: readonly number[]): number {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
}

const shareUpTo = (values: readonly number[], bound: number): number =>
  values.filter((value) => value <= bound).length / values.length;

/** Four standard errors around the true mean, given the true variance. */
export function expectMean(values: readonly number[], truth: { mean: number; variance: number }): void {
  const error = Math.sqrt(truth.variance / values.length);
  expect(Math.abs(mean(values) - truth.mean)).toBeLessThan(4 * error);
}

/** The same for a variance: its standard error is variance × √((kurtosis − 1) / n). */
export function expectVariance(values: readonly number[], truth: number, kurtosis: number): void {
  const error = truth * Math.sqrt((kurtosis - 1) / values.length);
  expect(Math.abs(variance(values) - truth)).toBeLessThan(4 * error);
}

export function expectShare(values: readonly number[], bound: number, truth: number): void {
  const error = Math.sqrt((truth * (1 - truth)) / values.length);
  expect(Math.abs(shareUpTo(values, bound) - truth)).toBeLessThan(4 * error);
}

/** The largest distance between the values' own distribution and the uniform one on [0, 1), times √n. */
export function kolmogorovSmirnov(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const distance = sorted.reduce(
    (most, value, index) => Math.max(most, value - index / n, (index + 1) / n - value),
    0,
  );
  return distance * Math.sqrt(n);
}

/** Beyond this a sample that is uniform lies once in a thousand times. */
export const KS_CRITICAL = 1.95;

/** Kurtosis of a uniform law, and of the sum of two and of three equal ones. */
export const KURTOSIS = [1.8, 2.4, 2.6] as const;
