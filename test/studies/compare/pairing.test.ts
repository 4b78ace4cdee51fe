/**
 * What a comparison says of two options is what anybody finds who plays each option alone, writes down a value for each
 * replication and takes textbook formulas to the two lists.
 */
import { describe, expect, it } from "vitest";
import type { DifferenceResult, SweepIncident } from "../../../src/results/index.js";
import { changed, type Mapping, PLAIN, playable, playWhole } from "../playing.js";
import { exponential, still, sweepOf } from "../sweep/sweeping.js";
import { type ByHand, pairedMeans, pairedRatios } from "./by-hand.js";
import { type Compared, compare, differenceIn } from "./comparing.js";

function expectSame(found: DifferenceResult, expected: ByHand): void {
  const near = (value: number | null, truth: number) =>
    expect(Math.abs(value! - truth)).toBeLessThan(1e-6 * Math.max(1e-3, Math.abs(truth)));
  near(found.a, expected.a);
  near(found.b, expected.b);
  near(found.mean, expected.mean);
  near(found.gain, expected.gain);
  near(found.ci95![0], expected.ci95[0]);
  near(found.ci95![1], expected.ci95[1]);
}

describe("random years of two links", () => {
  const pool = (more: Mapping) =>
    still(
      {
        horizon: "100 d",
        failback: {},
        reliability: {
          "site-1": { fails: "12 / year", repair: "2 d" },
          wan: exponential(900, 12),
          mirror: exponential(1200, 24),
        },
      },
      more,
    );
  const a = pool({});
  const b = pool({ logShipping: { copy: { offset: "0 s" } }, people: { decide: "1 h" } });
  const REPLICATIONS = 100;
  // One in which nobody is still recovering at the end: such an incident has no mean.
  const SEED = 2;
  const YEARS = 100 / 365;
  const compared = compare({ a, b }, { replications: REPLICATIONS, fate: "random", seed: SEED });
  const alone = [a, b].map((scenario) =>
    sweepOf(scenario, { replications: REPLICATIONS, incidents: "all", seed: SEED }),
  );

  const rows = alone.map((swept) => swept.rows);
  const perYear = (of: (row: (typeof rows)[0][number]) => number) =>
    rows.map((own) => own.map((row) => of(row) / YEARS)) as [number[], number[]];

  /** As many as differ tell how they differ. */
  const freedom = ([ofA, ofB]: [number[], number[]]) => ofA.filter((value, i) => value !== ofB[i]).length - 1;

  it.each([
    ["lostPerYear", perYear((row) => row.lost)],
    ["refusedPerYear", perYear((row) => row.refused)],
    ["downtimePerYear", perYear((row) => row.downtime)],
    ["exposurePerYear", perYear((row) => row.exposure)],
  ] as const)("differ in %s as two lists do", (measure, values) => {
    const [ofA, ofB] = values;
    expectSame(differenceIn(compared, measure), pairedMeans(ofA, ofB, freedom([ofA, ofB])));
  });

  it("differ in availability by the down time of the horizon, the other way round", () => {
    const [ofA, ofB] = rows.map((own) => own.map(({ downtime }) => 1 - downtime / (100 * 86_400))) as [
      number[],
      number[],
    ];
    const expected = pairedMeans(ofA, ofB, freedom([ofA, ofB]));
    const found = differenceIn(compared, "availability");
    expect(found.mean! / expected.mean).toBeCloseTo(1, 6);
    expect(found.ci95![0]! / expected.ci95[0]).toBeCloseTo(1, 6);
    expect(found.winner).toBe("a");
  });

  const ofKind = (incidents: readonly SweepIncident[], of: (incident: SweepIncident) => number) => {
    const x = new Array<number>(REPLICATIONS).fill(0);
    const y = new Array<number>(REPLICATIONS).fill(0);
    for (const incident of incidents) {
      if (incident.what !== "site-loss") continue;
      x[incident.replication]! += 1;
      y[incident.replication]! += of(incident);
    }
    return { x, y };
  };

  it.each([
    ["site-loss.rpo", (incident: SweepIncident) => incident.rpo!],
    ["site-loss.rto", (incident: SweepIncident) => incident.rto!],
    ["site-loss.lost", (incident: SweepIncident) => incident.messages.lost],
    ["site-loss.exposure", (incident: SweepIncident) => incident.exposure],
  ] as const)("differ in %s as pooled means of incidents do", (measure, of) => {
    const [ofA, ofB] = alone.map(({ incidents }) => ofKind(incidents, of));
    expectSame(differenceIn(compared, measure), pairedRatios(ofA!, ofB!));
  });

  it("differ in quantiles by the difference of what each has alone", () => {
    for (const [name, quantile] of [
      ["site-loss.rto.p50", "p50"],
      ["site-loss.rto.p95", "p95"],
    ] as const) {
      const [ofA, ofB] = alone.map(({ result }) => result.summary["site-loss"]!.rto[quantile].value!);
      const found = differenceIn(compared, name);
      expect(found).toMatchObject({ a: ofA, b: ofB });
      expect(found.mean).toBeCloseTo(ofB! - ofA!, 5);
    }
  });

  it("are told of each option as a sweep tells them", () => {
    compared.result.options.forEach((option, index) => {
      const { result } = alone[index]!;
      const { lostPerYear, downtimePerYear, pLossInYear, lossOnceIn, nines } = result;
      expect(option.yearly).toMatchObject({ lostPerYear, downtimePerYear, pLossInYear, lossOnceIn, nines });
      expect(option).toMatchObject({
        byCause: result.byCause,
        summary: result.summary,
        messages: result.messages,
        fingerprint: result.fingerprint,
        perReplication: null,
      });
    });
  });
});

