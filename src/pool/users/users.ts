/**
 * The users: with which server each has a session, who lost his and is on the way back, how many can send. Counts by
 * home and server, whatever their number: nobody is moved one by one. It must never know why a server or a way is gone.
 */
import { Activity, type EventHandle, key } from "../../engine/index.js";
import type { Site } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import { EVENT, PART, POOL_RUNG } from "../rungs.js";
import type { ChatServer, Silence } from "../service/chat-servers.js";
import { AbleToSend } from "./able-to-send.js";
import { AT_ONCE, type Notice, type Windows } from "./attempts.js";
import { Cohort } from "./cohort.js";
import { Curve } from "./curve.js";
import { type Habits, habitsOf } from "./habits.js";
import type { Trigger } from "./outages.js";
import { type OnTheWay, type Places, placedOf, placesFor } from "./places.js";
import { Rows } from "./rows.js";
import { Sessions } from "./sessions.js";
import { SignIn } from "./sign-in.js";
import type { Seats, Surroundings, UsersHost } from "./surroundings.js";
import { Ways } from "./ways.js";

const HOMES: readonly Site[] = ["site-1", "site-2"];
const NO_HOMES: readonly Site[] = [];
const SILENCES: readonly Silence[] = ["reset", "silence"];

/** The places of those servers in their list that are meant. */
function placesOf(servers: readonly ChatServer[], isMeant: (server: ChatServer) => boolean): number[] {
  const places: number[] = [];
  for (let index = 0; index < servers.length; index++) if (isMeant(servers[index]!)) places.push(index);
  return places;
}

export class Users {
  readonly curve: Curve;
  readonly seats: Seats;
  readonly #host: UsersHost;
  readonly #sessions: Sessions;
  readonly #habits: Habits;
  readonly #able: AbleToSend;
  readonly #ordinals = new Map<string, number>();
  /** Gone with their site. */
  readonly #gone: Record<Site, number> = { "site-1": 0, "site-2": 0 };
  #cohorts: Cohort[] = [];
  #queue: Record<Site, number> = { "site-1": 0, "site-2": 0 };
  #credit = 0;
  /** Of whom nobody was let in for want of a place. */
  #isFull: Record<Site, boolean> = { "site-1": false, "site-2": false };
  readonly #ableByHome: Record<Site, number>;
  /** The places of the servers that take sign-ins of a home, as last looked at. */
  #open: Places["open"] = { "site-1": [], "site-2": [] };
  /** As last looked at. */
  readonly #ways = new Ways();
  readonly #letIn: Record<Site, boolean> = { "site-1": true, "site-2": true };
  #plan: SignIn | null = null;
  #planEnd: EventHandle | null = null;
  #planFrom = 0;
  readonly #rows = new Rows();

  constructor(host: UsersHost, servers: readonly ChatServer[]) {
    this.#host = host;
    this.curve = new Curve(host.endpoints["site-1"] + host.endpoints["site-2"], host.endpoints["site-2"]);
    this.#able = new AbleToSend(this.curve, host);
    this.#habits = habitsOf(host.scenario);
    this.#ableByHome = { ...host.endpoints };
    const sessions = new Sessions(servers, host.mostPerServer);
    this.#sessions = sessions;
    this.seats = {
      on: sessions.on,
      roomAt: (index) => sessions.roomAt(index),
      waiting: (home) => this.#waiting(home),
    };
    const first = placesOf(servers, ({ active }) => active);
    for (const home of HOMES) {
      // A pool that is too small for its users has some of them wait from the beginning.
      this.#queue[home] = sessions.spread(home, host.endpoints[home], first);
      this.#isFull[home] = this.#queue[home] > 0;
    }
  }

  get areAllServed(): boolean {
    const { able, counted } = this.curve;
    return able === counted && counted > 0;
  }

