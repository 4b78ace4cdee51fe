/** Figures of a result as people read them: minutes, messages, percent; "–" where nothing is known. */
import type { EstimateResult, Measure } from "../../results/index.js";
import { type Micros, printCount, printDuration, printShare } from "../../units/index.js";

export const UNKNOWN = "–";

const fromSeconds = (value: number): Micros => Math.round(value * 1e6) as Micros;

export function duration(secondsOrNull: number | null): string {
  return secondsOrNull === null ? UNKNOWN : printDuration(fromSeconds(secondsOrNull));
}

export function count(value: number | null): string {
  return value === null ? UNKNOWN : printCount(value);
}

/** Shares near 1 keep the digits that matter: 99.97 %. */
export function share(value: number | null): string {
  if (value === null) return UNKNOWN;
  if (value > 0.9 && value < 1) return `${Number((value * 100).toPrecision(6))} %`;
  return printShare(value);
}

export function figure(measure: Measure, value: number | null): string {
  switch (measure) {
    case "lost":
    case "refused":
      return count(value);
    case "availability":
    case "usersDown":
      return share(value);
    default:
      return duration(value);
  }
}

/** "8.4 min (8.3 to 8.5)", or the value alone where the data carry no interval. */
export function estimate(measure: Measure, of: EstimateResult): string {
  const value = figure(measure, of.value);
  if (of.ci95 === null) return value;
  const [low, high] = of.ci95;
  const end = (edge: number | null) => (edge === null ? "beyond" : figure(measure, edge));
  return `${value} (${end(low)} to ${end(high)})`;
}

/** In the unit of the first figure, so that a line of figures can name it once: "54.04 s", "0.9". */
export function inMinutes(value: number): string {
  const minutes = value / 60;
  return String(Number(minutes < 10 ? minutes.toFixed(1) : minutes.toFixed(minutes < 100 ? 1 : 0)));
}
