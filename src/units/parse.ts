/**
 * From "15 min" to a number. Strict on purpose: no locale, no sign, no thousands separator, no guessing.
 * Every parser answers with the value or with a sentence for the person who wrote the text.
 */
import { DAY, HOUR, LONGEST, MILLISECOND, MINUTE, type Micros, SECOND, WEEK, YEAR } from "./micros.js";
import type { Bytes, BytesPerSecond, Money, PerSecond, Share } from "./quantities.js";

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

const good = <T>(value: T): Parsed<T> => ({ ok: true, value });
const bad = (problem: string): Parsed<never> => ({ ok: false, problem });

const NUMBER = "(\\d+(?:\\.\\d+)?)";
/** Longer texts than this cannot be a quantity; the bound keeps hostile input cheap. */
const LONGEST_TEXT = 80;

const DURATION_UNITS: Readonly<Record<string, Micros>> = {
  us: 1 as Micros,
  µs: 1 as Micros,
  ms: MILLISECOND,
  s: SECOND,
  second: SECOND,
  seconds: SECOND,
  min: MINUTE,
  minute: MINUTE,
  minutes: MINUTE,
  h: HOUR,
  hour: HOUR,
  hours: HOUR,
  d: DAY,
  day: DAY,
  days: DAY,
  week: WEEK,
  weeks: WEEK,
  year: YEAR,
  years: YEAR,
};

export const DURATION_HINT = "a duration such as 15 min, 80 ms, 1 h 30 min or 3 d";

/** "15 min", "6 d 2 h", "1.5 h": whole microseconds, units falling from large to small. */
export function parseDuration(text: string): Parsed<Micros> {
  if (text.length > LONGEST_TEXT) return bad(`expected ${DURATION_HINT}`);
  const term = new RegExp(`${NUMBER}\\s*([a-zµ]+)\\s*`, "y");
  let total = 0n;
  let last = Number.POSITIVE_INFINITY;
  let at = 0;
  while (at < text.length) {
    term.lastIndex = at;
    const match = term.exec(text);
    if (!match) return bad(explainDuration(text));
    const unit = Object.hasOwn(DURATION_UNITS, match[2]!) ? DURATION_UNITS[match[2]!]! : undefined;
    if (unit === undefined) return bad(explainDuration(text));
    if (unit >= last) return bad("units of a duration must fall from large to small, each once");
    last = unit;
    const scaled = exactMultiple(match[1]!, BigInt(unit));
    if (scaled === null) return bad("finer than a microsecond, the smallest step of time here");
    total += scaled;
    at = term.lastIndex;
  }
  if (at === 0) return bad(`expected ${DURATION_HINT}`);
  if (total > BigInt(LONGEST)) return bad("longer than 285 years");
  return good(Number(total) as Micros);
}

function explainDuration(text: string): string {
  if (/^\d+(\.\d+)?$/.test(text)) return `the unit is missing: write ${text} s, ${text} min or ${text} h`;
  if (/^-/.test(text)) return "a duration cannot be negative";
  if (/month/.test(text)) return "months differ in length: write days or years (1 year = 365 d)";
  if (/^[\d.]+\s*m$/.test(text)) return "m could be minutes or months: write min";
  if (/,/.test(text)) return "write the decimal sign as a point";
  return `expected ${DURATION_HINT}`;
}

/** number × unit as a whole number, or null where it is not one. */
function exactMultiple(digits: string, unit: bigint): bigint | null {
  const [whole, fraction = ""] = digits.split(".");
  const scale = BigInt(`1${"0".repeat(fraction.length)}`);
  const product = BigInt(whole! + fraction) * unit;
  return product % scale === 0n ? product / scale : null;
}

/** Units by their power of ten: shifting the decimal point in the text is exact where multiplying is not. */
const SIZE_UNITS: Readonly<Record<string, number>> = { B: 0, KB: 3, MB: 6, GB: 9, TB: 12 };
export const SIZE_HINT = "a size such as 3 KB, 300 MB or 100 GB";

