/**
 * The database tier: six machines, a mirrored pair in each site, and which database the pool writes to. It starts
 * and stops service as machines, quorum and people allow, and tells the pool; it must never know users, incidents
 * or who works on a runbook.
 */
import type { Loop } from "../engine/index.js";
import type { Machine, Site, Strike } from "../spec/index.js";
import { LONGEST, type Micros } from "../units/index.js";
import { type Accepting, AcceptingDatabases } from "./accepting.js";
import type { Chronicle } from "./chronicle.js";
import { Copies } from "./copies.js";
import type { StrikeDraws } from "./draws.js";
import { type Copy, History } from "./history.js";
import type { Cause, Outage, OutageEnd, PathStep } from "./incident.js";
import { Machines } from "./machines.js";
import type { SessionHost } from "./mirroring/host.js";
import { catchUpTime, redoTime } from "./mirroring/queues.js";
import { MirroringSession } from "./mirroring/session.js";
import { pathOfReturn } from "./path-of-return.js";
import type { PoolPlan } from "./plan.js";
import type { Lack } from "./protection.js";
import type { PoolState } from "./state.js";

const EARLIEST = Number.MIN_SAFE_INTEGER as Micros;

type ForkedBy = "secondary-recovered" | "forced-service" | "failed-back";

export interface Move {
  readonly at: Micros;
  /** false: what the pair left behind was abandoned as it stood. */
  readonly isPlanned: boolean;
}

export interface TierHost {
  readonly loop: Loop;
  readonly plan: PoolPlan;
  readonly draws: StrikeDraws;
  readonly state: PoolState;
  readonly chronicle: Chronicle | null;
  /** A machine, a way between machines or a session changed. */
  tierChanged(at: Micros): void;
  lastStrike(): Strike;
}

export class DatabaseTier {
  readonly machines: Machines;
  readonly history: History;
  readonly first: MirroringSession;
  readonly second: MirroringSession;
  readonly #accepting: AcceptingDatabases;
  readonly #copies: Copies;
  readonly #host: TierHost;
  /** When the pool went over to the other pair, and back. */
  readonly moves: Move[] = [];
  #hasFailedOver = false;
  /** What the first pair was restored to while the other serves. */
  #restored: Copy | null = null;

