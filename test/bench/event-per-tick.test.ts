/** What the benchmark holds a sweep's speed against is the same life: every incident is the same, to the microsecond. */
import { expect, it } from "vitest";
import { playEventPerTick } from "../../bench/event-per-tick.js";
import { failing, fatesOf, REFERENCES, shipped } from "../../bench/sweep-scenarios.js";
import { Streams } from "../../src/engine/index.js";
import { drawFate } from "../../src/fate/index.js";
import type { Incident } from "../../src/pool/index.js";
import type { Scenario } from "../../src/spec/index.js";
import { planLives } from "../../src/studies/index.js";
import { playFate } from "../../src/studies/run/life.js";
import { DAY } from "../../src/units/index.js";

const LIVES = 6;

/** A month in which as much happens as else in a year. */
const busyMonth = (scenario: Scenario): Scenario => ({
  ...failing(scenario, 12),
  horizon: (30 * DAY) as Scenario["horizon"],
});

const factsOf = ({
  opened,
  closed,
  causes,
  lost,
  outages,
  service,
  unmirrored,
  unshipped,
  toldAt,
}: Incident) => ({
  opened,
  closed,
  causes: causes.map(({ strike, at, staleness }) => [strike.id, at, staleness]),
  lost: lost.map(({ from, to }) => [from, to]),
  outages: outages.map(({ from, to, endedBy }) => [from, to, endedBy]),
  service: service.map(({ from, to }) => [from, to]),
  exposed: [unmirrored.length, unshipped.length],
  toldAt,
});

it.each(REFERENCES)("%s: with every tick an event nothing else happens, only more of nothing", (name) => {
  const scenario = busyMonth(shipped(name));
  const plan = planLives(scenario);
  const fates = fatesOf(scenario);
  let incidents = 0;
  for (let replication = 0; replication < LIVES; replication++) {
    const dealt = () => {
      const streams = new Streams(3, replication);
      return { streams, fate: drawFate(fates, streams, null) };
    };
    const quick = playFate(plan, { ...dealt(), replication, pace: "quick", chronicle: null });
    const slow = playEventPerTick(plan, { seed: 3, replication, fate: dealt().fate });
    const told = ({ incidents, operations }: typeof slow) => [...incidents, ...operations].map(factsOf);
    expect(told(slow), `replication ${replication}`).toEqual(told(quick.pool));
    // Three jobs of 96 ticks a day, each a start and an end; whoever watches the jobs looks a little less often.
    expect(slow.loop.handled - quick.pool.loop.handled).toBeGreaterThan(0.99 * 30 * 96 * 6);
    incidents += slow.incidents.length;
  }
  expect(incidents).toBeGreaterThan(10 * LIVES);
});
