/** What a reader of a story sees: the lines, the words, what is passed over, and what stands at the end. */
import { describe, expect, it } from "vitest";
import { PLAIN, timelineText } from "../../src/reports/index.js";
import type { TraceEntry } from "../../src/results/index.js";
import { DAY, HOUR, incident, MINUTE, quarters, SETTING, siteLost, story } from "./stories.js";

const linesOf = (...[result, options]: [Parameters<typeof timelineText>[0], { all?: boolean }?]) =>
  timelineText(result, PLAIN, { all: false, ...options });
const jobLines = (lines: readonly string[]) =>
  lines.filter((line) => / (backup|copy|restore) job /.test(line));

/** The words of a single entry. */
function told(entry: TraceEntry, setting = SETTING): string {
  const line = linesOf({ ...story([entry]), setting }, { all: true })[3]!;
  return line.replace(/^ {2}day -?\d+ \(\w+\) [\d:.]+ {2}/, "");
}

describe("the story of a lost site", () => {
  const lines = linesOf(siteLost());

  it("is told from two runs of each job before it", () => {
    expect(lines.slice(0, 13)).toEqual([
      "A story",
      "seed 1 · replication 3 · fingerprint 0123456789abcdef",
      "",
      "  day 0 (Mon) 00:00:00  principal            accepts as the pool's database",
      "  … 405 job runs, all as scheduled",
      "  day 1 (Tue) 09:45:00  backup job           on the share: 09:30:00 → 09:45:00, in 20 s",
      "  day 1 (Tue) 09:45:30  copy job             at site 2: 09:30:00 → 09:45:00, in 24.04 s",
      "  day 1 (Tue) 09:46:00  restore job          restored: 09:30:00 → 09:45:00, in 300 ms",
      "  day 1 (Tue) 10:00:00  backup job           on the share: 09:45:00 → 10:00:00, in 20 s",
      "  day 1 (Tue) 10:00:30  copy job             at site 2: 09:45:00 → 10:00:00, in 24.04 s",
      "  day 1 (Tue) 10:01:00  restore job          restored: 09:45:00 → 10:00:00, in 300 ms",
      "  day 1 (Tue) 10:07:30  site 1               Site 1 lost",
      "  day 1 (Tue) 10:07:30  incident             number 1 opens",
    ]);
  });

  it("says at the end why it was lost, and what the end of the outage waited for", () => {
    expect(lines.slice(-11)).toEqual([
      "Site 1 lost on day 1 (Tue) 10:07:30: 7.5 min of chat lost, 40 messages; nobody could send for 60 min.",
      "",
      "  Lost: what was committed from 10:00:00 to 10:07:30, 7.5 min",
      "    not yet backed up   7.5 min   40 messages   from day 1 (Tue) 10:00:00 to day 1 (Tue) 10:07:30",
      "",
      "  Nobody could send for 60 min.",
      "",
      "  what the end waited for    takes   a minute less saves",
      "  detect                     5 min                  60 s   operator",
      "  decide                    55 min                  30 s   manager",
      "",
    ]);
  });

  it("has every run of every job where all are asked for", () => {
    expect(jobLines(linesOf(siteLost(), { all: true })).length).toBe(
      quarters(0, siteLost().incidents[0]!.at).length,
    );
  });
});

