/**
 * How one value of a scenario file is read: the plain value in, the typed value or a sentence out, and beside it
 * what JSON Schema can say of it. All of them are zod schemas whose issues carry what would have been allowed.
 */
import { z } from "zod";
import type { Parsed } from "../../units/index.js";
import { isPlainLine } from "../text/characters.js";
import { nearest } from "../text/nearest.js";

/** What travels in the `params` of a zod issue of ours. */
export interface Hints {
  readonly allowed?: string;
  readonly suggestion?: string;
}

export const readable = <T>(value: T): Parsed<T> => ({ ok: true, value });
export const refused = (problem: string): Parsed<never> => ({ ok: false, problem });

/** Keywords of JSON Schema for editors; looser than `read` where a pattern cannot say it all. */
export type Keywords = Readonly<Record<string, unknown>>;

export function leaf<T>(
  allowed: string,
  keywords: Keywords,
  read: (given: unknown) => Parsed<T>,
  words: readonly string[] = [],
) {
  return z
    .unknown()
    .transform((given, context): T => {
      const result = given === null ? refused("the value is missing") : read(given);
      if (result.ok) return result.value;
      const suggestion = typeof given === "string" ? nearest(given, words) : null;
      const params: Hints = { allowed, ...(suggestion === null ? {} : { suggestion }) };
      context.addIssue({ code: "custom", message: result.problem, params: { ...params } });
      return z.NEVER;
    })
    .meta({ ...keywords });
}

/** "expected a duration …, not a list". */
export function expected(allowed: string, given: unknown): string {
  if (Array.isArray(given)) return `expected ${allowed}, not a list`;
  if (typeof given === "object") return `expected ${allowed}, not a mapping`;
  return `expected ${allowed}`;
}

/** One of a few words; `also` says what else may stand there, where the word is one option of a union. */
export function word<const W extends string>(words: readonly [W, ...W[]], also?: string) {
  const allowed = words.join(" | ") + (also === undefined ? "" : `, or ${also}`);
  return leaf<W>(
    allowed,
    { type: "string", enum: [...words] },
    (given) => (words.includes(given as W) ? readable(given as W) : refused(expected(allowed, given))),
    words,
  );
}

export function flag() {
  const allowed = "true or false";
  return leaf<boolean>(allowed, { type: "boolean" }, (given) =>
    typeof given === "boolean" ? readable(given) : refused(expected(allowed, given)),
  );
}

export interface NumberRange {
  readonly from?: number;
  readonly above?: number;
  readonly to: number;
  readonly whole?: boolean;
}

export function number(range: NumberRange) {
  const low = range.above ?? range.from ?? 0;
  const kind = range.whole ? "a whole number" : "a number";
  const allowed = `${kind} ${range.above === undefined ? `from ${low}` : `above ${low}, up`} to ${range.to}`;
  const lowKeyword = range.above === undefined ? { minimum: low } : { exclusiveMinimum: low };
  const keywords = { type: range.whole ? "integer" : "number", ...lowKeyword, maximum: range.to };
  return leaf<number>(allowed, keywords, (given) => {
    if (typeof given !== "number" || !Number.isFinite(given)) return refused(expected(allowed, given));
    if (range.whole && !Number.isInteger(given)) return refused("must be a whole number");
    if (given < low || given === range.above)
      return refused(range.above === undefined ? `must be at least ${low}` : `must be more than ${low}`);
    return given > range.to ? refused(`must be at most ${range.to}`) : readable(given);
  });
}

/** A name that stands in headings: any characters that a reader can see, on one line. */
export function lineOfText(longest: number) {
  const allowed = `text on one line, at most ${longest} characters`;
  const keywords = { type: "string", minLength: 1, maxLength: longest };
  return leaf<string>(allowed, keywords, (given) => {
    if (typeof given !== "string") return refused(`${expected(allowed, given)}; put numbers in quotes`);
    if (given.length > longest) return refused(`longer than ${longest} characters`);
    if (given.trim() === "") return refused("the text is empty");
    return isPlainLine(given) ? readable(given) : refused("the text holds characters that cannot be seen");
  });
}

/** A name that other things refer to. */
export function identifier() {
  const allowed = "a name of letters, digits, hyphens, points and underscores that begins with a letter";
  return matching("^[A-Za-z][A-Za-z0-9._-]{0,63}$", allowed);
}

/** The name of a strike: an identifier, or what was struck and where with slashes between, and which of many it is. */
export function strikeName() {
  const allowed =
    "a name of letters, digits, hyphens, points, underscores, slashes and # that begins with a letter";
  return matching("^[A-Za-z][A-Za-z0-9._/#-]{0,127}$", allowed);
}

function matching(pattern: string, allowed: string) {
  return leaf<string>(allowed, { type: "string", pattern }, (given) =>
    typeof given === "string" && new RegExp(pattern).test(given)
      ? readable(given)
      : refused(expected(allowed, given)),
  );
}
