/**
 * When there is somebody: always, or Monday to Friday from 09:00 to 17:00 in the time zone of either site. The scenario's
 * clock is that of site 1, and time 0 is a Monday, 00:00. Whoever is at it stays until it is done.
 */
import { officeOf } from "../pool/plan.js";
import type { Scenario } from "../spec/index.js";
import { DAY, HOUR, type Micros, modulo, WEEK } from "../units/index.js";

const OPENS = 9 * HOUR;
const CLOSES = 17 * HOUR;

/** The first instant from `at` on at which somebody is there. */
export function nextOffice(scenario: Scenario, at: Micros): Micros {
  if (scenario.people.onCall === "always") return at;
  const { site2Ahead } = officeOf(scenario);
  return Math.min(nextOpening(at, 0), nextOpening(at, site2Ahead)) as Micros;
}

/** `ahead`: how far the office's clock is ahead of the scenario's. */
function nextOpening(at: Micros, ahead: number): number {
  const local = at + ahead;
  const inWeek = modulo(local, WEEK);
  const day = Math.floor(inWeek / DAY);
  const inDay = inWeek - day * DAY;
  if (day < 5 && inDay >= OPENS && inDay < CLOSES) return at;
  // The next morning, or this one; from Friday's close on it is Monday's.
  const morning = day < 5 && inDay < OPENS ? day : day < 4 ? day + 1 : 7;
  return at + (morning * DAY + OPENS - inWeek);
}
