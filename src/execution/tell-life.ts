/** Tells one replication as a story, or says why it was too long to tell. */
import type { TimelineResult } from "../results/index.js";
import { fateOf, TooManyEvents, TooManyStrikes, tellLife } from "../studies/index.js";
import { printInstant } from "../units/index.js";
import { OutOfResource } from "./out-of-resource.js";

export function playTimeline(plan: Parameters<typeof tellLife>[0]): TimelineResult {
  return withinBounds(() => tellLife(plan), plan.replication);
}

/** What is going to strike, or why that is too much. */
export function dealFate(...[scenario, seed, replication, from]: Parameters<typeof fateOf>) {
  return withinBounds(() => fateOf(scenario, seed, replication, from), replication);
}

function withinBounds<T>(play: () => T, replication: number): T {
  try {
    return play();
  } catch (error) {
    if (error instanceof TooManyEvents) {
      const where = `replication ${replication} had not ended at ${printInstant(error.at)}`;
      throw new OutOfResource(`${error.message}: ${where}`);
    }
    if (error instanceof TooManyStrikes)
      throw new OutOfResource(`${error.message}: replication ${replication} was not played`);
    throw error;
  }
}
