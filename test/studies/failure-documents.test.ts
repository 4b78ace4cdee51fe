/**
 * What the published pages say of each failure, typed in again beside the published table of failures. Where they
 * say nothing it stands here as what follows from the model, with the sum that anybody can do on paper.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FailuresResult, PlayedCellResult } from "../../src/results/index.js";
import { startRun } from "../../src/studies/index.js";
import { ROOT } from "../tools/program.js";
import { planned } from "./failure-rows.js";

const table = JSON.parse(
  readFileSync(join(ROOT, "results/reference/failures/table.json"), "utf8"),
) as FailuresResult;

const MINUTE = 60;
const HOUR = 3600;
/** Until people have noticed and decided. */
const DECIDED = 35 * MINUTE;

function cell(row: string, layout: string): PlayedCellResult {
  const found = table.rows.find((one) => one.row === row)?.cells.find((one) => one.layout === layout);
  if (found?.outcome !== "played") throw new Error(`no cell ${row}, ${layout}`);
  return found;
}

interface Both {
  readonly high: PlayedCellResult;
  readonly low: PlayedCellResult;
  readonly each: readonly PlayedCellResult[];
}

function both(row: string): Both {
  const high = cell(row, "high-bandwidth");
  const low = cell(row, "low-bandwidth");
  return { high, low, each: [high, low] };
}

const path = ({ criticalPath }: PlayedCellResult): string[] => criticalPath.map(({ step }) => step);

/** Backups every 15 min, copies 30 s behind them: the worst age is both, and the way of 15 min of log over the link. */
function worstAge(layout: "high-bandwidth" | "low-bandwidth"): number {
  const file = 24 * 3000 * 15 * MINUTE;
  const deliveries = (24 * 138 * 1.5 * 1000) / 2;
  const [capacity, own, oneWay] =
    layout === "high-bandwidth"
      ? [(1e9 / 8) * 0.7, deliveries + 12 * 4000 + 24 * 2 * 1000, 0.0025]
      : [(50e6 / 8) * 0.7, deliveries, 0.04];
  return 15 * MINUTE + 30 + 0.5 + oneWay + file / (capacity - own);
}

