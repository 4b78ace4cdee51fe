/** `--indifference`: how near two options may be and still count as equally good, in the unit of what decides. */
import type { Costs, Scenario } from "../spec/index.js";
import type { CompareSetup } from "../studies/index.js";
import { parseDuration, SECOND } from "../units/index.js";
import { BadUsage } from "./exit.js";

type Unit = "duration" | "share" | "money" | "number";

const FORMS: Readonly<Record<Unit, string>> = {
  duration: "a duration such as 30 s",
  share: "a share such as 0.1 %",
  money: "an amount such as 100, in the currency of the scenarios",
  number: "a number such as 100",
};

/** null: not given. In seconds, shares, money, messages or events. */
export function readIndifference(
  given: string | null,
  measure: string | null,
  setup: CompareSetup,
): number | null {
  if (given === null) return null;
  const unit = unitOf(measure, setup);
  if (unit === "money") refuseOtherCurrency(given, setup);
  const value = amountOf(given.trim(), unit);
  if (value !== null && value > 0) return value;
  const decides = measure === null ? "what decides" : measure;
  throw new BadUsage(`--indifference ${given}: expected ${FORMS[unit]}, more than 0, for ${decides}`);
}

/** An amount of other money would be taken for so much of this. */
function refuseOtherCurrency(given: string, { options }: CompareSetup): void {
  const named = /[A-Z]{3}$/.exec(given.trim())?.[0];
  const currency = options.flatMap(({ scenario: { costs } }) => (costs === null ? [] : currencyOf(costs)))[0];
  if (named === undefined || currency === undefined || named === currency) return;
  throw new BadUsage(
    `--indifference ${given}: the scenarios count in ${currency}, not in ${named}`,
    `  give the amount in ${currency}`,
  );
}

const currencyOf = ({ lostMessage, userHourDown, options }: Costs): string[] =>
  [lostMessage, userHourDown, ...Object.values(options)].flatMap((money) => money?.currency ?? []);

/** Prices of options alone are no price of what is lost: then messages decide. */
const countsLosses = ({ costs }: Scenario): boolean =>
  costs !== null && (costs.lostMessage !== null || costs.userHourDown !== null);

function unitOf(measure: string | null, { fate, options }: CompareSetup): Unit {
  const name =
    measure ??
    usual(
      fate,
      options.every(({ scenario }) => countsLosses(scenario)),
    );
  const last = name.split(".")[1] ?? name;
  if (/^(rpo|rto|rtoFull|exposure|downtime|downtimePerYear|exposurePerYear)$/.test(last)) return "duration";
  if (/^(availability|pLossInYear|pTargetMissedInYear)$/.test(last)) return "share";
  return last === "costPerYear" ? "money" : "number";
}

const usual = (fate: CompareSetup["fate"], countsMoney: boolean): string =>
  fate === "scripted" ? "rpo" : countsMoney ? "costPerYear" : "lostPerYear";

function amountOf(text: string, unit: Unit): number | null {
  if (unit === "duration") {
    const parsed = parseDuration(text);
    return parsed.ok ? parsed.value / SECOND : null;
  }
  const pattern = {
    share: /^(\d{1,9}(?:\.\d{1,9})?) ?%$/,
    money: /^(\d{1,15}(?:\.\d{1,9})?)(?: ?[A-Z]{3})?$/,
    number: /^(\d{1,15}(?:\.\d{1,9})?)$/,
  }[unit];
  const match = pattern.exec(text);
  if (match === null) return null;
  return unit === "share" ? Number(`${match[1]}e-2`) : Number(match[1]);
}
