/**
 * Who served when, and the rule that nobody serves beside another but where somebody failed over during a cut by
 * mistake. It must never know why service moved.
 */
import type { MachineName } from "../results/index.js";
import type { Facts, Placed } from "./facts.js";
import { joined, overlap, type Span, told } from "./spans.js";
import { type Finding, unknown, violated } from "./verdict.js";

export interface Service {
  readonly machine: MachineName;
  readonly history: number;
  readonly by: string;
  /** How many facts stand before `serves`. */
  readonly order: number;
  /** The order of `stops`; null: it serves at the horizon. */
  readonly stopOrder: number | null;
  /** The instant of `serves`. */
  readonly begins: number;
  /** Since when it accepts: the first has accepted since before all time, because the pool stood intact. */
  readonly from: number;
  /** Until when it accepts; the horizon where it still serves then. */
  readonly to: number;
}

export interface Served {
  /** The pool's own, in order; one that another goes on beside ends here at that instant. */
  readonly services: Service[];
  /** Those that went on beside the pool's own, from their beginning to their end. */
  readonly rivals: Service[];
  readonly findings: Finding[];
}

/** What cannot be read as one service after another is a finding. */
export function readServices(facts: Facts, horizon: number): Served {
  const services: Service[] = [];
  const rivals: Service[] = [];
  const findings: Finding[] = [];
  let open: Service | null = null;
  let rival: Service | null = null;
  for (const entry of facts.of("serves", "stops")) {
    if (entry.fact === "serves") {
      if (open !== null && rival === null && isSplit(facts, entry)) {
        rival = open;
        services.push({ ...open, to: entry.at, stopOrder: entry.order });
        open = null;
      }
      if (open !== null) {
        const reason = `${entry.machine} serves at ${told(entry.at)} while ${open.machine} has not stopped`;
        findings.push(violated("one-server-at-a-time", entry.at, reason));
        break;
      }
      const from = services.length === 0 && entry.at <= 0 ? Number.NEGATIVE_INFINITY : entry.at;
      const { machine, history, by, order } = entry;
      open = { machine, history, by, order, stopOrder: null, begins: entry.at, from, to: horizon };
    } else if (rival !== null && rival.machine === entry.machine && rival.history === entry.history) {
      rivals.push({ ...rival, to: entry.at, stopOrder: entry.order });
      rival = null;
    } else {
      if (open === null || open.machine !== entry.machine || open.history !== entry.history) {
        const reason = `${entry.machine} stops serving history ${entry.history} at ${told(entry.at)}, but did not serve it`;
        findings.push(violated("one-server-at-a-time", entry.at, reason));
        break;
      }
      services.push({ ...open, to: entry.at, stopOrder: entry.order });
      open = null;
    }
  }
  if (open !== null) services.push(open);
  if (rival !== null) rivals.push(rival);
  if (findings.length === 0 && (services[0] === undefined || services[0].begins > 0))
    findings.push(unknown("no fact says who served at the beginning"));
  return { services, rivals, findings };
}

/** Somebody failed over by mistake while the link was cut, so that nobody stopped the old database. */
function isSplit(facts: Facts, { by, order }: Placed<"serves">): boolean {
  const mistaken = facts
    .of("strike")
    .some((strike) => strike.effective && strike.what === "operator-error" && strike.order < order);
  const link = facts.of("link").findLast((one) => one.order < order);
  return by === "split" && mistaken && link?.up === false;
}

interface Accepting {
  readonly services: readonly Service[];
  readonly rivals: readonly Service[];
}

/** When anybody accepts, each instant once. */
export const acceptingSpans = ({ services, rivals }: Accepting): Span[] => joined([...services, ...rivals]);

/** When two histories accept beside one another, so that no count says which of them took a message. */
export const dividedSpans = ({ services, rivals }: Accepting): Span[] =>
  rivals.flatMap((rival) =>
    services
      .filter(({ history, from }) => history !== rival.history && from >= rival.from)
      .map((service) => overlap(service, rival))
      .filter(({ from, to }) => from < to),
  );

/** Who accepts at that instant, which a stop still includes and a start does not. */
export const serviceAt = (services: readonly Service[], at: number): Service | undefined =>
  services.find((service) => service.from < at && at <= service.to);
