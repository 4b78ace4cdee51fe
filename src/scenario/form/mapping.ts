/** Mappings and lists of the vocabulary: their known keys travel with every issue, and each field explains itself. */
import { z } from "zod";

/** Between the known keys in the message of an issue about a mapping; see `knownKeys`. */
const BETWEEN = ", ";

/** A mapping that knows all its keys. Issues about it carry the list of them as their message. */
export function mapping<const S extends z.core.$ZodLooseShape>(shape: S) {
  return z.strictObject(shape, { error: () => Object.keys(shape).join(BETWEEN) });
}

/** The keys that would have been known, from an issue about a mapping. */
export const knownKeys = (message: string): readonly string[] => message.split(BETWEEN);

/** A list with a bound; `what` completes "expected …". */
export function list<T extends z.ZodType>(item: T, from: number, to: number, what: string) {
  return z
    .array(item, { error: () => `expected ${what}` })
    .min(from, `expected ${what}`)
    .max(to, `expected ${what}`);
}

/** A mapping whose keys are names of the writer's choice. */
export function namedMapping<N extends z.core.$ZodType<string, unknown>, T extends z.ZodType>(
  name: N,
  value: T,
  what: string,
) {
  return z.record(name, value, { error: () => `expected ${what}` });
}

/** An optional field: one sentence for editors, and what holds when it is left out. */
export function field<T extends z.ZodType>(schema: T, sentence: string, byDefault: string) {
  return schema.meta({ description: `${sentence} Default: ${byDefault}.` }).optional();
}

/** A field that must be there. */
export function needed<T extends z.ZodType>(schema: T, sentence: string): T {
  return schema.meta({ description: sentence }) as T;
}