  constructor(host: TierHost) {
    this.#host = host;
    const { scenario } = host.plan;
    const { topology } = scenario;
    const { primarySite, secondarySite } = topology;
    const sites: readonly (readonly [Machine, Site])[] = [
      ["principal", primarySite],
      ["mirror", topology.mirrorSite],
      ["witness", topology.witnessSite],
      ["secondary", secondarySite],
      ["secondary-mirror", secondarySite],
      ["secondary-witness", secondarySite],
    ];
    const { loop, draws, chronicle } = host;
    const restartTakes = scenario.recoveryRestart;
    const needsRestart = (machine: Machine) => this.#needsRestart(machine);
    this.machines = new Machines(
      new Map(sites),
      { loop, draws, restartTakes, needsRestart, chronicle },
      (at) => this.connectivityChanged(at),
    );
    this.history = new History("principal", EARLIEST);
    this.#accepting = new AcceptingDatabases(this.history, this.machines);
    this.#copies = new Copies(this.history);
    const first = {
      principal: "principal",
      mirror: topology.mirror ? "mirror" : null,
      witness: topology.mirror && topology.witness ? "witness" : null,
    } as const;
    const second = {
      principal: "secondary",
      mirror: topology.secondaryMirror ? "secondary-mirror" : null,
      witness: topology.secondaryMirror && topology.secondaryWitness ? "secondary-witness" : null,
    } as const;
    const { mirroring } = scenario;
    this.first = new MirroringSession("first", first, mirroring, this.#sessionHost(), "SYNCHRONIZED");
    // Nothing can be mirrored that is still being restored: the second pair is inert until its first half serves.
    this.second = new MirroringSession("second", second, mirroring, this.#sessionHost(), "none");
    if (first.mirror !== null) this.#copies.follows(first.mirror);
  }

  /** The second pair has nothing to start until one of it has served. */
  #needsRestart(machine: Machine): boolean {
    const isFirst = machine === "principal" || machine === "mirror" || machine === "witness";
    return isFirst || (this.#hasFailedOver && this.history.hasServed("secondary"));
  }

  #sessionHost(): SessionHost {
    const { loop, draws, chronicle } = this.#host;
    return {
      loop,
      draws,
      chronicle,
      isRunning: (machine) => this.machines.of(machine).running,
      canServe: (machine) => this.machines.canServe(machine),
      areConnected: (a, b) => this.#areConnected(a, b),
      downBy: (machine) => this.machines.of(machine).downBy,
      // A machine that was never struck is part of what another strike set going.
      struckBy: (machine) => this.machines.of(machine).struckBy ?? this.#host.lastStrike(),
      lastAccepted: () => this.history.lastAccepted(loop.now),
      catchUpTakes: (from, at) => catchUpTime(this.#host.plan, this.history, from, at),
      redoTakes: () => redoTime(this.#host.plan, this.history.lastAccepted(loop.now)),
      copyFollows: (machine) =>
        this.#restored === null ? this.#copies.follows(machine) : this.#copies.holds(machine, this.#restored),
      sessionChanged: (at) => this.#host.tierChanged(at),
    };
  }

  #areConnected(a: Machine, b: Machine): boolean {
    const one = this.machines.of(a);
    const other = this.machines.of(b);
    return one.running && other.running && (one.site === other.site || !this.#host.state.wanCut);
  }

  /** Machines, or the link between the sites, changed. */
  connectivityChanged(at: Micros): void {
    this.first.connectivityChanged(at);
    this.second.connectivityChanged(at);
  }

  get hasFailedOver(): boolean {
    return this.#hasFailedOver;
  }

  /** The pair that the pool's history is written by. */
  get session(): MirroringSession {
    return this.#hasFailedOver ? this.second : this.first;
  }

  /** The machine that may accept at this instant, if any: its role, its quorum and its disks allow it. */
  get candidate(): Machine | null {
    const { session } = this;
    return session.mayServe && this.machines.canServe(session.principal) ? session.principal : null;
  }

  /** What the pool lacks of its protection while it serves. */
  get lack(): Lack {
    const { session } = this;
    const serves = this.history.serving !== null;
    const synchronized = session.isSynchronized;
    return {
      unmirrored: serves && session.mirror !== null && !synchronized,
      unwitnessed: serves && session.witness !== null && synchronized && !session.isArmed,
    };
  }

  /** It served last, or nobody of its pair did: nothing takes over from anything. */
  #isBack(machine: Machine): boolean {
    const { lastServer } = this.history;
    const { principal, mirror } = this.session;
    return !lastServer || lastServer === machine || (lastServer !== principal && lastServer !== mirror);
  }

  /** Something of the pair that serves comes back by itself. */
  get isMending(): boolean {
    const { session } = this;
    const three = [session.principal, session.mirror, session.witness];
    return (
      session.isCatchingUp ||
      session.isTakingOver ||
      three.some((one) => one !== null && this.machines.isRestarting(one))
    );
  }

  /** A principal that is gone may yet be answered by an automatic failover. */
  get mayHelpItself(): boolean {
    const { state, witness, mirror, isTakingOver, readiness } = this.session;
    const waits = state === "SYNCHRONIZED" && witness !== null && this.machines.canServe(mirror!);
    return isTakingOver || waits || readiness === "coming-online";
  }

  serves(machine: Machine, by: OutageEnd, at: Micros): void {
    const { session } = this;
    session.readiness = "open";
    session.isHeld = false;
    session.path = [];
    this.history.serves(machine, at);
    this.#copies.serves(machine);
    const { current: history } = this.history;
    this.#host.chronicle?.tell({ at, fact: "serves", machine, history, by });
  }

  stops(machine: Machine, because: string, at: Micros): void {
    this.#copies.stops(machine, at);
    const { current: history } = this.history;
    this.#host.chronicle?.tell({ at, fact: "stops", machine, history, because });
  }

  /** By what a machine serves again with which an outage ends, and the pieces of it. */
  returns(machine: Machine, outage: Outage, at: Micros): readonly [OutageEnd, readonly PathStep[]] {
    const { path } = this.session;
    if (path.length > 0) return ["mirror", path];
    const by = this.#isBack(machine) ? "restart" : "mirror";
    return [by, pathOfReturn(this.machines.of(machine), outage, at)];
  }

  // What people do.

  /** What a machine of the serving pair has on its disks; null: nothing, or they are gone. */
  copyOn(machine: Machine): Copy | null {
    if (!this.machines.of(machine).disksKept) return null;
    return this.#copies.of(machine, this.session, this.#host.loop.now);
  }

  /**
   * The mirror becomes the principal with what it has. true where something is missing: a new history begins.
   */
  takesOver(machine: Machine, at: Micros): { readonly isFork: boolean; readonly hardened: Micros } {
    const copy = this.copyOn(machine)!;
    const { current } = this.history;
    const isFork = copy.history !== current || copy.upTo < this.history.lastAccepted(at);
    if (isFork) this.#begins(copy.upTo, "forced-service", copy.history, at);
    return { isFork, hardened: copy.history === current ? copy.upTo : EARLIEST };
  }

  /** The other site's database is recovered, with everything up to `cut`; nothing of this pair serves any more. */
  leaveFirstPair(cut: Micros, isPlanned: boolean, at: Micros): void {
    this.moves.push({ at, isPlanned });
    this.#copies.settle(this.first, at);
    this.first.retire();
    this.#hasFailedOver = true;
    this.first.isHeld = false;
    this.second.readiness = "by-people";
    // With the tail of the log nothing is missing: the same history goes on elsewhere.
    if (cut >= this.history.lastAccepted(at)) return;
    this.#begins(cut, "secondary-recovered", this.history.historyAt(cut), at);
  }

  /** The other site's database serves as well; what this pair goes on to write is a history beside the pool's. */
  splitsOff(cut: Micros, at: Micros): void {
    this.moves.push({ at, isPlanned: true });
    this.#copies.settle(this.first, at);
    this.first.retire();
    this.#hasFailedOver = true;
    this.second.readiness = "by-people";
    const parent = this.history.current;
    this.history.splitsAt(cut, at);
    const { machine } = this.history.rival!;
    this.#copies.holds(machine, { history: parent, upTo: LONGEST });
    this.#tellOfHistory(cut, "secondary-recovered", parent, at);
  }

  /** The history beside the pool's is abandoned. */
  rivalStops(cause: Cause, because: string, at: Micros): void {
    const { machine, history } = this.history.rival!;
    this.history.rivalStops(at, cause);
    this.#copies.holds(machine, { history, upTo: at });
    this.#host.chronicle?.tell({ at, fact: "stops", machine, history, because });
  }

  /** Every database that accepts: one, or two that know nothing of one another. */
  get accepting(): readonly Accepting[] {
    return this.#accepting.all;
  }

  /** A backup of the serving database begins to be restored over the first pair's. */
  firstIsOverwritten(): void {
    this.#copies.isEmptied("principal");
    this.#restored = null;
  }

  /** The backup with this cut is restored there: alone, and not in use yet. */
  firstIsRestored(cut: Micros, at: Micros): void {
    this.#restored = { history: this.history.current, upTo: cut };
    this.machines.isRebuilt("principal");
    this.#copies.holds("principal", this.#restored);
    this.first.comesBack("principal", at);
  }

  /**
   * The pool's history is the first pair's again, up to what it was restored to. `since`: the log that is shipped from
   * there follows on a full backup with this cut.
   */
  comesHome(since: Micros | null, at: Micros): void {
    this.moves.push({ at, isPlanned: true });
    const { upTo, history } = this.#restored!;
    this.#restored = null;
    this.#copies.settle(this.second, at);
    this.second.removePartner("secondary", at);
    this.#hasFailedOver = false;
    this.first.readiness = "by-people";
    this.first.isHeld = true;
    this.second.isHeld = false;
    if (upTo < this.history.lastAccepted(at)) this.#begins(upTo, "failed-back", history, at, since);
    if (this.first.mirror !== null && this.first.state !== "none") this.#copies.follows(this.first.mirror);
  }

  /** Up to when both sites have the same. */
  commonUpTo(at: Micros): Micros {
    return Math.min(this.#restored!.upTo, this.history.lastAccepted(at)) as Micros;
  }

  /** The first pair is left once more. */
  staysAway(): void {
    this.#restored = null;
    this.first.retire();
  }

  #begins(cut: Micros, by: ForkedBy, parent: number, at: Micros, since: Micros | null = null): void {
    this.history.forksAt(cut, by, parent, since);
    this.#tellOfHistory(cut, by, parent, at);
  }

  #tellOfHistory(cut: Micros, by: ForkedBy, parent: number, at: Micros): void {
    const { current: history } = this.history;
    this.#host.chronicle?.tell({ at, fact: "history-begins", history, parent, cut, by });
  }

  /** A new mirror is being restored: what was on its disks is gone. */
  isOverwritten(machine: Machine): void {
    this.#copies.isEmptied(machine);
  }

  /** Every copy of the pool's histories that stands on a disk that is left. */
  standingCopies(): readonly (Copy & { readonly machine: Machine })[] {
    const found: (Copy & { machine: Machine })[] = [];
    const pairs = this.#hasFailedOver ? [this.first, this.second] : [this.first];
    for (const session of pairs) {
      for (const machine of [session.principal, session.mirror]) {
        if (machine === null || !this.machines.of(machine).disksKept) continue;
        const copy = this.#copies.of(machine, session, this.#host.loop.now);
        if (copy !== null) found.push({ ...copy, machine });
      }
    }
    return found;
  }
}
