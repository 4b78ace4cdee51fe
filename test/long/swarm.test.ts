/**
 * Twenty thousand scenarios of the swarm. What they came to is printed and written to the file that
 * STRETCHPOOL_SWARM_REPORT names, or to one in the system's temporary folder, so that it can be written down.
 */
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Campaign, reportOf } from "../swarm/campaign.js";
import { REQUIRED } from "../swarm/required.js";

const FIRST = 100_001;
const SEEDS = Number(process.env.STRETCHPOOL_SWARM_SEEDS ?? 20_000);
/** To shrink a scenario takes hundreds of plays: the first few will do. */
const SHRUNK = 5;

it(`plays ${SEEDS} scenarios of the swarm, and nothing is wrong with any`, () => {
  const campaign = new Campaign();
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) campaign.play(seed);
  const path = process.env.STRETCHPOOL_SWARM_REPORT ?? join(tmpdir(), "stretchpool-swarm.json");
  const failing = campaign.failing.map((each, index) =>
    index < SHRUNK
      ? reportOf(each)
      : `seed ${each.seed}: ${each.complaints.map(({ text }) => text).join("; ")}`,
  );
  const { refused, unknown, figures } = campaign;
  writeFileSync(path, `${JSON.stringify({ ...figures, failing, refused, unknown }, null, 1)}\n`);
  console.log(`${JSON.stringify(figures, null, 1)}\nwritten to ${path}`);
  expect(failing, failing.join("\n\n")).toEqual([]);
  expect(refused.length).toBeLessThanOrEqual(SEEDS / 20);
  expect(unknown.length).toBeLessThanOrEqual(SEEDS / 50);
  expect(campaign.hadTime).toBeGreaterThanOrEqual(SEEDS / 10);
  expect(campaign.coverage.missing(REQUIRED)).toEqual([]);
});
