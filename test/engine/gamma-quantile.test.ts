/** The quantile of the gamma law, against closed forms and against figures of 60 digits, rounded. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gammaQuantile, normalQuantile } from "../../src/engine/index.js";

/** [shape, u, quantile], by Newton's method with 60 digits on the integral of the density. */
const TABLE: readonly (readonly [number, number, number])[] = [
  [0.5, 1e-12, 7.853981633974483e-25],
  [0.5, 0.001, 7.85398574631245e-7],
  [0.5, 0.0078125, 4.7938431649305384e-5],
  [0.5, 0.25, 0.050765522133810775],
  [0.5, 0.5, 0.2274682115597864],
  [0.5, 0.75, 0.661651848465733],
  [0.5, 0.9921875, 3.53797946879845],
  [0.5, 0.999, 5.4137830853313655],
  [0.75, 0.001, 8.936118548088433e-5],
  [0.75, 0.5, 0.4541669783238561],
  [1.5, 1e-12, 1.2089939713590179e-8],
  [1.5, 0.0078125, 0.04853163028557543],
  [1.5, 0.25, 0.6062664515228345],
  [1.5, 0.5, 1.182986942187669],
  [1.5, 0.999, 8.133118098119064],
  [2.5, 1e-12, 2.5623217484152678e-5],
  [2.5, 0.25, 1.3373014047160816],
  [2.5, 0.9921875, 7.841097366225583],
  [4.5, 0.001, 0.5759747731117821],
  [4.5, 0.5, 4.171416346126477],
  [15.5, 1e-12, 1.19546780776328],
  [15.5, 0.0078125, 7.6048731699724],
  [15.5, 0.75, 17.943537931403004],
  [16.5, 1e-12, 1.4200041663150127],
  [16.5, 0.25, 13.609720581377585],
  [16.5, 0.999, 31.935049261172477],
  [40.5, 1e-12, 10.33677644060458],
  [40.5, 0.5, 40.1671588031074],
  [40.5, 0.9921875, 57.48434286022358],
  [1000.5, 1e-12, 793.8836915717249],
  [1000.5, 0.25, 978.9876338746449],
  [1000.5, 0.999, 1101.1025241371365],
  [1000000.5, 1e-12, 992982.1674260279],
  [1000000.5, 0.5, 1000000.1666666864],
  [1000000.5, 0.999, 1003093.5831424124],
];

const relative = (value: number, exact: number): number => Math.abs(value / exact - 1);

describe("the gamma quantile", () => {
  it("has a relative error below 1e-12 from shape 1/2 to a million", () => {
    for (const [shape, u, exact] of TABLE) {
      expect(relative(gammaQuantile(shape, u), exact), `shape ${shape} at ${u}`).toBeLessThan(1e-12);
    }
  });

  it("is the exponential law at shape 1, and half the square of a normal variable at shape 1/2", () => {
    for (const u of [1e-9, 0.001, 0.1, 0.37, 0.5, 0.8, 0.99, 0.999999]) {
      expect(relative(gammaQuantile(1, u), -Math.log1p(-u))).toBeLessThan(1e-12);
    }
    for (const u of [0.01, 0.1, 0.37, 0.5, 0.8, 0.99, 0.999999]) {
      const z = normalQuantile(0.5 + u / 2);
      expect(relative(gammaQuantile(0.5, u), (z * z) / 2)).toBeLessThan(1e-10);
    }
  });

  it("is where so many events or more become as likely as u: a whole shape against the sum of Poisson terms", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (shape, u) => {
          const mean = gammaQuantile(shape, u);
          let term = Math.exp(-mean);
          let fewer = 0;
          for (let k = 0; k < shape; k++) {
            fewer += term;
            term *= mean / (k + 1);
          }
          expect(Math.abs(1 - fewer - u)).toBeLessThan(1e-12);
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });

  it("grows with u, and with the shape at the same u", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 300, noNaN: true }),
        fc.double({ min: 1e-6, max: 0.999, noNaN: true }),
        (shape, u) => {
          const here = gammaQuantile(shape, u);
          expect(gammaQuantile(shape, u + 1e-6)).toBeGreaterThan(here);
          expect(gammaQuantile(shape + 0.01, u)).toBeGreaterThan(here);
        },
      ),
      { seed: 8, numRuns: 500 },
    );
  });

  it("has on average, over the middles of many equal parts, the shape as its mean", () => {
    for (const shape of [0.5, 2.5, 15.5]) {
      let sum = 0;
      for (let part = 0; part < 20_000; part++) sum += gammaQuantile(shape, (part + 0.5) / 20_000);
      // What the topmost part leaves out, half a part of its spread, is about 1e-5.
      expect(Math.abs(sum / 20_000 - shape)).toBeLessThan(1e-4);
    }
  });

  it("refuses a shape below 1/2 and a probability that is none, and names them", () => {
    expect(() => gammaQuantile(0.49, 0.5)).toThrow(
      "gamma law of shape 0.49: the shape is a number from 0.5 on",
    );
    expect(() => gammaQuantile(Number.NaN, 0.5)).toThrow("shape NaN");
    expect(() => gammaQuantile(Number.POSITIVE_INFINITY, 0.5)).toThrow("shape Infinity");
    for (const u of [0, 1, -0.1, Number.NaN]) expect(() => gammaQuantile(1, u)).toThrow(`quantile at ${u}`);
  });
});
