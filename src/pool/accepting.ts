/** Which databases accept, and where: one, none, or two that know nothing of one another. It must never know why. */
import type { Machine, Site } from "../spec/index.js";
import type { History } from "./history.js";
import type { Machines } from "./machines.js";

export interface Accepting {
  readonly machine: Machine;
  readonly site: Site;
}

export class AcceptingDatabases {
  readonly #history: History;
  readonly #machines: Machines;
  /** As they were last asked for. */
  #serving: Machine | null = null;
  #rival: Machine | null = null;
  #all: readonly Accepting[] = [];

  constructor(history: History, machines: Machines) {
    this.#history = history;
    this.#machines = machines;
  }

  /** The same list as long as they are the same: it is asked for after every change of the pool. */
  get all(): readonly Accepting[] {
    const { serving, rival } = this.#history;
    const other = rival === null ? null : rival.machine;
    if (serving !== this.#serving || other !== this.#rival) {
      this.#serving = serving;
      this.#rival = other;
      const machines = [serving, other].filter((one): one is Machine => one !== null);
      this.#all = machines.map((machine) => ({ machine, site: this.#machines.of(machine).site }));
    }
    return this.#all;
  }
}
