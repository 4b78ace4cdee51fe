/** One line about long work: how much is done, how fast, how long it will take. */
import type { StudyProgress, TuneProgress } from "../studies/index.js";
import { type Micros, printCount, printDuration } from "../units/index.js";

export function progressLine(name: string, done: number, planned: number, begun: bigint): string {
  return planned < 500 ? "" : pace(name, done, planned, begun);
}

export function sweepProgressLine(name: string, progress: StudyProgress, begun: bigint): string {
  const { done, planned, precision } = progress;
  const line = pace(name, done, planned, begun);
  return line === "" || precision === null ? line : `${line}; ${precision}`;
}

/** What `tune` is doing: how long it will take is known only of the two ends. */
export function tuneProgressLine(name: string, progress: TuneProgress, begun: bigint): string {
  switch (progress.doing) {
    case "searching":
      return of(pace(name, progress.done, progress.planned, begun), "schedules looked at");
    case "confirming":
      return `${name}: playing schedule ${progress.schedules}, replication ${printCount(progress.replications)}`;
    case "measuring":
      return `${name}: final figures, ${printCount(progress.done)} of ${printCount(progress.planned)} replications`;
  }
}

const of = (line: string, what: string): string => (line === "" ? "" : `${line} (${what})`);

function pace(name: string, done: number, planned: number, begun: bigint): string {
  const elapsed = Number(process.hrtime.bigint() - begun) / 1e9;
  // The first moments say nothing about the rest.
  if (elapsed < 0.3) return "";
  const rate = done / elapsed;
  const left = printDuration(Math.round(((planned - done) / rate) * 1e6) as Micros);
  return `${name}: ${printCount(done)} of ${printCount(planned)}, ${printCount(rate)} a second, ${left} to go`;
}
