/**
 * What stands between the users and the database: Front Ends, chat servers, the ways between the sites. It follows
 * what happens to the parts and to the database, and says who can send and what the pool's own traffic takes of the
 * link. It must never know incidents beyond whom to charge, nor what people are about to do.
 */
import type { Loop, Streams } from "../../engine/index.js";
import type { Machine, Site, Strike } from "../../spec/index.js";
import { endpointsOf, endpointsPerServer, serversOf } from "../../traffic/index.js";
import type { Micros } from "../../units/index.js";
import type { Chronicle } from "../chronicle.js";
import type { StrikeDraws } from "../draws.js";
import type { Cause, Incident } from "../incident.js";
import type { PoolPlan } from "../plan.js";
import type { PoolState } from "../state.js";
import type { DatabaseTier } from "../tier.js";
import { Curve } from "../users/curve.js";
import type { Trigger } from "../users/outages.js";
import type { Surroundings } from "../users/surroundings.js";
import { Users } from "../users/users.js";
import { type ChatServer, ChatServers } from "./chat-servers.js";
import { FrontEnds } from "./front-ends.js";
import { Seated, type Situation } from "./seated.js";
import { type Changed, Standing } from "./standing.js";

export interface ChatServiceHost {
  readonly loop: Loop;
  readonly streams: Streams;
  readonly plan: PoolPlan;
  readonly draws: StrikeDraws;
  readonly chronicle: Chronicle | null;
  readonly state: PoolState;
  readonly tier: DatabaseTier;
  lastStrike(): Strike;
  lastCause(): { readonly incident: Incident; readonly cause: Cause };
  /** The pool's own traffic takes another share of the link. */
  trafficChanged(at: Micros): void;
  /** A server attached, or everybody is back: people and books may have waited for it. */
  serviceChanged(at: Micros): void;
}

/** Without chat servers one application stands beside whatever database serves. */
export const APPLICATION = { name: "application", site: null, active: true } as const;

export class ChatService {
  readonly servers: ChatServers;
  readonly frontEnds: FrontEnds;
  readonly curve: Curve;
  readonly #host: ChatServiceHost;
  /** null: one notional user sits at the database that serves. */
  readonly #users: Users | null;
  /** One application beside the database, and nothing on the way to it. */
  readonly #isDatabaseOnly: boolean;
  /** Where the messages of one notional user come from. */
  readonly #atSite2: number;
  readonly #surroundings: Surroundings;
  readonly #standing: Standing;
  /** null: of one notional user nobody asks where he sits. */
  readonly #seated: Seated | null;
  /** Who sits where was looked at while nobody was on his way. */
  #isSeatedAtRest = false;

  constructor(host: ChatServiceHost) {
    this.#host = host;
    const { scenario } = host.plan;
    const { layout, topology, users } = scenario;
    this.#atSite2 = users.atSite2;
    this.#isDatabaseOnly = layout.name === "database-only";
    const places = this.#isDatabaseOnly ? [APPLICATION] : serversOf(layout);
    const { loop, draws, chronicle } = host;
    this.servers = new ChatServers(users.count === 0 ? [] : places, "principal", {
      loop,
      draws,
      chronicle,
      times: scenario.servers,
      lastStrike: host.lastStrike,
      databaseSite: () => this.#databaseSite,
      changed: (at, trigger) => {
        this.changed(at, trigger);
        host.serviceChanged(at);
      },
    });
    this.frontEnds = new FrontEnds(topology.nextHop, users.count === 0 ? null : chronicle);
    this.#surroundings = this.#lookAround();
    this.#users = users.count === 0 ? null : this.#seatUsers();
    this.curve = this.#users?.curve ?? new Curve(1, users.atSite2);
    this.#seated = this.#users === null ? null : this.#seatedBy(this.#users);
    this.#standing = new Standing(host.state, this.frontEnds, this.servers.all);
  }

  /** How the pool stood for its users, from one instant to the next. */
  get situations(): readonly Situation[] {
    return this.#seated?.situations ?? [];
  }

