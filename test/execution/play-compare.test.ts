/** A comparison that is played here or in threads of the built program: the same bytes, and an end that is heard. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { OutOfResource } from "../../src/execution/out-of-resource.js";
import { type CompareWatch, playCompare } from "../../src/execution/play-compare.js";
import { jsonDocument } from "../../src/reports/index.js";
import type { CompareRow } from "../../src/results/index.js";
import type { ComparePlan } from "../../src/studies/index.js";
import { planOf } from "../studies/compare/comparing.js";
import { changed, PLAIN, playable } from "../studies/playing.js";
import { ROOT } from "../tools/program.js";

type Built = typeof import("../../src/execution/index.js");
const built: Built = await import(join(ROOT, "dist", "execution", "index.js"));

const scripted = (offset: string) =>
  playable(
    changed(PLAIN, {
      logShipping: { copy: { offset } },
      failures: [{ what: "site-loss", where: "site-1", at: "any", lasts: "8 h" }],
    }),
  );
const plan = planOf({ a: scripted("30 s"), b: scripted("0 s") }, { replications: 12 });

function watching(isInterrupted: () => boolean = () => false) {
  const rows: CompareRow[] = [];
  const heard = { begun: 0, done: 0 };
  const watch: CompareWatch = {
    begins: () => {
      heard.begun++;
    },
    played: (batch, { done }) => {
      rows.push(...batch.rows);
      heard.done = done;
    },
    isInterrupted,
  };
  return { watch, rows, heard };
}

async function bytes(play: Built["playCompare"], workers: number, of: ComparePlan): Promise<string> {
  const { watch, rows } = watching();
  const { result, interrupted } = await play(of, workers, watch);
  expect(interrupted).toBe(false);
  return jsonDocument(result) + JSON.stringify(rows);
}

describe("a comparison", () => {
  it("gives the same bytes here and on threads, with tasks of any size", async () => {
    const usual = await bytes(playCompare, 1, plan);
    expect(await bytes(built.playCompare, 1, { ...plan, taskSize: 7 })).toBe(usual);
    expect(await bytes(built.playCompare, 2, plan)).toBe(usual);
    expect(await bytes(built.playCompare, 2, { ...plan, taskSize: 5 })).toBe(usual);
  });

  it("ends when somebody interrupts it, and is marked partial", async () => {
    let batches = 0;
    const { watch, rows, heard } = watching(() => batches >= 2);
    const counted: CompareWatch = {
      ...watch,
      played: (batch, progress) => {
        batches++;
        watch.played(batch, progress);
      },
    };
    const { result, interrupted } = await playCompare({ ...plan, taskSize: 4 }, 1, counted);
    expect(interrupted).toBe(true);
    expect(result).toMatchObject({ replications: 8, partial: { planned: 12 } });
    expect(rows).toHaveLength(16);
    expect(heard).toEqual({ begun: 1, done: 8 });
  });

  it("is refused before it begins where it is too big", async () => {
    const { watch, heard } = watching();
    await expect(playCompare({ ...plan, replications: 1e9 }, 1, watch)).rejects.toThrow(OutOfResource);
    expect(heard.begun).toBe(0);
  });
});
