/**
 * A slow, obvious model of a log-shipping pipeline, for tests to hold a fast one against. Every tick, start,
 * file end and run end is an event of its own in a sorted list; nothing is skipped, foreseen or remembered
 * beyond what happened. It shares the pipeline's types and the rounding of lengths with the program, no more.
 */
import type { Disturbance, LinkFigures, Pipeline } from "../../src/shipping/pipeline.js";
import type { Micros } from "../../src/units/index.js";
import { type Answer, answerNow, type FileRecord, fileRecord, type RunRecord } from "./slow-answers.js";
import { RUNG, SlowEvents } from "./slow-events.js";
import { SlowJobs } from "./slow-jobs.js";
import { SlowParts } from "./slow-parts.js";
import { SlowRuns } from "./slow-runs.js";

export type { Answer, FileRecord, Job, Outcome, RunRecord } from "./slow-answers.js";

export interface TimedChange {
  readonly at: Micros;
  readonly change: Disturbance;
}

export interface SlowPlay {
  /** In the order of the questions. */
  readonly answers: Answer[];
  /** In the order of their cuts. */
  readonly files: FileRecord[];
  /** In the order of their ends; unfinished ones last. */
  readonly runs: RunRecord[];
}

export interface SlowOptions {
  /** false: leave out of `runs` those with an empty list; millions of fine ticks are a burden to remember. */
  readonly emptyRuns?: boolean;
}

/** Plays from the beginning to `until`, ticks at `until` included. No question may be later. */
export function playSlowly(
  pipeline: Pipeline,
  changes: readonly TimedChange[],
  questions: readonly Micros[],
  until: Micros,
  options: SlowOptions = {},
): SlowPlay {
  const play = new SlowPipeline(pipeline, options.emptyRuns ?? true);
  const answers: Answer[] = [];
  for (const { at, change } of changes) play.events.add(at, RUNG.disturbance, () => play.disturb(change));
  questions.forEach((at, place) => {
    if (at > until) throw new RangeError(`a question at ${at} is after the end of the play, ${until}`);
    play.events.add(at, RUNG.question, () => {
      answers[place] = play.answer();
    });
  });
  play.playTo(until);
  return { answers, files: play.jobs.files.map(fileRecord), runs: play.runs.records };
}

class SlowPipeline {
  readonly events = new SlowEvents();
  readonly runs: SlowRuns;
  readonly jobs: SlowJobs;
  private readonly parts: SlowParts;

  constructor(
    private readonly pipeline: Pipeline,
    recordEmptyRuns: boolean,
  ) {
    this.parts = new SlowParts(pipeline);
    this.runs = new SlowRuns(pipeline, this.events, recordEmptyRuns, {
      canRun: (job) => this.parts.canRun(job),
      start: (run) => this.jobs.start(run),
    });
    this.jobs = new SlowJobs(pipeline, this.events, this.parts, this.runs);
  }

  playTo(until: number): void {
    const { backup, copy, restore } = this.pipeline;
    this.runs.tickForEver("backup", backup.grid);
    if (copy.grid !== null) this.runs.tickForEver("copy", copy.grid);
    this.runs.tickForEver("restore", restore.grid);
    for (let event = this.events.takeNext(until); event !== null; event = this.events.takeNext(until)) {
      event.happen();
    }
    this.runs.stop();
  }

  answer(): Answer {
    return answerNow({
      now: this.events.now,
      begins: this.pipeline.begins,
      restored: this.jobs.restored,
      shareUp: this.parts.shareUp,
      backupRetention: this.pipeline.backup.retention,
      copyRetention: this.pipeline.copy.retention,
      files: this.jobs.files,
    });
  }

  disturb(change: Disturbance): void {
    switch (change.kind) {
      case "wan":
        this.changeWan(change.link);
        break;
      case "share":
        this.changeShare(change.up, change.destroyed);
        break;
      case "job":
        this.parts.jobUp[change.job] = change.up;
        if (!change.up) this.runs.interrupt(change.job);
        break;
      case "database":
        this.parts.changeDatabase(this.events.now, change.up);
        if (!change.up) this.runs.interrupt("backup");
        break;
      case "secondary":
        this.parts.secondaryUp = change.up;
        if (!change.up) this.runs.interrupt("copy");
        if (!change.up) this.runs.interrupt("restore");
        break;
      case "corrupt-next":
        this.jobs.corruptNext();
        break;
      case "chain-broken":
        this.jobs.breakChain();
        break;
    }
  }

  private changeWan(link: LinkFigures | null): void {
    this.parts.wan = link;
    if (link === null) {
      if (this.pipeline.share === "secondary") this.runs.interruptStarted("backup");
      if (this.pipeline.share === "primary") this.runs.interruptStarted("copy");
      return;
    }
    for (const run of [this.runs.current.backup, this.runs.current.copy]) {
      if (run === null || run.onWan === null) continue;
      run.onWan.transfer.changeRate(this.events.now, link.rate);
      run.onWan.reschedule();
    }
  }

  private changeShare(up: boolean, destroyed: boolean): void {
    this.parts.shareUp = up;
    if (up) return;
    this.runs.interruptStarted("backup");
    this.runs.interruptStarted("copy");
    if (destroyed) this.jobs.destroyShare();
  }
}
