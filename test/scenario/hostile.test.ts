/** Texts made to hurt: the reader answers them with an issue, quickly, and the process lives on. */
import { describe, expect, test } from "vitest";
import { LONGEST_FILE, readScenario } from "../../src/scenario/index.js";
import { issues } from "./reading.js";

const first = (text: string) => issues(text)[0]!;

/** Two hundred, and one that says how many more there are. */
const MOST_FINDINGS = 201;

describe("nesting is bounded before the parser sees the text", () => {
  const deep: readonly (readonly [string, string])[] = [
    ["brackets", "[".repeat(100_000)],
    ["closed brackets", "[".repeat(100_000) + "]".repeat(100_000)],
    ["mappings in brackets", "{a: ".repeat(50_000)],
    ["mixed brackets", "[{a: ".repeat(40_000)],
    ["brackets over lines", "[\n".repeat(50_000)],
    ["brackets behind a quote that opens no text", `don't ${"[".repeat(1)}\na: ${"[".repeat(5_000)}`],
    ["brackets after a comment", `# it's\n${"[".repeat(5_000)}`],
    ["lists on one line", "- ".repeat(100_000)],
    ["explicit keys on one line", "? ".repeat(100_000)],
    ["keys on one line", "a: ".repeat(80_000)],
    ["indented keys", Array.from({ length: 600 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
    ["indented lists", Array.from({ length: 600 }, (_, depth) => `${" ".repeat(depth)}-`).join("\n")],
    [
      "lists in keys",
      Array.from({ length: 400 }, (_, depth) => `${"  ".repeat(depth)}a:\n${"  ".repeat(depth)}- `).join(
        "\n",
      ),
    ],
    ["seventeen levels", `${"[".repeat(17)}${"]".repeat(17)}`],
  ];
  test.each(deep)("%s", (_, text) => {
    const { message } = first(text.slice(0, LONGEST_FILE));
    expect(message).toMatch(/nested too deep|a second key on one line/);
  });

  test("brackets in quotes and comments are no nesting", () => {
    const text = `name: "${"[".repeat(150)}" # ${"{".repeat(5_000)}`;
    expect(readScenario(text, { file: "a.yaml" })).toMatchObject({ ok: true });
  });

  test("a file with two thousand brackets does not end the process, alone or after another", () => {
    for (let time = 0; time < 20; time++) expect(first("[".repeat(2_000)).message).toMatch(/nested too deep/);
  });
});

describe("what is no text of a scenario is refused at its place", () => {
  const bad: readonly (readonly [string, string, number, number])[] = [
    ["NUL", "name: a\nlayout: \0", 2, 9],
    ["escape", "name: \u001b[31mred", 1, 7],
    ["delete", "name: \u007f", 1, 7],
    ["C1 control", "name: \u0085", 1, 7],
    ["a byte order mark inside", "name: a\uFEFF", 1, 8],
    ["a lone surrogate", "name: \uDC00", 1, 7],
    ["a lone carriage return", "name: a\rlayout: b", 1, 8],
  ];
  test.each(bad)("%s", (_, text, line, column) => expect(first(text)).toMatchObject({ line, column }));

  test("a text of more than 256 KiB", () => {
    expect(first(`name: ${"a".repeat(LONGEST_FILE)}`).message).toMatch(/too long/);
  });

  test("a byte order mark at the start, CRLF line ends and pairs of surrogates are fine", () => {
    const reading = readScenario("\uFEFFname: 😀\r\nlayout: low-bandwidth\r\n", { file: "a.yaml" });
    expect(reading).toMatchObject({ ok: true, scenario: { name: "😀", layout: { name: "low-bandwidth" } } });
  });

  test("positions are counted without the byte order mark, and by CRLF lines", () => {
    expect(first("\uFEFFlayuot: a")).toMatchObject({ line: 1, column: 1 });
    expect(first("name: a\r\nlayuot: a")).toMatchObject({ line: 2, column: 1 });
  });
});

test("a prototype is never polluted", () => {
  for (const text of [
    "__proto__: { polluted: 1 }",
    '{"__proto__": {"polluted": 1}}',
    "wan: { __proto__: { polluted: 1 } }",
  ]) {
    expect(readScenario(text, { file: "a.yaml" }).ok).toBe(false);
  }
  expect(
    readScenario("", { file: "a", overrides: ["__proto__.polluted=1", "constructor.prototype.polluted=1"] })
      .ok,
  ).toBe(false);
  expect(readScenario("name: a", { file: "a", overrides: ["__proto__.polluted=1"] }).ok).toBe(false);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test("names that every object has are unknown keys like others", () => {
  expect(first("toString: 1").message).toBe("unknown key toString");
  expect(first("wan: { hasOwnProperty: 1 }").message).toBe("unknown key hasOwnProperty");
  expect(first("servers: { recycle: { valueOf: 1 } }").message).toBe("unknown key valueOf");
  expect(first("traffic: { toString: 1 KB }").message).toBe("unknown key toString");
  expect(first("failures: [ { what: toString } ]").message).toBe("unknown kind of failure");
});

describe("a text of the greatest length gets an answer, and no endless one", () => {
  const unit: readonly (readonly [string, string, string])[] = [
    ["keys", "", "k: v\n"],
    ["failures", "failures:\n", "- { what: wan-cut }\n"],
    ["wrong failures", "failures:\n", "- { what: wan-ct, x: 1 }\n"],
    ["durations", "people: { detect: { empirical: [", "1 s, "],
    ["wrong durations", "people: { detect: { empirical: [", "1, "],
    ["commas", "[", ","],
    ["quotes", "name: ", "'' "],
    ["open quotes", "name: ", '"a\n'],
    ["tags", "", "!a "],
    ["backslashes", 'name: "', "\\"],
    ["control characters", "", "\u0001"],
    ["one long key", "", "k"],
    ["steps", "runbook: { steps: {", "a: { after: [b] }, "],
  ];
  test.each(unit)("%s", (_, head, part) => {
    const text = head + part.repeat(Math.floor((LONGEST_FILE - head.length) / part.length));
    // Whatever took time in the square of the length would run into the time limit of every test here.
    const found = issues(text).length;
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThanOrEqual(MOST_FINDINGS);
  });
});

test.each([
  ["users: { backOff: 101 years }", /at most 100 years/],
  ["users: { longestBackOff: 99999999999999999999 years }", /longer than 285 years/],
  ["servers: { usersPerServer: 1e300 }", /at most 100000000/],
  ["servers: { workers: .inf }", /expected a whole number/],
  ["servers: { recycle: { every: 0.0000001 s } }", /finer than a microsecond/],
  ["traffic: { delivery: 1001 TB }", /larger than 1000 TB/],
  ["traffic: { deliveriesPerMessage: 1e9 }", /at most 100000000/],
  ["traffic: { deliveriesPerMessage: .nan }", /expected a number/],
])("figures beyond all reason are refused: %s", (text, message) => {
  expect(first(text).message).toMatch(message);
});

test("many long arguments are answered as well", () => {
  const overrides = Array.from({ length: 1_000 }, (_, index) => `wan.key${index}=${"[".repeat(1_000)}`);
  expect(readScenario("name: a", { file: "a.yaml", overrides }).ok).toBe(false);
  const more = Array.from({ length: 1_001 }, () => "horizon=1 d");
  expect(issues("name: a", more)[0]!.message).toMatch(/too many/);
});
