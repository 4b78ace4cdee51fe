/**
 * Rows of numbers that a plan of signing in fills, cell by cell. One plan at a time: the next one writes over them. It
 * must never know what they mean.
 */
export class Rows {
  numbers = new Float64Array(0);

  /** Room for so many; those that stand there stay. */
  reserve(count: number): Float64Array {
    if (count > this.numbers.length) {
      const larger = new Float64Array(2 * count);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    return this.numbers;
  }
}
