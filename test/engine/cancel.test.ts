import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { Activity, type EventHandle, key, Loop, noise, Streams } from "../../src/engine/index.js";
import { EventQueue, PendingEvent } from "../../src/engine/queue.js";
import type { Micros } from "../../src/units/index.js";

const at = (value: number): Micros => value as Micros;

function recording(): { loop: Loop; seen: number[]; activity: Activity } {
  const loop = new Loop();
  const seen: number[] = [];
  const activity = new Activity({ rung: 0, kind: 0, part: 0, action: (which) => seen.push(which) });
  return { loop, seen, activity };
}

/** How many entries, dead ones included, the queue's heap holds. */
const heapSize = (queue: EventQueue): number => (queue as unknown as { heap: { size: number } }).heap.size;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

describe("a cancelled event", () => {
  it("does not happen, and can be cancelled once only", () => {
    const { loop, seen, activity } = recording();
    const handles = [1, 2, 3].map((i) => loop.schedule(at(i), activity, i));
    expect(loop.cancel(handles[1]!)).toBe(true);
    expect(loop.cancel(handles[1]!)).toBe(false);
    expect(loop.pending).toBe(2);
    expect(loop.run()).toEqual({ outcome: "drained", handled: 2 });
    expect(seen).toEqual([1, 3]);
  });

  it("counts neither for a bound nor for a cap", () => {
    const { loop, activity } = recording();
    const handles = [1, 2, 3].map((i) => loop.schedule(at(i), activity, i));
    loop.cancel(handles[0]!);
    loop.cancel(handles[2]!);
    expect(loop.run({ maxEvents: 1 })).toEqual({ outcome: "drained", handled: 1 });
  });

  it("keeps its place among equals while it is in the queue", () => {
    const loop = new Loop();
    const words = new Streams(1, 1).noise(key("test", "rungs"));
    const seen: number[] = [];
    const onRung = Array.from(
      { length: 16 },
      (_, rung) => new Activity({ rung, kind: 0, part: 0, action: (which) => seen.push(which) }),
    );
    const scheduled: { which: number; rung: number; handle: EventHandle; cancelled: boolean }[] = [];
    for (let which = 0; which < 2_000; which += 1) {
      const rung = Math.floor(noise(words, which) * 16);
      const handle = loop.schedule(at(9), onRung[rung]!, which);
      scheduled.push({ which, rung, handle, cancelled: false });
      const other = scheduled[Math.floor(noise(words, which, 1) * scheduled.length)]!;
      if (noise(words, which, 2) < 0.4) other.cancelled = loop.cancel(other.handle) || other.cancelled;
    }
    loop.run();
    const kept = scheduled.filter(({ cancelled }) => !cancelled);
    expect(seen).toEqual(kept.sort((a, b) => a.rung - b.rung || a.which - b.which).map(({ which }) => which));
  });

  it("cannot be cancelled once it is being handled or was", () => {
    const loop = new Loop();
    const answers: boolean[] = [];
    const handle: EventHandle = loop.schedule(
      at(1),
      new Activity({ rung: 0, kind: 0, part: 0, action: () => answers.push(loop.cancel(handle)) }),
    );
    loop.run();
    answers.push(loop.cancel(handle));
    expect(answers).toEqual([false, false]);
  });

  it("leaves the count of pending events right from within an event that has scheduled nothing yet", () => {
    const { loop, activity } = recording();
    const later = loop.schedule(at(10), activity);
    const counts: number[] = [];
    const action = (): void => {
      counts.push(loop.pending);
      loop.cancel(later);
      counts.push(loop.pending);
      loop.schedule(at(11), activity);
      counts.push(loop.pending);
    };
    loop.schedule(at(1), new Activity({ rung: 0, kind: 0, part: 0, action }));
    loop.run();
    expect(counts).toEqual([1, 0, 1]);
  });
});

it("an event may cancel most of the others and then schedule one", () => {
  const { loop, seen, activity } = recording();
  const handles = Array.from({ length: 200 }, (_, i) => loop.schedule(at(10 + i), activity, i));
  const action = (): void => {
    // The queue sweeps itself at the last of these, with the event that is being handled still in it.
    for (const handle of handles.slice(0, 101)) loop.cancel(handle);
    loop.schedule(at(300), activity, 300);
  };
  loop.schedule(at(1), new Activity({ rung: 0, kind: 0, part: 0, action }));
  loop.run();
  expect(seen).toEqual([...Array.from({ length: 99 }, (_, i) => 101 + i), 300]);
});

describe("memory", () => {
  it("stays bounded when events are scheduled and cancelled without end", () => {
    const queue = new EventQueue();
    const activity = new Activity({ rung: 0, kind: 0, part: 0, action: () => {} });
    for (let i = 0; i < 10; i += 1) queue.add(new PendingEvent(at(1_000_000), i, activity, 0));
    let most = 0;
    for (let i = 10; i < 20_000; i += 1) {
      const event = new PendingEvent(at(i), i, activity, 0);
      queue.add(event);
      queue.cancel(event);
      most = Math.max(most, heapSize(queue));
    }
    expect(most).toBeLessThanOrEqual(80);
    expect(queue.size).toBe(10);
  });

  it("stays bounded when one event cancels and schedules many before it ends", () => {
    const { loop, seen, activity } = recording();
    const churn = (): void => {
      for (let i = 0; i < 5_000; i += 1) loop.cancel(loop.schedule(at(100 + i), activity, -1));
      loop.schedule(at(50), activity, 1);
    };
    loop.schedule(at(1), new Activity({ rung: 0, kind: 0, part: 0, action: churn }));
    loop.schedule(at(60), activity, 2);
    loop.run();
    expect(seen).toEqual([1, 2]);
  });

  it("of events and what they hold is let go of when the queue has drained", () => {
    const loop = new Loop();
    const weak: WeakRef<object>[] = [];
    for (let i = 0; i < 100; i += 1) {
      const heavy = { bytes: new Uint8Array(1000) };
      const action = (): void => void heavy.bytes[0];
      const handle = loop.schedule(at(i), new Activity({ rung: 0, kind: 0, part: 0, action }));
      weak.push(new WeakRef(heavy), new WeakRef(handle));
    }
    loop.run();
    return new Promise<void>((done) => setImmediate(done)).then(() => {
      collectGarbage();
      expect(weak.filter((reference) => reference.deref() !== undefined)).toEqual([]);
      expect(loop.handled).toBe(100);
    });
  });

  it("of what an event held is let go of even if somebody keeps its handle", () => {
    const loop = new Loop();
    const handles: EventHandle[] = [];
    const weak: WeakRef<object>[] = [];
    for (let i = 0; i < 2; i += 1) {
      const heavy = { bytes: new Uint8Array(1000) };
      const action = (): void => void heavy.bytes[0];
      handles.push(loop.schedule(at(i), new Activity({ rung: 0, kind: 0, part: 0, action })));
      weak.push(new WeakRef(heavy));
    }
    loop.cancel(handles[1]!);
    loop.run();
    return new Promise<void>((done) => setImmediate(done)).then(() => {
      collectGarbage();
      expect(weak.map((reference) => reference.deref())).toEqual([undefined, undefined]);
      expect(handles).toHaveLength(2);
    });
  });
});
