/** A duration that may be a law: `15 min`, or `{ lognormal: { median: 45 min, sigma: 0.8 } }`. */
import { z } from "zod";
import type { Law } from "../../engine/index.js";
import type { Micros } from "../../units/index.js";
import { number } from "./leaf.js";
import { list, mapping } from "./mapping.js";
import { type DurationRange, duration, durationOr } from "./quantities.js";

/** More measured values than this are summed up better by a fitted law. */
const MOST_VALUES = 10_000;

export const LAW_NAMES = [
  "uniform",
  "triangular",
  "exponential",
  "lognormal",
  "weibull",
  "empirical",
] as const;

/** The keys by which a law is written; other mappings (how often a part fails) hold them too. */
export const lawShape = {
  uniform: list(duration(), 2, 2, "two durations: [from, to]")
    .meta({ description: "Every length from the first to the second is equally likely." })
    .optional(),
  triangular: list(duration(), 3, 3, "three durations: [lowest, most likely, highest]")
    .meta({ description: "Lowest, most likely and highest value." })
    .optional(),
  exponential: duration().meta({ description: "The mean of an exponential law." }).optional(),
  lognormal: mapping({
    median: duration().meta({ description: "Half of the values lie below." }),
    sigma: number({ from: 0, to: 10 }).meta({ description: "Standard deviation of the logarithm." }),
  })
    .meta({ description: "A law with a long tail, as people's times have." })
    .optional(),
  weibull: mapping({
    scale: duration().meta({ description: "63 % of the values lie below." }),
    shape: number({ above: 0, to: 100 }).meta({ description: "Below 1: early failures; 1: exponential." }),
  })
    .meta({ description: "A law of lifetimes." })
    .optional(),
  empirical: list(duration(), 1, MOST_VALUES, `a list of 1 to ${MOST_VALUES} durations`)
    .meta({ description: "Measured values, each as likely as every other." })
    .optional(),
};

const lawMapping = mapping(lawShape);
type LawFields = z.output<typeof lawMapping>;

/** What is wrong with a law, and below which of its keys. */
export interface LawProblem {
  readonly key: string | null;
  readonly problem: string;
}

/** The law that a mapping says, once its values are known to be well-formed. */
export function lawOf(given: LawFields): Law | LawProblem {
  const names = LAW_NAMES.filter((name) => given[name] !== undefined);
  const name = names[0];
  if (name === undefined) return { key: null, problem: "a law needs one of its names" };
  const second = names[1];
  if (second !== undefined)
    return { key: second, problem: `a law has one name, not both ${name} and ${second}` };
  return orderProblem(given) ?? theLaw(given);
}

function orderProblem(given: LawFields): LawProblem | null {
  const inOrder = (values: readonly Micros[] | undefined): boolean =>
    values === undefined || values.every((value, index) => index === 0 || values[index - 1]! <= value);
  if (!inOrder(given.uniform))
    return { key: "uniform", problem: "the first duration must not be longer than the second" };
  if (!inOrder(given.triangular))
    return { key: "triangular", problem: "the three durations must rise: lowest, most likely, highest" };
  return null;
}

function theLaw(given: LawFields): Law {
  const { uniform, triangular, exponential, lognormal, weibull, empirical } = given;
  if (uniform) return { law: "uniform", from: uniform[0]!, to: uniform[1]! };
  if (triangular)
    return { law: "triangular", low: triangular[0]!, mode: triangular[1]!, high: triangular[2]! };
  if (exponential !== undefined) return { law: "exponential", mean: exponential };
  if (lognormal) return { law: "lognormal", median: lognormal.median, sigma: lognormal.sigma };
  if (weibull) return { law: "weibull", scale: weibull.scale, shape: weibull.shape };
  return { law: "empirical", values: empirical! };
}

export const isLawProblem = (law: Law | LawProblem): law is LawProblem => "problem" in law;

const A_LAW = "a law such as { uniform: [1 min, 5 min] }";
const LAW_EXAMPLES =
  "a law such as { uniform: [1 min, 5 min] } or { lognormal: { median: 45 min, sigma: 0.8 } }";

/** Tells zod of a problem with a law, at the key that it lies below. */
export function complain(
  context: z.core.$RefinementCtx,
  { key, problem }: LawProblem,
  allowed = LAW_EXAMPLES,
): void {
  const path = key === null ? [] : [key];
  context.addIssue({ code: "custom", message: problem, path, params: { allowed } });
}

const law = lawMapping
  .transform((given, context): Law => {
    const found = lawOf(given);
    if (!isLawProblem(found)) return found;
    complain(context, found);
    return z.NEVER;
  })
  .meta({ id: "law", title: "A law of durations", minProperties: 1, maxProperties: 1 });

const fixed = (value: Micros): Law => ({ law: "fixed", value });

const plainOrLaw = z
  .union([durationOr<never>([], {}, [A_LAW]).transform(fixed), law])
  .meta({ id: "durationOrLaw", title: "A duration or a law of durations" });

/**
 * A duration or a law. In every union of the vocabulary the first option is what is written in one word and the
 * second what is written as a mapping; that is how the issues of the right one are found.
 */
export const durationOrLaw = () => plainOrLaw;

/** The same, with words that stand for something that is no duration. */
export function durationLawOr<const W extends string>(
  words: readonly [W, ...W[]],
  range: DurationRange = {},
) {
  const plain = durationOr(words, range, [A_LAW]).transform((given): Law | W =>
    typeof given === "string" ? given : fixed(given),
  );
  return z.union([plain, law]);
}
