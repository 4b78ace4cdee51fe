/** How often parts fail, and what losses cost, as a file says it. */
import { z } from "zod";
import type { FailsBy } from "../../spec/index.js";
import { LONGEST } from "../../units/index.js";
import { complain, durationOrLaw, isLawProblem, LAW_NAMES, lawOf, lawShape } from "./law-form.js";
import { identifier, number } from "./leaf.js";
import { field, mapping, namedMapping } from "./mapping.js";
import { duration, frequency, money, share } from "./quantities.js";

/** Machines by their names. */
const PARTS = [
  "site-1",
  "site-2",
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((number) => `server-${number}`),
  "principal",
  "mirror",
  "witness",
  "secondary",
  "secondary-mirror",
  "secondary-witness",
  "share",
  "wan",
  "front-end-1",
  "front-end-2",
  "compliance",
];

/** Kinds that stand for several machines, and things that happen without a machine of their own. */
const KINDS = [
  "site",
  "short-site-outage",
  "server",
  "database",
  "front-end",
  "wan-slow",
  "backup-job",
  "copy-job",
  "restore-job",
  "corrupt-backup",
  "chain-broken",
  "bad-delete",
  "operator-error",
];

const RELIABILITY_NAMES: readonly string[] = [...PARTS, ...KINDS];

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

const partForm = mapping({
  fails: z
    .union([frequency(true).transform((rate): FailsBy => ({ by: "rate", rate })), failsByMapping])
    .meta({ description: `How often it fails: ${EVIDENCE}.` }),
  repair: field(durationOrLaw(), "How long its repair takes.", "that of its kind"),
  forgottenDown: field(share(), "The share of the time in which it is down and nobody has noticed.", "0 %"),
}).meta({ id: "reliability", title: "Reliability of a part" });

const partField = (name: string) =>
  field(partForm, `How often ${name} fails.`, "the figures of the documentation");

export const reliabilityForm = mapping(
  Object.fromEntries(RELIABILITY_NAMES.map((name) => [name, partField(name)])),
).meta({ title: "Reliability" });

export const costsForm = mapping({
  lostMessage: field(money(["once"]), "What a lost message costs, such as 0.50 EUR.", "not counted"),
  userHourDown: field(money(["once"]), "What an hour costs in which one user cannot send.", "not counted"),
  options: field(
    namedMapping(
      identifier(),
      money(["year", "Mbps and year"]),
      "a mapping from options to amounts per year",
    ),
    "What options cost per year, by name: thirdSiteShare, witness, wan.",
    "none",
  ),
}).meta({ title: "Costs" });
