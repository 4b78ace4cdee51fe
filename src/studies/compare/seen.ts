/** Which kinds of failure a comparison has seen, and in which places each. It must never know what they cost. */
import type { OptionTally } from "./option-tally.js";

/**
 * Kinds in one place each, by name, of those kinds that were seen in more than one place: of two sites that are lost the
 * mean says nothing.
 */
export function placesToTell(options: readonly OptionTally[]): string[] {
  const places = new Set(options.flatMap((option) => [...option.places.keys()]));
  const byKind = new Map<string, number>();
  for (const place of places) byKind.set(kindOf(place), (byKind.get(kindOf(place)) ?? 0) + 1);
  return [...places].filter((place) => byKind.get(kindOf(place))! > 1).sort();
}

const kindOf = (place: string): string => place.split("@")[0]!;

/** All that any of these has seen, with the places that are told apart. */
export const kindsSeen = (options: readonly OptionTally[], places: readonly string[]): string[] => [
  ...[...new Set(options.flatMap(({ cell }) => [...cell.kinds.keys()]))].sort(),
  ...places.filter((place) => options.some((option) => option.places.has(place))),
];

/** What targets are judged of: kinds, or each of their places where those are told apart. */
export function kindsToJudge(options: readonly OptionTally[], places: readonly string[]): string[] {
  const apart = new Set(places.map(kindOf));
  const kinds = new Set(options.flatMap((option) => [...option.cell.kinds.keys()]));
  return [...[...kinds].filter((kind) => !apart.has(kind)), ...places].sort();
}
