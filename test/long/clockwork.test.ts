/** What `npm test` tries on a thousand random pipelines and some long lives, on many more. */
import { describe, expect, it } from "vitest";
import { compareLongLife } from "../pool/long-lives.js";
import { compareWithSlowModel } from "../pool/slow-comparison.js";

describe("the clockwork in the long run", () => {
  it("gives the microseconds of the slow model in 20,000 random pipelines", () => {
    let leaps = 0;
    for (let seed = 100_001; seed <= 120_000; seed++) leaps += compareWithSlowModel(seed).leapt ? 1 : 0;
    expect(leaps).toBeGreaterThan(1_000);
  });

  it("leaps to the same microseconds that it walks to in 5,000 long lives", () => {
    for (let seed = 100_001; seed <= 105_000; seed++) compareLongLife(seed);
  });
});
