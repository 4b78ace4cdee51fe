/**
 * A fate as text: the failures of a scenario with everything drawn, one strike a line, in the words and units that
 * a scenario file takes, exact to the microsecond. It must never know a parser, nor what a strike does.
 */
import type { Law } from "../engine/index.js";
import type { Fate, Strike } from "../spec/index.js";
import { type BytesPerSecond, LONGEST, type Micros, printExactDuration } from "../units/index.js";

const FATE_SCHEMA = "stretchpool/fate@1";

export interface FateHead {
  /** The name of the scenario. */
  readonly scenario: string;
  readonly seed: number;
  readonly replication: number;
}

/** The fields of one strike, in the order in which they are printed. */
export type StrikeFields = Readonly<Record<string, string | boolean>>;

export function printFate(fate: Fate, { scenario, seed, replication }: FateHead): string {
  const lines = [
    "# what is going to strike, and how to play it again: stretchpool run FILE --fate THIS-FILE",
    `schema: ${FATE_SCHEMA}`,
    `scenario: ${scalar(scenario)}`,
    `seed: ${seed}`,
    `replication: ${replication}`,
    fate.length === 0 ? "strikes: []" : "strikes:",
    ...fate.map((strike) => `  - ${flow(fieldsOf(strike))}`),
  ];
  return `${lines.join("\n")}\n`;
}

export function fateRecords(fate: Fate): StrikeFields[] {
  return fate.map(fieldsOf);
}

function fieldsOf(strike: Strike): StrikeFields {
  const { id, failure, at } = strike;
  return {
    id,
    what: failure.what,
    ...("where" in failure ? { where: failure.where } : {}),
    at: printExactDuration(at),
    ...lastsOf(strike),
    ...detailsOf(strike),
  };
}

/** Left out where people mend it; `forever` is nobody's to mend. */
function lastsOf({ failure, at, heals }: Strike): { lasts?: string } {
  // The sum of an instant and the longest time there is may round up.
  if (heals !== null) return { lasts: printExactDuration(Math.min(heals - at, LONGEST) as Micros) };
  return failure.lasts.lasts === "forever" ? { lasts: "forever" } : {};
}

/** What only some kinds of failure have; never left to a default, so that the file says all there is. */
function detailsOf({ failure }: Strike): StrikeFields {
  switch (failure.what) {
    case "site-loss":
    case "share-loss":
      return { disks: failure.disks };
    case "wan-cut":
      return { response: failure.response };
    case "wan-slow": {
      const { bandwidth, roundTrip } = failure;
      return {
        ...(bandwidth === null ? {} : { bandwidth: exactBitRate(bandwidth) }),
        ...(roundTrip === null ? {} : { roundTrip: printExactDuration(roundTrip) }),
      };
    }
    case "server-crash":
    case "principal-crash":
    case "mirror-crash":
    case "database-crash":
      return { how: failure.how };
    case "job-failing":
      return { job: failure.job, silent: failure.silent };
    case "bad-delete":
      return {
        removes: printExactDuration(failure.removes),
        noticed: printExactDuration(drawn(failure.noticed)),
      };
    case "operator-error":
      return { error: failure.error };
    default:
      return {};
  }
}

/** What was drawn; a law that was not is a bug of whoever made the fate. */
function drawn(law: Law): Micros {
  if (law.law !== "fixed") throw new Error(`a fate holds no laws, but ${law.law} stands in one`);
  return law.value;
}

const BIT_RATES = [
  ["Gbps", 9],
  ["Mbps", 6],
  ["Kbps", 3],
  ["bps", 0],
] as const;

/** In bits, as links are spoken of. Times eight is exact, and so is shifting the point of the shortest digits. */
function exactBitRate(rate: BytesPerSecond): string {
  const bits = rate * 8;
  const [unit, power] = BIT_RATES.find(([, tens]) => bits >= Number(`1e${tens}`)) ?? (["bps", 0] as const);
  return `${shifted(bits, -power)} ${unit}`;
}

/** value × 10^by in plain digits: the decimal point of the shortest text that means the value, moved. */
function shifted(value: number, by: number): string {
  const [mantissa, exponent] = value.toExponential().split("e") as [string, string];
  const [whole, fraction = ""] = mantissa.split(".") as [string, string?];
  const digits = whole + fraction;
  const point = whole.length + Number(exponent) + by;
  if (point <= 0) return `0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return digits + "0".repeat(point - digits.length);
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

function flow(fields: StrikeFields): string {
  const shown = Object.entries(fields).map(
    ([name, value]) => `${name}: ${typeof value === "boolean" ? value : scalar(value)}`,
  );
  return `{ ${shown.join(", ")} }`;
}

/** Text that YAML reads as that text without quotes, also within brackets. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._/-]*( [A-Za-z0-9._/-]+)*$/;
/** What looks like text and is read as a number, as nothing, or as true or false. */
const NOT_TEXT = /^[0-9._-]+(e[0-9-]+)?$|^0[xo][0-9a-f]+$|^(null|true|false)$/i;

/** A string of JSON is a string of YAML. */
const scalar = (text: string): string =>
  PLAIN.test(text) && !NOT_TEXT.test(text) ? text : JSON.stringify(text);
