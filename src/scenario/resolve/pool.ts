/** Layout, topology, sites and workload with every default filled in. */
import {
  LAYOUTS,
  type Layout,
  otherSite,
  type Profile,
  type ServersAtSite,
  type Site,
  type Topology,
  type Workload,
} from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import type { ScenarioForm } from "../form/scenario-form.js";
import { LAYOUT, WORKLOAD } from "./defaults.js";

export function resolveLayout(form: ScenarioForm["layout"] = LAYOUT): Layout {
  if (form === "split-active") return LAYOUTS["high-bandwidth"];
  if (form === "one-side-active") return LAYOUTS["low-bandwidth"];
  if (typeof form === "string") return LAYOUTS[form];
  const servers = { "site-1": serversAt(form["site-1"]), "site-2": serversAt(form["site-2"]) };
  // The same machines are the same layout, however they are written down.
  const known = Object.values(LAYOUTS).find((layout) => isSame(layout.servers, servers));
  return known ?? { name: "custom", servers };
}

const serversAt = (form: { active?: number | undefined; idle?: number | undefined } = {}): ServersAtSite => ({
  active: form.active ?? 0,
  idle: form.idle ?? 0,
});

function isSame(a: Layout["servers"], b: Layout["servers"]): boolean {
  return (["site-1", "site-2"] as const).every(
    (site) => a[site].active === b[site].active && a[site].idle === b[site].idle,
  );
}

export function resolveTopology(form: ScenarioForm["topology"] = {}): Topology {
  const primarySite = form.primarySite ?? "site-1";
  const secondarySite = form.secondarySite ?? otherSite(primarySite);
  return {
    primarySite,
    secondarySite,
    mirror: form.mirror ?? true,
    mirrorSite: form.mirrorSite ?? primarySite,
    witness: form.witness ?? true,
    witnessSite: form.witnessSite ?? primarySite,
    secondaryMirror: form.secondaryMirror ?? true,
    secondaryMirrorSite: form.secondaryMirrorSite ?? secondarySite,
    secondaryWitness: form.secondaryWitness ?? false,
    secondaryWitnessSite: form.secondaryWitnessSite ?? secondarySite,
    nextHop: form.nextHop ?? "front-end-1",
    destinationFolder: form.destinationFolder ?? true,
    shareAccess: {
      mirror: form.shareAccess?.mirror ?? "read-write",
      secondary: form.shareAccess?.secondary ?? "read-write",
    },
    managementStore: form.managementStore ?? "none",
    databaseTechnology: form.databaseTechnology ?? "mirroring",
    compliance: form.compliance ?? "off",
  };
}

export function resolveTimeZones(form: ScenarioForm["sites"] = {}): Record<Site, string> {
  return { "site-1": form["site-1"]?.timeZone ?? "UTC", "site-2": form["site-2"]?.timeZone ?? "UTC" };
}

export function resolveWorkload(form: ScenarioForm["workload"] = {}): Workload {
  return {
    messagesPerSecond: form.messagesPerSecond ?? WORKLOAD.messagesPerSecond,
    profile: profileOf(form.profile),
    arrivals: form.arrivals ?? "poisson",
    logBytesPerMessage: form.logBytesPerMessage ?? WORKLOAD.logBytesPerMessage,
    bursts: (form.bursts ?? []).map((burst, index) => ({
      name: burst.name ?? `burst ${index + 1}`,
      every: burst.every,
      offset: burst.offset ?? (0 as Micros),
      lasts: burst.lasts,
      log: burst.log,
    })),
  };
}

function profileOf(form: NonNullable<ScenarioForm["workload"]>["profile"] = "constant"): Profile {
  if (typeof form === "string") return { shape: form };
  if (form.hours) return { shape: "hours", factors: form.hours };
  return { shape: "sine", amplitude: form.sine.amplitude, period: form.sine.period };
}
