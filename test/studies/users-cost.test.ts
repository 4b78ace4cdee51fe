/** What it costs to play users hangs on what happens to them, and not on how many they are. */
import { describe, expect, it } from "vitest";
import { planLives, playLife } from "../../src/studies/index.js";
import { changed, clock, PLAIN, playable, siteLoss } from "./playing.js";

/** Sign-ins grow with the users, so that the same share is back at the same time. */
function eventsWith(count: number): number {
  const users = { count, signInsPerServer: `${count / 800} / s` };
  const scenario = playable(changed(PLAIN, { users, failures: [siteLoss(clock(1, 10))] }));
  return playLife(planLives(scenario), 1, 0).cost.events;
}

describe("the events of a life in which everybody has to come back", () => {
  it("are as many with eighty million users as with eighty thousand", () => {
    const few = eventsWith(80_000);
    const many = eventsWith(80_000_000);
    expect(few).toBeGreaterThan(20);
    // A minute of signing in is one event; the last of many users comes a little later than the last of few.
    expect(Math.abs(many - few)).toBeLessThanOrEqual(3);
    expect(many).toBeLessThan(200);
  });
});
