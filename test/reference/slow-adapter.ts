/**
 * The adapter's runs, one tick after another, by somebody who keeps a diary: slow, obvious, and typed apart from the
 * model. Up and down are told as a list of instants at which the database goes down or comes up.
 */

export interface Day {
  readonly every: number;
  /** What the run of a tick would take. */
  readonly takes: (tick: number) => number;
  /** The first tick that there is. */
  readonly first: number;
  /** In order, apart, half-open: down from `from` on, up again at `to`. */
  readonly down: readonly { readonly from: number; readonly to: number }[];
}

/** The start of the newest run that had ended by `until`; null: none had. */
export function newestRunBy({ every, takes, first, down }: Day, until: number): number | null {
  let newest: number | null = null;
  let busyUntil = Number.NEGATIVE_INFINITY;
  for (let tick = first; tick * every < until; tick++) {
    const start = tick * every;
    const isDown = down.some(({ from, to }) => from <= start && start < to);
    if (isDown || start < busyUntil) continue;
    const end = start + takes(tick);
    const broken = down.find(({ from }) => start < from && from < end);
    busyUntil = broken === undefined ? end : broken.from;
    if (broken === undefined && end <= until) newest = start;
  }
  return newest;
}
