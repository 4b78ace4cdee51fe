/** What the users are told of everything else, and what everything else may ask of them. Types only. */
import type { Loop, Streams } from "../../engine/index.js";
import type { Scenario, Site } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import type { Chronicle } from "../chronicle.js";
import type { Cause, Incident } from "../incident.js";
import type { ChatServer } from "../service/chat-servers.js";

/** What users meet, as things stand. */
export interface Surroundings {
  readonly servers: readonly ChatServer[];
  /** The site where the users of a home work has power. */
  siteStands(home: Site): boolean;
  /** A Front End stands that carries them. */
  isCarried(home: Site): boolean;
  /** Their way to the server, through their Front End, does not cross a link that is cut. */
  isWayWhole(home: Site, server: ChatServer): boolean;
  /** It is attached, and the pool's next hop reaches it. */
  canServe(server: ChatServer): boolean;
}

export interface UsersHost {
  readonly loop: Loop;
  readonly streams: Streams;
  readonly chronicle: Chronicle | null;
  readonly scenario: Scenario;
  /** Endpoints that one server takes; Infinity: as many as come. */
  readonly mostPerServer: number;
  readonly endpoints: Readonly<Record<Site, number>>;
  /** Users have sessions with servers; false: they use one application, and nobody has to sign in. */
  readonly signsIn: boolean;
  lastCause(): { readonly incident: Incident; readonly cause: Cause };
  /** Everybody is back who could be. */
  everybodyIsBack(at: Micros): void;
}

export interface Seats {
  /** Sessions by home and place of the server. */
  readonly on: Readonly<Record<Site, readonly number[]>>;
  /** For how many more a server has room. */
  roomAt(index: number): number;
  /** How many of a home are on their way back. */
  waiting(home: Site): number;
}
