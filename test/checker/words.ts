/** A line of the notation, word by word. It must never know what the words mean. */

/** The words of a line that follow a key word, such as `until` or `of`. */
export class Words {
  readonly #words: readonly string[];

  constructor(line: string) {
    this.#words = line.split(/\s+/);
  }

  at(index: number): string {
    return this.#words[index] ?? "";
  }

  has(word: string): boolean {
    return this.#words.includes(word);
  }

  after(word: string): string | undefined {
    const index = this.#words.indexOf(word);
    return index < 0 ? undefined : this.#words[index + 1];
  }

  number(word: string): number {
    const value = this.after(word);
    if (value === undefined || Number.isNaN(Number(value)))
      throw new Error(`${word} needs a number: ${this.#words.join(" ")}`);
    return Number(value);
  }

  /** A number that may be `none`, or be left out. */
  orNull(word: string, otherwise: number | null): number | null {
    const value = this.after(word);
    return value === undefined ? otherwise : value === "none" ? null : Number(value);
  }

  spans(word: string): { from: number; to: number }[] {
    return this.#words.flatMap((each, index) => (each === word ? [spanOf(this.at(index + 1))] : []));
  }

  from(index: number): readonly string[] {
    return this.#words.slice(index);
  }
}

export function spanOf(text: string): { from: number; to: number } {
  const [from, to] = text.split("..").map(Number);
  if (from === undefined || to === undefined) throw new Error(`no span: ${text}`);
  return { from, to };
}
