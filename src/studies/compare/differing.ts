/**
 * The fields in which scenarios differ once every default is filled in: what a comparison is a comparison of. It must
 * never know what is played.
 */
import type { DifferingField } from "../../results/index.js";
import type { Scenario } from "../../spec/index.js";
import { written } from "./written.js";
import { type Fields, inOneLine, type Written } from "./written-values.js";

/** In the order of the scenario reference; values as a file writes them, null where a scenario has no such field. */
export function differingFields(scenarios: readonly Scenario[]): DifferingField[] {
  const all = scenarios.map(written);
  const found: DifferingField[] = [];
  collect("", all, found);
  return found.filter((field) => !followsFromLink(field, found));
}

/** A section that only some of the scenarios have is told as a whole. */
function collect(path: string, values: readonly (Written | null)[], found: DifferingField[]): void {
  if (values.every((value) => value === null)) return;
  if (values.every((value) => value !== null && typeof value !== "string")) {
    const sections = values as readonly Fields[];
    const names = new Set(sections.flatMap((section) => [...section.keys()]));
    for (const name of names)
      collect(
        below(path, name),
        sections.map((section) => section.get(name) ?? null),
        found,
      );
    return;
  }
  const texts = values.map((value) => (value === null ? null : inOneLine(value)));
  if (new Set(texts).size > 1) found.push({ path, values: texts });
}

const below = (path: string, name: string): string =>
  path === "" ? name : name.startsWith("[") ? `${path}${name}` : `${path}.${name}`;

const THIRD_SITE = "logShipping.thirdSite.";

/** The links of a third site have the figures of `wan` unless they are given: then they say nothing of their own. */
function followsFromLink({ path, values }: DifferingField, found: readonly DifferingField[]): boolean {
  if (!path.startsWith(THIRD_SITE)) return false;
  const link = found.find((field) => field.path === `wan.${path.slice(THIRD_SITE.length)}`);
  return link?.values.every((value, index) => value === values[index]) ?? false;
}
