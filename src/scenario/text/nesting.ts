/**
 * How deep a text nests, and which parts of YAML it uses that no scenario may, before the parser sees it.
 *
 * The parser of the yaml package recurses, and on some versions of Node a thousand nested brackets end the whole
 * process where nothing can catch it. Its lexer does not recurse: it is one loop with a counter, so it may read
 * what the parser must not, and it sees brackets, quotes and comments exactly as the parser would.
 */
import { CST, Lexer } from "yaml";
import type { Finding } from "../issue.js";
import { place, type SourceText } from "./source-text.js";

/** The deepest field of the vocabulary lies eight levels down. */
export const DEEPEST = 16;

export interface Survey {
  /** Where there are any, the text must not be parsed. */
  readonly findings: readonly Finding[];
  /** Offset of the first comment, or null. */
  readonly comment: number | null;
}

/** Lexer tokens that stand for no character of the text; the bounds have refused texts that hold them. */
const SIGNALS: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

type Problem = Pick<Finding, "message" | "allowed">;

const COMPACT = "one `key: value` on a line; a value that holds `: ` goes in quotes, a mapping in { }";

const CLOSED = "lines inside brackets that are indented further than the line on which the bracket opens";

const REFUSED: Readonly<Record<string, string>> = {
  anchor: "anchors (&) are not part of a scenario file: write the value out",
  alias: "aliases (*) are not part of a scenario file: write the value out, in quotes if it begins with *",
  tag: "tags (!) are not part of a scenario file: write the plain value, in quotes if it begins with !",
  "directive-line": "directives (%) are not part of a scenario file: leave the line out",
};

export function survey(source: SourceText): Survey {
  const depth = new Depth();
  const findings: Finding[] = [];
  let comment: number | null = null;
  let at = 0;
  let announced = false;
  for (const token of new Lexer().lex(source.text)) {
    // What follows the sign of a plain scalar is that scalar, whatever it looks like.
    const type = announced ? "scalar" : (CST.tokenType(token) ?? "scalar");
    announced = token === CST.SCALAR;
    if (announced) continue;
    const length = SIGNALS.has(token) ? 0 : token.length;
    const refused = REFUSED[type];
    if (type === "comment") comment ??= at;
    if (refused !== undefined)
      findings.push({ at: place(source, at, at + length), path: [], message: refused, value: token });
    const problem = depth.see(type, at, length, token);
    if (problem !== null) {
      findings.push({ at: place(source, at, at + 1), path: [], ...problem });
      break;
    }
    at += length;
  }
  return { findings, comment };
}

/**
 * Follows the nesting token by token. Never less than what the parser would build: brackets by count, blocks by
 * the columns at which they begin, and two for a column that holds both a mapping and a list.
 */
class Depth {
  private flow = 0;
  private readonly blocks: { readonly column: number; readonly list: boolean }[] = [];
  private lineStart = 0;
  /** Column of what stands before the next colon; -1 where nothing does yet. */
  private start = -1;
  /** Blanks that come now would indent. */
  private indenting = true;
  private tab = false;
  private colons = 0;
  /** A plain text goes on from the line before. */
  private folded = false;

  see(type: string, at: number, length: number, token: string): Problem | null {
    if (type === "newline") {
      this.lineStart = at + length;
      this.start = -1;
      this.indenting = true;
      this.tab = false;
      this.colons = 0;
      this.folded = false;
      return null;
    }
    if (type === "doc-mode") return null;
    if (type === "doc-start" || type === "doc-end") {
      this.blocks.length = 0;
      return null;
    }
    // The parser would go on, with brackets open that nobody counts any more.
    if (type === "flow-error-end")
      return { message: "a bracket is still open where this line begins", allowed: CLOSED };
    if (type === "space") {
      if (this.indenting && token.includes("\t")) this.tab = true;
      return null;
    }
    if (type === "comment") return null;
    if (type === "scalar" && token.includes("\n")) this.folded = true;
    return this.flow > 0 ? this.inFlow(type) : this.inBlock(type, at - this.lineStart);
  }

  private inFlow(type: string): Problem | null {
    if (type === "flow-map-start" || type === "flow-seq-start") this.flow++;
    // The parser closes whatever is open, be the bracket the right one or not.
    if (type === "flow-map-end" || type === "flow-seq-end") this.flow--;
    return this.judge();
  }

  private inBlock(type: string, column: number): Problem | null {
    if (this.tab) {
      // Tabs count nothing in YAML's indentation, so that columns could not be compared any more.
      return { message: "a tab cannot indent: use spaces" };
    }
    this.indenting = type === "seq-item-ind" || type === "explicit-key-ind";
    if (this.start < 0) while ((this.blocks.at(-1)?.column ?? -1) > column) this.blocks.pop();
    if (this.indenting) {
      this.open(column, type === "seq-item-ind");
      this.start = -1;
    } else if (type === "map-value-ind") {
      // The parser would nest such a mapping in a column that says nothing of it.
      if (++this.colons > 1)
        return this.folded
          ? {
              message: "a key below a key that has its value already",
              allowed: "keys that begin in the same column",
            }
          : { message: "a second key on one line", allowed: COMPACT };
      this.open(this.start < 0 ? column : this.start, false);
      this.start = -1;
    } else {
      if (this.start < 0) this.start = column;
      if (type === "flow-map-start" || type === "flow-seq-start") this.flow++;
    }
    return this.judge();
  }

  private open(column: number, list: boolean): void {
    const known = this.blocks.some((block) => block.column === column && block.list === list);
    if (!known) this.blocks.push({ column, list });
  }

  private judge(): Problem | null {
    if (this.flow + this.blocks.length <= DEEPEST) return null;
    return { message: "nested too deep for a scenario", allowed: `at most ${DEEPEST} levels` };
  }
}
