/** The line about long work: what a person wants to know who waits for it. */
import { describe, expect, it } from "vitest";
import { sweepProgressLine } from "../../src/cli/progress.js";

const secondsAgo = (seconds: number) => process.hrtime.bigint() - BigInt(seconds * 1e9);

describe("the progress of a sweep", () => {
  it("says what is done, how fast, how long it will take, and how near the precision is", () => {
    const progress = { done: 1_000, planned: 31_000, precision: "site-loss.rpo.p95 ±7.1 % (5 % asked)" };
    const line = sweepProgressLine("My pool", progress, secondsAgo(10));
    expect(line).toMatch(
      /^My pool: 1,000 of 31,000, (100|99\.\d+) a second, (5|5\.0\d*) min to go; site-loss\.rpo\.p95 ±7\.1 % \(5 % asked\)$/,
    );
  });

  it("leaves the precision out where none was asked for, and says nothing in the first moments", () => {
    const progress = { done: 10, planned: 20, precision: null };
    expect(sweepProgressLine("My pool", progress, secondsAgo(10))).toMatch(/ to go$/);
    expect(sweepProgressLine("My pool", progress, process.hrtime.bigint())).toBe("");
  });
});
