/** Results as JSON documents: stable order of fields, a final newline, nothing that varies between runs. */

/** Short enough to read, flat enough to keep small: an incident a line would hide too much, a field a line is fine. */
export function jsonDocument(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
