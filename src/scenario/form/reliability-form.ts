/** How often parts fail, and what losses cost, as a file says it. */
import { z } from "zod";
import { type FailsBy, PARTS, RELIABILITY_KINDS, type ReliabilityName } from "../../spec/index.js";
import { LONGEST } from "../../units/index.js";
import { complain, durationLawOr, isLawProblem, LAW_NAMES, lawOf, lawShape } from "./law-form.js";
import { identifier, number, word } from "./leaf.js";
import { field, list, mapping, namedMapping, needed } from "./mapping.js";
import { duration, frequency, money, share } from "./quantities.js";

const EVIDENCE = "evidence { events: 0, in: 15 years }, a rate 0.5 / year, or a law { exponential: 2000 h }";

const failsByMapping = mapping({
  events: number({ from: 0, to: 1_000_000, whole: true }).meta({ description: "Failures seen." }).optional(),
  in: duration({ positive: true, atMost: LONGEST })
    .meta({ description: "In how long they were seen." })
    .optional(),
  ...lawShape,
})
  .transform(({ events, in: span, ...law }, context): FailsBy => {
    const isLaw = LAW_NAMES.some((name) => law[name] !== undefined);
    if (!isLaw && events !== undefined && span !== undefined) return { by: "evidence", events, in: span };
    const half = events !== undefined || span !== undefined;
    const found =
      half || !isLaw ? { key: null, problem: "not a way to say how often a part fails" } : lawOf(law);
    if (!isLawProblem(found)) return { by: "law", law: found };
    complain(context, found, EVIDENCE);
    return z.NEVER;
  })
  .meta({ minProperties: 1, maxProperties: 2 });

const fails = z.union([frequency(true).transform((rate): FailsBy => ({ by: "rate", rate })), failsByMapping]);
const failsField = () => needed(fails, `How often it fails: ${EVIDENCE}.`);

const repair = (byDefault: string) =>
  field(durationLawOr(["forever"]), "How long its repair takes.", byDefault);
const when = field(
  word(["uniform", "office-hours", "maintenance"]),
  "At any time, only Monday to Friday 09:00 to 17:00, or only Sunday 02:00 to 06:00.",
  "uniform",
);

const partForm = mapping({ fails: failsField(), repair: repair("that of its kind"), when }).meta({
  id: "reliability",
  title: "Reliability of a part",
});

const witnessForm = mapping({
  fails: failsField(),
  repair: repair("that of its kind"),
  when,
  forgottenDown: field(share(), "The share of the time in which it is down and nobody has noticed.", "0 %"),
}).meta({ id: "reliabilityOfWitness", title: "Reliability of a witness" });

/** What is made good by people, or not at all. */
const deedForm = mapping({ fails: failsField(), when }).meta({ title: "How often it happens" });

const errorForm = mapping({
  fails: field(fails, `How often somebody takes one of the wrong steps unasked: ${EVIDENCE}.`, "0 / year"),
  when,
  perFailure: field(share(), "How likely a failure that people answer is answered by a wrong step.", "0 %"),
}).meta({ title: "How often people take a wrong step" });

const commonForm = mapping({
  strikes: needed(
    list(word(PARTS), 1, PARTS.length, `a list of 1 to ${PARTS.length} parts`),
    "The parts, all struck at one instant.",
  ),
  fails: failsField(),
  repair: repair("of each part its own"),
  when,
}).meta({ title: "A common cause" });

const FORMS = {
  witness: witnessForm,
  "secondary-witness": witnessForm,
  "bad-delete": deedForm,
  "operator-error": errorForm,
} as const;

type FormOf<N extends ReliabilityName> = N extends keyof typeof FORMS ? (typeof FORMS)[N] : typeof partForm;

const partField = <N extends ReliabilityName>(name: N) =>
  field(
    (name in FORMS ? FORMS[name as keyof typeof FORMS] : partForm) as FormOf<N>,
    `How often ${name} fails.`,
    "the figures of the documentation",
  );

type PartFields = { readonly [N in ReliabilityName]: z.ZodOptional<FormOf<N>> };

const partFields = Object.fromEntries(
  [...PARTS, ...RELIABILITY_KINDS].map((name) => [name, partField(name)]),
) as unknown as PartFields;

export const reliabilityForm = mapping({
  ...partFields,
  common: field(
    namedMapping(identifier(), commonForm, "a mapping from names to common causes"),
    "Causes that strike several parts at one instant, by name.",
    "none but both-sites",
  ),
}).meta({ title: "Reliability" });

const aYear = money(["year"]);

export const costsForm = mapping({
  lostMessage: field(money(["once"]), "What a lost message costs, such as 0.50 EUR.", "not counted"),
  userHourDown: field(money(["once"]), "What an hour costs in which one user cannot send.", "not counted"),
  options: field(
    mapping({
      thirdSiteShare: field(aYear, "The price of a share at a third site, where it lies there.", "none"),
      witness: field(aYear, "The price of the witness, where there is one.", "none"),
      mirror: field(aYear, "The price of the mirror, where there is one.", "none"),
      secondaryMirror: field(aYear, "The price of the secondary's mirror, where there is one.", "none"),
      secondaryWitness: field(aYear, "The price of the secondary's witness, where there is one.", "none"),
      wan: field(money(["year", "Mbps and year"]), "The price of the link, or of a megabit of it.", "none"),
    }),
    "What options cost a year.",
    "none",
  ),
}).meta({ title: "Costs" });