describe("what the pages say of a failure stands in its row", () => {
  it("a chat server dies: its users are moved to the other servers (Plan Persistent Chat Server topology)", () => {
    for (const { rpo, usersDown, rto, criticalPath } of both("01-chat-server").each) {
      // One of four active servers, with its quarter of the users; nobody decides anything.
      expect([rpo.most, usersDown.least, usersDown.most]).toEqual([0, 0.25, 0.25]);
      expect(rto.most).toBeLessThan(5 * MINUTE);
      expect(criticalPath.map(({ step }) => step)).toEqual(["sign-in-again"]);
    }
  });

  it("the principal dies, with a witness: automatic, within 5 minutes, and nothing is lost (Back End Server high availability)", () => {
    for (const one of both("02-principal-with-witness").each) {
      expect([one.rpo.most, one.lost.most, one.usersDown.most]).toEqual([0, 0, 1]);
      expect(one.rto.most).toBeLessThan(5 * MINUTE);
      expect(path(one).slice(0, 3)).toEqual(["notice-loss", "agree-with-witness", "redo-and-online"]);
      expect(one.recoveredFrom).toEqual(["mirror"]);
    }
  });

  it("the principal dies, without a witness: people fail over by hand, and nothing is lost", () => {
    for (const one of both("03-principal-without-witness").each) {
      expect([one.rpo.most, one.recoveredFrom]).toEqual([0, ["mirror"]]);
      expect(path(one).slice(0, 3)).toEqual(["detect", "decide", "force-service"]);
      expect(one.rto.least).toBeGreaterThan(DECIDED);
    }
  });

  it("mirror and witness die: the database is down although the principal runs (Quorum)", () => {
    for (const one of both("04-mirror-and-witness").each) {
      expect([one.rpo.most, one.usersDown.least, one.recoveredFrom]).toEqual([0, 1, ["restart"]]);
      expect(path(one)).toContain("remove-mirroring");
      expect(one.sentence).toMatch(/principal is healthy, but alone it has no quorum/);
    }
  });

  it("the mirror or the witness dies alone: the principal serves on (Database mirroring operating modes)", () => {
    for (const row of ["05-mirror", "06-witness"]) {
      for (const one of both(row).each) {
        expect([one.rpo.most, one.rto.most, one.refused.most]).toEqual([0, 0, 0]);
        expect(one.exposure.least).toBeGreaterThanOrEqual(4 * HOUR);
        expect(one.sentence).toMatch(/service goes on.*nobody is told/i);
      }
    }
  });

  it("service is forced on a mirror that was away: what it had not hardened is lost", () => {
    for (const one of both("07-principal-behind-a-stale-mirror").each) {
      // Away from 10:06, forced in place of a principal that fell at 10:14.
      expect([one.rpo.least, one.rpo.most]).toEqual([8 * MINUTE, 8 * MINUTE]);
      expect(path(one)).toContain("force-service");
    }
  });

  it("a mirror failover, then site 1: shipping went on only where the mirror was set up for it", () => {
    for (const layout of ["high-bandwidth", "low-bandwidth"] as const) {
      expect(cell("33-mirror-failover-then-site-1", layout).rpo.most).toBeLessThan(worstAge(layout));
      const silent = cell("34-mirror-that-does-not-ship", layout);
      expect(silent.rpo.least).toBeGreaterThan(8 * HOUR);
      expect(silent.sentence).toMatch(/from before the mirror took over, which ships nothing/);
    }
  });

  it.each(["30-site-1-for-hours", "31-site-1-destroyed"])(
    "%s: the failover of the manual, and what was not shipped is lost",
    (row) => {
      for (const layout of ["high-bandwidth", "low-bandwidth"] as const) {
        const one = cell(row, layout);
        expect(one.rpo.exact!.worst).toBeCloseTo(worstAge(layout), 2);
        expect(one.rpo.exact!.mean).toBeCloseTo(worstAge(layout) - 7.5 * MINUTE, 2);
        expect(one.rpo.most).toBeLessThan(one.rpo.exact!.worst);
        expect([one.recoveredFrom, one.usersDown.least]).toEqual([["log-shipping"], 1]);
        expect(one.sentence).toMatch(/newest copied backup.*nothing is shipped anywhere/);
      }
      // Disks that return too late bring nothing back.
      expect(both(row).low.rpo).toEqual(both("31-site-1-destroyed").low.rpo);
    },
  );

  it("site 1 lost, low-bandwidth: nobody is served before the idle servers are activated, behind the new mirror", () => {
    const { low } = both("31-site-1-destroyed");
    const steps = path(low);
    expect(steps.indexOf("build-mirror")).toBeGreaterThan(steps.indexOf("switch-pool-state"));
    expect(steps.indexOf("activate-servers")).toBeGreaterThan(steps.indexOf("build-mirror"));
    // 100 GB are backed up and restored at 100 MB/s each, after one step of two minutes.
    const build = low.criticalPath.find(({ step }) => step === "build-mirror")!;
    expect(build.lasts / MINUTE).toBeCloseTo((2 * 1000) / MINUTE + 2, 0);
    expect(low.sentence).toMatch(
      /until the idle servers are activated, behind the mirror build of 35\.\d min/,
    );
  });

  it("site 2 lost: two of four servers in one layout; in the other only those with their Front End there", () => {
    const { high, low } = both("32-site-2");
    const frontEnd = cell("09-front-end-2", "low-bandwidth");
    expect([high.rpo.most, low.rpo.most]).toEqual([0, 0]);
    // Half have their Front End there, and half of the others their server.
    expect([high.usersDown.most, low.usersDown.most]).toEqual([0.75, 0.5]);
    // The pool itself has no part in it: it costs what the Front End alone costs.
    expect(low.rto.most! - frontEnd.rto.most!).toBeLessThan(5);
    for (const one of [high, low]) {
      expect(one.exposure.least).toBeGreaterThan(8 * HOUR);
      expect(one.sentence).toMatch(/files pile up on the share/i);
    }
  });

  it("the link is cut: shipping stops, no database does, and the servers of site 2 lose theirs", () => {
    const { high, low } = both("40-link-cut");
    expect([high.rpo.most, low.rpo.most]).toEqual([0, 0]);
    expect([high.usersDown.most, low.usersDown.most]).toEqual([0.75, 0.5]);
    expect(high.sentence).toMatch(/servers of site 2 have lost the database and their peers/);
    expect(low.sentence).not.toMatch(/have lost the database/);
    for (const one of [high, low]) expect(path(one)[0]).toBe("wan-cut-is-over");
  });

  it("a cut link answered by a failover: all that was accepted until the pool was stopped is lost as well", () => {
    for (const { rpo } of both("41-link-cut-failover").each) {
      // Noticed, decided, one step; on top of what was on its way, which is 31 s at least.
      expect(rpo.least).toBeGreaterThan(DECIDED + 2 * MINUTE + 30);
      expect(rpo.exact).toBeNull();
    }
  });

  it("the link is slow: nothing is lost by itself, and the backlog is, when site 1 goes", () => {
    for (const { rpo, rto } of both("42-link-slow").each) expect([rpo.most, rto.most]).toEqual([0, 0]);
    const { high, low } = both("43-link-slow-then-site-1");
    expect(high.rpo.least).toBeGreaterThan(worstAge("high-bandwidth"));
    expect(low.rpo.most).toBeGreaterThan(worstAge("low-bandwidth"));
    // Posts of site 2 cross it, and their three queries: four round trips of 200 ms instead of 5 ms.
    expect(both("42-link-slow").high.sentence).toMatch(/a message(.*) then waits/i);
  });

  it("the share is lost: backups fail, the log grows, and an alert rings within 60 minutes", () => {
    for (const one of both("21-share").each) {
      expect([one.rpo.most, one.rto.most]).toEqual([0, 0]);
      expect(one.undetectedFor.most).toBeLessThanOrEqual(HOUR);
      expect(one.sentence).toMatch(/backups fail and the log grows.*an alert rings/i);
    }
  });

  it("a job that fails in silence is told to nobody, and nothing comes to site 2 for as long as it lasts", () => {
    for (const one of both("22-backup-job").each) {
      expect(one.undetectedFor.least).toBeGreaterThanOrEqual(24 * HOUR);
      expect(one.exposure.least).toBeGreaterThanOrEqual(24 * HOUR);
      expect(one.sentence).toMatch(/no backup is made.*nobody is told/i);
    }
  });

  it("the compliance database dies: the pool does not wait for it, and what it would record waits", () => {
    for (const one of both("10-compliance").each) {
      expect([one.rpo.most, one.rto.most, one.refused.most]).toEqual([0, 0, 0]);
      expect(one.sentence).toMatch(/what compliance records waits until its database is back/);
    }
  });

  it("the compliance database is never failed over: what its adapter had not processed is gone with site 1", () => {
    for (const { sentence } of both("36-site-1-with-compliance").each) {
      // Every 15 minutes for one: 8.5 min of messages on average, each sent and seen.
      expect(sentence).toMatch(/about [\d,]+ events never reach the compliance adapter/i);
    }
    expect(both("31-site-1-destroyed").low.sentence).not.toMatch(/compliance/);
  });

  it("a deletion is copied out of site 2 where the restore delay gave time, and lost where there was none", () => {
    for (const { rpo, rto } of both("50-bad-delete-noticed").each)
      expect([rpo.most, rto.most]).toEqual([0, 0]);
    for (const { rpo } of both("51-bad-delete-too-late").each)
      expect([rpo.least, rpo.most]).toEqual([HOUR, HOUR]);
  });

  it("service forced on a stale mirror: what the principal had alone is lost, minutes before it would have been back", () => {
    for (const one of both("52-stale-mirror-forced").each) {
      // Away from 10:06, the principal stops at 10:14 and would serve again at 10:19: three minutes, and its restart.
      expect([one.rpo.least, one.rpo.most]).toEqual([8 * MINUTE, 8 * MINUTE]);
      expect(path(one).slice(0, 2)).toEqual(["force-service", "bring-mirror-online"]);
      expect(one.rto.least).toBeGreaterThanOrEqual(90);
      expect(one.rto.most).toBeLessThan(5 * MINUTE);
      expect(one.sentence).toMatch(/makes a mirror serve that lacks.*overwritten/);
    }
  });

  it("a secondary that was recovered takes no more log, and is whole again when a full copy has come over the link", () => {
    const { high, low } = both("53-secondary-recovered-early");
    const capacity = { high: (1e9 / 8) * 0.7, low: (50e6 / 8) * 0.7 };
    for (const [name, one] of Object.entries({ high, low })) {
      expect([one.rpo.most, one.rto.most, one.refused.most]).toEqual([0, 0, 0]);
      // Half an hour until people begin, and 100 GB on their way.
      expect(one.exposure.least).toBeGreaterThan(30 * MINUTE + 100e9 / capacity[name as "high" | "low"]);
      expect(one.undetectedFor.most).toBeLessThanOrEqual(HOUR);
      expect(one.sentence).toMatch(/takes no more log until people have built it anew/);
    }
  });

  it("site 1 lost behind that: what came across since the mistake is of no use (Apply Transaction Log Backups)", () => {
    const { high, low } = both("54-secondary-recovered-then-site-1");
    // At ten the file of 9:45 is restored over the fast link; over the slow one it came too late for the run of 9:46.
    for (const [one, since] of [
      [high, 75],
      [low, 90],
    ] as const) {
      expect(one.rpo.least).toBeGreaterThanOrEqual(since * MINUTE);
      expect(one.rpo.most).toBeLessThan((since + 15) * MINUTE);
      expect(one.sentence).toMatch(/fits nowhere/);
    }
  });

  it("a failover during a cut: two databases accept, and what one of them took is lost when the link is back", () => {
    const { each } = both("55-failover-during-cut");
    // The backup of 10:00 was under way when the link was cut: from 9:45 to 14:00.
    const since = 4.25 * HOUR;
    for (const one of each) {
      expect([one.rpo.least, one.rpo.most]).toEqual([since, since]);
      // All until the other one accepts, an hour after the cut at the least, and a part of the rest.
      expect(one.lost.least).toBeGreaterThan(24 * 15 * MINUTE);
      expect(one.lost.most).toBeLessThan(24 * since * 0.75);
      expect(one.sentence).toMatch(/two databases accept at the same time.*nothing is shipped anywhere/i);
    }
  });

  it("-Swap turns the list of the whole pool round: two outages, and nothing is lost (Set-CsPersistentChatActiveServer)", () => {
    const { high, low, each } = both("56-servers-swapped");
    for (const one of each) {
      expect([one.rpo.most, one.usersDown.least, one.exposure.most]).toEqual([0, 1, 0]);
      expect(path(one)).toEqual(["servers-warm-up", "sign-in-again"]);
      // A minute until idle servers are warm, at the least, twice.
      expect(one.refused.least).toBeGreaterThan(2 * 24 * MINUTE);
      expect(one.sentence).toMatch(
        /everybody is cut off by the swap, and again when people set the list right/,
      );
    }
    // Four servers at the far end of a link of 80 ms.
    expect(low.sentence).toMatch(/users of site 1 then waits/);
    expect(high.sentence).not.toMatch(/then waits/);
  });

  it("-Swap in a failover is what the low-bandwidth layout needs, and takes half of the servers from the other", () => {
    const plain = both("31-site-1-destroyed");
    const swapped = both("57-servers-swapped-in-a-failover");
    expect(path(plain.low)).toContain("build-mirror");
    expect(path(swapped.low)).not.toContain("build-mirror");
    expect(swapped.low.rto.most).toBeLessThan(plain.low.rto.least! - 20 * MINUTE);
    expect(swapped.high.rto.least).toBeGreaterThanOrEqual(plain.high.rto.least! - MINUTE);
    expect(swapped.high.sentence).toMatch(
      /takes the 2 active servers of site 2 off.*puts 2 of the lost site on it/,
    );
  });

  it("nobody on call: the outage lasts until Monday at nine, and then as long as ever; what is lost is the same", () => {
    const plain = both("31-site-1-destroyed");
    const late = both("58-nobody-on-call");
    for (const layout of ["high", "low"] as const) {
      const [one, other] = [late[layout], plain[layout]];
      expect(one.rpo.exact).toEqual(other.rpo.exact);
      const wait = one.criticalPath.find(({ step }) => step === "wait-for-office")!;
      expect([wait.part, wait.actor]).toEqual(["detect", "people"]);
      // From Friday 20:00, or a quarter of an hour behind it, and five minutes until somebody would have noticed.
      expect(wait.lasts).toBeGreaterThan((61 - 0.25) * HOUR - 5 * MINUTE);
      expect(wait.lasts).toBeLessThan(61 * HOUR - 5 * MINUTE);
      const lasts = (piece: PlayedCellResult) =>
        piece.criticalPath.reduce((sum, { lasts }) => sum + lasts, 0);
      expect(Math.abs(lasts(one) - wait.lasts - lasts(other))).toBeLessThan(3 * MINUTE);
    }
  });

  it("the Central Management store is moved beside the work on the database, which takes longer", () => {
    for (const row of ["30-site-1-for-hours", "31-site-1-destroyed"]) {
      for (const one of both(row).each) expect(path(one)).not.toContain("fail-over-management-store");
    }
  });

  it("a planned switchover: the tail of the log goes along, and nothing is lost (Fail Over to a Log Shipping Secondary)", () => {
    for (const one of both("60-switchover").each) {
      expect([one.rpo.most, one.lost.most, one.recoveredFrom]).toEqual([0, 0, ["tail-log"]]);
      const steps = path(one);
      expect(steps.indexOf("back-up-tail")).toBeGreaterThan(-1);
      expect(steps.indexOf("recover-database")).toBeGreaterThan(steps.indexOf("back-up-tail"));
      expect(one.sentence).toMatch(/tail of its log goes to site 2.*nothing is shipped anywhere/);
    }
  });

  it.each(["61-failback", "62-failback-safer"])(
    "%s: the steps of the manual, and the database crosses the link twice",
    (row) => {
      for (const layout of ["high-bandwidth", "low-bandwidth"] as const) {
        const one = cell(row, layout);
        expect([one.rpo.most, one.usersDown.least]).toEqual([0, 1]);
        const order = [
          "remove-secondary-mirroring",
          "back-up-secondary",
          "restore-on-primary",
          "mirror-primary",
          "ship-logs-again",
        ];
        expect(path(one).filter((step) => order.includes(step))).toEqual(order);
        // Nobody is served, so that the whole link is there for 100 GB; two minutes of a person before each.
        const rate = (layout === "high-bandwidth" ? 1e9 / 8 : 50e6 / 8) * 0.7;
        const back = one.criticalPath.find(({ step }) => step === "back-up-secondary")!.lasts;
        expect(Math.abs(back - (100e9 / rate + 2 * MINUTE))).toBeLessThan(1);
        expect(one.criticalPath.find(({ step }) => step === "ship-logs-again")!.lasts).toBeGreaterThan(back);
        expect(one.sentence).toMatch(/crosses the link to site 1 and back/);
      }
    },
  );

  it("the documented way back activates servers before the pool state, the safer one behind it", () => {
    for (const [row, first, second] of [
      ["61-failback", "activate-primary-servers", "switch-pool-state-back"],
      ["62-failback-safer", "switch-pool-state-back", "activate-primary-servers"],
    ] as const) {
      for (const one of both(row).each)
        expect(path(one).indexOf(first)).toBeLessThan(path(one).indexOf(second));
    }
  });

  it("a second disaster after the failover: there is no target, and everything is gone", () => {
    for (const one of both("35-second-disaster").each) {
      expect([one.rpo.nNull, one.rto.nNull]).toEqual([table.replications, table.replications]);
      // Three days of it at least.
      expect(one.lost.least).toBeGreaterThan(2.9 * 24 * HOUR * 24);
      expect(one.sentence).toMatch(/no copy is left anywhere/);
    }
  });
});

