/**
 * One mirroring session over a pair of machines and a witness: who holds which role, what each believes of the
 * others, what the mirror has hardened. It follows the tables. It must never know sites, users or log shipping:
 * its host tells it which machines answer, and is told when the principal may serve and when a mirror takes over.
 */
import { Activity, type EventHandle, type Law } from "../../engine/index.js";
import type { Machine } from "../../spec/index.js";
import { LONGEST, type Micros, SECOND } from "../../units/index.js";
import type { PairName } from "../chronicle.js";
import type { PathStep } from "../incident.js";
import { EVENT, PART, POOL_RUNG } from "../rungs.js";
import type { SessionHost, SessionMachines, Timing } from "./host.js";
import { type LinkName, LinksBetween } from "./links.js";
import {
  canForceService,
  type Given,
  NOTICED,
  principalMayServe,
  quorumRow,
  type SessionState,
  type Trigger,
  transitionOf,
} from "./tables.js";
import { Takeover } from "./takeover.js";

/** Whether the holder of the principal's role can accept, or what has to come first. */
export type Readiness = "open" | "coming-online" | "by-people";

const LINKS: readonly LinkName[] = ["principalMirror", "principalWitness", "mirrorWitness"];

export class MirroringSession {
  readonly pair: PairName;
  state: SessionState;
  principal: Machine;
  mirror: Machine | null;
  readonly witness: Machine | null;
  readiness: Readiness = "open";
  /** What the mirror has: everything (null), or everything up to here. */
  hardenedUpTo: Micros | null = null;
  /** How the last automatic takeover went, for whoever tells of the outage. */
  path: readonly PathStep[] = [];
  /** The session waits for somebody to resume it. */
  suspendedBy: "force" | "redo-failure" | null = null;
  readonly #host: SessionHost;
  readonly #timing: Timing;
  readonly #links: LinksBetween;
  #takeover: Takeover | null = null;
  #catchUp: EventHandle | null = null;
  /** An automatic failover switched the roles, and the old principal has not been back since. */
  #rolesSwitched = false;
  #isRetired = false;
  readonly #timesDrawn = new Map<string, number>();

  constructor(
    pair: PairName,
    machines: SessionMachines,
    timing: Timing,
    host: SessionHost,
    begins: SessionState,
  ) {
    this.pair = pair;
    this.principal = machines.principal;
    this.mirror = machines.mirror;
    this.witness = machines.witness;
    this.#timing = timing;
    this.#host = host;
    this.state = machines.mirror === null ? "none" : begins;
    this.#links = new LinksBetween(host.loop, (name) => this.#noticedLossOf(name));
  }

  get isSynchronized(): boolean {
    return this.state === "SYNCHRONIZED" && this.#isConnected("principalMirror");
  }

