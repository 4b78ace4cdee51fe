/**
 * The published comparisons of shipped scenarios. Their first replications are played again here and are the same, byte for
 * byte; the whole is made anew by `npm run reference`, which takes the first replications out of it. What the scenarios say
 * of themselves is held against it.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { comparedOptions } from "../../src/cli/compared-options.js";
import {
  COMPARE_ROWS_HEADER,
  compareRows,
  compareText,
  jsonDocument,
  PLAIN,
} from "../../src/reports/index.js";
import type { ComparedFate, CompareResult, CompareRow } from "../../src/results/index.js";
import { comparePlayer, differingFields, startCompare } from "../../src/studies/index.js";
import { ROOT } from "../tools/program.js";

interface Published {
  readonly name: string;
  readonly fate: ComparedFate;
  readonly layouts: string;
  readonly vary: readonly string[];
  readonly eachOwnWan: boolean;
  /** Behind the name of the scenario file. */
  readonly command: string;
  readonly replications: number;
  readonly prefix: number;
  /** Of the whole. */
  readonly file: string;
}

const LAYOUTS = "high-bandwidth,low-bandwidth";
/** Servers and wire apart: each layout on each link. */
const LINKS = "wan={ bandwidth: 1 Gbps, roundTrip: 5 ms },{ bandwidth: 50 Mbps, roundTrip: 80 ms }";

const PUBLISHED: readonly Published[] = [
  {
    name: "which-layout",
    fate: "scripted",
    layouts: LAYOUTS,
    vary: [LINKS],
    eachOwnWan: false,
    command: `--layouts ${LAYOUTS} --vary '${LINKS}' --seed 1 --replications 200`,
    replications: 200,
    prefix: 10,
    file: "compare/which-layout.json",
  },
  {
    name: "which-layout-in-years",
    fate: "random",
    layouts: LAYOUTS,
    vary: [],
    eachOwnWan: true,
    command: `--layouts ${LAYOUTS} --each-own-wan --seed 1 --replications 128`,
    replications: 128,
    prefix: 4,
    file: "which-layout-in-years.json",
  },
];

const REFERENCE = join(ROOT, "results", "reference");
const remakes = process.env.STRETCHPOOL_REMAKE === "1";
const MINUTES = 60_000;

async function play(
  { name, fate, layouts, vary, eachOwnWan, command }: Published,
  replications: number,
): Promise<{ result: CompareResult; rows: CompareRow[] }> {
  const file = join(ROOT, "scenarios", `${name}.yaml`);
  const options = await comparedOptions({ files: [file], layouts, vary, eachOwnWan, set: [] });
  const setup = {
    options,
    seed: 1,
    fate,
    sameInstant: false,
    best: options.length > 2 ? { measure: null, indifference: null } : null,
    rows: true,
  };
  const comparison = startCompare({
    ...setup,
    replications,
    until: [],
    targets: [],
    differing: differingFields(options.map(({ scenario }) => scenario)),
    replay: `stretchpool compare ${name}.yaml ${command}`,
    version: "reference",
  });
  expect(comparison.refusal).toBeNull();
  const player = comparePlayer(setup);
  const rows: CompareRow[] = [];
  for (let tasks = comparison.next(); tasks !== null; tasks = comparison.next()) {
    for (const task of tasks) {
      const batch = player(task);
      comparison.absorb(batch);
      rows.push(...batch.rows);
    }
  }
  return { result: comparison.finish(false), rows };
}

/** Without the version of the program, and without what stands in it twice; what holds no other record on one line. */
function documentOf({ stretchpool: _, differences: __, ...result }: CompareResult): string {
  return onFewLines(jsonDocument(result));
}

/** Of few replications: what they came to is all that the differences were taken from. */
const beginningOf = ({ options, ...result }: CompareResult): string =>
  documentOf({ ...result, options: options.map((option) => ({ ...option, summary: {} })) });

function onFewLines(document: string): string {
  return document.replace(/\[[^[\]{}]*\]/g, onOneLine).replace(/\{[^{}]*\}/g, onOneLine);
}

const onOneLine = (text: string): string => text.replace(/\s*\n\s*/g, " ");

const tableOf = (rows: readonly CompareRow[]): string => COMPARE_ROWS_HEADER + compareRows(rows);
const firstOf = (rows: readonly CompareRow[], many: number): CompareRow[] =>
  rows.filter(({ replication }) => replication < many);

function holds(file: string, text: string): void {
  const path = join(REFERENCE, file);
  if (remakes) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(existsSync(path), `${file} is missing: npm run reference makes it`).toBe(true);
  expect(text).toBe(readFileSync(path, "utf8"));
}

const published = ({ file }: Published): CompareResult =>
  JSON.parse(readFileSync(join(REFERENCE, file), "utf8")) as CompareResult;

