/** Link, mirroring and log shipping with every default filled in. */
import type {
  BackupJob,
  CopyJob,
  Law,
  Layout,
  Link,
  LogShipping,
  Mirroring,
  RestoreJob,
  RunTime,
  Wan,
} from "../../spec/index.js";
import { type BytesPerSecond, bytesPerSecond, type Micros } from "../../units/index.js";
import type { ScenarioForm } from "../form/scenario-form.js";
import { FAST_WAN, JOBS, MIRRORING, SLOW_WAN } from "./defaults.js";

type ShippingForm = NonNullable<ScenarioForm["logShipping"]>;

/** Fields that were left out are undefined in the form, where the result has none of those. */
const linkOf = (given: Partial<{ [K in keyof Link]: Link[K] | undefined }>, otherwise: Link): Link => ({
  bandwidth: given.bandwidth ?? otherwise.bandwidth,
  roundTrip: given.roundTrip ?? otherwise.roundTrip,
  efficiency: given.efficiency ?? otherwise.efficiency,
  shippingShare: given.shippingShare ?? otherwise.shippingShare,
});

export function resolveWan(form: ScenarioForm["wan"], layout: Layout): Wan {
  const { "site-1": one, "site-2": two } = layout.servers;
  const otherwise = one.active > 0 && two.active > 0 ? FAST_WAN : SLOW_WAN;
  return { ...linkOf(form ?? {}, otherwise), poolTraffic: form?.poolTraffic ?? "modelled" };
}

export function resolveMirroring(form: ScenarioForm["mirroring"] = {}): Mirroring {
  return {
    partnerTimeout: form.partnerTimeout ?? MIRRORING.partnerTimeout,
    redoRate: form.redoRate ?? bytesPerSecond(MIRRORING.redoRate),
    shipsLogs: form.shipsLogs ?? true,
    decide: form.decide ?? MIRRORING.decide,
    online: form.online ?? MIRRORING.online,
    failover: form.failover ?? null,
    resync: form.resync ?? null,
    flush: form.flush ?? MIRRORING.flush,
  };
}

export function resolveLogShipping(form: ShippingForm = {}, wan: Wan): LogShipping {
  const reinitialise = form.reinitialise ?? "computed";
  return {
    share: form.share ?? "site-1",
    anchor: form.anchor ?? "day",
    backup: backupJob(form.backup),
    copy: copyJob(form.copy),
    restore: restoreJob(form.restore),
    coldStart: form.coldStart ?? false,
    agentGrace: form.agentGrace ?? (0 as Micros),
    thirdSite: linkOf(form.thirdSite ?? {}, wan),
    reinitialise:
      reinitialise === "computed" ? { takes: "computed" } : { takes: "fixed", duration: reinitialise },
  };
}

const gridOf = (form: { every?: Micros | undefined; offset?: Law | undefined }) => ({
  every: form.every ?? JOBS.every,
  offset: form.offset ?? JOBS.offset,
});

interface RunTimeForm {
  readonly duration?: Law | undefined;
  readonly overhead?: Law | undefined;
  readonly rate?: BytesPerSecond | undefined;
}

function runTimeOf(form: RunTimeForm, otherwise: { readonly overhead: Law; readonly rate: number }): RunTime {
  if (form.duration !== undefined) return { takes: "fixed", duration: form.duration };
  const rate = form.rate ?? bytesPerSecond(otherwise.rate);
  return { takes: "computed", overhead: form.overhead ?? otherwise.overhead, rate };
}

function backupJob(form: ShippingForm["backup"] = {}): BackupJob {
  return {
    grid: gridOf(form),
    jitter: form.jitter ?? JOBS.jitter,
    runTime: runTimeOf(form, JOBS.backup),
    fileSize: form.fileSize ?? null,
    compression: form.compression ?? JOBS.backup.compression,
    retention: form.retention ?? JOBS.retention,
  };
}

function copyJob(form: ShippingForm["copy"] = {}): CopyJob {
  return {
    trigger: form.after === "backup" ? { on: "backup" } : { on: "grid", grid: gridOf(form) },
    jitter: form.jitter ?? JOBS.jitter,
    overhead: form.overhead ?? JOBS.copy.overhead,
    retention: form.retention ?? JOBS.retention,
  };
}

function restoreJob(form: ShippingForm["restore"] = {}): RestoreJob {
  return {
    grid: gridOf(form),
    jitter: form.jitter ?? JOBS.jitter,
    runTime: runTimeOf(form, JOBS.restore),
    delay: form.delay ?? (0 as Micros),
  };
}
