/**
 * Rules that hold for every checklist, over random steps of one's own, random waits and random times: its order can be
 * worked, its clock is that of its order, and a minute less saves what it says.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ProcedureResult } from "../../src/results/index.js";
import { tellLife, vet, writeRunbook } from "../../src/studies/index.js";
import { changed, clock, type Mapping, MINUTE, PLAIN, playable, read, siteLoss } from "./playing.js";

type Procedure = ProcedureResult["procedure"];

const BASE: Mapping = changed(PLAIN, { users: { count: 4000 }, servers: { replication: "3 min" } });

const stepsOf = (mapping: Mapping, procedure: Procedure): ProcedureResult =>
  writeRunbook({ scenario: playable(mapping), procedures: [procedure], version: "0" }).procedures[0]!;

const NAMES: Readonly<Record<Procedure, readonly string[]>> = {
  failover: stepsOf(BASE, "failover").steps.map(({ step }) => step),
  switchover: stepsOf(BASE, "switchover").steps.map(({ step }) => step),
  failback: stepsOf(BASE, "failback").steps.map(({ step }) => step),
};

interface Case {
  readonly procedure: Procedure;
  readonly steps: Readonly<Record<string, { takes: string; after?: string[]; before?: string[] }>>;
}

/** Steps of one's own between any two of a procedure's, and changed waits of the documented ones. */
const cases: fc.Arbitrary<Case> = fc
  .constantFrom<Procedure>("failover", "switchover", "failback")
  .chain((procedure) => {
    // A Front End is failed over by itself: nobody waits for it.
    const names = NAMES[procedure].filter((name) => name !== "fail-over-front-end");
    const own = fc.record({
      takes: fc.integer({ min: 0, max: 90 }).map((minutes) => `${minutes} min`),
      at: fc.integer({ min: 0, max: names.length - 1 }),
      until: fc.integer({ min: 0, max: names.length - 1 }),
    });
    const moved = fc.record({
      takes: own.map(({ takes }) => takes),
      name: fc.constantFrom(...names.slice(2)),
    });
    return fc
      .tuple(fc.array(own, { maxLength: 4 }), fc.array(moved, { maxLength: 3 }))
      .map(([mine, theirs]) => {
        const steps: Record<string, { takes: string; after?: string[]; before?: string[] }> = {};
        for (const [index, { takes, at, until }] of mine.entries()) {
          const before = until > at ? { before: [names[until]!] } : {};
          steps[`own-${index}`] = { takes, after: [names[at]!, ...(index > 1 ? ["own-0"] : [])], ...before };
        }
        for (const { name, takes } of theirs) {
          const place = names.indexOf(name);
          steps[name] = { takes, after: place % 2 === 0 ? [] : names.slice(Math.max(0, place - 2), place) };
        }
        return { procedure, steps };
      });
  })
  .filter(({ steps }) => {
    const { scenario, source } = read(changed(BASE, { runbook: { steps } }));
    return vet(scenario, source).length === 0;
  });

const listOf = ({ procedure, steps }: Case) => stepsOf(changed(BASE, { runbook: { steps } }), procedure);

test("every step stands behind all that it waits for, and own steps where `after` and `before` say", () => {
  fc.assert(
    fc.property(cases, (one) => {
      const { steps } = listOf(one);
      const place = (name: string) => steps.findIndex(({ step }) => step === name);
      for (const { step, waitsFor } of steps) {
        for (const before of waitsFor) expect(place(before)).toBeLessThan(place(step));
      }
      for (const [name, { after = [], before = [] }] of Object.entries(one.steps)) {
        if (place(name) < 0) continue;
        for (const earlier of after) expect(place(earlier)).toBeLessThan(place(name));
        for (const later of before) expect(place(name)).toBeLessThan(place(later));
        for (const later of before) expect(steps[place(later)]!.waitsFor).toContain(name);
      }
      expect(steps.map(({ number }) => number)).toEqual(steps.map((_, index) => index + 1));
    }),
    { numRuns: 100, seed: 1 },
  );
});

test("a step begins when the last that it waits for is done, or with the decision, and never sooner", () => {
  fc.assert(
    fc.property(cases, (one) => {
      const { steps, procedure } = listOf(one);
      const endOf = (name: string) => steps.find(({ step }) => step === name)!.to;
      for (const { step, waitsFor, from, to, lasts } of steps) {
        const floor = procedure === "failover" && step !== "detect" && step !== "decide" ? 0 : -Infinity;
        const isEarly = from < 0;
        const latest = Math.max(...waitsFor.map(endOf), procedure === "failover" ? -Infinity : 0);
        if (!isEarly) expect(from).toBeCloseTo(Math.max(latest, floor), 6);
        expect(to - from).toBeCloseTo(lasts, 6);
      }
    }),
    { numRuns: 100, seed: 2 },
  );
});

test("a minute less saves what the same checklist saves that has one, and nothing beside the path", () => {
  fc.assert(
    fc.property(cases, fc.nat(), (one, choice) => {
      const whole = listOf(one);
      const taken = whole.steps.filter(({ step }) => step !== "drop-log-shipping");
      const { step, lasts, minuteSaves, onPath } = taken[choice % taken.length]!;
      if (!onPath) expect(minuteSaves).toBe(0);
      const shorter = Math.max(0, lasts - MINUTE).toFixed(6);
      const changes = {
        runbook: { steps: { ...one.steps, [step]: { ...one.steps[step], takes: `${shorter} s` } } },
      };
      const less = stepsOf(changed(BASE, changes), one.procedure);
      expect(whole.outage! - less.outage!).toBeCloseTo(minuteSaves, 4);
    }),
    { numRuns: 100, seed: 3 },
  );
});

test("the marked steps follow on one another without a gap, from the beginning of the outage to its end", () => {
  fc.assert(
    fc.property(cases, (one) => {
      const { steps, outage, stopped, everybody } = listOf(one);
      const marked = steps.filter(({ onPath }) => onPath).sort((a, b) => a.from - b.from);
      const covered = marked.reduce((sum, { from, to }) => sum + to - Math.max(from, stopped), 0);
      expect(covered).toBeCloseTo(outage!, 4);
      expect(marked.at(-1)!.to).toBe(everybody);
    }),
    { numRuns: 100, seed: 4 },
  );
});

test("a failover with all of that is played as its checklist says", () => {
  const AT = clock(1, 10, 7, 30);
  const alone = changed(BASE, { users: { count: 0 }, horizon: "3 d" });
  fc.assert(
    fc.property(cases, ({ steps }) => {
      const mapping = changed(alone, { runbook: { steps } });
      const lost = playable(changed(mapping, { failures: [siteLoss(AT, { lasts: "forever" })] }));
      const { entries } = tellLife({ scenario: lost, seed: 1, replication: 0, replay: "", version: "0" });
      const list = stepsOf(mapping, "failover");
      const told = entries.flatMap((entry) =>
        entry.fact === "step" ? [`${entry.step} ${entry.state} ${(entry.at - AT).toFixed(3)}`] : [],
      );
      const said = list.steps.flatMap(({ step, from, to }) => [
        `${step} begins ${(from + list.decided!).toFixed(3)}`,
        `${step} done ${(to + list.decided!).toFixed(3)}`,
      ]);
      expect(told.sort()).toEqual(said.sort());
    }),
    { numRuns: 40, seed: 5 },
  );
});
