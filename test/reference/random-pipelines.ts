/** Random cases for the slow and the fast model of a pipeline, each a function of its seed. */
import type { FixedGrid, Pipeline, ShareSide } from "../../src/shipping/pipeline.js";
import type { Bytes, Micros } from "../../src/units/index.js";
import { printChange, randomChanges } from "./random-disturbances.js";
import { type Load, randomLoad } from "./random-load.js";
import { Dice, failingCoin } from "./random-numbers.js";
import {
  DAY,
  type Draft,
  HOUR,
  MINUTE,
  type Pace,
  randomBegins,
  randomInterval,
  randomJitter,
  randomLength,
  randomLink,
  randomOffset,
  randomOwnTime,
  randomRate,
  randomRetention,
  SECOND,
} from "./random-parts.js";
import { playSlowly, type SlowPlay, type TimedChange } from "./slow-pipeline.js";

export interface RandomCase {
  readonly pipeline: Pipeline;
  readonly load: Load;
  /** In the order of their instants, none before 0 and none after `until`. */
  readonly changes: TimedChange[];
  /** Rising, from `begins` to `until`. */
  readonly questions: Micros[];
  readonly until: Micros;
  /** All that was drawn, a line for each part. */
  readonly text: string;
}

export function randomCase(seed: number): RandomCase {
  const dice = new Dice(seed);
  const pace = dice.pick<Pace>(["calm", "calm", "calm", "calm", "busy", "busy", "busy", "tiny"]);
  const until = randomUntil(dice, pace) as Micros;
  const { pipeline, load, text } = randomPipeline(dice, pace, until);
  const troubles = pace === "calm" ? dice.pick([0, 0, 1, 1, 2, 3]) : dice.pick([0, 1, 2, 3, 4, 6, 8, 12, 20]);
  const undisturbed = playSlowly(pipeline, [], [], until);
  const targets = dice.chance(0.5) ? instantsOf(undisturbed) : middlesOf(undisturbed);
  const changes = randomChanges(dice, pipeline, troubles, targets, until);
  const played = playSlowly(pipeline, changes, [], until);
  const questions = randomQuestions(dice, pipeline, changes, played, until);
  const head = `seed ${seed}, ${pace}, until ${until / SECOND} s`;
  return {
    pipeline,
    load,
    changes,
    questions,
    until,
    text: [head, ...text, ...changes.map(printChange)].join("\n"),
  };
}

function randomUntil(dice: Dice, pace: Pace): number {
  if (pace === "calm") return dice.whole(3, 10) * DAY + dice.pick([0, 0, 3 * HOUR, 7 * MINUTE]);
  if (pace === "busy") return dice.whole(6, 48) * HOUR + dice.pick([0, 0, 90 * SECOND]);
  return dice.whole(20, 180) * MINUTE;
}

