/** Every planted fault, where `npm test` tries a few. */
import { afterAll, expect, it } from "vitest";
import { PATCHES } from "../planted/patches.js";
import { Nursery } from "../planted/plant.js";

const nursery = new Nursery();
afterAll(() => nursery.clear());

it("nothing planted, none of these tests fails", () => {
  expect(nursery.failingAnyway(PATCHES.flatMap(({ caughtBy }) => caughtBy))).toEqual([]);
});

it.each(PATCHES)("the tests see this fault: $name", (patch) => {
  expect(nursery.plant(patch), patch.wrong).toEqual({ finding: "caught" });
});
