/** Where theory knows how often and how long parts are down: fates against closed forms. Nothing is played here. */
import { describe, expect, it } from "vitest";
import type { Fate, Strike } from "../../../src/spec/index.js";
import { HOUR, seconds } from "../playing.js";
import { expectNear, expectShare, exponential, fatesOf, HOUR_MICROS, still } from "./sweeping.js";

const ofPart = (fate: Fate, part: string): Strike[] => fate.filter(({ id }) => id.startsWith(`${part}#`));

const isDown = (strikes: readonly Strike[], at: number): boolean =>
  strikes.some((strike) => strike.at <= at && (strike.heals === null || strike.heals > at));

/** Of the lives of a fate, as a share of `hours`. */
function downShare(strikes: readonly Strike[], hours: number): number {
  const end = hours * HOUR_MICROS;
  return strikes.reduce((sum, { at, heals }) => sum + Math.min(heals ?? end, end) - at, 0) / end;
}

describe("disasters of ten years", () => {
  const LIVES = 100_000;
  const repair = "1 h";
  const scenario = still({
    horizon: "3650 d",
    reliability: {
      "site-1": { fails: "0.02 / year", repair },
      "site-2": { fails: "0.01 / year", repair },
    },
  });
  const seen = { one: 0, either: 0, first: 0 };
  for (const fate of fatesOf(scenario, LIVES)) {
    const first = fate.find(({ id }) => id.startsWith("site-1#"));
    if (first !== undefined) {
      seen.one++;
      seen.first += first.at / HOUR_MICROS / 8760;
    }
    if (fate.length > 0) seen.either++;
  }

  it("strike site 1 in 18.1 % of them, either site in 25.9 %", () => {
    expectShare(seen.one, LIVES, 0.181269);
    expectShare(seen.either, LIVES, 0.259182);
  });

  it("strike for the first time, if at all, after 1 / r - T / (e^rT - 1) years on average", () => {
    const [r, T] = [0.02, 10];
    const mean = 1 / r - T / Math.expm1(r * T);
    // A truncated exponential law of so small an r T is all but uniform.
    const error = T / Math.sqrt(12 * seen.one);
    expect(Math.abs(seen.first / seen.one - mean) / error).toBeLessThan(4);
  });
});

describe("a part that works for 1000 h by a Weibull law of shape 2, and takes a lognormal 8 h to repair", () => {
  const HOURS = 20 * 8760;
  // Mean 8 h and coefficient of variation 1: sigma² = ln 2, and the median is the mean by the root of 2.
  const scenario = still({
    horizon: `${HOURS} h`,
    reliability: {
      share: {
        fails: { weibull: { scale: seconds((1000 * HOUR) / (Math.sqrt(Math.PI) / 2)), shape: 2 } },
        repair: { lognormal: { median: seconds((8 * HOUR) / Math.SQRT2), sigma: Math.sqrt(Math.LN2) } },
      },
    },
  });
  const lives = [...fatesOf(scenario, 3000)];

  it("is down for D / (U + D) of the time", () => {
    expectNear(
      lives.map((fate) => downShare(fate, HOURS)),
      1 - 0.992063492,
      0.005,
    );
  });

  it("strikes once in U + D, in the first hundred hours as in any others", () => {
    const within = (from: number, to: number) =>
      lives.map((fate) => fate.filter(({ at }) => at > from * HOUR_MICROS && at <= to * HOUR_MICROS).length);
    expectNear(within(0, HOURS), HOURS / 1008, 0.005);
    // A clock that is new at time 0 would strike in the first hundred hours a tenth as often.
    expectNear(within(0, 100), 100 / 1008, 0.06);
    expectNear(within(3000, 3100), 100 / 1008, 0.06);
  });

  it("has been down for E[D²] / 2 E[D] when somebody finds it so at random", () => {
    const ages: number[] = [];
    for (const strike of lives.flat()) {
      // What was struck before time 0 is told as struck at 0.
      const [from, to] = [strike.at / HOUR_MICROS, strike.heals! / HOUR_MICROS];
      for (let at = 100 * Math.ceil(from / 100); at < to && from > 0; at += 100) ages.push(at - from);
    }
    expectNear(ages, 8, 0.03);
  });

  it("differs in its downtime from life to life as the renewal theorem says", () => {
    const hours = lives.map((fate) => downShare(fate, HOURS) * HOURS);
    const mean = hours.reduce((sum, one) => sum + one, 0) / hours.length;
    const squares = hours.map((one) => (one - mean) ** 2 / HOURS);
    expectNear(squares, 0.0795625, 0.04);
  });
});