function randomPipeline(
  dice: Dice,
  pace: Pace,
  until: number,
): { readonly pipeline: Pipeline; readonly load: Load; readonly text: string[] } {
  const text: string[] = [];
  const note = <T>(what: string, value: T): T => {
    text.push(`${what} ${typeof value === "number" ? value : JSON.stringify(value)}`);
    return value;
  };

  const tidy = note("tidy", dice.chance(0.3));
  const anchor = dice.pick(["day", "run"] as const);
  const main = randomInterval(dice, pace, until);
  const grid = (what: string): FixedGrid => {
    const every = what === "backup grid" || dice.chance(0.6) ? main : randomInterval(dice, pace, until);
    const ownAnchor = dice.chance(0.1) ? dice.pick(["day", "run"] as const) : anchor;
    return note(what, { anchor: ownAnchor, every, offset: randomOffset(dice, every, tidy) });
  };
  const backupGrid = grid("backup grid");
  const copyGrid = dice.chance(0.15) ? note("copy after backup", null) : grid("copy grid");
  const restoreGrid = grid("restore grid");
  const longest = Math.max(backupGrid.every, copyGrid?.every ?? 0, restoreGrid.every);

  const load = randomLoad(dice, main);
  text.push(load.text);
  const compression = note("compression", dice.pick([1, 1, 1, 2, 4, 1.5, 3]));
  const sizes = [300e6, 100e6, 12.5e6, 1e6, 0];
  const fileSize = note("file size", tidy || dice.chance(0.3) ? dice.pick(sizes) : null) as Bytes | null;
  const usualBytes = Math.max(1e5, fileSize ?? (load.usualRate * main) / compression);

  const draft: Draft = { dice, pace, until, main, usualBytes, tidy, note };
  const fails = (what: string): ((number: number) => boolean) =>
    failingCoin(dice.seedOfItsOwn(), note(`${what} fails`, dice.pick([0, 0, 0, 0.05, 0.2, 0.5])));
  const delays = [0, 0, 0, 0, main, 2 * main, 12 * main, ...(pace === "tiny" ? [] : [10 * MINUTE, 3 * HOUR])];
  const delay = note("delay", dice.pick(delays) as Micros);

  const pipeline: Pipeline = {
    share: note("share", dice.pick<ShareSide>(["primary", "primary", "secondary", "third"])),
    backup: {
      grid: backupGrid,
      jitter: randomJitter(draft, "backup"),
      fails: fails("backup"),
      ownTime: randomOwnTime(draft, "backup"),
      fileSize,
      compression,
      retention: note("backup retention", randomRetention(draft, longest)),
    },
    copy: {
      grid: copyGrid,
      jitter: randomJitter(draft, "copy"),
      fails: fails("copy"),
      overhead: randomLength(draft, "copy overhead", [0, 0, 0.5 * SECOND, SECOND, 10 * SECOND]),
      retention: note("copy retention", randomRetention(draft, 3 * longest + delay)),
    },
    restore: {
      grid: restoreGrid,
      jitter: randomJitter(draft, "restore"),
      fails: fails("restore"),
      ownTime: randomOwnTime(draft, "restore"),
      delay,
    },
    agentGrace: note("agent grace", dice.pick([0, 0, 5 * SECOND]) as Micros),
    wan: randomLink(draft, "wan"),
    third: randomLink(draft, "third"),
    localCopyRate: note("local copy rate", randomRate(draft)),
    logWritten: load.logWritten,
    begins: note("begins", randomBegins(dice, pace, longest, delay)),
  };
  return { pipeline, load, text };
}

function instantsOf(played: SlowPlay): number[] {
  const all = [
    ...played.runs.flatMap((run) => [run.tick, run.start, run.end]),
    ...played.files.flatMap((file) => [file.cut, file.wholeAt, file.safeAt, file.restoredAt]),
  ];
  return all.filter((at) => at !== null);
}

/** Instants in the middle of runs that take time. */
function middlesOf(played: SlowPlay): number[] {
  return played.runs.flatMap(({ start, end }) =>
    start === null || end === null || start === end ? [] : [start + Math.floor((end - start) / 2)],
  );
}

function randomQuestions(
  dice: Dice,
  pipeline: Pipeline,
  changes: readonly TimedChange[],
  played: SlowPlay,
  until: number,
): Micros[] {
  const { begins, backup, copy } = pipeline;
  const happenings = instantsOf(played);
  const expiries = played.files.flatMap(({ cut }) => [cut + backup.retention, cut + copy.retention]);
  const questions = new Set<number>([begins, 0, until]);
  const ask = (at: number): void => {
    if (at >= begins && at <= until) questions.add(at);
  };
  const aside = (): number => dice.pick([0, 0, 1, -1]);
  for (const { at } of changes) ask(at + dice.pick([0, 1, -1, MINUTE]));
  for (let i = 0; i < 40; i += 1) ask(begins + Math.floor(dice.uniform() * (until - begins)));
  for (let i = 0; i < 40 && happenings.length > 0; i += 1) ask(dice.pick(happenings) + aside());
  for (let i = 0; i < 10 && expiries.length > 0; i += 1) ask(dice.pick(expiries) + aside());
  return [...questions].sort((a, b) => a - b) as Micros[];
}
