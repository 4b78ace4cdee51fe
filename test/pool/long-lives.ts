/**
 * Months of a pipeline with few disturbances, asked at a few instants: where the quick way leaps over thousands of
 * ticks. Too long for the slow model; the tick-by-tick way, which agrees with it, stands in.
 */
import { expect } from "vitest";
import { Clockwork, type Pace } from "../../src/pool/log-shipping/clockwork.js";
import type { Disturbance, Pipeline } from "../../src/shipping/index.js";
import { loadOf } from "../../src/shipping/index.js";
import { type Bytes, DAY, HOUR, MINUTE, type Micros, SECOND } from "../../src/units/index.js";
import { Dice, failingCoin, hash } from "../reference/random-numbers.js";
import { referencePipeline } from "../shipping/pipelines.js";

const LIFE = 60 * DAY;

export function compareLongLife(seed: number, noisy = true): { plain: number; quick: number } {
  const plain = play(seed, "tick-by-tick", noisy);
  const quick = play(seed, "quick", noisy);
  expect(quick.seen, `seed ${seed}`).toEqual(plain.seen);
  return { plain: plain.walked, quick: quick.walked };
}

function play(seed: number, pace: Pace, noisy: boolean): { seen: unknown[]; walked: number } {
  const dice = new Dice(seed * 104_729);
  const { pipeline, noise } = randomPipeline(dice, noisy);
  const clockwork = new Clockwork(pipeline, noise, (40 * MINUTE) as Micros, pace);
  const seen: unknown[] = [];
  const look = (at: Micros) => {
    clockwork.advanceTo(at);
    const { backedUp, restored, lastBackup, lastRestore } = clockwork;
    seen.push([
      at,
      backedUp,
      restored,
      lastBackup,
      lastRestore,
      clockwork.usableCut(false),
      clockwork.usableCut(true),
    ]);
  };
  let at = 0;
  while (at < LIFE) {
    at += Math.floor(dice.uniform() * 8 * DAY);
    if (dice.chance(0.5)) {
      for (const { after, change } of randomTrouble(dice, pipeline)) {
        look((at + after) as Micros);
        clockwork.disturb((at + after) as Micros, change);
      }
      at += DAY;
    }
    look(at as Micros);
  }
  return { seen, walked: clockwork.walked };
}

/** Site 2 is away for weeks, and every now and then somebody looks, mostly at the backups alone. */
export function compareAbsence(seed: number): { plain: number; quick: number } {
  const plain = playAbsence(seed, "tick-by-tick");
  const quick = playAbsence(seed, "quick");
  expect(quick.seen, `seed ${seed}`).toEqual(plain.seen);
  return { plain: plain.walked, quick: quick.walked };
}

function playAbsence(seed: number, pace: Pace): { seen: unknown[]; walked: number } {
  const dice = new Dice(seed * 15_485_863);
  const { pipeline, noise } = randomPipeline(dice, seed % 3 === 0);
  const clockwork = new Clockwork(pipeline, noise, (40 * MINUTE) as Micros, pace);
  const seen: unknown[] = [];
  const disturb = (at: number, change: Disturbance) => clockwork.disturb(at as Micros, change);
  let at = 0;
  for (let absence = 0; absence < 3; absence++) {
    at += Math.floor(dice.uniform() * 3 * DAY);
    clockwork.advanceTo(at as Micros);
    clockwork.exposure.begin(at as Micros);
    disturb(at, { kind: "secondary", up: false });
    for (let look = 0; look < 30; look++) {
      at += Math.floor(dice.uniform() * DAY);
      if (dice.chance(0.1)) {
        disturb(at, { kind: "database", up: false });
        at += Math.floor(dice.uniform() * HOUR);
        disturb(at, { kind: "database", up: true });
      }
      clockwork.advanceTo(at as Micros);
      seen.push([at, clockwork.lastBackup, clockwork.lastRestore]);
      if (dice.chance(0.1))
        seen.push([clockwork.whereabouts(), clockwork.usableCut(true), clockwork.backedUp]);
      if (dice.chance(0.1)) seen.push(...clockwork.exposure.takeUntil(at as Micros));
    }
    disturb(at, { kind: "secondary", up: true });
    at += Math.floor(dice.uniform() * 5 * HOUR);
    clockwork.advanceTo(at as Micros);
    seen.push(clockwork.exposure.isExposedAt(at as Micros), clockwork.exposure.takeUntil(at as Micros));
    clockwork.mending.fullBackupArrived(clockwork.backedUp, at as Micros);
    at += MINUTE;
    clockwork.mending.fullBackupRestored(clockwork.backedUp, at as Micros);
    clockwork.exposure.endOnceCovered(at as Micros);
    at += Math.floor(dice.uniform() * 2 * HOUR);
    clockwork.advanceTo(at as Micros);
    seen.push(clockwork.isCounting, clockwork.usableCut(false), clockwork.restored);
    seen.push(clockwork.filesToApply().map(({ cut, from, bytes }) => [cut, from, bytes]));
  }
  return { seen, walked: clockwork.walked };
}

