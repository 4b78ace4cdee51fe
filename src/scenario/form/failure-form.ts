/** The failures of a file: what strikes, where, when, for how long. One form for each `what`. */
import { z } from "zod";
import { SERVER_NAMES, type What } from "../../spec/index.js";
import { HOUR } from "../../units/index.js";
import { durationLawOr, durationOrLaw } from "./law-form.js";
import { flag, identifier, word } from "./leaf.js";
import { field, list, mapping, needed } from "./mapping.js";
import { dataRate, duration } from "./quantities.js";

export const MOST_FAILURES = 1_000;

const strike = {
  id: field(
    identifier(),
    "A name of one's own, under which its chance is drawn.",
    "what, where and an ordinal",
  ),
  at: field(
    durationLawOr(["any"]),
    "When it strikes: an instant, a law, or any moment of the schedule.",
    "any",
  ),
  from: field(duration(), "With `at: any`, the earliest moment.", "1 d"),
};
/** What happens in an instant does not last. */
const lasting = {
  ...strike,
  lasts: field(durationLawOr(["forever"]), "Until it is repaired.", "until people have dealt with it"),
};
const disks = field(
  word(["kept", "destroyed"]),
  "Whether what was on the disks returns.",
  "kept; destroyed where it lasts forever",
);

const form = <const W extends What, const S extends z.core.$ZodLooseShape>(
  what: W,
  shape: S,
  title: string,
) =>
  mapping({ what: z.literal(what).meta({ description: "The kind of failure." }), ...shape }).meta({ title });

const place = <const W extends string>(places: readonly [W, ...W[]], sentence: string, byDefault: string) =>
  field(word(places), sentence, byDefault);

const crashShape = {
  ...lasting,
  how: field(word(["process", "host", "log-drive", "data-drive"]), "What of the machine fails.", "host"),
};

export const failureForms = [
  form(
    "site-loss",
    { ...lasting, where: place(["site-1", "site-2"], "The site.", "site-1"), disks },
    "A whole site is lost",
  ),
  form(
    "wan-cut",
    { ...lasting, response: place(["wait", "fail-over"], "What people do about it.", "wait") },
    "The link between the sites is cut",
  ),
  form(
    "wan-slow",
    {
      ...lasting,
      bandwidth: field(dataRate(), "What is left of the bandwidth.", "unchanged"),
      roundTrip: field(duration({ atMost: HOUR }), "The round trip meanwhile.", "unchanged"),
    },
    "The link between the sites is slow",
  ),
  form("principal-crash", crashShape, "The serving database's machine fails"),
  form("mirror-crash", crashShape, "The mirror's machine fails"),
  form(
    "database-crash",
    {
      ...crashShape,
      where: place(["principal", "mirror"], "The machine, by the role that it had at time 0.", "principal"),
    },
    "A database machine of the primary's site fails, whatever role it has",
  ),
  form(
    "witness-crash",
    { ...lasting, where: place(["witness", "secondary-witness"], "Which witness.", "witness") },
    "A witness fails",
  ),
  form(
    "secondary-crash",
    { ...lasting, where: place(["secondary", "secondary-mirror"], "Which machine.", "secondary") },
    "A database machine of the other site fails",
  ),
  form("compliance-crash", lasting, "The compliance database fails"),
  form(
    "server-crash",
    {
      ...lasting,
      where: needed(word(SERVER_NAMES), "The chat server, such as server-3."),
      how: field(
        word(["process", "host"]),
        "What of the machine fails: clients notice a stopped process sooner than a silent host.",
        "process",
      ),
    },
    "A chat server fails",
  ),
  form(
    "front-end-loss",
    { ...lasting, where: place(["front-end-1", "front-end-2"], "Which Front End pool.", "front-end-1") },
    "A Front End pool is lost",
  ),
  form("share-loss", { ...lasting, disks }, "The backup share is lost"),
  form(
    "job-failing",
    {
      ...lasting,
      job: needed(word(["backup", "copy", "restore"]), "The job that fails at every run."),
      silent: field(flag(), "Whether no alert tells of it.", "false"),
    },
    "A job fails at every run",
  ),
  form("corrupt-backup", lasting, "The first backup cut from then on cannot be read"),
  form("chain-broken", lasting, "Another tool takes a log backup"),
  form(
    "bad-delete",
    {
      ...strike,
      removes: field(duration({ positive: true }), "How much of the history is deleted.", "1 h"),
      noticed: field(durationOrLaw(), "How long until somebody notices.", "30 min"),
    },
    "Somebody deletes history",
  ),
  form(
    "operator-error",
    {
      ...strike,
      error: needed(
        word(["force-stale-mirror", "recover-secondary-early", "failover-during-cut", "swap-active"]),
        "What is done wrong.",
      ),
    },
    "Somebody takes a wrong step",
  ),
] as const;

/** What people plan to do, struck like a failure. */
export const operationForms = [
  mapping({
    what: z.literal("switchover").meta({ description: "The kind of operation." }),
    ...strike,
  }).meta({ title: "The other site takes over, planned, and nothing is lost" }),
] as const;

const operationForm = z.discriminatedUnion("what", operationForms, { error: () => "what, at, from, id" });
export type OperationForm = z.output<typeof operationForm>;

export const operationsForm = list(
  operationForm,
  0,
  MOST_FAILURES,
  `a list of at most ${MOST_FAILURES} planned operations`,
).meta({ title: "Planned operations" });

const failureForm = z.discriminatedUnion("what", failureForms, { error: () => "what, where, at, lasts" });
export type FailureForm = z.output<typeof failureForm>;

export const failuresForm = list(
  failureForm,
  0,
  MOST_FAILURES,
  `a list of at most ${MOST_FAILURES} failures`,
).meta({
  title: "Failures",
});

/** For each field that only some failures have: which ones. */
export const WHATS_WITH_FIELD: ReadonlyMap<string, readonly What[]> = whatsWithField();

function whatsWithField(): ReadonlyMap<string, readonly What[]> {
  const found = new Map<string, What[]>();
  for (const { shape } of failureForms) {
    for (const key of Object.keys(shape)) found.set(key, [...(found.get(key) ?? []), shape.what.value]);
  }
  return found;
}
