/**
 * The database machines: which stand, which of their server processes run, whose disks are left. A machine that
 * comes back needs its restart before its process runs again. It must never know what a machine is used for.
 */
import { Activity, type EventHandle, type Loop } from "../engine/index.js";
import type { CrashOf, Law, Machine, Site, Strike } from "../spec/index.js";
import { LONGEST, type Micros } from "../units/index.js";
import type { Chronicle } from "./chronicle.js";
import type { StrikeDraws } from "./draws.js";
import { EVENT, PART, POOL_RUNG } from "./rungs.js";

/** By what a machine went down: its own failure, or the silence of its whole site. */
export type DownBy = CrashOf | "silence";

export interface MachineState {
  readonly name: Machine;
  readonly site: Site;
  siteUp: boolean;
  crash: Strike | null;
  /** Its server process answers. */
  running: boolean;
  /** Its data drive is readable: a database on it can be used. Mirroring does not notice where it is not. */
  dataDriveUp: boolean;
  disksKept: boolean;
  downBy: DownBy;
  /** What struck it last. */
  struckBy: Strike | null;
  /** When it last stood again, its restart still ahead; and since when its process runs. */
  returnedAt: Micros;
  runningSince: Micros;
  restart: EventHandle | null;
}

/** Told once for everything that one blow or one repair changes, when all of it is done. */
export type MachinesChanged = (at: Micros) => void;

const BEGINNING = Number.MIN_SAFE_INTEGER as Micros;

export class Machines {
  readonly #states: ReadonlyMap<Machine, MachineState>;
  readonly #loop: Loop;
  readonly #draws: StrikeDraws;
  readonly #restartTakes: Law;
  readonly #needsRestart: (machine: Machine) => boolean;
  readonly #changed: MachinesChanged;
  readonly #chronicle: Chronicle | null;

  constructor(
    sites: ReadonlyMap<Machine, Site>,
    {
      loop,
      draws,
      restartTakes,
      needsRestart,
      chronicle,
    }: {
      readonly loop: Loop;
      readonly draws: StrikeDraws;
      readonly restartTakes: Law;
      /** A database that serves, or mirrors one, has to come up first; one that is only restored into does not. */
      readonly needsRestart: (machine: Machine) => boolean;
      readonly chronicle: Chronicle | null;
    },
    changed: MachinesChanged,
  ) {
    this.#states = new Map([...sites].map(([name, site]) => [name, newMachine(name, site)]));
    this.#loop = loop;
    this.#draws = draws;
    this.#restartTakes = restartTakes;
    this.#needsRestart = needsRestart;
    this.#chronicle = chronicle;
    this.#changed = changed;
  }

  of(machine: Machine): MachineState {
    return this.#states.get(machine)!;
  }

  /** It has power: nothing that struck it lasts. Its process may still be starting. */
  stands(machine: Machine): boolean {
    const { siteUp, crash } = this.of(machine);
    return siteUp && crash === null;
  }

  /** Its process runs and a database on it can be used. */
  canServe(machine: Machine): boolean {
    return this.canHold(machine) && this.of(machine).disksKept;
  }

  /** Its process runs and a database can be put on it. */
  canHold(machine: Machine): boolean {
    const { running, dataDriveUp } = this.of(machine);
    return running && dataDriveUp;
  }

  /** New disks hold a database again. */
  isRebuilt(machine: Machine): void {
    this.of(machine).disksKept = true;
  }

  isRestarting(machine: Machine): boolean {
    return this.of(machine).restart !== null;
  }

  crash(machine: Machine, how: CrashOf, strike: Strike, at: Micros): void {
    const state = this.of(machine);
    state.crash = strike;
    state.struckBy = strike;
    if (how === "data-drive") {
      this.#cancelRestart(state);
      state.dataDriveUp = false;
    } else this.#goDown(state, how, at);
    this.#changed(at);
  }

  repair(machine: Machine, at: Micros): void {
    const state = this.of(machine);
    state.crash = null;
    if (state.siteUp) this.#comeBack(state, at);
    this.#changed(at);
  }

  siteWentDown(site: Site, destroyed: boolean, strike: Strike, at: Micros): void {
    for (const state of this.#states.values()) {
      if (state.site !== site) continue;
      state.siteUp = false;
      state.struckBy = strike;
      if (destroyed && state.disksKept) {
        state.disksKept = false;
        this.#chronicle?.tell({ at, fact: "disks-destroyed", machine: state.name });
      }
      this.#goDown(state, "silence", at);
    }
    this.#changed(at);
  }

  siteCameBack(site: Site, at: Micros): void {
    for (const state of this.#states.values()) {
      if (state.site !== site) continue;
      state.siteUp = true;
      if (state.crash === null) this.#comeBack(state, at);
    }
    this.#changed(at);
  }

  #goDown(state: MachineState, by: DownBy, at: Micros): void {
    this.#cancelRestart(state);
    if (!state.running) return;
    state.running = false;
    state.downBy = by;
    this.#chronicle?.tell({ at, fact: "machine", machine: state.name, up: false, because: by });
  }

  #cancelRestart(state: MachineState): void {
    if (state.restart !== null) this.#loop.cancel(state.restart);
    state.restart = null;
  }

  #comeBack(state: MachineState, at: Micros): void {
    state.returnedAt = at;
    if (!this.#needsRestart(state.name)) {
      this.#runs(state, at);
      return;
    }
    const takes = this.#draws.takes(state.struckBy!, "restart", this.#restartTakes);
    const restart = new Activity({
      rung: POOL_RUNG.completion,
      kind: EVENT.restart,
      part: PART[state.site],
      action: () => this.#restarted(state),
    });
    state.restart = this.#loop.schedule(Math.min(at + takes, LONGEST) as Micros, restart);
  }

  #restarted(state: MachineState): void {
    state.restart = null;
    this.#runs(state, this.#loop.now);
    this.#changed(this.#loop.now);
  }

  #runs(state: MachineState, at: Micros): void {
    state.runningSince = at;
    state.dataDriveUp = true;
    if (!state.running) {
      state.running = true;
      this.#chronicle?.tell({ at, fact: "machine", machine: state.name, up: true, because: "is back" });
    }
  }
}

const newMachine = (name: Machine, site: Site): MachineState => ({
  name,
  site,
  siteUp: true,
  crash: null,
  running: true,
  dataDriveUp: true,
  disksKept: true,
  downBy: "silence",
  struckBy: null,
  returnedAt: BEGINNING,
  runningSince: BEGINNING,
  restart: null,
});
