/** stdout for results, stderr for progress and diagnostics; colour only where a person looks. */
import { COLOURED, type Ink, PLAIN } from "../reports/text/ink.js";

export interface Terminal {
  readonly ink: Ink;
  /** Result lines; silent with --quiet or --json. */
  say(lines: readonly string[]): void;
  /** The one document of --json. */
  document(text: string): void;
  /** Diagnostics; never silent. */
  complain(lines: readonly string[]): void;
  /** A line that overwrites itself; only on a terminal, never with --quiet. */
  progress(line: string): void;
}

export function openTerminal(options: { readonly quiet: boolean; readonly json: boolean }): Terminal {
  const { stdout, stderr } = process;
  const wantsColour = process.env.NO_COLOR === undefined || process.env.NO_COLOR === "";
  const showsProgress = stderr.isTTY === true && !options.quiet;
  let shown = 0;
  const clear = () => {
    if (shown > 0) stderr.write(`\r${" ".repeat(shown)}\r`);
    shown = 0;
  };
  return {
    ink: stdout.isTTY === true && wantsColour && process.env.TERM !== "dumb" ? COLOURED : PLAIN,
    say(lines) {
      if (!options.quiet && !options.json && lines.length > 0) stdout.write(`${lines.join("\n")}\n`);
    },
    document: (text) => {
      stdout.write(text);
    },
    complain(lines) {
      clear();
      stderr.write(`${lines.join("\n")}\n`);
    },
    progress(line) {
      if (!showsProgress) return;
      clear();
      // A line that wraps cannot be taken back.
      const fitting = line.slice(0, Math.max(0, (stderr.columns || 80) - 1));
      stderr.write(fitting);
      shown = fitting.length;
    },
  };
}
