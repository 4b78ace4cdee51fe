/**
 * The smallest scenario that still fails in the same way: failures are taken out by halves, by ever smaller parts
 * and one by one, then fields go back to their defaults, over and over until nothing more can go. It knows nothing
 * of pools: whether a scenario still fails is the caller's to say.
 */
import type { Mapping } from "../studies/playing.js";

/** A scenario that takes longer to shrink than this many plays is small enough. */
const MOST_PLAYS = 1_500;

export function shrink(mapping: Mapping, fails: (candidate: Mapping) => boolean): Mapping {
  let plays = 0;
  const stillFails = (candidate: Mapping) => plays++ < MOST_PLAYS && fails(candidate);
  let smallest = mapping;
  for (;;) {
    const fewer = LISTS.reduce((shorter, list) => withFewer(shorter, list, stillFails), smallest);
    const plainer = withFewerFields(fewer, stillFails);
    if (JSON.stringify(plainer) === JSON.stringify(smallest)) return smallest;
    smallest = plainer;
  }
}

/** Both lists of what strikes a pool. */
const LISTS = ["failures", "operations"] as const;

const listOf = (mapping: Mapping, list: string): readonly Mapping[] =>
  (mapping[list] ?? []) as readonly Mapping[];

/** Delta debugging: leaves out parts of the list, at first halves, at last single failures. */
function withFewer(mapping: Mapping, list: string, fails: (candidate: Mapping) => boolean): Mapping {
  if (!(list in mapping)) return mapping;
  let strikes = listOf(mapping, list);
  for (let part = Math.ceil(strikes.length / 2); part >= 1; part = part === 1 ? 0 : Math.ceil(part / 2)) {
    for (let from = 0; from < strikes.length; ) {
      const rest = strikes.filter((_, index) => index < from || index >= from + part);
      if (rest.length < strikes.length && fails({ ...mapping, [list]: rest })) strikes = rest;
      else from += part;
    }
  }
  return { ...mapping, [list]: strikes };
}

/** What a scenario is, whatever else it says; `layout` has a default that asks for more than it spares. */
const KEPT = ["name", "failures"];

/** Whole sections first, then what is in them, then the fields of each failure. */
function withFewerFields(mapping: Mapping, fails: (candidate: Mapping) => boolean): Mapping {
  let smallest = mapping;
  for (const path of pathsOf(mapping, KEPT)) {
    const candidate = without(smallest, path);
    if (candidate !== smallest && fails(candidate)) smallest = candidate;
  }
  for (const list of LISTS) {
    listOf(smallest, list).forEach((_, index) => {
      for (const path of pathsOf(listOf(smallest, list)[index]!, ["what"])) {
        const strikes = listOf(smallest, list).map((strike, place) =>
          place === index ? without(strike, path) : strike,
        );
        const candidate = { ...smallest, [list]: strikes };
        if (fails(candidate)) smallest = candidate;
      }
    });
  }
  return smallest;
}

/** Every field that may be left out, a section before what is in it. */
function pathsOf(mapping: Mapping, kept: readonly string[]): string[][] {
  return Object.entries(mapping).flatMap(([key, value]) =>
    kept.includes(key)
      ? []
      : [[key], ...(isMapping(value) ? pathsOf(value, []).map((path) => [key, ...path]) : [])],
  );
}

function without(mapping: Mapping, [key, ...rest]: readonly string[]): Mapping {
  if (key === undefined || !(key in mapping)) return mapping;
  const { [key]: inner, ...others } = mapping;
  if (rest.length === 0) return others;
  if (!isMapping(inner)) return mapping;
  const less = without(inner, rest);
  return less === inner ? mapping : { ...mapping, [key]: less };
}

const isMapping = (value: unknown): value is Mapping =>
  typeof value === "object" && value !== null && !Array.isArray(value);
