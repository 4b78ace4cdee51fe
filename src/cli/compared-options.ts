/**
 * What `compare` is to compare: from files, layouts and varied fields to scenarios with short names that tell them apart,
 * or to everything that is wrong with them. Nothing is played here.
 */
import { basename } from "node:path";
import type { Issue } from "../scenario/index.js";
import type { Scenario } from "../spec/index.js";
import { type ComparedOption, linkSettings, planColumns, type Setting, vet } from "../studies/index.js";
import { printCount } from "../units/index.js";
import { BadUsage } from "./exit.js";
import { readVaried, settingsOf, type Varied } from "./grid.js";
import { optionNames } from "./option-names.js";
import { readText } from "./scenario-file.js";

export interface OptionsAsked {
  readonly files: readonly string[];
  /** As given, with commas between them; null: not given. */
  readonly layouts: string | null;
  readonly vary: readonly string[];
  /** Each layout takes the link that goes with it, whatever the file says. */
  readonly eachOwnWan: boolean;
  readonly set: readonly string[];
}

/** More than these nobody reads beside one another; a grid is for `sweep`. */
const MOST_OPTIONS = 24;
/** Whose options are all wrong has made one mistake many times. */
const MOST_BLOCKS = 10;
const WAYS_OUT = [
  "  name a second scenario file,",
  "  or --layouts high-bandwidth,low-bandwidth,",
  "  or --vary 'topology.witness=true,false'",
] as const;

/** File by file, layout by layout, the last varied field changing fastest. */
export async function comparedOptions(
  asked: OptionsAsked,
): Promise<[ComparedOption, ComparedOption, ...ComparedOption[]]> {
  const layouts = await layoutsOf(asked);
  const varied = await readVaried(asked.vary);
  refuseContradictions(asked, layouts, varied);
  const combinations = settingsOf(varied);
  const columns = layouts.length === 0 ? [null] : layouts;
  refuseNumber(asked.files.length * columns.length * combinations.length);
  const reader = new Reader(asked.set);
  const found: Found[] = [];
  for (const file of asked.files) {
    const text = readText(file, (await import("../scenario/index.js")).LONGEST_FILE);
    /** By what is varied beside the layout: the link of the first layout, which the others are given too. */
    const links = new Map<string, readonly Setting[]>();
    for (const layout of columns) {
      for (const own of combinations) {
        const bring = await broughtBy(layout, asked.eachOwnWan);
        const others = JSON.stringify(own.filter(([path]) => !isLayout(path)));
        const isOneLink = layout === null ? own.some(([path]) => isLayout(path)) : !asked.eachOwnWan;
        const keeps = (isOneLink ? links.get(others) : undefined) ?? [];
        const read = await reader.read(file, text, bring, own, keeps);
        if (read === null) continue;
        if (!links.has(others)) links.set(others, linkSettings(read.scenario));
        found.push({ file, layout, own, ...read });
      }
    }
  }
  reader.refuse();
  const names = optionNames(
    found.map(({ file, layout, own }) => ({
      file: asked.files.length > 1 ? file : null,
      layout: layouts.length > 1 ? layout : null,
      own,
    })),
  );
  return found.map(({ file, settings, scenario }, index) => ({
    name: names[index]!,
    file: basename(file),
    settings: Object.fromEntries(settings),
    scenario,
  })) as [ComparedOption, ComparedOption];
}

const isLayout = (path: string): boolean => /^\s*layout\b/.test(path);

interface Found extends Read {
  readonly file: string;
  readonly layout: string | null;
  readonly own: readonly Setting[];
}

interface Read {
  readonly scenario: Scenario;
  /** All that it was given beside its file and --set. */
  readonly settings: readonly Setting[];
}

async function layoutsOf({ layouts }: OptionsAsked): Promise<readonly string[]> {
  if (layouts === null) return [];
  const { splitList } = await import("../scenario/index.js");
  const planning = planColumns(splitList(layouts));
  if (planning.ok) return planning.planned;
  throw new BadUsage(
    ...planning.issues.map(({ issue: { message }, text }) => `--layouts: ${text}: ${message}`),
    "  such as --layouts high-bandwidth,low-bandwidth",
  );
}

