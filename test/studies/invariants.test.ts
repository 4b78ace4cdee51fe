/** Some three hundred lives that nobody thought of: what must hold of all of them, and two ways to play each. */
import { describe, expect, test } from "vitest";
import type { IncidentResult, RunResult } from "../../src/index.js";
import { type Life, planLives, playLife } from "../../src/studies/index.js";
import { complaintsAbout } from "./books.js";
import { changed, type Mapping, PLAIN, play, playable, playWhole, rounded, siteLoss } from "./playing.js";
import { randomLife } from "./random-lives.js";

/** Lives from longer campaigns that once were told wrong. */
const FOUND = [552, 1471, 2637, 3529, 5624];
const LIVES = [...Array.from({ length: 300 }, (_, index) => index + 1), ...FOUND];

const NAMES = [
  ...["site-loss", "wan-cut", "wan-slow", "share-loss", "job-failing", "corrupt-backup", "chain-broken"],
  ...["none-needed", "restart", "log-shipping", "not-recovered"],
  ...["several causes", "phase", "loss", "unknown", "in vain"],
];

const runs = new Map<number, RunResult>();

function runOf(number: number): RunResult {
  const run = runs.get(number) ?? playWhole(randomLife(number).mapping, { seed: number });
  runs.set(number, run);
  return run;
}

/** What a life comes to, but for what it cost to play. */
function outcome(life: Life) {
  const { incidents, ledger, ineffective, downFor, fingerprint } = life;
  return {
    incidents: incidents.map(({ incident, ledger: own, downFor: down }) => ({
      ...{ opened: incident.opened, closed: incident.closed, toldAt: incident.toldAt },
      ...{ unshipped: incident.unshipped, outages: incident.outages, lost: incident.lost },
      ...{ causes: incident.causes, own, down },
    })),
    ...{ ledger, ineffective, downFor },
    fingerprint: fingerprint.toString(),
  };
}

/** Where two texts part, with what stands around it. */
function firstDifference(quick: string, slow: string): string {
  let at = 0;
  while (quick[at] === slow[at]) at++;
  const around = (text: string) => text.slice(Math.max(0, at - 60), at + 20);
  return `quick …${around(quick)}… but tick by tick …${around(slow)}…`;
}

/** Everything that fails, with the number that plays it again. */
function failing(complain: (number: number) => readonly string[]): string[] {
  return LIVES.flatMap((number) => {
    try {
      return complain(number).map((complaint) => `life ${number}: ${complaint}`);
    } catch (error) {
      return [`life ${number}: ${error instanceof Error ? error.message : error}`];
    }
  });
}

describe("three hundred random lives", () => {
  test("keep their books", () => {
    const complaints = failing((number) => {
      const { mapping, evenTenths } = randomLife(number);
      return complaintsAbout(runOf(number), playable(mapping), evenTenths);
    });
    expect(complaints).toEqual([]);
  });

  test("are the same tick by tick as with the leaps over what cannot matter", () => {
    const complaints = failing((number) => {
      const plan = planLives(playable(randomLife(number).mapping));
      const quick = JSON.stringify(outcome(playLife(plan, number, 0, "quick")));
      const slow = JSON.stringify(outcome(playLife(plan, number, 0, "tick-by-tick")));
      return quick === slow ? [] : [firstDifference(quick, slow)];
    });
    expect(complaints).toEqual([]);
  });

  test("are of all kinds", () => {
    const counts = new Map<string, number>();
    const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
    for (const number of LIVES) {
      for (const { what, recoveredFrom, rpo, causes, phase } of runOf(number).incidents) {
        count(what);
        count(recoveredFrom);
        if (causes.length > 1) count("several causes");
        if (phase !== null) count("phase");
        if (rpo !== 0) count(rpo === null ? "unknown" : "loss");
      }
      if (runOf(number).ineffective.length > 0) count("in vain");
    }
    const rare = NAMES.filter((name) => (counts.get(name) ?? 0) < 5);
    expect(rare).toEqual([]);
  });

  test("give the same bytes again", () => {
    for (const number of LIVES.filter((candidate) => candidate % 10 === 0)) {
      const { mapping } = randomLife(number);
      const once = JSON.stringify(playWhole(mapping, { seed: number, replications: 2 }));
      expect(JSON.stringify(playWhole(mapping, { seed: number, replications: 2 }))).toBe(once);
    }
  });
});

