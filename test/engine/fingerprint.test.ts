import { describe, expect, it } from "vitest";
import { Activity, Fingerprint, FingerprintOfRuns, Loop } from "../../src/engine/index.js";
import type { Micros } from "../../src/units/index.js";

type Event = readonly [at: number, kind: number, part: number, payload: number];

function printOf(...events: Event[]): string {
  const fingerprint = new Fingerprint();
  for (const event of events) fingerprint.mix(...event);
  return `${fingerprint}`;
}

describe("the fingerprint", () => {
  it("is 16 hex digits that stay the same from version to version", () => {
    expect(printOf()).toBe("b51ea0280250e09b");
    expect(printOf([1, 2, 3, 4])).toBe("74d99536ed3de6c8");
    expect(printOf([-9e15, -1, 7, 1e15], [9e15, 1, -7, -1e15])).toBe("cdb200b34c86e03a");
  });

  it("tells neighbouring events apart, in every field, beyond 32 bits too", () => {
    const seen = new Set<string>();
    let count = 0;
    const steps = [0, 1, 2, 2 ** 31, 2 ** 32, 2 ** 33, -1, -(2 ** 32), 2 ** 52];
    for (const at of steps) {
      for (const payload of steps) {
        for (const kind of [0, 1, -1, 2 ** 30]) {
          for (const part of [0, 1, -1, 2 ** 30]) {
            seen.add(printOf([at, kind, part, payload]));
            count += 1;
          }
        }
      }
    }
    expect(seen.size).toBe(count);
  });

  it("tells two events in another order apart", () => {
    const one: Event = [10, 1, 1, 0];
    const other: Event = [10, 2, 1, 0];
    expect(printOf(one, other)).not.toBe(printOf(other, one));
  });

  it("remembers the first of a million events", () => {
    const long = (first: number): string => {
      const fingerprint = new Fingerprint();
      fingerprint.mix(first, 0, 0, 0);
      for (let i = 2; i < 1_000_000; i += 1) fingerprint.mix(i, 0, 0, 0);
      return `${fingerprint}`;
    };
    expect(long(0)).not.toBe(long(1));
  });

  it("changes half of its bits with one bit of one event", () => {
    let bits = 0;
    for (let i = 0; i < 200; i += 1) {
      const events: Event[] = [[i * 977, 1, 2, i]];
      const [one, other] = [printOf(...events), printOf([i * 977, 1, 2, i ^ (1 << (i % 20))])];
      for (let digit = 0; digit < 16; digit += 1) {
        const changed = Number.parseInt(one[digit]!, 16) ^ Number.parseInt(other[digit]!, 16);
        bits += changed.toString(2).replaceAll("0", "").length;
      }
    }
    expect(bits / 200).toBeGreaterThan(30);
    expect(bits / 200).toBeLessThan(34);
  });

  it("of a loop is that of the events it handled, and of no cancelled one", () => {
    const loop = new Loop();
    const activity = new Activity({ rung: 0, kind: 5, part: 6, action: () => {} });
    loop.schedule(20 as Micros, activity, 2);
    loop.schedule(10 as Micros, activity, 1);
    loop.cancel(loop.schedule(15 as Micros, activity, 3));
    loop.run();
    expect(`${loop.fingerprint}`).toBe(printOf([10, 5, 6, 1], [20, 5, 6, 2]));
  });

  it("takes in others in their order", () => {
    const [one, other] = [new Fingerprint(), new Fingerprint()];
    one.mix(1, 1, 1, 1);
    other.mix(2, 2, 2, 2);
    const merged = (...parts: Fingerprint[]): string => {
      const whole = new Fingerprint();
      for (const part of parts) whole.absorb(part);
      return `${whole}`;
    };
    expect(merged(one, other)).toBe(merged(one, other));
    expect(new Set([merged(one, other), merged(other, one), merged(one), merged(one, one)]).size).toBe(4);
  });
});

describe("the fingerprint of many replications", () => {
  const replication = (number: number): Fingerprint => {
    const fingerprint = new Fingerprint();
    fingerprint.mix(number * 31, 1, 1, number);
    return fingerprint;
  };

  it("is the same for every partition into batches and every order of merging", () => {
    const whole = new FingerprintOfRuns();
    for (let i = 0; i < 20; i += 1) whole.absorb(i, replication(i));
    for (const batches of [2, 3, 7]) {
      const parts = Array.from({ length: batches }, () => new FingerprintOfRuns());
      for (let i = 19; i >= 0; i -= 1) parts[i % batches]!.absorb(i, replication(i));
      const merged = new FingerprintOfRuns();
      for (const part of parts) merged.merge(part);
      expect(`${merged}`).toBe(`${whole}`);
    }
  });

  it("shows two replications that changed places, and one that is missing or doubled", () => {
    const of = (...entries: [number, number][]): string => {
      const runs = new FingerprintOfRuns();
      for (const [place, which] of entries) runs.absorb(place, replication(which));
      return `${runs}`;
    };
    const prints = [
      of([0, 0], [1, 1]),
      of([0, 1], [1, 0]),
      of([0, 0]),
      of([1, 1]),
      of([0, 0], [1, 1], [1, 1]),
      of(),
    ];
    expect(new Set(prints).size).toBe(prints.length);
  });

  it("can be read back and merged further", () => {
    const [first, second, whole] = [
      new FingerprintOfRuns(),
      new FingerprintOfRuns(),
      new FingerprintOfRuns(),
    ];
    for (let i = 0; i < 10; i += 1) {
      (i < 5 ? first : second).absorb(i, replication(i));
      whole.absorb(i, replication(i));
    }
    const restored = FingerprintOfRuns.parse(`${first}`);
    restored.merge(FingerprintOfRuns.parse(`${second}`));
    expect(`${restored}`).toBe(`${whole}`);
    expect(() => FingerprintOfRuns.parse("12")).toThrow("not a fingerprint of 16 hex digits: 12");
    expect(() => FingerprintOfRuns.parse("0123456789ABCDEF")).toThrow(RangeError);
  });
});