  /** Everybody can send, and nobody is on his way: a change of what he does not meet is nothing to him. */
  get isAtRest(): boolean {
    if (this.#plan !== null || !this.areAllServed) return false;
    for (const home of HOMES) if (this.#isFull[home] || this.#queue[home] > 0) return false;
    for (const cohort of this.#cohorts) if (cohort.left > 0) return false;
    return true;
  }

  #waiting(home: Site): number {
    let waiting = this.#queue[home];
    for (const cohort of this.#cohorts) if (cohort.home === home) waiting += cohort.left;
    return waiting;
  }

  /** Doors that were shut to some are open to all: whoever found no place tries again. */
  findNewDoors(): void {
    this.#isFull = { "site-1": true, "site-2": true };
  }

  /** What went on up to now under the old circumstances is done. */
  settle(at: Micros): void {
    const plan = this.#plan;
    if (plan === null) return;
    const before = this.#ableByHome["site-2"];
    plan.signedInUpTo(at, (end, atSite1, atSite2) => {
      this.#able.rises(end, this.#planFrom + atSite1 + atSite2, before + atSite2);
    });
    const { queue, signedIn, credit } = plan.stopAt(at);
    this.#queue = queue;
    this.#credit = credit;
    for (const home of HOMES) {
      const placeless = this.#sessions.spread(home, signedIn[home], this.#open[home]);
      // They would be gone for ever.
      if (placeless > 0)
        throw new Error(`${placeless} endpoints were let in where there is no room for them`);
      this.#ableByHome[home] += signedIn[home];
    }
    if (this.#planEnd !== null) this.#host.loop.cancel(this.#planEnd);
    this.#plan = null;
    this.#planEnd = null;
  }

  /** Something changed: sessions end or go on, doors open or shut. */
  changed(at: Micros, now: Surroundings, trigger: Trigger | null): void {
    this.#ways.look(now);
    const { stayWithSite } = this.#host.scenario.users;
    const leaving = stayWithSite ? HOMES.filter((home) => this.#followSite(home, at, now)) : NO_HOMES;
    for (const home of HOMES) {
      this.#resume(home, at);
      this.#breakSessions(home, at, now);
    }
    this.#replan(at, now, leaving, trigger);
  }

  /** Who stays with his site leaves with it; whether a home does. */
  #followSite(home: Site, at: Micros, now: Surroundings): boolean {
    const isGone = this.#gone[home] > 0;
    if (isGone === !now.siteStands(home)) return false;
    if (isGone) {
      const returning = this.#gone[home];
      this.#gone[home] = 0;
      // An application has no sessions to build up again.
      if (this.#host.signsIn) this.#lose(home, returning, at, AT_ONCE, this.#habits.windows);
      else {
        const all = placesOf(now.servers, () => true);
        this.#sessions.spread(home, returning, all);
      }
      return false;
    }
    this.#gone[home] = this.#host.endpoints[home];
    this.#sessions.on[home].fill(0);
    this.#cohorts = this.#cohorts.filter((cohort) => cohort.home !== home);
    this.#queue[home] = 0;
    return true;
  }

  #ableOf(home: Site): number {
    const on = this.#sessions.on[home];
    const ways = this.#ways;
    let sum = 0;
    if (ways.isCarried[home]) {
      for (let index = 0; index < on.length; index++)
        if (ways.canServe(index) && ways.isWhole(home, index)) sum += on[index]!;
    }
    this.#ableByHome[home] = sum;
    return sum;
  }

  #breakSessions(home: Site, at: Micros, now: Surroundings): void {
    const on = this.#sessions.on[home];
    const ways = this.#ways;
    const lost = { reset: 0, silence: 0 };
    const cut: { readonly index: number; readonly sessions: number }[] = [];
    const isCarried = ways.isCarried[home];
    for (let index = 0; index < on.length; index++) {
      const sessions = on[index]!;
      if (sessions === 0) continue;
      const server = now.servers[index]!;
      const runs = ways.keepsSessions(index);
      if (runs && isCarried && ways.isWhole(home, index)) continue;
      const notice = runs ? "silence" : server.active ? server.wentBy : "reset";
      on[index] = 0;
      this.#host.chronicle?.tell({
        at,
        fact: "sessions-lost",
        home,
        server: server.name,
        endpoints: sessions,
        notice,
      });
      if (runs && isCarried) cut.push({ index, sessions });
      else lost[notice] += sessions;
    }
    for (const silence of SILENCES) {
      if (lost[silence] > 0)
        this.#lose(home, lost[silence], at, this.#habits.notices[silence], this.#habits.windows);
    }
    for (const { index, sessions } of cut)
      this.#lose(home, sessions, at, this.#habits.notices.silence, this.#habits.windows).keptBy = index;
  }

  #lose(home: Site, count: number, at: Micros, notice: Notice, windows: Windows): Cohort {
    const { strike } = this.#host.lastCause().cause;
    // Named by where they sit seen from the database, so that a pool with its sites swapped draws the same.
    const { primarySite } = this.#host.scenario.topology;
    const name = `${strike.id}/${home === primarySite ? "near" : "far"}`;
    const ordinal = (this.#ordinals.get(name) ?? 0) + 1;
    this.#ordinals.set(name, ordinal);
    const words = this.#host.streams.noise(key("users", `${name}/${ordinal}`));
    const cohort = new Cohort(home, count, at, notice, windows, words);
    this.#cohorts.push(cohort);
    return cohort;
  }

  /** Of a way that was cut, whoever has not noticed goes on as if nothing had been. */
  #resume(home: Site, at: Micros): void {
    const ways = this.#ways;
    if (!ways.isCarried[home]) return;
    for (const cohort of this.#cohorts) {
      const place = cohort.keptBy;
      if (cohort.home !== home || place === null) continue;
      // A server that went away meanwhile, or was taken off the list, has forgotten them.
      if (!ways.keepsSessions(place)) cohort.keptBy = null;
      else if (ways.isWhole(home, place)) this.#sessions.on[home][place]! += cohort.resumes(at);
    }
  }

