/**
 * `--vary 'path=a,b,c'`: fields of a scenario with several values each, and the cells of the grid that they span. Each
 * cell is read and vetted as if its values stood behind `--set`, before anything is played.
 */
import type { Issue, ScenarioSource } from "../scenario/index.js";
import type { Scenario } from "../spec/index.js";
import { vet } from "../studies/index.js";
import { printCount } from "../units/index.js";
import { BadUsage } from "./exit.js";
import { readText } from "./scenario-file.js";

export interface Varied {
  readonly path: string;
  readonly values: readonly string[];
}

export interface GridCell {
  /** As given; empty where nothing is varied. */
  readonly settings: Readonly<Record<string, string>>;
  readonly scenario: Scenario;
}

/** More is no grid that anybody reads. */
const MOST_CELLS = 1_000;
/** Whose cells are all wrong has made one mistake many times. */
const MOST_BLOCKS = 10;
const FORM = "  such as --vary 'wan.bandwidth=50 Mbps,100 Mbps,200 Mbps'";

export async function readVaried(given: readonly string[]): Promise<Varied[]> {
  const { splitList } = await import("../scenario/index.js");
  const varied = given.map((argument): Varied => {
    const equals = argument.indexOf("=");
    if (equals < 1)
      throw new BadUsage(`--vary ${argument}: expected a path, an equals sign and values`, FORM);
    const path = argument.slice(0, equals).trim();
    const values = splitList(argument.slice(equals + 1));
    if (values.includes("")) throw new BadUsage(`--vary ${argument}: a value is missing`, FORM);
    const twice = values.find((value, at) => values.indexOf(value) !== at);
    if (twice !== undefined) throw new BadUsage(`--vary ${argument}: ${twice} stands there twice`);
    return { path, values };
  });
  const paths = varied.map(({ path }) => path);
  const twice = paths.find((path, at) => paths.indexOf(path) !== at);
  if (twice !== undefined) {
    throw new BadUsage(`--vary ${twice} was given more than once`, "  give all its values in one --vary");
  }
  refuseTooMany(varied);
  return varied;
}

function refuseTooMany(varied: readonly Varied[]): void {
  const lengths = varied.map(({ values }) => values.length);
  const cells = lengths.reduce((product, length) => product * length, 1);
  if (cells <= MOST_CELLS) return;
  const product = lengths.length === 1 ? "" : `${lengths.map(printCount).join(" × ")} = `;
  throw new BadUsage(
    `--vary: ${product}${printCount(cells)} cells; a grid has at most ${printCount(MOST_CELLS)}`,
  );
}

/** The first option changes slowest. */
export function settingsOf(varied: readonly Varied[]): (readonly (readonly [string, string])[])[] {
  let all: (readonly (readonly [string, string])[])[] = [[]];
  for (const { path, values } of varied) {
    all = all.flatMap((before) => values.map((value) => [...before, [path, value] as const]));
  }
  return all;
}

export async function planCells(
  file: string,
  set: readonly string[],
  varied: readonly Varied[],
): Promise<[GridCell, ...GridCell[]]> {
  const { LONGEST_FILE, printIssue, readScenario } = await import("../scenario/index.js");
  const text = readText(file, LONGEST_FILE);
  const cells: GridCell[] = [];
  const blocks = new Set<string>();
  for (const settings of settingsOf(varied)) {
    const own = settings.map(([path, value]) => `${path}=${value}`);
    const reading = readScenario(text, { file, overrides: [...set, ...own] });
    const issues = reading.ok ? vetted(reading) : reading.issues;
    for (const issue of issues) blocks.add(printIssue(named(issue, own), text));
    if (blocks.size >= MOST_BLOCKS) break;
    if (reading.ok) cells.push({ settings: Object.fromEntries(settings), scenario: reading.scenario });
  }
  const [first, ...others] = cells;
  if (blocks.size > 0 || first === undefined) {
    throw new BadUsage(...[...blocks].flatMap((block, at) => (at === 0 ? [block] : ["", block])));
  }
  return [first, ...others];
}

const vetted = ({ scenario, source }: { scenario: Scenario; source: ScenarioSource }): readonly Issue[] =>
  vet(scenario, source);

/** What was written behind --vary is not to be sought behind --set. */
const named = (issue: Issue, own: readonly string[]): Issue =>
  issue.argument !== undefined && own.includes(issue.argument) ? { ...issue, file: "--vary" } : issue;
