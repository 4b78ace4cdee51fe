/**
 * The whole of a fate file: the failures of a scenario with everything drawn. A strike has a name of its own and
 * an instant, where a failure may have a law.
 */
import { z } from "zod";
import type { Law } from "../../engine/index.js";
import { LONGEST, type Micros } from "../../units/index.js";
import { type FailureForm, failureForms, type OperationForm, operationForms } from "./failure-form.js";
import { lineOfText, number, strikeName, word } from "./leaf.js";
import { field, list, mapping, needed } from "./mapping.js";
import { durationOr } from "./quantities.js";

export const FATE_SCHEMA = "stretchpool/fate@1";
const MOST_REPLICATIONS = 10_000_000;

const fixed = (value: Micros): Law => ({ law: "fixed", value });

/** What a law draws may be longer than what a person may write: everything up to the end of time. */
const drawn = { atMost: LONGEST };

const plain = () => durationOr<never>([], drawn).transform(fixed);

const strike = {
  id: needed(strikeName(), "Names the strike, and what people draw because of it."),
  at: needed(plain(), "When it strikes."),
};

const lasts = durationOr(["forever"], drawn)
  .transform((given): Law | "forever" => (given === "forever" ? given : fixed(given)))
  .meta({ description: "Until it is repaired. Default: until people have dealt with it." })
  .optional();

const noticed = field(plain(), "How long until somebody notices.", "30 min");

/** As many as fit into a file. */
const MOST_STRIKES = 2_500;

/** The forms of failures and operations, but with nothing left to chance. */
const strikeForms = [...failureForms, ...operationForms].map(({ shape }) => {
  const { from: _anyMoment, ...fields } = shape;
  return mapping({
    ...fields,
    ...strike,
    ...("lasts" in fields ? { lasts } : {}),
    ...("noticed" in fields ? { noticed } : {}),
  });
});

/** Every field that a strike of some kind has, in the order in which they are told. */
export const STRIKE_FIELDS: readonly string[] = [
  ...new Set([
    "what",
    "where",
    "at",
    "lasts",
    "id",
    ...strikeForms.flatMap(({ shape }) => Object.keys(shape)),
  ]),
];

export type StrikeForm = (FailureForm | OperationForm) & { readonly id: string };

type Union = readonly [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]];

/** What these forms read is what those of failures read; that a list of them was walked hides it from the compiler. */
const strikeForm = z.discriminatedUnion("what", strikeForms as unknown as Union, {
  error: () => "id, what, where, at, lasts",
}) as unknown as z.ZodType<StrikeForm>;

export const fateForm = mapping({
  schema: needed(word([FATE_SCHEMA]), "Which kind of file this is."),
  scenario: needed(lineOfText(200), "The scenario for which it was drawn."),
  seed: needed(number({ from: 0, to: Number.MAX_SAFE_INTEGER, whole: true }), "The seed of all chance."),
  replication: needed(
    number({ from: 0, to: MOST_REPLICATIONS - 1, whole: true }),
    "Which of the seed's replications it is.",
  ),
  strikes: needed(
    list(strikeForm, 0, MOST_STRIKES, `a list of at most ${MOST_STRIKES} strikes`),
    "What strikes, in any order.",
  ),
});
