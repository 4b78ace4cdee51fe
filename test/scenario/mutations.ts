/** Valid files with something broken in them, for property tests. */
import fc from "fast-check";
import { EVERY_FIELD, WHOLE_VOCABULARY } from "./samples.js";

export const SCRAPS = [
  "[",
  "]",
  "{",
  "}",
  ":",
  ": ",
  ",",
  "'",
  '"',
  "\n",
  "\n  ",
  "  ",
  "\t",
  "- ",
  "#",
  "&a ",
  "*a",
  "!t ",
  "0",
  "-1",
  "null",
  "~",
  "any",
  "forever",
  "1 h",
  "50 %",
  "\0",
  "\uD800",
  "<<",
  "__proto__",
  "{ uniform: [1 s, 2 s] }",
  "99999999999999999999 years",
];

/** A valid file with a few cuts, doublings and scraps in it. */
export const mutated = fc
  .record({
    text: fc.constantFrom(WHOLE_VOCABULARY, EVERY_FIELD),
    changes: fc.array(
      fc.record({
        at: fc.nat(5_000),
        cut: fc.oneof(fc.constant(0), fc.nat(30)),
        scrap: fc.oneof(fc.constant(""), fc.constantFrom(...SCRAPS)),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ text, changes }) =>
    changes.reduce<string>((now, { at, cut, scrap }) => {
      const from = at % (now.length + 1);
      return now.slice(0, from) + scrap + now.slice(from + cut);
    }, text),
  );