export function parseSize(text: string): Parsed<Bytes> {
  const found = numberWithUnit(text, SIZE_UNITS);
  if (!found) return bad(withoutUnit(text, "B, KB, MB, GB or TB") ?? `expected ${SIZE_HINT}`);
  if (found.value > 1e15) return bad("larger than 1000 TB");
  return good(found.value as Bytes);
}

const RATE_UNITS: Readonly<Record<string, number>> = {
  bps: 0,
  Kbps: 3,
  Mbps: 6,
  Gbps: 9,
  "B/s": 0,
  "KB/s": 3,
  "MB/s": 6,
  "GB/s": 9,
};
export const RATE_HINT = "a data rate such as 50 Mbps, 1 Gbps or 50 MB/s";

export function parseDataRate(text: string): Parsed<BytesPerSecond> {
  const found = numberWithUnit(text.replace(/\s*\/\s*/, "/"), RATE_UNITS);
  if (!found) return bad(withoutUnit(text, "Mbps or MB/s") ?? `expected ${RATE_HINT}`);
  const value = found.unit.endsWith("bps") ? found.value / 8 : found.value;
  if (value > 1e15) return bad("faster than 10^15 B/s");
  return good(value as BytesPerSecond);
}

export const SHARE_HINT = "a share such as 50 % or 0.5";

/** "50 %" or the text of a number from 0 to 1. */
export function parseShare(text: string): Parsed<Share> {
  const match = text.length <= LONGEST_TEXT ? new RegExp(`^${NUMBER}\\s*(%?)$`).exec(text) : null;
  if (!match) return bad(`expected ${SHARE_HINT}`);
  const value = Number(match[2] === "%" ? `${match[1]}e-2` : match[1]);
  if (value > 1)
    return bad(match[2] === "%" ? "more than 100 %" : "more than 1: a share is 0 to 1, or 0 % to 100 %");
  return good(value as Share);
}

export const FREQUENCY_HINT = "a frequency such as 0.02 / year or 100 / s";

export function parseFrequency(text: string): Parsed<PerSecond> {
  const match = text.length <= LONGEST_TEXT ? new RegExp(`^${NUMBER}\\s*/\\s*([a-zµ]+)$`).exec(text) : null;
  if (!match || !Object.hasOwn(DURATION_UNITS, match[2]!))
    return bad(withoutUnit(text, "/ s, / h or / year") ?? `expected ${FREQUENCY_HINT}`);
  return good((Number(match[1]) / (DURATION_UNITS[match[2]!]! / SECOND)) as PerSecond);
}

export const MONEY_HINT = "an amount such as 0.50 EUR, 9000 EUR / year or 40 EUR / Mbps / year";

export function parseMoney(text: string): Parsed<Money> {
  const match =
    text.length <= LONGEST_TEXT
      ? new RegExp(`^${NUMBER}\\s*([A-Z]{3})(\\s*/\\s*Mbps)?(\\s*/\\s*year)?$`).exec(text)
      : null;
  if (!match || (match[3] && !match[4]))
    return bad(withoutUnit(text, "a currency such as EUR") ?? `expected ${MONEY_HINT}`);
  const per = match[3] ? "Mbps and year" : match[4] ? "year" : "once";
  return good({ amount: Number(match[1]), currency: match[2]!, per });
}

function numberWithUnit(
  text: string,
  units: Readonly<Record<string, number>>,
): { readonly value: number; readonly unit: string } | null {
  const match = text.length <= LONGEST_TEXT ? new RegExp(`^${NUMBER}\\s*([A-Za-z/]+)$`).exec(text) : null;
  if (!match || !Object.hasOwn(units, match[2]!)) return null;
  return { value: Number(`${match[1]}e${units[match[2]!]!}`), unit: match[2]! };
}

function withoutUnit(text: string, units: string): string | null {
  return /^\d+(\.\d+)?$/.test(text) ? `the unit is missing: write ${text} with ${units}` : null;
}
