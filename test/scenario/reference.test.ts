/** The page on the scenario file is held against the vocabulary: no field without a line, no line without a field. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { jsonSchema } from "../../src/scenario/index.js";
import { ROOT } from "../tools/program.js";

const page = readFileSync(join(ROOT, "docs", "scenario-reference.md"), "utf8");

/** Each field that a table explains, with the cells behind its name. `.rate` stands for a neighbour of the one before. */
const lines = new Map<string, readonly string[]>();
for (const line of page.split("\n### What can be played")[0]!.split("\n")) {
  const [, names = "", ...cells] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
  let before = "";
  for (const [, name] of names.matchAll(/`([^`]+)`/g)) {
    const path = name!.startsWith(".") ? `${before.slice(0, before.lastIndexOf("."))}${name}` : name!;
    lines.set(path, cells);
    before = path;
  }
}

interface Node {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
}

/** Sections whose fields are as many as there are parts, steps or kinds: the page says them in one line each. */
const OPEN = ["layout", "failures", "runbook.steps", "reliability", "workload.profile"];

/** Every field that holds a value, with its sentence. */
function fieldsBelow(node: Node, path: string): (readonly [string, string])[] {
  if (path !== "" && OPEN.includes(path)) return [[path, node.description ?? ""]];
  if (node.properties === undefined && node.items?.properties === undefined)
    return [[path, node.description ?? ""]];
  return Object.entries(node.properties ?? node.items!.properties!).flatMap(([name, field]) =>
    fieldsBelow(field, `${path}${path === "" ? "" : "."}${name}${field.items?.properties ? "[]" : ""}`),
  );
}

const fields = fieldsBelow(jsonSchema() as Node, "").filter(([path]) => !path.startsWith("failures"));

test("every field has a line", () => {
  expect(fields.length).toBeGreaterThan(100);
  expect(fields.map(([path]) => path).filter((path) => !lines.has(path))).toEqual([]);
});

describe("of users, servers and traffic", () => {
  const of = ["users", "servers", "traffic"];
  const isOurs = (path: string) => of.some((section) => path.startsWith(`${section}.`));
  const ours = fields.filter(([path]) => isOurs(path));

  test("there is no line without a field", () => {
    const known = ours.map(([path]) => path);
    expect(known).toHaveLength(26);
    expect([...lines.keys()].filter(isOurs).sort()).toEqual([...known].sort());
  });

  test.each(ours)("%s has the same default on the page and in an editor", (path, sentence) => {
    const onPage = lines
      .get(path)![1]!
      .replaceAll("`", "")
      .replace(/ \((assumed|documented|derived)\)$/, "");
    expect(/Default: (.*)\.$/.exec(sentence)![1]).toBe(onPage);
  });

  test("of the servers' figures only the users of a server are documented, and the page says so", () => {
    const word = (path: string) => /\((assumed|documented|derived)\)$/.exec(lines.get(path)![1]!)?.[1];
    const servers = ours.map(([path]) => path).filter((path) => !path.startsWith("users."));
    expect(servers.filter((path) => word(path) === "documented")).toEqual(["servers.usersPerServer"]);
    expect(servers.filter((path) => word(path) === "derived")).toEqual(["traffic.deliveriesPerMessage"]);
    expect(servers.filter((path) => word(path) === "assumed")).toHaveLength(servers.length - 2);
  });
});
