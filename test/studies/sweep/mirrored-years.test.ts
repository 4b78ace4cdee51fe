/**
 * Years of a mirrored pair whose machines fail and are repaired by clocks of their own, held against a chain of states
 * made for it alone. The clocks run on whatever the pool does, so that who serves and who is down part company.
 */
import { describe, expect, it } from "vitest";
import { type Life, planCell, playRandom } from "../../../src/studies/index.js";
import { changed, playable } from "../playing.js";
import { expectNear, expectShare, exponential, HOUR_MICROS, STILL, sweepOf } from "./sweeping.js";

/** In hours. */
const [WORKS, REPAIR, FAILING_OVER, CATCHING_UP, RESTART] = [100, 8, 0.05, 0.5, 0.1];
const HOURS = 8760;
const LIVES = 240;

const SCENARIO = playable(
  changed(STILL, {
    layout: "database-only",
    horizon: `${HOURS} h`,
    reliability: { principal: exponential(WORKS, REPAIR), mirror: exponential(WORKS, REPAIR) },
    mirroring: {
      failover: { exponential: `${FAILING_OVER} h` },
      resync: { exponential: `${CATCHING_UP} h` },
      partnerTimeout: "0 s",
    },
    recovery: { restart: `${RESTART} h` },
    people: { detect: "10000 d" },
    monitoring: { backupAlert: "none", restoreAlert: "none" },
    workload: { messagesPerSecond: 0.001 },
    // Shipping is beside the point: as little of it as may be.
    logShipping: {
      anchor: "run",
      backup: { every: "100 d" },
      copy: { every: "100 d" },
      restore: { every: "100 d" },
    },
  }),
);

/**
 * Per hour. Two machines: who served last, and the other. S synchronized, F failing over, E exposed (the other is down),
 * Y catching up; then the one that served last is down: X while the other is up but behind, B while it is down as well;
 * then it is up again and starts: x with the other up, b with the other down.
 */
const [l, mu, r] = [1 / WORKS, 1 / REPAIR, 1 / RESTART];
const CHAIN: readonly (readonly [string, string, number])[] = [
  ["S", "F", l],
  ["S", "E", l],
  ["F", "E", 1 / FAILING_OVER],
  ["F", "B", l],
  ["E", "Y", mu],
  ["E", "B", l],
  ["Y", "S", 1 / CATCHING_UP],
  ["Y", "E", l],
  ["Y", "X", l],
  ["X", "x", mu],
  ["X", "B", l],
  ["B", "b", mu],
  ["B", "X", mu],
  ["x", "Y", r],
  ["x", "X", l],
  ["x", "b", l],
  ["b", "E", r],
  ["b", "B", l],
  ["b", "x", mu],
];

/** Shares of time in the long run, by Gauss's elimination of the balance equations. */
function stationary(): ReadonlyMap<string, number> {
  const states = [...new Set(CHAIN.map(([from]) => from))];
  const n = states.length;
  const rows = states.map((state, index) => {
    const row = new Array<number>(n + 1).fill(0);
    if (index === 0) return row.fill(1);
    for (const [from, to, rate] of CHAIN) {
      if (to === state) row[states.indexOf(from)]! += rate;
      if (from === state) row[index]! -= rate;
    }
    return row;
  });
  for (let column = 0; column < n; column++) {
    const pivot = rows.findIndex((row, index) => index >= column && row[column] !== 0);
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const head = rows[column]!;
    for (const row of rows) {
      if (row === head) continue;
      const factor = row[column]! / head[column]!;
      for (let index = column; index <= n; index++) row[index]! -= factor * head[index]!;
    }
  }
  return new Map(states.map((state, index) => [state, rows[index]![n]! / rows[index]![index]!]));
}

const share = stationary();
const of = (...states: string[]) => states.reduce((sum, state) => sum + share.get(state)!, 0);
const UP = of("S", "E", "Y");

describe("a year of a mirrored pair whose machines work for 100 h and take 8 h", () => {
  const plan = planCell(SCENARIO);
  const lives: Life[] = Array.from({ length: LIVES }, (_, replication) => playRandom(plan, 1, replication));
  const causes = lives.flatMap(({ incidents }) => incidents.flatMap(({ incident }) => incident.causes));

  it("is unavailable for as long as theory says", () => {
    expectNear(
      lives.map(({ downFor }) => downFor / HOUR_MICROS / HOURS),
      1 - UP,
      0.03,
    );
  });

  it("is interrupted as often as a single machine fails while it serves", () => {
    const outages = lives.map(({ incidents }) =>
      incidents.reduce((sum, { incident }) => sum + incident.service.length, 0),
    );
    expectNear(outages, l * UP * HOURS, 0.01);
  });

  it("finds the mirror down in that share of the failures of its principal in which it is exposed", () => {
    const healsOf = (life: Life, at: number, id: string) =>
      life.fate.some((other) => other.id !== id && other.at < at && other.heals! > at);
    let [failed, exposed] = [0, 0];
    for (const life of lives) {
      for (const { incident } of life.incidents) {
        for (const { strike, at } of incident.causes) {
          if (strike.failure.what !== "principal-crash" || at === 0) continue;
          failed++;
          if (healsOf(life, at, strike.id)) exposed++;
        }
      }
    }
    // A machine that is starting, or is failing over to, fails as the principal too.
    expectShare(exposed, failed, of("E", "b", "F") / (UP + of("x", "b", "F")));
  });

  it("finds the other machine down when one of them fails as if they knew nothing of each other", () => {
    let [failed, together] = [0, 0];
    for (const life of lives) {
      for (const { id, at } of life.fate) {
        if (at === 0) continue;
        failed++;
        if (life.fate.some((other) => other.id !== id && other.at < at && other.heals! > at)) together++;
      }
    }
    // The machine that is left serves: seen from the principal it is nearly twice that.
    expectShare(together, failed, REPAIR / (REPAIR + WORKS));
  });

  it("is told by the role that a machine had, whichever it was", () => {
    const kinds = new Set(causes.map(({ strike }) => strike.failure.what));
    expect([...kinds].sort()).toEqual(["mirror-crash", "principal-crash"]);
    const asPrincipal = causes.filter(
      ({ strike, at }) =>
        at > 0 && strike.id.startsWith("mirror#") && strike.failure.what === "principal-crash",
    );
    // Half the time the machine that began as the mirror serves.
    const ofMirror = causes.filter(({ strike, at }) => at > 0 && strike.id.startsWith("mirror#"));
    expect(asPrincipal.length / ofMirror.length).toBeGreaterThan(0.4);
    expect(asPrincipal.length / ofMirror.length).toBeLessThan(0.6);
  });

  it("says the same as a sweep", () => {
    const { result } = sweepOf(SCENARIO, { replications: 20 });
    const down = lives.slice(0, 20).reduce((sum, { downFor }) => sum + downFor, 0) / HOUR_MICROS / 20;
    expect(result.downtimePerYear.value! / 3600).toBeCloseTo(down, 6);
    expect(result.availability.value!).toBeCloseTo(1 - down / HOURS, 9);
  });
});
