/**
 * Sine and cosine of a fraction of a turn, from additions and multiplications alone: Math.sin and Math.cos may
 * differ in the last bit between engines, and with them the microsecond at which a file becomes safe.
 */

const HALF_PI = 1.5707963267948966;

/** Taylor terms to the 17th order leave less than 1e-17 on [0, π/4]. */
function sineNearZero(x: number): number {
  const s = x * x;
  let term = x;
  let sum = x;
  for (let n = 2; n <= 18; n += 2) {
    term = (-term * s) / (n * (n + 1));
    sum += term;
  }
  return sum;
}

function cosineNearZero(x: number): number {
  const s = x * x;
  let term = 1;
  let sum = 1;
  for (let n = 1; n <= 17; n += 2) {
    term = (-term * s) / (n * (n + 1));
    sum += term;
  }
  return sum;
}

/** cos(2π × turn), for any turn. */
export function cosineOfTurn(turn: number): number {
  const inTurn = turn - Math.floor(turn);
  const quarters = Math.round(inTurn * 4);
  const rest = (inTurn * 4 - quarters) * HALF_PI;
  switch (quarters & 3) {
    case 0:
      return cosineNearZero(rest);
    case 1:
      return -sineNearZero(rest);
    case 2:
      return -cosineNearZero(rest);
    default:
      return sineNearZero(rest);
  }
}
