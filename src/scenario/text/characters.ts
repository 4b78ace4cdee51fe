/** Which characters a text may hold, and how the others are shown without doing harm to a terminal. */

/** Control characters, but for tab and line feed; whatever Unicode says is no character; halves of a pair. */
function isForbidden(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 0x20) return code !== 0x09 && code !== 0x0a && !(code === 0x0d && text[at + 1] === "\n");
  if (code < 0x7f) return false;
  if (code < 0xa0 || code === 0xfeff || code >= 0xfffe) return true;
  return isHalf(text, at);
}

/** A surrogate without its other half. */
function isHalf(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code >= 0xd800 && code < 0xdc00) {
    const next = text.charCodeAt(at + 1);
    return !(next >= 0xdc00 && next < 0xe000);
  }
  if (code >= 0xdc00 && code < 0xe000) {
    const before = text.charCodeAt(at - 1);
    return !(before >= 0xd800 && before < 0xdc00);
  }
  return false;
}

/** Offsets of the characters that no scenario may hold, at most `limit` of them. */
export function forbiddenCharacters(text: string, limit: number): readonly number[] {
  const found: number[] = [];
  for (let at = 0; at < text.length && found.length < limit; at++) if (isForbidden(text, at)) found.push(at);
  return found;
}

/** Characters that turn or hide what stands beside them: harmless in a file, deceptive in a message. */
const isDeceptive = (code: number): boolean =>
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x2028 && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x206f) ||
  code === 0x061c;

/** true: nothing in the text, however it was escaped in the file, is forbidden. */
export const isPlainText = (text: string): boolean => forbiddenCharacters(text, 1).length === 0;

/** A name fit for a heading or a folder: one line, nothing that a reader cannot see. */
export function isPlainLine(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x09 || code === 0x0a || code === 0x0d || isForbidden(text, at) || isDeceptive(code))
      return false;
  }
  return true;
}

/** One line that any terminal can print: what could steer it is written as its code. */
export function printable(text: string): string {
  let out = "";
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x09) out += " ";
    else if (code === 0x0a || code === 0x0d || isForbidden(text, at) || isDeceptive(code))
      out +=
        code < 0x100
          ? `\\x${code.toString(16).padStart(2, "0")}`
          : `\\u${code.toString(16).padStart(4, "0")}`;
    else out += text[at];
  }
  return out;
}
