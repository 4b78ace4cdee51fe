/**
 * Closed forms of queues at rest, in messages a second and seconds. It must never know whose queues they are.
 * Every function says what it needs, and throws (RangeError) where that does not hold: whether a queue comes to
 * rest at all is the caller's question, and `growthOf` answers it.
 */

/** How much longer a queue gets every second: what arrives beyond what is served; 0 or less: it comes to rest, or nearly. */
export function growthOf(arrivals: number, served: number): number {
  return arrivals - served;
}

/** A queue at rest before one server with exponential times of service (M/M/1). */
export interface OneServer {
  /** The share of time in which the server is busy. */
  readonly busy: number;
  /** Mean time before service begins. */
  readonly wait: number;
  /** Waiting and service together are exponential with this mean. */
  readonly sojourn: number;
}

/** Needs arrivals ≥ 0, service ≥ 0 and arrivals × service < 1. */
export function oneServer(arrivals: number, service: number): OneServer {
  const busy = arrivals * service;
  demand(arrivals >= 0 && service >= 0 && busy < 1, `M/M/1 with ${arrivals} / s of ${service} s each`);
  const sojourn = service / (1 - busy);
  return { busy, wait: busy * sojourn, sojourn };
}

/** The p quantile of an exponential time, 0 ≤ p < 1. */
export function exponentialQuantile(mean: number, p: number): number {
  demand(mean >= 0 && p >= 0 && p < 1, `quantile ${p} of an exponential time of ${mean} s`);
  return -mean * Math.log1p(-p);
}

/** Mean wait before one server that takes the same time for everything (M/D/1): half of what chance would make of it. */
export function constantServiceWait(arrivals: number, service: number): number {
  return oneServer(arrivals, service).wait / 2;
}

/**
 * The share of arrivals that `servers` without a waiting room would turn away. By recursion over the number of
 * servers, whose terms stay between 0 and 1: the factorials and powers of the textbook overflow.
 */
export function erlangB(servers: number, load: number): number {
  demand(Number.isSafeInteger(servers) && servers >= 1 && load >= 0, `${load} Erlang on ${servers} servers`);
  let blocked = 1;
  for (let one = 1; one <= servers; one++) blocked = (load * blocked) / (one + load * blocked);
  return blocked;
}

/** A queue at rest before several servers with exponential times of service (M/M/c). */
export interface ManyServers {
  /** The share of arrivals that have to wait (Erlang C). */
  readonly waits: number;
  /** Who waits, waits an exponential time that ends at this rate; infinite where nobody does. */
  readonly release: number;
  /** Mean time before service begins, over all arrivals. */
  readonly wait: number;
}

/** `rate` is that of one server. Needs arrivals ≥ 0 and arrivals < servers × rate. */
export function manyServers(servers: number, arrivals: number, rate: number): ManyServers {
  const release = servers * rate - arrivals;
  demand(
    arrivals >= 0 && rate > 0 && release > 0,
    `M/M/${servers} with ${arrivals} / s against ${rate} / s each`,
  );
  const load = arrivals / rate;
  const blocked = erlangB(servers, load);
  const waits = blocked / (1 - (load / servers) * (1 - blocked));
  return { waits, release, wait: waits / release };
}

/**
 * Mean of the slower of two exponential times of which the second begins `roundTrip` later: a commit that waits for
 * its own disk and for the mirror's. Both means > 0.
 */
export function slowerOfTwo(own: number, other: number, roundTrip: number): number {
  demand(own > 0 && other > 0 && roundTrip >= 0, `the slower of ${own} s and ${roundTrip} s + ${other} s`);
  // The second always ends after roundTrip + other on average; the first outlasts it with this weight.
  return roundTrip + other + (Math.exp(-roundTrip / own) * own * own) / (own + other);
}

/**
 * P(wait + service > t), t ≥ 0, of two independent times: a wait that `waits` of all meet, exponential with rate
 * `release`, and an exponential time of mean `sojourn`, which may be 0.
 */
export function tailOfSum(waits: number, release: number, sojourn: number, t: number): number {
  if (sojourn === 0) return waits === 0 ? 0 : waits * Math.exp(-release * t);
  const end = 1 / sojourn;
  const alone = Math.exp(-end * t);
  if (waits === 0) return alone;
  return (1 - waits) * alone + waits * tailOfTwo(release, end, t);
}

/** Of the sum of two exponential times. Written with the slower rate outside, so that nothing overflows or cancels. */
function tailOfTwo(one: number, other: number, t: number): number {
  const fast = Math.max(one, other);
  const slow = Math.min(one, other);
  const apart = (fast - slow) * t;
  const mean = apart === 0 ? 1 : -Math.expm1(-apart) / apart;
  return Math.exp(-fast * t) + fast * t * Math.exp(-slow * t) * mean;
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new RangeError(`no such queue at rest: ${what}`);
}