export function randomTrouble(dice: Dice, pipeline: Pipeline): { after: number; change: Disturbance }[] {
  const lasts = Math.floor(dice.uniform() * 20 * HOUR) + 1;
  switch (dice.whole(0, 4)) {
    case 0:
      return [
        { after: 0, change: { kind: "wan", link: null } },
        { after: lasts, change: { kind: "wan", link: pipeline.wan } },
      ];
    case 1:
      return [
        { after: 0, change: { kind: "share", up: false, destroyed: false } },
        { after: lasts, change: { kind: "share", up: true, destroyed: false } },
      ];
    case 2:
      return [
        { after: 0, change: { kind: "database", up: false } },
        { after: lasts, change: { kind: "database", up: true } },
      ];
    case 3:
      return [
        { after: 0, change: { kind: "job", job: "restore", up: false } },
        { after: lasts, change: { kind: "job", job: "restore", up: true } },
      ];
    default:
      return [
        {
          after: 0,
          change: { kind: "wan", link: { ...pipeline.wan, rate: (pipeline.wan.rate / 20) as never } },
        },
        { after: lasts, change: { kind: "wan", link: pipeline.wan } },
      ];
  }
}

/** `noisy`: left out, nothing is drawn and the load is constant, but for what is drawn once. */
export function randomPipeline(dice: Dice, noisy = true) {
  const every = (dice.pick([5, 7, 15, 15, 20]) * MINUTE) as Micros;
  const jitter = noisy ? dice.pick([0, 0, 3 * SECOND]) : 0;
  const spread = noisy ? dice.pick([0, 0, 10 * SECOND]) : 0;
  const failing = noisy ? dice.pick([0, 0, 0, 0.1]) : 0;
  const seeds = [dice.seedOfItsOwn(), dice.seedOfItsOwn(), dice.seedOfItsOwn(), dice.seedOfItsOwn()];
  const upTo = (seed: number, most: number) => (number: number) =>
    (most === 0 ? 0 : hash(seed, number) % most) as Micros;
  const constant = () => (SECOND / 2) as Micros;
  const burst = {
    name: "b",
    every: (7 * DAY) as Micros,
    offset: (2 * HOUR) as Micros,
    lasts: HOUR,
    log: 2e9 as Bytes,
  };
  const load = loadOf({
    messagesPerSecond: 24,
    profile: noisy
      ? dice.pick([
          { shape: "constant" },
          { shape: "office-hours" },
          { shape: "sine", amplitude: 0.5, period: DAY },
        ])
      : { shape: "constant" },
    arrivals: "poisson",
    logBytesPerMessage: 3000 as Bytes,
    bursts: noisy && dice.chance(0.3) ? [burst] : [],
  });
  const base = referencePipeline({
    every,
    copyEvery: dice.chance(0.5) ? every : ((5 * MINUTE) as Micros),
    copyOffset: (dice.pick([0, 30, 100]) * SECOND) as Micros,
    restoreOffset: (dice.pick([0, 60]) * SECOND) as Micros,
    anchor: dice.pick(["day", "run"]),
    share: dice.pick(["primary", "primary", "secondary", "third"]),
    afterBackup: dice.chance(0.2),
    fileSize: dice.chance(0.5) ? 100e6 : null,
    backupTime: 0 as Micros,
  });
  const pipeline: Pipeline = {
    ...base,
    backup: {
      ...base.backup,
      jitter: upTo(seeds[0]!, jitter),
      ownTime: {
        takes: "fixed",
        duration: (number) => (10 * SECOND + upTo(seeds[1]!, spread)(number)) as Micros,
      },
      fails: failingCoin(seeds[2]!, failing),
    },
    copy: {
      ...base.copy,
      jitter: upTo(seeds[3]!, jitter),
      overhead: noisy ? upTo(seeds[1]!, SECOND) : constant,
    },
    restore: { ...base.restore, delay: (dice.pick([0, 0, 2]) * HOUR) as Micros },
    logWritten: load.log,
  };
  const noise = {
    jitter: { backup: jitter, copy: jitter, restore: 0 },
    backupTime: 10 * SECOND + spread,
    copyOverhead: SECOND,
    restoreTime: SECOND,
    shortest: { backup: 0, copy: 0 },
    failuresInARow: { backup: failing > 0 ? 4 : 0, copy: 0, restore: 0 },
    isSteady: !noisy,
    peakLogPerSecond: load.peakLogPerSecond,
    bursts: load.bursts,
  };
  return { pipeline, noise };
}
