/** Whether the tests see what they are there to see: a few planted faults, others with each change of the source. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ROOT } from "../tools/program.js";
import { choiceOf, PATCHES } from "./patches.js";
import { Nursery, type PlantedPatch } from "./plant.js";

/** Each takes a few seconds; all of them are tried by `npm run test:long`. */
const AT_ONCE = 5;

const nursery = new Nursery();
afterAll(() => nursery.clear());

describe("a planted fault", () => {
  test.each(choiceOf(AT_ONCE))("is seen: $name", (patch) => {
    expect(nursery.plant(patch), patch.wrong).toEqual({ finding: "caught" });
  });
});

describe("the harness that plants them", () => {
  const [model] = PATCHES;
  const planted = (changes: Partial<PlantedPatch>) => nursery.plant({ ...model!, ...changes });
  const witness = model!.caughtBy[0]!;

  test("reports a patch that changes nothing as not caught", () => {
    expect(planted({ replacement: model!.find })).toEqual({ finding: "not-caught", passing: [witness] });
  });

  test("tries no patch whose text is not there, or there more than once", () => {
    expect(planted({ find: "text that nobody wrote" })).toEqual({ finding: "does-not-apply", times: 0 });
    expect(planted({ find: "const " })).toMatchObject({ finding: "does-not-apply" });
    expect(planted({ file: "src/no-such-file.ts" })).toEqual({ finding: "does-not-apply", times: 0 });
  });

  test("believes no test that does not exist, and none that could not be loaded", () => {
    const missing = { ...witness, test: "a test that nobody wrote" };
    expect(planted({ caughtBy: [missing] })).toEqual({ finding: "no-such-test", witness: missing });
    expect(planted({ replacement: "((( " })).toMatchObject({ finding: "breaks-the-tests" });
  });

  test("finds the text of every fault once, where the fault says", () => {
    const timesOf = ({ file, find }: PlantedPatch) =>
      readFileSync(join(ROOT, file), "utf8").split(find).length - 1;
    expect(PATCHES.filter((patch) => timesOf(patch) !== 1).map(({ name }) => name)).toEqual([]);
  });

  test("names every fault once and says what is wrong with it", () => {
    expect(new Set(PATCHES.map(({ name }) => name)).size).toBe(PATCHES.length);
    for (const { wrong, find, replacement, caughtBy } of PATCHES) {
      expect(wrong).toMatch(/^[A-Z].{20,}\.$/);
      expect(replacement).not.toBe(find);
      expect(caughtBy.length).toBeGreaterThan(0);
    }
  });
});
