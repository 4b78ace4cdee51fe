/** Who goes first among events of one instant in a pool, and the numbers that name its events. */
import { RUNG } from "../engine/index.js";

/** Completions (files, steps, restarts), then repairs, then failures, then people who look. Ticks are the clockwork's. */
export const POOL_RUNG = {
  completion: RUNG.completion,
  /** A link that is cut again at the instant of its repair is cut: so repairs go before failures. */
  repair: RUNG.failure,
  failure: RUNG.failure + 1,
  people: RUNG.failure + 6,
  observer: RUNG.failure + 10,
} as const;

/** What sort of event: enters the fingerprint, so numbers are never used twice and never change. */
export const EVENT = {
  strike: 1,
  heal: 2,
  restart: 3,
  step: 4,
  alert: 5,
  rebuild: 6,
  told: 7,
  notice: 8,
  mirroring: 9,
  server: 10,
  users: 11,
  /** Not events of the loop: facts mixed into the fingerprint when a life ends. */
  incident: 20,
  lostStretch: 21,
  outage: 22,
  ledger: 23,
  homecoming: 24,
  split: 25,
} as const;

/** Whose event. */
export const PART = {
  pool: 0,
  "site-1": 1,
  "site-2": 2,
  wan: 3,
  share: 4,
  job: 5,
  people: 6,
  mirroring: 7,
  servers: 8,
  users: 9,
} as const;
