import { describe, expect, it } from "vitest";
import { Activity, draw, type HandledEvent, key, Loop, RUNG, Streams } from "../../src/engine/index.js";
import { type Micros, SECOND } from "../../src/units/index.js";

/** A small model with chance, cancelling and several parts, run for 500 events. */
function play(watch: (loop: Loop) => void): Loop {
  const loop = new Loop();
  const streams = new Streams(7, 3);
  for (let part = 0; part < 5; part += 1) {
    const stream = streams.stream(key(`part ${part}`, "pause"));
    const next = (): Micros => loop.after(draw({ law: "exponential", mean: SECOND }, stream.next()));
    const idle = new Activity({ rung: RUNG.observer, kind: 2, part, action: () => {} });
    const beat: Activity = new Activity({
      rung: RUNG.tick,
      kind: 1,
      part,
      action: (count) => {
        const handle = loop.schedule(next(), idle);
        if (count % 3 === 0) loop.cancel(handle);
        loop.schedule(next(), beat, count + 1);
      },
    });
    loop.schedule(next(), beat);
  }
  watch(loop);
  loop.run({ maxEvents: 500 });
  return loop;
}

describe("observers", () => {
  it("see every handled event once, in order, as it was", () => {
    const seen: HandledEvent[] = [];
    const loop = play((watched) => watched.observe((event) => seen.push(event)));
    expect(seen.map(({ number }) => number)).toEqual(Array.from({ length: 500 }, (_, i) => i + 1));
    expect(seen.every((event, i) => i === 0 || event.at >= seen[i - 1]!.at)).toBe(true);
    expect(seen[499]!.at).toBe(loop.now);
    expect(new Set(seen.map(({ kind, rung }) => `${kind} on ${rung}`))).toEqual(
      new Set(["1 on 2", "2 on 3"]),
    );
    expect(new Set(seen.map(({ part }) => part))).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(Math.max(...seen.map(({ payload }) => payload))).toBeGreaterThan(10);
  });

  it("change nothing by being there", () => {
    const alone = play(() => {});
    const watched = play((loop) => {
      loop.observe(() => {});
      loop.observe((event) => JSON.stringify(event));
    });
    expect(`${watched.fingerprint}`).toBe(`${alone.fingerprint}`);
    expect(watched.now).toBe(alone.now);
    expect(watched.pending).toBe(alone.pending);
  });

  it("are told after the event has acted, each in the order of subscription", () => {
    const loop = new Loop();
    const order: string[] = [];
    loop.observe(() => order.push("first observer"));
    loop.observe(() => order.push("second observer"));
    const action = (): void => void order.push("action");
    loop.schedule(1 as Micros, new Activity({ rung: 0, kind: 0, part: 0, action }));
    loop.run();
    expect(order).toEqual(["action", "first observer", "second observer"]);
  });

  it("cannot schedule, cancel or run", () => {
    const idle = new Activity({ rung: 0, kind: 4, part: 5, action: () => {} });
    const attempt = (deed: (loop: Loop) => void): string => {
      const loop = new Loop();
      loop.schedule(3 as Micros, idle);
      loop.observe(() => deed(loop));
      try {
        loop.run({ maxEvents: 10 });
      } catch (error) {
        expect((error as Error).message).toBe("an observer threw at 3 on the event of kind 4, part 5");
        return ((error as Error).cause as Error).message;
      }
      return "nothing was thrown";
    };
    expect(attempt((loop) => loop.schedule(9 as Micros, idle))).toBe(
      "an observer tried to schedule an event at 9",
    );
    expect(attempt((loop) => loop.run())).toBe("run was called at 3 from within an event or an observer");
    const cancelled = attempt((loop) => loop.cancel({ at: 9 } as never));
    expect(cancelled).toBe("an observer tried to cancel the event at 9");
  });

  it("cannot change the record they share", () => {
    const loop = new Loop();
    loop.schedule(3 as Micros, new Activity({ rung: 0, kind: 0, part: 0, action: () => {} }));
    loop.observe((event) => Object.assign(event, { at: 99 }));
    expect(() => loop.run()).toThrow("an observer threw at 3");
  });

  it("that throw end the run, with what they threw as the cause", () => {
    const bug = new Error("a bug in the timeline");
    const started = (): Loop =>
      play((loop) => {
        loop.observe(() => {
          throw bug;
        });
      });
    expect(started).toThrow(expect.objectContaining({ cause: bug }));
  });

  it("can stop watching, even while they are told", () => {
    let told = 0;
    play((loop) => {
      const stop = loop.observe(() => {
        told += 1;
        if (told === 10) stop();
      });
    });
    expect(told).toBe(10);
  });
});
