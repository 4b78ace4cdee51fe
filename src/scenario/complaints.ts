/** From the issues of zod to complaints about fields, in the words of the vocabulary. */
import type { z } from "zod";
import { STRIKING_WHATS, type What } from "../spec/index.js";
import { WHATS_WITH_FIELD } from "./form/failure-form.js";
import type { Hints } from "./form/leaf.js";
import { knownKeys } from "./form/mapping.js";
import { nearest } from "./text/nearest.js";
import { type Path, printPath } from "./text/path.js";

export interface Complaint {
  readonly about: "key" | "value";
  /** true: from a reader of the vocabulary, not from the shape of the file. */
  readonly isOurs?: boolean;
  readonly path: Path;
  readonly message: string;
  readonly allowed?: string | undefined;
  readonly suggestion?: string | undefined;
}

type Issue = z.core.$ZodIssue;

/** `given` is the plain value that the issues are about. */
export function complaintsOf(issues: readonly Issue[], given: unknown): Complaint[] {
  const complaints = issues.flatMap((issue) => explain(issue, [], given));
  const troubled = new Set(
    complaints.flatMap(({ path }) => path.map((_, length) => printPath(path.slice(0, length)))),
  );
  // A sentence about a mapping as a whole only repeats what is wrong inside.
  return complaints.filter(({ isOurs, path }) => !isOurs || !troubled.has(printPath(path)));
}

function explain(issue: Issue, base: Path, root: unknown): Complaint[] {
  const path: Path = [...base, ...(issue.path as Path)];
  const given = valueAt(root, path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, path, knownKeys(issue.message), root));
    case "invalid_union":
      return issue.discriminator === undefined ? ofOption(issue, path, root) : [unknownWhat(path, given)];
    case "invalid_key":
      return [
        { about: "key", path, message: issue.issues[0]?.message ?? issue.message, ...hints(issue.issues[0]) },
      ];
    case "invalid_type":
      // A key with nothing behind it, most often because what stood below was commented out.
      if (given === null)
        return [{ about: "value", path, message: "the value is missing", allowed: LEFT_OUT }];
      if (issue.expected !== "object") break;
      return [{ about: "value", path, message: "expected a mapping", allowed: `the keys ${issue.message}` }];
  }
  const message = given === undefined ? `${String(path.at(-1))} is missing` : issue.message;
  return [{ about: "value", path, message, ...hints(issue), isOurs: issue.code === "custom" }];
}

const LEFT_OUT = "a value, or the key left out as well";

function hints(issue: Issue | undefined): Hints {
  return issue?.code === "custom" ? ((issue.params ?? {}) as Hints) : {};
}

/** The first option of a union is what is written in one word, the second what is written as a mapping. */
function ofOption(issue: z.core.$ZodIssueInvalidUnion, path: Path, root: unknown): Complaint[] {
  const given = valueAt(root, path);
  const isMapping = typeof given === "object" && given !== null && !Array.isArray(given);
  const option = issue.errors[isMapping ? 1 : 0] ?? [];
  return option.flatMap((inner) => explain(inner, path, root));
}

function unknownKey(key: string, path: Path, known: readonly string[], root: unknown): Complaint {
  const about = { about: "key", path: [...path, key], allowed: known.join(", ") } as const;
  const what = valueAt(root, [...path, "what"]);
  const isOfFailure = path[0] === "failures" || path[0] === "strikes";
  const whats = isOfFailure ? WHATS_WITH_FIELD.get(key) : undefined;
  // A strike lacks fields that its kind of failure has: those are just unknown there.
  if (whats && !whats.includes(what as What)) {
    return { ...about, message: `${key} does not belong to ${String(what)}, only to ${whats.join(", ")}` };
  }
  const suggestion = nearest(key, known) ?? undefined;
  return { ...about, message: `unknown key ${key}`, suggestion };
}

function unknownWhat(path: Path, given: unknown): Complaint {
  const message = given === undefined || given === null ? "what is missing" : "unknown kind of failure";
  const suggestion = (typeof given === "string" ? nearest(given, STRIKING_WHATS) : null) ?? undefined;
  return { about: "value", path, message, allowed: STRIKING_WHATS.join(" | "), suggestion };
}

/** The plain value at a path, or undefined. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return value;
}
