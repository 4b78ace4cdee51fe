/**
 * Prints what a sweep costs: years of pool life per CPU second, against the program's own play with every tick an event,
 * against the least that so many events could cost, and how that grows. `--quick` takes short rounds, `--long` a million
 * replications for the memory.
 *
 * All variants of a table are played in turns, A B C A B C, so that a machine that grows slow hurts all alike; figures are
 * medians over the rounds.
 */
import { availableParallelism } from "node:os";
import { Streams } from "../src/engine/index.js";
import { drawFate } from "../src/fate/index.js";
import type { Scenario } from "../src/spec/index.js";
import { batchPlayer, planLives, playLife, type SweepSetup } from "../src/studies/index.js";
import { YEAR } from "../src/units/index.js";
import { bareEvent } from "./bare-event.js";
import { playEventPerTick } from "./event-per-tick.js";
import { cpuSeconds, median } from "./measure.js";
import { residentMegabytes } from "./sweep-memory.js";
import { failing, fatesOf, REFERENCES, shipped } from "./sweep-scenarios.js";
import { wallSeconds } from "./sweep-workers.js";

interface Sizes {
  readonly rounds: number;
  /** Pool-years of a round. */
  readonly years: number;
  readonly isLong: boolean;
}

/** One of several that are measured in turns. */
interface Contender {
  readonly name: string;
  /** Does its work and says how many seconds that took. */
  seconds(round: number): number;
}

/** A round for warming up, which is thrown away, then the seconds of each contender, round by round. */
function inTurns(contenders: readonly Contender[], rounds: number): number[][] {
  const seconds: number[][] = contenders.map(() => []);
  for (let round = -1; round < rounds; round++) {
    contenders.forEach((contender, index) => {
      const spent = contender.seconds(round + 1);
      if (round >= 0) seconds[index]!.push(spent);
    });
  }
  return seconds;
}

const setupOf = (scenario: Scenario): SweepSetup => ({
  cells: [{ settings: {}, scenario }],
  seed: 1,
  method: { method: "plain" },
  incidents: "none",
  rows: false,
});

/** Plays lives of a sweep, other ones in every round, and counts what happened in them. */
class Lives implements Contender {
  readonly name: string;
  readonly scenario: Scenario;
  readonly count: number;
  events = 0;
  ticks = 0;
  played = 0;
  readonly #play: ReturnType<typeof batchPlayer>;

  constructor(name: string, scenario: Scenario, count: number) {
    this.name = name;
    this.scenario = scenario;
    this.count = Math.max(1, Math.round(count));
    this.#play = batchPlayer(setupOf(scenario));
  }

  get years(): number {
    return (this.count * this.scenario.horizon) / YEAR;
  }

  seconds(round: number): number {
    let work = { events: 0, ticks: 0 };
    const seconds = cpuSeconds(() => {
      work = this.#play({ cell: 0, stratum: 0, from: round * this.count, count: this.count }).tally.work;
    });
    this.events += work.events;
    this.ticks += work.ticks;
    this.played += this.count;
    return seconds;
  }

  /** Of a life of this pool. */
  get strikesPerLife(): number {
    return (fatesOf(this.scenario).strikesPerYear * this.scenario.horizon) / YEAR;
  }
}

const livesFor = ({ horizon }: Scenario, { years }: Sizes): number => years / (horizon / YEAR);

function print(title: string, rows: readonly (readonly string[])[]): void {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  console.log(`\n${title}`);
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!),
    );
    console.log(`  ${cells.join("   ")}`);
  }
}

const grouped = (value: number): string =>
  Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, " ");

function references(sizes: Sizes): void {
  const lives = REFERENCES.flatMap((name) => [
    new Lives(name, shipped(name), livesFor(shipped(name), sizes)),
    new Lives(`${name}, users.count=0`, shipped(name, ["users.count=0"]), livesFor(shipped(name), sizes)),
  ]);
  const seconds = inTurns(lives, sizes.rounds);
  const bare = bareEvent(sizes.rounds);
  const rows = lives.map((one, index) => {
    const each = median(seconds[index]!);
    const perSecond = one.years / each;
    const perLife = (one.events + one.ticks) / one.played;
    const floor = one.years / (perLife * one.count * bare);
    return [
      one.name,
      grouped(perSecond),
      (one.strikesPerLife / (one.scenario.horizon / YEAR)).toFixed(1),
      (one.events / one.played / one.strikesPerLife).toFixed(1),
      (one.ticks / one.played / one.strikesPerLife).toFixed(1),
      ((each / one.count / perLife) * 1e9).toFixed(0),
      grouped(floor),
      `${(floor / perSecond).toFixed(1)} ×`,
    ];
  });
  print(`Pool-years per CPU second (a bare event: ${(bare * 1e9).toFixed(0)} ns)`, [
    ["", "pool-years/s", "failures/year", "events/failure", "ticks/failure", "ns each", "floor", "above it"],
    ...rows,
  ]);
}

