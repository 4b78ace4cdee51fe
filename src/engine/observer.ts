/**
 * What somebody who only looks is told about an event that was handled. It must never lead back to the loop:
 * an observer can neither schedule, cancel nor draw.
 */
import type { Micros } from "../units/index.js";

export interface HandledEvent {
  /** 1 for the loop's first event. */
  readonly number: number;
  readonly at: Micros;
  readonly rung: number;
  readonly kind: number;
  readonly part: number;
  readonly payload: number;
}

export type Observer = (event: HandledEvent) => void;
