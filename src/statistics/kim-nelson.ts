/**
 * Which of several options is best in the mean, while replications come in: Kim and Nelson's fully sequential procedure
 * (ACM TOMACS 11, 2001), which takes common random numbers and unequal spreads. It must never know what is measured.
 */

export interface SelectionRule {
  /** Replications before anybody is left out: from them the spreads are estimated. At least 2. */
  readonly firstStage: number;
  /** How often the best may be left out. */
  readonly miss: number;
  /** Options nearer to the best than this count as as good. */
  readonly indifference: number;
  readonly better: "less" | "more";
}

/**
 * With S² the variance of the differences of two options over the first stage and δ the indifference, option i is out
 * after r replications as soon as its sum lies behind that of another one still in by more than
 * max(0, (δ/2) (h² S² / δ² - r)), where h² = 2 η (n0 - 1), η = ½ ((2 α / (k - 1))^(-2 / (n0 - 1)) - 1). If values are
 * normal and the best is better by δ at least, it is never left out with probability 1 - α, whenever one stops.
 *
 * Values are added in the order of replications, so that the outcome does not depend on who played them.
 */
export class KimNelson {
  readonly #options: number;
  readonly #rule: SelectionRule;
  /** The values of the first stage, by option. */
  #first: number[][];
  readonly #sums: number[];
  #in: number[];
  readonly #out = new Map<number, number>();
  /** h² S² / δ² for each pair: beyond so many replications the worse one is out. */
  #reach: number[][] = [];
  #count = 0;

  constructor(options: number, rule: SelectionRule) {
    const { firstStage, miss, indifference } = rule;
    if (!(Number.isSafeInteger(options) && options >= 2)) {
      throw new RangeError(`the best of at least 2 options, not of ${options}`);
    }
    if (!(Number.isSafeInteger(firstStage) && firstStage >= 2)) {
      throw new RangeError(`a first stage has at least 2 replications, not ${firstStage}`);
    }
    if (!(miss > 0 && miss < (options - 1) / options)) {
      throw new RangeError(`the best of ${options} may be missed with less than chance, not ${miss}`);
    }
    if (!(indifference > 0 && Number.isFinite(indifference))) {
      throw new RangeError(`an indifference is above 0, not ${indifference}`);
    }
    this.#options = options;
    this.#rule = rule;
    this.#first = Array.from({ length: options }, () => []);
    this.#sums = new Array<number>(options).fill(0);
    this.#in = Array.from({ length: options }, (_, option) => option);
  }

  /** The values of one replication, one for each option in their order; those that are out may be any finite number. */
  add(values: readonly number[]): void {
    if (values.length !== this.#options || !values.every(Number.isFinite)) {
      throw new RangeError(`a replication has ${this.#options} finite values, not [${values.join(", ")}]`);
    }
    this.#count++;
    const sign = this.#rule.better === "less" ? -1 : 1;
    values.forEach((value, option) => {
      this.#sums[option]! += sign * value;
    });
    if (this.#count <= this.#rule.firstStage) {
      values.forEach((value, option) => {
        this.#first[option]!.push(value);
      });
      if (this.#count < this.#rule.firstStage) return;
      this.#measureSpreads();
    }
    this.#screen();
  }

  /** How many replications. */
  get count(): number {
    return this.#count;
  }

  /** Who is still in, rising; those that come out equal to the last digit stay in together. */
  get survivors(): readonly number[] {
    return this.#in;
  }

  /** After how many replications each other one was out. */
  get eliminatedAfter(): ReadonlyMap<number, number> {
    return this.#out;
  }

  #measureSpreads(): void {
    const { firstStage, miss, indifference } = this.#rule;
    const freedom = firstStage - 1;
    const eta = Math.expm1((-2 / freedom) * Math.log((2 * miss) / (this.#options - 1))) / 2;
    const h2 = 2 * eta * freedom;
    this.#reach = this.#first.map((one) =>
      this.#first.map((other) => (h2 * spreadOf(one, other)) / (indifference * indifference)),
    );
    this.#first = [];
  }

  #screen(): void {
    const before = this.#in;
    const isBehind = (one: number, other: number): boolean => {
      const margin = (this.#rule.indifference / 2) * (this.#reach[one]![other]! - this.#count);
      return this.#sums[one]! < this.#sums[other]! - Math.max(0, margin);
    };
    this.#in = before.filter((one) => !before.some((other) => other !== one && isBehind(one, other)));
    for (const one of before) if (!this.#in.includes(one)) this.#out.set(one, this.#count);
  }
}

/** The sample variance of the differences. */
function spreadOf(one: readonly number[], other: readonly number[]): number {
  const differences = one.map((value, index) => value - other[index]!);
  const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
  const squares = differences.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return squares / (differences.length - 1);
}
