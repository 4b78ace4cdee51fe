/** What is written: messages by the second, their shape over the day, and log that no message explains. */
import type { Bytes, Micros } from "../units/index.js";

export type Profile =
  | { readonly shape: "constant" }
  /** One factor for each hour of the day, 24 of them. */
  | { readonly shape: "hours"; readonly factors: readonly number[] }
  /** Factor 1 from 09:00 to 17:00 Monday to Friday, 0.05 in the other hours of those days, 0.1 at weekends. */
  | { readonly shape: "office-hours" }
  /** 1 + amplitude × sin(2π t / period). */
  | { readonly shape: "sine"; readonly amplitude: number; readonly period: Micros };

/** Log written evenly over `lasts`, every `every`, first at `offset`: an index rebuild, a purge. */
export interface Burst {
  readonly name: string;
  readonly every: Micros;
  readonly offset: Micros;
  readonly lasts: Micros;
  readonly log: Bytes;
}

export interface Workload {
  readonly messagesPerSecond: number;
  readonly profile: Profile;
  /** `even`: message i at i / rate, in the time that the profile stretches. */
  readonly arrivals: "poisson" | "even";
  readonly logBytesPerMessage: Bytes;
  readonly bursts: readonly Burst[];
}
