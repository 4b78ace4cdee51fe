/**
 * What an option is worth beside the first, in sentences: in money where the scenarios count it, else in messages and
 * user-hours a year. It must never say more of a price than what was given.
 */
import type {
  BreakEven,
  CompareResult,
  DifferenceResult,
  EstimateResult,
  OptionResult,
  YearlyResult,
} from "../../results/index.js";
import { amount, probability } from "./amounts.js";
import type { Labels } from "./compare-labels.js";

/** Empty where no years were played: what one failure costs says nothing of a year. */
export function worthText({ options }: CompareResult, option: OptionResult, labels: Labels): string {
  const [first] = options;
  if (first === undefined || option.differences === null) return "";
  const names = [labels.of(first.name), labels.of(option.name)] as const;
  const { breakEven } = option;
  const users = userText(first, option, names);
  if (breakEven === null)
    return users === "" ? "" : `Without prices: ${users} Give costs to have it in money.`;
  if (breakEven.worthPerYear.value !== null) return moneyText(names, breakEven);
  return [unpricedText(names, breakEven), upperFirst(users)].filter((text) => text !== "").join(" ");
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What the prices of options alone can say. */
function unpricedText([first, option]: Names, breakEven: BreakEven): string {
  const { worthPerYear, extraPricePerYear: extra, currency } = breakEven;
  const open = `What ${option} is worth beside ${first} is not known in money (${worthPerYear.why ?? "too few replications"})`;
  const price = `${amount(Math.abs(extra))} ${currency} a year ${extra > 0 ? "more" : "less"}`;
  return extra === 0 ? `${open}; both cost the same a year.` : `${open}; it costs ${price}.`;
}

type Names = readonly [first: string, option: string];

const HOUR = 3600;

/** What the one with the higher price is worth: whether it is the first or the other. */
interface Dearer {
  readonly name: string;
  readonly beside: string;
  /** How much less its losses cost a year. */
  readonly worth: YearlyResult;
  /** How much more it costs, 0 or more. */
  readonly extra: number;
  readonly paysInDraws: number | null;
  readonly paysBack: EstimateResult;
}

function dearerOf([first, option]: Names, breakEven: BreakEven): Dearer {
  const { worthPerYear: worth, extraPricePerYear: extra, paysInDraws, paysBack } = breakEven;
  if (extra >= 0)
    return { name: option, beside: first, worth, extra, paysInDraws, paysBack: paysBack.probability };
  return {
    name: first,
    beside: option,
    worth: {
      ...turned(worth, (value) => -value),
      inputs: worth.inputs === null ? null : [-worth.inputs[1], -worth.inputs[0]],
      whyNoInputs: worth.whyNoInputs,
    },
    extra: -extra,
    // Where the one does not pay, the other does.
    paysInDraws: paysInDraws === null ? null : 1 - paysInDraws,
    paysBack: turned(paysBack.probability, (value) => 1 - value),
  };
}

/** The upper end becomes the lower one. */
function turned({ value, ci95, why }: EstimateResult, turn: (value: number) => number): EstimateResult {
  const end = (given: number | null) => (given === null ? null : turn(given));
  return { value: end(value), ci95: ci95 === null ? null : [end(ci95[1]), end(ci95[0])], why };
}

function moneyText(names: Names, breakEven: BreakEven): string {
  const { currency, whyNoDraws } = breakEven;
  const { name, beside, worth, extra, paysInDraws, paysBack } = dearerOf(names, breakEven);
  const value = worth.value!;
  const of = (money: number) => `${amount(money)} ${currency}`;
  const is =
    value >= 0
      ? `is worth up to ${of(value)} a year beside ${beside} at these rates`
      : `is worth nothing beside ${beside} at these rates: its losses cost ${of(-value)} a year more`;
  const draws =
    paysInDraws === null
      ? `How sure the rates are is left out (${whyNoDraws ?? "every rate is given"}).`
      : `It pays in ${probability(paysInDraws)} of the draws of the uncertain rates.`;
  const sentences = [
    `${name} ${is}${bands(worth, value, currency)}; ${priceText(value - extra, extra, of)}.`,
    draws,
    backText(breakEven.paysBack.years, paysBack),
  ];
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

/** With the sign of the sentence: what costs more is told as more. */
function bands({ ci95, inputs }: YearlyResult, value: number, currency: string): string {
  const span = (ends: readonly [number | null, number | null]) => {
    const [low, high] = value >= 0 ? ends : ([ends[1], ends[0]] as const);
    const print = (end: number | null) => (end === null ? "beyond" : amount(value >= 0 ? end : -end));
    return `${print(low)} to ${print(high)} ${currency}`;
  };
  const parts = [
    ...(ci95 === null ? [] : [`95 % by chance ${span(ci95)}`]),
    ...(inputs === null ? [] : [`for all that the rates may be ${span(inputs)}`]),
  ];
  return parts.length === 0 ? "" : ` (${parts.join("; ")})`;
}

function priceText(balance: number, extra: number, of: (money: number) => string): string {
  if (extra === 0) return "both cost the same a year";
  const sum =
    balance === 0
      ? "which is even"
      : `${of(Math.abs(balance))} a year ${balance > 0 ? "won" : "lost"} in all`;
  return `it costs ${of(extra)} a year more, ${sum}`;
}

function backText(years: number, { value, ci95 }: EstimateResult): string {
  if (value === null) return "";
  const span =
    ci95 === null || ci95[0] === null || ci95[1] === null
      ? ""
      : ` (${amount(ci95[0] * 100)} to ${amount(ci95[1] * 100)} %)`;
  const within = `${amount(years)} ${years === 1 ? "year" : "years"}`;
  return `P(pays back in ${within}) = ${probability(value)}${span}.`;
}

function userText(first: OptionResult, option: OptionResult, names: Names): string {
  const { differences } = option;
  const lost = differences?.lostPerYear;
  const down = differences?.downtimePerYear;
  const users = usersOf(first) ?? usersOf(option);
  const parts = [
    ...(lost === undefined ? [] : [saved(lost, 1, "messages")]),
    ...(down === undefined || users === null ? [] : [saved(down, users / HOUR, "user-hours")]),
  ].filter((part) => part !== null);
  const saves = parts.filter(({ isMore }) => !isMore).map(({ text }) => text);
  const costs = parts.filter(({ isMore }) => isMore).map(({ text }) => `${text} more`);
  const clauses = [
    ...(saves.length === 0 ? [] : [`saves ${saves.join(" and ")}`]),
    ...(costs.length === 0 ? [] : [`costs ${costs.join(" and ")}`]),
  ];
  return clauses.length === 0 ? "" : `beside ${names[0]}, ${names[1]} ${clauses.join(" and ")} a year.`;
}

interface Part {
  /** It costs so many. */
  readonly isMore: boolean;
  readonly text: string;
}

/** null: nothing is known, or nothing is saved. The interval has the sign of the sentence. */
function saved({ mean, ci95 }: DifferenceResult, unit: number, name: string): Part | null {
  if (mean === null || mean === 0) return null;
  const isMore = mean > 0;
  const sign = isMore ? unit : -unit;
  const [low, high] = ci95 ?? [null, null];
  const ends = [low, high].flatMap((end) => (end === null ? [] : [end * sign])).sort((a, b) => a - b);
  const span = ends.length < 2 ? "" : ` (95 %: ${amount(ends[0]!)} to ${amount(ends[1]!)})`;
  return { isMore, text: `${amount(mean * sign)} ${name}${span}` };
}

/** As many as make the time of one the time of all; null: nobody was down, or one notional user stands for all. */
function usersOf({ yearly }: OptionResult): number | null {
  const all = yearly?.userMinutesDownPerYear?.value ?? null;
  const one = yearly?.downtimePerYear.value ?? null;
  return all === null || one === null || one === 0 ? null : (all * 60) / one;
}
