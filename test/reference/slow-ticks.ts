/** The ticks of a grid, enumerated one by one. Part of the slow reference model. */
import type { FixedGrid } from "../../src/shipping/pipeline.js";

const DAY = 24 * 60 * 60 * 1_000_000;

export interface SlowTick {
  readonly at: number;
  readonly number: number;
}

/** All ticks from `begins` on, for ever (or none, where the grid has none). */
export function* slowTicks(grid: FixedGrid, begins: number): Generator<SlowTick, undefined> {
  yield* grid.anchor === "run" ? ticksOfTheRun(grid, begins) : ticksOfTheDays(grid, begins);
}

function* ticksOfTheRun(grid: FixedGrid, begins: number): Generator<SlowTick, undefined> {
  let offset: number = grid.offset;
  while (offset >= grid.every) offset -= grid.every;
  while (offset < 0) offset += grid.every;
  let k = 0;
  while (offset + k * grid.every >= begins) k -= 1;
  while (offset + k * grid.every < begins) k += 1;
  for (; ; k += 1) yield { at: offset + k * grid.every, number: k };
}

function* ticksOfTheDays(grid: FixedGrid, begins: number): Generator<SlowTick, undefined> {
  let ticksPerDay = 0;
  while (grid.offset + ticksPerDay * grid.every < DAY) ticksPerDay += 1;
  if (ticksPerDay === 0) return;
  let day = 0;
  while (day * DAY > begins) day -= 1;
  while ((day + 1) * DAY <= begins) day += 1;
  for (; ; day += 1) {
    for (let j = 0; j < ticksPerDay; j += 1) {
      const at = day * DAY + grid.offset + j * grid.every;
      if (at >= begins) yield { at, number: day * ticksPerDay + j };
    }
  }
}
