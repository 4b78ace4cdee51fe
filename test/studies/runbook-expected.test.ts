/** How long the steps of a checklist are expected to take: against paper, and against the mean of what is played. */
import { describe, expect, test } from "vitest";
import { begins, CONSTANT, checklist, expected, type Procedure, played } from "./checklists.js";
import { changed, clock, DAY, HOUR, type Mapping, MINUTE, seconds, siteLoss } from "./playing.js";

describe("what waits in files", () => {
  /** Restored 4 min behind the copy of a quarter of an hour later: when the jobs are dropped exactly one always waits. */
  const ONE_WAITS: Mapping = {
    logShipping: { restore: { delay: "15 min", offset: "130 s", duration: "10 s" } },
    people: { step: "2 min" },
  };

  test("one file, always: as it is played", () => {
    const at = 2 * DAY + 2.5 * MINUTE;
    const mapping = changed(changed(CONSTANT, ONE_WAITS), {
      operations: [{ what: "switchover", at: seconds(at) }],
    });
    const list = checklist("switchover", ONE_WAITS);
    expect(list.steps.find(({ step }) => step === "apply-logs")).toMatchObject({
      lasts: 130,
      hangsOn: ["1 file on average, one takes 10 s"],
    });
    expect(played(mapping, begins("switchover"))).toEqual(expected(list));
  });

  test.each([
    // Share, what restores wait for; all are played at ninety moments of a quarter of an hour, ten seconds apart.
    ["site-1", "2 h"],
    ["third-site", "100 min"],
    ["site-2", "47 min"],
  ])("on average over all moments: share %s, a delay of %s", (share, delay) => {
    const changes = { logShipping: { share, restore: { delay } } };
    const lasts: number[] = [];
    for (let moment = 0; moment < 90; moment++) {
      const at = clock(1, 10, 0, 5 + moment * 10);
      const lost = changed(changed(CONSTANT, changes), {
        failures: [siteLoss(at, { lasts: "forever" })],
        horizon: "2 d",
      });
      const { from, to } = played(lost, () => at)["apply-logs"]!;
      lasts.push(to - from);
    }
    const mean = lasts.reduce((sum, one) => sum + one, 0) / lasts.length;
    const list = checklist("failover", changes);
    // A file comes or goes within the ten seconds of one moment: two borders, 10 s each in 90.
    expect(Math.abs(list.steps.find(({ step }) => step === "apply-logs")!.lasts - mean)).toBeLessThan(
      20 / 90 + 0.001,
    );
    expect(mean).toBeGreaterThan(125);
  });

  test("a link too thin for its files: nobody knows how many wait, and one is counted", () => {
    const list = checklist("failover", { wan: { bandwidth: "1 Mbps" } });
    expect(list.steps.find(({ step }) => step === "apply-logs")!.hangsOn).toEqual([
      "depends on what waits; one file is counted, and one takes 10 s",
    ]);
    expect(list.steps.find(({ step }) => step === "copy-remaining")).toMatchObject({
      lasts: 0,
      hangsOn: ["the share is lost with its site"],
    });
  });
});

describe("expected times", () => {
  const lastsOf = (name: string, changes: Mapping, procedure: Procedure = "failover") =>
    checklist(procedure, changes).steps.find(({ step }) => step === name)!;

  test("a step that fails and is done again: attempts are geometric", () => {
    const steps = { "end-connections": { takes: "3 min", retry: "40 %" } };
    expect(lastsOf("end-connections", { runbook: { steps } })).toMatchObject({
      lasts: 300,
      hangsOn: ["1.67 attempts on average"],
    });
  });

  test("a law by its mean: lognormal, median × e^(sigma² / 2)", () => {
    const people = { step: { lognormal: { median: "2 min", sigma: 0.5 } } };
    expect(lastsOf("drop-log-shipping", { people }).lasts).toBeCloseTo(120 * Math.exp(0.125), 5);
    expect(lastsOf("recover-database", { people }).lasts).toBeCloseTo(120 * Math.exp(0.125) + 30, 5);
  });

  test.each([
    [{ lognormal: { median: "10 min", sigma: 10 } }, 600],
    [{ weibull: { scale: "10 min", shape: 0.01 } }, 600 * Math.exp(100 * Math.log(Math.LN2))],
  ])("a law without a mean within 285 years by its median, and it says so: %j", (takes, median) => {
    const { lasts, hangsOn } = lastsOf("apply-logs", { runbook: { steps: { "apply-logs": { takes } } } });
    expect(lasts).toBeCloseTo(median, 4);
    expect(hangsOn).toEqual(["its law has no mean within 285 years, and the median stands for it"]);
  });

  test("100 GB: a mirror takes 2,000 s, a full copy over 100 Mbps at 70 % takes 3.2 h", () => {
    const wan = { efficiency: 0.7, roundTrip: "0 s" };
    expect(lastsOf("build-mirror", { wan }).lasts).toBe(120 + 2000);
    const copy = 100e9 / (12.5e6 * 0.7);
    expect(copy / HOUR).toBeCloseTo(3.17, 2);
    // The share beside the primary: the backup of site 2 crosses the link while it is written.
    expect(lastsOf("back-up-secondary", { wan }, "failback").lasts).toBeCloseTo(120 + copy, 5);
    expect(lastsOf("restore-on-primary", { wan }, "failback").lasts).toBeCloseTo(120 + 1000, 5);
    expect(lastsOf("ship-logs-again", { wan }, "failback").lasts).toBeCloseTo(120 + 1000 + copy, 5);
    const { everybody } = checklist("failback", { wan });
    // Two copies, four times 1,000 s of disks, the new mirror's 2,000 among them; 3 min more where settings replicate.
    const people = 8 * 120 + 3 * 180;
    expect(everybody).toBeCloseTo(2 * copy + 1000 + 2000 + 1000 + 1000 + people, 4);
  });

  test("the tail of the log is half an interval's, at the mean of a load that varies", () => {
    // 20 messages of 2 KB a second on average, 20 h of 0.1 and 4 h of 5.5 times that: 450 s of log, over 12.5 MB/s and
    // three disks of which two take what bytes take at 100 MB/s.
    const factors = Array.from({ length: 24 }, (_, hour) => (hour < 4 ? 5.5 : 0.1));
    const workload = { messagesPerSecond: 20, logBytesPerMessage: "2 MB", profile: { hours: factors } };
    const bytes = 20 * 2e6 * 450;
    const list = lastsOf("back-up-tail", { workload, wan: { roundTrip: "0 s" } }, "switchover");
    expect(list.lasts).toBeCloseTo(120 + bytes / 100e6 + bytes / 12.5e6 + bytes / 100e6, 4);
    expect(list.hangsOn).toEqual(["half an interval's log"]);
  });
});
