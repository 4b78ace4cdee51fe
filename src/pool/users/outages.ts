/**
 * Outages as users see them: from the instant at which fewer than a share of those who could send can still send, to
 * the instant at which that many can again; and how long it took until half, nine tenths, and all of them could. It
 * must never know what brings anybody back.
 */
import type { Site } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import type { Cause, Incident, Outage, PathStep, Return, RtoPart } from "../incident.js";
import type { Step } from "./curve.js";
import type { ByHome } from "./falls.js";

/** Why more can be served from an instant on, and what that had hung on since the outage began. */
export interface Trigger {
  /** What several triggers go back to: servers that attach one by one to the database that one step brought back. */
  readonly root: object;
  /** The pieces up to the instant of the trigger. */
  pathOf(since: Micros): readonly PathStep[];
}

const RETURNS: readonly Return[] = [50, 90, 95, 100];

interface Pivot {
  readonly at: Micros;
  readonly trigger: Trigger;
  /** The last trigger that goes back to something else. */
  readonly otherBefore: Micros;
}

/** Who could send just before, and how many of them must again for it to be over. */
interface Fallen {
  readonly could: ByHome;
  needed: number;
}

interface Watched extends Fallen {
  readonly outage: Outage;
  readonly incident: Incident;
  pivot: Pivot | null;
}

/** Fewer than so many percent of those who could before can send. */
interface Shortfall extends Fallen {
  readonly percent: Return;
  readonly incident: Incident;
  readonly from: Micros;
  readonly longestSoFar: Micros;
}

export class Outages {
  readonly #restoredAt: number;
  /** One of an incident, and one of each operation. */
  #open: readonly Watched[] = [];
  #shortfalls: readonly Shortfall[] = [];
  #potential = Number.POSITIVE_INFINITY;
  /** So many are needed for the next of these to be over: most of those who come back end nothing. */
  #next = Number.POSITIVE_INFINITY;
  #lastTriggers: { readonly at: Micros; readonly root: object }[] = [];

  constructor(restoredAt: number) {
    this.#restoredAt = restoredAt;
  }