  /** The next loss of the principal would be answered by an automatic failover. */
  get isArmed(): boolean {
    if (this.witness === null || !this.isSynchronized || !this.#host.canServe(this.mirror!)) return false;
    return quorumRow({
      principalMirror: true,
      principalWitness: this.#isConnected("principalWitness"),
      mirrorWitness: this.#isConnected("mirrorWitness"),
    }).armed;
  }

  get mayServe(): boolean {
    return this.readiness === "open" && this.#hasQuorum();
  }

  #hasQuorum(): boolean {
    return this.state === "none" || principalMayServe(this.witness !== null, this.#links.known);
  }

  /** What brings service or protection back is under way by itself. */
  get isBusy(): boolean {
    return this.#catchUp !== null || this.#takeover !== null;
  }

  get canBeForced(): boolean {
    if (this.mirror === null || this.state === "none" || this.#takeover !== null) return false;
    return this.#host.canServe(this.mirror) && canForceService(this.witness !== null, this.#links.known);
  }

  /** The pool has left this pair for the other: nothing that happens here matters any more. */
  retire(): void {
    this.#isRetired = true;
    this.#links.forget();
    this.#cancelAll();
  }

  #cancelAll(): void {
    this.#takeover?.giveUp();
    this.#takeover = null;
    this.#stopCatchingUp();
  }

  #stopCatchingUp(): void {
    if (this.#catchUp !== null) this.#host.loop.cancel(this.#catchUp);
    this.#catchUp = null;
  }

  /** Machines or ways between them changed. */
  connectivityChanged(at: Micros): void {
    if (this.#isRetired) return;
    if (this.state !== "none") {
      this.#giveUpTakeoverIfHopeless(at);
      for (const name of LINKS) {
        const [a, b] = this.#endsOf(name);
        if (a === null || b === null) continue;
        if (this.#isConnected(name)) this.#linkIsBack(name, at);
        else this.#linkIsDown(name, at);
      }
      this.#redoMayHaveFailed(at);
    }
    this.#host.sessionChanged(at);
  }

  #isConnected(name: LinkName): boolean {
    const [a, b] = this.#endsOf(name);
    return a !== null && b !== null && this.#host.areConnected(a, b);
  }

  #endsOf(name: LinkName): readonly [Machine | null, Machine | null] {
    if (name === "principalMirror") return [this.principal, this.mirror];
    return name === "principalWitness" ? [this.principal, this.witness] : [this.mirror, this.witness];
  }

  #linkIsDown(name: LinkName, at: Micros): void {
    if (name === "principalMirror") {
      this.#stopCatchingUp();
      if (this.hardenedUpTo === null) this.#freeze(at);
    }
    this.#links.wentDown(name, this.#noticedAt(name, at));
  }

  /** From here on the mirror hardens nothing. */
  #freeze(at: Micros): void {
    this.hardenedUpTo = Math.min(at, this.#host.lastAccepted()) as Micros;
    this.#host.chronicle?.tell({ at, fact: "hardened", pair: this.pair, upTo: this.hardenedUpTo });
  }

  #noticedAt(name: LinkName, at: Micros): Micros {
    const down = this.#endsOf(name).filter((end): end is Machine => !this.#host.isRunning(end!));
    // With both ends gone there is nobody left to notice.
    if (down.length === 2) return at;
    // One figure for the whole failover leaves no time to notice beside it.
    if (this.#timing.failover !== null && down[0] === this.principal) return at;
    const notice = NOTICED[down[0] === undefined ? "silence" : this.#host.downBy(down[0])];
    if (notice.noticed === "never") return LONGEST;
    const after = notice.noticed === "after" ? notice.seconds * SECOND : this.#timing.partnerTimeout;
    return Math.min(at + after, LONGEST) as Micros;
  }

  #linkIsBack(name: LinkName, at: Micros): void {
    const was = this.#links.cameBack(name);
    if (was === "up") return;
    if (name === "principalMirror") {
      // Whoever restarted so soon that nobody noticed has still broken the connection.
      if (this.state !== "SUSPENDED") this.#move("partner-lost", "principal-has-quorum", at);
      this.#partnerIsBack(at);
    } else if (this.state !== "DISCONNECTED" || was !== "down") {
      return;
    } else if (name === "principalWitness") {
      if (!this.#links.known.principalMirror) this.#move("quorum-returns", "principal-has-quorum", at);
    } else if (this.#rolesSwitched && !this.#host.isRunning(this.principal)) {
      this.#move("old-principal-returns", "always", at);
    }
  }

  #partnerIsBack(at: Micros): void {
    if (this.state === "SUSPENDED") {
      if (this.suspendedBy === "force") this.#move("old-principal-returns", "forced-meanwhile", at);
      return;
    }
    if (this.#rolesSwitched) this.#move("old-principal-returns", "failed-over-meanwhile", at);
    else this.#move("partner-returns", "always", at);
    this.#rolesSwitched = false;
    this.#beginCatchingUp(at);
  }

  #beginCatchingUp(at: Micros): void {
    this.#stopCatchingUp();
    this.#host.copyFollows(this.mirror!, at);
    const { resync } = this.#timing;
    const from = this.hardenedUpTo ?? at;
    const takes = resync === null ? this.#host.catchUpTakes(from, at) : this.#drawn("resync", resync);
    const caughtUp = new Activity({
      rung: POOL_RUNG.completion,
      kind: EVENT.mirroring,
      part: PART.mirroring,
      action: () => {
        this.#catchUp = null;
        this.hardenedUpTo = null;
        this.#move("caught-up", "always", this.#host.loop.now);
        this.#host.sessionChanged(this.#host.loop.now);
      },
    });
    this.#catchUp = this.#host.loop.schedule(Math.min(at + takes, LONGEST) as Micros, caughtUp);
  }

