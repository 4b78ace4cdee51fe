/**
 * The length of the time in which a clock is found: who looks at a random instant finds a long one more often, in
 * proportion to its length. Exact for every law. It must never know what the time is of.
 */
import { gammaQuantile, type Law, mean, normalQuantile } from "../../engine/index.js";

/** The quantile, at `u` of (0, 1), of the law with density x f(x) / mean; in fractions of a microsecond. */
export function lengthBiased(law: Law, u: number): number {
  switch (law.law) {
    case "fixed":
      return law.value;
    case "uniform":
      return Math.sqrt(law.from * law.from + u * (law.to - law.from) * (law.to + law.from));
    case "triangular":
      return triangular(law, u);
    case "exponential":
      return law.mean * gammaQuantile(2, u);
    case "lognormal":
      return law.median * Math.exp(law.sigma * (law.sigma + normalQuantile(u)));
    case "weibull":
      // The hazard spent, (x / scale)^shape, is exponential; weighed by x it is a gamma variable.
      return law.scale * Math.exp(Math.log(gammaQuantile(1 + 1 / law.shape, u)) / law.shape);
    case "empirical":
      return empirical(law.values, u);
  }
}

const ROUNDS = 60;

/** By halving: its distribution is a cubic on either side of the mode. */
function triangular(law: Extract<Law, { law: "triangular" }>, u: number): number {
  let { low, high }: { low: number; high: number } = law;
  for (let round = 0; round < ROUNDS; round += 1) {
    const middle = (low + high) / 2;
    if (shareUpTo(law, middle) < u) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The part of the mean that values up to `x` bring. */
function shareUpTo(law: Extract<Law, { law: "triangular" }>, x: number): number {
  const { low, mode, high } = law;
  const width = high - low;
  if (width === 0) return x < low ? 0 : 1;
  const whole = mean(law);
  // t times the density 2 (t - low) / (width (mode - low)), from low to x; and the same from the other end.
  const rising = (to: number) => {
    const d = to - low;
    return mode === low ? 0 : (d * d * (2 * to + low)) / (3 * width * (mode - low));
  };
  const falling = (from: number) => {
    const d = high - from;
    return high === mode ? 0 : (d * d * (2 * from + high)) / (3 * width * (high - mode));
  };
  return (x < mode ? rising(x) : whole - falling(x)) / whole;
}

/** Running sums of the sorted values, kept as long as the law lives. */
const sums = new WeakMap<readonly number[], { readonly sorted: Float64Array; readonly upTo: Float64Array }>();

function summed(values: readonly number[]) {
  let found = sums.get(values);
  if (found === undefined) {
    const sorted = Float64Array.from(values).sort();
    const upTo = new Float64Array(sorted.length);
    let sum = 0;
    for (let index = 0; index < sorted.length; index += 1) {
      sum += sorted[index]!;
      upTo[index] = sum;
    }
    found = { sorted, upTo };
    sums.set(values, found);
  }
  return found;
}

function empirical(values: readonly number[], u: number): number {
  const { sorted, upTo } = summed(values);
  const target = u * upTo[upTo.length - 1]!;
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (upTo[middle]! > target) high = middle;
    else low = middle + 1;
  }
  return sorted[low]!;
}
