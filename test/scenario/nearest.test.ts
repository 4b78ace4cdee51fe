import { expect, test } from "vitest";
import { editDistance, nearest } from "../../src/scenario/text/nearest.js";

test.each([
  ["", "", 0],
  ["abc", "abc", 0],
  ["abc", "ab", 1],
  ["abc", "axc", 1],
  ["abc", "bac", 1],
  ["abc", "", 3],
  ["kitten", "sitting", 3],
])("from %j to %j it takes %i changes", (a, b, distance) => expect(editDistance(a, b)).toBe(distance));

const WORDS = ["bandwidth", "roundTrip", "efficiency", "site-1", "rpo"];
test.each([
  ["bandwith", "bandwidth"],
  ["BANDWIDTH", "bandwidth"],
  ["round_trip", "roundTrip"],
  ["site1", "site-1"],
  ["rto", "rpo"],
  ["something else", null],
  ["x".repeat(10_000), null],
])("%j: %j", (given, expected) => expect(nearest(given, WORDS)).toBe(expected));