  /** Keyed by the strike on one of the pair, and by how many times it has asked for this already. */
  #drawn(purpose: string, law: Law): Micros {
    const struck = this.#host.isRunning(this.principal) ? (this.mirror ?? this.principal) : this.principal;
    const strike = this.#host.struckBy(struck);
    const name = `${strike.id} ${purpose}`;
    const ordinal = (this.#timesDrawn.get(name) ?? 0) + 1;
    this.#timesDrawn.set(name, ordinal);
    return this.#host.draws.takes(strike, `${this.pair}.${purpose}/${ordinal}`, law);
  }

  /** A mirror whose data drive is gone cannot redo; what it hardens is of no use until somebody resumes it. */
  #redoMayHaveFailed(at: Micros): void {
    if (this.mirror === null || this.#takeover !== null) return;
    const fails = this.#host.isRunning(this.mirror) && !this.#host.canServe(this.mirror);
    if (!fails || !this.#move("redo-fails", "always", at)) return;
    this.#stopCatchingUp();
    this.suspendedBy = "redo-failure";
    if (this.hardenedUpTo === null) this.#freeze(at);
  }

  #noticedLossOf(name: LinkName): void {
    const at = this.#host.loop.now;
    if (name !== "mirrorWitness" && !this.#takesOver()) this.#reactToLoss(at);
    this.#host.sessionChanged(at);
  }

  #reactToLoss(at: Micros): void {
    const { known } = this.#links;
    // A principal with its partner asks nobody else.
    if (known.principalMirror) return;
    if (!this.#host.isRunning(this.principal)) {
      // The witness has not noticed yet; once it has, mirror and witness decide.
      if (this.witness !== null && known.principalWitness && this.#host.isRunning(this.witness)) return;
      const agree = this.witness !== null && this.#isConnected("mirrorWitness") && !known.principalWitness;
      this.#move("principal-lost", agree ? "mirror-and-witness-agree" : "mirror-and-witness-do-not-agree", at);
    } else if (this.#hasQuorum()) {
      this.#move("partner-lost", "principal-has-quorum", at);
    } else if (!this.#move("partner-lost", "principal-has-no-quorum", at)) {
      this.#move("witness-lost-too", "principal-has-no-quorum", at);
    }
  }

  /** Mirror and witness see one another, neither sees the principal, nothing is missing: the mirror takes over. */
  #takesOver(): boolean {
    if (this.#takeover !== null) return true;
    const { known } = this.#links;
    const { mirror, witness } = this;
    if (mirror === null || witness === null || !this.#host.canServe(mirror)) return false;
    const links = { ...known, mirrorWitness: this.#isConnected("mirrorWitness") };
    if (this.state !== "SYNCHRONIZED" || !quorumRow(links).failsOverIfSynchronized) return false;
    const { failover, decide } = this.#timing;
    this.#takeover = new Takeover(this.#host.loop, this.hardenedUpTo!, {
      decideTakes: failover === null ? this.#drawn("decide", decide) : (0 as Micros),
      agreed: (at) => this.#agreed(at),
      online: (at) => this.#online(at),
    });
    return true;
  }

  /** A principal that is back in time, or a mirror or witness that is gone, ends a takeover not yet agreed on. */
  #giveUpTakeoverIfHopeless(at: Micros): void {
    const takeover = this.#takeover;
    if (takeover === null) return;
    const { canServe } = this.#host;
    const principalIsBack = this.#isConnected("principalMirror") || this.#isConnected("principalWitness");
    const goesOn = takeover.isAgreed
      ? canServe.call(this.#host, this.principal)
      : canServe.call(this.#host, this.mirror!) && !principalIsBack && this.#isConnected("mirrorWitness");
    if (goesOn) return;
    takeover.giveUp();
    this.#takeover = null;
    if (takeover.isAgreed) this.readiness = "open";
    else this.#move("principal-lost", "mirror-and-witness-do-not-agree", at);
  }

  #agreed(at: Micros): Micros {
    const { failover } = this.#timing;
    const takes = failover === null ? this.onlineTakes(at) : this.#drawn("failover", failover);
    this.#move("principal-lost", "mirror-and-witness-agree", at);
    this.#swapRoles();
    this.#rolesSwitched = true;
    this.readiness = "coming-online";
    this.#host.sessionChanged(at);
    return takes;
  }

  /** Redo of what is hardened and not yet redone, and bringing the database online. */
  onlineTakes(at: Micros): Micros {
    return (this.#host.redoTakes(at) + this.#drawn("online", this.#timing.online)) as Micros;
  }

  #online(at: Micros): void {
    this.path = this.#takeover!.pathUntil(at, this.#timing.failover !== null);
    this.#takeover = null;
    this.readiness = "open";
    this.#host.sessionChanged(at);
  }

  #swapRoles(): void {
    const old = this.principal;
    this.principal = this.mirror!;
    this.mirror = old;
    this.#links.swapEnds();
  }

