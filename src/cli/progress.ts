/** One line about long work: how much is done, how fast, how long it will take. */
import { type Micros, printCount, printDuration } from "../units/index.js";

export function progressLine(name: string, done: number, planned: number, begun: bigint): string {
  if (planned < 500) return "";
  const elapsed = Number(process.hrtime.bigint() - begun) / 1e9;
  // The first moments say nothing about the rest.
  if (elapsed < 0.3) return "";
  const rate = done / elapsed;
  const left = printDuration(Math.round(((planned - done) / rate) * 1e6) as Micros);
  return `${name}: ${printCount(done)} of ${printCount(planned)}, ${printCount(rate)} a second, ${left} to go`;
}
