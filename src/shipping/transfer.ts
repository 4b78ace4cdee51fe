/**
 * How long bytes take. A transfer has a fixed part (the way there, the job's own overhead) and then bytes at
 * a rate that may change while it is under way; it must never know whose bytes they are.
 */
import { type BytesPerSecond, ceilMicros, type Micros, SECOND } from "../units/index.js";
import type { LinkFigures, OwnTime } from "./pipeline.js";

/** Bytes at a rate, rounded up to the next microsecond. */
export function timeForBytes(bytes: number, rate: BytesPerSecond): Micros {
  return ceilMicros((bytes * SECOND) / rate);
}

/** What a job or a file takes by itself, beside any link. */
export function ownTime(time: OwnTime, number: number, bytes: number): Micros {
  return time.takes === "fixed"
    ? time.duration(number)
    : ((time.overhead(number) + timeForBytes(bytes, time.rate)) as Micros);
}

/** A transfer under way: where its data began to flow, and how much was left then. */
export interface Transfer {
  readonly dataFrom: Micros;
  readonly bytesLeft: number;
  readonly rate: BytesPerSecond;
  readonly end: Micros;
}

export function beginTransfer(
  begin: Micros,
  fixedPart: Micros,
  bytes: number,
  rate: BytesPerSecond,
): Transfer {
  const dataFrom = (begin + fixedPart) as Micros;
  return { dataFrom, bytesLeft: bytes, rate, end: (dataFrom + timeForBytes(bytes, rate)) as Micros };
}

/** The same transfer after the link changed at `at`: what has flowed stays, the rest goes at the new rate. */
export function changeRate(transfer: Transfer, at: Micros, rate: BytesPerSecond): Transfer {
  if (rate === transfer.rate) return transfer;
  if (at <= transfer.dataFrom) {
    const end = (transfer.dataFrom + timeForBytes(transfer.bytesLeft, rate)) as Micros;
    return { ...transfer, rate, end };
  }
  const flowed = ((at - transfer.dataFrom) * transfer.rate) / SECOND;
  const bytesLeft = Math.max(0, transfer.bytesLeft - flowed);
  return { dataFrom: at, bytesLeft, rate, end: (at + timeForBytes(bytesLeft, rate)) as Micros };
}

/** Copies crawl on beside whatever fills the link: protocols share, and a file that never ends would wait for ever. */
const LEAST_RATE = 1_000;

/**
 * What copies get of a link: bandwidth × efficiency × the smaller of their share and what the pool's own traffic
 * leaves, and half the round trip for the way there.
 */
export function figuresOf(
  link: {
    readonly bandwidth: number;
    readonly roundTrip: Micros;
    readonly efficiency: number;
    readonly shippingShare: number;
  },
  poolBytesPerSecond = 0,
): LinkFigures {
  const carried = link.bandwidth * link.efficiency;
  const alone = carried * link.shippingShare;
  const left = carried * Math.min(link.shippingShare, 1 - poolBytesPerSecond / carried);
  return {
    // A link that is slower than that by itself gives what it has.
    rate: (poolBytesPerSecond === 0 ? alone : Math.max(left, Math.min(alone, LEAST_RATE))) as BytesPerSecond,
    oneWay: Math.ceil(link.roundTrip / 2) as Micros,
  };
}
