/** How much a search may take: files of one window, candidates of one search. */

/** More files than this are not looked at: a window is cut short there. */
export const MOST_FILES = 40_000;
/** Each file begins one stretch of rising age, and one may be cut in two; windows that are pooled share this room. */
export const MOST_PIECES = 1 << 17;
export const MOST_CANDIDATES = 400_000;
