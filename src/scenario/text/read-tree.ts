/** From text to tree: YAML 1.2, of which JSON is a part, without anything that is more than plain data. */
import { isCollection, isMap, isScalar, isSeq, type ParsedNode, parseDocument, type YAMLMap } from "yaml";
import type { Finding } from "../issue.js";
import { checkBounds } from "./bounds.js";
import { isPlainText } from "./characters.js";
import { survey } from "./nesting.js";
import type { Path } from "./path.js";
import { lineAndColumn, type Place, place, type SourceText, written } from "./source-text.js";
import type { Entry, Tree } from "./tree.js";

export interface TreeReading {
  /** null: the text is not even YAML. */
  readonly tree: Tree | null;
  readonly findings: readonly Finding[];
  /** The first comment, or null. */
  readonly comment: Place | null;
  /** true: the whole is a list or a mapping without brackets. */
  readonly isBlock: boolean;
}

/** Keys that mean something to JavaScript objects. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** What is wrong with a key wherever it stands, or null. */
export const forbiddenKey = (key: string): string | null =>
  FORBIDDEN_KEYS.has(key) ? `the key ${key} is not allowed` : null;

export function readTree(source: SourceText): TreeReading {
  const outside = checkBounds(source);
  if (outside.length > 0) return unreadable(outside, null);
  const seen = survey(source);
  const comment = seen.comment === null ? null : place(source, seen.comment, source.text.length);
  if (seen.findings.length > 0) return unreadable(seen.findings, comment);
  const document = parseDocument(source.text, {
    version: "1.2",
    schema: "core",
    merge: false,
    // Looks through all earlier keys for each key; ours is a set (see `Reader.mapping`).
    uniqueKeys: false,
    prettyErrors: false,
    // "silent" would also hide that there are several documents.
    logLevel: "error",
  });
  if (document.errors.length > 0) {
    const findings = document.errors.map((error) => ({
      at: place(source, error.pos[0], error.pos[1]),
      path: [],
      message: explain(error.code, error.message),
    }));
    return unreadable(findings, comment);
  }
  const reader = new Reader(source);
  const { contents } = document;
  // Where nothing was written, it is missing at the start of a file and behind the equals sign of --set.
  const tree = reader.node(contents, [], source.argument === null ? 0 : source.text.length);
  const isBlock = isCollection(contents) && contents.flow !== true;
  return { tree, findings: reader.findings, comment, isBlock };
}

const unreadable = (findings: readonly Finding[], comment: Place | null): TreeReading => ({
  tree: null,
  findings,
  comment,
  isBlock: false,
});

class Reader {
  readonly findings: Finding[] = [];

  constructor(private readonly source: SourceText) {}

  /** `from` is where a value that nobody wrote would stand. */
  node(node: ParsedNode | null, path: Path, from: number): Tree {
    if (node === null) return { kind: "scalar", value: null, at: place(this.source, from, from) };
    const at = place(this.source, node.range[0], node.range[1]);
    if (isMap(node)) return this.mapping(node, path, at);
    if (isSeq(node)) {
      const items = node.items.map((item, index) =>
        this.node(item as ParsedNode | null, [...path, index], node.range[0]),
      );
      return { kind: "list", items, at };
    }
    if (!isScalar(node)) return { kind: "unreadable", at };
    const { value } = node;
    if (typeof value === "string" && !isPlainText(value)) {
      const message = "the text holds control characters or half a character";
      this.findings.push({ at, path, message, value: written(at) });
      return { kind: "unreadable", at };
    }
    if (
      value === null ||
      typeof value === "string" ||
      typeof value === "number" ||
      typeof value === "boolean"
    )
      return { kind: "scalar", value, at };
    return { kind: "unreadable", at };
  }

  private mapping(map: YAMLMap.Parsed, path: Path, at: Place): Tree {
    const entries = new Map<string, Entry>();
    for (const pair of map.items) {
      const key = pair.key as ParsedNode | null;
      const keyPlace = key ? place(this.source, key.range[0], key.range[1]) : at;
      const name = isScalar(key) ? key.value : null;
      const problem = this.keyProblem(name, entries);
      if (problem !== null) {
        const inKey = typeof name === "string" ? [...path, name] : path;
        this.findings.push({ at: keyPlace, path: inKey, message: problem, value: written(keyPlace) });
        continue;
      }
      const below = [...path, name as string];
      entries.set(name as string, { key: keyPlace, value: this.node(pair.value, below, keyPlace.to) });
    }
    return { kind: "mapping", entries, at };
  }

  private keyProblem(name: unknown, entries: ReadonlyMap<string, Entry>): string | null {
    if (typeof name !== "string") return "a key must be text";
    if (name === "<<") return "merge keys (<<) are not part of a scenario file: write the values out";
    if (!isPlainText(name)) return "a key must be plain text";
    const first = entries.get(name);
    if (!first) return forbiddenKey(name);
    return `the key ${name} stands here a second time; the first is in line ${lineAndColumn(first.key).line}`;
  }
}

/** The parser's own sentences, but for those that people meet most. */
function explain(code: string, message: string): string {
  switch (code) {
    case "MULTIPLE_DOCS":
      return "a second document begins here: a scenario file holds one";
    case "TAB_AS_INDENT":
      return "a tab cannot indent: use spaces";
    case "RESOURCE_EXHAUSTION":
      return "too much for the YAML parser";
    default:
      return `not valid YAML or JSON: ${message.split("\n", 1)[0]}`;
  }
}
