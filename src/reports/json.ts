/** Results as JSON documents: stable order of fields, a final newline, nothing that varies between runs. */

/** Lists with one record for each of many replications or happenings: a line a record, or the document would be mostly blanks. */
const ONE_LINE_EACH = ["incidents", "ineffective", "fate", "strikes", "entries", "arrivals"];

export function jsonDocument(value: unknown): string {
  return `${rendered(value, "", "")}\n`;
}

function rendered(value: unknown, key: string, margin: string): string {
  const inner = `${margin}  `;
  if (Array.isArray(value) && value.length > 0) {
    const items = ONE_LINE_EACH.includes(key)
      ? value.map((item) => JSON.stringify(item))
      : value.map((item) => rendered(item, "", inner));
    return `[\n${items.map((item) => inner + item).join(",\n")}\n${margin}]`;
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const known = Object.entries(value).filter(([, field]) => field !== undefined);
    const fields = known.map(
      ([name, field]) => `${inner}${JSON.stringify(name)}: ${rendered(field, name, inner)}`,
    );
    return fields.length === 0 ? "{}" : `{\n${fields.join(",\n")}\n${margin}}`;
  }
  return JSON.stringify(value);
}
