/** What was promised of the package: the packages that are really used, the top level, the size of files. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../tools/program.js";

const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  name: string;
  scripts: Record<string, string>;
  bin: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

function sourceFiles(): { path: string; text: string }[] {
  return readdirSync(join(ROOT, "src"), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

describe("the package", () => {
  it("has the program as its bin", () => {
    expect(manifest.name).toBe("stretchpool");
    expect(manifest.bin).toEqual({ stretchpool: "dist/cli.js" });
  });

  it("is built before it is packed, with its types", () => {
    expect(manifest.scripts.prepack).toBe("npm run --silent build");
  });

  it.each(["seedrandom", "fastpriorityqueue", "yargs", "csv-stringify"])("uses %s in its source", (name) => {
    expect(Object.keys(manifest.dependencies)).toContain(name);
    expect(sourceFiles().some(({ text }) => text.includes(`from "${name}`))).toBe(true);
  });

  it("depends on nothing that no source file imports", () => {
    const sources = sourceFiles();
    const unused = Object.keys(manifest.dependencies).filter(
      (name) => !sources.some(({ text }) => text.includes(`"${name}"`) || text.includes(`"${name}/`)),
    );
    expect(unused).toEqual([]);
  });

  it.each(["package.json", "tsconfig.json", "src", "scenarios", "results", "bench", "test"])(
    "has %s at its top level",
    (name) => {
      expect(existsSync(join(ROOT, name))).toBe(true);
    },
  );

  it("keeps its files small enough for one head", () => {
    const long = sourceFiles()
      .map(({ path, text }) => ({ path, lines: text.split("\n").length }))
      .filter(({ lines }) => lines > 350);
    expect(long).toEqual([]);
  });

  it("opens every module with what it is", () => {
    const bare = sourceFiles()
      .filter(({ path, text }) => !path.endsWith(".d.ts") && !/^(#!.*\n)?\/\*\*/.test(text))
      .map(({ path }) => path);
    expect(bare).toEqual([]);
  });
});
