/** What a sweep says of all lives together is what its rows and its incidents say one by one. */
import { describe, expect, it } from "vitest";
import type { ReplicationRow, SweepIncident } from "../../../src/results/index.js";
import type { Scenario } from "../../../src/spec/index.js";
import { stressed } from "./stressed.js";
import { type Swept, sweepOf } from "./sweeping.js";

const YEAR = 365 * 86_400;
const sum = <T>(list: readonly T[], of: (one: T) => number): number =>
  list.reduce((so, one) => so + of(one), 0);

const CASES: readonly (readonly [string, Scenario, number])[] = [
  ["with one notional user, two years and a bit", stressed("low-bandwidth", "800 d", "users.count=0"), 12],
  ["with users, ninety days", stressed("high-bandwidth", "90 d"), 12],
];

const isLoss = ({ rpo }: SweepIncident): boolean => rpo === null || rpo > 0;

describe.each(CASES)("a sweep %s", (_, scenario, replications) => {
  const swept: Swept = sweepOf(scenario, { replications, incidents: "all" });
  const { result, rows, incidents } = swept;
  const years = (scenario.horizon / 1e6 / YEAR) * replications;
  const near = (figure: number | null, expected: number) =>
    expect(Math.abs(figure! - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
  const causes = Object.entries(result.byCause);

  it("has a row for each life, and at least one of everything", () => {
    expect(rows.map(({ replication }) => replication)).toEqual(rows.map((_row, index) => index));
    expect(rows).toHaveLength(replications);
    expect(sum(rows, ({ lost }) => lost)).toBeGreaterThan(0);
    expect(sum(rows, ({ failbacks }) => failbacks)).toBeGreaterThan(0);
    expect(causes.length).toBeGreaterThan(8);
  });

  const sums: readonly [keyof typeof result, keyof ReplicationRow][] = [
    ["strikesPerYear", "strikes"],
    ["incidentsPerYear", "incidents"],
    ["failbacksPerYear", "failbacks"],
    ["lossEventsPerYear", "lossEvents"],
    ["lostPerYear", "lost"],
    ["refusedPerYear", "refused"],
    ["downtimePerYear", "downtime"],
    ["exposurePerYear", "exposure"],
  ];
  it.each(sums)("counts as much %s as its rows have %s", (name, column) => {
    const figure = result[name] as { value: number };
    near(figure.value, sum(rows, (row) => row[column] as number) / years);
  });

  it("has messages that add up, in all, in each life and in each incident", () => {
    const { messages } = result;
    const { offered, accepted, refused, kept, lost } = messages!;
    expect(offered).toBe(accepted + refused);
    expect(accepted).toBe(kept + lost);
    expect(lost).toBe(sum(rows, (row) => row.lost));
    expect(refused).toBe(sum(rows, (row) => row.refused));
    expect(accepted).toBe(sum(rows, (row) => row.accepted));
    near(result.lostPerMillion.value, (1e6 * lost) / accepted);
    for (const { replication, lost, refused } of rows) {
      const own = incidents.filter((one) => one.replication === replication);
      expect(sum(own, (one) => one.messages.lost)).toBe(lost);
      expect(sum(own, (one) => one.messages.refused)).toBe(refused);
    }
    for (const { messages } of incidents) {
      expect(messages.offered).toBe(messages.accepted + messages.refused);
      expect(messages.accepted).toBe(messages.kept + messages.lost);
    }
  });

  it("adds up its causes to the whole", () => {
    near(
      sum(causes, ([, own]) => own.lostPerYear.value!),
      result.lostPerYear.value!,
    );
    near(
      sum(causes, ([, own]) => own.downtimePerYear.value!),
      result.downtimePerYear.value!,
    );
    near(
      sum(causes, ([, own]) => own.lossEventsPerYear.value!),
      result.lossEventsPerYear.value!,
    );
    near(
      sum(causes, ([, own]) => own.eventsPerYear.value!),
      incidents.length / years,
    );
    expect(sum(causes, ([, own]) => own.shareOfLoss!)).toBeCloseTo(1, 9);
    expect(sum(causes, ([, own]) => own.shareOfDowntime!)).toBeCloseTo(1, 9);
  });

  it("has every incident in one kind", () => {
    expect(Object.keys(result.summary).sort()).toEqual(
      [...new Set(incidents.map(({ what }) => what))].sort(),
    );
    for (const [kind, { rpo, lost, rto }] of Object.entries(result.summary)) {
      const own = incidents.filter(({ what }) => what === kind);
      expect(rpo.n).toBe(own.length);
      expect(rpo.nNull).toBe(own.filter((one) => one.rpo === null).length);
      expect(rto.nNull).toBe(own.filter((one) => one.rto === null).length);
      near(lost.mean.value, sum(own, (one) => one.messages.lost) / own.length);
      if (rpo.nNull > 0) expect([rpo.mean.value, rpo.observedMax]).toEqual([null, null]);
      else near(rpo.mean.value, sum(own, (one) => one.rpo!) / own.length);
      near(result.byCause[kind]!.eventsPerYear.value, own.length / years);
      near(result.byCause[kind]!.lossEventsPerYear.value, own.filter(isLoss).length / years);
      // The ⌈p n⌉-th smallest; null is larger than every number.
      const sorted = own.map((one) => one.rpo ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
      const p90 = sorted[Math.ceil(0.9 * own.length - 1e-9) - 1]!;
      if (p90 === Number.POSITIVE_INFINITY) expect(rpo.p90.value).toBeNull();
      else near(rpo.p90.value, p90);
    }
  });

  it("splits those of each kind that cost history, or needed what was shipped, in two", () => {
    for (const [kind, { healthy, broken }] of Object.entries(result.rpoSplit)) {
      const own = incidents.filter(({ what }) => what === kind);
      const n = healthy.n + broken.n;
      expect(n).toBeGreaterThanOrEqual(own.filter(isLoss).length);
      expect(n).toBeLessThanOrEqual(own.length);
      near(healthy.probability.value, healthy.n / n);
      near(broken.probability.value, broken.n / n);
      if (result.summary[kind]!.rpo.nNull > 0) continue;
      // Whoever is in neither cost nothing.
      const of = (part: typeof healthy) => (part.n === 0 ? 0 : part.mean.value! * part.n);
      near(
        of(healthy) + of(broken),
        sum(own, (one) => one.rpo!),
      );
    }
    expect(Object.keys(result.rpoSplit)).toContain("site-loss");
  });

  it("has the worst of each life in its row", () => {
    for (const row of rows) {
      const own = incidents.filter(({ replication }) => replication === row.replication);
      for (const [measure, worst] of [
        ["rpo", row.worstRpo],
        ["rto", row.worstRto],
      ] as const) {
        const values = own.map((one) => one[measure]);
        expect(worst).toBe(values.includes(null) ? null : Math.max(0, ...(values as number[])));
      }
    }
  });

  it("counts complete years only, and those with a loss", () => {
    const complete = Math.floor(scenario.horizon / 1e6 / YEAR);
    const year = (one: SweepIncident) => `${one.replication}:${Math.floor(one.at / YEAR)}`;
    const inYears = incidents.filter((one) => one.at < complete * YEAR);
    const share = (of: (one: SweepIncident) => boolean) =>
      new Set(inYears.filter(of).map(year)).size / (complete * replications);
    const misses = (one: SweepIncident) =>
      one.what !== "failback" &&
      (one.rpo === null || one.rpo > 1200 || one.rto === null || one.rto > 4 * 3600);
    if (complete === 0) {
      expect(result.pLossInYear.value).toBeNull();
      expect(result.pLossInYear.why).toContain("year");
      return;
    }
    near(result.pLossInYear.value, share(isLoss));
    near(result.pTargetMissedInYear!.value, share(misses));
  });

  it("finds the loss that comes once in ten years among the largest", () => {
    const losses = incidents.filter(isLoss).map((one) => one.messages.lost);
    losses.sort((a, b) => b - a);
    const expected = years / 10;
    const { value } = result.lossOnceIn["10"].lost;
    if (value === null) return;
    // So many come in all these years: the loss is at least the next smaller one and at most the next larger.
    expect(value).toBeLessThanOrEqual(losses[Math.max(0, Math.floor(expected) - 1)]!);
    expect(value).toBeGreaterThanOrEqual(losses[Math.ceil(expected)]!);
  });

  it("never says NaN, and gives a reason for what it does not know", () => {
    const unknown: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (typeof value === "number") expect(Number.isFinite(value), path).toBe(true);
      expect(value, path).not.toBeUndefined();
      if (typeof value !== "object" || value === null) return;
      const { value: figure, ci95, why } = value as { value?: unknown; ci95?: unknown; why?: unknown };
      if (figure !== undefined && ci95 !== undefined) {
        if (ci95 === null) {
          unknown.push(path);
          expect(why, path).toEqual(expect.any(String));
        } else {
          expect(why, path).toBeNull();
          // Nothing here is ever negative, and shares end at 1.
          const most = /availability|usersDown|probability|InYear/.test(path) ? 1 : Number.POSITIVE_INFINITY;
          for (const end of ci95 as (number | null)[]) {
            if (end !== null) expect(end >= 0 && end <= most, `${path} ${end}`).toBe(true);
          }
          // Null with an interval is a quantile that lies beyond the life, and so does the interval's end.
          if (figure === null) expect((ci95 as unknown[])[1], path).toBeNull();
        }
      }
      for (const [name, inner] of Object.entries(value)) walk(inner, `${path}.${name}`);
    };
    walk(result, "");
    expect(unknown.length).toBeGreaterThan(0);
  });
});

describe("a sweep of a pool in which nothing can fail", () => {
  it("has no cause, no share, and bounds instead of zeros", () => {
    const quiet = stressed(
      "low-bandwidth",
      "365 d",
      "users.count=0",
      ...[
        "site",
        "short-site-outage",
        "site-destroyed",
        "both-sites",
        "server",
        "server-hardware",
        "database",
      ].map((kind) => `reliability.${kind}.fails=0 / year`),
      ...["witness", "front-end", "compliance", "share", "wan", "wan-slow", "backup-job", "copy-job"].map(
        (kind) => `reliability.${kind}.fails=0 / year`,
      ),
      ...["restore-job", "corrupt-backup", "chain-broken", "bad-delete", "operator-error"].map(
        (kind) => `reliability.${kind}.fails=0 / year`,
      ),
      "reliability.witness.forgottenDown=0 %",
      "reliability.common.rack.fails=0 / year",
    );
    const { result } = sweepOf(quiet, { replications: 15 });
    expect(result.byCause).toEqual({});
    expect(result.summary).toEqual({});
    expect(result.lossEventsPerYear.value).toBe(0);
    // Fifteen years without one: at 95 %, no more than one in five years.
    expect(result.lossEventsPerYear.ci95![0]).toBe(0);
    expect(result.lossEventsPerYear.ci95![1]!).toBeCloseTo(0.19972, 5);
    expect(result.nines).toBeNull();
    expect(result.availability.value).toBe(1);
    expect(result.messages!.lost).toBe(0);
  });
});
