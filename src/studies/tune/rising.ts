/** Each value once, the lowest first. */
export const rising = <T extends number>(values: readonly T[]): T[] =>
  [...new Set(values)].sort((a, b) => a - b);
