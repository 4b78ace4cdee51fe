/** A text that somebody else wrote, and places in it. Lines and columns count from 1, columns in UTF-16 units. */

export interface SourceText {
  /** As issues name it: the file, or "--set" for an argument of the command line. */
  readonly file: string;
  /** The whole argument where the text is one of --set; null for the file itself. */
  readonly argument: string | null;
  /** 0 for the file, 1 for the first --set, and so on: the order in which issues are listed. */
  readonly order: number;
  readonly text: string;
  readonly lineStarts: readonly number[];
}

/** A stretch of a source text: from its first character to behind its last. */
export interface Place {
  readonly source: SourceText;
  readonly from: number;
  readonly to: number;
}

const BYTE_ORDER_MARK = "\uFEFF";

/** Editors write a byte order mark that nobody sees; positions are counted without it. */
export const withoutMark = (text: string): string =>
  text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;

export function sourceText(file: string, given: string, argument: string | null, order: number): SourceText {
  const text = withoutMark(given);
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  return { file, argument, order, text, lineStarts };
}

export function place(source: SourceText, from: number, to: number): Place {
  const start = Math.min(Math.max(from, 0), source.text.length);
  return { source, from: start, to: Math.max(start, Math.min(to, source.text.length)) };
}

export function lineAndColumn(at: Place): { readonly line: number; readonly column: number } {
  const starts = at.source.lineStarts;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= at.from) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at.from - starts[low]! + 1 };
}

/** The text at a place as it was written, on one line and no longer than a message can bear. */
export function written(at: Place): string {
  const text = at.source.text.slice(at.from, Math.min(at.to, at.from + 200));
  return text.split(/\r?\n/, 1)[0]!.trimEnd();
}
