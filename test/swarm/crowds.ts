/**
 * Users and what they sign in to: how many, where, how fast, and what becomes of those who find no room. Nobody at all
 * in one scenario of three, so that what the database does by itself is met as often as ever.
 */
import type { Mapping } from "../studies/playing.js";
import type { Dice } from "./dice.js";
import { durationOrLaw, HOUR, lasting, MINUTE, span } from "./durations.js";
import type { Layout } from "./layouts.js";
import { sometimes } from "./schedules.js";

const COUNTS = [1, 2, 7, 150, 400, 5_000, 20_000, 80_000];
const WHOLE_CROWD = 80_000;

export interface Crowd {
  readonly users: Mapping;
  readonly others: Mapping;
  /** How a server that is cut off from its peers recycles, in seconds. */
  readonly recycle: Recycle;
}

export interface Recycle {
  readonly after: number;
  readonly lasts: number;
  readonly every: number;
}

export function drawCrowd(dice: Dice, layout: Layout): Crowd {
  const recycle = drawRecycle(dice);
  const others = (usersPerServer: Mapping): Mapping => ({
    ...sometimes(
      dice,
      0.8,
      { servers: { ...usersPerServer, ...drawServers(dice, recycle) } },
      {
        servers: { ...usersPerServer, recycle: written(recycle) },
      },
    ),
    ...sometimes(dice, 0.4, { traffic: drawTraffic(dice) }),
    ...sometimes(dice, 0.5, { restoredAt: dice.one(["100 %", "99.9 %", "95 %", "50 %", "2 %"]) }),
    ...sometimes(dice, 0.6, { frontEnd: { failover: durationOrLaw(dice, 0.001, 3 * HOUR) } }),
  });
  const canHaveUsers = layout.isDatabaseOnly || layout.servers.some(({ active }) => active);
  if (!canHaveUsers || dice.chance(1 / 3)) return { users: { count: 0 }, others: others({}), recycle };
  const count = dice.chance(0.6) ? dice.one(COUNTS) : Math.round(dice.acrossMagnitudes(1, WHOLE_CROWD));
  const turnsAway = dice.chance(0.4);
  const active = Math.max(1, layout.servers.filter((server) => server.active).length);
  // Room for all of them at the start, and not much more.
  const room = Math.ceil((count / active) * dice.one([1, 1, 1.1, 1.5, 10]));
  const users = {
    count,
    ...sometimes(dice, 0.7, { atSite2: dice.one(["0 %", "1 %", "30 %", "50 %", "90 %", "100 %"]) }),
    ...sometimes(dice, 0.5, { endpointsPerUser: dice.one([0, 0.3, 1, 1.5, 4]) }),
    ...sometimes(dice, 0.7, {
      signInsPerServer: `${Number(dice.acrossMagnitudes(0.02, 2_000).toPrecision(2))} / s`,
    }),
    ...(turnsAway ? { overload: "reject" } : sometimes(dice, 0.2, { overload: "degrade" })),
    ...sometimes(dice, 0.2, { stayWithSite: dice.chance(0.8) }),
    ...sometimes(dice, 0.35, { retryFor: lasting(span(dice, 0.001, HOUR)) }),
    ...sometimes(dice, 0.4, { noticeReset: drawNotice(dice, 30) }),
    ...sometimes(dice, 0.4, { noticeSilence: drawNotice(dice, 10 * MINUTE) }),
    ...sometimes(dice, 0.4, drawBackOff(dice)),
  };
  return { users, others: others(turnsAway ? { usersPerServer: room } : {}), recycle };
}

/** A duration, or any moment between two. */
function drawNotice(dice: Dice, longest: number): unknown {
  const from = dice.one([0, dice.between(0, longest / 2)]);
  return dice.chance(0.4)
    ? lasting(dice.one([0, from]))
    : { uniform: [lasting(from), lasting(dice.between(from, longest))] };
}

function drawBackOff(dice: Dice): Mapping {
  const backOff = span(dice, 0.5, 20 * MINUTE);
  return {
    backOff: lasting(backOff),
    longestBackOff: lasting(backOff * dice.one([1, 1.5, 4, 7, 64])),
  };
}

function drawRecycle(dice: Dice): Recycle {
  if (dice.chance(0.4)) return { after: 60, lasts: 90, every: 300 };
  const lasts = span(dice, 0.001, 10 * MINUTE);
  return {
    after: dice.one([0, 1, span(dice, 1, 10 * MINUTE)]),
    lasts,
    every: lasts * dice.one([1, 1.25, 8]),
  };
}

const written = ({ after, lasts, every }: Recycle): Mapping => ({
  after: lasting(after),
  lasts: lasting(lasts),
  every: lasting(every),
});

function drawServers(dice: Dice, recycle: Recycle): Mapping {
  return {
    recycle: written(recycle),
    ...sometimes(dice, 0.2, { messagesPerServer: dice.one(["0.01 / s", "5 / s", "1000 / s"]) }),
    ...sometimes(dice, 0.2, { workers: dice.one([1, 2, 64]) }),
    ...sometimes(dice, 0.5, { reattach: durationOrLaw(dice, 0.001, 10 * MINUTE) }),
    ...sometimes(dice, 0.5, { warmUp: durationOrLaw(dice, 0.001, 20 * MINUTE) }),
    ...sometimes(dice, 0.5, { replication: durationOrLaw(dice, 0.001, HOUR) }),
  };
}

function drawTraffic(dice: Dice): Mapping {
  return {
    ...sometimes(dice, 0.5, { post: dice.one(["0 B", "4 KB", "100 KB"]) }),
    ...sometimes(dice, 0.5, { relay: dice.one(["0 B", "1 KB", "20 KB"]) }),
    ...sometimes(dice, 0.5, { delivery: dice.one(["0 B", "1 KB", "10 KB"]) }),
    ...sometimes(dice, 0.5, { deliveriesPerMessage: dice.one([0, 1, 138, 16_000]) }),
    ...sometimes(dice, 0.3, { queriesPerPost: dice.one([0, 1, 10]) }),
    ...sometimes(dice, 0.3, { lanRoundTrip: dice.one(["0 s", "20 ms"]) }),
  };
}
