/**
 * The report of a search for a schedule on a terminal: first what to set, in the words of the agent that runs the jobs,
 * then what that brings and takes, how near the edge it stands, and what else could be had.
 */
import type { TuneResult } from "../../results/index.js";
import { count } from "./figures.js";
import { Footnotes } from "./footnotes.js";
import type { Ink } from "./ink.js";
import { costTable, figuresTable, frontTable, knobTable, marginTable } from "./tune-tables.js";
import { adviceText, assumedText, cliffTexts, lookedText, paragraph } from "./tune-words.js";

export function tuneText(result: TuneResult, ink: Ink): string[] {
  const chosen = result.best ?? result.nearest;
  const notes = new Footnotes();
  const cliff = chosen === null ? [] : cliffTexts(result.cliff, chosen);
  const sections = [
    adviceText(result),
    cliff.flatMap((text) => paragraph(text)),
    result.binds.flatMap((text) => paragraph(text)),
    chosen === null ? [] : figuresTable(result, chosen, notes, ink),
    chosen === null ? [] : costTable(result, chosen, ink),
    frontTable(result, ink),
    knobTable(result, notes, ink),
    marginTable(result, ink),
  ];
  const assumed = assumedText(result);
  const below = [
    notes.lines.flatMap((line) => paragraph(line)),
    [
      ...(assumed === null ? [] : [assumed]),
      lookedText(result),
      ...result.notes.map((note) => `Note: ${note}`),
    ].flatMap((text) => paragraph(text)),
  ];
  return [
    ...heading(result, ink),
    ...paragraphs(sections),
    ...paragraphs(below.map((lines) => lines.map(ink.dim))),
  ];
}

const paragraphs = (all: readonly (readonly string[])[]): string[] =>
  all.flatMap((lines) => (lines.length === 0 ? [] : [...lines, ""]));

function heading({ scenario, layout, seed, replications, partial, targets }: TuneResult, ink: Ink): string[] {
  const played =
    partial === null
      ? `${count(replications)} replications`
      : `interrupted: ${count(replications)} of ${count(partial.planned)} replications`;
  // Who gives a target of his own may not think of those that the file has as well.
  const isMixed = targets.some(({ from }) => from === "option");
  const asked = targets
    .map(({ text, from }) => (isMixed && from === "scenario" ? `${text} (of the file)` : text))
    .join(", ");
  return [ink.bold(scenario), ink.dim(`${layout} layout · seed ${seed} · ${played} · target ${asked}`), ""];
}
