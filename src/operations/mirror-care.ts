/**
 * Mirroring that does not come back by itself: a session that waits to be resumed after service was forced or redo
 * failed, a pair whose mirroring was taken away. People do it once both machines are there and the pool serves.
 */
import type { Pool } from "../pool/pool.js";
import type { Strike } from "../spec/index.js";
import type { Micros } from "../units/index.js";
import { WAIT_FOR_OFFICE, waitForOffice } from "./procedures/before.js";
import { buildMirror } from "./procedures/build-mirror.js";
import { withChanges } from "./procedures/changes.js";
import { Work } from "./procedures/context.js";
import { resumeMirroring } from "./procedures/mirror-by-hand.js";
import type { Runbook } from "./runbook.js";
import { but } from "./step.js";

type Care = "resume" | "build";

export class MirrorCare {
  readonly #pool: Pool;
  #runbook: Runbook | null = null;
  #care: Care | null = null;
  readonly #told: (at: Micros) => void;

  /** `told`: whoever takes mirroring up again knows that it was down. */
  constructor(pool: Pool, told: (at: Micros) => void) {
    this.#pool = pool;
    this.#told = told;
  }

  get isUnderWay(): boolean {
    return this.#care !== null;
  }

  /** `isBuilding`: whoever failed over to this pair builds its mirror as the last of his steps. */
  partsChanged(strike: Strike, isBuilding: boolean): void {
    const due = isBuilding ? null : this.#due();
    if (due === this.#care) {
      this.#runbook?.tryAgain();
      if (this.#runbook?.isFinished) this.#end();
      return;
    }
    this.#end();
    if (due === null) return;
    const pool = this.#pool;
    const work = new Work(pool, strike);
    this.#care = due;
    const isAlwaysThere = pool.plan.scenario.people.onCall === "always";
    if (isAlwaysThere) this.#told(pool.loop.now);
    const steps = due === "resume" ? resumeMirroring(work) : buildMirror(work);
    const wait = isAlwaysThere ? [] : [waitForOffice(work, this.#told)];
    const begun = steps.map((one, index) =>
      index === 0 ? but(one, { after: [WAIT_FOR_OFFICE], needs: [WAIT_FOR_OFFICE] }) : one,
    );
    this.#runbook = work.runbook(withChanges([...wait, ...begun], pool.plan.scenario.runbook.steps, work));
  }

  #end(): void {
    this.#runbook?.drop();
    this.#runbook = null;
    this.#care = null;
  }

  #due(): Care | null {
    const { session, machines, history } = this.#pool.tier;
    const isDown = session.state === "none" || session.state === "SUSPENDED";
    if (!isDown || history.serving === null || session.mirror === null) return null;
    if (!machines.of(session.mirror).running) return null;
    if (session.state === "none") return "build";
    const isReadable = machines.canServe(session.mirror);
    return session.suspendedBy !== null && isReadable ? "resume" : null;
  }
}
