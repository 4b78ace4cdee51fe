/**
 * Everything that can go wrong in a pool, each with its figures: those of the scenario, or else the documented ones. A
 * machine's own figures win over those of its kind. It must never know how a clock runs.
 */
import type { Law } from "../../engine/index.js";
import type {
  FailsBy,
  Failure,
  Part,
  Reliability,
  ReliabilityName,
  Scenario,
  StrikesDuring,
} from "../../spec/index.js";
import type { Micros, PerSecond, Share } from "../../units/index.js";
import { type DefaultKind, FIGURES, FORGOTTEN_FOR } from "./defaults.js";
import { partsOf } from "./parts.js";
import {
  badDelete,
  brokenFiles,
  failureOf,
  jobFailing,
  OPERATOR_ERRORS,
  type OperatorError,
  operatorError,
  type Repair,
  serverHost,
  siteLoss,
  slowLink,
} from "./templates.js";

/** What one strike of a clock does: one failure, and how long until that is repaired. */
export interface Blow {
  readonly failure: Failure;
  /** null: not by itself. */
  readonly repair: Law | null;
}

export interface Trouble {
  /** A part, or a part and a kind: names the clock, its chance and its strikes. */
  readonly name: string;
  /** The field of the scenario that says how often, where it says so. */
  readonly path: string;
  readonly fails: FailsBy;
  readonly when: StrikesDuring;
  readonly blows: readonly Blow[];
  /** Its blows fall together, or one of them falls each time, all equally likely. */
  readonly falls: "together" | "one-of-them";
  /** What strikes is a part that cannot fail again before it is repaired; else a cause from outside. */
  readonly isPart: boolean;
  /** The wrong step with which somebody may answer. */
  readonly answer: { readonly error: Failure; readonly chance: Share } | null;
}

export function troublesOf(scenario: Scenario): Trouble[] {
  const has = new Set<string>(partsOf(scenario));
  const machines = [...has].flatMap((part) => troublesOfPart(scenario, part as Part));
  return [...machines, ...troublesOfNobody(scenario), ...commonCauses(scenario, has)];
}

interface Figured {
  readonly path: string;
  readonly fails: FailsBy;
  readonly when: StrikesDuring;
  readonly repair: Repair;
}

/** The machine's own figures, else its kind's, else the documented ones; a repair may come from further back. */
function figuresOf({ reliability }: Scenario, names: readonly ReliabilityName[], kind: DefaultKind): Figured {
  const given = names.flatMap((name): [string, Reliability][] => {
    const entry = reliability.parts[name];
    return entry === undefined ? [] : [[name, entry]];
  });
  const [nearest] = given;
  const repairs = given.flatMap(([, { repair }]) => (repair === null ? [] : [repair]));
  return {
    path: `reliability.${nearest?.[0] ?? kind}.fails`,
    fails: nearest?.[1].fails ?? FIGURES[kind].fails,
    when: nearest?.[1].when ?? "uniform",
    repair: repairs[0] ?? FIGURES[kind].repair,
  };
}

/** By its own name, and then by the kind that says how it fails where it does not. */
function kindOf(part: Part): DefaultKind {
  switch (part) {
    case "site-1":
    case "site-2":
      return "site";
    case "principal":
    case "mirror":
    case "secondary":
    case "secondary-mirror":
      return "database";
    case "front-end-1":
    case "front-end-2":
      return "front-end";
    case "witness":
    case "secondary-witness":
    case "share":
    case "wan":
    case "compliance":
      return part;
    default:
      return "server";
  }
}

type Making = (name: string, repair: Repair) => Failure;

function trouble(name: string, figured: Figured, make: Making, more: Partial<Trouble> = {}): Trouble {
  const { path, fails, when, repair } = figured;
  return {
    name,
    path,
    fails,
    when,
    blows: [{ failure: make(name, repair), repair: repair === "forever" ? null : repair }],
    falls: "together",
    isPart: true,
    answer: null,
    ...more,
  };
}

