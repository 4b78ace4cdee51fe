/** A parsed text as a small tree of our own: every node and every key knows its place. */
import type { Path } from "./path.js";
import type { Place } from "./source-text.js";

export type Tree = Scalar | List | Mapping | Unreadable;

export interface Scalar {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  readonly at: Place;
}

export interface List {
  readonly kind: "list";
  /** Grows and changes while --set is applied, never afterwards. */
  readonly items: Tree[];
  readonly at: Place;
}

export interface Mapping {
  readonly kind: "mapping";
  /** Grows and changes while --set is applied, never afterwards. */
  readonly entries: Map<string, Entry>;
  readonly at: Place;
}

export interface Entry {
  readonly key: Place;
  readonly value: Tree;
}

/** Something stood here that has been refused already, so that nothing more need be said of it. */
export interface Unreadable {
  readonly kind: "unreadable";
  readonly at: Place;
}

/** The node at a path, or null. */
export function nodeAt(tree: Tree, path: Path): Tree | null {
  let node: Tree | undefined = tree;
  for (const step of path) {
    if (node?.kind === "mapping" && typeof step === "string") node = node.entries.get(step)?.value;
    else if (node?.kind === "list" && typeof step === "number") node = node.items[step];
    else return null;
  }
  return node ?? null;
}

/** Where the key of a path stands (a list element has none: then the element), or null. */
export function keyAt(tree: Tree, path: Path): Place | null {
  const last = path.at(-1);
  const parent = nodeAt(tree, path.slice(0, -1));
  if (parent?.kind === "mapping" && typeof last === "string") return parent.entries.get(last)?.key ?? null;
  return nodeAt(tree, path)?.at ?? null;
}

/** The place of the value at a path; where there is none, of the nearest thing around it. */
export function placeOf(tree: Tree, path: Path): Place {
  const node = nodeAt(tree, path);
  if (node) return node.at;
  for (let length = path.length - 1; length > 0; length--) {
    const key = keyAt(tree, path.slice(0, length));
    if (key) return key;
  }
  return tree.at;
}

/** The bare values, and the paths at which there was nothing to read. */
export function plainValue(tree: Tree): { readonly value: unknown; readonly unreadable: readonly Path[] } {
  const unreadable: Path[] = [];
  const strip = (node: Tree, path: Path): unknown => {
    switch (node.kind) {
      case "scalar":
        return node.value;
      case "list":
        return node.items.map((item, index) => strip(item, [...path, index]));
      case "mapping": {
        // No key can be __proto__ here, but an object without a prototype need not trust that.
        const out: Record<string, unknown> = Object.create(null);
        for (const [key, entry] of node.entries) out[key] = strip(entry.value, [...path, key]);
        return out;
      }
      case "unreadable":
        unreadable.push(path);
        return null;
    }
  };
  return { value: strip(tree, []), unreadable };
}
