/** Every start and end of a job played as an event gives the lives that leaping over them gives, to the microsecond. */
import { describe, expect, it } from "vitest";
import { Streams } from "../../../src/engine/index.js";
import { drawFate } from "../../../src/fate/index.js";
import { planCell } from "../../../src/studies/index.js";
import type { IncidentRecord, Life } from "../../../src/studies/run/life.js";
import { playFate } from "../../../src/studies/run/life.js";
import { lifeLine } from "../../../src/studies/sweep/life-line.js";
import { type Layout, stressed } from "./stressed.js";

const spans = (record: IncidentRecord) => {
  const { incident, served, situations, downFor, ledger, beside } = record;
  return {
    opened: incident.opened,
    closed: incident.closed,
    toldAt: incident.toldAt,
    causes: incident.causes.map(({ strike, at, staleness, shipped }) => [strike.id, at, staleness, shipped]),
    outages: incident.outages.map(({ from, to, endedBy, path }) => ({ from, to, endedBy, path })),
    service: incident.service.map(({ from, to }) => [from, to]),
    lost: incident.lost.map(({ from, to, salvageable, why }) => ({ from, to, salvageable, why })),
    exposed: [incident.unmirrored.length, incident.unshipped.length, incident.unwitnessed.length],
    served,
    situations,
    downFor,
    ledger: ledger.whole,
    beside,
  };
};

const told = (life: Life) => ({
  incidents: life.incidents.map(spans),
  operations: life.operations.map(spans),
  ledger: life.ledger,
  downFor: life.downFor,
  refused: life.refused,
  waiting: life.waiting,
  ineffective: life.ineffective.map(({ id }) => id),
});

describe.each<[Layout, string, readonly string[]]>([
  ["low-bandwidth", "users", []],
  ["high-bandwidth", "users", []],
  ["low-bandwidth", "one notional user", ["users.count=0"]],
  ["high-bandwidth", "one notional user", ["users.count=0"]],
])("sixty days of the %s layout with %s and everything failing", (layout, _, further) => {
  const scenario = stressed(layout, "60 d", ...further);
  const { lives, fates } = planCell(scenario);

  it("are the same at both paces", { timeout: 120_000 }, () => {
    const kinds = new Set<string>();
    const walked = { quick: 0, whole: 0 };
    for (let replication = 0; replication < 6; replication++) {
      const play = (pace: "quick" | "tick-by-tick") => {
        const streams = new Streams(7, replication);
        const fate = drawFate(fates, streams, null);
        return playFate(lives, { streams, replication, fate, pace, chronicle: null }).life;
      };
      const [quick, whole] = [play("quick"), play("tick-by-tick")];
      expect(told(quick)).toEqual(told(whole));
      const [leapt, ticked] = [quick, whole].map((life) => lifeLine(life, scenario));
      expect(leapt!.lines).toEqual(ticked!.lines);
      for (const { what } of leapt!.lines) kinds.add(what);
      walked.quick += quick.cost.walked + quick.cost.events;
      walked.whole += whole.cost.walked + whole.cost.events;
    }
    // Not for want of things happening, nor because both walk.
    expect(kinds.size).toBeGreaterThan(8);
    expect(walked.whole).toBeGreaterThan(3 * walked.quick);
  });
});
