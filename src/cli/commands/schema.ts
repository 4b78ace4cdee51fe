/** `schema`: the JSON Schema of a scenario file, for editors. */
import { jsonDocument } from "../../reports/index.js";
import { EXIT, type ExitCode } from "../exit.js";
import { openTerminal } from "../terminal.js";

export async function schema(): Promise<ExitCode> {
  const { jsonSchema } = await import("../../scenario/index.js");
  openTerminal({ quiet: false, json: true }).document(jsonDocument(jsonSchema()));
  return EXIT.done;
}
