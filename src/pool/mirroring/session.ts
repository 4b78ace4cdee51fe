/**
 * One mirroring session over a pair of machines and a witness: who holds which role, what each believes of the
 * others, what the mirror has hardened. It follows the tables. It must never know sites, users or log shipping:
 * its host tells it which machines answer, and is told when the principal may serve and when a mirror takes over.
 */
import type { Law } from "../../engine/index.js";
import type { Machine } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import type { PairName } from "../chronicle.js";
import type { PathStep } from "../incident.js";
import { CatchUp } from "./catch-up.js";
import type { Readiness, SessionHost, SessionMachines, Timing } from "./host.js";
import { LINKS, type LinkName, LinksBetween, oneEnd, otherEnd } from "./links.js";
import { noticedAt } from "./notice.js";
import {
  canForceService,
  type Given,
  principalMayServe,
  quorumRow,
  type SessionState,
  type Trigger,
  transitionOf,
} from "./tables.js";
import { Takeover } from "./takeover.js";

export class MirroringSession {
  readonly pair: PairName;
  state: SessionState;
  principal: Machine;
  mirror: Machine | null;
  readonly witness: Machine | null;
  readiness: Readiness = "open";
  /** Somebody keeps the pool from using it, whoever holds the principal's role. */
  isHeld = false;
  /** What the mirror has: everything (null), or everything up to here. */
  hardenedUpTo: Micros | null = null;
  /** How the last automatic takeover went, for whoever tells of the outage. */
  path: readonly PathStep[] = [];
  suspendedBy: "force" | "redo-failure" | null = null;
  readonly #host: SessionHost;
  readonly #timing: Timing;
  readonly #links: LinksBetween;
  #takeover: Takeover | null = null;
  readonly #catchUp: CatchUp;
  /** An automatic failover switched the roles, and the old principal has not been back since. */
  #rolesSwitched = false;
  #isRetired = false;

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
    this.#catchUp = new CatchUp(host.loop, (at) => this.#caughtUp(at));
  }

  get isSynchronized(): boolean {
    return this.state === "SYNCHRONIZED" && this.#isConnected("principalMirror");
  }

  /** The next loss of the principal would be answered by an automatic failover. */
  get isArmed(): boolean {
    if (this.witness === null || !this.isSynchronized || !this.#host.canServe(this.mirror!)) return false;
    const principalWitness = this.#isConnected("principalWitness");
    const mirrorWitness = this.#isConnected("mirrorWitness");
    return quorumRow({ principalMirror: true, principalWitness, mirrorWitness }).armed;
  }

  get mayServe(): boolean {
    return this.readiness === "open" && !this.isHeld && this.#hasQuorum();
  }
  #hasQuorum(): boolean {
    return this.state === "none" || principalMayServe(this.witness !== null, this.#links.known);
  }
  get isTakingOver(): boolean {
    return this.#takeover !== null;
  }
  get isCatchingUp(): boolean {
    return this.#catchUp.isUnderWay;
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

  /** Machines or ways between them changed. */
  connectivityChanged(at: Micros): void {
    if (this.#isRetired) return;
    if (this.state !== "none") {
      this.#giveUpTakeoverIfHopeless(at);
      for (const name of LINKS) {
        if (this.#isConnected(name)) this.#linkIsBack(name, at);
        else this.#linkIsDown(name, at);
      }
      this.#redoMayHaveFailed(at);
    }
    this.#host.sessionChanged(at);
  }

  #isConnected(name: LinkName): boolean {
    const one = oneEnd(name, this);
    const other = otherEnd(name, this);
    return one !== null && other !== null && this.#host.areConnected(one, other);
  }

  #linkIsDown(name: LinkName, at: Micros): void {
    const one = oneEnd(name, this);
    const other = otherEnd(name, this);
    if (one === null || other === null) return;
    if (name === "principalMirror") this.#freeze(at);
    if (this.#links.isLost(name)) return;
    this.#links.wentDown(name, noticedAt(one, other, this.principal, this.#timing, this.#host, at));
  }

  /** From here on the mirror hardens nothing; one that was catching up has what it had when it began to. */
  #freeze(at: Micros): void {
    if (this.hardenedUpTo !== null && !this.#catchUp.isUnderWay) return;
    this.#catchUp.stop();
    this.hardenedUpTo ??= Math.min(at, this.#host.lastAccepted()) as Micros;
    this.#host.chronicle?.tell({ at, fact: "hardened", pair: this.pair, upTo: this.hardenedUpTo });
  }

  #linkIsBack(name: LinkName, at: Micros): void {
    const was = this.#links.cameBack(name);
    if (was === "up") return;
    if (name === "principalMirror") {
      // Whoever restarted so soon that nobody noticed has still broken the connection.
      if (this.state !== "SUSPENDED") this.#move("partner-lost", "principal-has-quorum", at);
      this.#partnerIsBack(at);
    } else if (was !== "down") {
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
    this.#host.copyFollows(this.mirror!);
    const { resync } = this.#timing;
    const from = this.hardenedUpTo ?? at;
    const takes = resync === null ? this.#host.catchUpTakes(from, at) : this.#drawn("resync", resync);
    this.#catchUp.begin(takes);
  }

  #caughtUp(at: Micros): void {
    this.hardenedUpTo = null;
    this.#move("caught-up", "always", at);
    this.#host.sessionChanged(at);
  }

  #drawn(purpose: string, law: Law): Micros {
    const struck = this.#host.isRunning(this.principal) ? (this.mirror ?? this.principal) : this.principal;
    return this.#host.draws.takesAgain(this.#host.struckBy(struck), `${this.pair}.${purpose}`, law);
  }

  /** A mirror whose data drive is gone cannot redo; what it hardens is of no use until somebody resumes it. */
  #redoMayHaveFailed(at: Micros): void {
    if (this.mirror === null || this.#takeover !== null || this.suspendedBy !== null) return;
    if (!this.#isConnected("principalMirror")) return;
    const fails = this.#host.isRunning(this.mirror) && !this.#host.canServe(this.mirror);
    if (!fails || !this.#move("redo-fails", "always", at)) return;
    this.suspendedBy = "redo-failure";
    this.#freeze(at);
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
      this.#move("principal-lost", "mirror-and-witness-do-not-agree", at);
    } else if (this.#hasQuorum()) {
      this.#move("partner-lost", "principal-has-quorum", at);
    } else if (!this.#move("partner-lost", "principal-has-no-quorum", at)) {
      this.#move("witness-lost-too", "principal-has-no-quorum", at);
    }
  }

  /** Mirror and witness see one another, neither sees the principal, nothing is missing: the mirror takes over. */
  #takesOver(): boolean {
    if (this.#takeover !== null) return true;
    const { mirror, witness } = this;
    if (mirror === null || witness === null || !this.#host.canServe(mirror)) return false;
    const links = { ...this.#links.known, mirrorWitness: this.#isConnected("mirrorWitness") };
    if (this.state !== "SYNCHRONIZED" || !quorumRow(links).failsOverIfSynchronized) return false;
    // A mirror that was away, unnoticed, lacks what was accepted meanwhile.
    if (this.hardenedUpTo! < this.#host.lastAccepted()) return false;
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
    const principalIsBack = this.#isConnected("principalMirror") || this.#isConnected("principalWitness");
    const stillAgree = !principalIsBack && this.#isConnected("mirrorWitness");
    const taker = takeover.isAgreed ? this.principal : this.mirror!;
    if (this.#host.canServe(taker) && (takeover.isAgreed || stillAgree)) return;
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

  #cancelAll(): void {
    if (this.#catchUp.isUnderWay) this.#freeze(this.#host.loop.now);
    this.#takeover?.giveUp();
    this.#takeover = null;
    this.#catchUp.stop();
  }

  #swapRoles(): void {
    [this.principal, this.mirror] = [this.mirror!, this.principal];
    this.#links.swapEnds();
  }

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

  /** Mirroring is taken away: whoever is left serves alone and asks nobody. */
  removePartner(standing: Machine, at: Micros): void {
    this.#cancelAll();
    this.#move("partner-removed", "always", at);
    this.suspendedBy = null;
    if (standing !== this.principal) this.#swapRoles();
    this.readiness = "by-people";
    this.#links.forget();
  }

  /** The pair that was left begins anew: this machine alone. */
  comesBack(standing: Machine, at: Micros): void {
    this.#isRetired = false;
    this.removePartner(standing, at);
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
    this.#host.chronicle?.tell({ at, fact: "session", pair, from, to: this.state, row: transition.row });
    return true;
  }
}
