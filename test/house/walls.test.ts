/** The walls of the house: who may import whom, and which rooms are pure. Read from the source itself. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../tools/program.js";

const SRC = join(ROOT, "src");

/** Each room with the rooms that it may import, and the packages. */
const ROOMS: Readonly<Record<string, { rooms: readonly string[]; packages?: readonly string[] }>> = {
  units: { rooms: [] },
  engine: { rooms: ["units"], packages: ["fastpriorityqueue", "seedrandom/lib/alea.js"] },
  spec: { rooms: ["engine", "units"] },
  statistics: { rooms: ["units"] },
  results: { rooms: ["units"] },
  checker: { rooms: ["results", "units"] },
  traffic: { rooms: ["spec", "units"] },
  shipping: { rooms: ["engine", "spec", "traffic", "units"] },
  fate: { rooms: ["engine", "spec", "units"] },
  pool: { rooms: ["engine", "shipping", "spec", "traffic", "units"] },
  operations: { rooms: ["pool", "engine", "shipping", "spec", "traffic", "units"] },
  scenario: { rooms: ["engine", "shipping", "spec", "traffic", "units"], packages: ["yaml", "zod"] },
  studies: {
    rooms: [
      "engine",
      "fate",
      "operations",
      "pool",
      "results",
      "scenario",
      "shipping",
      "spec",
      "statistics",
      "traffic",
      "units",
    ],
  },
  execution: { rooms: ["results", "studies", "units"], packages: ["node:"] },
  reports: { rooms: ["results", "shipping", "statistics", "units"], packages: ["csv-stringify/sync"] },
  cli: {
    rooms: ["checker", "execution", "fate", "reports", "results", "scenario", "spec", "studies", "units"],
    packages: ["node:", "yargs"],
  },
};

const MAY_TOUCH_THE_WORLD = ["execution", "cli", "cli.ts"];

/** What would make a run depend on the machine, the moment or the place, with the reason why each is out. */
const IMPURE: readonly (readonly [RegExp, string])[] = [
  [/\bDate\b/, "a clock"],
  [/\bperformance\s*\./, "a clock"],
  [/\bhrtime\b/, "a clock"],
  [/\bsetTimeout\b|\bsetInterval\b|\bsetImmediate\b/, "a clock"],
  [/\bMath\.random\b|\bcrypto\b/, "chance without a seed"],
  [/\bMath\.(pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|cbrt|hypot)\b/, "differs between engines"],
  [/[^*/]\*\*[^*/]/, "differs between engines"],
  [/\blocaleCompare\b|\btoLocale[A-Z]\w*|\bIntl\b/, "a locale"],
  [/\bprocess\s*[.[]/, "the environment"],
  [/\bconsole\s*\./, "the console"],
  [/\bglobalThis\b/, "a way around all of these"],
  [/\bfetch\s*\(/, "the network"],
];

interface Source {
  readonly path: string;
  readonly room: string;
  readonly code: string;
  readonly imports: readonly string[];
}

/** Import and re-export statements, which begin a line, and imports that wait until they are needed. */
const IMPORT = /^(?:import|export)\b(?:[^;"]*?\bfrom)?\s*"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm;

function sources(folder: string): Source[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts"))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const text = readFileSync(path, "utf8");
      const imports = [...text.matchAll(IMPORT)].map((match) => (match[1] ?? match[2])!);
      const room = relative(folder, path).split("/")[0]!;
      return { path: relative(ROOT, path), room, code: withoutComments(text), imports };
    });
}

/** Comments may name what the code must not touch. */
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[^:"'`])\/\/.*$/gm, "$1");

describe("the walls of the house", () => {
  const all = sources(SRC);

  it("have a rule for every room", () => {
    const rooms = new Set(all.map(({ room }) => room).filter((room) => !room.endsWith(".ts")));
    expect([...rooms].sort()).toEqual(Object.keys(ROOMS).sort());
  });

  it("let each room import only the rooms and packages it may know", () => {
    const breaches: string[] = [];
    for (const { path, room, imports } of all) {
      const rule = ROOMS[room];
      if (rule === undefined) continue;
      for (const name of imports) {
        if (name.startsWith(".")) {
          const target = relative(SRC, resolve(ROOT, dirname(path), name)).split("/")[0]!;
          if (target !== room && !rule.rooms.includes(target)) breaches.push(`${path} imports ${target}`);
        } else if (!(rule.packages ?? []).some((allowed) => name.startsWith(allowed))) {
          breaches.push(`${path} imports the package ${name}`);
        }
      }
    }
    expect(breaches).toEqual([]);
  });

  it("keep clock, chance, locale, environment and console out of the pure rooms", () => {
    const breaches: string[] = [];
    for (const { path, room, code } of all) {
      if (MAY_TOUCH_THE_WORLD.includes(room)) continue;
      for (const [pattern, what] of IMPURE) {
        const match = pattern.exec(code);
        if (match !== null) breaches.push(`${path}: ${match[0].trim()} (${what})`);
      }
    }
    expect(breaches).toEqual([]);
  });

  it("are seen by this test: planted breaches are found", () => {
    const planted = "const now = Date.now(); const x = 2 ** 3; Math.random(); process.env.HOME;";
    expect(IMPURE.filter(([pattern]) => pattern.test(planted)).map(([, what]) => what)).toEqual([
      "a clock",
      "chance without a seed",
      "differs between engines",
      "the environment",
    ]);
    expect(withoutComments("a // Date\n/* Math.random */ b")).toBe("a \n b");
  });
});
