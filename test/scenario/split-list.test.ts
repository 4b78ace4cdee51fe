import { expect, test } from "vitest";
import { splitList } from "../../src/scenario/index.js";

test.each([
  ["a,b,c", ["a", "b", "c"]],
  [" 5 min , 10 min ", ["5 min", "10 min"]],
  ["{ uniform: [1 min, 5 min] },30 min", ["{ uniform: [1 min, 5 min] }", "30 min"]],
  ["[1,2],(3,4)", ["[1,2]", "(3,4)"]],
  ["a", ["a"]],
  ["a,", ["a", ""]],
  ["", [""]],
  ["a],b", ["a]", "b"]],
])("%j is split into %j", (text, parts) => expect(splitList(text)).toEqual(parts));
