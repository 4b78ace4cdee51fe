/** What options are called in a report: by their names where those fit at the head of columns, else by letters. */
import type { CompareResult } from "../../results/index.js";

export interface Labels {
  of(name: string): string;
  /** "B (low-bandwidth · 50 Mbps)": where a letter is met first. */
  introduce(name: string): string;
  /** What the letters stand for; empty where there are none. */
  readonly legend: readonly string[];
}

/** Figures need room beside the names. */
const ROOM_FOR_NAMES = 44;

export function labelsOf({ options }: CompareResult): Labels {
  const names = options.map(({ name }) => name);
  if (names.join("").length <= ROOM_FOR_NAMES)
    return { of: (name) => name, introduce: (name) => name, legend: [] };
  const letter = (name: string) => letterOf(names.indexOf(name));
  return {
    of: letter,
    introduce: (name) => `${letter(name)} (${name})`,
    legend: names.map((name) => `  ${letter(name)}  ${name}`),
  };
}

const letterOf = (index: number): string =>
  index < 26 ? String.fromCharCode("A".charCodeAt(0) + index) : `#${index + 1}`;
