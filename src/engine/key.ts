/**
 * Whose draws: a part and a purpose, boiled down to words once for a scenario and used in every replication.
 * It must never know the seed.
 */
import { type FourWords, Words } from "./words.js";

export interface Key {
  readonly part: string;
  readonly purpose: string;
  readonly words: FourWords;
}

/**
 * The key of a part's purpose. Any texts will do: repeated ones, empty ones, any alphabet; ("ab", "c") is not
 * ("a", "bc"), because each text enters with its length. Equal texts give equal keys. Cost: O(length), some
 * 20 ns a character.
 */
export function key(part: string, purpose: string): Key {
  const words = new Words();
  words.absorbText(part);
  words.absorbText(purpose);
  words.stir();
  return { part, purpose, words };
}