describe("two machines that work for 200 h and take 8 h, both exponential", () => {
  const HOURS = 2 * 8760;
  const scenario = still({
    horizon: `${HOURS} h`,
    reliability: { principal: exponential(200, 8), mirror: exponential(200, 8) },
  });
  const lives = [...fatesOf(scenario, 1500)];

  it("find each other down in 3.8 % of their failures", () => {
    let [struck, together] = [0, 0];
    for (const fate of lives) {
      const mirror = ofPart(fate, "mirror");
      for (const { at } of ofPart(fate, "principal")) {
        if (at === 0) continue;
        struck++;
        if (isDown(mirror, at)) together++;
      }
    }
    expect(struck).toBeGreaterThan(100_000);
    expectShare(together, struck, 1 / 26);
  });

  it("once up are up 10 h later with probability mu / (l + mu) + l / (l + mu) e^-(l + mu) t", () => {
    const [l, mu, t] = [1 / 200, 1 / 8, 10];
    const truth = mu / (l + mu) + (l / (l + mu)) * Math.exp(-(l + mu) * t);
    let [asked, up] = [0, 0];
    for (const fate of lives) {
      const strikes = ofPart(fate, "principal");
      for (let at = 0; at + t < HOURS; at += 250) {
        if (isDown(strikes, at * HOUR_MICROS)) continue;
        asked++;
        if (!isDown(strikes, (at + t) * HOUR_MICROS)) up++;
      }
    }
    expectShare(up, asked, truth);
  });
});

const PARTS = ["site-1", "site-2", ...Array.from({ length: 8 }, (_, index) => `server-${index + 1}`)];
/** Three times the slowest memory apart: all but independent. */
const SAMPLES = 740;
const APART = 270;

/** Whether the part is down at each of the instants. */
function sampled(strikes: readonly Strike[]): boolean[] {
  let next = 0;
  let until = 0;
  return Array.from({ length: SAMPLES }, (_, index) => {
    const at = (index + 0.5) * APART * HOUR_MICROS;
    for (; next < strikes.length && strikes[next]!.at <= at; next++) {
      until = strikes[next]!.heals ?? Number.POSITIVE_INFINITY;
    }
    return until > at;
  });
}

describe("eight servers, four of them active, that work for 100 h and take 50 h, in sites of which each is up by 0.9", () => {
  const [a, s] = [100 / 150, 0.9];
  const HOURS = 200_000;
  const scenario = still({
    horizon: `${HOURS} h`,
    reliability: { server: exponential(100, 50), site: exponential(900, 100) },
  });
  const fates = [...fatesOf(scenario, 30)];
  const fate = fates.map((one) => new Map(PARTS.map((part) => [part, ofPart(one, part)])));

  /** The share of instants at which none of these serves, each server in its site. */
  function noneOf(servers: readonly (readonly [server: string, site: string])[]): [number, number] {
    let [asked, none] = [0, 0];
    for (const strikes of fate) {
      const down = (part: string) => sampled(strikes.get(part)!);
      const gone = servers.map(([server, site]) => [down(server), down(site)] as const);
      for (let index = 0; index < SAMPLES; index++) {
        asked++;
        if (gone.every(([server, site]) => server[index] || site[index])) none++;
      }
    }
    return [none, asked];
  }

  it("leave nobody active in 4 + 0 with probability 1 - s + s (1 - a)^4", () => {
    const [none, asked] = noneOf(["server-1", "server-2", "server-3", "server-4"].map((x) => [x, "site-1"]));
    expectShare(none, asked, 1 - s + s * (1 - a) ** 4);
  });

  it("leave nobody active in 2 + 2 with probability (1 - s + s (1 - a)^2)^2", () => {
    const [none, asked] = noneOf([
      ["server-1", "site-1"],
      ["server-2", "site-1"],
      ["server-5", "site-2"],
      ["server-6", "site-2"],
    ]);
    expectShare(none, asked, (1 - s + s * (1 - a) ** 2) ** 2);
  });

  it("are all without spares in a^4 of the time, and too few with four spares as the binomial law says", () => {
    const servers = Array.from({ length: 8 }, (_, index) => `server-${index + 1}`);
    let [asked, whole, few] = [0, 0, 0];
    for (const strikes of fate) {
      const down = servers.map((server) => sampled(strikes.get(server)!));
      for (let index = 0; index < SAMPLES; index++) {
        asked++;
        const up = down.map((one) => !one[index]);
        if (up.slice(0, 4).every(Boolean)) whole++;
        if (up.filter(Boolean).length < 4) few++;
      }
    }
    expectShare(whole, asked, a ** 4);
    const binomial = [1, 8, 28, 56].map((ways, up) => ways * a ** up * (1 - a) ** (8 - up));
    expectShare(
      few,
      asked,
      binomial.reduce((sum, one) => sum + one, 0),
    );
  });
});
