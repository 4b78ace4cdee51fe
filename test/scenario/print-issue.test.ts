import { describe, expect, test } from "vitest";
import { type Issue, printIssue } from "../../src/scenario/index.js";
import { issues } from "./reading.js";

const ISSUE: Issue = { severity: "error", file: "a.yaml", line: 1, column: 1, path: "", message: "wrong" };
const printed = (text: string) => printIssue(issues(text)[0]!, text);

test("an issue shows its place, the line with a caret, the value, what is allowed and what was meant", () => {
  expect(printed("name: a\nwan:\n  bandwith: 50 Mbps\n")).toBe(`test.yaml:3:3: unknown key bandwith
  3 |   bandwith: 50 Mbps
    |   ^^^^^^^^
  given: bandwith
  allowed: bandwidth, roundTrip, efficiency, shippingShare, poolTraffic
  did you mean: bandwidth?`);
});

test("a warning says so", () => {
  expect(printIssue({ ...ISSUE, severity: "warning" }, "text")).toMatch(/^a\.yaml:1:1: warning: wrong\n/);
});

test("an issue behind the last line shows no line", () => {
  expect(printIssue({ ...ISSUE, line: 9 }, "text")).toBe("a.yaml:9:1: wrong");
});

describe("nothing that is echoed can steer a terminal", () => {
  const ESCAPE = "\u001b]0;owned\u0007";
  test("from the line, the value, the file name or the message", () => {
    const issue = {
      ...ISSUE,
      file: `a${ESCAPE}.yaml`,
      message: ESCAPE,
      value: ESCAPE,
      suggestion: "\u202Eevil",
    };
    const out = printIssue(issue, `${ESCAPE}\u009b31m\u2028`);
    expect(out).toContain("\\x1b]0;owned\\x07");
    expect(out).toContain("\\x9b31m\\u2028");
    expect(out).toContain("\\u202eevil");
    for (const character of out) {
      const code = character.codePointAt(0)!;
      expect(code === 10 || (code >= 32 && code !== 127 && (code < 128 || code > 159))).toBe(true);
    }
  });
  test("and the caret stands right behind what was escaped", () => {
    const [, line, caret] = printIssue({ ...ISSUE, column: 3, value: "x" }, "\u001b\u001bx").split("\n");
    expect(line!.indexOf("x", line!.lastIndexOf("\\x1b") + 4)).toBe(caret!.indexOf("^"));
  });
});

test("a long line is cut around the caret", () => {
  const text = `name: ${"a".repeat(100)}\nusers: { retryFor: 0 s, ${"stayWithSite: false, ".repeat(1)}overload: ${" ".repeat(200)}drop, count: 5 }`;
  const lines = printed(text).split("\n");
  expect(lines[1]!.length).toBeLessThan(110);
  expect(lines[1]!.slice(lines[2]!.indexOf("^"))).toMatch(/^drop, count: 5/);
  expect(lines[1]).toContain("…");
});

test("a tab counts as one column, so that the caret stands under the value", () => {
  const [, line, caret] = printed("wan: {\tbandwidth:\t50 }").split("\n");
  expect(line!.indexOf("50")).toBe(caret!.indexOf("^"));
});
