/**
 * What stands between the users and the database: Front Ends, chat servers, the ways between the sites. It follows
 * what happens to the parts and to the database, and says who can send and what the pool's own traffic takes of the
 * link. It must never know incidents beyond whom to charge, nor what people are about to do.
 */
import type { Loop, Streams } from "../../engine/index.js";
import type { Machine, Site, Strike } from "../../spec/index.js";
import {
  applicationSeating,
  endpointsOf,
  endpointsPerServer,
  linkTraffic,
  type Seating,
  serversOf,
  totalTraffic,
} from "../../traffic/index.js";
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
import { Standing } from "./standing.js";

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

/** How the pool stood from an instant on, as far as its users' waiting goes. */
export interface Situation {
  readonly at: Micros;
  readonly seating: Seating;
}

export class ChatService {
  readonly servers: ChatServers;
  readonly frontEnds: FrontEnds;
  readonly curve: Curve;
  readonly situations: Situation[] = [];
  readonly #host: ChatServiceHost;
  /** null: one notional user sits at the database that serves. */
  readonly #users: Users | null;
  /** One application beside the database, and nothing on the way to it. */
  readonly #isDatabaseOnly: boolean;
  /** Where the messages of one notional user come from. */
  readonly #atSite2: number;
  readonly #peak: number;
  readonly #surroundings: Surroundings;
  readonly #standing: Standing;
  #seats: Seating | null = null;
  /** What the link carried when it was last weighed, and for whom. */
  #weighed: { readonly seats: Seating; readonly isCut: boolean; readonly traffic: number } | null = null;

  constructor(host: ChatServiceHost) {
    this.#host = host;
    const { scenario, load } = host.plan;
    const { layout, topology, users } = scenario;
    this.#peak = load.peakMessagesPerSecond;
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
    this.#standing = new Standing(host.state, this.frontEnds, this.servers.all);
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
    const databases = tier.accepting.map((machine) => ({ machine, site: this.#siteOf(machine) }));
    // Servers attach and detach before anybody looks at who can send; nothing else of theirs shows before that.
    this.servers.follow(at, databases, !state.wanCut, trigger);
    if (this.#standing.hasChanged()) {
      users.settle(at);
      users.changed(at, this.#surroundings, trigger);
      this.curve.markChange(at);
      this.#seats = null;
    }
    this.#weighTraffic(at);
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
    // Whoever is on the way back sits where he is going to as long as nothing changes.
    this.#seats ??= this.#isDatabaseOnly ? this.#beside() : this.#seating();
    const { state, tier } = this.#host;
    const seating = { ...this.#seats, mirrored: tier.session.isSynchronized, link: state.bareLink };
    this.situations.push({ at, seating });
    const traffic = this.#trafficOf(this.#seats, seating);
    if (traffic === this.#host.state.poolTraffic) return;
    this.#host.state.poolTraffic = traffic;
    this.#host.trafficChanged(at);
  }

  /** Nothing of it hangs on the mirror, nor on what the link could carry. */
  #trafficOf(seats: Seating, seating: Seating): number {
    const isCut = seating.link === null;
    const known = this.#weighed;
    if (known !== null && known.seats === seats && known.isCut === isCut) return known.traffic;
    const traffic = totalTraffic(linkTraffic(this.#host.plan.scenario, seating, this.#peak));
    this.#weighed = { seats, isCut, traffic };
    return traffic;
  }

  #beside(): Seating {
    const { plan, tier } = this.#host;
    const serves = this.servers.all.some(({ attachedTo }) => attachedTo !== null);
    return applicationSeating(plan.scenario, serves ? this.#databaseSite : null, tier.session.isSynchronized);
  }

  /** Everybody with the server that he has, or will have once he is back. */
  #seating(): Seating {
    const { tier, state } = this.#host;
    const users = this.#users!;
    const servers = this.servers.all;
    const around = this.#surroundings;
    const { on, waiting, roomAt } = users.seats;
    const attached: { readonly server: ChatServer; readonly index: number }[] = [];
    const taking: ChatServer[] = [];
    let room = 0;
    servers.forEach((server, index) => {
      if (!around.canServe(server)) return;
      attached.push({ server, index });
      const here = server.active ? roomAt(index) : 0;
      if (here > 0) taking.push(server);
      room += here;
    });
    const waits = { "site-1": waiting("site-1"), "site-2": waiting("site-2") };
    const onTheWay = waits["site-1"] + waits["site-2"];
    // Whoever is turned away asks nothing of a server.
    const findRoom = onTheWay === 0 ? 0 : Math.min(1, room / onTheWay);
    const reachable = (home: Site) =>
      taking.reduce((sum, server) => sum + (around.isWayWhole(home, server) ? 1 : 0), 0);
    const ways = { "site-1": reachable("site-1"), "site-2": reachable("site-2") };
    const seatsOf = (home: Site, server: ChatServer, index: number): number => {
      if (!around.isCarried(home) || !around.isWayWhole(home, server)) return 0;
      const joins = taking.includes(server) ? (findRoom * waits[home]) / ways[home] : 0;
      return on[home][index]! + joins;
    };
    const databaseSite = this.#databaseSite;
    return {
      databaseSite: tier.history.serving === null ? null : databaseSite,
      mirrored: tier.session.isSynchronized,
      link: state.bareLink,
      servers: attached.map(({ server, index }) => ({
        site: server.site ?? databaseSite,
        endpoints: { "site-1": seatsOf("site-1", server, index), "site-2": seatsOf("site-2", server, index) },
      })),
      places: { "site-1": this.#placeOf("site-1"), "site-2": this.#placeOf("site-2") },
      carriers: { "site-1": this.frontEnds.siteOf("site-1"), "site-2": this.frontEnds.siteOf("site-2") },
    };
  }
}
