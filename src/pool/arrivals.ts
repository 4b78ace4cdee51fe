/**
 * How many messages came in an interval. One process for each replication: an interval gets the same number
 * whoever asks, in whatever order, however it is cut, and before time 0 as well as after it. It must never
 * know who served the messages.
 *
 * Counts are drawn for blocks of 4096 hours by the block's number and split by binomial halves down a fixed
 * tree of instants, each half keyed by its midpoint. The blocks never depend on the horizon, which differs
 * between scenarios that are compared.
 */
import { binomial, key, Lanes, type NoiseWords, poisson, type Streams } from "../engine/index.js";
import type { Load } from "../shipping/load.js";
import type { Workload } from "../spec/index.js";
import { HOUR, type Micros, modulo } from "../units/index.js";

export interface Arrivals {
  /** Messages in (from, to]. */
  count(from: Micros, to: Micros): number;
}

const BLOCK = 4096 * HOUR;

export interface ArrivalNoise {
  readonly blocks: NoiseWords;
  readonly halves: NoiseWords;
}

/** The two halves of a stretch, made when first asked for. */
class Half {
  /** How many fell into the first of them; negative: nobody has asked. */
  inFirst = -1;
  first: Half | null = null;
  second: Half | null = null;
}

interface Block {
  readonly count: number;
  readonly halves: Half;
}

export function poissonArrivals(load: Load, noise: ArrivalNoise): Arrivals {
  const ofBlocks = new Lanes(noise.blocks);
  const ofHalves = new Lanes(noise.halves);
  const blocks = new Map<number, Block>();
  /** Messages of its block up to and at an instant that was asked for: most are asked for more than once. */
  const known = new Map<Micros, number>();

  function blockOf(number: number): Block {
    let block = blocks.get(number);
    if (block === undefined) {
      const start = (number * BLOCK) as Micros;
      const mean = load.messages(start, (start + BLOCK) as Micros);
      const count = poisson(Math.max(0, mean), ofBlocks.of(number));
      block = { count, halves: new Half() };
      blocks.set(number, block);
    }
    return block;
  }

  /** The part of `count` messages in (low, high] that fell into the first half. */
  function inFirstHalf(count: number, low: Micros, middle: Micros, high: Micros): number {
    const whole = load.messages(low, high);
    const chance = whole > 0 ? Math.min(1, Math.max(0, load.messages(low, middle) / whole)) : 0;
    return binomial(count, chance, ofHalves.of(middle));
  }

  /** Messages of a block up to and at `instant`. */
  function countTo(number: number, instant: Micros): number {
    let low = (number * BLOCK) as Micros;
    let high = (low + BLOCK) as Micros;
    let { count, halves } = blockOf(number);
    let before = 0;
    while (count > 0 && instant > low) {
      if (instant >= high) return before + count;
      const middle = Math.floor((low + high) / 2) as Micros;
      if (halves.inFirst < 0) halves.inFirst = inFirstHalf(count, low, middle, high);
      if (instant <= middle) {
        high = middle;
        count = halves.inFirst;
        halves.first ??= new Half();
        halves = halves.first;
      } else {
        low = middle;
        before += halves.inFirst;
        count -= halves.inFirst;
        halves.second ??= new Half();
        halves = halves.second;
      }
    }
    return before;
  }

  function upTo(block: number, instant: Micros): number {
    let count = known.get(instant);
    if (count === undefined) {
      count = countTo(block, instant);
      known.set(instant, count);
    }
    return count;
  }

  return {
    count(from, to) {
      if (to <= from) return 0;
      const first = Math.floor(from / BLOCK);
      const last = Math.floor(to / BLOCK);
      let sum = upTo(last, to) - upTo(first, from);
      for (let block = first; block < last; block++) sum += blockOf(block).count;
      return sum;
    },
  };
}

/** Message i = 1, 2, … at the instant at which i messages are expected since 0; for negative i before it. */
export function evenArrivals(load: Load): Arrivals {
  const number = (instant: Micros) => {
    const expected =
      instant >= 0 ? load.messages(0 as Micros, instant) : -load.messages(instant, 0 as Micros);
    const nearest = Math.round(expected);
    // Whole numbers of messages fall on whole instants more often than not: what is off one by the last bits of
    // the arithmetic is that one.
    const lastBits = 1e-9 + Math.abs(nearest) * 1e-15;
    return Math.abs(expected - nearest) < lastBits ? nearest : Math.floor(expected);
  };
  return { count: (from, to) => (to > from ? number(to) - number(from) : 0) };
}

const KEYS = { blocks: key("users", "arrivals.blocks"), halves: key("users", "arrivals.halves") };

export function arrivalsOf({ arrivals }: Workload, load: Load, streams: Streams): Arrivals {
  if (arrivals === "even") return evenArrivals(load);
  return poissonArrivals(load, { blocks: streams.noise(KEYS.blocks), halves: streams.noise(KEYS.halves) });
}

/** The block an instant belongs to, for tests that look across a border. */
export const startOfBlock = (instant: Micros): Micros => (instant - modulo(instant, BLOCK)) as Micros;