describe("what is passed over", () => {
  it("is a story without events but for how many runs there were", () => {
    expect(linesOf(story(quarters(0, DAY))).slice(3)).toEqual([
      "  … 288 job runs, all as scheduled",
      "",
      "Nothing took service or protection away.",
      "",
    ]);
  });

  it("is the middle of a long trouble: two runs of each job stand beside every turn", () => {
    const cut = (up: boolean, at: number): TraceEntry => ({ at, fact: "link", up });
    const entries = [
      ...quarters(0, 6 * HOUR),
      cut(false, 6 * HOUR - 1),
      ...quarters(6 * HOUR, 18 * HOUR).filter(({ fact }) => fact === "backup"),
      cut(true, 18 * HOUR - 1),
      ...quarters(18 * HOUR, DAY),
    ];
    const lines = linesOf(story(entries)).slice(3, -3);
    expect(lines.filter((line) => line.includes("…"))).toEqual([
      "  … 66 job runs, all as scheduled",
      "  … 44 job runs, all as scheduled",
      "  … 66 job runs, all as scheduled",
    ]);
    expect(jobLines(lines).length).toBe(6 + 4 + 6);
  });

  it("is a failure that goes on, once it has been told", () => {
    const failing = quarters(0, DAY).map(
      (entry): TraceEntry =>
        entry.fact === "backup" && entry.at >= 6 * HOUR ? { ...entry, outcome: "void" } : entry,
    );
    const lines = linesOf(story(failing.filter(({ fact }) => fact === "backup"))).slice(3, -3);
    expect(lines).toEqual([
      "  … 22 job runs, all as scheduled",
      "  day 0 (Mon) 05:30:00  backup job  on the share: 05:15:00 → 05:30:00, in 20 s",
      "  day 0 (Mon) 05:45:00  backup job  on the share: 05:30:00 → 05:45:00, in 20 s",
      "  day 0 (Mon) 06:00:00  backup job  fails at 06:00:20: no file",
      "  day 0 (Mon) 06:15:00  backup job  fails at 06:15:20: no file",
      "  day 0 (Mon) 06:30:00  backup job  fails at 06:30:20: no file",
      "  … 69 job runs, each like the one before",
    ]);
  });

  it("is never less than four runs: they would be told in as many lines", () => {
    const turn = (at: number): TraceEntry => ({ at, fact: "chain-mended", mends: "unreadable-files" });
    const told = (until: number) =>
      linesOf(
        story([turn(1), ...quarters(HOUR, until).filter(({ fact }) => fact === "copy"), turn(until)]),
      ).join();
    expect(told(2 * HOUR + 45 * MINUTE)).not.toContain("…");
    expect(told(3 * HOUR)).toContain("… 4 job runs, all as scheduled");
  });

  it("is the deletion of files that are old, and never of others", () => {
    const gone = (cuts: number[]): TraceEntry => ({ at: 5 * DAY, fact: "files-gone", place: "share", cuts });
    expect(linesOf(story([gone([DAY, 2 * DAY])])).slice(3, -3)).toEqual([]);
    expect(linesOf(story([gone([DAY, 4 * DAY])])).slice(3, -3)).toEqual([
      "  day 5 (Sat) 00:00:00  share  2 files are gone: day 1 (Tue) 00:00:00 to day 4 (Fri) 00:00:00",
    ]);
  });
});

describe("the words", () => {
  const at = 34 * HOUR;
  const strike = { at, fact: "strike", id: "a", effective: true } as const;
  it.each<[TraceEntry, string]>([
    [
      { ...strike, what: "principal-crash", where: null },
      "serving database  Serving database's machine failed",
    ],
    [{ ...strike, what: "wan-cut", where: null }, "link  Link between the sites cut"],
    [
      { ...strike, what: "witness-crash", where: "witness", effective: false },
      "witness  struck (witness failed), but down already or out of use: nothing happens",
    ],
    [{ at, fact: "heal", id: "a", what: "job-failing", where: "copy" }, "copy job  runs again"],
    [
      { at, fact: "machine", machine: "secondary-mirror", up: false, because: "silence" },
      "secondary mirror  its server process stops: all of its site is silent",
    ],
    [
      { at, fact: "disks-destroyed", machine: "principal" },
      "principal  its disks are destroyed, with everything on them",
    ],
    [{ at, fact: "link", up: true }, "link  carries again"],
    [{ at, fact: "share", up: false }, "share  cannot be reached any more"],
    [
      { at, fact: "session", pair: "second", from: "SYNCHRONIZING", to: "SYNCHRONIZED", row: 7 },
      "mirroring in site 2  SYNCHRONIZING → SYNCHRONIZED (transition 7)",
    ],
    [
      { at, fact: "session", pair: "first", from: "DISCONNECTED", to: "DISCONNECTED", row: 7 },
      "mirroring in site 1  stays DISCONNECTED (transition 7)",
    ],
    [
      { at, fact: "hardened", pair: "first", upTo: at - 10 },
      "mirroring in site 1  from here on the mirror hardens nothing: it has everything up to 09:59:50",
    ],
    [
      { at, fact: "stops", machine: "principal", history: 0, because: "fenced" },
      "principal  accepts nothing any more: fenced",
    ],
    [
      { at, fact: "serves", machine: "mirror", history: 2, by: "automatic-failover" },
      "mirror  begins to accept as the pool's database, in history 2: automatic failover",
    ],
    [
      { at, fact: "history-begins", history: 1, parent: 0, cut: 9 * HOUR, by: "forced-service" },
      "database  history 1 begins, service was forced: it has everything up to day 0 (Mon) 09:00:00, and nothing behind it",
    ],
    [
      { at, fact: "deleted", from: at - HOUR, to: at },
      "database  what was accepted from 09:00:00 to 10:00:00 is deleted",
    ],
    [
      { at, fact: "undeleted", from: at - HOUR, to: at },
      "database  what was accepted from 09:00:00 to 10:00:00 is brought back from site 2",
    ],
    [
      { at, fact: "backup", until: at + 20, from: 0, outcome: "made", corrupt: true },
      "backup job  on the share: day 0 (Mon) 00:00:00 → 10:00:00, in 20 s; the file cannot be read",
    ],
    [
      { at, fact: "copy", until: at + 5, cut: at - MINUTE, outcome: "broken-off", by: "job" },
      "copy job  the file of 09:59:00 breaks off at 10:00:05",
    ],
    [
      { at, fact: "copy", until: at + 5, cut: at - MINUTE, outcome: "safe", by: "hand" },
      "copy by hand  at site 2: day 0 (Mon) 00:00:00 → 09:59:00, in 5 s",
    ],
    [{ at, fact: "chain-mended", mends: "unreadable-files" }, "log backups  every file can be used again"],
    [
      { at, fact: "log-taken-away", upTo: at },
      "log backups  the log up to 10:00:00 is in no file to come: the next cannot follow on the last",
    ],
    [{ at, fact: "secondary-emptied" }, "site 2  holds no database any more"],
    [
      { at, fact: "full-backup-arrived", cut: at - HOUR },
      "site 2  the full backup of 09:00:00 is whole there",
    ],
    [
      { at, fact: "full-backup-restored", cut: at - HOUR },
      "site 2  the full backup is restored; restored: day 0 (Mon) 00:00:00 → 09:00:00",
    ],
    [
      { at, fact: "step", step: "apply-logs", actor: "database-administrator", state: "given-up" },
      "database administrator  apply logs: given up",
    ],
    [{ at, fact: "told", by: "people" }, "people  know of it"],
    [{ at, fact: "told", by: "backup-alert" }, "people  know of it, told by backup alert"],
  ])("of %j", (entry, words) => {
    expect(told(entry)).toBe(words);
  });

  it("know that the other pair stands where the secondary is", () => {
    const session = {
      at,
      fact: "session",
      pair: "first",
      from: "none",
      to: "SYNCHRONIZING",
      row: 1,
    } as const;
    expect(told(session, { ...SETTING, primarySite: "site-2" })).toContain("mirroring in site 2  none");
  });

  it("say that nothing was there where site 2 had been emptied", () => {
    const lines = linesOf(
      story([
        { at: 0, fact: "secondary-emptied" },
        { at: HOUR, fact: "full-backup-restored", cut: 0 },
      ]),
    );
    expect(lines[4]).toContain("restored: nothing → 00:00:00");
  });

  it("give instants to the hundredth of a second", () => {
    expect(linesOf(story([{ at: 10.049999, fact: "chain-mended", mends: "unreadable-files" }]))[3]).toContain(
      "00:00:10.04  log",
    );
    expect(linesOf(story([{ at: 0.29, fact: "chain-mended", mends: "unreadable-files" }]))[3]).toContain(
      "00:00:00.29  log",
    );
  });
});

