/** Messages that somebody had read before they were gone: all, none, or as many as chance allows. */
import { describe, expect, test } from "vitest";
import { checkTimeline } from "../../src/checker/index.js";
import { tellLife } from "../../src/studies/index.js";
import { changed, clock, type Mapping, PLAIN, play, playable, siteLoss } from "./playing.js";

const AT = clock(1, 10, 7, 30);
const USERS: Mapping = { users: { count: 2000, atSite2: "50 %" } };

const messagesOf = (changes: Mapping) => play(changed(USERS, changes)).messages;

describe("site 1 is lost while everybody is there", () => {
  const failures = [siteLoss(AT, { lasts: "forever" })];

  test("and everything that is lost had been seen", () => {
    expect(messagesOf({ failures })).toMatchObject({ lost: 4500, seenButLost: 4500 });
  });

  test("but nothing that is delivered to nobody", () => {
    const traffic = { deliveriesPerMessage: 0 };
    expect(messagesOf({ traffic, failures })).toMatchObject({ lost: 4500, seenButLost: 0 });
  });

  test("and with one notional user nobody is there to see it", () => {
    expect(messagesOf({ users: { count: 0 }, failures })).toMatchObject({ lost: 4500, seenButLost: null });
  });

  test("the incidents add up to the run", () => {
    const run = play(changed(USERS, { failures: [...failures, { what: "bad-delete", at: "20 h" }] }));
    const sum = run.incidents.reduce((all, { messages }) => all + messages.seenButLost!, 0);
    expect(sum).toBe(run.messages.seenButLost);
    expect(sum).toBeGreaterThan(4500);
  });
});

describe("history is deleted that was written while half of the users were cut off", () => {
  const HALF: Mapping = {
    // Nobody moves them before the next day, and nobody notices the deletion in time.
    people: { decide: "30 h" },
    failures: [
      { what: "front-end-loss", where: "front-end-2", at: "1 d 9 h", lasts: "4 h" },
      { what: "bad-delete", at: "1 d 11 h", removes: "1 h", noticed: "5 h" },
    ],
  };
  /** Of 36,000 that users would send in that hour half find nobody to take them. */
  const lost = 18_000;

  test.each([
    [1, 0.5],
    [2, 0.75],
    [138, 1],
  ])("delivered to %s users: a share of %s had been seen", (deliveriesPerMessage, share) => {
    const messages = messagesOf(changed(HALF, { traffic: { deliveriesPerMessage } }));
    expect(messages.lost).toBe(lost);
    const noise = Math.sqrt(lost * share * (1 - share));
    expect(Math.abs(messages.seenButLost! - lost * share)).toBeLessThanOrEqual(5 * noise);
  });

  test("and the checker finds as much as chance allows", () => {
    const changes = changed(HALF, { traffic: { deliveriesPerMessage: 1 } });
    const scenario = playable(changed(changed(PLAIN, USERS), changes));
    const timeline = tellLife({ scenario, seed: 1, replication: 0, replay: "", version: "0" });
    expect(checkTimeline(timeline)).toEqual({ verdict: "ok" });
  });
});