function troublesOfPart(scenario: Scenario, part: Part): Trouble[] {
  const kind = kindOf(part);
  const names = kind === part ? [part] : [part, kind as ReliabilityName];
  const answer = answerTo(scenario, part);
  const own = trouble(
    part,
    figuresOf(scenario, names, kind),
    (name, repair) => failureOf(part, name, repair),
    answer,
  );
  const also = (other: "short-site-outage" | "site-destroyed" | "server-hardware", make: Making, more = {}) =>
    trouble(`${part}/${other}`, figuresOf(scenario, [other], other), make, more);
  switch (part) {
    case "site-1":
    case "site-2": {
      const make: Making = (name, repair) => siteLoss(part, name, repair);
      return [own, also("short-site-outage", make), also("site-destroyed", make)];
    }
    case "witness":
    case "secondary-witness":
      return [own, ...forgotten(scenario, part)];
    default:
      if (kind !== "server") return [own];
      return [own, also("server-hardware", (name, repair) => serverHost(part, name, repair), answer)];
  }
}

/** Down, and nobody has noticed: a clock of its own that is down for just this share of the time. */
function forgotten({ reliability }: Scenario, part: "witness" | "secondary-witness"): Trouble[] {
  const share = reliability.parts[part]?.forgottenDown ?? 0;
  if (share === 0) return [];
  const up = (FORGOTTEN_FOR * (1 - share)) / share;
  const figured: Figured = {
    path: `reliability.${part}.forgottenDown`,
    fails: { by: "law", law: { law: "exponential", mean: up as Micros } },
    when: "uniform",
    repair: { law: "exponential", mean: FORGOTTEN_FOR },
  };
  return [trouble(`${part}/forgotten-down`, figured, (name, repair) => failureOf(part, name, repair))];
}

function troublesOfNobody(scenario: Scenario): Trouble[] {
  const of = (kind: ReliabilityName & DefaultKind, make: Making, more: Partial<Trouble> = {}) =>
    trouble(kind, figuresOf(scenario, [kind], kind), make, more);
  const job = (name: "backup" | "copy" | "restore", more: Partial<Trouble> = {}) =>
    of(`${name}-job`, (key, repair) => jobFailing(name, key, repair), more);
  const errors = { blows: OPERATOR_ERRORS.map((error) => deed(operatorError(error, "operator-error"))) };
  return [
    of("wan-slow", (name, repair) => slowLink(scenario, name, repair)),
    job("backup"),
    job("copy"),
    job("restore", answering(scenario, "recover-secondary-early")),
    of("corrupt-backup", (name, repair) => brokenFiles("corrupt-backup", name, repair)),
    of("chain-broken", (name, repair) => brokenFiles("chain-broken", name, repair)),
    of("bad-delete", badDelete),
    of("operator-error", (name) => operatorError("swap-active", name), { ...errors, falls: "one-of-them" }),
  ];
}

const deed = (failure: Failure): Blow => ({ failure, repair: null });

/** What somebody may do wrong about the failure of a part. */
function answerTo(scenario: Scenario, part: Part): Partial<Trouble> {
  const kind = kindOf(part);
  if (part === "wan") return answering(scenario, "failover-during-cut");
  if (part === "principal" || part === "mirror") return answering(scenario, "force-stale-mirror");
  return kind === "server" ? answering(scenario, "swap-active") : {};
}

function answering({ reliability }: Scenario, error: OperatorError): Partial<Trouble> {
  const chance = reliability.parts["operator-error"]?.perFailure ?? 0;
  return chance === 0
    ? {}
    : { answer: { error: operatorError(error, "operator-error"), chance: chance as Share } };
}

function commonCauses(scenario: Scenario, has: ReadonlySet<string>): Trouble[] {
  const both = figuresOf(scenario, ["both-sites"], "both-sites");
  const given = scenario.reliability.common.map(({ name, strikes, fails, repair, when }) =>
    cause(
      scenario,
      `common/${name}`,
      strikes.filter((part) => has.has(part)),
      {
        path: `reliability.common.${name}.fails`,
        fails,
        when,
        repair,
      },
    ),
  );
  return [cause(scenario, "both-sites", ["site-1", "site-2"], both), ...given];
}

function cause(scenario: Scenario, name: string, parts: readonly Part[], figured: Figured): Trouble {
  const { path, fails, when } = figured;
  const blows = parts.map((part): Blow => {
    const kind = kindOf(part);
    const names = kind === part ? [part] : [part, kind as ReliabilityName];
    const repair = figured.repair ?? figuresOf(scenario, names, kind).repair;
    return {
      failure: failureOf(part, `${name}/${part}`, repair),
      repair: repair === "forever" ? null : repair,
    };
  });
  return { name, path, fails, when, blows, falls: "together", isPart: false, answer: null };
}

/** Never: no clock is made for it. */
export const isNever = ({ fails, blows }: Trouble): boolean =>
  blows.length === 0 || (fails.by === "rate" && fails.rate === (0 as PerSecond));
