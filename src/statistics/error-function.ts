/** The error function and its complement, each accurate to 1e-13 relative to itself. */

/** 2 / sqrt(pi) */
const TWO_OVER_ROOT_PI = 1.1283791670955126;
/** Below this the series is short and 1 - erf still has all its digits but two; above it the fraction is short. */
const SERIES_BELOW = 2;

export function erf(x: number): number {
  const size = Math.abs(x);
  const value = size < SERIES_BELOW ? series(size) : 1 - tail(size);
  return x < 0 ? -value : value;
}

/** 1 - erf(x), without the subtraction where the result is small. */
export function erfc(x: number): number {
  if (x < 0) return 1 + erf(-x);
  return x < SERIES_BELOW ? 1 - series(x) : tail(x);
}

/** 2 / sqrt(pi) e^(-x²) (x + 2x³/3 + 4x⁵/15 + …): all terms positive, so nothing cancels. */
function series(x: number): number {
  const twice = 2 * x * x;
  let term = x;
  let sum = x;
  for (let odd = 3; ; odd += 2) {
    term *= twice / odd;
    const next = sum + term;
    if (next === sum) return TWO_OVER_ROOT_PI * Math.exp(-x * x) * sum;
    sum = next;
  }
}

/** The continued fraction of erfc, from the back: from 2 on, 120 steps leave less than the last bit. */
function tail(x: number): number {
  const steps = x < 4 ? 120 : 40;
  let below = x;
  for (let k = steps; k >= 1; k--) below = x + k / 2 / below;
  return ((TWO_OVER_ROOT_PI / 2) * Math.exp(-x * x)) / below;
}
