/** Plays the table of failures cell by cell, to its end or until somebody interrupts it. */
import type { FailuresResult } from "../results/index.js";
import { type FailuresPlan, startTable, TooManyEvents } from "../studies/index.js";
import { printInstant } from "../units/index.js";
import { OutOfResource } from "./out-of-resource.js";
import type { Watch } from "./play-run.js";

export interface PlayedTable {
  readonly result: FailuresResult;
  readonly interrupted: boolean;
}

export async function playTable(plan: FailuresPlan, watch: Watch): Promise<PlayedTable> {
  const table = startTable(plan);
  for (;;) {
    const more = advance(table, plan);
    watch.progress(table.played, table.planned);
    if (!more) return { result: table.finish(), interrupted: false };
    // A turn of the event loop, so that an interruption can be heard.
    await new Promise((resolve) => setImmediate(resolve));
    if (watch.isInterrupted()) return { result: table.finish(), interrupted: true };
  }
}

function advance(table: ReturnType<typeof startTable>, { rows, layouts }: FailuresPlan): boolean {
  const row = rows[Math.floor(table.played / layouts.length)]?.row ?? "";
  const layout = layouts[table.played % layouts.length] ?? "";
  try {
    return table.advance();
  } catch (error) {
    if (!(error instanceof TooManyEvents)) throw error;
    throw new OutOfResource(
      `${error.message}: ${row} in the layout ${layout} had not ended at ${printInstant(error.at)}`,
    );
  }
}
