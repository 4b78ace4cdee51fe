/**
 * A whole database on its way: read from a disk, over a link, onto a disk. Each leg goes at the pace of the slower of
 * disk and link, and follows the link when that changes. It must never know whose database it is.
 */
import { quantile } from "../engine/index.js";
import type { LinkFigures } from "../shipping/pipeline.js";
import { beginTransfer, changeRate, type Transfer, timeForBytes } from "../shipping/transfer.js";
import type { RunTime } from "../spec/index.js";
import { type BytesPerSecond, LONGEST, type Micros } from "../units/index.js";

/** Where a job's duration is given as a constant, a full backup still takes its bytes at this rate. */
export const DISK_RATE = 100_000_000 as BytesPerSecond;

/** The middle of the overhead: nobody draws for a whole database, which is an answer to a draw already. */
export function wholeRunTime(time: RunTime, bytes: number): Micros {
  if (time.takes === "fixed") return timeForBytes(bytes, DISK_RATE);
  return (Math.round(quantile(time.overhead, 0.5)) + timeForBytes(bytes, time.rate)) as Micros;
}

export interface Leg {
  /** What disks take by themselves. */
  readonly own: Micros;
  /** The link that it crosses meanwhile, as it is now; null: none. */
  link(): LinkFigures | null;
}

interface Going {
  readonly leg: Leg;
  from: Micros;
  transfer: Transfer | null;
}

export class Haul {
  readonly #bytes: number;
  readonly #legs: Going[] = [];

  constructor(begin: Micros, bytes: number, legs: readonly Leg[]) {
    this.#bytes = bytes;
    let from = begin;
    for (const leg of legs) {
      const going = { leg, from, transfer: this.#start(leg, from) };
      this.#legs.push(going);
      from = endOf(going);
    }
  }

  get end(): Micros {
    return Math.min(endOf(this.#legs.at(-1)!), LONGEST) as Micros;
  }

  /** The link may have changed at `at`: what has gone over stays, the rest goes at the new rate. */
  follow(at: Micros): void {
    let from: Micros | null = null;
    for (const going of this.#legs) {
      if (from !== null && going.from > at) {
        going.from = from;
        going.transfer = this.#start(going.leg, from);
      } else if (going.transfer !== null && going.transfer.end > at) {
        const link = going.leg.link();
        if (link !== null) going.transfer = changeRate(going.transfer, at, link.rate);
      }
      from = endOf(going);
    }
  }

  #start({ link }: Leg, from: Micros): Transfer | null {
    const figures = link();
    return figures === null ? null : beginTransfer(from, figures.oneWay, this.#bytes, figures.rate);
  }
}

const endOf = ({ leg, from, transfer }: Going): Micros =>
  Math.max(from + leg.own, transfer?.end ?? from) as Micros;
