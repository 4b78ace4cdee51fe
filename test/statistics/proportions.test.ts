import { describe, expect, it } from "vitest";
import {
  betaTails,
  clopperPearson,
  rateBoundWhenNoneSeen,
  replicationsFor,
  upperBoundWhenNoneSeen,
  wilson,
} from "../../src/statistics/index.js";
import { expectRelative } from "./relative.js";

describe("Wilson's interval", () => {
  it.each([
    [5, 1000, 0.0021375355273244596, 0.011650955373375111],
    [50, 1000, 0.03813026239274881, 0.06531382024425081],
    [999, 1000, 0.9943574414020421, 0.9998234536293739],
    [1, 10, 0.01787621309507289, 0.4041500267952385],
  ])("of %d in %d is the golden one", (k, n, low, high) => {
    const [a, b] = wilson(k, n);
    expectRelative(a, low, 1e-13);
    expectRelative(b, high, 1e-13);
  });

  it("of none in 1000 starts at exactly 0 and does not end there", () => {
    const [low, high] = wilson(0, 1000);
    expect(low).toBe(0);
    expectRelative(high, 0.003826758485555124, 1e-13);
    expect(wilson(1000, 1000)[1]).toBe(1);
    expect(wilson(1000, 1000)[0]).toBeCloseTo(1 - high, 14);
  });
});

describe("Clopper and Pearson's interval", () => {
  it.each([
    [5, 1000, 0.0016254195175627604, 0.01162947055981215],
    [50, 1000, 0.03733539760466177, 0.06539048791549365],
    [999, 1000, 0.9944410757201734, 0.9999746825125088],
    [1, 10, 0.0025285785444617843, 0.44501611702819543],
  ])("of %d in %d is the golden one", (k, n, low, high) => {
    const [a, b] = clopperPearson(k, n);
    expectRelative(a, low, 1e-13);
    expectRelative(b, high, 1e-13);
  });

  it("has closed ends where nothing or everything was seen", () => {
    expect(clopperPearson(0, 1000)[0]).toBe(0);
    expectRelative(clopperPearson(0, 1000)[1], 0.003682083896865672, 1e-13);
    expectRelative(clopperPearson(10, 10)[0], 0.6915028921812392, 1e-13);
    expect(clopperPearson(10, 10)[1]).toBe(1);
  });

  it("keeps its digits for one in a thousand million", () => {
    expectRelative(clopperPearson(1, 1e9)[0], -Math.expm1(Math.log(0.975) / 1e9), 1e-12);
  });

  it("misses 2.5 % on each side", () => {
    for (const [k, n] of [
      [1, 2],
      [3, 7],
      [17, 40],
      [999, 1000],
      [1, 1e6],
    ] as const) {
      const [low, high] = clopperPearson(k, n);
      expectRelative(betaTails(low, 1 - low, k, n - k + 1).lower, 0.025, 1e-9);
      expectRelative(betaTails(high, 1 - high, k + 1, n - k).upper, 0.025, 1e-9);
    }
  });
});

describe("nothing seen", () => {
  it("in 1000 replications still allows 0.3 %", () => {
    expectRelative(upperBoundWhenNoneSeen(1000), 0.002991249545095298, 1e-13);
    expectRelative(upperBoundWhenNoneSeen(1), 0.95, 1e-14);
    expectRelative(upperBoundWhenNoneSeen(1e12), 2.9957322735494e-12, 1e-13);
  });

  it("in 15 site-years still allows one in five years", () => {
    expectRelative(rateBoundWhenNoneSeen(15), 0.19971548490359947, 1e-14);
  });
});

describe("the replications that a share needs", () => {
  it("are 383762 for one in a thousand to ten per cent", () => {
    expect(replicationsFor(1e-3, 0.1)).toBe(383_762);
  });
});

it("shares of nothing, or with more seen than looked at, are refused", () => {
  expect(() => wilson(0, 0)).toThrow(RangeError);
  expect(() => wilson(2, 1)).toThrow(RangeError);
  expect(() => clopperPearson(-1, 5)).toThrow(RangeError);
  expect(() => upperBoundWhenNoneSeen(0)).toThrow(RangeError);
  expect(() => rateBoundWhenNoneSeen(0)).toThrow(RangeError);
  expect(() => replicationsFor(0, 0.1)).toThrow(RangeError);
  expect(() => replicationsFor(0.5, 0)).toThrow(RangeError);
});
