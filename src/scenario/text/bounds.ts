/**
 * The first look at a text from a stranger, before any parser: how long it is and what it is made of.
 * It must never recurse, nor take more than one pass.
 */
import type { Finding } from "../issue.js";
import { forbiddenCharacters } from "./characters.js";
import { place, type SourceText } from "./source-text.js";

/** 256 KiB: a thousand failures and ten thousand measured durations fit; more is not a scenario. */
export const LONGEST_FILE = 256 * 1024;
/** Nobody needs the four-hundredth NUL byte of a file that is not text. */
const MOST_CHARACTERS_SHOWN = 10;

export function checkBounds(source: SourceText): Finding[] {
  const { text } = source;
  if (text.length > LONGEST_FILE) {
    const message = `the text is too long: ${text.length} characters`;
    return [{ at: place(source, 0, 0), path: [], message, allowed: `at most ${LONGEST_FILE} characters` }];
  }
  return forbiddenCharacters(text, MOST_CHARACTERS_SHOWN).map((at) => ({
    at: place(source, at, at + 1),
    path: [],
    message: characterProblem(text.charCodeAt(at)),
    allowed: "UTF-8 text with no control characters but tabs and line ends",
  }));
}

function characterProblem(code: number): string {
  if (code === 0x0d) return "a carriage return without a line feed: lines end with LF or CRLF";
  const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  if (code >= 0xd800 && code < 0xe000) return `half a character (${name}): the file is not valid Unicode`;
  return `the character ${name} cannot stand in a scenario`;
}
