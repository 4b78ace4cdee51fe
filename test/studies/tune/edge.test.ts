/** The cliff, the fields that matter and the margins of a schedule, against the exact law asked again and again. */
import { describe, expect, it } from "vitest";
import { bindsOf } from "../../../src/studies/tune/binds.js";
import { cliffsOf } from "../../../src/studies/tune/cliff.js";
import { knobEffects } from "../../../src/studies/tune/knob-effects.js";
import { marginsOf } from "../../../src/studies/tune/margins.js";
import type { ScheduleTarget } from "../../../src/studies/tune/search.js";
import { DEFAULT_GRID, exactFigures, FEW, inputOf, rpo, scenarioOf, searched } from "./scenes.js";

const TARGET = [rpo("worst", 1_200)];

/** By the exact law: the longest of whole milliseconds that still meets the target, with what it takes now. */
function longestByHalving(
  overrides: readonly string[],
  field: string,
  now: number,
  target: ScheduleTarget,
): number {
  const meets = (seconds: number): boolean => {
    const figures = exactFigures(
      scenarioOf(DEFAULT_GRID, [...overrides, `${field}=${seconds.toFixed(6)} s`]),
    );
    return figures !== null && figures[5]! <= target.limit;
  };
  let low = now;
  let high = 10 * now;
  while (high - low > 2e-6) {
    const middle = Math.round(((low + high) / 2) * 1e6) / 1e6;
    if (meets(middle)) low = middle;
    else high = middle;
  }
  return low;
}

describe("the cliff of a schedule without noise", () => {
  it.each([25, 30, 40, 100])("is where a backup ends just after its copy: copies at %d s", (offset) => {
    const overrides = [`logShipping.copy.offset=${offset} s`];
    const [backup, transfer] = cliffsOf(scenarioOf(DEFAULT_GRID, overrides), TARGET, true, 1);
    expect(backup).toMatchObject({ what: "backup", takes: 20, mayTake: offset, jumpsAt: offset });
    // Just beyond, the file waits for the next copy: a whole interval more.
    const beyond = offset + 24.04 + 900 + 900;
    expect(backup!.rpoBeyond).toBeCloseTo(beyond, 6);
    expect(backup!.rpoAfterJump).toBeCloseTo(beyond, 6);
    expect(transfer).toMatchObject({ what: "transfer", takes: 24.04 });
  });

  it.each([
    ["copies right behind backups", ["logShipping.copy.offset=30 s"]],
    ["copies every minute", ["logShipping.copy.every=1 min"]],
    ["copies every five minutes", ["logShipping.copy.every=5 min", "logShipping.copy.offset=1 min"]],
    ["copies that follow backups", ["logShipping.copy={after: backup, overhead: 0 s}"]],
  ])("is where halving with the exact law finds it: %s", (_, given) => {
    for (const limit of [1_000, 1_100, 1_200]) {
      const target = rpo("worst", limit);
      const [backup, transfer] = cliffsOf(scenarioOf(DEFAULT_GRID, given), [target], true, 1);
      const found = [
        [backup!, longestByHalving(given, "logShipping.backup.duration", 20, target)],
        [transfer!, 24.04 + longestByHalving(given, "logShipping.copy.overhead", 1e-3, target)],
      ] as const;
      if (found[0][0].mayTake !== null) expect(found[0][0].mayTake).toBeCloseTo(found[0][1], 5);
      else expect(found[0][1]).toBeGreaterThan(199);
    }
  });

  it("is further for a transfer than for a backup, and at the target's limit where copies follow backups", () => {
    const overrides = ["logShipping.copy={after: backup, overhead: 0 s}"];
    const [backup, transfer] = cliffsOf(scenarioOf(DEFAULT_GRID, overrides), TARGET, true, 1);
    // D + T + 900 s up to 1200 s.
    expect(backup).toMatchObject({ takes: 20, mayTake: null, jumpsAt: null });
    expect(transfer!.mayTake).toBeNull();
    const [tight, tightTransfer] = cliffsOf(
      scenarioOf(DEFAULT_GRID, overrides),
      [rpo("worst", 1_000)],
      true,
      1,
    );
    expect(tight!.mayTake).toBeCloseTo(1_000 - 900 - 24.04, 5);
    expect(tightTransfer!.mayTake).toBeCloseTo(1_000 - 900 - 20, 5);
    expect(tight!.rpoBeyond).toBeCloseTo(1_000, 3);
  });

  it("leaves nothing where a target is missed as it is", () => {
    const [backup] = cliffsOf(scenarioOf(DEFAULT_GRID), TARGET, true, 1);
    expect(backup).toMatchObject({ mayTake: 0, rpoBeyond: 1824.04 });
  });

  it("is judged where a target on RPO is there, and only then", () => {
    const scenario = scenarioOf(DEFAULT_GRID, ["logShipping.copy.offset=30 s"]);
    const told = (targets: readonly ScheduleTarget[]) =>
      cliffsOf(scenario, targets, true, 1).map(({ judged, mayTake, jumpsAt }) => ({
        judged,
        mayTake,
        jumpsAt,
      }));
    expect(told(TARGET)[0]).toEqual({ judged: true, mayTake: 30, jumpsAt: 30 });
    expect(told([])[0]).toEqual({ judged: false, mayTake: null, jumpsAt: 30 });
  });

  it("takes the largest file of all for what a run takes at most: that of a burst, wherever it lies", () => {
    const burst = (offset: string) => [
      "logShipping.backup={every: 15 min}",
      `workload.bursts=[{name: rebuild, every: 1 d, offset: ${offset}, lasts: 15 min, log: 20 GB}]`,
    ];
    const [, calm] = cliffsOf(scenarioOf(DEFAULT_GRID, ["logShipping.backup={every: 15 min}"]), [], true, 1);
    for (const offset of ["0 s", "2 h", "23 h"]) {
      const scenario = scenarioOf(DEFAULT_GRID, burst(offset));
      const [, transfer] = cliffsOf(scenario, [], true, 1);
      // The whole of the burst, compressed, at 12.5 MB/s, beside what chat writes.
      const more = 20e9 / scenario.logShipping.backup.compression / 12.5e6;
      expect(transfer!.takes).toBeCloseTo(calm!.takes + more, 3);
    }
  });

  it("is the backup's alone where the share outlives the site", () => {
    const cliffs = cliffsOf(
      scenarioOf(DEFAULT_GRID, ["logShipping.share=third-site"]),
      [rpo("worst", 950)],
      true,
      1,
    );
    expect(cliffs).toHaveLength(1);
    // The link takes 24.04 s of it; 950 s less the interval are left.
    expect(cliffs[0]).toMatchObject({ what: "backup", takes: 24.04 });
    expect(cliffs[0]!.mayTake).toBeCloseTo(50, 5);
  });
});

