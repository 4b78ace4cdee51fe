/**
 * The report of a comparison on a terminal: first the answer in words, then in what the options differ, then the figures
 * behind the answer and how sure all of that is.
 */
import type { CompareResult } from "../../results/index.js";
import { labelsOf } from "./compare-labels.js";
import { allSeen } from "./compare-seen.js";
import {
  costsTable,
  differencesTable,
  differingTable,
  freeKinds,
  targetsTable,
  valuesTable,
} from "./compare-tables.js";
import { compareAnswer } from "./compare-words.js";
import { count } from "./figures.js";
import { Footnotes } from "./footnotes.js";
import type { Ink } from "./ink.js";
import { untilText } from "./sweep.js";
import { yearsText } from "./sweep-words.js";
import { wrapped } from "./table.js";

const COLUMNS = 100;

export function compareText(result: CompareResult, ink: Ink): string[] {
  const notes = new Footnotes();
  const labels = labelsOf(result);
  const others = result.options.slice(1);
  const sections = [
    compareAnswer(result, allSeen(result), labels),
    labels.legend.map(ink.dim),
    differingTable(result, labels, ink),
    costsTable(result, labels, notes, ink),
    targetsTable(result, labels, notes, ink),
    valuesTable(result, labels, ink),
    ...others.map((option) => differencesTable(result, option, labels, notes, ink)),
    freeKinds(result),
    result.until.map((until) => `  ${untilText(until)}`),
  ];
  const below = [
    notes.lines.flatMap((line) => wrapped(line, COLUMNS, "  ")),
    [...legendOf(result), ...result.notes.map((note) => `Note: ${note}`)].flatMap((note) =>
      wrapped(note, COLUMNS, "  "),
    ),
  ];
  return [
    ...heading(result, ink),
    ...paragraphs(sections),
    ...paragraphs(below.map((lines) => lines.map(ink.dim))),
  ];
}

/** What the words of the tables mean, where they stand. */
function legendOf({ options }: CompareResult): string[] {
  const all = options.flatMap(({ differences }) => Object.values(differences ?? {}));
  const isOpen = all.some(({ winner, mean }) => winner === null && mean !== null && mean !== 0);
  const gains = all.some(({ gain }) => gain !== null);
  return [
    ...(isOpen
      ? ["none seen: no difference seen at this precision; about so many replications would tell."]
      : []),
    ...(gains
      ? ["gain: how many times as many replications it would take had each option met failures of its own."]
      : []),
  ];
}

const paragraphs = (all: readonly (readonly string[])[]): string[] =>
  all.flatMap((lines) => (lines.length === 0 ? [] : [...lines, ""]));

function heading(result: CompareResult, ink: Ink): string[] {
  const { scenario, options, seed, partial, replications, years, fate, fingerprint } = result;
  const each = fate === "random" ? ` of ${yearsText(years)}` : "";
  const planned = partial === null ? "" : `interrupted: ${count(replications)} of `;
  const played = `${planned}${count(partial?.planned ?? replications)} replications${each}`;
  const scenarios = new Set(options.map((option) => option.scenario));
  const title = scenarios.size === 1 ? scenario : [...scenarios].join(" · ");
  return [
    ink.bold(title),
    ink.dim(
      `${count(options.length)} options, the same fates · seed ${seed} · ${played} · fingerprint ${fingerprint}`,
    ),
    "",
  ];
}