  // What people do.

  /** By hand, with the mirror complete: roles swap, nothing is lost. */
  failOverByHand(at: Micros): void {
    this.#move("failed-over-by-hand", "always", at);
    this.hardenedUpTo = this.#host.lastAccepted();
    this.#swapRoles();
    this.readiness = "by-people";
    this.#beginCatchingUp(at);
    this.#redoMayHaveFailed(at);
  }

  /** The mirror serves with what it has hardened; the session stays suspended until somebody resumes it. */
  forceService(at: Micros): void {
    this.#cancelAll();
    this.#move("service-forced", "always", at);
    this.suspendedBy = "force";
    this.#swapRoles();
    this.readiness = "by-people";
  }

  /** Mirroring is taken away: whoever is left serves alone, and asks nobody. */
  removePartner(standing: Machine, at: Micros): void {
    this.#cancelAll();
    this.#move("partner-removed", "always", at);
    this.suspendedBy = null;
    if (standing !== this.principal) this.#swapRoles();
    this.readiness = "by-people";
    this.#links.forget();
  }

  /** Whoever brings the database online by hand has done so. */
  openedByPeople(): void {
    this.readiness = "open";
  }

  /** The mirror's log runs again from what it had hardened; what its old copy had beyond that is overwritten. */
  resume(at: Micros): void {
    if (!this.#move("resumed-by-hand", "always", at)) return;
    this.suspendedBy = null;
    this.#rolesSwitched = false;
    this.#beginCatchingUp(at);
    this.#host.sessionChanged(at);
  }

  /** A new mirror was built from a backup with this cut. */
  start(cut: Micros, at: Micros): void {
    this.#move("session-starts", "always", at);
    this.hardenedUpTo = cut;
    this.#rolesSwitched = false;
    this.#links.begin((name) => this.#isConnected(name));
    this.#beginCatchingUp(at);
    this.connectivityChanged(at);
  }

  /** Follows the tables; false where this state is not moved by it. */
  #move(on: Trigger, given: Given, at: Micros): boolean {
    const transition = transitionOf(this.state, on, given);
    if (transition === null) return false;
    const { state: from, pair } = this;
    this.state = transition.to;
    this.#host.chronicle?.tell({ at, fact: "session", pair, from, to: transition.to, row: transition.row });
    return true;
  }
}
