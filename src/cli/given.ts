/** What the parser of the command line hands over, as what a command asks for; what is none of that is bad usage. */
import { BadUsage } from "./exit.js";

/** More than these take longer than anybody waits. */
const MOST_REPLICATIONS = 10_000_000;

/** A switch that is given twice is still on. */
export const isSet = (given: unknown): boolean =>
  Array.isArray(given) ? given.includes(true) : given === true;

export function whole(name: string, given: unknown, least: number, most: number): number {
  const value = text(name, given);
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < least || number > most) {
    throw new BadUsage(`--${name} ${value}: expected a whole number from ${least} to ${most}`);
  }
  return number;
}

export const seedOf = (given: unknown): number => whole("seed", given, 0, Number.MAX_SAFE_INTEGER);
export const replicationsOf = (given: unknown): number => whole("replications", given, 1, MOST_REPLICATIONS);
/** Which of them, from 0. */
export const replicationOf = (given: unknown): number =>
  whole("replication", given, 0, MOST_REPLICATIONS - 1);

export const ifGiven = <T>(given: unknown, read: (given: unknown) => T): T | null =>
  given === undefined ? null : read(given);

export function text(name: string, given: unknown): string {
  if (Array.isArray(given)) throw new BadUsage(`--${name} was given more than once`);
  if (typeof given !== "string" || given === "") throw new BadUsage(`--${name}: a value is missing`);
  return given;
}

export function texts(name: string, given: unknown): string[] {
  if (given === undefined) return [];
  return (Array.isArray(given) ? given : [given]).map((one) => text(name, one));
}
