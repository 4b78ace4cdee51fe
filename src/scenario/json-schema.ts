/** The vocabulary as a JSON Schema, for editors: what they complete, explain and underline. */
import { z } from "zod";
import { scenarioForm } from "./form/scenario-form.js";

/**
 * Draft 2020-12. It accepts every file that `readScenario` accepts; rules across fields, ranges of quantities and
 * the order within laws are beyond it.
 */
export function jsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(scenarioForm, { io: "input", target: "draft-2020-12" });
  return {
    $schema,
    title: "stretchpool scenario",
    description:
      "A stretched Persistent Chat pool, its load, its log shipping, its people, and the failures that strike it. " +
      "Every quantity carries its unit.",
    ...schema,
  };
}
