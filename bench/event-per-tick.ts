/**
 * The same life played as models of this kind usually are: the start and the end of every run of every job is an event in
 * the queue, and the jobs walk every tick. What it costs is what leaping saves; the incidents are the same.
 *
 *     backup ─┐ 96 a day, start and end
 *     copy   ─┼─ 576 events a day, 2.1 million in ten years
 *     restore ┘
 */
import { Activity, RUNG, Streams } from "../src/engine/index.js";
import { PoolCrew } from "../src/operations/index.js";
import { Pool } from "../src/pool/index.js";
import { type FixedGrid, ownTime, type Pipeline, ticksOf, timeForBytes } from "../src/shipping/index.js";
import type { Fate } from "../src/spec/index.js";
import type { LifePlan } from "../src/studies/run/life.js";
import type { Micros } from "../src/units/index.js";

/** Apart from all kinds of the pool's own events. */
const TICK = 900;

interface Job {
  readonly grid: FixedGrid;
  /** How long a run takes while nothing ails it. */
  readonly lasts: Micros;
}

export function playEventPerTick(
  { scenario, pool: plan }: LifePlan,
  { seed, replication, fate }: { readonly seed: number; readonly replication: number; readonly fate: Fate },
): Pool {
  const pool = new Pool(plan, new Streams(seed, replication), "tick-by-tick", null);
  new PoolCrew(pool);
  for (const [part, job] of jobsOf(pool.clockwork.pipeline).entries()) putIntoQueue(pool, job, part);
  pool.meet(fate);
  pool.loop.run({ until: scenario.horizon });
  pool.end(scenario.horizon);
  return pool;
}

function putIntoQueue(pool: Pool, { grid, lasts }: Job, part: number): void {
  const { loop, clockwork } = pool;
  const ticks = ticksOf(grid);
  let number = ticks.firstAtOrAfter(0 as Micros);
  const ends = new Activity({
    rung: RUNG.completion,
    kind: TICK,
    part,
    action: () => clockwork.advanceTo(loop.now),
  });
  const starts = new Activity({
    rung: RUNG.tick,
    kind: TICK + 1,
    part,
    action: () => {
      clockwork.advanceTo(loop.now);
      loop.schedule(loop.after(lasts), ends);
      number += 1;
      loop.schedule(ticks.at(number), starts);
    },
  });
  loop.schedule(ticks.at(number), starts);
}

function jobsOf(pipeline: Pipeline): Job[] {
  const { backup, copy, restore, wan } = pipeline;
  const log = pipeline.logWritten(0 as Micros, ticksOf(backup.grid).longestGap);
  const bytes = backup.fileSize ?? log / backup.compression;
  const copied = wan.oneWay + copy.overhead(0) + timeForBytes(bytes, wan.rate);
  return [
    { grid: backup.grid, lasts: ownTime(backup.ownTime, 0, bytes) },
    { grid: copy.grid ?? backup.grid, lasts: copied as Micros },
    { grid: restore.grid, lasts: ownTime(restore.ownTime, 0, bytes) },
  ];
}
