/** Rational arithmetic in whole numbers, the slow reference that is easy to believe. */
import { expect } from "vitest";

/** A floating-point number as the exact fraction it is. */
export function asFraction(value: number): readonly [numerator: bigint, denominator: bigint] {
  let scaled = value;
  let denominator = 1n;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    denominator *= 2n;
  }
  return [BigInt(scaled), denominator];
}

const words = new DataView(new ArrayBuffer(8));

/** The neighbour of a positive number, `steps` places up or down. */
export function neighbour(value: number, steps: bigint): number {
  words.setFloat64(0, value);
  words.setBigInt64(0, words.getBigInt64(0) + steps);
  return words.getFloat64(0);
}

/** Holds where no floating-point number lies nearer to numerator / denominator than `value`. */
export function expectNearest(value: number, numerator: bigint, denominator: bigint): void {
  if (numerator === 0n) {
    expect(value).toBe(0);
    return;
  }
  expect(Math.sign(value)).toBe(numerator < 0n ? -1 : 1);
  const size = Math.abs(value);
  const distance = scaledDistance(size, numerator, denominator);
  for (const step of [-1n, 1n]) {
    const other = scaledDistance(neighbour(size, step), numerator, denominator);
    // Compared as fractions: |value - q| <= |neighbour - q|.
    expect(distance[0] * other[1] <= other[0] * distance[1], `${value} of ${numerator}/${denominator}`).toBe(
      true,
    );
  }
}

function scaledDistance(value: number, numerator: bigint, denominator: bigint): readonly [bigint, bigint] {
  const [n, d] = asFraction(value);
  const positive = numerator < 0n ? -numerator : numerator;
  const difference = n * denominator - positive * d;
  return [difference < 0n ? -difference : difference, d * denominator];
}
