/**
 * The cost of a life, counted in things done and not in time: what was walked and handled hangs on what happened, not
 * on how long it is. A pipeline that found no clean state again after a disturbance would walk 105,000 ticks a year.
 */
import { describe, expect, it } from "vitest";
import { planLives, playLife } from "../../src/studies/index.js";
import { changed, PLAIN, playable } from "../studies/playing.js";

const YEARS = 10;

interface Kind {
  readonly failure: Record<string, unknown>;
  /** Ticks walked for each of them at most. */
  readonly walked: number;
  readonly handled: number;
}

/** A cut of four hours piles up sixteen files, which are made and copied; a site lost for two takes a failback. */
const KINDS: Readonly<Record<string, Kind>> = {
  "principal-crash": { failure: { how: "host", lasts: "15 min" }, walked: 120, handled: 20 },
  "mirror-crash": { failure: { how: "host", lasts: "15 min" }, walked: 120, handled: 20 },
  "witness-crash": { failure: { where: "witness", lasts: "4 h" }, walked: 200, handled: 30 },
  "secondary-crash": { failure: { where: "secondary", lasts: "15 min" }, walked: 120, handled: 20 },
  "wan-cut": { failure: { lasts: "4 h" }, walked: 200, handled: 20 },
  "front-end-loss": { failure: { where: "front-end-1", lasts: "1 h" }, walked: 120, handled: 20 },
  "site-loss": { failure: { where: "site-1", lasts: "2 h" }, walked: 160, handled: 40 },
  "share-loss": { failure: { lasts: "1 h" }, walked: 160, handled: 20 },
};

function costOf(what: string, { failure }: Kind, years: number, strikes: number) {
  const days = years * 365;
  const failures = Array.from({ length: strikes }, (_, index) => ({
    what,
    ...failure,
    at: `${Math.floor(((index + 0.37) * days) / strikes)} d ${(index * 7) % 24} h ${(index * 13) % 60} min`,
  }));
  const horizon = `${days} d`;
  const scenario = playable(changed(PLAIN, { horizon, failback: {}, users: { count: 0 }, failures }));
  return playLife(planLives(scenario), 1, 0).cost;
}

describe("the cost of a life with failures, in ticks walked and events handled", () => {
  for (const [what, kind] of Object.entries(KINDS)) {
    it(`is bounded for each ${what}, however long the life is`, () => {
      const strikes = 30;
      const empty = costOf(what, kind, YEARS, 0);
      const decade = costOf(what, kind, YEARS, strikes);
      expect((decade.walked - empty.walked) / strikes).toBeLessThan(kind.walked);
      expect(decade.events / strikes).toBeLessThan(kind.handled);
      const century = costOf(what, kind, 10 * YEARS, strikes);
      expect(century.walked).toBeLessThan(1.1 * decade.walked);
      expect(century.events).toBeLessThan(1.1 * decade.events);
    });
  }

  it("is that of the alert that people answered, where site 2 never comes back", () => {
    const forever: Kind = { failure: { where: "site-2", lasts: "forever" }, walked: 0, handled: 0 };
    const [decade, century] = [YEARS, 10 * YEARS].map((years) => costOf("site-loss", forever, years, 1));
    // An alert that went on ringing every 45 minutes would ring 100,000 times.
    expect(decade!.events).toBeLessThan(20);
    expect(decade!.walked).toBeLessThan(200);
    expect(century).toEqual(decade);
  });

  it("is next to nothing in a life without any", () => {
    const { walked, events } = costOf("wan-cut", KINDS["wan-cut"]!, 100, 0);
    expect(walked).toBeLessThan(60);
    expect(events).toBe(0);
  });
});
