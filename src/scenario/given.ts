/** Which fields a file or --set gave, and where each of them stands. */
import { LAW_NAMES } from "./form/law-form.js";
import { type Finding, type Issue, issueOf } from "./issue.js";
import { type Path, printPath, readPath } from "./text/path.js";
import { lineAndColumn, type Place, written } from "./text/source-text.js";
import { keyAt, type Mapping, nodeAt, placeOf, type Tree } from "./text/tree.js";

export interface Position {
  /** The file's name, or "--set". */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The whole argument, where the field was given by --set. */
  readonly argument?: string;
}

/**
 * A scenario's text, for messages about it. Paths are those of the resolved scenario, as in `Scenario.given`:
 * `failures[0]` is the first of `Scenario.failures`, wherever it stands in the file.
 */
export interface ScenarioSource {
  readonly file: string;
  readonly text: string;
  /** Where a field stands; where it was left out, the nearest thing around it. */
  positionOf(path: string): Position;
  /** An issue about a field, with its place and its value as written. */
  issueAt(path: string, message: string, more?: IssueDetails): Issue;
}

export type IssueDetails = Partial<Pick<Issue, "severity" | "allowed" | "suggestion">>;

/** Fields that are one value although a mapping may stand there. */
const VALUES: ReadonlySet<string> = new Set(["layout", "workload.profile"]);

/** For each list whose order says nothing: the place in the file of each of its resolved members. */
export type Places = Readonly<Record<"failures" | "operations", readonly number[]>>;

const isUnordered = (list: unknown): list is keyof Places => list === "failures" || list === "operations";

/** The paths of all given fields, members of lists by their place in `order`; sorted: a reordered file gives the same. */
export function givenPaths(tree: Mapping, order: Places): string[] {
  const found: string[] = [];
  const collect = (node: Tree, path: Path): void => {
    if (isValue(node, path)) {
      found.push(printPath(path));
      return;
    }
    if (node.kind === "mapping")
      for (const [key, entry] of node.entries) collect(entry.value, [...path, key]);
    if (node.kind === "list")
      for (const [index, item] of node.items.entries()) {
        const list = printPath(path);
        const place = isUnordered(list) ? order[list].indexOf(index) : index;
        // What stands in the list of another kind is told there.
        if (place >= 0) collect(item, [...path, place]);
      }
  };
  collect(tree, []);
  return found.filter((path) => path !== "").sort();
}

function isValue(node: Tree, path: Path): boolean {
  if (node.kind === "mapping") {
    const keys = [...node.entries.keys()];
    return keys.length === 0 || VALUES.has(printPath(path)) || keys.some((key) => isLawName(key));
  }
  return node.kind !== "list" || node.items.every((item) => item.kind === "scalar");
}

const isLawName = (key: string): boolean => (LAW_NAMES as readonly string[]).includes(key);

export function scenarioSource(tree: Mapping, order: Places): ScenarioSource {
  const { file, text } = tree.at.source;
  /** The path in the tree of a path in the scenario. */
  const treePath = (path: string): Path => {
    const reading = readPath(path);
    if ("wrongAt" in reading) return [];
    const keys = reading.steps.map((step) => step.key);
    const [list, index] = keys;
    return isUnordered(list) && typeof index === "number"
      ? [list, order[list][index] ?? index, ...keys.slice(2)]
      : keys;
  };
  return {
    file,
    text,
    positionOf: (path) => positionOf(placeOf(tree, treePath(path))),
    issueAt(path, message, { severity = "error", ...more } = {}) {
      const inTree = treePath(path);
      const node = nodeAt(tree, inTree);
      const isScalar = node?.kind === "scalar";
      const at = isScalar ? node.at : (keyAt(tree, inTree) ?? placeOf(tree, inTree));
      const finding: Finding = {
        at,
        path: inTree,
        message,
        ...more,
        value: isScalar ? written(at) : undefined,
      };
      return issueOf(finding, severity);
    },
  };
}

function positionOf(at: Place): Position {
  const { file, argument } = at.source;
  return { file, ...lineAndColumn(at), ...(argument === null ? {} : { argument }) };
}
