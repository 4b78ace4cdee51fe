import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Activity, type EventHandle, HIGHEST_RUNG, Loop, RUNG } from "../../src/engine/index.js";
import type { Micros } from "../../src/units/index.js";

/** What an event does when it is handled: schedules others, from now on, and cancels some. */
type Deed =
  | { readonly does: "schedule"; readonly delay: number; readonly rung: number }
  | { readonly does: "cancel"; readonly target: number };

/** Event number i does deeds[i]; the events of `first` are there from the start. */
interface Program {
  readonly first: readonly Deed[];
  readonly deeds: readonly (readonly Deed[])[];
  /** After so many events the run pauses and goes on. */
  readonly piece: number;
}

type Log = readonly (readonly [event: number, at: number])[];

function playOnLoop({ first, deeds, piece }: Program): Log {
  const loop = new Loop();
  const handles: EventHandle[] = [];
  const log: [number, number][] = [];
  const activities = Array.from(
    { length: HIGHEST_RUNG + 1 },
    (_, rung) => new Activity({ rung, kind: 0, part: 0, action: (event) => handle(event) }),
  );
  const perform = (deed: Deed): void => {
    if (deed.does === "schedule") {
      const at = (loop.now + deed.delay) as Micros;
      handles.push(loop.schedule(at, activities[deed.rung]!, handles.length));
    } else if (handles.length > 0) loop.cancel(handles[deed.target % handles.length]!);
  };
  const handle = (event: number): void => {
    log.push([event, loop.now]);
    for (const deed of deeds[event] ?? []) perform(deed);
  };
  for (const deed of first) perform(deed);
  while (loop.run({ maxEvents: piece }).outcome !== "drained") expect(loop.pending).toBeGreaterThan(0);
  expect(loop.pending).toBe(0);
  return log;
}

/** The slow reference: a list in order of scheduling, sorted (stably) by time and rung before each event. */
function playOnList({ first, deeds }: Program): Log {
  interface Entry {
    readonly at: number;
    readonly rung: number;
    readonly event: number;
  }
  let list: Entry[] = [];
  let count = 0;
  let now = 0;
  const log: [number, number][] = [];
  const perform = (deed: Deed): void => {
    if (deed.does === "schedule") {
      list.push({ at: now + deed.delay, rung: deed.rung, event: count });
      count += 1;
    } else if (count > 0) list = list.filter(({ event }) => event !== deed.target % count);
  };
  for (const deed of first) perform(deed);
  while (list.length > 0) {
    const next = [...list].sort((one, other) => one.at - other.at || one.rung - other.rung)[0]!;
    list = list.filter((entry) => entry !== next);
    now = next.at;
    log.push([next.event, now]);
    for (const deed of deeds[next.event] ?? []) perform(deed);
  }
  return log;
}

const scheduling = fc.record({
  does: fc.constant("schedule" as const),
  delay: fc.integer({ min: 0, max: 2 }),
  rung: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: HIGHEST_RUNG })),
});
const cancelling = fc.record({ does: fc.constant("cancel" as const), target: fc.nat(1000) });
/** Many at one instant, so that equal times are the rule and not luck. */
const crowd = fc.array(
  scheduling.map((deed) => ({ ...deed, delay: 1 })),
  { minLength: 15, maxLength: 40 },
);
const program = fc.record({
  first: fc.oneof(fc.array(scheduling, { minLength: 1, maxLength: 40 }), crowd),
  deeds: fc.array(fc.array(fc.oneof(scheduling, scheduling, cancelling), { maxLength: 4 }), {
    maxLength: 60,
  }),
  piece: fc.integer({ min: 1, max: 50 }),
});

describe("the order of events", () => {
  it("is that of a list sorted by time, rung and order of scheduling, whatever is cancelled or nested", () => {
    let mostAtOneInstant = 0;
    fc.assert(
      fc.property(program, (written) => {
        const log = playOnLoop(written);
        expect(log).toEqual(playOnList(written));
        const instants = new Map<number, number>();
        for (const [, at] of log) instants.set(at, (instants.get(at) ?? 0) + 1);
        mostAtOneInstant = Math.max(mostAtOneInstant, ...instants.values());
      }),
      { numRuns: 400 },
    );
    expect(mostAtOneInstant).toBeGreaterThanOrEqual(12);
  });

  it("keeps a hundred events of one instant and rung in the order of scheduling", () => {
    const loop = new Loop();
    const seen: number[] = [];
    const activity = new Activity({ rung: RUNG.tick, kind: 0, part: 0, action: (i) => seen.push(i) });
    for (let i = 0; i < 100; i += 1) loop.schedule(7 as Micros, activity, i);
    loop.run();
    expect(seen).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  it("lets a lower rung scheduled for the present instant go before all that is left of it", () => {
    const loop = new Loop();
    const seen: string[] = [];
    const told = (rung: number, name: string): Activity =>
      new Activity({ rung, kind: 0, part: 0, action: () => seen.push(name) });
    const tick = new Activity({
      rung: RUNG.tick,
      kind: 0,
      part: 0,
      action: () => {
        seen.push("tick");
        loop.schedule(loop.now, told(RUNG.tick, "second new tick"));
        loop.schedule(loop.now, told(RUNG.completion, "new completion"));
      },
    });
    loop.schedule(5 as Micros, told(RUNG.observer, "observer"));
    loop.schedule(5 as Micros, tick);
    loop.schedule(5 as Micros, told(RUNG.tick, "old tick"));
    loop.schedule(5 as Micros, told(RUNG.failure, "failure"));
    loop.run();
    expect(seen).toEqual(["failure", "tick", "new completion", "old tick", "second new tick", "observer"]);
  });
});
