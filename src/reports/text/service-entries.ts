/**
 * What happens to chat servers, Front Ends and users, in words. Servers to which the same happens at one instant are
 * told in one line. It must never know which entries are shown.
 */
import type { TraceEntry } from "../../results/index.js";
import { count } from "./figures.js";
import { spoken } from "./names.js";

const FACTS = [
  "server",
  "active-servers",
  "attached",
  "detached",
  "front-end",
  "carried",
  "sessions-lost",
  "able",
] as const;

export type ServiceEntry = Extract<TraceEntry, { fact: (typeof FACTS)[number] }>;

export const isOfService = (entry: TraceEntry): entry is ServiceEntry =>
  (FACTS as readonly string[]).includes(entry.fact);

/** Entries of one instant with the same text here are told together; null: told by itself. */
export function sameness(entry: TraceEntry): string | null {
  switch (entry.fact) {
    case "server":
      return `server ${entry.up} ${entry.because}`;
    case "attached":
    case "detached":
      return `${entry.fact} ${entry.machine}`;
    case "sessions-lost":
      return `sessions ${entry.home} ${entry.notice}`;
    default:
      return null;
  }
}

export function serviceWords(
  entry: ServiceEntry,
  beside: readonly TraceEntry[],
): { readonly part: string; readonly happening: string } {
  const all = [entry, ...beside.filter(isOfService)];
  switch (entry.fact) {
    case "server":
      return { part: serversText(all), happening: entry.up ? "up again" : goneText(entry.because) };
    case "active-servers":
      return { part: "people", happening: `set the active servers: ${numbers(entry.servers)}` };
    case "attached":
      return { part: serversText(all), happening: `on the ${spoken(entry.machine)} from here on` };
    case "detached":
      return { part: serversText(all), happening: `without the ${spoken(entry.machine)} from here on` };
    case "front-end":
      return { part: spoken(entry.frontEnd), happening: entry.up ? "stands again" : "is gone" };
    case "carried": {
      const whom =
        entry.home === "next-hop" ? "is the pool's next hop" : `carries the users of ${spoken(entry.home)}`;
      return { part: spoken(entry.by), happening: `${whom} from here on` };
    }
    case "sessions-lost": {
      const sessions = all.reduce((sum, one) => sum + (one.fact === "sessions-lost" ? one.endpoints : 0), 0);
      const notice = entry.notice === "reset" ? "the connection is closed" : "nobody answers any more";
      const happening = `${count(sessions)} sessions with ${serversText(all)} end: ${notice}`;
      return { part: `users of ${spoken(entry.home)}`, happening };
    }
    case "able":
      return { part: "users", happening: ableText(entry) };
  }
}

function ableText({ endpoints, counted }: Extract<ServiceEntry, { fact: "able" }>): string {
  if (endpoints === 0) return "nobody can send";
  if (endpoints === counted) return "everybody can send";
  const percent = Math.floor((100 * endpoints) / counted);
  const whom = percent === 0 ? "the first" : `${percent} %`;
  return `${whom} can send: ${count(endpoints)} of ${count(counted)} endpoints`;
}

/** By what a server went. */
function goneText(because: string): string {
  switch (because) {
    case "process":
      return "down: the process failed";
    case "host":
      return "down: the host failed";
    case "silence":
      return "down: all of the site is silent";
    case "recycling":
      return "down: recycling again and again, without a way to the peers";
    default:
      return `down: ${spoken(because)}`;
  }
}

/** "server 1", "servers 1, 2 and 5", "application" */
function serversText(entries: readonly ServiceEntry[]): string {
  const names = entries.flatMap((entry) => ("server" in entry ? [entry.server] : []));
  const [only] = names;
  if (only === undefined || names.length > 1) return `servers ${numbers(names)}`;
  return spoken(only);
}

function numbers(names: readonly string[]): string {
  if (names.length === 0) return "none";
  const each = names.map((name) => name.replace(/^server-/, ""));
  return each.length === 1 ? each[0]! : `${each.slice(0, -1).join(", ")} and ${each.at(-1)!}`;
}
