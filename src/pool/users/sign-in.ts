/**
 * Signing in, wound forward: who waits, tries, queues and is signed in, cell by cell from one change of the situation
 * to the next. Nothing happens in between that anybody else could see, so no event is scheduled for it. It must never
 * know where the servers are or why the door is open.
 */
import type { Site } from "../../spec/index.js";
import { LONGEST, type Micros, SECOND } from "../../units/index.js";
import { type Cohort, MARK } from "./cohort.js";
import type { Rows } from "./rows.js";

/** More cells than this make no curve finer that anybody looks at. */
const MOST_CELLS = 4096;

export interface Doors {
  readonly open: Readonly<Record<Site, boolean>>;
  /** Sign-ins a second that the servers take together. */
  readonly rate: number;
  /** How many more endpoints of each home they have room for. */
  readonly room: Readonly<Record<Site, number>>;
  /** It is the same room for both. */
  readonly isShared: boolean;
}

/** Where it stands at the end of a cell. */
export interface Standing {
  readonly queue: Record<Site, number>;
  readonly signedIn: Readonly<Record<Site, number>>;
  readonly credit: number;
}

/** Cells that are played at a time: a change soon after is common, and throws away what was played beyond it. */
const AT_A_TIME = 64;

/** What a cell leaves behind, as numbers in a row: the queue of each home, who was signed in, the credit; then the marks. */
const QUEUE_1 = 0;
const QUEUE_2 = 1;
const SIGNED_IN_1 = 2;
const SIGNED_IN_2 = 3;
const CREDIT = 4;
const MARKS = 5;

export class SignIn {
  readonly #trying: readonly Cohort[];
  readonly #doors: Doors;
  readonly #from: Micros;
  /** The beginning, and every cell that was played. */
  readonly #rows: Rows;
  readonly #width: number;
  readonly #length: number;
  #played = 0;
  /** The last cell before which somebody had still to try: the marks behind it would be the same. */
  #lastMarks = 0;
  #isOver: boolean;

