/**
 * A scenario file with some of its fields set anew and everything else left as it stands: comments, order, blanks, the
 * way each value is written. It changes text and must never know what the fields mean.
 */
import { isMap, isScalar, isSeq, type Pair, type ParsedNode, parse, parseDocument, type YAMLMap } from "yaml";
import { printPath, readPath } from "./text/path.js";
import { withoutMark } from "./text/source-text.js";

/** By path, as a scenario file writes the value; null: the field is taken out. */
export type Settings = ReadonlyMap<string, string | null>;

export type Patching =
  | { readonly ok: true; readonly text: string }
  /** The field cannot be set in this file; `why` is for the person whose file it is. */
  | { readonly ok: false; readonly path: string; readonly why: string };

/** `text`: a file that was read as a scenario. Fields are set in their order, and taken out when all are set. */
export function patchScenario(text: string, settings: Settings): Patching {
  const plain = withoutMark(text);
  const mark = text.slice(0, text.length - plain.length);
  const isJson = readsAsJson(plain);
  let patched = plain;
  // A mapping that loses its only field before it is given another would be empty for a moment.
  const inOrder = [...settings].sort(([, one], [, other]) => Number(one === null) - Number(other === null));
  for (const [path, value] of inOrder) {
    const step = setField({ text: patched, isJson }, keysOf(path), value);
    if ("why" in step) return { ok: false, path, why: step.why };
    patched = step.text;
  }
  return { ok: true, text: mark + patched };
}

function readsAsJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function keysOf(path: string): readonly (string | number)[] {
  const reading = readPath(path);
  if ("wrongAt" in reading) throw new RangeError(`${path} is not a path of a scenario`);
  return reading.steps.map(({ key }) => key);
}

interface Given {
  readonly text: string;
  readonly isJson: boolean;
}

type Step = { readonly text: string } | { readonly why: string };
type Keys = readonly (string | number)[];
type ParsedPair = Pair<ParsedNode, ParsedNode | null>;

/** Reads the text anew for each field, so that every place is that of the text as it stands then. */
function setField(given: Given, keys: Keys, value: string | null): Step {
  const { text, isJson } = given;
  const root = parseDocument(text, { version: "1.2", schema: "core", merge: false }).contents;
  if (root === null) {
    return value === null ? { text } : { text: `${endedLine(text)}${written(isJson, keys, value)}\n` };
  }
  let node: ParsedNode = root;
  for (const [depth, key] of keys.entries()) {
    const rest = keys.slice(depth + 1);
    if (isSeq(node) && typeof key === "number") {
      const item = node.items[key] as ParsedNode | undefined;
      if (item === undefined)
        return { why: `the list at ${printPath(keys.slice(0, depth))} is not that long` };
      if (rest.length === 0)
        return value === null ? { why: "it is an element of a list" } : replaced(given, item, value);
      node = item;
      continue;
    }
    if (!isMap(node) || typeof key === "number")
      return { why: `${printPath(keys.slice(0, depth))} holds no fields in this file` };
    const pair = (node.items as ParsedPair[]).find((one) => isScalar(one.key) && one.key.value === key);
    if (pair === undefined)
      return value === null ? { text } : inserted(given, node, keys.slice(depth), value);
    if (rest.length === 0)
      return value === null ? takenOut(given, node, pair) : valued(given, pair, inFile(isJson, value));
    if (pair.value === null || isNothing(pair.value)) {
      return value === null ? { text } : valued(given, pair, `{ ${written(isJson, rest, value)} }`);
    }
    node = pair.value;
  }
  throw new RangeError("a path without a step");
}

const isNothing = (node: ParsedNode): boolean => isScalar(node) && node.value === null;

/** `copy:` with not a word behind it. */
const isUnwritten = (node: ParsedNode): boolean => isNothing(node) && node.range[0] === node.range[1];

/** `key: value`, the keys nested as deep as there are. */
function written(isJson: boolean, [key, ...rest]: Keys, value: string): string {
  const inner = rest.length === 0 ? inFile(isJson, value) : `{ ${written(isJson, rest, value)} }`;
  return `${isJson ? JSON.stringify(key) : key}: ${inner}`;
}

/** JSON knows no text without quotes: the value is written as what it says. */
const inFile = (isJson: boolean, value: string): string => (isJson ? JSON.stringify(parse(value)) : value);

function replaced(given: Given, node: ParsedNode, value: string): Step {
  return { text: spliced(given.text, node.range[0], endOf(node), inFile(given.isJson, value)) };
}