function refuseContradictions(
  { files, set, eachOwnWan }: OptionsAsked,
  layouts: readonly string[],
  varied: readonly Varied[],
): void {
  const twice = files.find((file, at) => files.indexOf(file) !== at);
  if (twice !== undefined) throw new BadUsage(`${twice} stands there twice`, ...WAYS_OUT);
  if (eachOwnWan && layouts.length === 0) {
    throw new BadUsage(
      "--each-own-wan without --layouts: only layouts bring a link along",
      "  add --layouts high-bandwidth,low-bandwidth, or leave --each-own-wan out",
    );
  }
  if (layouts.length === 0) return;
  const given = set.find(isLayout);
  if (given !== undefined)
    throw new BadUsage(`--set ${given} beside --layouts`, "  name all layouts in --layouts");
  if (varied.some(({ path }) => isLayout(path)))
    throw new BadUsage("--vary layout beside --layouts", "  name all layouts in --layouts");
}

function refuseNumber(many: number): void {
  if (many < 2) throw new BadUsage("there is one scenario, and nothing to compare it with", ...WAYS_OUT);
  if (many > MOST_OPTIONS) {
    throw new BadUsage(
      `${printCount(many)} options; a comparison has at most ${MOST_OPTIONS}`,
      "  vary fewer fields, or ask `stretchpool sweep` for a grid",
    );
  }
}

/** What a layout brings with it: the link of its own only where that is asked for. */
async function broughtBy(layout: string | null, withLink: boolean): Promise<readonly Setting[]> {
  if (layout === null) return [];
  const setting: Setting = ["layout", layout];
  if (!withLink) return [setting];
  const { readScenario } = await import("../scenario/index.js");
  const reading = readScenario("{}", { file: "--layouts", overrides: [`layout=${layout}`] });
  if (!reading.ok) throw new RangeError(`${layout} was read before`);
  return [setting, ...linkSettings(reading.scenario)];
}

/** Reads options, and keeps what is wrong with them until all are read. */
class Reader {
  readonly #set: readonly string[];
  readonly #blocks = new Set<string>();

  constructor(set: readonly string[]) {
    this.#set = set;
  }

  /** `bring` may be changed by --set and `own`; `keeps` has the last word. null: something is wrong. */
  async read(
    file: string,
    text: string,
    bring: readonly Setting[],
    own: readonly Setting[],
    keeps: readonly Setting[],
  ): Promise<Read | null> {
    if (this.#blocks.size >= MOST_BLOCKS) return null;
    const { printIssue, readScenario } = await import("../scenario/index.js");
    const [first, last] = [bring.map(written), own.map(written)];
    const reading = readScenario(text, {
      file,
      overrides: [...first, ...this.#set, ...last, ...keeps.map(written)],
    });
    const issues = reading.ok ? vet(reading.scenario, reading.source) : reading.issues;
    for (const issue of issues) this.#blocks.add(printIssue(named(issue, first, last), text));
    return reading.ok ? { scenario: reading.scenario, settings: [...bring, ...own, ...keeps] } : null;
  }

  refuse(): void {
    if (this.#blocks.size === 0) return;
    throw new BadUsage(...[...this.#blocks].flatMap((block, at) => (at === 0 ? [block] : ["", block])));
  }
}

const written = ([path, value]: Setting): string => `${path}=${value}`;

/** What was written behind --layouts or --vary is not to be sought behind --set. */
function named(issue: Issue, layouts: readonly string[], varied: readonly string[]): Issue {
  const { argument } = issue;
  if (argument === undefined) return issue;
  if (varied.includes(argument)) return { ...issue, file: "--vary" };
  return layouts.includes(argument) ? { ...issue, file: "--layouts" } : issue;
}
