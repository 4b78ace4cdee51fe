/** Columns of text, the first flush left, the others flush right. Widths count characters, not bytes. */
export function table(rows: readonly (readonly string[])[], indent = "  ", gap = "   "): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, width(cell));
    });
  }
  return rows.map((row) => {
    const cells = row.map((cell, column) =>
      column === 0 ? cell + pad(cell, widths[0]!) : pad(cell, widths[column]!) + cell,
    );
    return `${indent}${cells.join(gap)}`.trimEnd();
  });
}

const pad = (cell: string, to: number): string => " ".repeat(Math.max(0, to - width(cell)));

const width = (cell: string): number => [...cell].length;

/** Breaks a sentence into lines of at most `columns` characters. */
export function wrapped(text: string, columns: number, indent: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && indent.length + line.length + 1 + word.length > columns) {
      lines.push(indent + line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  if (line !== "") lines.push(indent + line);
  return lines;
}