describe("a stretch that was lost in several pieces", () => {
  const [from, to] = [10 * HOUR, 10 * HOUR + 20 * MINUTE];
  const middle = from + 15 * MINUTE;
  const pieces = incident({
    lostStretches: [
      {
        from,
        to,
        why: [
          { from, to: middle, because: "on-the-share-only" },
          { from: middle, to, because: "not-yet-backed-up" },
        ],
      },
    ],
  });
  const arrivals = (offered: number) => [
    { from: 0, to: from, offered: 1000, refused: 0 },
    { from, to: middle, offered, refused: 0 },
    { from: middle, to, offered: 15, refused: 5 },
  ];

  it("is told piece by piece, with the messages of each that somebody took", () => {
    const text = linesOf(story([], { incidents: [pieces], arrivals: arrivals(30) })).join("\n");
    expect(text).toContain("on the share only   15 min   30 messages   from day 0 (Mon) 10:00:00");
    expect(text).toContain("not yet backed up    5 min   10 messages   from day 0 (Mon) 10:15:00");
  });

  it("is told without messages where the counts do not say, or say something else", () => {
    for (const counts of [[], arrivals(31)]) {
      const text = linesOf(story([], { incidents: [pieces], arrivals: counts })).join("\n");
      expect(text).toContain("on the share only   15 min   from day 0 (Mon) 10:00:00");
    }
  });
});

describe("the verdict of the checker", () => {
  const verdictOf = (verdict: Parameters<typeof timelineText>[2]["verdict"]) =>
    timelineText(story([]), PLAIN, { all: false, ...(verdict === undefined ? {} : { verdict }) }).slice(
      -2,
    )[0];

  it("is one line, and none where nobody checked", () => {
    expect(verdictOf({ verdict: "ok" })).toBe(
      "The books were checked by an independent reading of this story: they hold.",
    );
    expect(verdictOf({ verdict: "unknown", reason: "no" })).toBe(
      "The books were checked by an independent reading of this story: it cannot tell (no).",
    );
    expect(verdictOf({ verdict: "violated", reason: "R" })).toBe(
      "The books were checked by an independent reading of this story: they do not hold (R).",
    );
    expect(verdictOf(undefined)).toBe("Nothing took service or protection away.");
  });
});
