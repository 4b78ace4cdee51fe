/** What a run says of one incident, beyond its headline. */
import { describe, expect, it } from "vitest";
import { INCIDENT_COLUMN_NAMES, incidentsCsv, PLAIN } from "../../src/reports/index.js";
import { incidentText } from "../../src/reports/text/incident.js";
import { nameOf } from "../../src/reports/text/names.js";
import { WHATS } from "../../src/spec/index.js";
import { HOUR, incident, MINUTE } from "./stories.js";

const textOf = (more: Parameters<typeof incident>[0]) => incidentText(incident(more), PLAIN);
const at = 34 * HOUR;

describe("an incident", () => {
  it("says below the RPO why it was lost, with the lengths of all pieces of a kind", () => {
    const lines = textOf({
      rpo: 30 * MINUTE,
      lostStretches: [
        {
          from: at,
          to: at + 20 * MINUTE,
          why: [
            { from: at, to: at + 15 * MINUTE, because: "on-the-share-only" },
            { from: at + 15 * MINUTE, to: at + 20 * MINUTE, because: "not-yet-backed-up" },
          ],
        },
        {
          from: at + HOUR,
          to: at + HOUR + 10 * MINUTE,
          why: [{ from: at + HOUR, to: at + HOUR + 10 * MINUTE, because: "not-yet-backed-up" }],
        },
      ],
    });
    expect(lines.slice(2, 5).map((line) => line.trim().replace(/ {2,}/g, "|"))).toEqual([
      "RPO|30 min|committed from 10:00:00 to 10:20:00, committed from 11:00:00 to 11:10:00",
      "on the share only|15 min",
      "not yet backed up|15 min",
    ]);
  });

  it("shows of the parts of exposure only those that there were", () => {
    const text = textOf({ exposure: 3 * HOUR, unmirrored: 3 * HOUR, unwitnessed: HOUR }).join("\n");
    expect(text).toMatch(/\n {4}unmirrored +3 h +the mirror was not synchronized\n {4}unwitnessed +60 min/);
    expect(text).not.toContain("unshipped");
    expect(textOf({}).join("\n")).not.toMatch(/unmirrored|unshipped|unwitnessed/);
  });

  it("shows who did what on the critical path, and what a minute less would have saved", () => {
    expect(textOf({}).filter((line) => /^ {2}(detect|decide|what the end) /.test(line))).toEqual([
      "  what the end waited for    takes   a minute less saves",
      "  detect                     5 min                  60 s   operator",
      "  decide                    55 min                  30 s   manager",
    ]);
    expect(textOf({ criticalPath: [] }).join("\n")).not.toContain("what the end waited for");
  });

  it.each([
    ["mirror", "principal-crash", "the mirror took over"],
    ["restart", "principal-crash", "it came back by itself"],
    ["restart", "site-loss", "the site came back by itself"],
    ["log-shipping", "site-loss", "recovered from log shipping"],
    ["tail-log", "site-loss", "with the tail of the log"],
  ] as const)("that ended by %s after a %s says so", (recoveredFrom, what, words) => {
    expect(textOf({ recoveredFrom, what }).join("\n")).toContain(words);
  });
});

it("every kind of failure has a name that people use", () => {
  for (const what of WHATS) expect(nameOf(what, "site-1")).not.toBe(what);
});

it("incidents.csv has the three parts of exposure beside one another", () => {
  const first = INCIDENT_COLUMN_NAMES.indexOf("exposure_s");
  expect(INCIDENT_COLUMN_NAMES.slice(first, first + 4)).toEqual([
    "exposure_s",
    "unmirrored_s",
    "unshipped_s",
    "unwitnessed_s",
  ]);
  const row = incidentsCsv([incident({ exposure: 6, unmirrored: 1, unshipped: 2, unwitnessed: 3 })]).split(
    "\n",
  )[1]!;
  expect(row.split(",").slice(first, first + 4)).toEqual(["6", "1", "2", "3"]);
});

it("incidents.csv has the way back of users, from half of them to all", () => {
  const first = INCIDENT_COLUMN_NAMES.indexOf("rto_50_s");
  expect(INCIDENT_COLUMN_NAMES.slice(first, first + 4)).toEqual([
    "rto_50_s",
    "rto_90_s",
    "rto_95_s",
    "rto_100_s",
  ]);
  const row = incidentsCsv([incident({ rtoCurve: { "50": 0, "90": 2, "95": 3, "100": null } })]).split(
    "\n",
  )[1]!;
  expect(row.split(",").slice(first, first + 4)).toEqual(["0", "2", "3", ""]);
});
