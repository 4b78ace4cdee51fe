/**
 * Means and probabilities as people read them: three digits, however small, and never a figure rounded to nothing.
 * It knows no results.
 */
import { printCount } from "../../units/index.js";

/** "0.0184", "31.9", "12,345"; what is not 0 never reads 0. */
export function amount(value: number): string {
  if (value < 0) return `-${amount(-value)}`;
  if (value === 0) return "0";
  if (value >= 99.95) return printCount(value);
  return withoutZeros(value.toFixed(Math.min(20, Math.max(0, 2 - tensOf(value)))));
}

/** "1.24 %", "0.0007 %"; near 1 as many digits as it takes to see what is missing: "99.99962 %". */
export function probability(value: number): string {
  if (value <= 0.9 || value >= 1) return `${amount(value * 100)} %`;
  const missing = (1 - value) * 100;
  return `${withoutZeros((100 - missing).toFixed(Math.min(12, Math.max(1, 1 - tensOf(missing)))))} %`;
}

/** The power of ten of the first digit, read off the digits themselves. */
const tensOf = (value: number): number => Number(value.toExponential(2).split("e")[1]);

const withoutZeros = (text: string): string => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
