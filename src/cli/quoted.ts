/** A word as it has to be typed into a shell, for command lines that are shown to be repeated. */
export const quoted = (word: string): string =>
  /^[\w./=:-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
