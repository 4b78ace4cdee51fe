import { describe, expect, it } from "vitest";
import { Activity, Loop } from "../../src/engine/index.js";
import { LONGEST, type Micros } from "../../src/units/index.js";

const at = (value: number): Micros => value as Micros;

/** A loop with an event at each of the times, and the times handled so far. */
function loopWith(...times: number[]): { loop: Loop; seen: number[]; activity: Activity } {
  const loop = new Loop();
  const seen: number[] = [];
  const activity = new Activity({ rung: 0, kind: 1, part: 2, action: () => seen.push(loop.now) });
  for (const time of times) loop.schedule(at(time), activity);
  return { loop, seen, activity };
}

describe("a run", () => {
  it("ends drained, at the time of the last event", () => {
    const { loop, seen } = loopWith(30, 10, 20);
    expect(loop.run()).toEqual({ outcome: "drained", handled: 3 });
    expect(seen).toEqual([10, 20, 30]);
    expect(loop.now).toBe(30);
    expect(loop.handled).toBe(3);
  });

  it("handles what happens at its bound and leaves what comes after it", () => {
    const { loop, seen } = loopWith(10, 20, 21);
    expect(loop.run({ until: at(20) })).toEqual({ outcome: "reached-until", handled: 2, next: 21 });
    expect(seen).toEqual([10, 20]);
    expect(loop.now).toBe(20);
    expect(loop.pending).toBe(1);
    expect(loop.run({ until: at(20) })).toEqual({ outcome: "reached-until", handled: 0, next: 21 });
    expect(loop.run()).toEqual({ outcome: "drained", handled: 1 });
  });

  it("moves the time to its bound even if nothing happened", () => {
    const { loop } = loopWith(100);
    loop.run({ until: at(40) });
    expect(loop.now).toBe(40);
  });

  it("stops at the cap on events, as an outcome, and goes on where it stopped", () => {
    const { loop, seen } = loopWith(1, 2, 3, 4, 5);
    expect(loop.run({ maxEvents: 2 })).toEqual({ outcome: "event-cap", handled: 2, next: 3 });
    expect(loop.now).toBe(2);
    expect(loop.run({ maxEvents: 0 })).toEqual({ outcome: "event-cap", handled: 0, next: 3 });
    expect(loop.run({ until: at(4), maxEvents: 2 })).toMatchObject({ outcome: "reached-until", handled: 2 });
    expect(loop.run({ maxEvents: 1 })).toEqual({ outcome: "drained", handled: 1 });
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  it("gives an endless chain of events at one instant up at the cap", () => {
    const loop = new Loop();
    const again: Activity = new Activity({
      rung: 0,
      kind: 0,
      part: 0,
      action: () => {
        loop.schedule(loop.now, again);
      },
    });
    loop.schedule(at(3), again);
    expect(loop.run({ maxEvents: 10_000 })).toEqual({ outcome: "event-cap", handled: 10_000, next: 3 });
  });

  it("in pieces leaves the same fingerprint as at once", () => {
    const times = Array.from({ length: 50 }, (_, i) => (i * 37) % 41);
    const whole = loopWith(...times).loop;
    whole.run();
    const pieces = loopWith(...times).loop;
    for (let bound = 0; bound <= 45; bound += 5) pieces.run({ until: at(bound), maxEvents: 3 });
    while (pieces.run({ maxEvents: 7 }).outcome !== "drained");
    expect(`${pieces.fingerprint}`).toBe(`${whole.fingerprint}`);
  });

  it("hands each event the number it was scheduled with", () => {
    const loop = new Loop();
    const seen: number[] = [];
    const activity = new Activity({ rung: 0, kind: 0, part: 0, action: (payload) => seen.push(payload) });
    loop.schedule(at(1), activity, LONGEST);
    loop.schedule(at(2), activity, -5);
    loop.schedule(at(3), activity);
    loop.run();
    expect(seen).toEqual([LONGEST, -5, 0]);
  });

  it("may begin before zero", () => {
    const loop = new Loop(at(-100));
    const seen: number[] = [];
    const activity = new Activity({ rung: 0, kind: 0, part: 0, action: () => seen.push(loop.now) });
    loop.schedule(at(-50), activity);
    loop.run({ until: at(0) });
    expect(seen).toEqual([-50]);
  });

  it("knows the instant after a length of time, up to the end of time", () => {
    const { loop, seen, activity } = loopWith(10);
    loop.run();
    expect([loop.after(at(5)), loop.after(LONGEST)]).toEqual([15, LONGEST]);
    loop.schedule(loop.after(LONGEST), activity);
    expect(loop.run({ until: at(1_000) })).toMatchObject({ outcome: "reached-until", next: LONGEST });
    expect(seen).toEqual([10]);
  });

  it("passes on what an action throws, and can go on after it", () => {
    const { loop, seen } = loopWith(10, 30);
    const bug = new Activity({
      rung: 0,
      kind: 0,
      part: 0,
      action: () => {
        throw new Error("a bug in the model");
      },
    });
    loop.schedule(at(20), bug);
    expect(() => loop.run()).toThrow("a bug in the model");
    expect(loop.now).toBe(20);
    expect(loop.run()).toEqual({ outcome: "drained", handled: 1 });
    expect(seen).toEqual([10, 30]);
  });
});

describe("the loop refuses", () => {
  it("a time before now", () => {
    const { loop, activity } = loopWith(50);
    loop.run();
    expect(() => loop.schedule(at(49), activity)).toThrow(new RangeError("time 49 is before now 50"));
    expect(loop.pending).toBe(0);
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, LONGEST + 1])(
    "the time %s",
    (time) => {
      const { loop, activity } = loopWith();
      const message = `time ${time} is not a safe whole number of µs`;
      expect(() => loop.schedule(at(time), activity)).toThrow(new RangeError(message));
    },
  );

  it.each([0.5, Number.NaN, LONGEST + 1])("the payload %s", (payload) => {
    const { loop, activity } = loopWith();
    const message = `payload ${payload} is not a safe whole number`;
    expect(() => loop.schedule(at(1), activity, payload)).toThrow(new RangeError(message));
  });

  it("a bound that is past or no whole number, and a cap that is none", () => {
    const { loop } = loopWith(50);
    loop.run();
    expect(() => loop.run({ until: at(49) })).toThrow(
      new RangeError("until 49 is not a safe whole number of µs at or after now 50"),
    );
    expect(() => loop.run({ until: at(Number.NaN) })).toThrow("until NaN");
    expect(() => loop.run({ maxEvents: -1 })).toThrow("maxEvents -1 is not a whole number from 0 on");
    expect(() => loop.run({ maxEvents: 1.5 })).toThrow("maxEvents 1.5");
    expect(() => loop.run({ maxEvents: Number.NaN })).toThrow("maxEvents NaN");
    expect(() => new Loop(at(0.5))).toThrow("start 0.5");
  });

  it("to be run from within an event", () => {
    const loop = new Loop();
    loop.schedule(at(8), new Activity({ rung: 0, kind: 0, part: 0, action: () => loop.run() }));
    expect(() => loop.run()).toThrow("run was called at 8 from within an event or an observer");
    expect(loop.run()).toEqual({ outcome: "drained", handled: 0 });
  });

  it.each([-1, 16, 1.5, Number.NaN])("an activity on rung %s", (rung) => {
    const make = (): Activity => new Activity({ rung, kind: 0, part: 0, action: () => {} });
    expect(make).toThrow(new RangeError(`rung ${rung} is not a whole number from 0 to 15`));
  });

  it("an activity whose kind or part is not a 32-bit whole number", () => {
    const make = (kind: number, part: number): Activity =>
      new Activity({ rung: 0, kind, part, action: () => {} });
    expect(() => make(2 ** 31, 0)).toThrow("kind 2147483648 is not a 32-bit whole number");
    expect(() => make(0, 0.5)).toThrow("part 0.5 is not a 32-bit whole number");
  });
});
