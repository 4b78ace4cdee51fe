/** Every planning rule can be broken by a scenario, and is; the reference layouts with a stagger break none. */
import { describe, expect, it } from "vitest";
import { advise, readScenario } from "../../src/scenario/index.js";
import { loadOf, scheduleLaw } from "../../src/shipping/index.js";

function adviceOn(text: string) {
  const reading = readScenario(text, { file: "test" });
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  const { scenario } = reading;
  const load = loadOf(scenario.workload);
  return advise({ scenario, load, law: scheduleLaw(scenario, load) });
}

const STAGGERED = "logShipping: { copy: { offset: 30 s }, restore: { offset: 60 s } }";

describe("planning rules", () => {
  it.each(["high-bandwidth", "low-bandwidth", "database-only"])(
    "have nothing against a staggered %s layout",
    (layout) => {
      expect(adviceOn(`layout: ${layout}\n${STAGGERED}`)).toEqual([]);
    },
  );

  it.each<[string, string, string, RegExp]>([
    [
      "servers-per-pool",
      "layout: { site-1: { active: 2, idle: 3 }, site-2: { active: 2, idle: 2 } }",
      "error",
      /9 chat servers/,
    ],
    [
      "active-servers",
      "layout: { site-1: { active: 5, idle: 0 }, site-2: { active: 0, idle: 3 } }",
      "error",
      /5 active/,
    ],
    ["mirror-beside-primary", "topology: { mirrorSite: site-2 }", "warning", /mirror stands in site-2/],
    ["witness-beside-primary", "topology: { witnessSite: site-2 }", "warning", /witness stands in site-2/],
    ["secondary-in-other-site", "topology: { secondarySite: site-1 }", "warning", /stands in site-1/],
    [
      "availability-groups",
      "topology: { databaseTechnology: availability-groups }",
      "error",
      /not supported/,
    ],
    ["compliance-instances", "topology: { compliance: standalone }", "warning", /three more/],
    ["destination-folder", "topology: { destinationFolder: false }", "warning", /no destination folder/],
    ["active-servers-near-database", "wan: { roundTrip: 80 ms }", "warning", /far from the database/],
    ["active-servers-time-zone", "sites: { site-2: { timeZone: UTC+2 } }", "warning", /next hop/],
    ["partner-timeout", "mirroring: { partnerTimeout: 4 s }", "warning", /time-out of 4 s/],
    ["mirror-ships-logs", "mirroring: { shipsLogs: false }", "warning", /second log-shipping primary/],
    [
      "backup-keeps-up",
      "logShipping: { backup: { duration: 20 min } }",
      "warning",
      /longer than its interval/,
    ],
    ["copy-keeps-up", "wan: { bandwidth: 500 Kbps }", "warning", /longer than the 15 min in which it comes/],
    [
      "copy-longer-than-interval",
      "logShipping: { copy: { every: 1 s } }",
      "warning",
      /longer than the copy interval/,
    ],
    [
      "burst-keeps-up",
      "wan: { bandwidth: 50 Mbps }\nworkload: { bursts: [ { name: rebuild, every: 7 d, offset: 6 d, lasts: 40 min, log: 40 GB } ] }",
      "warning",
      /rebuild writes 40 GB/,
    ],
    ["one-grid", "logShipping: {}", "warning", /same instant as the backup/],
    ["steady-state", "wan: { bandwidth: 500 Kbps }", "warning", /never comes to rest/],
    ["alert-threshold", "monitoring: { backupAlert: 30 min }", "warning", /less than three intervals/],
    [
      "delay-within-retention",
      "logShipping: { restore: { delay: 4 d } }",
      "warning",
      /restored after 4 d but kept for 3 d/,
    ],
  ])("%s", (rule, text, severity, message) => {
    const found = adviceOn(text).find((advice) => advice.rule === rule);
    expect(found).toMatchObject({ severity, message: expect.stringMatching(message) });
    expect(found!.reason.length).toBeGreaterThan(20);
    expect(found!.source.length).toBeGreaterThan(10);
  });

  it("name the burst, the arithmetic and the RPO it leads to", () => {
    const [advice] = adviceOn(
      `layout: low-bandwidth\n${STAGGERED}\nworkload: { bursts: [ { name: index rebuild, every: 7 d, offset: 6 d 2 h, lasts: 40 min, log: 40 GB } ] }`,
    );
    // 40 GB over 50 Mbps at 70 % = 4.375 MB/s are 9143 s.
    expect(advice!.message).toContain("busy for 2.5 h");
    expect(advice!.reason).toContain("RPO reaches 2.6 h");
  });
});
