/** Searching among whole numbers by halves. */

/** The first k in 0 … n for which a condition holds that, once true, stays true, and holds at n. */
export function firstWhere(n: number, holds: (k: number) => boolean): number {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
