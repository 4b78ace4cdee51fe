/**
 * Plants a fault in a copy of the project and asks whether the tests that are said to see it do. The copy is made
 * once and mended after each fault; the tests run in a process of their own with nothing of this one's about them,
 * so that vitest within vitest is not aware of it.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../tools/program.js";

export interface Witness {
  readonly file: string;
  /** What is in the full name of the test that must fail. */
  readonly test: string;
}

export interface PlantedPatch {
  readonly name: string;
  /** What is wrong with it, in a sentence. */
  readonly wrong: string;
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly replacement: string;
  readonly caughtBy: readonly Witness[];
}

export type Finding =
  | { readonly finding: "caught" }
  /** The text is not there, or is there more than once. */
  | { readonly finding: "does-not-apply"; readonly times: number }
  /** A file of tests could not even be loaded, which says nothing about its tests. */
  | { readonly finding: "breaks-the-tests"; readonly file: string; readonly why: string }
  | { readonly finding: "no-such-test"; readonly witness: Witness }
  | { readonly finding: "not-caught"; readonly passing: readonly Witness[] };

const NEEDED = ["src", "test", "scenarios", "docs", "results/reference", "package.json", "tsconfig.json"];
const ALONE = "planted.config.ts";

/** Milliseconds, only to end what hangs. */
const FEW_WITNESSES = 300_000;
const ALL_WITNESSES = 3_000_000;

/** One process, its own cache, and no other tests than those that are named. */
const CONFIG = `import { mergeConfig } from "vitest/config";
import project from "./vitest.config.js";
export default mergeConfig(project, { cacheDir: ".vite", test: { maxWorkers: 1, fileParallelism: false } });
`;

export class Nursery {
  readonly folder: string;

  constructor(root = ROOT) {
    this.folder = mkdtempSync(join(tmpdir(), "stretchpool-planted-"));
    for (const name of [...NEEDED, "vitest.config.ts"]) {
      const from = join(root, name);
      if (existsSync(from)) cpSync(from, join(this.folder, name), { recursive: true });
    }
    symlinkSync(join(root, "node_modules"), join(this.folder, "node_modules"));
    writeFileSync(join(this.folder, ALONE), CONFIG);
  }

  clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  plant({ file, find, replacement, caughtBy }: PlantedPatch): Finding {
    const path = join(this.folder, file);
    const sound = existsSync(path) ? readFileSync(path, "utf8") : "";
    const times = sound.split(find).length - 1;
    if (times !== 1) return { finding: "does-not-apply", times };
    // By function: a replacement may hold a $.
    writeFileSync(
      path,
      sound.replace(find, () => replacement),
    );
    try {
      return judge(this.#run(caughtBy), caughtBy);
    } finally {
      writeFileSync(path, sound);
    }
  }

  /** Which of these tests fail with nothing planted: they would fail with anything. */
  failingAnyway(witnesses: readonly Witness[]): readonly Witness[] {
    // All at once, and maybe beside other work.
    const ran = this.#run(witnesses, ALL_WITNESSES);
    return witnesses.filter((witness) => judge(ran, [witness]).finding !== "not-caught");
  }

  #run(witnesses: readonly Witness[], timeout = FEW_WITNESSES): Ran {
    const output = join(this.folder, "ran.json");
    rmSync(output, { force: true });
    const files = [...new Set(witnesses.map(({ file }) => file))];
    const pattern = witnesses.map(({ test }) => escaped(test)).join("|");
    const vitest = join("node_modules", "vitest", "vitest.mjs");
    const words = ["run", ...files, "-t", pattern, "--config", ALONE];
    const { stderr, stdout } = spawnSync(
      process.execPath,
      [vitest, ...words, "--reporter=json", `--outputFile=${output}`],
      { cwd: this.folder, env: plainEnvironment(), encoding: "utf8", stdio: "pipe", timeout },
    );
    if (!existsSync(output)) throw new Error(`vitest left no result:\n${stdout}\n${stderr}`);
    return JSON.parse(readFileSync(output, "utf8"));
  }
}

/** What vitest's own reporter writes, as far as it matters here. */
interface Ran {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

function judge({ testResults }: Ran, witnesses: readonly Witness[]): Finding {
  const passing: Witness[] = [];
  for (const witness of witnesses) {
    const file = testResults.find(({ name }) => name.endsWith(witness.file));
    if (file === undefined) return { finding: "no-such-test", witness };
    if (file.assertionResults.length === 0)
      return { finding: "breaks-the-tests", file: witness.file, why: file.message };
    const played = file.assertionResults.filter(
      ({ fullName, status }) =>
        fullName.includes(witness.test) && status !== "skipped" && status !== "pending",
    );
    if (played.length === 0) return { finding: "no-such-test", witness };
    if (!played.some(({ status }) => status === "failed")) passing.push(witness);
  }
  return passing.length === 0 ? { finding: "caught" } : { finding: "not-caught", passing };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Without what a running vitest tells its workers, and without what this project's own tests can be told. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const own = /^(VITEST|TEST$|NODE_OPTIONS$|NODE_ENV$|STRETCHPOOL_)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
}
