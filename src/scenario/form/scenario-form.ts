/** The whole of a scenario file: every field it may hold, read into typed values, with nothing filled in yet. */
import type { z } from "zod";
import { attachmentsForm } from "./attachments-form.js";
import { failuresForm, operationsForm } from "./failure-form.js";
import { lineOfText } from "./leaf.js";
import { field, mapping } from "./mapping.js";
import {
  complianceForm,
  failbackForm,
  frontEndForm,
  monitoringForm,
  peopleForm,
  recoveryForm,
  runbookForm,
  targetsForm,
} from "./people-form.js";
import { layoutForm, sitesForm, topologyForm } from "./pool-form.js";
import { poolPlanForm } from "./pool-plan-form.js";
import { duration, share } from "./quantities.js";
import { costsForm, reliabilityForm } from "./reliability-form.js";
import { databaseForm, logShippingForm, mirroringForm, wanForm } from "./shipping-form.js";
import { serversForm, trafficForm, usersForm } from "./users-form.js";
import { workloadForm } from "./workload-form.js";

export const scenarioForm = mapping({
  name: field(lineOfText(200), "What the scenario is called in reports.", "the file's name"),
  layout: field(
    layoutForm,
    "Where chat servers are active and idle: a layout by name, or counts by site.",
    "high-bandwidth",
  ),
  horizon: field(
    duration({ positive: true }),
    "Simulated length of one replication; time 0 is Monday 00:00.",
    "14 d",
  ),
  targets: field(targetsForm, "What the pool has to keep to.", "none"),
  topology: field(
    topologyForm,
    "Which machines there are and where.",
    "the documented one, primary in site 1",
  ),
  pool: field(
    poolPlanForm,
    "What a planner says of the pool beside what is played; only planning rules read it.",
    "the documented figures",
  ),
  sites: field(sitesForm, "The two data centers.", "both in UTC"),
  users: field(usersForm, "The people who chat.", "80000, half of them in site 2"),
  servers: field(
    serversForm,
    "What the chat servers can do, and how long they take.",
    "made for 20000 users each",
  ),
  traffic: field(
    trafficForm,
    "What one message costs on its way.",
    "4 KB to the database, 1 KB to each user",
  ),
  workload: field(workloadForm, "What is written.", "24 messages a second of 3 KB"),
  wan: field(wanForm, "The link between the sites.", "by layout"),
  database: field(databaseForm, "The chat database.", "100 GB"),
  mirroring: field(mirroringForm, "Database mirroring within the primary's site.", "as documented"),
  logShipping: field(logShippingForm, "Log shipping to the other site.", "every 15 min, share in site 1"),
  people: field(peopleForm, "Who notices and who decides.", "5 min to detect, a median of 30 min to decide"),
  monitoring: field(monitoringForm, "What raises an alert.", "the product's alerts"),
  runbook: field(runbookForm, "The failover procedure.", "as documented"),
  reliability: field(
    reliabilityForm,
    "How often parts fail, for sweeps.",
    "the figures of the documentation",
  ),
  costs: field(costsForm, "What losses and options cost.", "not counted"),
  failures: field(failuresForm, "What strikes in this scenario.", "nothing"),
  operations: field(operationsForm, "What people plan to do.", "nothing"),
  restoredAt: field(share(), "An outage ends when this share of the users can send again.", "95 %"),
  frontEnd: field(frontEndForm, "The Front End pools.", "a failover takes 20 min"),
  recovery: field(recoveryForm, "Databases that return with their machines.", "they serve after 2 min"),
  failback: field(failbackForm, "The way back after a failover.", "nobody fails back"),
  compliance: field(complianceForm, "The compliance adapter.", "every 15 min for 1 min"),
  attachments: field(attachmentsForm, "The files that messages carry.", "not counted"),
});

export type ScenarioForm = z.output<typeof scenarioForm>;
