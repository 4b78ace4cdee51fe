/** The way to a field: `logShipping.backup.every`, `failures[0].at`. */

export type Path = readonly (string | number)[];

/** What a key may be written as inside a path; anything else stands in brackets and quotes. */
const BARE_KEY = /^[A-Za-z0-9_$-]+$/;

export function printPath(path: Path): string {
  let out = "";
  for (const step of path) {
    if (typeof step === "number") out += `[${step}]`;
    else if (BARE_KEY.test(step)) out += out === "" ? step : `.${step}`;
    else out += `[${JSON.stringify(step)}]`;
  }
  return out;
}

export interface Step {
  readonly key: string | number;
  /** Where the step stands in the text of the path. */
  readonly from: number;
  readonly to: number;
}

/** The steps of a written path, or the offset at which it stops being one. */
export function readPath(text: string): { readonly steps: readonly Step[] } | { readonly wrongAt: number } {
  const step = /(?:^|\.)([A-Za-z0-9_$-]+)|\[(\d{1,6})\]/y;
  const steps: Step[] = [];
  let at = 0;
  while (at < text.length) {
    step.lastIndex = at;
    const match = step.exec(text);
    if (!match || (match[2] !== undefined && at === 0)) return { wrongAt: at };
    const key = match[1] ?? Number(match[2]);
    const from = match[1] === undefined ? at : step.lastIndex - match[1].length;
    steps.push({ key, from, to: step.lastIndex });
    at = step.lastIndex;
  }
  return steps.length === 0 ? { wrongAt: 0 } : { steps };
}

/** true: `path` is `ancestor` or lies below it. */
export const isWithin = (path: Path, ancestor: Path): boolean =>
  ancestor.length <= path.length && ancestor.every((step, index) => step === path[index]);
