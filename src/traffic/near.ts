/**
 * What counts as near: chat servers across such a link may use the database as if it stood beside them. No page names a
 * figure for Persistent Chat; this is what its predecessor's metropolitan layout asked for.
 */
import { type BytesPerSecond, MILLISECOND, type Micros, megabitsPerSecond } from "../units/index.js";

export const NEAR = { roundTrip: 20 * MILLISECOND, bandwidth: megabitsPerSecond(1000) };

export const isNear = (
  link: { readonly bandwidth: BytesPerSecond; readonly roundTrip: Micros } | null,
): boolean => link !== null && link.roundTrip <= NEAR.roundTrip && link.bandwidth >= NEAR.bandwidth;
