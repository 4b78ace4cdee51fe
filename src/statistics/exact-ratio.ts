/** From an exact fraction of whole numbers to the nearest floating-point number. */

/** Enough bits for a mantissa of 53 and one that tells which side of the middle the rest lies on. */
const KEPT_BITS = 55;

/**
 * numerator / denominator, rounded once, to nearest, ties to even. The quotient is cut to at least 55 bits with a
 * last bit that says whether anything follows; the conversion to a number then rounds as the full quotient
 * would. Meant for results of ordinary size: no overflow, nothing near the smallest number.
 */
export function nearestRatio(numerator: bigint, denominator: bigint): number {
  if (denominator <= 0n) throw new RangeError(`not a positive denominator: ${denominator}`);
  if (numerator < 0n) return -nearestRatio(-numerator, denominator);
  if (numerator === 0n) return 0;
  const shift = Math.max(0, KEPT_BITS + BITS_SLACK + bits(denominator) - bits(numerator));
  const scaled = numerator << BigInt(shift);
  const quotient = scaled / denominator;
  const sticky = quotient * denominator === scaled ? quotient : quotient | 1n;
  // Both the mantissa and the power of two are exact numbers now, so this division rounds nothing.
  return Number(sticky) / Number(1n << BigInt(shift));
}

/** How many bits too many `bits` may count: it counts in fours. */
const BITS_SLACK = 3;

/** The number of binary digits, rounded up to a multiple of four. */
function bits(value: bigint): number {
  return value.toString(16).length * 4;
}
