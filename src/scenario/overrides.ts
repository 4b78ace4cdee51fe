/** `--set path=value`: a field of the tree changed from outside, checked afterwards like everything else in it. */
import type { Finding } from "./issue.js";
import { DEEPEST } from "./text/nesting.js";
import { type Path, readPath, type Step } from "./text/path.js";
import { forbiddenKey, readTree } from "./text/read-tree.js";
import { type Place, place, type SourceText, sourceText } from "./text/source-text.js";
import type { List, Mapping, Tree } from "./text/tree.js";

/** More arguments than any shell line holds by hand. */
const MOST_OVERRIDES = 1_000;
/** A list can be changed, or made longer by one. */
const PATH_FORM = "a path such as wan.bandwidth or failures[0].at, an equals sign and a value";

/** Applies the arguments to the tree, one after the other; the last word on a field counts. */
export function applyOverrides(tree: Mapping | null, overrides: readonly string[]): Finding[] {
  if (overrides.length > MOST_OVERRIDES) {
    const first = sourceText("--set", overrides[0]!, overrides[0]!, 1);
    const message = `${overrides.length} --set arguments are too many`;
    return [{ at: place(first, 0, 0), path: [], message, allowed: `at most ${MOST_OVERRIDES}` }];
  }
  return overrides.flatMap((argument, index) => {
    const source = sourceText("--set", argument, argument, index + 1);
    const override = readOverride(source);
    if ("findings" in override) return override.findings;
    return tree === null ? [] : graft(tree, override);
  });
}

interface Override {
  readonly source: SourceText;
  readonly steps: readonly Step[];
  readonly value: Tree;
}

function readOverride(source: SourceText): Override | { readonly findings: readonly Finding[] } {
  const { text } = source;
  const wrong = (from: number, message: string, allowed?: string) => ({
    findings: [{ at: place(source, from, from + 1), path: [], message, allowed }],
  });
  const equals = text.indexOf("=");
  if (equals < 0) return wrong(0, "no equals sign", PATH_FORM);
  const path = readPath(text.slice(0, equals).trimEnd());
  if ("wrongAt" in path) return wrong(path.wrongAt, "not a path of the scenario", PATH_FORM);
  const tooDeep = path.steps[DEEPEST];
  if (tooDeep) return wrong(tooDeep.from, "nested too deep for a scenario", `at most ${DEEPEST} levels`);
  // The value is read in a text in which blanks stand for the path, so that columns are those of the argument.
  const padded = { ...source, text: " ".repeat(equals + 1) + text.slice(equals + 1) };
  if (text.includes("\n"))
    return wrong(text.indexOf("\n"), "a line end in an argument", "a value on one line");
  const reading = readTree(padded);
  if (reading.findings.length > 0 || reading.tree === null) return { findings: reading.findings };
  if (reading.comment) return wrong(reading.comment.from, "# begins a comment here", "the value in quotes");
  // Without brackets it would be a list or a mapping in block style: in one line more likely a slip.
  if (reading.isBlock)
    return wrong(equals + 1, "not one value", "a list in [ ], a mapping in { }, text in quotes");
  return { source, steps: path.steps, value: reading.tree };
}

function graft(tree: Mapping, { source, steps, value }: Override): Finding[] {
  let node: Mapping | List = tree;
  const path: (string | number)[] = [];
  for (const [index, step] of steps.entries()) {
    const at = place(source, step.from, step.to);
    const next = steps[index + 1];
    const problem = stepProblem(node, step);
    if (problem !== null) return [{ at, path: [...path, step.key], ...problem }];
    path.push(step.key);
    if (next === undefined) {
      setChild(node, step.key, at, value);
      return [];
    }
    let child = childOf(node, step.key);
    // An empty field (`wan:`) is filled; a value would be thrown away unseen.
    if (child === undefined || (child.kind === "scalar" && child.value === null)) {
      child = emptyFor(next, at);
      setChild(node, step.key, at, child);
    }
    if (child.kind !== "mapping" && child.kind !== "list") return [within(path, at)];
    node = child;
  }
  return [];
}

const emptyFor = (next: Step, at: Place): Mapping | List =>
  typeof next.key === "number"
    ? { kind: "list", items: [], at }
    : { kind: "mapping", entries: new Map(), at };

const childOf = (node: Mapping | List, key: string | number): Tree | undefined =>
  node.kind === "mapping" ? node.entries.get(String(key))?.value : node.items[Number(key)];

function setChild(node: Mapping | List, key: string | number, at: Place, value: Tree): void {
  if (node.kind === "mapping") node.entries.set(String(key), { key: at, value });
  else node.items[Number(key)] = value;
}

const within = (path: Path, at: Place): Finding => ({
  at,
  path,
  message: "nothing lies below this field: it holds one value",
  allowed: "the whole value: path={ key: value }",
});

function stepProblem(node: Mapping | List, { key }: Step): { message: string; allowed: string } | null {
  if (node.kind === "mapping") {
    const allowed = "the name of a field";
    if (typeof key === "number") return { message: "no list stands here", allowed };
    const message = forbiddenKey(key);
    return message === null ? null : { message, allowed };
  }
  if (typeof key !== "number")
    return { message: "a list stands here", allowed: "the place of an element: [0]" };
  const { length } = node.items;
  if (key <= length) return null;
  const elements =
    length === 0 ? "[0] for a first element" : `[0] to [${length - 1}], or [${length}] for one more`;
  return { message: "the list is not that long", allowed: elements };
}
