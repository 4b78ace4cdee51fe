/**
 * Strikes in the order in which they fall, ties by their names. They lie about evenly over a life, so each is laid near
 * its place at once and only neighbors are compared: a general sort would cost more than drawing them.
 */
import type { Strike } from "../../spec/index.js";

/** More than this many near one place are left to a general sort: a fate may be as uneven as it likes. */
const MOST_NEIGHBORS = 24;

const comesBefore = (a: Strike, b: Strike): boolean => a.at < b.at || (a.at === b.at && a.id < b.id);

const byInstant = (a: Strike, b: Strike): number => (comesBefore(a, b) ? -1 : comesBefore(b, a) ? 1 : 0);

/** `span`: none strikes later. A new list. */
export function inOrder(strikes: readonly Strike[], span: number): Strike[] {
  const count = strikes.length;
  const perPlace = count / (span + 1);
  const upTo = new Uint32Array(count + 1);
  const placeOf = ({ at }: Strike): number => Math.min(Math.floor(at * perPlace), count - 1);
  for (let index = 0; index < count; index += 1) upTo[placeOf(strikes[index]!) + 1]! += 1;
  for (let place = 0; place < count; place += 1) {
    if (upTo[place + 1]! > MOST_NEIGHBORS) return [...strikes].sort(byInstant);
    upTo[place + 1]! += upTo[place]!;
  }
  const laid = new Array<Strike>(count);
  for (let index = 0; index < count; index += 1) {
    const strike = strikes[index]!;
    const place = placeOf(strike);
    laid[upTo[place]!] = strike;
    upTo[place]! += 1;
  }
  for (let index = 1; index < count; index += 1) {
    const strike = laid[index]!;
    let to = index;
    for (; to > 0 && comesBefore(strike, laid[to - 1]!); to -= 1) laid[to] = laid[to - 1]!;
    laid[to] = strike;
  }
  return laid;
}
