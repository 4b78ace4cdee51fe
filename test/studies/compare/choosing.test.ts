/** Which options are the best ones, and which meet which targets: of cases whose answer is known. */
import { describe, expect, it } from "vitest";
import { changed, type Mapping, PLAIN, playable } from "../playing.js";
import { type Asked, compare } from "./comparing.js";

const pool = (every: string, more: Mapping = {}) =>
  playable(
    changed(
      changed(PLAIN, {
        layout: "database-only",
        horizon: "2 d",
        logShipping: { backup: { every }, copy: { after: "backup", every: null, offset: null } },
        failures: [{ what: "site-loss", where: "site-1", at: "any", lasts: "forever" }],
      }),
      more,
    ),
  );

/** Losing 44 s and half an interval on average: 494 s, 194 s, 344 s, and 224 s: as good as the second within 30 s. */
const OPTIONS = { a: pool("15 min"), b: pool("5 min"), c: pool("10 min"), d: pool("6 min") };

const best = (asked: Partial<Asked> = {}, options: typeof OPTIONS = OPTIONS) => {
  const usual = { replications: 150, best: { measure: null, indifference: null } };
  return compare(options, { ...usual, ...asked }).result;
};

describe("the best of several options", () => {
  it("is named with those that are as good as it, within 30 s, and the others went out one by one", () => {
    const found = best().best!;
    expect(found).toMatchObject({ measure: "site-loss.rpo", confidence: 0.95, indifference: 30 });
    expect(found.options).toContain("b");
    expect(found.options).not.toContain("a");
    expect(Object.keys(found.eliminated).sort()).toEqual(
      ["a", "b", "c", "d"].filter((name) => !found.options.includes(name)),
    );
    for (const after of Object.values(found.eliminated)) {
      expect(after).toBeGreaterThanOrEqual(30);
      expect(after).toBeLessThanOrEqual(150);
    }
  });

  it("is nobody yet before the first stage of 30 replications is over", () => {
    const found = best({ replications: 29 }).best!;
    expect(found.options).toEqual(["a", "b", "c", "d"]);
    expect(found.eliminated).toEqual({});
  });

  it("may be asked for by another measure, with another width", () => {
    const found = best({ best: { measure: "lost", indifference: 500 } }).best!;
    expect(found).toMatchObject({ measure: "lost", indifference: 500 });
    expect(found.options).not.toContain("a");
    const share = best({ best: { measure: "lost", indifference: null } });
    const a = share.options[0]!.perReplication!.lost.value!;
    expect(share.best!.indifference).toBeCloseTo(a / 100, 6);
  });

  it("may be asked for by what a kind comes to in one place", () => {
    const found = best({ best: { measure: "site-loss@site-1.rpo", indifference: null } }).best!;
    expect(found).toMatchObject({ measure: "site-loss@site-1.rpo", indifference: 30 });
    expect(found.options).not.toContain("a");
  });

  it("is not asked of two, nor where nobody asks", () => {
    expect(best({ best: null }).best).toBeNull();
    const two = compare(
      { a: OPTIONS.a, b: OPTIONS.b },
      { replications: 40, best: { measure: null, indifference: null } },
    );
    expect(two.result.best).toBeNull();
  });

  it("decides by down time where all options lose the same, and says why it cannot where nothing is over", () => {
    const quick = (detect: string) => pool("15 min", { people: { detect } });
    const found = best({}, { a: quick("5 min"), b: quick("20 min"), c: quick("10 min"), d: quick("1 min") });
    expect(found.best).toMatchObject({ measure: "downtime", options: ["d"] });
    const never = pool("15 min", { people: { detect: "40 h" } });
    const open = best({ replications: 35 }, { ...OPTIONS, d: never });
    expect(open.best).toBeNull();
    expect(open.notes.join()).toContain(
      "No best option is named: site-loss.rpo is not over within the horizon",
    );
  });
});

describe("the targets of options", () => {
  const targets = { targets: { rpo: "12 min", rto: "1 h" } };
  const options = { a: pool("15 min", targets), b: pool("5 min", targets) };
  const standing = (replications: number, more: Partial<Asked> = {}) =>
    compare(options, { replications, ...more }).result.options.map(({ targets }) => targets);

  it("are those of their scenarios, at the 95th percentile of each kind that costs anybody anything", () => {
    const [a, b] = standing(200);
    expect(a!.map(({ text }) => text)).toEqual(["site-loss.rpo.p95 <= 12 min", "site-loss.rto.p95 <= 1 h"]);
    // 44 + 855 s and 44 + 285 s, against 720 s.
    expect(a!.map(({ verdict }) => verdict)).toEqual(["missed", "met"]);
    expect(b!.map(({ verdict }) => verdict)).toEqual(["met", "met"]);
  });

  it("are undecided, with the reason, where there are too few incidents for all of them together", () => {
    // 59 would do for one target alone; four verdicts need each to miss a quarter as often.
    const [a] = standing(70);
    expect(a![1]).toMatchObject({ verdict: "undecided" });
    expect(a![1]!.why).toContain("needs");
    const alone = compare(
      { a: pool("15 min", { targets: { rto: "1 h" } }), b: pool("5 min") },
      { replications: 70 },
    ).result.options[0]!.targets;
    expect(alone).toMatchObject([{ verdict: "met" }]);
  });

  it("may be asked for beside them, and are judged of every option", () => {
    const asked = ["site-loss.lost.mean <= 3000", "site-loss.rpo.p95 <= 720 s", "availability >= 99 %"];
    const [a, b] = standing(200, { targets: asked });
    expect(a!.map(({ text }) => text)).toEqual([...asked, "site-loss.rto.p95 <= 1 h"]);
    // 4,940 and 1,940 messages; 45 min of 2 d.
    expect(a!.map(({ verdict }) => verdict)).toEqual(["missed", "missed", "missed", "met"]);
    expect(b!.map(({ verdict }) => verdict)).toEqual(["met", "met", "missed", "met"]);
  });

  it("say nothing of what is lost at a fixed instant, which is one phase of the schedule", () => {
    const fixed = {
      ...targets,
      failures: [{ what: "site-loss", where: "site-1", at: "1 d", lasts: "forever" }],
    };
    const [a] = compare({ a: pool("15 min", fixed), b: pool("5 min", fixed) }, { replications: 200 }).result
      .options;
    expect(a!.targets.map(({ verdict }) => verdict)).toEqual(["undecided", "met"]);
    expect(a!.targets[0]!.why).toContain("fixed instant");
  });
});
