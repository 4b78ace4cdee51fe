/** People and procedures as a file says them: who notices, who decides, what is done, in which order. */
import { durationLawOr, durationOrLaw } from "./law-form.js";
import { identifier, word } from "./leaf.js";
import { field, list, mapping, namedMapping } from "./mapping.js";
import { duration, durationOr, share } from "./quantities.js";

export const peopleForm = mapping({
  detect: field(durationOrLaw(), "From the failure until somebody knows.", "5 min"),
  decide: field(
    durationOrLaw(),
    "From knowing to the decision to fail over.",
    "{ lognormal: { median: 30 min, sigma: 0.8 } }",
  ),
  onCall: field(word(["always", "office-hours"]), "When there is somebody who decides.", "always"),
  step: field(
    durationOrLaw(),
    "What a person needs for one step of a procedure.",
    "{ lognormal: { median: 2 min, sigma: 0.5 } }",
  ),
}).meta({ title: "People" });

const alert = (sentence: string, byDefault: string) => field(durationOr(["none"]), sentence, byDefault);

export const monitoringForm = mapping({
  backupAlert: alert("Alert when the last backup is older than this.", "60 min"),
  restoreAlert: alert("Alert when the last restore is older than this.", "45 min"),
  newestFileAge: alert("Alert when the newest file at site 2 is older than this.", "none"),
  reaction: field(durationOrLaw(), "From an alert until somebody has dealt with it.", "30 min"),
}).meta({ title: "Monitoring" });

const MOST_STEPS = 100;
const stepNames = () => list(identifier(), 0, MOST_STEPS, "a list of names of steps");

const stepForm = mapping({
  takes: field(durationLawOr(["computed"]), "How long the step takes.", "what the procedure says"),
  retry: field(share(), "How probable it is that the step must be done again.", "what the procedure says"),
  after: field(stepNames(), "Steps that must be done before it.", "what the procedure says"),
  before: field(stepNames(), "Steps that must wait for it.", "what the procedure says"),
});

export const runbookForm = mapping({
  order: field(
    word(["documented", "activate-first"]),
    "The documented order, or servers activated before the new mirror is built.",
    "documented",
  ),
  steps: field(
    namedMapping(identifier(), stepForm, "a mapping from names of steps to what is special about them"),
    "Documented steps by their names, or steps of one's own.",
    "the documented steps",
  ),
}).meta({ title: "Runbook" });

export const frontEndForm = mapping({
  failover: field(durationOrLaw(), "How long the failover of a Front End pool takes.", "20 min"),
}).meta({ title: "Front End pools" });

export const recoveryForm = mapping({
  restart: field(durationOrLaw(), "From the return of a machine until its database serves.", "2 min"),
}).meta({ title: "Recovery" });

export const failbackForm = mapping({
  order: field(
    word(["documented", "safer"]),
    "Servers activated before the pool is switched back, as documented, or after it.",
    "documented",
  ),
  drain: field(
    word(["hard-stop", "keep-existing"]),
    "Whether chat servers are stopped for it or keep their connections.",
    "hard-stop",
  ),
  wait: field(durationOrLaw(), "From the moment when both sites stand again until people begin.", "0 s"),
}).meta({ title: "Failback" });

export const complianceForm = mapping({
  every: field(duration({ positive: true }), "How often the compliance adapter runs.", "15 min"),
  duration: field(durationOrLaw(), "How long one run of the adapter takes.", "1 min"),
}).meta({ title: "Compliance adapter" });

export const targetsForm = mapping({
  rpo: duration()
    .meta({ description: "The most that may be lost, such as 20 min. Default: no target." })
    .optional(),
  rto: duration()
    .meta({ description: "The longest outage allowed, such as 4 h. Default: no target." })
    .optional(),
}).meta({ title: "Targets" });
