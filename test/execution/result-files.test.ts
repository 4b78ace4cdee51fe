/** Files that grow: nothing stands under its own name before all of them are whole. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { OutOfResource } from "../../src/execution/out-of-resource.js";
import { ResultFiles } from "../../src/execution/result-files.js";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stretchpool-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const seen = () => readdirSync(folder).sort();
const read = (name: string) => readFileSync(join(folder, name), "utf8");

describe("the files of a result", () => {
  it("get their names when all of them are whole, with all that was appended, in order", () => {
    const files = new ResultFiles(folder);
    files.append("a.csv", "x\n");
    files.append("b.csv", "ä\n");
    for (let line = 0; line < 50_000; line++) files.append("a.csv", `${line}\n`);
    expect(seen().filter((name) => !name.endsWith(".part"))).toEqual([]);
    files.commit();
    expect(seen()).toEqual(["a.csv", "b.csv"]);
    expect(read("a.csv")).toBe(`x\n${Array.from({ length: 50_000 }, (_, line) => `${line}\n`).join("")}`);
    expect(read("b.csv")).toBe("ä\n");
  });

  it("leave what stood there as it was when they are given up, and nothing of themselves", () => {
    writeFileSync(join(folder, "a.csv"), "old");
    const files = new ResultFiles(folder);
    files.append("a.csv", "new".repeat(100_000));
    files.abandon();
    expect([seen(), read("a.csv")]).toEqual([["a.csv"], "old"]);
  });

  it("are not taken away by giving up after they were put into place", () => {
    const files = new ResultFiles(folder);
    files.append("a.csv", "whole");
    files.commit();
    files.abandon();
    expect(read("a.csv")).toBe("whole");
  });

  it("make their folder, and say why where it cannot be made", () => {
    new ResultFiles(join(folder, "deep/er")).abandon();
    expect(seen()).toEqual(["deep"]);
    writeFileSync(join(folder, "file"), "");
    expect(() => new ResultFiles(join(folder, "file/below"))).toThrow(OutOfResource);
  });

  it("leave nothing half written where one of them cannot be put into place", () => {
    mkdirSync(join(folder, "a.csv"));
    const files = new ResultFiles(folder);
    files.append("a.csv", "whole");
    expect(() => files.commit()).toThrow(/there is a folder of this name/);
    expect(seen()).toEqual(["a.csv"]);
  });

  it("do not leave listeners behind", () => {
    const before = process.listenerCount("exit");
    for (let round = 0; round < 20; round++) new ResultFiles(folder).commit();
    for (let round = 0; round < 20; round++) new ResultFiles(folder).abandon();
    expect(process.listenerCount("exit")).toBe(before);
  });
});
