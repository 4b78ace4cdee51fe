/** Values with a unit: durations, sizes, rates, shares, frequencies, amounts of money. */
import {
  type Bytes,
  type BytesPerSecond,
  DURATION_HINT,
  FREQUENCY_HINT,
  type Micros,
  MONEY_HINT,
  type Money,
  type Parsed,
  type PerSecond,
  parseDataRate,
  parseDuration,
  parseFrequency,
  parseMoney,
  parseShare,
  parseSize,
  printExactDuration,
  RATE_HINT,
  SHARE_HINT,
  type Share,
  SIZE_HINT,
  YEAR,
} from "../../units/index.js";
import { expected, leaf, readable, refused } from "./leaf.js";

/** Two of these, one after the other, still fit the 285 years that time has here. */
export const LONGEST_DURATION = (100 * YEAR) as Micros;

const NO_DURATION = `expected ${DURATION_HINT}`;
const DIGITS = "\\d+(\\.\\d+)?";
const TIME_UNITS = "us|µs|ms|s|seconds?|min|minutes?|h|hours?|d|days?|weeks?|years?";
const DURATION_PATTERN = `${DIGITS}\\s*(${TIME_UNITS})(\\s*${DIGITS}\\s*(${TIME_UNITS}))*\\s*`;

export interface DurationRange {
  /** true: zero makes no sense. */
  readonly positive?: boolean;
  readonly atMost?: Micros;
}

/** A duration, or one of a few words that stand for something that is no duration. */
export function durationOr<const W extends string>(
  words: readonly W[],
  range: DurationRange = {},
  also: readonly string[] = [],
) {
  const allowed = [DURATION_HINT, ...words, ...also].join(", or ");
  const atMost = range.atMost ?? LONGEST_DURATION;
  const pattern = `^(${[DURATION_PATTERN, ...words].join("|")})$`;
  return leaf<Micros | W>(
    allowed,
    { type: "string", pattern },
    (given) => {
      if (words.includes(given as W)) return readable(given as W);
      const result = quantity(given, allowed, parseDuration);
      // The parser does not know of the words that may stand here as well.
      if (!result.ok) return result.problem === NO_DURATION ? refused(`expected ${allowed}`) : result;
      if (range.positive && result.value === 0) return refused("must be longer than 0 s");
      if (result.value > atMost) return refused(`must be at most ${describeLimit(atMost)}`);
      return result;
    },
    words,
  );
}

const anyDuration = durationOr<never>([]).meta({ id: "duration", title: "A duration" });

export const duration = (range?: DurationRange) => (range ? durationOr<never>([], range) : anyDuration);

const describeLimit = (limit: Micros): string =>
  limit % YEAR === 0 ? `${limit / YEAR} years` : printExactDuration(limit);

export function size() {
  return leaf<Bytes>(SIZE_HINT, { type: "string", pattern: `^${DIGITS}\\s*(B|KB|MB|GB|TB)$` }, (given) =>
    quantity(given, SIZE_HINT, parseSize),
  );
}

/** Never zero: over a link of 0 bit/s nothing ever arrives, and saying so is what the failure wan-cut is for. */
export function dataRate() {
  const units = "bps|Kbps|Mbps|Gbps|(B|KB|MB|GB)\\s*/\\s*s|(B|KB|MB|GB)/s";
  return leaf<BytesPerSecond>(
    RATE_HINT,
    { type: "string", pattern: `^${DIGITS}\\s*(${units})$` },
    (given) => {
      const result = quantity(given, RATE_HINT, parseDataRate);
      return result.ok && result.value === 0
        ? refused("must be more than 0: nothing would ever arrive")
        : result;
    },
  );
}

/** "50 %" or a number from 0 to 1. */
export function share(range: { readonly positive?: boolean } = {}) {
  const keywords = {
    anyOf: [
      { type: "string", pattern: `^${DIGITS}\\s*%?$` },
      { type: "number", minimum: 0, maximum: 1 },
    ],
  };
  return leaf<Share>(SHARE_HINT, keywords, (given) => {
    const text = typeof given === "number" ? plainNumber(given) : given;
    const result = typeof text === "string" ? parseShare(text) : refused(expected(SHARE_HINT, given));
    return result.ok && range.positive && result.value === 0 ? refused("must be more than 0") : result;
  });
}

/** Never zero where it is a speed; `mayBeZero` where it says how often something happens. */
export function frequency(mayBeZero: boolean) {
  const keywords = { type: "string", pattern: `^${DIGITS}\\s*/\\s*(${TIME_UNITS})$` };
  return leaf<PerSecond>(FREQUENCY_HINT, keywords, (given) => {
    const result = quantity(given, FREQUENCY_HINT, parseFrequency);
    return result.ok && result.value === 0 && !mayBeZero ? refused("must be more than 0") : result;
  });
}

const AMOUNTS: Readonly<Record<Money["per"], string>> = {
  once: "an amount such as 0.50 EUR",
  year: "9000 EUR / year",
  "Mbps and year": "40 EUR / Mbps / year",
};
const AMOUNT_UNITS: Readonly<Record<Money["per"], string>> = {
  once: "",
  year: "\\s*/\\s*year",
  "Mbps and year": "\\s*/\\s*Mbps\\s*/\\s*year",
};
/** Sums of larger amounts would be counted in no finer parts than whole ones. */
const DEAREST = 1e12;

/** An amount; `per` says what it must be per. */
export function money(per: readonly Money["per"][]) {
  const allowed = per.map((one) => AMOUNTS[one]).join(" or ");
  const units = per.map((one) => AMOUNT_UNITS[one]).join("|");
  const keywords = { type: "string", pattern: `^${DIGITS}\\s*[A-Z]{3}(${units})$` };
  return leaf<Money>(allowed, keywords, (given) => {
    const result = quantity(given, MONEY_HINT, parseMoney);
    if (!result.ok) return result;
    if (!per.includes(result.value.per)) return refused(expected(allowed, given));
    return result.value.amount > DEAREST ? refused("must be at most 1,000,000,000,000") : result;
  });
}

/** A bare number goes through the same parser as text: it knows best what to say of a missing unit. */
function quantity<T>(given: unknown, hint: string, parse: (text: string) => Parsed<T>): Parsed<T> {
  if (typeof given === "string") return parse(given);
  if (typeof given === "number") return parse(plainNumber(given));
  return refused(expected(hint, given));
}

/** No exponent: 1e-7 is written 0.0000001, as a person would. */
function plainNumber(value: number): string {
  const text = String(value);
  return text.includes("e-") ? value.toFixed(20).replace(/0+$/, "") : text;
}