describe("nobody fails over to the other site but people", () => {
  const cells = table.rows.flatMap(({ cells }) =>
    cells.flatMap((one) => (one.outcome === "played" ? [one] : [])),
  );

  it("in every cell that was recovered there", () => {
    const there = cells.filter(
      ({ recoveredFrom, rto }) => recoveredFrom.includes("log-shipping") && rto.most !== 0,
    );
    expect(there.length).toBeGreaterThan(8);
    for (const { rto, undetectedFor } of there) {
      expect(rto.least).toBeGreaterThan(DECIDED);
      expect(undetectedFor.least).toBeGreaterThanOrEqual(5 * MINUTE);
    }
  });

  it("and the servers that stand active there serve nobody before the pool state is switched", () => {
    for (const { row, cells } of planned({ rows: ["31-site-1-destroyed"] }).rows) {
      for (const planned of cells) {
        if (planned.outcome !== "play") throw new Error(row);
        const run = startRun({
          scenario: planned.scenario,
          seed: 1,
          replications: 20,
          replay: "",
          version: "",
        });
        while (run.advance(20));
        for (const { served, opened } of run.finish().incidents) {
          expect(served[0]!.share).toBe(0);
          const first = served.find(({ share }) => share > 0)!.at - opened;
          // Five steps of two minutes, half a minute of undo, a minute of replication at least.
          expect(first).toBeGreaterThan(DECIDED + 5 * 2 * MINUTE + 30 + MINUTE);
        }
      }
    }
  });
});