function eventPerTick(sizes: Sizes): void {
  const rows = REFERENCES.flatMap((name) => {
    const scenario = shipped(name);
    const plan = planLives(scenario);
    const fates = fatesOf(scenario);
    const quick = new Lives("quick", scenario, livesFor(scenario, sizes));
    const slow: Contender = {
      name: "every tick an event",
      seconds: (round) =>
        cpuSeconds(() => {
          const fate = drawFate(fates, new Streams(1, round), null);
          playEventPerTick(plan, { seed: 1, replication: round, fate });
        }),
    };
    const [ours, theirs] = inTurns([quick, slow], Math.min(3, sizes.rounds)) as [number[], number[]];
    const years = scenario.horizon / YEAR;
    const ratios = ours.map((seconds, round) => theirs[round]! / years / (seconds / quick.years));
    return [
      [
        name,
        grouped(quick.years / median(ours)),
        grouped(years / median(theirs)),
        `${median(ratios).toFixed(0)} ×`,
      ],
    ];
  });
  print("Against every start and end of a job as an event in the queue", [
    ["", "pool-years/s", "with events", "ratio"],
    ...rows,
  ]);
}

function growth(sizes: Sizes): void {
  const scenario = shipped("ten-years-high-bandwidth");
  const count = livesFor(scenario, sizes);
  const longer: Scenario = {
    ...failing(scenario, 0.1),
    horizon: (scenario.horizon * 10) as Scenario["horizon"],
  };
  const contenders = [
    new Lives("as it is", scenario, count),
    new Lives("ten times the horizon, as many failures", longer, count),
    new Lives("half as many failures", failing(scenario, 0.5), count),
    new Lives("twice as many failures", failing(scenario, 2), count),
    new Lives("four times as many failures", failing(scenario, 4), count),
    new Lives("four times as many replications", scenario, 4 * count),
  ];
  const seconds = inTurns(contenders, sizes.rounds);
  const perLife = contenders.map((one, index) => seconds[index]!.map((spent) => spent / one.count));
  print("Growth: CPU time of a life", [
    ["", "µs", "failures", "ratio"],
    ...contenders.map((one, index) => [
      one.name,
      grouped(median(perLife[index]!) * 1e6),
      one.strikesPerLife.toFixed(0),
      `${median(perLife[index]!.map((spent, round) => spent / perLife[0]![round]!)).toFixed(2)} ×`,
    ]),
  ]);
}

function forcedDisasters(sizes: Sizes): void {
  const names = ["site-1-lost-high-bandwidth", "site-1-lost-low-bandwidth"] as const;
  const many = Math.max(10, sizes.years / 4);
  const contenders = names.flatMap((name) =>
    [[], ["users.count=0"]].map((set): Contender => {
      const plan = planLives(shipped(name, set));
      return {
        name: [name, ...set].join(", "),
        seconds: (round) =>
          cpuSeconds(() => {
            for (let index = 0; index < many; index++) playLife(plan, 1, round * many + index);
          }),
      };
    }),
  );
  const seconds = inTurns(contenders, sizes.rounds);
  print("Forced disasters: site 1 lost once, at any moment of fourteen days", [
    ["", "disasters/s"],
    ...contenders.map(({ name }, index) => [name, grouped(many / median(seconds[index]!))]),
  ]);
}

function workers(sizes: Sizes): void {
  const scenario = shipped("ten-years-high-bandwidth");
  const replications = Math.max(8, Math.round(4 * livesFor(scenario, sizes)));
  const wall: Record<1 | 2, number[]> = { 1: [], 2: [] };
  for (let round = 0; round < Math.min(3, sizes.rounds); round++) {
    for (const threads of [1, 2] as const) wall[threads].push(wallSeconds(threads, replications));
  }
  const years = (replications * scenario.horizon) / YEAR;
  print(
    `Workers (${availableParallelism()} processors, wall time of ${replications} lives, compiling and all)`,
    [
      ["", "pool-years/s", "ratio"],
      ["1 worker", grouped(years / median(wall[1])), ""],
      [
        "2 workers",
        grouped(years / median(wall[2])),
        `${median(wall[1].map((one, round) => one / wall[2][round]!)).toFixed(2)} ×`,
      ],
    ],
  );
}

function memory({ isLong }: Sizes): void {
  const counts = isLong ? [10_000, 100_000, 1_000_000] : [1_000, 10_000, 100_000];
  print("Resident memory of a sweep of lives of one year", [
    ["replications", "MB at most"],
    ...counts.map((count) => [grouped(count), grouped(residentMegabytes(count))]),
  ]);
}

export function benchSweep(isQuick: boolean, isLong: boolean): void {
  const sizes: Sizes = isQuick
    ? { rounds: 1, years: 200, isLong: false }
    : { rounds: 7, years: 5_000, isLong };
  console.log(isQuick ? "quick: 1 short round, figures mean little" : "medians of up to 7 rounds, in turns");
  references(sizes);
  eventPerTick(sizes);
  growth(sizes);
  forcedDisasters(sizes);
  workers(sizes);
  if (!isQuick) memory(sizes);
}
