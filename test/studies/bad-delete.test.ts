/**
 * Somebody deletes an hour of history. The mirror repeats it at once; the secondary has it until the file that holds
 * the deletion is restored. People notice after 30 min, decide in 30 and stop the restore job in 2: 3720 s in all.
 */
import { describe, expect, test } from "vitest";
import { changed, clock, HOUR, incidentOf, type Mapping, play, rounded, seconds } from "./playing.js";

/** Tuesday 10:07:30: it is in the file with the cut of 10:15. */
const AT = clock(1, 10, 7, 30);
/** decide and one step, after it was noticed. */
const TO_STOP = 1800 + 120;

const bad = (changes: Mapping = {}): Mapping => ({ what: "bad-delete", at: seconds(AT), ...changes });
const delayed = (delay: string, failure: Mapping = bad(), changes: Mapping = {}) =>
  incidentOf(changed({ logShipping: { restore: { delay } }, failures: [failure] }, changes));

const LOST = { rpo: 3600, lostStretches: [{ from: AT - HOUR, to: AT, why: [{ because: "deleted" }] }] };
const SAVED = { rpo: 0, lostStretches: [], recoveredFrom: "log-shipping" };

describe("an hour of history is deleted", () => {
  test("restored without delay: gone at both sites before anybody noticed", () => {
    // The file of 10:15 is restored at 10:16; people would stop the job at 11:09:30.
    const { incidents, messages } = play({ failures: [bad()] });
    expect(rounded(incidents)).toMatchObject([
      { what: "bad-delete", opened: AT, at: AT, ...LOST, rto: 0, usersDown: 0 },
    ]);
    // (09:07:30, 10:07:30] at ten a second.
    expect(incidents[0]!.messages).toMatchObject({ lost: 36_000, refused: 0 });
    expect(messages).toMatchObject({ lost: 36_000, refused: 0, offered: 14 * 864_000 });
  });

  test("restored two hours late: recovered from site 2", () => {
    // Not before 10:15 + 2 h: at the tick of 12:16.
    const incident = delayed("2 h");
    expect(rounded(incident)).toMatchObject({ what: "bad-delete", ...SAVED, rto: 0 });
    expect(incident.messages).toMatchObject({ lost: 0, refused: 0 });
  });

  test("how much it removes is what is lost", () => {
    const incident = incidentOf({ failures: [bad({ removes: "10 min" })] });
    expect(rounded(incident)).toMatchObject({ rpo: 600, lostStretches: [{ from: AT - 600, to: AT }] });
    expect(incident.messages.lost).toBe(6000);
  });

  test("it cannot remove what was before the beginning of time", () => {
    const early = bad({ at: "30 min", removes: "1 h" });
    const { messages } = play({ failures: [early] });
    // Messages exist for negative time too: (−30 min, 30 min], and they count from the earliest lost stretch on.
    expect(messages.lost).toBe(36_000);
    expect(messages.offered).toBe(14 * 864_000 + 18_000);
  });
});

describe("the race between the restore job and the people who stop it", () => {
  // With a delay of 53 min the file of 10:15 is due at 11:08 and restored by the tick of 11:16:00, the first file of
  // that run, 4110 s after the deletion. People stop the job `noticed` + 1920 s after it.
  const NOTICED = 4110 - TO_STOP;

  test.each([
    ["a microsecond before the file begins to be restored", NOTICED - 1e-6, SAVED],
    ["at that instant: not before it", NOTICED, LOST],
    ["a microsecond after", NOTICED + 1e-6, LOST],
  ])("stopped %s", (_name, noticed, outcome) => {
    expect(rounded(delayed("53 min", bad({ noticed: seconds(noticed) })))).toMatchObject(outcome);
  });

  test.each([
    // 10:07:30 + 30 min + decide + step, against 11:16:00: 4110 − 1800 = 2310 s for the two.
    [{ decide: "2189 s", step: "2 min" }, SAVED],
    [{ decide: "2191 s", step: "2 min" }, LOST],
    [{ decide: "30 min", step: "509 s" }, SAVED],
    [{ decide: "30 min", step: "511 s" }, LOST],
  ])("people with %o", (people, outcome) => {
    expect(rounded(delayed("53 min", bad(), { people }))).toMatchObject(outcome);
  });

  test("it is the file's own restore that counts, not the run's", () => {
    // Restores once an hour, at :01, 10 s for each file: at 11:01 those of 10:15, 10:30, 10:45 and 11:00. What is
    // deleted at 10:37:30 is in the third of them, which begins at 11:01:20.
    const at = clock(1, 10, 37, 30);
    const hourly = { logShipping: { restore: { every: "1 h" } } };
    // 11:01:20 − 10:37:30 = 1430 s, of which deciding and stopping take 600 + 120.
    const race = (noticed: number) => {
      const failures = [bad({ at: seconds(at), noticed: seconds(noticed) })];
      return rounded(incidentOf(changed(hourly, { people: { decide: "10 min" }, failures })).rpo);
    };
    expect(race(1430 - 720 - 1)).toBe(0);
    expect(race(1430 - 720 + 1)).toBe(3600);
  });

  test("a deletion at the instant of a cut is in that backup's file", () => {
    // What fails at 10:15:00 goes before the tick of that instant. The file of 10:15 is restored at 12:16, that of
    // 10:30 at 12:31; people stop the job at 12:20.
    const at = clock(1, 10, 15);
    const noticed = seconds(clock(1, 12, 20) - at - TO_STOP);
    expect(rounded(delayed("2 h", bad({ at: seconds(at), noticed })))).toMatchObject({ rpo: 3600 });
    const later = seconds(clock(1, 12, 20) - at - 1 - TO_STOP);
    expect(rounded(delayed("2 h", bad({ at: seconds(at + 1), noticed: later })))).toMatchObject({ rpo: 0 });
  });
});

describe("what does not help", () => {
  test("a mirror, which repeats it, and its failover", () => {
    const crash = { what: "principal-crash", at: seconds(AT + 60), lasts: "1 h" };
    const { messages, incidents } = play({ failures: [bad(), crash] });
    expect(messages.lost).toBe(36_000);
    expect(incidents.reduce((sum, { rpo }) => sum + rpo!, 0)).toBeCloseTo(3600, 6);
  });

  test("files that wait on the share: they hold the deletion as well", () => {
    const { messages } = play({ logShipping: { share: "third-site" }, failures: [bad()] });
    expect(messages.lost).toBe(36_000);
  });
});
