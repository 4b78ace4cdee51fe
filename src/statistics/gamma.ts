/** The logarithm of the gamma function, and the small remainder of Stirling's formula, for positive numbers. */

/** log(sqrt(2 pi)) */
const HALF_LOG_TWO_PI = 0.9189385332046728;
/** 1 - Euler's constant: the slope of log-gamma at 2. */
const SLOPE_AT_TWO = 0.42278433509846713;

/** (-1)^k (zeta(k) - 1) / k for k = 2, 3, …: log-gamma around 2, where Stirling's formula would cancel. */
const AROUND_TWO = [
  0.3224670334241132, -0.06735230105319809, 0.020580808427784546, -0.007385551028673986,
  0.0028905103307415234, -0.001192753911703261, 0.0005096695247430425, -0.00022315475845357939,
  9.945751278180853e-5, -4.492623673813314e-5, 2.050721277567069e-5, -9.439488275268397e-6,
  4.374866789907488e-6, -2.039215753801366e-6, 9.55141213040742e-7, -4.492469198764566e-7,
  2.1207184805554667e-7, -1.00432248239681e-7, 4.7698101693639804e-8, -2.2711094608943164e-8,
  1.0838659214896955e-8, -5.183475041970047e-9, 2.4836745438024785e-9, -1.1921401405860912e-9,
  5.731367241678862e-10, -2.7595228851242334e-10,
];

/** From here on eight terms of Stirling's series are exact to the last bit: the next one is below 2e-18. */
const STIRLING_FROM = 10;

/**
 * log(gamma(x)) for x > 0, with a relative error of a few 1e-15 also near its zeros at 1 and 2.
 * Three ranges: Stirling's formula, the series around 2, and below 1.5 one or two steps up to that series.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`log-gamma needs a positive number, not ${x}`);
  if (x >= 2.5) return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingError(x);
  if (x >= 1.5) return aroundTwo(x - 2);
  if (x >= 0.5) return aroundTwo(x - 1) - Math.log1p(x - 1);
  return aroundTwo(x) - Math.log1p(x) - Math.log(x);
}

/** log(gamma(2 + d)) for d in [-0.5, 0.5]. */
function aroundTwo(d: number): number {
  let sum = 0;
  for (let k = AROUND_TWO.length - 1; k >= 0; k--) sum = (sum + AROUND_TWO[k]!) * d;
  return (sum + SLOPE_AT_TWO) * d;
}

/**
 * What Stirling's formula lacks: log(gamma(x + 1)) - ((x + 1/2) log x - x + log(2 pi) / 2).
 * Ratios of gammas of large numbers are built from it, because differences of log-gammas would lose as many
 * digits as the logarithms have before the point.
 */
export function stirlingError(x: number): number {
  let shifted = x;
  let below = 0;
  for (; shifted < STIRLING_FROM; shifted++) below += (shifted + 0.5) * Math.log1p(1 / shifted) - 1;
  const s = 1 / (shifted * shifted);
  const series =
    1 / 12 -
    s *
      (1 / 360 -
        s *
          (1 / 1260 -
            s * (1 / 1680 - s * (1 / 1188 - s * (691 / 360360 - s * (1 / 156 - (s * 3617) / 122400))))));
  return below + series / shifted;
}
