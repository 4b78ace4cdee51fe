/**
 * One automatic failover in the making: mirror and witness agree, the mirror redoes what it has hardened and comes
 * online. Until they have agreed the old principal can still end it; from then on it is only a mirror.
 */
import { Activity, type EventHandle, type Loop } from "../../engine/index.js";
import { LONGEST, type Micros } from "../../units/index.js";
import type { PathStep } from "../incident.js";
import { EVENT, PART, POOL_RUNG } from "../rungs.js";

export interface TakeoverSteps {
  /** Until mirror and witness agree. */
  readonly decideTakes: Micros;
  /** Agreed: roles change. How long until the database is online. */
  agreed(at: Micros): Micros;
  online(at: Micros): void;
}

export class Takeover {
  isAgreed = false;
  readonly lostAt: Micros;
  readonly #noticedAt: Micros;
  #agreedAt: Micros;
  readonly #loop: Loop;
  readonly #steps: TakeoverSteps;
  #handle: EventHandle;

  constructor(loop: Loop, lostAt: Micros, steps: TakeoverSteps) {
    this.#loop = loop;
    this.#steps = steps;
    this.lostAt = lostAt;
    this.#noticedAt = loop.now;
    this.#agreedAt = loop.now;
    this.#handle = this.#after(steps.decideTakes, () => this.#agree());
  }

  giveUp(): void {
    this.#loop.cancel(this.#handle);
  }

  #agree(): void {
    this.isAgreed = true;
    this.#agreedAt = this.#loop.now;
    const takes = this.#steps.agreed(this.#loop.now);
    this.#handle = this.#after(takes, () => this.#steps.online(this.#loop.now));
  }

  #after(takes: Micros, action: () => void): EventHandle {
    const activity = new Activity({
      rung: POOL_RUNG.completion,
      kind: EVENT.mirroring,
      part: PART.mirroring,
      action,
    });
    return this.#loop.schedule(Math.min(this.#loop.now + takes, LONGEST) as Micros, activity);
  }

  /** `inOnePiece`: one figure was given for all of it. */
  pathUntil(online: Micros, inOnePiece: boolean): PathStep[] {
    const actor = "mirror and witness";
    if (inOnePiece) return [{ step: "fail-over", actor, part: "procedure", from: this.lostAt, to: online }];
    const steps: PathStep[] = [
      { step: "notice-loss", actor, part: "detect", from: this.lostAt, to: this.#noticedAt },
      { step: "agree-with-witness", actor, part: "decide", from: this.#noticedAt, to: this.#agreedAt },
      { step: "redo-and-online", actor, part: "procedure", from: this.#agreedAt, to: online },
    ];
    return steps.filter(({ from, to }) => to > from);
  }
}
