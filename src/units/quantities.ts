/** Sizes, rates and shares as branded numbers: decimal units, 1 KB = 1000 B, 1 Mbps = 10^6 bit/s. */
export type Bytes = number & { readonly __unit: "B" };
export type BytesPerSecond = number & { readonly __unit: "B/s" };
/** A part of a whole, 0 to 1. */
export type Share = number & { readonly __unit: "share" };
/** Happenings per second. */
export type PerSecond = number & { readonly __unit: "1/s" };

export interface Money {
  readonly amount: number;
  /** Three capital letters, as written in the scenario. */
  readonly currency: string;
  /** What the amount is per: nothing, a year, or a megabit per second and year. */
  readonly per: "once" | "year" | "Mbps and year";
}

export const bytes = (value: number): Bytes => value as Bytes;
export const bytesPerSecond = (value: number): BytesPerSecond => value as BytesPerSecond;
export const share = (value: number): Share => value as Share;
export const perSecond = (value: number): PerSecond => value as PerSecond;
/** 10^6 bit/s are 125 000 B/s. */
export const megabitsPerSecond = (value: number): BytesPerSecond => (value * 125_000) as BytesPerSecond;