  #seatedBy({ seats }: Users): Seated {
    const { plan, tier, state } = this.#host;
    return new Seated({
      scenario: plan.scenario,
      peakMessagesPerSecond: plan.load.peakMessagesPerSecond,
      tier,
      state,
      surroundings: this.#surroundings,
      seats,
      isDatabaseOnly: this.#isDatabaseOnly,
      placeOf: (home) => this.#placeOf(home),
      carrierOf: (home) => this.frontEnds.siteOf(home),
    });
  }

  #seatUsers(): Users {
    const { loop, streams, chronicle, plan } = this.#host;
    const { scenario } = plan;
    const turnsAway = scenario.users.overload === "reject" && !this.#isDatabaseOnly;
    return new Users(
      {
        loop,
        streams,
        chronicle,
        scenario,
        mostPerServer: turnsAway ? endpointsPerServer(scenario) : Number.POSITIVE_INFINITY,
        endpoints: endpointsOf(scenario.users),
        signsIn: !this.#isDatabaseOnly,
        lastCause: () => this.#host.lastCause(),
        everybodyIsBack: (at) => this.#host.serviceChanged(at),
      },
      this.servers.all,
    );
  }

  get hasUsers(): boolean {
    return this.#users !== null;
  }

  /** Users come through Front Ends, and are lost with them. */
  get usesFrontEnds(): boolean {
    return this.hasUsers && !this.#isDatabaseOnly;
  }

  /** No server that takes users has room for one more. */
  get isFull(): boolean {
    const users = this.#users;
    if (users === null) return false;
    return this.servers.all.every(
      (server, index) => !server.active || server.attachedTo === null || users.seats.roomAt(index) === 0,
    );
  }

  /** Of those who are there to send, not all can. */
  get isMissed(): boolean {
    const { able, counted } = this.curve.last;
    return able < counted;
  }

  /** Everybody can send who is there to. */
  get areAllServed(): boolean {
    return this.#users?.areAllServed ?? this.#host.tier.accepting.length > 0;
  }

  siteChanged(site: Site, up: boolean, at: Micros): void {
    if (up) this.servers.siteCameBack(site, at);
    else this.servers.siteWentDown(site, at);
    this.frontEnds.siteChanged(site, up, at);
  }

  /** Parts, the link, the list of servers or the database changed: what it means to everybody. */
  changed(at: Micros, trigger: Trigger | null): void {
    const users = this.#users;
    const { tier, state } = this.#host;
    if (users === null) {
      const able = tier.accepting.length === 0 ? 0 : 1;
      if (this.curve.add({ at, able, counted: 1, atSite2: able * this.#atSite2 })) this.curve.markChange(at);
      return;
    }
    // Servers attach and detach before anybody looks at who can send; nothing else of theirs shows before that.
    this.servers.follow(at, tier.accepting, !state.wanCut, trigger);
    const changed = this.#standing.whatChanged();
    if (changed !== "nothing") {
      this.#tellUsers(users, changed, at, trigger);
      this.curve.markChange(at);
    }
    this.#weighTraffic(at);
  }

  #tellUsers(users: Users, changed: Changed, at: Micros, trigger: Trigger | null): void {
    const isAtRest = users.isAtRest;
    // Whoever has his server, and keeps it, is not concerned by those that nobody uses.
    if (changed === "spares" && isAtRest && this.#isSeatedAtRest) return;
    if (changed !== "spares" || !isAtRest) {
      users.settle(at);
      users.changed(at, this.#surroundings, trigger);
    }
    this.#isSeatedAtRest = users.isAtRest;
    this.#seated!.somebodyMoved();
  }

  /** Two sides that went their own ways hear of one another again: one list, and one next hop, that of the pool. */
  sidesMeet(at: Micros): void {
    if (!this.usesFrontEnds) return;
    const kept = this.servers.active.filter(({ site }) => site === this.#databaseSite);
    this.servers.activate(
      kept.map(({ name }) => name),
      at,
    );
    this.frontEnds.sidesMeet(at);
    this.#users!.findNewDoors();
  }

  /** Everything up to the end. */
  end(at: Micros): void {
    this.#users?.settle(at);
  }

  /** In which site the pool's database serves, or would. */
  get #databaseSite(): Site {
    return this.#siteOf(this.#host.tier.session.principal);
  }

  #siteOf(machine: Machine): Site {
    return this.#host.tier.machines.of(machine).site;
  }

  #lookAround(): Surroundings {
    const { state } = this.#host;
    const { frontEnds } = this;
    const servers = this.servers.all;
    const siteStands = (home: Site) => state.sites[home].up;
    if (this.#isDatabaseOnly) {
      const always = () => true;
      const canServe = ({ attachedTo }: ChatServer) => attachedTo !== null;
      return { servers, siteStands, isCarried: always, isWayWhole: always, canServe };
    }
    return {
      servers,
      siteStands,
      isCarried: (home) => frontEnds.isCarried(home),
      isWayWhole: (home, { site }) => {
        if (!state.wanCut) return true;
        const carrier = frontEnds.siteOf(home);
        return carrier === site && this.#placeOf(home) === site;
      },
      canServe: ({ attachedTo, site }) =>
        attachedTo !== null &&
        frontEnds.hopStandsFor(site) &&
        !(state.wanCut && frontEnds.hopSiteFor(site) !== site),
    };
  }

  /** Where the users of a home sit: those of a lost site reach the other Front End from wherever they are. */
  #placeOf(home: Site): Site {
    return this.#host.state.sites[home].up ? home : this.frontEnds.siteOf(home);
  }

  #weighTraffic(at: Micros): void {
    const { state } = this.#host;
    const traffic = this.#seated!.trafficFrom(at);
    if (traffic === state.poolTraffic) return;
    state.poolTraffic = traffic;
    this.#host.trafficChanged(at);
  }
}
