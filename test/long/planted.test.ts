/** Every planted fault, where `npm test` tries a few. */
import { afterAll, expect, it } from "vitest";
import { PATCHES } from "../planted/patches.js";
import { Nursery } from "../planted/plant.js";

const nursery = new Nursery();
afterAll(() => nursery.clear());

it.each(PATCHES)("the tests see this fault: $name", (patch) => {
  expect(nursery.plant(patch), patch.wrong).toEqual({ finding: "caught" });
});
