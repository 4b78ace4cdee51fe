/**
 * Whole scenarios that nobody thought of, each played in every way there is and held against everything there is.
 * A seed that fails prints the line that plays it again and the smallest scenario that still fails.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Mapping } from "../studies/playing.js";
import { Campaign, replayLine, reportOf } from "./campaign.js";
import { judge } from "./judgement.js";
import { REQUIRED } from "./required.js";
import { drawScenario } from "./scenarios.js";

const SEEDS = 320;
const IN_ONE_GO = 30;

/** One seed by hand, or all of them; STRETCHPOOL_EXPLORE=1 goes where nobody has been. */
const { STRETCHPOOL_SWARM_SEED: single, STRETCHPOOL_EXPLORE: explore } = process.env;
const first = explore === "1" ? 1_000_000 + (Date.now() % 1_000_000_000) : 1;
const seeds =
  single === undefined ? Array.from({ length: SEEDS }, (_, index) => first + index) : [Number(single)];
const goes = Array.from({ length: Math.ceil(seeds.length / IN_ONE_GO) }, (_, index) =>
  seeds.slice(index * IN_ONE_GO, (index + 1) * IN_ONE_GO),
);

const campaign = new Campaign();

/** To shrink a scenario takes hundreds of plays: the first few will do. */
const SHRUNK = 3;
const TIME_TO_SHRINK = 600_000;
let shrunk = 0;

/** The failing seeds of these: the first few with all that is known of them, the others by what they complain of. */
function failingOf(some: readonly number[]): string[] {
  for (const seed of some) campaign.play(seed);
  const failing = campaign.failing.filter(({ seed }) => some.includes(seed));
  return failing.map((each) =>
    shrunk++ < SHRUNK
      ? reportOf(each)
      : `${replayLine(each.seed)}\n  ${each.complaints.map(({ text }) => text).join("\n  ")}`,
  );
}

describe("a swarm of scenarios", () => {
  test.each(goes.map((some) => [some[0]!, some[some.length - 1]!, some] as const))(
    "keeps its books and passes the checker, seeds %i to %i",
    { timeout: TIME_TO_SHRINK },
    (_from, _to, some) => {
      const failing = failingOf(some);
      expect(failing, failing.join("\n\n")).toEqual([]);
    },
  );

  test.runIf(single !== undefined)("is shown by its scenario, where one seed is asked for", () => {
    console.log(JSON.stringify(drawScenario(seeds[0]!), null, 1));
  });

  test.skipIf(single !== undefined)("is refused by nobody but in one case of twenty", () => {
    for (const seed of seeds) campaign.play(seed);
    const refusals = campaign.refused.map(({ seed, reasons }) => `seed ${seed}: ${reasons.join("; ")}`);
    expect(refusals.length, refusals.join("\n")).toBeLessThanOrEqual(seeds.length / 20);
  });

  test.skipIf(single !== undefined)("is beyond the checker in one case of fifty at most", () => {
    for (const seed of seeds) campaign.play(seed);
    const unknown = campaign.unknown.map(({ seed, reason }) => `seed ${seed}: ${reason}`);
    if (unknown.length > 0) console.log(unknown.join("\n"));
    expect(unknown.length).toBeLessThanOrEqual(seeds.length / 50);
  });

  test.skipIf(single !== undefined)(
    "is given the time to become what it was in one case of ten at least",
    () => {
      for (const seed of seeds) campaign.play(seed);
      expect(campaign.hadTime).toBeGreaterThanOrEqual(seeds.length / 10);
    },
  );

  test.skipIf(single !== undefined || explore === "1")("has seen all that fates can bring about", () => {
    for (const seed of seeds) campaign.play(seed);
    expect(campaign.coverage.missing(REQUIRED)).toEqual([]);
  });
});

describe("a drawn scenario", () => {
  test("is a function of its seed", () => {
    for (const seed of seeds.slice(0, 50)) expect(drawScenario(seed)).toEqual(drawScenario(seed));
    expect(new Set(seeds.map((seed) => JSON.stringify(drawScenario(seed)))).size).toBe(seeds.length);
  });
});

interface KeptSeed {
  readonly seed: number;
  readonly scenario: Mapping;
  /** What was wrong, in a sentence. */
  readonly cause: string;
}

const kept: readonly KeptSeed[] = JSON.parse(readFileSync(new URL("../seeds.json", import.meta.url), "utf8"));

describe("scenarios that once failed", () => {
  test("are played again, each with the cause that it had", () => {
    for (const { seed, scenario, cause } of kept) {
      const judgement = judge(scenario, seed);
      expect(judgement.outcome, `${cause} (seed ${seed})`).toBe("told");
      expect("complaints" in judgement ? judgement.complaints : [], cause).toEqual([]);
      expect(cause.length).toBeGreaterThan(20);
    }
  });
});
