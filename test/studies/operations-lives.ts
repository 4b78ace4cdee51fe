/**
 * Lives with operations, by number: site 1 is lost, people fail over and back, or switch over on purpose, and further
 * trouble falls where it hurts, most of it into an operation. Everything that fails is repaired within the first week.
 * It must never know what a pool makes of it.
 */
import { Dice } from "../swarm/dice.js";
import { changed, clock, HOUR, type Mapping, PLAIN, seconds } from "./playing.js";

export interface OperationsLife {
  readonly mapping: Mapping;
  readonly failsBack: boolean;
}

const LAYOUTS = ["low-bandwidth", "high-bandwidth", "database-only"];

export function operationsLife(number: number): OperationsLife {
  const dice = new Dice(number);
  const failsBack = dice.chance(0.8);
  const failback = {
    order: dice.one(["documented", "safer"]),
    drain: dice.one(["hard-stop", "hard-stop", "keep-existing"]),
    wait: dice.one(["0 s", "0 s", "3 h"]),
  };
  const first = clock(1, 10) + dice.whole(0, 3600);
  const lasts = dice.one([20, 40, 50, 90, 240]) * 60 + dice.whole(0, 300);
  const begins = dice.chance(0.75)
    ? { failures: [lossOf("site-1", first, lasts, dice)], operations: [] }
    : { failures: [], operations: [{ what: "switchover", at: seconds(first) }] };
  const failures = [
    ...begins.failures,
    ...Array.from({ length: dice.whole(0, 4) }, () => trouble(dice, first, lasts)),
  ];
  const operations = [
    ...begins.operations,
    ...(dice.chance(0.3) ? [{ what: "switchover", at: seconds(first + dice.whole(0, 48 * HOUR)) }] : []),
  ];
  const mapping = changed(PLAIN, {
    horizon: "14 d",
    layout: dice.one(LAYOUTS),
    ...(failsBack ? { failback } : {}),
    topology: {
      mirror: dice.chance(0.8),
      secondaryMirror: dice.chance(0.7),
      witness: dice.chance(0.8),
      secondaryWitness: dice.chance(0.3),
    },
    servers: { replication: dice.one(["60 s", "0 s", "5 min"]) },
    database: { size: dice.one(["10 GB", "1 GB"]) },
    logShipping: { share: dice.one(["site-1", "site-2", "third-site"]) },
    runbook: { order: dice.one(["documented", "activate-first"]) },
    recovery: { restart: dice.one(["2 min", "0 s"]) },
    failures,
    operations,
  });
  return { mapping, failsBack };
}

function lossOf(where: string, at: number, lasts: number, dice: Dice): Mapping {
  const disks = where === "site-1" && dice.chance(0.2) ? { disks: "destroyed" } : {};
  return { what: "site-loss", where, at: seconds(at), lasts: seconds(lasts), ...disks };
}

/** In the hours behind the first one's end, when people fail back; or before it. */
function trouble(dice: Dice, first: number, lasts: number): Mapping {
  const at = first + (dice.chance(0.8) ? lasts : 0) + dice.whole(0, dice.one([HOUR, 3 * HOUR, 30 * HOUR]));
  const away = dice.one([30, 300, 1800, 3600, 5400, 6 * HOUR, 20 * HOUR]) + dice.whole(0, 60);
  const base: Mapping = { at: seconds(at), lasts: seconds(away) };
  const what = dice.one([
    "site-1",
    "site-1",
    "site-2",
    "site-2",
    "wan-cut",
    "wan-cut",
    "wan-slow",
    "share-loss",
    "principal-crash",
    "mirror-crash",
    "secondary-crash",
    "witness-crash",
  ]);
  switch (what) {
    case "site-1":
    case "site-2":
      return lossOf(what, at, away, dice);
    case "wan-cut":
      return { what, ...base, response: dice.one(["wait", "wait", "fail-over"]) };
    case "wan-slow":
      return { what, ...base, bandwidth: dice.one(["5 Mbps", "50 Mbps"]) };
    case "secondary-crash":
      return { what, ...base, where: dice.one(["secondary", "secondary-mirror"]) };
    default:
      return { what, ...base };
  }
}
