/** Which parts are up, and the log that the database wrote while it was. Part of the slow reference model. */
import type { LinkFigures, Pipeline } from "../../src/shipping/pipeline.js";
import type { Micros } from "../../src/units/index.js";
import type { Job } from "./slow-answers.js";

export class SlowParts {
  readonly jobUp: Record<Job, boolean> = { backup: true, copy: true, restore: true };
  databaseUp = true;
  secondaryUp = true;
  shareUp = true;
  /** null while it is cut. */
  wan: LinkFigures | null;
  private databaseDownSince = 0;
  private readonly databaseDown: { readonly from: number; readonly to: number }[] = [];

  constructor(private readonly pipeline: Pipeline) {
    this.wan = pipeline.wan;
  }

  /** Does a tick of the job make a run? */
  canRun(job: Job): boolean {
    if (!this.jobUp[job]) return false;
    return job === "backup" ? this.databaseUp : this.secondaryUp;
  }

  changeDatabase(now: number, up: boolean): void {
    if (this.databaseUp && !up) this.databaseDownSince = now;
    if (!this.databaseUp && up) this.databaseDown.push({ from: this.databaseDownSince, to: now });
    this.databaseUp = up;
  }

  /** Log written in (from, to], for a `to` at which the database is up. */
  written(from: number, to: number): number {
    let total = this.pipeline.logWritten(from as Micros, to as Micros);
    for (const down of this.databaseDown) {
      const first = Math.max(from, down.from);
      const last = Math.min(to, down.to);
      if (first < last) total -= this.pipeline.logWritten(first as Micros, last as Micros);
    }
    return total;
  }
}