/** The value of a field that stands there; `inForm`: as this file writes it. */
function valued({ text }: Given, { key, value }: ParsedPair, inForm: string): Step {
  const behindKey = key.range[1];
  if (value === null || isUnwritten(value)) {
    const colon = /^\s*:/.exec(text.slice(behindKey));
    const at = behindKey + (colon?.[0].length ?? 0);
    return { text: spliced(text, at, at, `${colon === null ? ":" : ""} ${inForm}`) };
  }
  const colon = text.indexOf(":", behindKey) + 1;
  // What stands on lines of its own gives way to a value behind the colon.
  const isBelow = text.slice(colon, value.range[0]).includes("\n");
  const from = isBelow ? colon : value.range[0];
  return { text: spliced(text, from, endOf(value), isBelow ? ` ${inForm}` : inForm) };
}

function inserted(given: Given, map: YAMLMap.Parsed, keys: Keys, value: string): Step {
  const { text, isJson } = given;
  if (keys.some((key) => typeof key === "number")) return { why: "no such list stands in this file" };
  const field = written(isJson, keys, value);
  const last = map.items.at(-1) as ParsedPair | undefined;
  if (last === undefined) return { text: spliced(text, map.range[0], map.range[1], `{ ${field} }`) };
  const end = endOfPair(last);
  if (map.flow !== true) {
    const first = (map.items[0] as ParsedPair).key.range[0];
    const indent = " ".repeat(first - startOfLine(text, first));
    return { text: newLineBehind(text, end, indent + field) };
  }
  const begins = last.key.range[0];
  const margin = text.slice(startOfLine(text, begins), begins);
  const behind = /^[ \t]*,?[ \t]*(?:#[^\n]*)?\r?(?=\n|$)/.exec(text.slice(end));
  if (!/^[ \t]*$/.test(margin) || behind === null) return { text: spliced(text, end, end, `, ${field}`) };
  // Each field has a line of its own: so does this one, behind what is said of the last.
  const hasComma = /^[ \t]*,/.test(behind[0]);
  return { text: newLineBehind(hasComma ? text : spliced(text, end, end, ","), end, margin + field) };
}

/** With the line it stands on, where it stands alone; what is said behind it stays. */
function takenOut({ text }: Given, map: YAMLMap.Parsed, pair: ParsedPair): Step {
  const items = map.items as ParsedPair[];
  const at = items.indexOf(pair);
  const from = pair.key.range[0];
  const to = endOfPair(pair);
  if (items.length === 1) return { text: spliced(text, from, to, map.flow === true ? "" : "{}") };
  if (map.flow !== true) return { text: withoutBlankLine(spliced(text, from, to, ""), from) };
  const comma = /^\s*,[ \t]*/.exec(text.slice(to));
  const rest = withoutBlankLine(spliced(text, from, to + (comma?.[0].length ?? 0), ""), from);
  if (at < items.length - 1) return { text: rest };
  // The last of them: the comma before it goes too.
  const before = endOfPair(items[at - 1]!);
  return { text: spliced(rest, before, rest.indexOf(",", before) + 1, "") };
}

function withoutBlankLine(text: string, at: number): string {
  const line = startOfLine(text, at);
  const end = text.indexOf("\n", at);
  const isBlank = text.slice(line, end < 0 ? text.length : end).trim() === "";
  return isBlank ? spliced(text, line, end < 0 ? text.length : end + 1, "") : text;
}

const spliced = (text: string, from: number, to: number, by: string): string =>
  text.slice(0, from) + by + text.slice(to);

const startOfLine = (text: string, at: number): number => text.lastIndexOf("\n", at - 1) + 1;

const endedLine = (text: string): string => (text === "" || text.endsWith("\n") ? text : `${text}\n`);

function newLineBehind(text: string, at: number, line: string): string {
  const lineEnd = text.indexOf("\n", at);
  const isWindows = text.includes("\r\n");
  if (lineEnd < 0) return `${text}${isWindows ? "\r\n" : "\n"}${line}`;
  return spliced(text, lineEnd + 1, lineEnd + 1, `${line}${isWindows ? "\r\n" : "\n"}`);
}

/** Where a node ends, without the blanks, line ends and comments behind it that the parser counts to collections. */
function endOf(node: ParsedNode): number {
  if (isMap(node) && node.flow !== true) {
    const last = node.items.at(-1) as ParsedPair | undefined;
    if (last !== undefined) return endOfPair(last);
  }
  if (isSeq(node) && node.flow !== true) {
    const last = node.items.at(-1) as ParsedNode | undefined;
    if (last !== undefined && last !== null) return endOf(last);
  }
  return node.range[1];
}

const endOfPair = ({ key, value }: ParsedPair): number => (value === null ? key.range[1] : endOf(value));