  /** Whoever leaves with his site stands in no denominator any more, and in that of no outage under way. */
  left(step: Step, leaving: readonly Site[]): void {
    // What began at this very instant never stood: without anybody who could before it is no outage.
    const leastFor = (from: Micros) => (from === step.at ? 0 : 1);
    for (const shortfall of this.#shortfalls)
      without(shortfall, shortfall.percent / 100, leaving, leastFor(shortfall.from));
    for (const open of this.#open) without(open, this.#restoredAt, leaving, leastFor(open.outage.from));
    this.#findNext();
    this.rose(step.at, step.able);
  }

  #findNext(): void {
    let next = Number.POSITIVE_INFINITY;
    for (const { needed } of this.#shortfalls) next = Math.min(next, needed);
    for (const { needed } of this.#open) next = Math.min(next, needed);
    this.#next = next;
  }

  /** `could`: how many of those who are counted could send just before. */
  fell(step: Step, homes: Readonly<ByHome>, incident: Incident, cause: Cause): void {
    const could = sumOf(homes);
    const below = RETURNS.filter(
      (percent) =>
        step.able < (percent / 100) * could &&
        this.#shortfalls.every((one) => one.percent !== percent || !shareOutages(one.incident, incident)),
    );
    const begun = below.map((percent) => {
      const longestSoFar = incident.longestBelow[percent]!;
      // Until it ends nobody knows how long it is.
      incident.longestBelow[percent] = null;
      const needed = (percent / 100) * could;
      return { percent, incident, from: step.at, could: { ...homes }, needed, longestSoFar };
    });
    this.#shortfalls = [...this.#shortfalls, ...begun];
    this.#opens(step, homes, incident, cause);
    this.#findNext();
  }

  #opens(step: Step, could: Readonly<ByHome>, incident: Incident, cause: Cause): void {
    const needed = this.#restoredAt * sumOf(could);
    if (step.able >= needed || this.#open.some((one) => shareOutages(one.incident, incident))) return;
    const outage: Outage = { from: step.at, cause, to: null, endedBy: null, path: [] };
    incident.service.push(outage);
    if (this.#open.length === 0) this.#lastTriggers = [];
    this.#open = [...this.#open, { outage, incident, could: { ...could }, needed, pivot: null }];
  }

  rose(at: Micros, able: number): void {
    if (able < this.#next) return;
    for (const shortfall of this.#shortfalls) if (able >= shortfall.needed) this.#isOver(shortfall, at);
    for (const open of this.#open) if (able >= open.needed) this.#ends(open, at);
    this.#findNext();
  }

  #ends(open: Watched, at: Micros): void {
    const { outage } = open;
    outage.to = at;
    outage.path = this.#pathOf(open, at);
    this.#open = this.#open.filter((one) => one !== open);
    // What ends as it begins was no outage.
    if (outage.from === at) open.incident.service.pop();
  }

  #isOver(shortfall: Shortfall, at: Micros): void {
    const { percent, incident, from, longestSoFar } = shortfall;
    this.#shortfalls = this.#shortfalls.filter((one) => one !== shortfall);
    incident.longestBelow[percent] = Math.max(longestSoFar, at - from) as Micros;
  }

  /** How many will be served once all of them have signed in again, as things stand from here on. */
  canServe(potential: number, at: Micros, trigger: Trigger | null): void {
    for (const open of this.#open) {
      if (potential < open.needed) open.pivot = null;
      else if (this.#potential < open.needed && trigger !== null) {
        const { root } = trigger;
        const other = this.#lastTriggers.findLast((one) => one.root !== root);
        open.pivot = { at, trigger, otherBefore: other?.at ?? open.outage.from };
      }
    }
    if (this.#open.length > 0 && potential > this.#potential && trigger !== null)
      this.#lastTriggers.push({ at, root: trigger.root });
    this.#potential = potential;
  }

  #pathOf({ outage, pivot }: Watched, to: Micros): PathStep[] {
    const { from } = outage;
    const since = pivot?.at ?? from;
    const spare = since - (pivot?.otherBefore ?? from);
    const path = (pivot?.trigger.pathOf(from) ?? []).map((piece) => {
      const { minuteSaves, part } = piece;
      // What another branch waited for as well saves both of them a minute; all else only until the other is met.
      if (minuteSaves === undefined || part === "detect" || part === "decide") return piece;
      return { ...piece, minuteSaves: Math.min(minuteSaves, spare) as Micros };
    });
    path.push({ step: "sign-in-again", actor: "users", part: "reconnect", from: since, to });
    return joinedUp(path, from, to);
  }
}

const sumOf = (homes: Readonly<ByHome>): number => homes["site-1"] + homes["site-2"];

/** Where all who could before have left nobody is back until somebody can send: `least`, of whomever. */
function without(fallen: Fallen, share: number, leaving: readonly Site[], least: number): void {
  for (const home of leaving) fallen.could[home] = 0;
  fallen.needed = Math.max(least, share * sumOf(fallen.could));
}

/** Two incidents follow on one another, and what began before is not begun again; an operation has outages of its own. */
const shareOutages = (a: Incident, b: Incident): boolean => a === b || (!a.isPlanned && !b.isPlanned);

const WAITING: RtoPart = "procedure";

/** Pieces that follow on one another from `from` to `to`; what nobody explains is a piece of its own. */
export function joinedUp(path: readonly PathStep[], from: Micros, to: Micros): PathStep[] {
  const joined: PathStep[] = [];
  let reached = from;
  const waitUntil = (until: Micros) => {
    if (until > reached)
      joined.push({ step: "until-more-failed", actor: "repair", part: WAITING, from: reached, to: until });
    reached = Math.max(reached, until) as Micros;
  };
  for (const piece of path) {
    const end = Math.min(piece.to, to) as Micros;
    if (end <= reached) continue;
    waitUntil(Math.min(piece.from, end) as Micros);
    joined.push({ ...piece, from: reached, to: end });
    reached = end;
  }
  waitUntil(to);
  return joined;
}
