/** What a step cannot be done without, whatever order a scenario gives. */
export const NEEDS: Readonly<Record<string, readonly string[]>> = {
  [DECIDE]: [DETECT],
  "apply-logs": ["copy-remaining"],
  [RECOVER]: ["apply-logs"],
  [SWITCH]: [RECOVER],
  [BUILD_MIRROR]: [RECOVER],
};

/** What waits for what in the documented failover to the other site, with the steps that come before it. */
import type { Scenario } from "../../spec/index.js";
import { DECIDE, DETECT, STOP_PRIMARY } from "./before.js";
import { BUILD_MIRROR } from "./build-mirror.js";
import { RECOVER, SWITCH } from "./site-failover.js";

/** Steps whose time hangs on bytes and rates beside the person's own. */
export const COMPUTED_STEPS: readonly string[] = ["copy-remaining", "apply-logs", BUILD_MIRROR];

export function documentedOrder({ runbook }: Scenario): readonly (readonly [string, readonly string[]])[] {
  const activateFirst = runbook.order === "activate-first";
  return [
    [DETECT, []],
    [DECIDE, [DETECT]],
    [STOP_PRIMARY, [DECIDE]],
    ["drop-log-shipping", [DECIDE]],
    ["copy-remaining", ["drop-log-shipping"]],
    ["apply-logs", ["copy-remaining"]],
    ["end-connections", ["apply-logs"]],
    [RECOVER, ["end-connections"]],
    [SWITCH, [RECOVER]],
    [BUILD_MIRROR, [activateFirst ? "activate-servers" : SWITCH]],
    ["activate-servers", [activateFirst ? SWITCH : BUILD_MIRROR]],
  ];
}
