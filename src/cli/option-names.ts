/** Short names for what is compared: layouts, files and varied values, all different. It reads no scenario. */
import { slug } from "./folders.js";

export interface NameParts {
  /** null where it does not tell options apart. */
  readonly file: string | null;
  readonly layout: string | null;
  readonly own: readonly (readonly [path: string, value: string])[];
}

/** Longer ones are cut: a name stands in sentences and at the head of columns. */
const LONGEST = 60;

export function optionNames(all: readonly NameParts[]): string[] {
  const files = all.flatMap(({ file }) => (file === null ? [] : [file]));
  const slugs = new Map([...new Set(files)].map((file) => [file, slug(file)]));
  // Files of the same name in different folders are told by where they are.
  const isClear = new Set(slugs.values()).size === slugs.size;
  const names = all.map(({ file, layout, own }) => {
    const parts = [
      ...(file === null ? [] : [isClear ? slugs.get(file)! : file]),
      ...(layout === null ? [] : [layout]),
      ...own.map(([path, value]) => shortValue(path, value)),
    ];
    return cut(parts.join(" · "));
  });
  return names.map((name, at) => {
    const before = names.slice(0, at).filter((other) => other === name).length;
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}

const cut = (name: string): string =>
  [...name].length <= LONGEST ? name : `${[...name].slice(0, LONGEST - 1).join("")}…`;

/** Words and rates speak for themselves; `true` and `30 s` need to be told of what. */
function shortValue(path: string, value: string): string {
  const bare = value.replace(/^(["'])(.*)\1$/, "$2");
  if (/^\{/.test(bare)) return valuesIn(bare);
  if (/^(?!true$|false$|none$|any$|forever$)[a-z][\w-]+$/.test(bare) || /bps$|B\s*\/\s*s$/.test(bare))
    return bare;
  const steps = path.split(".");
  const field = steps.length > 2 ? steps.slice(-2).join(".") : steps.at(-1)!;
  return `${field}=${bare}`;
}

/** "{ bandwidth: 1 Gbps, roundTrip: 5 ms }" is "1 Gbps, 5 ms". */
function valuesIn(mapping: string): string {
  const inner = mapping.replace(/^\{\s*|\s*\}$/g, "");
  return inner
    .split(",")
    .map((entry) => entry.replace(/^[^:]*:\s*/, "").trim())
    .join(", ");
}
