/** Several words or clauses as one: "a, b and c". It knows no results. */
export function listed(all: readonly string[], word = "and"): string {
  if (all.length < 2) return all.join("");
  const joint = all.some((one) => one.includes(", ")) ? "; " : ", ";
  return `${all.slice(0, -1).join(joint)}${all.length > 2 && joint === "; " ? ";" : ""} ${word} ${all.at(-1)}`;
}
