/** The part of a sentence about service: who was cut off, and what they waited for. It knows nothing of lost data. */
import type { Site } from "../../spec/index.js";
import {
  activeAt,
  type CellFacts,
  halfBackAfter,
  here,
  isCausedBy,
  onPath,
  recoveredFrom,
  stepOf,
} from "./facts.js";
import { serviceOfMistake, swapInFailover, whenSomebodyComes } from "./sentence-mistakes.js";
import { spoken } from "./spoken.js";

export function service(facts: CellFacts): string {
  const { usersDown, rto } = facts.figures;
  if (usersDown.most === 0) return "";
  if (rto.nNull > 0) return "nobody is served again within the horizon";
  const mistake = serviceOfMistake(facts, whom(facts));
  if (mistake !== null) return mistake;
  if (recoveredFrom(facts, "log-shipping")) {
    return `${onTheOtherSite(facts)}${swapInFailover(facts)}${whenSomebodyComes(facts)}`;
  }
  if (recoveredFrom(facts, "mirror")) return onTheMirror(facts);
  if (onPath(facts, "remove-mirroring"))
    return "nobody is served until people have taken mirroring away from it";
  if (onPath(facts, "fail-over-front-end")) return frontEnd(facts);
  const over = OVER.find(([step]) => onPath(facts, step));
  if (over !== undefined) return `${withoutDatabase(facts)}${whom(facts)} until ${over[1]}${half(facts)}`;
  if (rto.most === 0) return `${whom(facts)}, never so many that it counts as an outage`;
  return `${whom(facts)} until they have signed in to the other servers, which nobody has to help with`;
}

/** What failed is back, and that is what ended the outage. */
const OVER: readonly (readonly [string, string])[] = [
  ["wan-cut-is-over", "the link is mended"],
  ["site-loss-is-over", "the site is back"],
  ["front-end-loss-is-over", "the Front End is back"],
  ["server-crash-is-over", "the server is back"],
  ["site-returns", "the site is back and its database has restarted"],
  ["machine-returns", "the machine is back and its database has restarted"],
];

/** Active servers beyond a cut link. */
function withoutDatabase(facts: CellFacts): string {
  const site = facts.scenario.topology.secondarySite;
  if (!isCausedBy(facts, "wan-cut") || activeAt(facts, site) === 0) return "";
  return `the active servers of ${said(site)} have lost the database and their peers, and `;
}

function onTheOtherSite(facts: CellFacts): string {
  if (onPath(facts, "wan-cut-is-over")) {
    return `then everybody is stopped for the failover, and the users of ${here(facts)} are cut off until the link is mended`;
  }
  if (onPath(facts, "activate-servers")) {
    const build = stepOf(facts, "build-mirror");
    const behind = build === undefined ? "" : `, behind the mirror build of ${spoken(build.lasts)}`;
    return `nobody is served until the idle servers are activated${behind}`;
  }
  const survivors = activeAt(facts, facts.scenario.topology.secondarySite);
  const last = onPath(facts, "fail-over-front-end") ? "; last comes the failover of the Front End" : "";
  if (survivors > 0) {
    return `its ${survivors} active servers serve nobody until the pool state is switched${last}`;
  }
  return `nobody is served until people have recovered that database${last}`;
}

function onTheMirror(facts: CellFacts): string {
  const automatic = onPath(facts, "notice-loss", "fail-over");
  if (automatic) return "it takes over by itself, and nobody is served until servers have found it";
  const how = onPath(facts, "force-service")
    ? "people have forced service on it"
    : onPath(facts, "fail-over-to-mirror")
      ? "people have failed over to it"
      : "people have made it serve alone";
  return `nothing happens by itself, and nobody is served until ${how}`;
}

/** Whoever reaches chat by way of a Front End that is gone; everybody, where it is the next hop. */
function frontEnd(facts: CellFacts): string {
  const { topology } = facts.scenario;
  const site = lostSite(facts);
  if (topology.nextHop === FRONT_END[site]) {
    return `the Front End of ${said(site)} is the next hop, and everybody is cut off until people have failed it over`;
  }
  const theirs =
    isCausedBy(facts, "site-loss") && activeAt(facts, site) > 0 ? "server or their Front End" : "Front End";
  const cut = whom(facts).replace(" are cut off", `, who had their ${theirs} in ${said(site)}, are cut off`);
  return `${cut} until people have failed the Front End over${half(facts)}`;
}

const FRONT_END = { "site-1": "front-end-1", "site-2": "front-end-2" } as const;
const said = (site: string): string => site.replace("-", " ");

function lostSite({ incidents }: CellFacts): Site {
  const places = incidents.flatMap(({ causes }) => causes.map(({ where }) => where));
  return places.includes("site-1") || places.includes("front-end-1") ? "site-1" : "site-2";
}

/** "half of the users are cut off" */
function whom(facts: CellFacts): string {
  const share = facts.figures.usersDown.most ?? 1;
  if (share >= 1) return "everybody is cut off";
  const percent = Math.round(share * 100);
  const named = NAMED[percent];
  return `${named ?? `${percent} % of the users`} are cut off`;
}

const NAMED: Readonly<Record<number, string>> = {
  25: "a quarter of the users",
  50: "half of the users",
  75: "three quarters of the users",
};

function half(facts: CellFacts): string {
  const after = halfBackAfter(facts);
  return after === null ? "" : ` (those who find another server are back after ${spoken(after)})`;
}
