/** Theory tells how likely rare disasters are in so many years, and what they cost a year on average. */
import { describe, expect, it } from "vitest";
import { draw, key, type Law, normalQuantile, poisson, Streams } from "../../src/engine/index.js";
import type { Micros } from "../../src/units/index.js";
import { errorsOff, Sample } from "./evidence.js";

const FIRST = key("site 1", "disaster");
const SECOND = key("site 2", "disaster");
const COUNT = key("disasters", "a year");
const COST = key("disasters", "cost");

function expectTheory(sample: Sample, truth: number): void {
  expect(sample.size).toBeGreaterThanOrEqual(100);
  expect(sample.standardError / truth).toBeLessThan(0.005);
  expect(Math.abs(errorsOff(sample, truth)), `${sample.mean} instead of ${truth}`).toBeLessThan(4);
}

describe("disasters", () => {
  const YEAR = 31_536_000_000_000;
  const yearly = (rate: number): Law => ({ law: "exponential", mean: (YEAR / rate) as Micros });

  it("come to site 1 in ten years with 0.181269, and to either site with 0.259182", () => {
    const [one, other] = [yearly(0.02), yearly(0.01)];
    const first = new Sample();
    const either = new Sample();
    for (let replication = 0; replication < 250_000; replication++) {
      const streams = new Streams(31, replication);
      const atOne = draw(one, streams.stream(FIRST).next()) < 10 * YEAR;
      const atOther = draw(other, streams.stream(SECOND).next()) < 10 * YEAR;
      first.add(atOne ? 1 : 0);
      either.add(atOne || atOther ? 1 : 0);
    }
    expect(-Math.expm1(-0.2)).toBeCloseTo(0.181269, 6);
    expect(-Math.expm1(-0.3)).toBeCloseTo(0.259182, 6);
    expectTheory(first, -Math.expm1(-0.2));
    expectTheory(either, -Math.expm1(-0.3));
  });

  it("0.3 a year of lognormal cost cost 123,266 a year on average, with a standard deviation of 462,354", () => {
    const [rate, median, sigma] = [0.3, 200_000, 1.2];
    const truth = rate * median * Math.exp((sigma * sigma) / 2);
    const deviation = Math.sqrt(rate) * median * Math.exp(sigma * sigma);
    expect(truth).toBeCloseTo(123_266, 0);
    expect(deviation).toBeCloseTo(462_354, 0);
    const means = new Sample();
    const squares = new Sample();
    for (let replication = 0; replication < 200; replication++) {
      const streams = new Streams(32, replication);
      const counts = streams.stream(COUNT);
      const costs = streams.stream(COST);
      const years = 60_000;
      let sum = 0;
      let square = 0;
      for (let year = 0; year < years; year++) {
        let cost = 0;
        for (let k = poisson(rate, counts); k > 0; k--) {
          cost += median * Math.exp(sigma * normalQuantile(costs.next()));
        }
        sum += cost;
        square += (cost - truth) * (cost - truth);
      }
      means.add(sum / years);
      squares.add(square / years);
    }
    expectTheory(means, truth);
    // The square of the deviation may be off by twice as much; its own spread is that of fourth moments.
    expect(squares.standardError / deviation / deviation).toBeLessThan(0.015);
    expect(Math.abs(errorsOff(squares, deviation * deviation))).toBeLessThan(4);
  });
});
