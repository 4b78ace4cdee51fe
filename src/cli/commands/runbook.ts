/** `runbook FILE`: the procedures of a scenario as checklists, to be printed and ticked off. It plays nothing. */
import { join } from "node:path";
import { writeFiles } from "../../execution/index.js";
import { jsonDocument, PLAIN, runbookText } from "../../reports/index.js";
import { PROCEDURES, writeRunbook } from "../../studies/index.js";
import { BadUsage, EXIT, type ExitCode } from "../exit.js";
import { resultFolder } from "../folders.js";
import { openPlayable } from "../playable.js";
import { quoted } from "../quoted.js";
import { openTerminal } from "../terminal.js";
import { tryNext } from "../try-next.js";
import { version } from "../version.js";

export interface RunbookOptions {
  readonly file: string;
  /** null: all of them. */
  readonly procedure: string | null;
  readonly set: readonly string[];
  readonly out: string | null;
  readonly json: boolean;
  readonly quiet: boolean;
}

export async function runbook(options: RunbookOptions): Promise<ExitCode> {
  const terminal = openTerminal(options);
  const procedures = proceduresOf(options);
  const scenario = await openPlayable(options.file, options.set, null);
  const result = writeRunbook({ scenario, procedures, version: version() });
  const folder = options.out ?? resultFolder(options.file, "runbook");
  writeFiles(folder, [
    { name: "runbook.json", text: jsonDocument(result) },
    { name: "checklist.txt", text: `${runbookText(result, PLAIN).join("\n")}\n` },
  ]);
  if (options.json) terminal.document(jsonDocument(result));
  terminal.say([
    ...runbookText(result, terminal.ink),
    `Written: ${join(folder, "runbook.json")}, checklist.txt`,
    ...next(options),
  ]);
  return EXIT.done;
}

function proceduresOf({ procedure }: RunbookOptions) {
  const asked = PROCEDURES.filter((name) => procedure === null || name === procedure);
  if (asked.length > 0) return asked;
  throw new BadUsage(`--procedure ${procedure}: expected one of ${PROCEDURES.join(", ")}`);
}

function next({ file, set }: RunbookOptions): string[] {
  const overrides = set.flatMap((override) => ["--set", quoted(override)]);
  const run = ["run", quoted(file), "--replications", "1000", ...overrides].join(" ");
  return tryNext([[run, "how far it spreads when it is played"]]);
}
