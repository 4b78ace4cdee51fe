/** Failures with every default filled in, and the keys under which their chance is drawn. */
import {
  type Disks,
  type Failure,
  isPlanned,
  type Lasts,
  type Occurrence,
  type Planned,
  type When,
} from "../../spec/index.js";
import type { FailureForm, OperationForm } from "../form/failure-form.js";
import { FAILURES } from "./defaults.js";

/** A failure before it has its key. */
type Keyless = Occurrence extends infer F ? (F extends Occurrence ? Omit<F, "key"> : never) : never;

interface Resolved<T> {
  /** Ordered by key, so that a list in another order is the same scenario. */
  readonly resolved: readonly T[];
  /** For each of them its place in the file's list. */
  readonly places: readonly number[];
}

export function resolveFailures(forms: readonly FailureForm[] = []): Resolved<Failure> {
  const { resolved, places } = resolveAll(forms);
  return { resolved: resolved.filter((one) => !isPlanned(one)) as Failure[], places };
}

export function resolveOperations(forms: readonly OperationForm[] = []): Resolved<Planned> {
  const { resolved, places } = resolveAll(forms);
  return { resolved: resolved.filter(isPlanned), places };
}

export function resolveAll(forms: readonly (FailureForm | OperationForm)[]): Resolved<Occurrence> {
  const resolved = forms.map((form, place) => {
    const failure = resolveOne(form);
    return { failure, place, id: form.id ?? null, kin: kinOf(failure), text: canonicalText(failure) };
  });
  // Equals are counted in the order of what they say, never of where they stand. Two that say the same may
  // change places: nobody could tell.
  resolved.sort(
    (a, b) => compare(a.id ?? "", b.id ?? "") || compare(a.kin, b.kin) || compare(a.text, b.text),
  );
  const counts = new Map<string, number>();
  const keyed = resolved.map(({ failure, place, id, kin }) => {
    const ordinal = (counts.get(kin) ?? 0) + 1;
    if (id === null) counts.set(kin, ordinal);
    return { failure: { key: id ?? `${kin}/${ordinal}`, ...failure } as Occurrence, place };
  });
  return { resolved: keyed.map(({ failure }) => failure), places: keyed.map(({ place }) => place) };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What and where: those that share both are told apart by an ordinal. Ids hold no slash, so none can clash. */
const kinOf = (failure: Keyless): string =>
  "where" in failure ? `${failure.what}/${failure.where}` : failure.what;

/** The same text for the same failure, whatever the order or the units in which it was written. */
function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const fields = Object.entries(value).sort(([a], [b]) => compare(a, b));
  return `{${fields.map(([name, field]) => `${name}:${canonicalText(field)}`).join(",")}}`;
}

function resolveOne(form: FailureForm | OperationForm): Keyless {
  const strike = { when: whenOf(form), lasts: lastsOf("lasts" in form ? form.lasts : undefined) };
  switch (form.what) {
    case "site-loss":
      return { ...strike, what: form.what, where: form.where ?? "site-1", disks: disksOf(form) };
    case "wan-cut":
      return { ...strike, what: form.what, response: form.response ?? "wait" };
    case "wan-slow":
      return {
        ...strike,
        what: form.what,
        bandwidth: form.bandwidth ?? null,
        roundTrip: form.roundTrip ?? null,
      };
    case "principal-crash":
    case "mirror-crash":
      return { ...strike, what: form.what, how: form.how ?? "host" };
    case "database-crash":
      return { ...strike, what: form.what, where: form.where ?? "principal", how: form.how ?? "host" };
    case "witness-crash":
      return { ...strike, what: form.what, where: form.where ?? "witness" };
    case "secondary-crash":
      return { ...strike, what: form.what, where: form.where ?? "secondary" };
    case "server-crash":
      return { ...strike, what: form.what, where: form.where, how: form.how ?? "process" };
    case "front-end-loss":
      return { ...strike, what: form.what, where: form.where ?? "front-end-1" };
    case "share-loss":
      return { ...strike, what: form.what, disks: disksOf(form) };
    case "job-failing":
      return { ...strike, what: form.what, job: form.job, silent: form.silent ?? false };
    case "switchover":
    case "compliance-crash":
    case "corrupt-backup":
    case "chain-broken":
      return { ...strike, what: form.what };
    case "bad-delete": {
      const { removes = FAILURES.removes, noticed = FAILURES.noticed } = form;
      return { ...strike, what: form.what, removes, noticed };
    }
    case "operator-error":
      return { ...strike, what: form.what, error: form.error };
  }
}

function whenOf({ at = "any", from }: FailureForm | OperationForm): When {
  return at === "any" ? { at: "any", from: from ?? FAILURES.from } : { at: "drawn", law: at };
}

type LastsForm = Extract<FailureForm, { what: "site-loss" }>["lasts"];

function lastsOf(given: LastsForm): Lasts {
  if (given === undefined) return { lasts: "by-people" };
  return given === "forever" ? { lasts: "forever" } : { lasts: "drawn", law: given };
}

/** What never comes back brings no disks back. */
function disksOf(form: { lasts?: LastsForm; disks?: Disks | undefined }): Disks {
  return form.disks ?? (form.lasts === "forever" ? "destroyed" : "kept");
}
