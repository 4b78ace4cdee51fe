/**
 * The words of the notation for servers, Front Ends and users:
 *
 *     1000 server server-1 down
 *     1000 detached server-1 from principal
 *     1000 sessions-lost site-1 on server-1 count 50 reset
 *     1000 able 300 of 400            half of them of each home
 *     1000 able 300 of 400 homes 200/100
 *     claim incident 1000..1100 rto 61 curve 0/61/61/101 usersdown 0.25 served 1000:0.75,1101:1 latency 1000:0.02/0.05
 *
 * Of the messages of a part those are refused whose share cannot send: the stories keep that whole.
 */
import type {
  IncidentResult,
  LatencyChange,
  SiteName,
  TraceEntry,
  UsersSetting,
} from "../../src/results/index.js";
import type { Words } from "./words.js";

export function entryOfUsers(words: Words): object {
  const fact = words.at(1);
  const subject = words.at(2);
  switch (fact) {
    case "server":
      return { fact, server: subject, up: words.has("up"), because: "test" };
    case "active-servers":
      return { fact, servers: words.from(2) };
    case "attached":
      return { fact, server: subject, machine: words.after("to") };
    case "detached":
      return { fact, server: subject, machine: words.after("from") };
    case "front-end":
      return { fact, frontEnd: subject, up: words.has("up") };
    case "carried":
      return { fact, home: subject, by: words.after("by") };
    case "sessions-lost":
      return {
        fact,
        home: subject,
        server: words.after("on"),
        endpoints: words.number("count"),
        notice: words.has("reset") ? "reset" : "silence",
      };
    case "able":
      return {
        fact,
        endpoints: Number(subject),
        counted: words.number("of"),
        homes: homesOf(words, Number(subject)),
      };
    default:
      throw new Error(`no such fact: ${words.from(0).join(" ")}`);
  }
}

function homesOf(words: Words, able: number): Readonly<Record<SiteName, number>> {
  const [first, second] = words.after("homes")?.split("/").map(Number) ?? [
    Math.ceil(able / 2),
    Math.floor(able / 2),
  ];
  return { "site-1": first!, "site-2": second! };
}

type CrowdClaims = Pick<IncidentResult, "rtoFull" | "usersDown" | "rtoCurve" | "served" | "latency">;

/** What is claimed of the users; one notional user is there or not. */
export function crowdOf(words: Words, rto: number | null): CrowdClaims {
  const curve = words
    .after("curve")
    ?.split("/")
    .map((text) => (text === "none" ? null : Number(text)));
  const [half, most, nearly, all] = curve ?? [rto, rto, rto, rto];
  return {
    rtoFull: all ?? null,
    usersDown: words.orNull("usersdown", rto === 0 ? 0 : 1) ?? 0,
    rtoCurve: { "50": half ?? null, "90": most ?? null, "95": nearly ?? null, "100": all ?? null },
    served: pointsOf(words.after("served")).map(([at, share]) => ({ at: Number(at), share: Number(share) })),
    latency: pointsOf(words.after("latency")).map(([at, figures]): LatencyChange => {
      const [mean, p95] = figures.split("/").map(Number);
      const latency = mean === undefined || p95 === undefined ? null : { mean, p95 };
      return { at: Number(at), "site-1": latency, "site-2": latency, why: null };
    }),
  };
}

/** `1000:0.5,1010:1`: instants and what holds from each on. */
const pointsOf = (text = ""): (readonly [string, string])[] =>
  text
    .split(",")
    .filter((point) => point !== "")
    .map((point) => {
      const [at = "", figures = ""] = point.split(":");
      return [at, figures] as const;
    });

interface Part {
  readonly from: number;
  readonly to: number;
}

/** No fact lies within a part. */
export function refusedOf(
  entries: readonly TraceEntry[],
  part: Part,
  offered: number,
  users: UsersSetting | null,
): number {
  if (users === null) return servesAt(entries, part.from) ? 0 : offered;
  const unable = unableAt(entries, part.from);
  const retried = entries.some(
    ({ at, fact }) => fact === "able" && part.to <= at && at <= part.to + users.retryFor,
  );
  // The stories in which people try again let nobody in, or everybody.
  return users.retryFor > 0 && retried ? 0 : Math.round(offered * unable);
}

function unableAt(entries: readonly TraceEntry[], at: number): number {
  let unable = 0;
  for (const entry of entries)
    if (entry.fact === "able" && entry.at <= at)
      unable = entry.counted === 0 ? 1 : 1 - entry.endpoints / entry.counted;
  return unable;
}

/** Before all facts the database stands, as the pool does. */
function servesAt(entries: readonly TraceEntry[], at: number): boolean {
  const last = entries.findLast(
    (entry) => (entry.fact === "serves" || entry.fact === "stops") && entry.at <= at,
  );
  return last?.fact !== "stops";
}