  /** `queue`: who stands in it already. Cohorts of an open door must be open. `rows` are its own from here on. */
  constructor(
    from: Micros,
    cohorts: readonly Cohort[],
    queue: Readonly<Record<Site, number>>,
    credit: number,
    doors: Doors,
    rows: Rows,
  ) {
    const { open, rate } = doors;
    const room = roomLeft(doors, 0, 0);
    this.#from = from;
    this.#doors = doors;
    this.#rows = rows;
    const trying: Cohort[] = [];
    let all = (open["site-1"] ? queue["site-1"] : 0) + (open["site-2"] ? queue["site-2"] : 0);
    let allTried = from;
    for (const cohort of cohorts) {
      if (!open[cohort.home] || cohort.left === 0) continue;
      trying.push(cohort);
      all += cohort.left;
      allTried = Math.max(allTried, cohort.latest) as Micros;
    }
    this.#trying = trying;
    this.#width = MARKS + MARK * trying.length;
    const numbers = rows.reserve(this.#width);
    numbers[QUEUE_1] = queue["site-1"];
    numbers[QUEUE_2] = queue["site-2"];
    numbers[SIGNED_IN_1] = 0;
    numbers[SIGNED_IN_2] = 0;
    numbers[CREDIT] = credit;
    markAll(trying, numbers, MARKS);
    this.#isOver = all === 0 || !(rate > 0) || room <= 0;
    this.#length = cellLength((allTried - from) / SECOND, Math.min(all, room) / rate);
    this.playOn();
    this.#putBack(0);
  }

  /** Nobody is left who can be signed in as things stand. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Up to when it is played; null: nobody can be signed in. */
  get end(): Micros | null {
    return this.#played === 0 ? null : this.#endOf(this.#played);
  }

  #endOf(cell: number): Micros {
    return Math.min(this.#from + cell * this.#length, LONGEST) as Micros;
  }

  /** How many cells have ended by `until`. */
  #countUpTo(until: Micros): number {
    if (until >= this.#endOf(this.#played)) return this.#played;
    return Math.max(0, Math.floor((until - this.#from) / this.#length));
  }

  /** Tells of all cells that have ended by `until`, oldest first, in which somebody was signed in. */
  signedInUpTo(until: Micros, tell: (end: Micros, atSite1: number, atSite2: number) => void): void {
    const rows = this.#rows.numbers;
    const last = this.#countUpTo(until);
    let before1 = 0;
    let before2 = 0;
    for (let cell = 1, row = this.#width; cell <= last; cell++, row += this.#width) {
      const atSite1 = rows[row + SIGNED_IN_1]!;
      const atSite2 = rows[row + SIGNED_IN_2]!;
      if (atSite1 === before1 && atSite2 === before2) continue;
      tell(this.#endOf(cell), atSite1, atSite2);
      before1 = atSite1;
      before2 = atSite2;
    }
  }

  /** Puts the cohorts back to where they are at `at`, and says who queues and who was signed in by then. */
  stopAt(at: Micros): Standing {
    const rows = this.#rows.numbers;
    const cell = this.#countUpTo(at);
    const row = cell * this.#width;
    this.#putBack(cell);
    return {
      queue: { "site-1": rows[row + QUEUE_1]!, "site-2": rows[row + QUEUE_2]! },
      signedIn: { "site-1": rows[row + SIGNED_IN_1]!, "site-2": rows[row + SIGNED_IN_2]! },
      credit: rows[row + CREDIT]!,
    };
  }

  #putBack(cell: number): void {
    let place = Math.min(cell, this.#lastMarks) * this.#width + MARKS;
    for (const cohort of this.#trying) {
      cohort.return(this.#rows.numbers, place);
      place += MARK;
    }
  }

  /** Plays the next cells. */
  playOn(): void {
    if (this.#isOver) return;
    const { open, rate, room, isShared } = this.#doors;
    const [trying, from, length, width] = [this.#trying, this.#from, this.#length, this.#width];
    const rows = this.#rows.reserve((this.#played + AT_A_TIME + 1) * width);
    const [isOpen1, isOpen2] = [open["site-1"], open["site-2"]];
    const [room1, room2] = [room["site-1"], room["site-2"]];
    let row = this.#played * width;
    let queue1 = rows[row + QUEUE_1]!;
    let queue2 = rows[row + QUEUE_2]!;
    let signedIn1 = rows[row + SIGNED_IN_1]!;
    let signedIn2 = rows[row + SIGNED_IN_2]!;
    let credit = rows[row + CREDIT]!;
    this.#putBack(this.#played);
    let left = 0;
    for (const cohort of trying) left += cohort.left;
    const perCell = (rate * length) / SECOND;
    for (let more = AT_A_TIME; more > 0 && !this.#isOver; more--) {
      const end = Math.min(from + ++this.#played * length, LONGEST) as Micros;
      row += width;
      if (left > 0) {
        left = 0;
        for (let index = 0; index < trying.length; index++) {
          const cohort = trying[index]!;
          const tried = cohort.tryUpTo(end);
          if (cohort.home === "site-1") queue1 += tried;
          else queue2 += tried;
          left += cohort.left;
        }
        markAll(trying, rows, row + MARKS);
        this.#lastMarks = this.#played;
      }
      credit += perCell;
      const waiting1 = isOpen1 ? queue1 : 0;
      const waiting2 = isOpen2 ? queue2 : 0;
      const waiting = waiting1 + waiting2;
      const placed1 = isShared ? waiting1 : Math.min(waiting1, room1 - signedIn1);
      const placed = placed1 + (isShared ? waiting2 : Math.min(waiting2, room2 - signedIn2));
      const count = Math.min(placed, Math.floor(credit), roomLeft(this.#doors, signedIn1, signedIn2));
      if (count > 0) {
        // First come, first served, as far as counts can tell: each home in proportion to its share of the queue.
        const of1 = Math.min(placed1, Math.round((count * placed1) / placed));
        queue1 -= of1;
        queue2 -= count - of1;
        signedIn1 += of1;
        signedIn2 += count - of1;
      }
      const rest = waiting - count;
      const isFull = isShared
        ? signedIn1 + signedIn2 === room1
        : (isOpen1 && signedIn1 === room1) || (isOpen2 && signedIn2 === room2);
      // What the servers could have done while nobody waited, or nobody had room, is not saved up.
      credit = rest === 0 || isFull ? 0 : credit - count;
      rows[row + QUEUE_1] = queue1;
      rows[row + QUEUE_2] = queue2;
      rows[row + SIGNED_IN_1] = signedIn1;
      rows[row + SIGNED_IN_2] = signedIn2;
      rows[row + CREDIT] = credit;
      this.#isOver = end >= LONGEST || isFull || (left === 0 && rest === 0);
    }
  }
}

function markAll(cohorts: readonly Cohort[], rows: Float64Array, from: number): void {
  for (let index = 0; index < cohorts.length; index++) cohorts[index]!.mark(rows, from + MARK * index);
}

function roomLeft({ open, room, isShared }: Doors, signedIn1: number, signedIn2: number): number {
  if (isShared) return room["site-1"] - signedIn1 - signedIn2;
  return (
    (open["site-1"] ? room["site-1"] - signedIn1 : 0) + (open["site-2"] ? room["site-2"] - signedIn2 : 0)
  );
}

/** A second, or as many doublings of it as keep the number of cells within bounds. */
function cellLength(secondsOfTrying: number, secondsOfSigningIn: number): number {
  let length = SECOND as number;
  while ((secondsOfTrying + secondsOfSigningIn) * SECOND > length * MOST_CELLS) length *= 2;
  return length;
}
