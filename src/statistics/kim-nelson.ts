/**
 * Which of several options is best in the mean, while replications come in: Kim and Nelson's fully sequential procedure
 * (ACM TOMACS 11, 2001), which takes common random numbers and unequal spreads. It must never know what is measured.
 */

export interface SelectionRule {
  /** Replications before anybody is left out. At least 2. */
  readonly firstStage: number;
  /** How often the best may be left out. */
  readonly miss: number;
  /** Options nearer to the best than this count as as good. */
  readonly indifference: number;
  readonly better: "less" | "more";
}

/** Fewer replications in which two options differ say too little of how they differ. */
const FEWEST_UNEQUAL = 20;

/**
 * With S² the variance of the differences of two options and δ the indifference, option i is out after r replications as
 * soon as its sum lies behind that of another one still in by more than max(0, (δ/2) (h² S² / δ² - r)), where
 * h² = 2 η (n0 - 1), η = ½ ((2 α / (k - 1))^(-2 / (n0 - 1)) - 1). If values are normal and the best is better by δ at least,
 * it is never left out with probability 1 - α, whenever one stops.
 *
 * Values are often not normal: most replications cost nobody anything, and of thirty such S² is 0. So the first stage of a
 * pair lasts until they have differed in `FEWEST_UNEQUAL` replications too (or in all of a shorter first stage), and S² is
 * taken again over all replications whenever there are twice as many, as in Kim and Nelson's KN++ (Operations Research 54,
 * 2006); h² stays that of the first stage, which is more than later ones need.
 *
 * Values are added in the order of replications, so that the outcome does not depend on who played them.
 */
export class KimNelson {
  readonly #options: number;
  readonly #rule: SelectionRule;
  /** h² / δ² */
  readonly #scale: number;
  /** Of each option with each one before it. */
  readonly #pairs: readonly (readonly Differences[])[];
  readonly #sums: number[];
  #in: number[];
  readonly #out = new Map<number, number>();
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
    const freedom = firstStage - 1;
    const eta = Math.expm1((-2 / freedom) * Math.log((2 * miss) / (options - 1))) / 2;
    this.#scale = (2 * eta * freedom) / (indifference * indifference);
    this.#sums = new Array<number>(options).fill(0);
    this.#in = Array.from({ length: options }, (_, option) => option);
    this.#pairs = this.#in.map((one) => Array.from({ length: one }, () => new Differences(firstStage)));
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
    for (const one of this.#in) {
      for (const other of this.#in)
        if (other < one) this.#pairs[one]![other]!.add(values[one]! - values[other]!);
    }
    if (this.#count >= this.#rule.firstStage) this.#screen();
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

  #screen(): void {
    const before = this.#in;
    const isBehind = (one: number, other: number): boolean => {
      const { spread } = this.#pairs[Math.max(one, other)]![Math.min(one, other)]!;
      if (spread === null) return false;
      const margin = (this.#rule.indifference / 2) * (this.#scale * spread - this.#count);
      return this.#sums[one]! < this.#sums[other]! - Math.max(0, margin);
    };
    this.#in = before.filter((one) => !before.some((other) => other !== one && isBehind(one, other)));
    for (const one of before) if (!this.#in.includes(one)) this.#out.set(one, this.#count);
  }
}

/** How two options differ, while replications come in. */
class Differences {
  readonly #firstStage: number;
  #count = 0;
  #unequal = 0;
  #mean = 0;
  #squares = 0;
  /** After so many replications the spread is taken again; null: the first stage is not over. */
  #next: number | null = null;
  #spread: number | null = null;

  constructor(firstStage: number) {
    this.#firstStage = firstStage;
  }

  /** Welford's sums. */
  add(difference: number): void {
    this.#count++;
    if (difference !== 0) this.#unequal++;
    const from = difference - this.#mean;
    this.#mean += from / this.#count;
    this.#squares += from * (difference - this.#mean);
    const isDue =
      this.#next === null
        ? this.#count >= this.#firstStage && this.#unequal >= Math.min(FEWEST_UNEQUAL, this.#firstStage)
        : this.#count >= this.#next;
    if (!isDue) return;
    this.#next = 2 * this.#count;
    this.#spread = this.#squares / (this.#count - 1);
  }

  /** The sample variance, as it was last taken; null: the first stage of these two is not over. */
  get spread(): number | null {
    return this.#spread;
  }
}
