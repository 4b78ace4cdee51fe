/** The incidents of a life in order, at most one of them open, and the exposure that each is charged with. */
import type { Micros } from "../units/index.js";
import type { Chronicle } from "./chronicle.js";
import { type Cause, Incident } from "./incident.js";
import type { Clockwork } from "./log-shipping/clockwork.js";
import { Protection } from "./protection.js";

export class IncidentLog {
  readonly all: Incident[] = [];
  readonly protection = new Protection();
  readonly #clockwork: Clockwork;
  readonly #chronicle: Chronicle | null;
  readonly #hasUsers: boolean;

  constructor(clockwork: Clockwork, hasUsers: boolean, chronicle: Chronicle | null) {
    this.#clockwork = clockwork;
    this.#hasUsers = hasUsers;
    this.#chronicle = chronicle;
  }

  get open(): Incident | null {
    const last = this.all[this.all.length - 1];
    return last !== undefined && last.closed === null ? last : null;
  }

  /** The incident that is open, or the last one while what it left behind still counts as exposure. */
  get watched(): Incident | null {
    if (this.open !== null) return this.open;
    return this.#clockwork.exposure.isCounting ? (this.all[this.all.length - 1] ?? null) : null;
  }

  begin(at: Micros): Incident {
    this.chargeExposure(at);
    const incident = new Incident(at, this.#hasUsers);
    this.all.push(incident);
    this.#clockwork.exposure.begin(at);
    this.#chronicle?.tell({ at, fact: "incident", state: "opens", number: this.all.length });
    return incident;
  }

  close(incident: Incident, at: Micros): void {
    incident.closed = at;
    // What became safe since anybody looked last is not to be counted as missing.
    this.#clockwork.advanceTo(at);
    this.#clockwork.exposure.endOnceCovered(at);
    this.#chronicle?.tell({ at, fact: "incident", state: "closes", number: this.all.length });
  }

  /** What was counted since the last incident opened belongs to that one, also beyond its close. */
  chargeExposure(at: Micros): void {
    const last = this.all[this.all.length - 1];
    this.#clockwork.advanceTo(at);
    const unshipped = this.#clockwork.exposure.takeUntil(at);
    const { unmirrored, unwitnessed } = this.protection.takeUntil(at);
    if (last === undefined) return;
    last.unshipped.addAll(unshipped);
    last.unmirrored.addAll(unmirrored);
    last.unwitnessed.addAll(unwitnessed);
  }

  /** Whose fault something is: the incident with this cause. */
  ofCause(cause: Cause): Incident {
    return this.all.find(({ causes }) => causes.includes(cause))!;
  }
}
