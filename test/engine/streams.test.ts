import { describe, expect, it } from "vitest";
import { type Key, key, Streams } from "../../src/engine/index.js";
import { evenness, ksDistance, pairEvenness, serialCorrelation } from "./evidence.js";

const MIRROR = key("mirror", "repair");

function firstUniforms(seed: number, replication: number, owner: Key, count = 4): number[] {
  const stream = new Streams(seed, replication).stream(owner);
  return Array.from({ length: count }, () => stream.next());
}

const first = (seed: number, replication: number, owner: Key = MIRROR): number =>
  firstUniforms(seed, replication, owner, 1)[0]!;

const series = (count: number, make: (i: number) => number): number[] =>
  Array.from({ length: count }, (_, i) => make(i));

describe("a stream", () => {
  it("gives the same uniforms for the same seed, replication, part and purpose, from version to version", () => {
    expect(firstUniforms(1, 0, MIRROR)).toEqual([
      0.3585706401363087, 0.36468476833195473, 0.18336245088938674, 0.8281984846231407,
    ]);
    expect(firstUniforms(Number.MAX_SAFE_INTEGER, 123_456, key("チャット 1", ""))).toEqual([
      0.9295769776953398, 0.04004511387561516, 0.8525184094723945, 0.8992946838851192,
    ]);
  });

  it("does not depend on which others exist or were drawn from", () => {
    const streams = new Streams(5, 6);
    const mirror = streams.stream(MIRROR);
    const idle = streams.stream(key("idle part", "repair"));
    const mixed = [mirror.next(), idle.next(), mirror.next(), idle.next(), mirror.next()];
    const alone = firstUniforms(5, 6, key("mirror", "repair"), 3);
    expect([mixed[0], mixed[2], mixed[4]]).toEqual(alone);
  });

  it("starts anew when it is asked for again", () => {
    const streams = new Streams(5, 6);
    expect(streams.stream(MIRROR).next()).toBe(streams.stream(MIRROR).next());
  });

  it("has 53 bits: the last ones are as even as the first", () => {
    const stream = new Streams(2, 2).stream(MIRROR);
    const tails = series(20_000, () => (stream.next() * 2 ** 45) % 1);
    expect(Math.abs(evenness(tails, 256))).toBeLessThan(4);
  });

  it("stays in the open interval, even where the generator gives zero", () => {
    const stream = new Streams(2, 2).stream(MIRROR);
    (stream as unknown as { double: () => number }).double = () => 0;
    expect(stream.next()).toBe(2 ** -54);
  });
});

describe("streams are told apart", () => {
  const texts = [
    "",
    "1",
    "11",
    "111",
    "1111",
    "ab",
    "abab",
    "ababab",
    "a",
    "b",
    "ba",
    "\0",
    "\0\0",
    // Characters that differ in their high bytes only, and pairs beyond 16 bits.
    "A",
    "Ł",
    "\u2041",
    "сервер",
    "сервис",
    "服务器",
    "服務器",
    "😀",
    "😁",
    "part,purpose",
  ];

  it("by part and purpose: repeated texts, other alphabets, texts that move from one to the other", () => {
    const seen = new Set<string>();
    for (const part of texts) {
      for (const purpose of texts) seen.add(firstUniforms(1, 1, key(part, purpose), 2).join());
    }
    expect(seen.size).toBe(texts.length * texts.length);
    expect(firstUniforms(1, 1, key("ab", "c"))).not.toEqual(firstUniforms(1, 1, key("a", "bc")));
    expect(firstUniforms(1, 1, key("ab", "c"))).not.toEqual(firstUniforms(1, 1, key("c", "ab")));
  });

  it("by seed and replication: neighbours, exchanged ones, and those that differ beyond 32 bits", () => {
    const numbers = [0, 1, 2, 3, 10, 11, 111, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 33, 2 ** 53 - 1];
    const seen = new Set<number>();
    for (const seed of numbers) for (const replication of numbers) seen.add(first(seed, replication));
    expect(seen.size).toBe(numbers.length * numbers.length);
  });

  it("among 200,000 of neighbouring seeds, replications and parts, with 53 bits and with 40", () => {
    const parts = series(20, (i) => i).map((i) => key(`server ${i}`, "failure"));
    const seen = new Set<number>();
    const shortened = new Set<number>();
    for (let seed = 0; seed < 100; seed += 1) {
      for (let replication = 0; replication < 100; replication += 1) {
        const streams = new Streams(seed, replication);
        for (const part of parts) {
          const u = streams.stream(part).next();
          seen.add(u);
          shortened.add(Math.floor(u * 2 ** 40));
        }
      }
    }
    expect(seen.size).toBe(200_000);
    // Chance alone lets 200,000² / 2^41 = 0.02 pairs meet in 40 bits.
    expect(shortened.size).toBeGreaterThanOrEqual(199_999);
  });

  it("from the noise of the same key", () => {
    const streams = new Streams(1, 1);
    const words = streams.noise(MIRROR);
    expect(words).not.toEqual(streams.noise(key("mirror", "failure")));
    expect(words).not.toEqual(new Streams(1, 2).noise(MIRROR));
    expect(words).not.toEqual(new Streams(2, 1).noise(MIRROR));
  });
});

/** Sequences of first draws as a study sees them: the neighbours in seed, replication or key of one another. */
const COUNT = 40_000;
const sequences: Record<string, () => number[]> = {
  "neighbouring replications": () => series(COUNT, (i) => first(1, i)),
  "neighbouring seeds": () => series(COUNT, (i) => first(i, 0)),
  "replications 2^32 apart": () => series(COUNT, (i) => first(1, i * 2 ** 32)),
  "the second draws of neighbouring replications": () =>
    series(COUNT, (i) => firstUniforms(1, i, MIRROR, 2)[1]!),
  "numbered parts": () => series(COUNT, (i) => first(1, 0, key(`server ${i}`, "failure"))),
  "two purposes in turn": () => {
    const other = key("mirror", "failure");
    return series(COUNT, (i) => first(1, i >> 1, i % 2 === 0 ? MIRROR : other));
  },
  "one stream": () => firstUniforms(1, 1, MIRROR, COUNT),
};

describe.each(Object.entries(sequences))("the first draws of %s", (_, make) => {
  const uniforms = make();

  it("are uniform", () => {
    expect(Math.abs(evenness(uniforms, 1000))).toBeLessThan(4);
    expect(ksDistance(uniforms, (x) => x)).toBeLessThan(2.2);
  });

  it("are uniform in pairs and not correlated", () => {
    expect(Math.abs(pairEvenness(uniforms, 32))).toBeLessThan(4);
    for (const lag of [1, 2, 3, 16]) expect(Math.abs(serialCorrelation(uniforms, lag))).toBeLessThan(4);
  });
});

describe("streams refuse", () => {
  it.each([-1, 0.5, Number.NaN, 2 ** 53])("the seed %s", (seed) => {
    expect(() => new Streams(seed, 0)).toThrow(
      new RangeError(`seed ${seed} is not a whole number from 0 to 2^53 - 1`),
    );
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])("the replication %s", (replication) => {
    expect(() => new Streams(0, replication)).toThrow(
      new RangeError(`replication ${replication} is not a whole number from 0 to 2^53 - 1`),
    );
  });
});
