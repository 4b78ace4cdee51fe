/** From numbers to the words that reports and messages use. No locale: the same text on every machine. */
import { DAY, HOUR, MINUTE, type Micros, SECOND } from "./micros.js";

/** At most `digits` decimals, trailing zeros dropped: 7.50 becomes 7.5. */
export function trimmed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** A length for reading: "7.5 min", "54.04 s", "3.2 h", "2.5 d". */
export function printDuration(value: Micros): string {
  if (value < 0) return `-${printDuration(-value as Micros)}`;
  if (value === 0) return "0 s";
  if (value < 1_000) return `${value} µs`;
  if (value < SECOND) return `${trimmed(value / 1_000, 3)} ms`;
  if (value < 2 * MINUTE) return `${trimmed(value / SECOND, 2)} s`;
  if (value < 2 * HOUR) return `${trimmed(value / MINUTE, 1)} min`;
  if (value < 2 * DAY) return `${trimmed(value / HOUR, 1)} h`;
  return `${trimmed(value / DAY, 1)} d`;
}

/** A length that says everything: "15 min", "1 h 30 min", "54.04 s"; what scenario files can read back. */
export function printExactDuration(value: Micros): string {
  if (value === 0) return "0 s";
  const parts: string[] = [];
  let rest: number = value;
  for (const [unit, size] of [
    ["d", DAY],
    ["h", HOUR],
    ["min", MINUTE],
  ] as const) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${unit}`);
    rest -= count * size;
  }
  if (rest > 0)
    parts.push(rest < SECOND && rest % 1000 === 0 ? `${rest / 1000} ms` : `${trimmed(rest / SECOND, 6)} s`);
  return parts.join(" ");
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

/** The time of day, to the second or finer where there is something finer: "10:15:54.04". */
export function printTimeOfDay(at: Micros): string {
  const inDay = ((at % DAY) + DAY) % DAY;
  const hours = Math.floor(inDay / HOUR);
  const minutes = Math.floor((inDay % HOUR) / MINUTE);
  const secondsText = trimmed((inDay % MINUTE) / SECOND, 6);
  const [whole, fraction] = secondsText.split(".");
  return `${two(hours)}:${two(minutes)}:${two(Number(whole))}${fraction ? `.${fraction}` : ""}`;
}

/** An instant for reading: "day 2 (Wed) 10:07:30". Day 0 is the Monday on which the scenario begins. */
export function printInstant(at: Micros): string {
  const day = Math.floor(at / DAY);
  const weekday = WEEKDAYS[((day % 7) + 7) % 7]!;
  return `day ${day} (${weekday}) ${printTimeOfDay(at)}`;
}

const two = (value: number): string => String(value).padStart(2, "0");

/** "64.8 MB", "40 GB". */
export function printSize(value: number): string {
  if (value < 1e3) return `${trimmed(value, 0)} B`;
  if (value < 1e6) return `${trimmed(value / 1e3, 1)} KB`;
  if (value < 1e9) return `${trimmed(value / 1e6, 1)} MB`;
  if (value < 1e12) return `${trimmed(value / 1e9, 1)} GB`;
  return `${trimmed(value / 1e12, 1)} TB`;
}

/** Links are spoken of in bits: "50 Mbps", "1 Gbps". */
export function printBitRate(bytesPerSecond: number): string {
  const bits = bytesPerSecond * 8;
  if (bits < 1e6) return `${trimmed(bits / 1e3, 1)} Kbps`;
  if (bits < 1e9) return `${trimmed(bits / 1e6, 1)} Mbps`;
  return `${trimmed(bits / 1e9, 2)} Gbps`;
}

/** "44 %", "0.3 %". */
export function printShare(value: number): string {
  const percent = value * 100;
  return `${trimmed(percent, percent !== 0 && percent < 1 ? 2 : percent < 10 ? 1 : 0)} %`;
}

/** 18,144,000: groups of three, always with a comma, in every locale. */
export function printCount(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}
