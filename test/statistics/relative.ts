import { expect } from "vitest";

/** Holds where `actual` is within `tolerance` times the expected value; says by how much it is not. */
export function expectRelative(actual: number, expected: number, tolerance: number, label = ""): void {
  const error = Math.abs(actual - expected) / Math.abs(expected);
  expect(error, `${label}: ${actual} instead of ${expected}`).toBeLessThanOrEqual(tolerance);
}
