/**
 * How the servers stand to the users of each home at one instant, asked once for all that then hangs on it. It must never
 * know who has a session with whom.
 */
import type { Site } from "../../spec/index.js";
import { keepsSessions } from "../service/chat-servers.js";
import type { Surroundings } from "./surroundings.js";

/** Whoever is connected stays so; he can send; his way to the server does not cross a cut link. */
const KEEPS = 1;
const SERVES = 2;
const WHOLE: Readonly<Record<Site, number>> = { "site-1": 4, "site-2": 8 };

export class Ways {
  readonly isCarried: Record<Site, boolean> = { "site-1": true, "site-2": true };
  /** By place of the server. */
  readonly #of: number[] = [];

  look(now: Surroundings): void {
    const { servers } = now;
    this.isCarried["site-1"] = now.isCarried("site-1");
    this.isCarried["site-2"] = now.isCarried("site-2");
    for (let index = 0; index < servers.length; index++) {
      const server = servers[index]!;
      let flags = (keepsSessions(server) ? KEEPS : 0) + (now.canServe(server) ? SERVES : 0);
      if (now.isWayWhole("site-1", server)) flags += WHOLE["site-1"];
      if (now.isWayWhole("site-2", server)) flags += WHOLE["site-2"];
      this.#of[index] = flags;
    }
  }

  keepsSessions(index: number): boolean {
    return (this.#of[index]! & KEEPS) !== 0;
  }

  canServe(index: number): boolean {
    return (this.#of[index]! & SERVES) !== 0;
  }

  isWhole(home: Site, index: number): boolean {
    return (this.#of[index]! & WHOLE[home]) !== 0;
  }
}
