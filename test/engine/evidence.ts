/** What the tests of chance weigh: means with their standard errors, distances between laws, correlations. */

/** Sums over independent replications; knows nothing but numbers. */
export class Sample {
  private count = 0;
  private center = 0;
  private squares = 0;

  add(value: number): void {
    this.count += 1;
    const step = value - this.center;
    this.center += step / this.count;
    this.squares += step * (value - this.center);
  }

  get size(): number {
    return this.count;
  }

  get mean(): number {
    return this.center;
  }

  get variance(): number {
    return this.squares / (this.count - 1);
  }

  get standardError(): number {
    return Math.sqrt(this.variance / this.count);
  }
}

export function sampleOf(values: Iterable<number>): Sample {
  const sample = new Sample();
  for (const value of values) sample.add(value);
  return sample;
}

/** By how many standard errors the sample's mean is off. */
export const errorsOff = (sample: Sample, truth: number): number =>
  (sample.mean - truth) / sample.standardError;

/** The same for the sample's variance, whose standard error comes from the values' fourth moment. */
export function varianceErrorsOff(values: readonly number[], truth: number): number {
  const { mean } = sampleOf(values);
  return errorsOff(sampleOf(values.map((value) => (value - mean) * (value - mean))), truth);
}

/**
 * Kolmogorov and Smirnov's distance times the root of the sample's size. Above 2.2 once in 10,000 where the
 * law is the right one.
 */
export function ksDistance(values: readonly number[], distribution: (x: number) => number): number {
  const sorted = Float64Array.from(values).sort();
  let distance = 0;
  sorted.forEach((value, i) => {
    const expected = distribution(value);
    distance = Math.max(distance, expected - i / sorted.length, (i + 1) / sorted.length - expected);
  });
  return distance * Math.sqrt(sorted.length);
}

/**
 * Pearson's statistic as a standard normal figure (Wilson and Hilferty): above 4 once in 30,000 where the
 * expected counts are right. Cells that expect fewer than 10 are put together.
 */
export function chiSquare(observed: readonly number[], expected: readonly number[]): number {
  let statistic = 0;
  let cells = 0;
  let seen = 0;
  let hoped = 0;
  const close = (): void => {
    statistic += ((seen - hoped) * (seen - hoped)) / hoped;
    cells += 1;
    seen = 0;
    hoped = 0;
  };
  expected.forEach((count, i) => {
    seen += observed[i]!;
    hoped += count;
    if (hoped >= 10) close();
  });
  if (hoped > 0) close();
  const freedom = cells - 1;
  return (Math.cbrt(statistic / freedom) - 1 + 2 / (9 * freedom)) / Math.sqrt(2 / (9 * freedom));
}

/** How evenly uniforms fill `cells` cells, on the scale of `chiSquare`. */
export function evenness(uniforms: readonly number[], cells: number): number {
  const counts = new Array<number>(cells).fill(0);
  for (const u of uniforms) counts[Math.floor(u * cells)]! += 1;
  return chiSquare(counts, new Array<number>(cells).fill(uniforms.length / cells));
}

/** How evenly successive pairs of uniforms fill a square of `side` × `side` cells, on the scale of `chiSquare`. */
export function pairEvenness(uniforms: readonly number[], side: number): number {
  const pairs = uniforms.slice(1).map((u, i) => {
    const before = Math.floor(uniforms[i]! * side);
    return (before + u) / side;
  });
  return evenness(pairs, side * side);
}

/** The correlation of each uniform with the one `lag` later, in standard errors. */
export function serialCorrelation(uniforms: readonly number[], lag: number): number {
  let sum = 0;
  for (let i = lag; i < uniforms.length; i += 1) sum += (uniforms[i]! - 0.5) * (uniforms[i - lag]! - 0.5);
  return (sum * 12) / Math.sqrt(uniforms.length - lag);
}
