/** `check FILE…`: what is wrong, what is unwise, and what the schedule costs exactly. It plays nothing. */
import { adviceText, checkText, jsonDocument } from "../../reports/index.js";
import { CHECK_SCHEMA, type CheckResult } from "../../results/index.js";
import { checkScenario, type Finding, unreadable } from "../../studies/index.js";
import { EXIT, type ExitCode } from "../exit.js";
import { issueLines, readScenarioFile } from "../scenario-file.js";
import { openTerminal, type Terminal } from "../terminal.js";
import { version } from "../version.js";

export interface CheckOptions {
  readonly files: readonly string[];
  readonly set: readonly string[];
  readonly json: boolean;
  readonly quiet: boolean;
}

export async function check(options: CheckOptions): Promise<ExitCode> {
  const terminal = openTerminal(options);
  const results: CheckResult[] = [];
  for (const file of options.files) results.push(await checkFile(file, options, terminal));
  if (options.json) {
    terminal.document(jsonDocument({ schema: CHECK_SCHEMA, stretchpool: version(), files: results }));
  }
  const valid = results.every((result) => result.valid);
  if (valid) terminal.say(nextSteps(options.files[0]!));
  return valid ? EXIT.done : EXIT.badUsage;
}

const nextSteps = (file: string): string[] => [`Try next:  npx stretchpool run ${file}`];

async function checkFile(file: string, options: CheckOptions, terminal: Terminal): Promise<CheckResult> {
  const { text, reading } = await readScenarioFile(file, options.set);
  if (!reading.ok) {
    terminal.complain(await issueLines(reading.issues, text));
    return unreadable(file, reading.issues);
  }
  const { result, findings } = checkScenario(reading.scenario, reading.source);
  terminal.say(checkText(result, terminal.ink));
  await tellFindings(findings, text, terminal);
  return result;
}

/** Errors are diagnostics and never silent; advice is what the command was asked for. */
async function tellFindings(findings: readonly Finding[], text: string, terminal: Terminal): Promise<void> {
  for (const { issue, advice } of findings) {
    const lines = await issueLines([issue], text);
    if (advice !== null) lines.push(...adviceText(advice.reason, advice.source));
    if (issue.severity === "error") terminal.complain([...lines, ""]);
    else terminal.say([...lines, ""]);
  }
}
