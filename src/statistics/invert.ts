/** From a probability back to the value that has it. */

export interface Point {
  /** The probability at x, in (0, 1). */
  readonly probability: number;
  /** Its growth per logarithm of x: x times the derivative, negative for an upper tail. */
  readonly perLog: number;
}

/**
 * The x in (0, limit) at which a monotone probability equals `target`, by Newton's method on the logarithms
 * of both. All tails of this room are log-concave in log x, so the tangent lies above the curve and Newton
 * closes in from one side, whatever the start. A step below 1e-9 leaves an error of its square.
 */
export function invert(target: number, start: number, limit: number, at: (x: number) => Point): number {
  let x = start;
  for (let round = 0; round < 200; round++) {
    const { probability, perLog } = at(x);
    const step = ((Math.log(target) - Math.log(probability)) * probability) / perLog;
    x = Math.min(x * Math.exp(step), (x + limit) / 2);
    if (Math.abs(step) < 1e-9) return x;
  }
  throw new RangeError(`no value found for the probability ${target}`);
}

/** Probabilities that a quantile can be asked for: beyond these, squares of the answer leave the number range. */
export function assertProbability(p: number): void {
  if (!(p >= 1e-100 && p < 1))
    throw new RangeError(`a quantile needs a probability between 0 and 1, not ${p}`);
}
