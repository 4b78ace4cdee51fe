/**
 * Quantities as a scenario file writes them, so exactly that it could read them back. It must never know fields.
 */
import type { Law } from "../../spec/index.js";
import {
  type Bytes,
  type BytesPerSecond,
  type Micros,
  type Money,
  type PerSecond,
  printExactDuration,
  SECOND,
  type Share,
  YEAR,
} from "../../units/index.js";

/** What stands at a field: a text, or fields of its own by name. A list has its elements under `[0]`, `[1]`, … */
export type Written = string | Fields;
/** null: the field is not there. */
export type Fields = ReadonlyMap<string, Written | null>;
export type Writing<T> = (value: T) => Written | null;

/** One writing for each field: to forget one does not compile. */
export type Writings<T> = { readonly [K in keyof T]-?: Writing<T[K]> };

export function fieldsOf<T extends object>(value: T, writings: Writings<T>): Fields {
  return new Map(Object.entries(value).map(([name, field]) => [name, writings[name as keyof T](field)]));
}

export const fields = (all: Readonly<Record<string, Written | null>>): Fields => new Map(Object.entries(all));

/** "{ what: wan-cut, lasts: 1 h }", a text as it is. */
export function inOneLine(written: Written): string {
  if (typeof written === "string") return written;
  const present = [...written].flatMap(([name, value]) =>
    value === null ? [] : [[name, inOneLine(value)] as const],
  );
  if (present.length === 0) return "{}";
  const isList = present.every(([name]) => name.startsWith("["));
  return isList
    ? `[${present.map(([, value]) => value).join(", ")}]`
    : `{ ${present.map(([name, value]) => `${name}: ${value}`).join(", ")} }`;
}

export const optional =
  <T>(write: Writing<T>): Writing<T | null> =>
  (value) =>
    value === null ? null : write(value);

/** A word that stands where there is nothing, such as `none`. */
export const orWord =
  <T>(word: string, write: Writing<T>): Writing<T | null> =>
  (value) =>
    value === null ? word : write(value);

export const word = (value: string): string => value;
export const flag = (value: boolean): string => String(value);

/** Without an exponent, and without what binary fractions leave behind: 0.02, not 0.019999999999999997. */
export function plain(value: number): string {
  const text = String(Number(value.toPrecision(12)));
  if (!text.includes("e")) return text;
  return Math.abs(value) < 1 ? value.toFixed(20).replace(/\.?0+$/, "") : BigInt(Math.round(value)).toString();
}

export const list = (values: readonly string[]): string => `[${values.join(", ")}]`;

export const duration = (value: Micros): string =>
  value !== 0 && value < SECOND ? `${plain(value / 1_000)} ms` : printExactDuration(value);

export function law(value: Law): string {
  switch (value.law) {
    case "fixed":
      return duration(value.value);
    case "uniform":
      return `{ uniform: ${list([value.from, value.to].map(duration))} }`;
    case "triangular":
      return `{ triangular: ${list([value.low, value.mode, value.high].map(duration))} }`;
    case "exponential":
      return `{ exponential: ${duration(value.mean)} }`;
    case "lognormal":
      return `{ lognormal: { median: ${duration(value.median)}, sigma: ${plain(value.sigma)} } }`;
    case "weibull":
      return `{ weibull: { scale: ${duration(value.scale)}, shape: ${plain(value.shape)} } }`;
    case "empirical":
      return `{ empirical: ${list(value.values.map(duration))} }`;
  }
}

const BIT_RATES = [
  ["Gbps", 1e9],
  ["Mbps", 1e6],
  ["Kbps", 1e3],
  ["bps", 1],
] as const;
const BYTE_RATES = [
  ["GB/s", 1e9],
  ["MB/s", 1e6],
  ["KB/s", 1e3],
  ["B/s", 1],
] as const;
const SIZES = [
  ["TB", 1e12],
  ["GB", 1e9],
  ["MB", 1e6],
  ["KB", 1e3],
  ["B", 1],
] as const;

/** In the largest unit of which there is a whole one. */
function inUnits(value: number, units: readonly (readonly [string, number])[]): string {
  const [unit, size] = units.find(([, of]) => value >= of) ?? units.at(-1)!;
  return `${plain(value / size)} ${unit}`;
}

/** Networks are spoken of in bits, disks in bytes. */
export const bitRate = (value: BytesPerSecond): string => inUnits(value * 8, BIT_RATES);
export const byteRate = (value: BytesPerSecond): string => inUnits(value, BYTE_RATES);
export const size = (value: Bytes): string => inUnits(value, SIZES);
export const share = (value: Share): string => `${plain(value * 100)} %`;
export const aSecond = (value: PerSecond): string => `${plain(value)} / s`;
export const aYear = (value: PerSecond): string => `${plain(value * (YEAR / SECOND))} / year`;

export function money({ amount, currency, per }: Money): string {
  const behind = { once: "", year: " / year", "Mbps and year": " / Mbps / year" } as const;
  return `${plain(amount)} ${currency}${behind[per]}`;
}
