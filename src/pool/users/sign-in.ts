/**
 * Signing in, wound forward: who waits, tries, queues and is signed in, cell by cell from one change of the situation
 * to the next. Nothing happens in between that anybody else could see, so no event is scheduled for it. It must never
 * know where the servers are or why the door is open.
 */
import { otherSite, type Site } from "../../spec/index.js";
import { LONGEST, type Micros, SECOND } from "../../units/index.js";
import type { Cohort, CohortMark } from "./cohort.js";

/** More cells than this make no curve finer that anybody looks at. */
const MOST_CELLS = 4096;

export interface Doors {
  readonly open: Readonly<Record<Site, boolean>>;
  /** Sign-ins a second that the servers take together. */
  readonly rate: number;
  /** How many more endpoints they have room for. */
  readonly room: number;
}

/** What a cell leaves behind. */
interface Cell {
  readonly end: Micros;
  readonly queue: Readonly<Record<Site, number>>;
  readonly signedIn: Readonly<Record<Site, number>>;
  readonly credit: number;
  readonly marks: readonly CohortMark[];
}

/** Cells that are played at a time: a change soon after is common, and throws away what was played beyond it. */
const AT_A_TIME = 64;

export class SignIn {
  readonly #cohorts: readonly Cohort[];
  readonly #trying: readonly Cohort[];
  readonly #doors: Doors;
  readonly #start: Cell;
  readonly #cells: Cell[] = [];
  readonly #length: number;
  #isOver = false;

  /** `queue`: who stands in it already. Cohorts of an open door must be open. */
  constructor(
    from: Micros,
    cohorts: readonly Cohort[],
    queue: Readonly<Record<Site, number>>,
    credit: number,
    doors: Doors,
  ) {
    const { open, rate, room } = doors;
    this.#cohorts = cohorts;
    this.#doors = doors;
    const marks = cohorts.map(({ mark }) => mark);
    this.#start = { end: from, queue, signedIn: { "site-1": 0, "site-2": 0 }, credit, marks };
    this.#trying = cohorts.filter((cohort) => open[cohort.home] && cohort.left > 0);
    const all = this.#trying.reduce((sum, { left }) => sum + left, waiting(queue, open));
    const allTried = this.#trying.reduce((last: number, { latest }) => Math.max(last, latest), from);
    this.#isOver = all === 0 || !(rate > 0) || room <= 0;
    this.#length = cellLength((allTried - from) / SECOND, Math.min(all, room) / rate);
    this.playOn();
    this.stopAt(from);
  }

  /** Nobody is left who can be signed in as things stand. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Up to when it is played; null: nobody can be signed in. */
  get end(): Micros | null {
    return this.#cells.at(-1)?.end ?? null;
  }

  /** The cells that have ended by `until`, oldest first. */
  cellsUpTo(until: Micros): readonly Pick<Cell, "end" | "signedIn">[] {
    return this.#cells.slice(0, this.#countUpTo(until));
  }

  /** Puts the cohorts back to where they are at `at`, and says who queues and who was signed in by then. */
  stopAt(at: Micros): Omit<Cell, "marks"> {
    const cell = this.#cells[this.#countUpTo(at) - 1] ?? this.#start;
    this.#cohorts.forEach((cohort, index) => {
      cohort.return(cell.marks[index]!);
    });
    return cell;
  }

  #countUpTo(until: Micros): number {
    let low = 0;
    let high = this.#cells.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#cells[middle]!.end <= until) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Plays the next cells. */
  playOn(): void {
    const { open, rate, room } = this.#doors;
    const before = this.stopAt(LONGEST);
    const queue = { ...before.queue };
    const signedIn = { ...before.signedIn };
    const perCell = (rate * this.#length) / SECOND;
    let { credit, end } = before;
    for (let cell = 0; cell < AT_A_TIME && !this.#isOver; cell++) {
      end = Math.min(end + this.#length, LONGEST) as Micros;
      for (const cohort of this.#trying) queue[cohort.home] += cohort.tryUpTo(end);
      credit += perCell;
      const roomLeft = room - signedIn["site-1"] - signedIn["site-2"];
      const count = Math.min(waiting(queue, open), Math.floor(credit), roomLeft);
      take(queue, signedIn, open, count);
      const rest = waiting(queue, open);
      // What the servers could have done while nobody waited, or nobody had room, is not saved up.
      credit = rest === 0 || count === roomLeft ? 0 : credit - count;
      const marks = this.#cohorts.map(({ mark }) => mark);
      this.#cells.push({ end, queue: { ...queue }, signedIn: { ...signedIn }, credit, marks });
      const allTried = this.#trying.every(({ left }) => left === 0);
      this.#isOver = end >= LONGEST || count === roomLeft || (allTried && rest === 0);
    }
  }
}

function waiting(queue: Readonly<Record<Site, number>>, open: Readonly<Record<Site, boolean>>): number {
  return (open["site-1"] ? queue["site-1"] : 0) + (open["site-2"] ? queue["site-2"] : 0);
}

/** A second, or as many doublings of it as keep the number of cells within bounds. */
function cellLength(secondsOfTrying: number, secondsOfSigningIn: number): number {
  let length = SECOND as number;
  while ((secondsOfTrying + secondsOfSigningIn) * SECOND > length * MOST_CELLS) length *= 2;
  return length;
}

/** First come, first served, as far as counts can tell: each home in proportion to its share of the queue. */
function take(
  queue: Record<Site, number>,
  signedIn: Record<Site, number>,
  open: Readonly<Record<Site, boolean>>,
  count: number,
): void {
  const first: Site = open["site-1"] ? "site-1" : "site-2";
  const second = otherSite(first);
  const others = open[second] ? queue[second] : 0;
  const all = queue[first] + others;
  const ofFirst = all === 0 ? 0 : Math.min(queue[first], Math.round((count * queue[first]) / all));
  const ofSecond = count - ofFirst;
  queue[first] -= ofFirst;
  queue[second] -= ofSecond;
  signedIn[first] += ofFirst;
  signedIn[second] += ofSecond;
}
