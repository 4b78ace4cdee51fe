/** The shipped ten-years scenarios in a hurry: every kind of failure that they know, many times as often, for weeks. */
import { readFileSync } from "node:fs";
import { readScenario } from "../../../src/scenario/index.js";
import type { Scenario } from "../../../src/spec/index.js";

export type Layout = "low-bandwidth" | "high-bandwidth";

const OFTEN = [
  "reliability.site.fails=6 / year",
  "reliability.short-site-outage.fails=12 / year",
  "reliability.site-destroyed.fails=1 / year",
  "reliability.both-sites.fails=2 / year",
  "reliability.server.fails=6 / year",
  "reliability.server-hardware.fails=1 / year",
  "reliability.database.fails=12 / year",
  "reliability.witness.fails={ exponential: 500 h }",
  "reliability.front-end.fails=6 / year",
  "reliability.compliance.fails=6 / year",
  "reliability.share.fails=6 / year",
  "reliability.wan.fails={ exponential: 400 h }",
  "reliability.wan-slow.fails={ exponential: 400 h }",
  "reliability.backup-job.fails=6 / year",
  "reliability.copy-job.fails=6 / year",
  "reliability.restore-job.fails=6 / year",
  "reliability.corrupt-backup.fails=6 / year",
  "reliability.chain-broken.fails=6 / year",
  "reliability.bad-delete.fails=6 / year",
  "reliability.operator-error.fails=3 / year",
  "reliability.operator-error.perFailure=5 %",
  "reliability.common.rack.fails=3 / year",
];

/** `further`: as after --set. */
export function stressed(layout: Layout, horizon: string, ...further: readonly string[]): Scenario {
  const file = `scenarios/ten-years-${layout}.yaml`;
  const overrides = [`horizon=${horizon}`, ...OFTEN, ...further];
  const reading = readScenario(readFileSync(file, "utf8"), { file, overrides });
  if (!reading.ok)
    throw new Error(reading.issues.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  return reading.scenario;
}