describe("the cliff where durations vary", () => {
  it("is nearer: the longest backup is 26 s and starts up to 3 s late", () => {
    const scenario = scenarioOf(DEFAULT_GRID, ["logShipping.copy.offset=60 s"]);
    const [backup] = cliffsOf(scenario, [rpo("worst", 1_200)], false, 1);
    expect(backup!.takes).toBe(26);
    // From 57 s on the worst of a thousand backups may miss a copy at 60 s, and from 63 s on many do.
    expect(backup!.mayTake).toBeGreaterThan(55);
    expect(backup!.mayTake).toBeLessThan(64);
    expect(backup!.rpoBeyond).toBeGreaterThan(1_800);
  });
});

describe("the fields that matter", () => {
  const effects = (overrides: readonly string[]) => {
    const input = inputOf({ overrides, targets: TARGET });
    const found = searched({ overrides, targets: TARGET, move: FEW });
    return new Map(knobEffects(input, found.meeting[0]!).map((knob) => [knob.path, knob]));
  };

  it("are intervals and the copy's place, not the restore's, where files are safe only at site 2", () => {
    const of = effects([]);
    const [least, most] = of.get("logShipping.copy.offset")!.alone;
    expect(most - least).toBeGreaterThan(800);
    expect(of.get("logShipping.copy.offset")!.totalEffect).toBeGreaterThan(0.001);
    expect(of.get("logShipping.backup.every")!.totalEffect).toBeGreaterThan(0.5);
    for (const path of ["logShipping.restore.every", "logShipping.restore.offset"]) {
      expect(of.get(path)!.alone[0]).toBe(of.get(path)!.alone[1]);
      expect(of.get(path)!.totalEffect).toBe(0);
    }
  });

  it("are the backup's alone where the share stands at a third site: the copy's schedule has no effect at all", () => {
    const of = effects(["logShipping.share=third-site"]);
    for (const path of ["every", "offset", "after"].map((field) => `logShipping.copy.${field}`)) {
      expect(of.get(path)!.alone[0]).toBe(of.get(path)!.alone[1]);
      expect(of.get(path)!.totalEffect).toBe(0);
    }
    expect(of.get("logShipping.backup.every")!.totalEffect).toBeGreaterThan(0.9);
  });
});

