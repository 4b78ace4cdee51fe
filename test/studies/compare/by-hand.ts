/**
 * A slow model of a paired comparison that is easy to believe: a value of each option for each replication, in a list, and
 * textbook formulas in floating point. It shares nothing with the program.
 */

export interface ByHand {
  readonly a: number;
  readonly b: number;
  readonly mean: number;
  readonly ci95: readonly [number, number];
  readonly gain: number;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

function variance(values: readonly number[]): number {
  const center = mean(values);
  return sum(values.map((value) => (value - center) ** 2)) / (values.length - 1);
}

/** Student's density integrated by Simpson's rule, and turned round by halving. */
export function student(p: number, freedom: number): number {
  const density = (x: number) => (1 + (x * x) / freedom) ** (-(freedom + 1) / 2);
  const integral = (from: number, to: number): number => {
    const [steps, h] = [4000, (to - from) / 4000];
    let total = density(from) + density(to);
    for (let i = 1; i < steps; i++) total += density(from + i * h) * (i % 2 === 1 ? 4 : 2);
    return (total * h) / 3;
  };
  // Beyond 60 a distribution with so few degrees of freedom still has some: the tail is carried by x = 60 / y.
  const tail = (() => {
    const [steps, h] = [4000, 1 / 4000];
    const at = (y: number) => (y === 0 ? 0 : density(60 / y) * (60 / (y * y)));
    let total = at(0) + at(1);
    for (let i = 1; i < steps; i++) total += at(i * h) * (i % 2 === 1 ? 4 : 2);
    return (total * h) / 3;
  })();
  const half = integral(0, 60) + tail;
  let [low, high] = [0, 60];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (0.5 + integral(0, middle) / half / 2 < p) low = middle;
    else high = middle;
  }
  return low;
}

/** The difference of two means. `freedom`: of Student's t. */
export function pairedMeans(
  a: readonly number[],
  b: readonly number[],
  freedom: number,
  miss = 0.05,
): ByHand {
  const differences = b.map((value, index) => value - a[index]!);
  const center = mean(differences);
  const half = student(1 - miss / 2, freedom) * Math.sqrt(variance(differences) / differences.length);
  return {
    a: mean(a),
    b: mean(b),
    mean: center,
    ci95: [center - half, center + half],
    gain: (variance(a) + variance(b)) / variance(differences),
  };
}

/**
 * The difference of two pooled means, of incidents that come in replications: what a replication moves either by is its
 * sum less its share of the pooled mean. `x` and `y`: how many incidents each replication has, and what they sum to.
 */
export function pairedRatios(
  a: { readonly x: readonly number[]; readonly y: readonly number[] },
  b: { readonly x: readonly number[]; readonly y: readonly number[] },
): ByHand {
  const moved = ({ x, y }: typeof a) =>
    y.map((value, index) => (value - (sum(y) / sum(x)) * x[index]!) / sum(x));
  const [ofA, ofB] = [moved(a), moved(b)];
  const squares = (values: readonly number[]) => sum(values.map((value) => value * value));
  const both = ofB.map((value, index) => value - ofA[index]!);
  const occupied = Math.min(a.x.filter((x) => x > 0).length, b.x.filter((x) => x > 0).length);
  // Replications in which both come to the same say nothing of how they differ.
  const unequal = a.x.filter((x, index) => x !== b.x[index] || a.y[index] !== b.y[index]).length;
  const half =
    student(0.975, Math.min(occupied, unequal) - 1) * Math.sqrt((occupied / (occupied - 1)) * squares(both));
  const center = sum(b.y) / sum(b.x) - sum(a.y) / sum(a.x);
  return {
    a: sum(a.y) / sum(a.x),
    b: sum(b.y) / sum(b.x),
    mean: center,
    ci95: [center - half, center + half],
    gain: (squares(ofA) + squares(ofB)) / squares(both),
  };
}
