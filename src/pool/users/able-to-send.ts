/**
 * How many can send, whenever that changes: put into the curve, told to whoever listens, and charged to what took it away.
 * It must never know sessions, nor what brings anybody back.
 */
import type { Site } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import type { Curve, Step } from "./curve.js";
import { Falls, homesOf } from "./falls.js";
import { Outages } from "./outages.js";
import type { UsersHost } from "./surroundings.js";

export class AbleToSend {
  readonly outages: Outages;
  readonly #curve: Curve;
  readonly #host: Pick<UsersHost, "chronicle" | "lastCause">;
  readonly #falls = new Falls();

  constructor(curve: Curve, host: UsersHost) {
    this.outages = new Outages(host.scenario.restoredAt);
    this.#curve = curve;
    this.#host = host;
  }

  /** More than before, by people who signed in as long as nothing else changed. */
  rises(at: Micros, able: number, atSite2: number): void {
    this.#curve.rises(at, able, atSite2);
    this.#tell(at, able, this.#curve.counted, atSite2);
    this.outages.rose(at, able);
  }

  /** `leaving`: the homes whose users left with their site. */
  steps(step: Step, leaving: readonly Site[]): void {
    const { at, able, counted } = step;
    const before = this.#curve.last;
    const [ableBefore, countedBefore] = [before.able, before.counted];
    if (!this.#curve.add(step)) return;
    this.#tell(at, able, counted, step.atSite2);
    if (able < counted && (able < ableBefore || counted !== countedBefore)) {
      const { incident } = this.#host.lastCause();
      incident.usersDown = Math.max(incident.usersDown, 1 - able / counted);
    }
    if (leaving.length > 0) this.outages.left(step, leaving);
    if (able > ableBefore) this.outages.rose(at, able);
    if (able < ableBefore) {
      const { incident, cause } = this.#host.lastCause();
      this.outages.fell(step, this.#falls.couldBefore(at, before, leaving), incident, cause);
    }
  }

  #tell(at: Micros, able: number, counted: number, atSite2: number): void {
    this.#host.chronicle?.tell({
      at,
      fact: "able",
      endpoints: able,
      counted,
      homes: homesOf({ able, atSite2 }),
    });
  }
}