describe.each(PUBLISHED)("the published comparison of $name", (one) => {
  const { name, file, replications, prefix, command } = one;
  const beginning = `compare/${name}-first-${prefix}`;

  it.runIf(remakes)(
    "is made anew, and begins with its first replications",
    async () => {
      const { result, rows } = await play(one, replications);
      expect(rows.length).toBe(replications * result.options.length);
      holds(file, documentOf(result));
      holds(`${beginning}.csv`, tableOf(firstOf(rows, prefix)));
    },
    20 * MINUTES,
  );

  it(
    "begins with replications that come out the same, byte for byte",
    async () => {
      const { result, rows } = await play(one, prefix);
      holds(`${beginning}.json`, beginningOf(result));
      // Never made anew from here: it is the beginning of the whole.
      const table = readFileSync(join(REFERENCE, `${beginning}.csv`), "utf8");
      expect(tableOf(firstOf(rows, prefix))).toBe(table);
    },
    4 * MINUTES,
  );

  it("says how it is made", () => {
    const result = published(one);
    expect(result.replay).toBe(`stretchpool compare ${name}.yaml ${command}`);
    expect([result.replications, result.partial, result.fate]).toEqual([replications, null, one.fate]);
  });

  it("answers in words, within ten lines", () => {
    const result = published(one);
    const lines = compareText(
      { ...result, stretchpool: "", differences: result.options[1]!.differences! },
      PLAIN,
    );
    expect(lines.slice(3, 10).join(" ")).toMatch(/is\s+better|a trade/);
  });
});

describe("which layout", () => {
  /** The figures of the whole, read when they are needed: they may be made anew in this very run. */
  const whole = () => {
    const { options, differing } = published(PUBLISHED[0]!);
    const [fast, thin, oneSide, both] = options;
    return { differing, fast: fast!, thin: thin!, oneSide: oneSide!, both: both!, options };
  };

  it("is asked two by two: servers and wire apart", () => {
    expect(whole().differing.map(({ path, values }) => [path, ...values])).toEqual([
      ["layout", "high-bandwidth", "high-bandwidth", "low-bandwidth", "low-bandwidth"],
      ["wan.bandwidth", "1 Gbps", "50 Mbps", "1 Gbps", "50 Mbps"],
      ["wan.roundTrip", "5 ms", "80 ms", "5 ms", "80 ms"],
    ]);
  });

  it("is, when site 1 is lost, a matter of the servers for the users, and of the wire for the history", () => {
    const { fast, thin, oneSide, both } = whole();
    const mean = ({ differences }: typeof fast, measure: string) =>
      differences![`site-loss@site-1.${measure}`]!.mean;
    // Another wire does nothing to users, whichever layout; other servers do nothing to the history, whichever wire.
    expect([mean(thin, "rto"), mean(oneSide, "rpo")]).toEqual([0, 0]);
    expect([mean(both, "rto"), mean(both, "rpo")]).toEqual([mean(oneSide, "rto"), mean(thin, "rpo")]);
    const winner = ({ differences }: typeof fast, measure: string) =>
      differences![`site-loss@site-1.${measure}`]!.winner;
    expect([winner(oneSide, "rto"), winner(thin, "rpo")]).toEqual([fast.name, fast.name]);
    // As the scenario says of itself.
    expect(mean(oneSide, "rto")! / 60).toBeCloseTo(36, 0);
    expect(mean(thin, "rpo")! / 60).toBeCloseTo(0.9, 1);
  });

  it("stops the pool for as long as its database takes home over the wire", () => {
    const { thin, oneSide } = whole();
    const { a, b } = thin.differences!["failback.rto"]!;
    expect([a! / 3600, b! / 3600].map((hours) => Math.round(2 * hours) / 2)).toEqual([2.5, 14.5]);
    expect(oneSide.differences!["failback.rto"]!.mean).toBe(0);
  });

  it("is no matter when history is deleted", () => {
    for (const { differences } of whole().options.slice(1))
      expect(differences!["bad-delete.rpo"]!.mean).toBe(0);
  });

  it("gives a gain over independent runs, by which the difference between layouts is seen at all", () => {
    expect(whole().oneSide.differences!["site-loss@site-1.rto"]!.gain).toBeGreaterThan(10);
  });
});

describe("which layout, in years", () => {
  const whole = () => published(PUBLISHED[1]!);

  it("is worth more than it costs, in more than half of the draws of what is known of sites", () => {
    const { worthPerYear, extraPricePerYear, paysInDraws, paysBack } = whole().options[1]!.breakEven!;
    // Of the second option, which has the thin link: 950 Mbps less, at 120 EUR each.
    expect(extraPricePerYear).toBeCloseTo(-950 * 120, 6);
    expect(worthPerYear.value! / -239_000).toBeCloseTo(1, 2);
    expect(worthPerYear.inputs!.map((end) => Math.round(-end / 10_000))).toEqual([105, 2]);
    expect(
      [1 - paysInDraws!, 1 - paysBack.probability.value!].map((share) => Math.round(10 * share)),
    ).toEqual([6, 5]);
    expect(paysBack.years).toBe(5);
  });

  it("is quoted in the page on comparisons as the program answers", () => {
    const page = readFileSync(join(ROOT, "docs", "compare.md"), "utf8");
    const lines = compareText({ ...whole(), stretchpool: "", differences: {} }, PLAIN);
    const from = lines.findIndex((line) => line.includes("is worth up to"));
    const to = lines.findIndex((line) => line.startsWith("  What is named"));
    expect(to - from).toBeGreaterThan(2);
    expect(page).toContain(lines.slice(from, to).join("\n"));
  });
});
