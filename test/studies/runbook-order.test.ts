/**
 * Orders of a runbook that nobody planned for: steps before the decision, steps without what they need, a mirror built
 * before service. Site 1 is lost for good at 10:07:30; the fixed steps take 300 + 1800 + 3 × 120 + 150 + 180 s.
 */
import { describe, expect, test } from "vitest";
import type { IncidentResult } from "../../src/index.js";
import {
  changed,
  clock,
  HOUR,
  incidentOf,
  type Mapping,
  PLAIN,
  play,
  refusals,
  rounded,
  seconds,
  siteLoss,
} from "./playing.js";

const AT = clock(1, 10, 7, 30);
const RTO = 300 + 1800 + 3 * 120 + 150 + 180;

const withSteps = (steps: Mapping, changes: Mapping = {}): IncidentResult =>
  rounded(
    incidentOf(
      changed(
        {
          runbook: { steps: changed({ "switch-pool-state": { takes: "3 min" } }, steps) },
          failures: [siteLoss(AT, { lasts: "forever" })],
        },
        changes,
      ),
    ),
  );
const names = ({ criticalPath }: IncidentResult) => criticalPath.map(({ step }) => step);

describe("a step of one's own before the decision", () => {
  test("is waited for, and the parts still add up", () => {
    const incident = withSteps({ call: { takes: "10 min", after: ["detect"], before: ["decide"] } });
    expect(incident.rto).toBe(RTO + 600);
    expect(incident.rtoParts).toEqual({
      detect: 300,
      decide: 1800,
      procedure: RTO - 2100 + 600,
      reconnect: 0,
    });
    expect(names(incident).slice(0, 3)).toEqual(["detect", "call", "decide"]);
  });

  test("begins with the outage where it waits for nothing, and costs nothing if it is done in time", () => {
    const done = RTO - 180;
    const call = (takes: number) => ({ takes: seconds(takes), after: [], before: ["switch-pool-state"] });
    expect(withSteps({ call: call(done) }).rto).toBe(RTO);
    expect(withSteps({ call: call(done + 60) })).toMatchObject({ rto: RTO + 60, rtoParts: { decide: 0 } });
  });
});

describe("what a step cannot be done without", () => {
  test("a pool cannot be switched to a database that is not recovered", () => {
    const incident = withSteps({ "switch-pool-state": { takes: "3 min", after: [] } });
    expect(incident).toMatchObject({ rto: RTO, recoveredFrom: "log-shipping" });
  });

  test("logs that wait for a restore delay are applied before the recovery, whatever its order", () => {
    // The restore job runs until log shipping is dropped at 10:44:30, last at 10:31:00, and has come to the file of
    // 06:30. Those of 06:45 to 10:00 are left, fourteen of 10 s each. Nobody waits for end-connections any more.
    const delayed = { logShipping: { restore: { delay: "4 h" } } };
    const incident = withSteps({ "recover-database": { after: [] } }, delayed);
    expect(incident).toMatchObject({ rpo: 450, rto: RTO - 120 + 14 * 10 });
    expect(names(incident)).toContain("apply-logs");
  });

  test("a mirror built before the switch keeps users waiting for it: 120 + 1000 + 1000 s", () => {
    const build = { after: ["recover-database"], before: ["switch-pool-state"] };
    expect(withSteps({ "build-mirror": build })).toMatchObject({ rto: RTO + 2120, unmirrored: 0 });
  });
});

test("a name that no documented step has must say where it belongs", () => {
  const scenario = changed(PLAIN, { runbook: { steps: { "aply-logs": { takes: "3 min" } } } });
  const [issue] = refusals(scenario);
  expect(issue!.path).toBe("runbook.steps.aply-logs");
  expect(issue!.message).toContain("no documented step");
  expect(issue!.allowed).toContain("apply-logs");
});

test("a mirror that takes over does not call off a failover that answers a cut link", () => {
  const cut = { what: "wan-cut", response: "fail-over", at: seconds(AT), lasts: "8 h" };
  const crash = { what: "principal-crash", at: seconds(AT + 600), lasts: "1 h" };
  const { incidents } = play({ failures: [cut, crash], mirroring: { online: "2 s" } });
  expect(incidents).toHaveLength(1);
  // Stopped 300 + 1800 + 120 s after the cut; the newest cut at the other site is that of 10:00.
  const stopped = AT + 2220;
  expect(rounded(incidents[0]!)).toMatchObject({
    what: "wan-cut",
    rpo: stopped - clock(1, 10),
    recoveredFrom: "log-shipping",
  });
  expect(incidents[0]!.closed!).toBe(AT + 8 * HOUR);
});
