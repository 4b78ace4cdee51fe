/** The survey of a text never thinks it flatter than the parser would build it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Lexer, Parser } from "yaml";
import { DEEPEST, survey } from "../../src/scenario/text/nesting.js";
import { sourceText } from "../../src/scenario/text/source-text.js";

/** Pieces of YAML that open, close, hide or confuse. */
const PIECES = [
  ..."[]{},:'\"#|>-?",
  ...["a", "b c", ": ", "- ", "? ", " # c", "|\n", ">\n", "---\n", "...\n", "\\", "''", "\r\n"],
  ...[
    "\n",
    "\n ",
    "\n  ",
    "\n   ",
    "\n    ",
    "\n        ",
    "\n\t",
    "\n\t\t ",
    " ",
    "\t",
    "[[",
    "{ a: ",
    "]]",
  ],
];
const text = fc
  .subarray(PIECES, { minLength: 2 })
  .chain((pieces) => fc.array(fc.constantFrom(...pieces), { maxLength: 300, size: "max" }))
  .map((pieces) => pieces.join(""));

interface Token {
  readonly type: string;
  readonly items?: readonly {
    readonly key?: unknown;
    readonly sep?: readonly unknown[];
    readonly value?: unknown;
  }[];
  readonly start?: { readonly source: string };
  readonly value?: unknown;
}

/** How deep the parser nests, walked without recursion; `[a: b]` holds a mapping of its own. */
function depthOf(yaml: string): number {
  let deepest = 0;
  const open: [Token, number][] = [...new Parser().parse(yaml)].map((token) => [token as Token, 0]);
  for (let next = open.pop(); next; next = open.pop()) {
    const [token, depth] = next;
    if (typeof token !== "object" || token === null) continue;
    if (token.type === "document") open.push([token.value as Token, depth]);
    for (const { key, sep, value } of token.items ?? []) {
      const isPair =
        token.type === "flow-collection" && token.start?.source === "[" && (sep?.length ?? 0) > 0;
      const below = depth + (isPair ? 2 : 1);
      deepest = Math.max(deepest, below);
      open.push([key as Token, below], [value as Token, below]);
    }
  }
  return deepest;
}

test("what the survey lets through nests no deeper than twice its limit", () => {
  fc.assert(
    fc.property(text, (yaml) => {
      const { findings } = survey(sourceText("a.yaml", yaml, null, 0));
      if (findings.length === 0) expect(depthOf(yaml)).toBeLessThanOrEqual(2 * DEEPEST + 2);
    }),
    { seed: 11, numRuns: 2_000 },
  );
});

test("the lexer's tokens are the text, so that places can be counted from them", () => {
  const signals = new Set(["\u0002", "\u0018", "\u001f"]);
  fc.assert(
    fc.property(text, (yaml) => {
      expect([...new Lexer().lex(yaml)].filter((token) => !signals.has(token)).join("")).toBe(yaml);
    }),
    { seed: 12, numRuns: 1_000 },
  );
});

test.each([
  ["a: b", 0],
  ["a:\tb", 0],
  ["\ta: b", 1],
  ["-\ta: b", 1],
  ["{\n\ta: b\n}", 0],
  ["a:\n  b:\n    - c: [d, { e: f }]\n  g: h\n", 0],
  [`${"[".repeat(DEEPEST)}${"]".repeat(DEEPEST)}`, 0],
  [`${"[".repeat(DEEPEST + 1)}${"]".repeat(DEEPEST + 1)}`, 1],
  [`a: ${"[".repeat(DEEPEST - 1)}`, 0],
  [`a: ${"[".repeat(DEEPEST)}`, 1],
  ["- ".repeat(DEEPEST), 0],
  ["- ".repeat(DEEPEST + 1), 1],
  ['a: "[[[[[[[[[[[[[[[[[[[["', 0],
  ["a: x [[[[[[[[[[[[[[[[[[[[", 0],
  ["# [[[[[[[[[[[[[[[[[[[[", 0],
  ["a: |\n  [[[[[[[[[[[[[[[[[[[[", 0],
])("%j has %i findings", (yaml, count) => {
  expect(survey(sourceText("a.yaml", yaml, null, 0)).findings).toHaveLength(count);
});