describe("the books themselves", () => {
  /** A life with losses, and what its books say once a figure is tampered with. */
  const number = LIVES.find((candidate) => runOf(candidate).incidents.some(({ rpo }) => (rpo ?? 0) > 0))!;
  const honest = runOf(number);
  const lossy = honest.incidents.findIndex(({ rpo }) => (rpo ?? 0) > 0);
  const complaints = (change: (incident: IncidentResult) => Partial<IncidentResult>) => {
    const incidents = honest.incidents.map((incident, index) =>
      index === lossy ? { ...incident, ...change(incident) } : incident,
    );
    return complaintsAbout({ ...honest, incidents }, playable(randomLife(number).mapping), null);
  };

  test("find nothing in an honest run", () => {
    expect(complaints(() => ({}))).toEqual([]);
  });

  test.each<[string, (incident: IncidentResult) => Partial<IncidentResult>]>([
    ["a lost message more", ({ messages }) => ({ messages: { ...messages, lost: messages.lost + 1 } })],
    ["a second more of loss", ({ rpo }) => ({ rpo: rpo! + 1 })],
    ["a stretch twice", ({ lostStretches }) => ({ lostStretches: [...lostStretches, ...lostStretches] })],
    ["a cause less", ({ causes }) => ({ causes: causes.slice(1) })],
    ["a longer outage", ({ rto }) => ({ rto: rto! + 1 })],
    ["a recovery that lost something by a restart", () => ({ recoveredFrom: "restart" as const })],
    ["a staleness that is better than the loss", () => ({ staleness: 0 })],
    ["an incident that closed before it opened", ({ opened }) => ({ closed: opened - 1 })],
  ])("find %s", (_name, change) => {
    expect(complaints(change)).not.toEqual([]);
  });
});

describe("what must not matter", () => {
  const lossAt = (minute: number, changes: Mapping) =>
    rounded(play(changed({ failures: [siteLoss(300_000 + 67 * minute)] }, changes)).incidents[0]!.rpo);
  const MINUTES = Array.from({ length: 20 }, (_, index) => index);

  test("when and how slowly files are restored does not change what is lost", () => {
    const restores = [
      { every: "7 min", offset: "11 s" },
      { delay: "3 h" },
      { duration: "5 min" },
      { every: "1 h", jitter: { uniform: ["0 s", "90 s"] } },
    ];
    for (const minute of MINUTES) {
      const plain = lossAt(minute, {});
      for (const restore of restores) expect(lossAt(minute, { logShipping: { restore } })).toBe(plain);
    }
  });

  test("a share that outlives the site never loses more, and copies no longer matter to it", () => {
    for (const minute of MINUTES) {
      const third = lossAt(minute, { logShipping: { share: "third-site" } });
      expect(third).toBeLessThanOrEqual(lossAt(minute, {})!);
      const grid = { share: "third-site", copy: { offset: "0 s" } };
      expect(lossAt(minute, { logShipping: grid })).toBe(third);
    }
  });

  test("chat servers and their layout, while no users are modelled", () => {
    const plain = play({ failures: [siteLoss(300_000)] });
    const layouts = ["low-bandwidth", "one-side-active", "database-only"];
    for (const layout of layouts) {
      expect(play({ layout, failures: [siteLoss(300_000)] }).incidents).toEqual(plain.incidents);
    }
    expect(PLAIN.layout).toBe("low-bandwidth");
  });
});
