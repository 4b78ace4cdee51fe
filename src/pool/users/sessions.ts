/** With which server how many endpoints of each home have a session. It must never know which servers run. */
import type { Site } from "../../spec/index.js";
import type { ChatServer } from "../service/chat-servers.js";

export class Sessions {
  /** By home and place of the server. */
  readonly on: Readonly<Record<Site, number[]>>;
  /** Places that a server keeps for clients who have not noticed that their way is cut, by place of the server. */
  readonly kept: number[];
  readonly #mostPerServer: number;

  constructor(servers: readonly ChatServer[], mostPerServer: number) {
    this.#mostPerServer = mostPerServer;
    const none = servers.map(() => 0);
    this.kept = [...none];
    this.on = { "site-1": [...none], "site-2": [...none] };
  }

  roomAt(index: number): number {
    const taken = this.on["site-1"][index]! + this.on["site-2"][index]! + this.kept[index]!;
    return Math.max(0, this.#mostPerServer - taken);
  }

  /** Evenly over the servers in these places, as far as each has room; how many found none. */
  spread(home: Site, count: number, over: readonly number[]): number {
    const own = this.on[home];
    let places = over;
    let rest = count;
    while (rest > 0 && places.length > 0) {
      const share = Math.max(1, Math.floor(rest / places.length));
      for (const index of places) {
        const taken = Math.min(share, rest, this.roomAt(index));
        own[index]! += taken;
        rest -= taken;
      }
      if (rest > 0) places = places.filter((index) => this.roomAt(index) > 0);
    }
    return rest;
  }
}
