/** What the figures of a comparison leave out, said beside them and not only in the manual. */
import { notesOf } from "../run/notes.js";
import type { CompareSetup } from "./task.js";

/** What holds for some options only names them. */
export function notesOfAll({ options, fate, sameInstant }: CompareSetup): string[] {
  const named = new Map<string, string[]>();
  for (const { name, scenario } of options) {
    for (const note of notesOf(scenario)) named.set(note, [...(named.get(note) ?? []), name]);
  }
  const notes = [...named].map(([note, names]) =>
    names.length === options.length ? note : `${names.join(", ")}: ${note}`,
  );
  const scripted = options.some(({ scenario }) => scenario.failures.length + scenario.operations.length > 0);
  if (fate === "random" && scripted) {
    notes.push(
      "The scenarios' own failures and operations strike in every replication, beside the random ones.",
    );
  }
  if (fate === "scripted" && options.some(({ scenario }) => scenario.costs !== null)) {
    notes.push(
      "Money is counted in random years only: what one failure costs says nothing of a year; add --random.",
    );
  }
  if (sameInstant) {
    notes.push(
      "`at: any` falls on the same instant in all options: on whatever phase of its own schedule each is then.",
    );
  }
  return notes;
}
