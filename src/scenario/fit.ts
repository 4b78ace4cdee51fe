/**
 * Whether a tree fits the vocabulary: everything that does not, each at its place, and what is left when that is
 * taken out, so that rules across fields can still speak of the rest and nobody has to correct a file in rounds.
 */

import type { z } from "zod";
import { type Complaint, complaintsOf, valueAt } from "./complaints.js";
import type { Finding } from "./issue.js";
import { type Path, printPath } from "./text/path.js";
import { written } from "./text/source-text.js";
import { keyAt, type Mapping, nodeAt, placeOf, plainValue } from "./text/tree.js";

export interface Fitting<Form> {
  /** null: not enough is left to say more. */
  readonly form: Form | null;
  readonly findings: readonly Finding[];
  /** true: the field at the path, or what it stands in, was taken out; nothing more need be said of it. */
  isBroken(path: Path): boolean;
}

/** Each round takes out what the round before found; the vocabulary is not deep enough to need more. */
const MOST_ROUNDS = 8;

export function fit<Form>(tree: Mapping, vocabulary: z.ZodType<Form>): Fitting<Form> {
  const plain = plainValue(tree);
  const findings: Finding[] = [];
  const taken = new Taken(plain.value);
  for (const path of plain.unreadable) taken.takeOut(path);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const result = vocabulary.safeParse(plain.value);
    if (result.success) return { form: result.data, findings, isBroken: (path) => taken.covers(path) };
    const complaints = complaintsOf(result.error.issues, plain.value);
    // What is said of a mapping after something was taken out of it is said of what is left: nobody wrote that.
    for (const complaint of complaints)
      if (!taken.covers(complaint.path) && !taken.isFrom(complaint.path))
        findings.push(finding(tree, complaint));
    taken.takeOutAll(complaints.map(({ path }) => path));
  }
  return { form: null, findings, isBroken: () => true };
}

/** What stands in for an element that was taken out of a list whose other elements must keep their places. */
const STAND_INS: Readonly<Record<string, () => unknown>> = {
  failures: () => ({ what: "wan-cut" }),
  strikes: () => ({ id: "stand-in", what: "wan-cut", at: "0 s" }),
  "workload.bursts": () => ({ every: "1 d", lasts: "1 s", log: "0 B" }),
};

/** A plain value from which what is wrong is taken out, and the memory of what was. */
class Taken {
  private readonly paths = new Set<string>();
  /** Everything that something was taken from. */
  private readonly around = new Set<string>();

  constructor(private readonly root: unknown) {}

  /** The field at the path, or what it stands in, was taken out. */
  covers(path: Path): boolean {
    return path.some((_, index) => this.paths.has(printPath(path.slice(0, index + 1))));
  }

  /** Something was taken out of the field at the path. */
  isFrom(path: Path): boolean {
    return this.around.has(printPath(path));
  }

  /** Takes out the fields, or what they stand in where they are gone already and that did not help. */
  takeOutAll(paths: readonly Path[]): void {
    const gone = paths.filter((path) => this.covers(path));
    for (const path of paths) if (!this.covers(path)) this.takeOut(path);
    for (const path of gone) this.takeOut(path.slice(0, -1));
  }

  takeOut(path: Path): void {
    for (let length = path.length; length > 0; length--) {
      const one = path.slice(0, length);
      if (!this.remove(one)) continue;
      this.paths.add(printPath(one));
      for (let outer = 0; outer < length; outer++) this.around.add(printPath(path.slice(0, outer)));
      return;
    }
  }

  /** false: there is nothing to remove, or an element that must keep its place. */
  private remove(path: Path): boolean {
    const around = path.slice(0, -1);
    const container = valueAt(this.root, around);
    const step = path.at(-1)!;
    if (Array.isArray(container)) {
      const standIn = STAND_INS[printPath(around)];
      if (standIn === undefined || this.paths.has(printPath(path))) return false;
      container[step as number] = standIn();
      return true;
    }
    if (typeof container !== "object" || container === null || !(step in container)) return false;
    delete (container as Record<string, unknown>)[step];
    return true;
  }
}

function finding(tree: Mapping, complaint: Complaint): Finding {
  const { path, message, allowed, suggestion } = complaint;
  const about = { path, message, allowed, suggestion };
  if (complaint.about === "key") {
    const at = keyAt(tree, path) ?? tree.at;
    return { ...about, at, value: written(at) };
  }
  const node = nodeAt(tree, path);
  const value = node?.kind === "scalar" && node.at.to > node.at.from ? written(node.at) : undefined;
  return { ...about, at: placeOf(tree, path), value };
}
