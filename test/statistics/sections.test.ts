import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SECTIONS, SectionedColumn } from "../../src/statistics/index.js";

interface Life {
  readonly replication: number;
  readonly values: readonly (number | null)[];
}

const collected = (lives: readonly Life[]): SectionedColumn => {
  const made = new SectionedColumn();
  for (const { replication, values } of lives) for (const value of values) made.add(replication, value);
  return made;
};

const livesOf = (lists: readonly (readonly (number | null)[])[]): Life[] =>
  lists.map((values, replication) => ({ replication, values }));

const lists = fc.array(
  fc.array(fc.oneof(fc.constantFrom<number | null>(null, 0), fc.integer({ min: 0, max: 1e9 })), {
    maxLength: 5,
  }),
  { minLength: 1, maxLength: 200 },
);

describe("values in sections", () => {
  it("are the same for every partition into whole replications and every order of merging", () => {
    fc.assert(
      fc.property(lists, fc.nat(), fc.boolean(), (all, cut, backwards) => {
        const lives = livesOf(all);
        const at = cut % (lives.length + 1);
        const parts = [lives.slice(0, at), lives.slice(at)].map(collected);
        const sent = SectionedColumn.fromRecord(structuredClone(parts[0]!.toRecord()));
        const [first, second] = backwards ? [parts[1]!, sent] : [sent, parts[1]!];
        first.merge(second);
        expect(first.toRecord()).toEqual(collected(lives).toRecord());
      }),
    );
  });

  it("are the same in one piece of many as in pieces of few, and taken in from records", () => {
    const lives = livesOf(
      Array.from({ length: 900 }, (_, i) => [i, 0, (i * i * 7919) % 1e6, null, i % 7, 3]),
    );
    const taken = new SectionedColumn();
    for (let at = 0; at < lives.length; at += 90) {
      taken.absorb(structuredClone(collected(lives.slice(at, at + 90)).toRecord()));
    }
    expect(taken.toRecord()).toEqual(collected(lives).toRecord());
    expect(taken.splitsAt(100)).toEqual(collected(lives).splitsAt(100));
  });

  it("count the replications that have any", () => {
    expect(collected(livesOf([[1, 2, 3], [], [0], [null, 4]])).clusters).toBe(3);
  });

  it("are split at the edges around a level, by section", () => {
    // 1,000 shares a bin with 960 to 1,023; replications 0 and 64 share a section.
    const lives = livesOf(
      Array.from({ length: SECTIONS + 1 }, (_, i) => (i === 1 ? [1_000, 5_000, null] : [10, 970])),
    );
    const [above, from] = collected(lives).splitsAt(1_000);
    expect([above.all[0], above.all[1], above.all[2]]).toEqual([4, 3, 2]);
    expect([above.above[0], above.above[1], above.above[2]]).toEqual([0, 2, 0]);
    expect([from.above[0], from.above[1], from.above[2]]).toEqual([2, 3, 1]);
    const [beyond, nulls] = collected(lives).splitsAt(null);
    expect([beyond.above[1], nulls.above[1], nulls.above[0]]).toEqual([0, 1, 0]);
  });
});
