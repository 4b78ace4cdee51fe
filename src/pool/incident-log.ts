/**
 * The incidents of a life in order, at most one of them open, the operations beside them, at most one of them under way,
 * and the exposure that each is charged with: whoever began last has it.
 */
import type { Micros } from "../units/index.js";
import type { Chronicle } from "./chronicle.js";
import { type Cause, Incident, Operation, type Outage } from "./incident.js";
import type { Clockwork } from "./log-shipping/clockwork.js";
import { Protection } from "./protection.js";

export class IncidentLog {
  readonly all: Incident[] = [];
  readonly operations: Operation[] = [];
  readonly protection = new Protection();
  readonly #clockwork: Clockwork;
  readonly #chronicle: Chronicle | null;
  readonly #hasUsers: boolean;
  /** Whoever is charged with what is lacking now. */
  #charged: Incident | null = null;

  constructor(clockwork: Clockwork, hasUsers: boolean, chronicle: Chronicle | null) {
    this.#clockwork = clockwork;
    this.#hasUsers = hasUsers;
    this.#chronicle = chronicle;
  }

  get open(): Incident | null {
    const last = this.all[this.all.length - 1];
    return last !== undefined && last.closed === null ? last : null;
  }

  get underWay(): Operation | null {
    const last = this.operations[this.operations.length - 1];
    return last !== undefined && last.closed === null ? last : null;
  }

  /** The incident that is open, or the last one while what it left behind still counts as exposure. */
  get watched(): Incident | null {
    if (this.open !== null) return this.open;
    return this.#clockwork.isCounting ? (this.all[this.all.length - 1] ?? null) : null;
  }

  /** The outage of the database that has not ended, whoever began it. */
  get openOutage(): Outage | null {
    return this.open?.openOutage ?? this.underWay?.openOutage ?? null;
  }

  /** Whoever is at fault for what happens now, as far as anybody can tell from the order in which things began. */
  get toBlame(): Incident {
    return this.open ?? this.underWay ?? this.#charged!;
  }

  begin(at: Micros): Incident {
    const incident = new Incident(at, this.#hasUsers);
    this.#takesOver(incident, at);
    this.all.push(incident);
    this.#chronicle?.tell({ at, fact: "incident", state: "opens", number: this.all.length });
    return incident;
  }

  beginOperation(cause: Cause, at: Micros): Operation {
    const last = this.underWay;
    if (last !== null) this.closeOperation(last, last.workedOff ?? "given-up", at);
    const operation = new Operation(at, this.#hasUsers);
    operation.causes.push(cause);
    // Whoever does it knows of it.
    operation.toldAt = at;
    this.#takesOver(operation, at);
    this.operations.push(operation);
    this.#tellOperation(operation, "begins", at);
    return operation;
  }

  #takesOver(record: Incident, at: Micros): void {
    this.chargeExposure(at);
    this.#charged = record;
    this.#clockwork.exposure.begin(at);
  }

  close(incident: Incident, at: Micros): void {
    this.#handOver(incident, this.underWay, at);
    incident.closed = at;
    this.#chronicle?.tell({ at, fact: "incident", state: "closes", number: this.all.length });
  }

  closeOperation(operation: Operation, outcome: "done" | "given-up", at: Micros): void {
    this.#handOver(operation, this.open, at);
    operation.closed = at;
    operation.outcome = outcome;
    this.#tellOperation(operation, outcome === "done" ? "ends" : "given-up", at);
  }

  #tellOperation({ cause }: Operation, state: "begins" | "ends" | "given-up", at: Micros): void {
    const operation = cause.strike.failure.what;
    this.#chronicle?.tell({ at, fact: "operation", state, operation, number: this.operations.length });
  }

  /** What goes on lacking is the other's, if there is one; else its own until the pool is covered again. */
  #handOver(record: Incident, other: Incident | null, at: Micros): void {
    // What became safe since anybody looked last is not to be counted as missing.
    this.#clockwork.advanceTo(at);
    if (other === null) this.#clockwork.exposure.endOnceCovered(at);
    else if (this.#charged === record) {
      this.chargeExposure(at);
      this.#charged = other;
    }
  }

  /** What was counted since somebody was charged last belongs to him, also beyond his close. */
  chargeExposure(at: Micros): void {
    const charged = this.#charged;
    this.#clockwork.advanceTo(at);
    const unshipped = this.#clockwork.exposure.takeUntil(at);
    const { unmirrored, unwitnessed } = this.protection.takeUntil(at);
    if (charged === null) return;
    charged.unshipped.addAll(unshipped);
    charged.unmirrored.addAll(unmirrored);
    charged.unwitnessed.addAll(unwitnessed);
  }

  /** Whose fault something is: the incident or operation with this cause. */
  ofCause(cause: Cause): Incident {
    return [...this.all, ...this.operations].find(({ causes }) => causes.includes(cause))!;
  }
}
