/** The way out of the program: every ending has its exit code and its words. */
import { OutOfResource } from "../execution/out-of-resource.js";
import { runCommand } from "./arguments.js";
import { BadUsage, Contradiction, EXIT, type ExitCode } from "./exit.js";
import { quoted } from "./quoted.js";
import { version } from "./version.js";

export async function main(words: readonly string[]): Promise<void> {
  // Whoever reads only the first lines of the output (head, less) has not made a mistake.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(EXIT.done);
    complain(`stretchpool: cannot write the output: ${error.message}`);
    process.exit(EXIT.outOfResource);
  });
  // Set, not called: what is still on its way to a pipe must get there.
  process.exitCode = await ending(words);
}

async function ending(words: readonly string[]): Promise<ExitCode> {
  try {
    return await runCommand(words);
  } catch (error) {
    if (error instanceof BadUsage) {
      complain(...error.lines);
      return EXIT.badUsage;
    }
    if (error instanceof OutOfResource) {
      complain(`stretchpool: ${error.message}`);
      return EXIT.outOfResource;
    }
    if (error instanceof Contradiction) {
      complain(...error.lines, "", replayLine(words));
      return EXIT.bug;
    }
    complain(
      "stretchpool: this is a bug, not a result. Nothing was written.",
      error instanceof Error ? (error.stack ?? error.message) : String(error),
      "",
      replayLine(words),
    );
    return EXIT.bug;
  }
}

const replayLine = (words: readonly string[]): string =>
  `To see it again: stretchpool ${words.map(quoted).join(" ")}   (version ${version()}, Node ${process.version})`;

function complain(...lines: string[]): void {
  process.stderr.write(`${lines.join("\n")}\n`);
}
