/** Bold and dim, where the reader's terminal has them; the words are the same without. */
export interface Ink {
  bold(text: string): string;
  dim(text: string): string;
  warn(text: string): string;
}

export const PLAIN: Ink = { bold: (text) => text, dim: (text) => text, warn: (text) => text };

const code = (open: number, close: number) => (text: string) => `\u001b[${open}m${text}\u001b[${close}m`;

export const COLOURED: Ink = { bold: code(1, 22), dim: code(2, 22), warn: code(33, 39) };