describe("a scripted loss of both sites, one after the other", () => {
  const scripted = (offset: string) =>
    changed(PLAIN, {
      logShipping: { copy: { offset } },
      people: { decide: { uniform: ["10 min", "50 min"] } },
      failures: [
        { what: "site-loss", where: "site-1", at: "any", lasts: "8 h" },
        { what: "wan-cut", at: "5 d", lasts: { uniform: ["1 h", "9 h"] } },
        { what: "site-loss", where: "site-2", at: { uniform: ["8 d", "9 d"] }, lasts: "8 h" },
      ],
    });
  const [a, b] = [scripted("30 s"), scripted("0 s")];
  const REPLICATIONS = 60;
  const compared: Compared = compare({ a: playable(a), b: playable(b) }, { replications: REPLICATIONS });
  const runs = [a, b].map((mapping) => playWhole(mapping, { seed: 1, replications: REPLICATIONS }));

  it("is told as `run` tells it", () => {
    compared.result.options.forEach((option, index) => {
      const { messages, summary, fingerprint } = runs[index]!;
      expect(option).toMatchObject({ messages, fingerprint, yearly: null, byCause: null, costs: null });
      expect(Object.keys(option.summary).filter((kind) => !kind.includes("@"))).toEqual(Object.keys(summary));
      expect(option.summary["wan-cut"]!.exposure.mean.value).toBeCloseTo(
        summary["wan-cut"]!.exposure.mean.value!,
        5,
      );
    });
  });

  it("tells a kind that strikes in two places for each place too, and no other", () => {
    const [first] = compared.result.options;
    expect(Object.keys(first!.summary).filter((kind) => kind.includes("@"))).toEqual([
      "site-loss@site-1",
      "site-loss@site-2",
    ]);
    const [atOne, atBoth] = ["site-loss@site-1", "site-loss"].map((kind) => first!.summary[kind]!.rpo.n);
    expect([atOne, atBoth]).toEqual([REPLICATIONS, 2 * REPLICATIONS]);
  });

  it("differs at one site as the runs of that failure do", () => {
    const rpos = runs.map(({ incidents }) =>
      incidents.filter(({ where }) => where === "site-1").map(({ rpo }) => rpo!),
    ) as [number[], number[]];
    const x = new Array<number>(REPLICATIONS).fill(1);
    const expected = pairedRatios({ x, y: rpos[0] }, { x, y: rpos[1] });
    const found = differenceIn(compared, "site-loss@site-1.rpo");
    expect(found.mean).toBeCloseTo(expected.mean, 5);
    expect(found.ci95![1]).toBeCloseTo(expected.ci95[1], 4);
    expect(found.winner).toBe("a");
  });
});
