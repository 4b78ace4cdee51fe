/**
 * How long a step takes on average, before anybody does it: people by the means of their laws, bytes by the rates of
 * disks and of a link that carries nothing else while nobody is served. It must never know a pool.
 */
import { officeOf } from "../../pool/plan.js";
import { loadOf } from "../../shipping/load.js";
import { commonPeriod } from "../../shipping/period.js";
import { figuresOf } from "../../shipping/transfer.js";
import { type Law, otherSite, type Scenario } from "../../spec/index.js";
import { allEndpoints, endpointsOf, linkTraffic, type Seating, totalTraffic } from "../../traffic/index.js";
import { type Micros, printDuration, trimmed, WEEK } from "../../units/index.js";
import { Haul } from "../haul.js";
import type { ChangedRow } from "./changed-rows.js";
import { type FilesWaiting, typicalPipeline, type Waiting } from "./files-waiting.js";
import { type Ground, type Hauled, legsOf, mirrorBuild, wholeDatabase } from "./hauls.js";
import type { Computed, Takes } from "./row.js";
import { FRONT_END_FAILBACK, MANAGEMENT_STORE, UNDO } from "./times.js";
import { typicalOf } from "./typical.js";

export interface Expected {
  /** In microseconds, and not always whole: a mean is no instant. */
  readonly takes: number;
  /** What the figure hangs on, in words; empty: on nothing but rates, and laws that have a mean. */
  readonly hangsOn: readonly string[];
}

/** `files`: what waits when people come to it. */
export function expectedOf(
  { row, given, retry }: Pick<ChangedRow, "row" | "given" | "retry">,
  scenario: Scenario,
  files: FilesWaiting,
): Expected {
  const pieces = given === null ? row.takes.map((piece) => pieceOf(piece, scenario, files)) : [ofLaw(given)];
  const once = pieces.reduce((sum, { takes }) => sum + takes, 0);
  const hangsOn = pieces.flatMap((piece) => piece.hangsOn);
  if (retry === 0) return { takes: once, hangsOn };
  // Attempts are geometric: with one in three failing there are 1.5 of them on average.
  const attempts = 1 / (1 - retry);
  const tried = `${trimmed(attempts, 2)} attempts on average`;
  return { takes: once * attempts, hangsOn: [...hangsOn, tried] };
}

const exactly = (takes: number): Expected => ({ takes, hangsOn: [] });

function ofLaw(law: Law): Expected {
  const { value, is } = typicalOf(law);
  return is === "mean"
    ? exactly(value)
    : { takes: value, hangsOn: ["its law has no mean within 285 years, and the median stands for it"] };
}

function pieceOf(piece: Takes, scenario: Scenario, files: FilesWaiting): Expected {
  const { people, servers } = scenario;
  switch (piece.by) {
    case "hand":
      return ofLaw(people.step);
    case "replication":
      return ofLaw(servers.replication);
    case "detect":
      return ofLaw(people.detect);
    case "decide":
      return ofLaw(people.decide);
    default:
      return computed(piece.by, scenario, files);
  }
}

function computed(by: Computed, scenario: Scenario, files: FilesWaiting): Expected {
  switch (by) {
    case "files-to-copy": {
      const { copy, isKnown } = files;
      if (copy === null) return { takes: 0, hangsOn: ["the share is lost with its site"] };
      // With nothing there, nobody copies.
      const person = ofLaw(scenario.people.step);
      return {
        takes: copy.any * person.takes + copy.takes,
        hangsOn: [...(copy.any > 0 ? person.hangsOn : []), waitingWords(copy, isKnown)],
      };
    }
    case "files-to-apply":
      return { takes: files.apply.takes, hangsOn: [waitingWords(files.apply, files.isKnown)] };
    case "undo":
      return exactly(UNDO);
    case "management-store":
      return exactly(MANAGEMENT_STORE);
    case "front-end-failback":
      return exactly(usesFrontEnds(scenario) ? FRONT_END_FAILBACK : 0);
    case "mirror-build":
      return exactly(mirrorBuild(scenario));
    case "tail-of-log":
      return {
        takes: hauled(by, scenario, halfAnInterval(scenario)),
        hangsOn: ["half an interval's log"],
      };
    default:
      return exactly(hauled(by, scenario, wholeDatabase(scenario)));
  }
}

/** Somebody's way to his server leads over a Front End. */
export const usesFrontEnds = ({ users, layout }: Scenario): boolean =>
  users.count > 0 && layout.name !== "database-only";

function waitingWords({ files, each }: Waiting, isKnown: boolean): string {
  const one = `one takes ${printDuration(Math.round(each) as Micros)}`;
  if (!isKnown && files > 0) return `depends on what waits; one file is counted, and ${one}`;
  if (files === 0) return "no file waits";
  const many = trimmed(files, 2);
  return `${many === "0" ? "hardly a file" : many === "1" ? "1 file" : `${many} files`} on average, ${one}`;
}

const hauled = (by: Hauled, scenario: Scenario, bytes: number): number =>
  new Haul(0 as Micros, bytes, legsOf(by, groundOf(by, scenario), bytes)).end;

function groundOf(by: Hauled, scenario: Scenario): Ground {
  const { failback, wan } = scenario;
  const isServedMeanwhile = by !== "tail-of-log" && failback?.drain === "keep-existing";
  const link = figuresOf(wan, isServedMeanwhile ? trafficAtTheOtherSite(scenario) : 0);
  return { scenario, pipeline: typicalPipeline(scenario), wan: () => link };
}

/** Whoever keeps his connection uses a server of the other site, by its Front End: only the way from home crosses. */
function trafficAtTheOtherSite(scenario: Scenario): number {
  const { users, topology, wan, workload } = scenario;
  if (!usesFrontEnds(scenario) || allEndpoints(users) === 0) return 0;
  const site = topology.secondarySite;
  const seating: Seating = {
    databaseSite: site,
    mirrored: topology.secondaryMirror,
    link: wan,
    servers: [{ site, endpoints: endpointsOf(users) }],
    places: { [site]: site, [otherSite(site)]: otherSite(site) } as Seating["places"],
    carriers: { "site-1": site, "site-2": site },
  };
  const { peakMessagesPerSecond } = loadOf(workload, officeOf(scenario));
  return totalTraffic(linkTraffic(scenario, seating, peakMessagesPerSecond));
}

/** What is written in half a backup interval at the mean load, in the form in which it is shipped. */
function halfAnInterval(scenario: Scenario): number {
  const { workload, logShipping } = scenario;
  const load = loadOf(workload, officeOf(scenario));
  const common = commonPeriod(logShipping, load);
  const over = common.ok ? common.period : WEEK;
  const { grid, compression } = logShipping.backup;
  return ((load.log(0 as Micros, over) / over) * (grid.every / 2)) / compression;
}