describe("the margins", () => {
  const OVERRIDES = ["logShipping.copy.offset=30 s"];
  const ASKED = { targets: TARGET, takesPlay: false };
  const [half, failing, triple] = marginsOf(scenarioOf(DEFAULT_GRID, OVERRIDES), ASKED, true, 1);

  it("have the exact law's figures for half the link and three times the load", () => {
    const halved = exactFigures(scenarioOf(DEFAULT_GRID, [...OVERRIDES, "wan.bandwidth=50 Mbps"]))!;
    const tripled = exactFigures(
      scenarioOf(DEFAULT_GRID, [...OVERRIDES, "logShipping.backup.fileSize=900 MB"]),
    )!;
    expect([half!.schedule!.mean, half!.schedule!.worst]).toEqual([halved[1], halved[5]]);
    expect([triple!.schedule!.mean, triple!.schedule!.worst]).toEqual([tripled[1], tripled[5]]);
    expect([half!.meetsTargets, triple!.meetsTargets]).toEqual([true, true]);
  });

  it("count every file that one run in ten leaves for the next: 1 / 0.9 of the interval for each of two jobs", () => {
    // Runs that succeed are geometric: an interval waits B (1 + p) / (1 - p) / 2 on average, a copy B p / (1 - p) more.
    const p = 0.1;
    const expected = 54.04 + (450 * (1 + p)) / (1 - p) + (900 * p) / (1 - p);
    expect(Math.abs(failing!.schedule!.mean - expected)).toBeLessThan(0.08 * expected);
    expect(failing!.meetsTargets).toBe(false);
  });

  it("leave open what only play could tell, and are missed where the schedule misses already", () => {
    const scenario = scenarioOf(DEFAULT_GRID, OVERRIDES);
    const judged = (targets: readonly ScheduleTarget[]) =>
      marginsOf(scenario, { targets, takesPlay: true }, true, 1).map(({ meetsTargets }) => meetsTargets);
    expect(judged([])).toEqual([null, null, null]);
    expect(judged(TARGET)).toEqual([null, false, null]);
  });

  it("say why there are no figures where the jobs cannot keep up", () => {
    const [thin] = marginsOf(scenarioOf(DEFAULT_GRID, ["wan.bandwidth=4 Mbps"]), ASKED, true, 1);
    expect(thin).toMatchObject({ schedule: null, meetsTargets: false });
    expect(thin!.whyNone).toContain("cannot keep up");
  });
});

describe("what binds, in sentences", () => {
  const said = (asked: Parameters<typeof searched>[0]) => {
    const found = searched({ move: FEW, ...asked });
    const chosen = found.meeting[0] ?? found.nearest!;
    return bindsOf(inputOf({ move: FEW, ...asked }), found, chosen).join("\n");
  };

  it("name the parts of the worst case, and the target that keeps a schedule from being cheaper", () => {
    const text = said({ targets: TARGET });
    expect(text).toContain("backup interval of 15 min");
    expect(text).toContain("a transfer of 24.04 s");
    expect(text).toContain("keeps it from being cheaper");
  });

  it("count start delays among these parts where there are any", () => {
    expect(said({ targets: TARGET })).not.toContain("start delays");
    expect(said({ exactDurations: false, targets: [rpo("p99", 1_200)] })).toContain(
      "start delays of 6 s at most",
    );
  });

  it("claim no parts where files are of different size, but name what makes them so", () => {
    const text = said({
      overrides: [
        "logShipping.backup={every: 15 min}",
        "workload.bursts=[{name: rebuild, every: 1 d, offset: 2 h, lasts: 40 min, log: 2 GB}]",
      ],
      targets: [rpo("worst", 1_800)],
    });
    expect(text).not.toContain("is made of");
    expect(text).toContain('changes with the burst "rebuild"');
  });

  it("say of a limit of nothing at all that no schedule meets it, whatever else is asked", () => {
    for (const targets of [
      [rpo("worst", 0), rpo("mean", 5_000)],
      [rpo("mean", 5_000), rpo("worst", 0)],
    ])
      expect(said({ targets })).toContain("No schedule meets site-loss.rpo.worst <= 0 s");
  });

  it("say why the edge is left alone where durations vary", () => {
    const text = said({ exactDurations: false, targets: [rpo("p99", 1_200)] });
    expect(text).toContain("no backup is missed for being late");
    expect(text).toContain("would miss it in part of the runs");
  });

  it("say that the copy does not matter for RPO with a share at a third site", () => {
    expect(said({ overrides: ["logShipping.share=third-site"], targets: TARGET })).toContain(
      "does not matter for RPO",
    );
  });

  it("say which target no schedule meets", () => {
    expect(said({ targets: [rpo("worst", 50)] })).toContain("No schedule meets site-loss.rpo.worst <= 50 s");
  });
});
