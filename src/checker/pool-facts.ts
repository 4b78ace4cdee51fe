/**
 * What of the pool around its database the facts tell: which servers run, are active and are attached, which Front Ends
 * stand and carry whom, how many can send. It must never know why, nor what follows from it.
 */
import type { MachineName, SiteName, TraceSetting, UsersSetting } from "../results/index.js";
import type { Facts, Placed } from "./facts.js";
import type { Service } from "./services.js";
import { pairOf } from "./sessions.js";
import type { Span, Standing } from "./spans.js";
import { Steps } from "./steps.js";

export const SITES: readonly SiteName[] = ["site-1", "site-2"];

export const FRONT_ENDS: Readonly<Record<SiteName, string>> = {
  "site-1": "front-end-1",
  "site-2": "front-end-2",
};

export const siteOfFrontEnd = (frontEnd: string): SiteName | undefined =>
  SITES.find((site) => FRONT_ENDS[site] === frontEnd);

export interface Crowd {
  readonly able: number;
  readonly counted: number;
  /** Of those who are able, how many of each home. */
  readonly homes: Homes;
}

export type Homes = Readonly<Record<SiteName, number>>;

/** A home left with its site. */
export interface Leaving {
  readonly at: number;
  readonly home: SiteName;
}

/** From one `attached` until it is detached; Infinity: it never is. */
export interface Attachment extends Span {
  readonly server: string;
  readonly machine: MachineName;
}

const crowdOf = ({ endpoints, counted, homes }: Placed<"able">): Crowd => ({
  able: endpoints,
  counted,
  homes,
});

export class PoolFacts {
  readonly users: UsersSetting;
  /** All endpoints of both homes. */
  readonly all: number;
  /** One application stands beside whatever database serves, and there are no servers. */
  readonly applicationOnly: boolean;
  readonly crowd: Steps<Crowd>;
  /** When the most could send within an instant, before it had settled. */
  readonly passing: ReadonlyMap<number, Crowd>;
  /** Whose users left with their site, and when; they may have been back at once. */
  readonly leavings: readonly Leaving[];
  readonly active: Steps<readonly string[]>;
  readonly attachments: readonly Attachment[];
  /** The servers that are attached. */
  readonly attached: Steps<readonly string[]>;
  readonly serving: Steps<MachineName | null>;
  readonly #rivals: readonly Service[];
  readonly link: Steps<boolean>;
  readonly #facts: Facts;
  readonly #primarySite: SiteName;
  readonly #standing = new Map<string, Steps<boolean>>();
  readonly #carried: ReadonlyMap<string, Steps<string>>;
  readonly #hops: Readonly<Record<SiteName, Steps<string>>>;
  readonly #lost: Readonly<Record<SiteName, Steps<boolean>>>;