  #replan(at: Micros, now: Surroundings, leaving: readonly Site[], trigger: Trigger | null): void {
    const able = this.#ableOf("site-1") + this.#ableOf("site-2");
    const places = this.#look(at, now);
    for (const home of HOMES) this.#followDoor(home, at);
    for (const home of HOMES) if (this.#isFull[home] && places.room[home] > 0) this.#tryAgain(home, at);
    if (this.#cohorts.length > 0) this.#cohorts = this.#cohorts.filter(({ left }) => left > 0);
    const falls = able < this.curve.able;
    // An outage that begins must stand before what may end it, and one that ends must know what ended it.
    const atSite2 = this.#ableByHome["site-2"];
    if (falls) this.#steps(at, able, atSite2, leaving);
    const onTheWay = this.#onTheWay;
    this.#able.outages.canServe(able + placedOf(places, onTheWay), at, trigger);
    if (!falls) this.#steps(at, able, atSite2, leaving);
    this.#goOn(at, now, able, places, onTheWay);
  }

  /** Of each home, who is on the way to a door that is open. */
  get #onTheWay(): OnTheWay {
    const open = this.#open;
    return {
      "site-1": open["site-1"].length > 0 ? this.#waiting("site-1") : 0,
      "site-2": open["site-2"].length > 0 ? this.#waiting("site-2") : 0,
    };
  }

  /** Signing in from here on, as long as nothing changes and no server that has room is full. */
  #goOn(at: Micros, now: Surroundings, able: number, places: Places, onTheWay: OnTheWay): void {
    const { room, taking, evenly, isShared } = places;
    for (const home of HOMES) this.#isFull[home] = onTheWay[home] > 0 && room[home] === 0;
    if (placedOf(places, onTheWay) === 0) return;
    const isOpen = (home: Site) => this.#open[home].length > 0 && room[home] > 0;
    const open = { "site-1": isOpen("site-1"), "site-2": isOpen("site-2") };
    const { users } = this.#host.scenario;
    const rate = users.endpointsPerUser === 0 ? Number.POSITIVE_INFINITY : users.signInsPerServer * taking;
    this.#planFrom = able;
    const doors = { open, rate, room: evenly, isShared };
    this.#plan = new SignIn(at, this.#cohorts, this.#queue, this.#credit, doors, this.#rows);
    this.#followPlan(this.#plan, now);
  }

  /** Plays a plan on as time goes by, up to its end. */
  #followPlan(plan: SignIn, now: Surroundings): void {
    const { end, isOver } = plan;
    if (end === null) return;
    const reached = new Activity({
      rung: POOL_RUNG.completion,
      kind: EVENT.users,
      part: PART.users,
      action: () => {
        this.#planEnd = null;
        if (isOver) {
          this.settle(end);
          this.#ways.look(now);
          const places = this.#look(end, now);
          this.#goOn(end, now, this.curve.able, places, this.#onTheWay);
          this.#host.everybodyIsBack(end);
        } else {
          plan.playOn();
          this.#followPlan(plan, now);
        }
      },
    });
    this.#planEnd = this.#host.loop.schedule(end, reached);
  }

  #look(at: Micros, now: Surroundings): Places {
    this.#keepPlaces(at);
    const letIn = this.#letIn;
    for (const home of HOMES) letIn[home] = this.#gone[home] === 0 && this.#ways.isCarried[home];
    const places = placesFor(letIn, now, this.#ways, this.#sessions);
    this.#open = places.open;
    return places;
  }

  #keepPlaces(at: Micros): void {
    const { kept } = this.#sessions;
    kept.fill(0);
    for (const cohort of this.#cohorts) {
      cohort.forgetsNoticed(at);
      if (cohort.keptBy !== null) kept[cohort.keptBy]! += cohort.left;
    }
  }

  #followDoor(home: Site, at: Micros): void {
    const isOpen = this.#open[home].length > 0;
    for (const cohort of this.#cohorts) {
      if (cohort.home !== home) continue;
      if (isOpen) cohort.opens(at);
      else cohort.shuts();
    }
    if (isOpen || this.#queue[home] === 0) return;
    // Whoever stood in the queue knows at once, and begins anew.
    const count = this.#queue[home];
    this.#queue[home] = 0;
    this.#lose(home, count, at, AT_ONCE, this.#habits.windows);
  }

  /** There is room again for those who found none. */
  #tryAgain(home: Site, at: Micros): void {
    // Whoever tried since the last place was taken found none either.
    for (const cohort of this.#cohorts) {
      if (cohort.home === home && cohort.isOpen) this.#queue[home] += cohort.tryUpTo(at);
    }
    const count = this.#queue[home];
    if (count === 0) return;
    this.#queue[home] = 0;
    const cohort = this.#lose(home, count, at, AT_ONCE, this.#habits.lateWindows);
    if (this.#open[home].length > 0) cohort.opens(at);
  }

  #steps(at: Micros, able: number, atSite2: number, leaving: readonly Site[]): void {
    const counted = this.curve.all - this.#gone["site-1"] - this.#gone["site-2"];
    this.#able.steps({ at, able, counted, atSite2 }, leaving);
  }
}
