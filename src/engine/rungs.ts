/**
 * The ladder that decides between events of one instant. It must never know what the events do: whoever
 * schedules says on which rung it stands.
 *
 * Lower rungs go first; on one rung, what was scheduled first goes first. The rungs between and above the
 * named ones are free for the caller, who may for example give several jobs that tick at the same instant
 * a rung each.
 */
export const RUNG = {
  /** What ends at an instant ended before anything else that happens then. */
  completion: 0,
  /** What fails at an instant fails before anything is started then. */
  failure: 1,
  /** What starts by the calendar sees all endings and failures of its instant. */
  tick: 2,
  /** Who only looks, looks last. */
  observer: 3,
} as const;

/** Rungs are whole numbers from 0 to this one. */
export const HIGHEST_RUNG = 15;