  constructor(
    facts: Facts,
    setting: TraceSetting,
    services: readonly Service[],
    rivals: readonly Service[],
    link: Standing,
  ) {
    this.#facts = facts;
    this.#rivals = rivals;
    this.#primarySite = setting.primarySite;
    this.users = setting.users!;
    const { endpoints, servers, nextHop } = this.users;
    this.all = endpoints["site-1"] + endpoints["site-2"];
    this.applicationOnly = servers.some(({ site }) => site === null);
    this.crowd = new Steps<Crowd>(
      { able: this.all, counted: this.all, homes: endpoints },
      facts.of("able").map((fact) => ({ at: fact.at, value: crowdOf(fact) })),
    );
    const passing = new Map<number, Crowd>();
    for (const fact of facts.of("able"))
      if (fact.endpoints >= (passing.get(fact.at)?.able ?? 0)) passing.set(fact.at, crowdOf(fact));
    this.passing = passing;
    this.leavings = this.users.stayWithSite
      ? SITES.flatMap((home) => this.#lossesOf(home).map(({ at }) => ({ at, home })))
      : [];
    this.active = new Steps<readonly string[]>(
      servers.filter(({ active }) => active).map(({ name }) => name),
      facts.of("active-servers").map(({ at, servers: value }) => ({ at, value })),
    );
    this.serving = new Steps<MachineName | null>(
      services[0]?.machine ?? null,
      services.flatMap(({ machine, begins, to, stopOrder }) => [
        { at: begins, value: machine },
        ...(stopOrder === null ? [] : [{ at: to, value: null }]),
      ]),
    );
    this.link = new Steps(
      link.upAfter(Number.NEGATIVE_INFINITY),
      facts.of("link").map(({ at, up }) => ({ at, value: up })),
    );
    this.attachments = this.#readAttachments();
    this.attached = this.#readAttached();
    const carriedBy = (home: SiteName | "next-hop", first: string, side: SiteName | null = null) =>
      new Steps(
        first,
        facts.of("carried").flatMap((fact) => {
          const isHeard = fact.home === home && (fact.side === undefined || fact.side === side);
          return isHeard ? [{ at: fact.at, value: fact.by }] : [];
        }),
      );
    this.#carried = new Map([
      ...SITES.map((site) => [site, carriedBy(site, FRONT_ENDS[site])] as const),
      ["next-hop", carriedBy("next-hop", nextHop)],
    ]);
    this.#hops = {
      "site-1": carriedBy("next-hop", nextHop, "site-1"),
      "site-2": carriedBy("next-hop", nextHop, "site-2"),
    };
    this.#lost = { "site-1": this.#readLost("site-1"), "site-2": this.#readLost("site-2") };
  }

  /** Throughout, as the pool's own or beside it. */
  serves(machine: MachineName, { from, to }: Span): boolean {
    const isRival = this.#rivals.some((one) => one.machine === machine && one.from <= from && to <= one.to);
    return isRival || this.serving.during(from, to).every((serves) => serves === machine);
  }

  siteOfServer(server: string): SiteName | null | undefined {
    return this.users.servers.find(({ name }) => name === server)?.site;
  }

  siteOfMachine(machine: MachineName): SiteName {
    const [other] = SITES.filter((site) => site !== this.#primarySite);
    return pairOf(machine) === "first" ? this.#primarySite : other!;
  }

  /** A server or a Front End: whether it is up. */
  standing(part: string): Steps<boolean> {
    const known = this.#standing.get(part);
    if (known !== undefined) return known;
    const steps = new Steps(
      true,
      this.#facts
        .of("server", "front-end")
        .flatMap((fact) =>
          (fact.fact === "server" ? fact.server : fact.frontEnd) === part
            ? [{ at: fact.at, value: fact.up }]
            : [],
        ),
    );
    this.#standing.set(part, steps);
    return steps;
  }

  carriedBy(home: SiteName | "next-hop"): Steps<string> {
    return this.#carried.get(home)!;
  }

  /** The next hop that the servers of a site have heard of. */
  hopOf(site: SiteName): Steps<string> {
    return this.#hops[site];
  }

  isLost(site: SiteName): Steps<boolean> {
    return this.#lost[site];
  }

  /** Until when a strike lasts; Infinity: it is not repaired within this life. */
  healOf(strike: Placed<"strike">): number {
    const heal = this.#facts.of("heal").find(({ id, order }) => id === strike.id && order > strike.order);
    return heal?.at ?? Number.POSITIVE_INFINITY;
  }

  #lossesOf(site: SiteName): Placed<"strike">[] {
    return this.#facts
      .of("strike")
      .filter(({ what, where, effective }) => effective && what === "site-loss" && where === site);
  }

  #readLost(site: SiteName): Steps<boolean> {
    return new Steps(
      false,
      this.#lossesOf(site).flatMap((strike) => [
        { at: strike.at, value: true },
        { at: this.healOf(strike), value: false },
      ]),
    );
  }

  /** Those active at the start are attached to the database that serves then, whether or not a fact says so. */
  #readAttachments(): Attachment[] {
    const open = new Map<string, Attachment>();
    const since = Number.NEGATIVE_INFINITY;
    if (this.serving.first !== null)
      for (const server of this.active.first)
        open.set(server, { server, machine: this.serving.first, from: since, to: Number.POSITIVE_INFINITY });
    const closed: Attachment[] = [];
    for (const { fact, server, machine, at } of this.#facts.of("attached", "detached")) {
      const one = open.get(server);
      if (fact === "attached" && one === undefined)
        open.set(server, { server, machine, from: at, to: Number.POSITIVE_INFINITY });
      if (fact === "detached" && one !== undefined) {
        closed.push({ ...one, to: at });
        open.delete(server);
      }
    }
    return [...closed, ...open.values()].filter(({ from, to }) => from < to);
  }

  #readAttached(): Steps<readonly string[]> {
    const changes = this.attachments
      .flatMap(({ server, from, to }) => [
        { at: from, server, on: true },
        { at: to, server, on: false },
      ])
      // Who ends at an instant goes before who begins, so that one may do both.
      .sort((a, b) => a.at - b.at || Number(a.on) - Number(b.on));
    let attached: readonly string[] = [];
    return new Steps<readonly string[]>(
      [],
      changes.map(({ at, server, on }) => {
        attached = on ? [...attached, server] : attached.filter((name) => name !== server);
        return { at, value: attached };
      }),
    );
  }
}
