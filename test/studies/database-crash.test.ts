/** A database machine struck by its name: told by the role that it had, and nothing where there is nothing left to strike. */
import { describe, expect, test } from "vitest";
import { checkTimeline } from "../../src/checker/index.js";
import { Streams } from "../../src/engine/index.js";
import { drawFate, planFates, printFate } from "../../src/fate/index.js";
import { readFate, struckBy } from "../../src/scenario/index.js";
import { planLives, startRun, tellLife, vet } from "../../src/studies/index.js";
import {
  changed,
  clock,
  HOUR,
  type Mapping,
  PLAIN,
  playable,
  playWhole,
  read,
  seconds,
  siteLoss,
} from "./playing.js";

const AT = clock(1, 10, 7, 30);
const PAIR: Mapping = { mirroring: { decide: "1 s", online: "2 s", resync: "0 s" } };
const crash = (where: string, at: number, id: string): Mapping => ({
  what: "database-crash",
  where,
  at: seconds(at),
  lasts: "1 h",
  id,
});
const playing = (...failures: Mapping[]) => changed(PLAIN, { ...PAIR, failures });
const play = (...failures: Mapping[]) => playWhole(playing(...failures));
const causes = (result: ReturnType<typeof play>) =>
  result.incidents.map(({ what, where, causes: all }) => [what, where, all.map((cause) => cause.what)]);

describe("a database machine that is struck by its name", () => {
  test("gives the figures of a crash of the role that it has", () => {
    const nameless = (result: ReturnType<typeof play>) => {
      const { fingerprint: _, replay: __, ...rest } = result;
      return rest;
    };
    for (const [where, what] of [
      ["principal", "principal-crash"],
      ["mirror", "mirror-crash"],
    ] as const) {
      const byRole = { what, at: seconds(AT), lasts: "1 h", id: "it" };
      expect(nameless(play(crash(where, AT, "it")))).toEqual(nameless(play(byRole)));
    }
  });

  test("is the principal's machine where it is the mirror that serves by now, and told so", () => {
    const result = play(crash("principal", AT, "first"), crash("mirror", AT + 3 * HOUR, "second"));
    expect(causes(result)).toEqual([
      ["principal-crash", null, ["principal-crash"]],
      ["principal-crash", null, ["principal-crash"]],
    ]);
    // The machine that was principal at time 0 is the mirror then.
    const back = play(crash("principal", AT, "first"), crash("principal", AT + 3 * HOUR, "second"));
    expect(causes(back)[1]).toEqual(["mirror-crash", null, ["mirror-crash"]]);
  });

  test("is spared where it is down already, and where the pool has failed over", () => {
    const twice = play(crash("principal", AT, "first"), crash("principal", AT + 600, "second"));
    expect(twice.incidents).toHaveLength(1);
    expect(twice.ineffective).toMatchObject([{ what: "mirror-crash" }]);
    const gone = play(siteLoss(AT, { lasts: "forever" }), crash("principal", AT + 48 * HOUR, "later"));
    expect(gone.incidents.flatMap(({ causes: all }) => all.map(({ what }) => what))).toEqual(["site-loss"]);
    expect(gone.ineffective).toHaveLength(1);
  });

  test("stands in a story that the checker believes, and one that tells of another kind it does not", () => {
    const scenario = playable(playing(crash("principal", AT, "it")));
    const story = tellLife({ scenario, seed: 1, replication: 0, replay: "", version: "0" });
    expect(story.fate).toMatchObject([{ what: "database-crash", where: "principal" }]);
    expect(checkTimeline(story).verdict).not.toBe("violated");
    const otherwise = { ...story, fate: [{ ...story.fate[0]!, what: "witness-crash" }] };
    expect(checkTimeline(otherwise)).toMatchObject({ verdict: "violated", rule: "fate-strikes-as-dealt" });
    const standing = { ...story, fate: [{ ...story.fate[0]!, where: "mirror" }] };
    expect(checkTimeline(standing)).toMatchObject({ verdict: "violated", rule: "strikes-take-effect" });
  });
});

describe("a random fate", () => {
  const mapping = changed(PLAIN, {
    horizon: "60 d",
    failback: {},
    reliability: {
      site: { fails: "4 / year", repair: "10 h" },
      database: { fails: "20 / year", repair: "3 h" },
      wan: { fails: "20 / year", repair: "1 h" },
      "bad-delete": { fails: "5 / year" },
      "operator-error": { perFailure: "50 %" },
    },
  });
  const scenario = playable(mapping);
  const period = planLives(scenario).period;

  test("printed and replayed gives the same life", () => {
    const { source } = read(mapping);
    for (const replication of [0, 1, 2]) {
      const plan = planFates(scenario, period.ok ? period.period : null);
      const fate = drawFate(plan, new Streams(9, replication), null);
      expect(fate.length).toBeGreaterThan(10);
      const text = printFate(fate, { scenario: scenario.name, seed: 9, replication });
      const reading = readFate(text, { file: "fate.yaml" });
      if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
      const struck = struckBy(reading, scenario, source);
      expect(vet(struck.scenario, struck.source)).toEqual([]);
      const run = startRun({
        scenario: struck.scenario,
        seed: 9,
        firstReplication: replication,
        replications: 1,
        replay: "",
        version: "0",
      });
      while (run.advance(1));
      const told = tellLife({ scenario, seed: 9, replication, strikes: "chance", replay: "", version: "0" });
      const replayed = run.finish();
      expect(replayed.fingerprint).toBe(told.fingerprint);
      expect(replayed.incidents).toEqual(told.incidents);
      expect(replayed.messages).toEqual(told.messages);
    }
  });

  test("is not drawn by `run`", () => {
    expect(playWhole(mapping).incidents).toEqual([]);
  });
});
