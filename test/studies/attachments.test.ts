/** The file store: away with its site, and gone with its disks; ten messages a second, each with a file. */
import { describe, expect, test } from "vitest";
import { checkTimeline } from "../../src/checker/index.js";
import { tellLife } from "../../src/studies/index.js";
import {
  changed,
  clock,
  HOUR,
  incidentOf,
  type Mapping,
  PLAIN,
  play,
  playable,
  siteLoss,
} from "./playing.js";

/** Tuesday 10:07:30; the newest safe cut is that of 10:00, the newest copy of the files that of 8:00. */
const AT = clock(1, 10, 7, 30);
const EACH: Mapping = { attachments: { share: "100 %" } };
const forEver = siteLoss(AT, { lasts: "forever" });

const filesOf = (changes: Mapping, failures: readonly Mapping[] = [forEver]) =>
  incidentOf(changed(changed(EACH, changes), { failures })).attachments;

describe("site 1 is lost with its disks", () => {
  test("the files of kept messages since the newest copy are gone, those of lost messages are not counted", () => {
    expect(filesOf({})!.lost).toBe(10 * 2 * HOUR);
  });

  test("all since time 0 where nobody copies", () => {
    expect(filesOf({ attachments: { backup: "none" } })!.lost).toBe(10 * 34 * HOUR);
  });

  test("none of a store elsewhere", () => {
    expect(filesOf({ attachments: { store: "site-2" } })).toEqual({ unavailableFor: 0, lost: 0 });
    expect(filesOf({ attachments: { store: "third-site" } })).toEqual({ unavailableFor: 0, lost: 0 });
  });

  test("one message in a hundred has one where nothing is said, and drawn is the same again", () => {
    const lost = () => filesOf({ attachments: { share: null } })!.lost;
    expect(Math.abs(lost() - 720)).toBeLessThan(5 * Math.sqrt(720));
    expect(lost()).toBe(lost());
  });

  test("nothing is said of them where the scenario says nothing", () => {
    const run = play({ failures: [forEver] });
    expect([run.attachments, run.incidents[0]!.attachments]).toEqual([null, null]);
    expect(play(changed(EACH, { failures: [forEver] })).attachments).toEqual({ lost: 72_000 });
    expect(play({ attachments: {}, failures: [] }).attachments).toEqual({ lost: 0 });
  });
});

describe("the files are away", () => {
  test("while the store's site is, as long as the incident lasts", () => {
    const incident = incidentOf(changed(EACH, { failures: [siteLoss(AT, { lasts: "8 h" })] }));
    expect(incident.attachments).toEqual({ unavailableFor: 8 * HOUR, lost: 0 });
    const lasting = incidentOf(changed(EACH, { failures: [forEver] }));
    expect(lasting.attachments!.unavailableFor).toBeCloseTo(lasting.closed! - AT, 6);
  });

  test("also where nothing else is lost: the store stands at site 2", () => {
    const failures = [siteLoss(AT, { where: "site-2", lasts: "forever" })];
    const incident = incidentOf(changed(EACH, { attachments: { store: "site-2" }, failures }));
    expect(incident.attachments).toEqual({ unavailableFor: clock(14) - AT, lost: 10 * (2 * HOUR + 450) });
  });
});

describe("the checker", () => {
  test.each<readonly [string, Mapping]>([
    ["with a copy", {}],
    ["without", { attachments: { backup: "none" } }],
    ["of a few files", { attachments: { share: "1 %" } }],
  ])("agrees %s", (_, changes) => {
    const scenario = playable(changed(changed(changed(PLAIN, EACH), changes), { failures: [forEver] }));
    const timeline = tellLife({ scenario, seed: 1, replication: 0, replay: "", version: "0" });
    expect(checkTimeline(timeline)).toEqual({ verdict: "ok" });
  });
});
