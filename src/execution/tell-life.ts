/** Tells one replication as a story, or says why it was too long to tell. */
import type { TimelineResult } from "../results/index.js";
import { TooManyEvents, tellLife } from "../studies/index.js";
import { printInstant } from "../units/index.js";
import { OutOfResource } from "./out-of-resource.js";

export function playTimeline(plan: Parameters<typeof tellLife>[0]): TimelineResult {
  try {
    return tellLife(plan);
  } catch (error) {
    if (error instanceof TooManyEvents) {
      const where = `replication ${plan.replication} had not ended at ${printInstant(error.at)}`;
      throw new OutOfResource(`${error.message}: ${where}`);
    }
    throw error;
  }
}
