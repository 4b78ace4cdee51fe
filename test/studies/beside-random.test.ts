/** Random lives with compliance, a file store and users: what is lost beside the database, and a checker that agrees. */
import { describe, expect, test } from "vitest";
import { checkTimeline } from "../../src/checker/index.js";
import type { TimelineResult } from "../../src/index.js";
import { tellLife } from "../../src/studies/index.js";
import { changed, type Mapping, playable, playWhole } from "./playing.js";
import { randomLife } from "./random-lives.js";

const LIVES = Array.from({ length: 80 }, (_, index) => index + 1);

const one = <T>(number: number, choices: readonly T[]): T => choices[number % choices.length]!;

/** The life of that number, with what stands beside the database; lives of half the numbers have users. */
function lifeOf(number: number): Mapping {
  const { mapping } = randomLife(number);
  const compliance = one(number, ["standalone", "shared", "standalone"]);
  const crash = {
    what: "compliance-crash",
    at: `${2 + (number % 3)} d 3 h 7 min`,
    lasts: one(number, ["7 h", "20 min"]),
  };
  const count = one(number, [0, 400]);
  return changed(mapping, {
    topology: { compliance },
    compliance: {
      every: one(number, ["15 min", "7 min", "2 h"]),
      duration: one(number >> 1, ["1 min", "0 s", "11 min", { uniform: ["1 min", "5 min"] }]),
    },
    attachments: {
      share: one(number, ["1 %", "50 %", "100 %"]),
      store: one(number >> 1, ["site-1", "site-2", "site-1", "third-site"]),
      backup: one(number, ["8 h", "none", "1 h"]),
    },
    users: { count },
    traffic: { deliveriesPerMessage: one(number, [1, 138]) },
    failures: [
      ...(mapping.failures as readonly Mapping[]),
      ...(compliance === "standalone" ? [crash] : []),
      ...(count > 0 && number % 4 === 1 ? [{ what: "bad-delete", at: "5 d 11 h", removes: "2 h" }] : []),
    ],
  });
}

const timelines = new Map<number, TimelineResult>();

function told(number: number): TimelineResult {
  const known = timelines.get(number);
  if (known !== undefined) return known;
  const scenario = playable(lifeOf(number));
  const timeline = tellLife({ scenario, seed: number, replication: 0, replay: "", version: "0" });
  timelines.set(number, timeline);
  return timeline;
}

const complaintsOf = (complain: (timeline: TimelineResult, number: number) => readonly string[]) =>
  LIVES.flatMap((number) =>
    complain(told(number), number).map((complaint) => `life ${number}: ${complaint}`),
  );

describe("what random lives lose beside their database", () => {
  test("is what the checker finds from their stories", () => {
    const complaints = complaintsOf((timeline) => {
      const verdict = checkTimeline(timeline);
      return verdict.verdict === "violated" ? [`${verdict.rule} at ${verdict.at}: ${verdict.reason}`] : [];
    });
    expect(complaints).toEqual([]);
  });

  test("is never more than there was", () => {
    const complaints = complaintsOf(({ incidents, messages }) =>
      incidents.flatMap(({ messages: own, compliance, attachments, opened, closed }) => {
        const { seenButLost } = own;
        const length = (closed ?? Number.POSITIVE_INFINITY) - opened;
        return [
          ...(seenButLost !== null && seenButLost > own.lost ? [`${seenButLost} seen of ${own.lost}`] : []),
          ...(attachments!.lost > messages.kept ? [`${attachments!.lost} files of ${messages.kept}`] : []),
          ...(attachments!.unavailableFor > length + 1e-6
            ? [`away for ${attachments!.unavailableFor} s`]
            : []),
          // Messages come before time 0 as well, but not many are still unprocessed then.
          ...(compliance!.lostEvents > messages.offered + 400_000
            ? [`${compliance!.lostEvents} events`]
            : []),
        ];
      }),
    );
    expect(complaints).toEqual([]);
  });

  test("adds up to what the run says, told or not", () => {
    const complaints = complaintsOf(({ incidents }, number) => {
      if (number > 40) return [];
      const run = playWhole(lifeOf(number), { seed: number });
      const sum = (of: (incident: (typeof incidents)[number]) => number) =>
        run.incidents.reduce((all, incident) => all + of(incident), 0);
      const figures = (all: typeof incidents) =>
        JSON.stringify(
          all.map(({ compliance, attachments, messages }) => [compliance, attachments, messages]),
        );
      return [
        ...(figures(incidents) === figures(run.incidents) ? [] : ["told otherwise than played"]),
        ...(sum(({ compliance }) => compliance!.lostEvents) === run.compliance!.lostEvents ? [] : ["events"]),
        ...(sum(({ attachments }) => attachments!.lost) === run.attachments!.lost ? [] : ["files"]),
        ...(sum(({ messages }) => messages.seenButLost ?? 0) === (run.messages.seenButLost ?? 0)
          ? []
          : ["seen"]),
      ];
    });
    expect(complaints).toEqual([]);
  });

  test("is something in many of them", () => {
    const lives = LIVES.map(told);
    const some = (of: (incident: TimelineResult["incidents"][number]) => number) =>
      lives.filter(({ incidents }) => incidents.some((incident) => of(incident) > 0)).length;
    expect(some(({ compliance }) => compliance!.lostEvents)).toBeGreaterThan(10);
    expect(some(({ attachments }) => attachments!.lost)).toBeGreaterThan(3);
    expect(some(({ attachments }) => attachments!.unavailableFor)).toBeGreaterThan(10);
    expect(some(({ messages }) => messages.seenButLost ?? 0)).toBeGreaterThan(5);
  });
});
