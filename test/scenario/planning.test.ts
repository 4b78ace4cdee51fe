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
    [
      "link-carries-pool-traffic",
      "layout: low-bandwidth\nwan: { bandwidth: 25 Mbps }",
      "warning",
      /the link carries 17\.5 Mbps of 19\.9 Mbps: the queue grows by 2\.4 Mbps/,
    ],
    [
      "servers-take-messages",
      "layout: { site-1: { active: 2, idle: 2 } }",
      "warning",
      /2 servers take 18 messages a second of 24: the queue grows by 6 a second/,
    ],
    [
      "database-takes-messages",
      "layout: database-only\nmirroring: { flush: 50 ms }\ntopology: { mirror: false }",
      "warning",
      /the database takes 20 messages a second of 24: the queue grows by 4 a second/,
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

  const REBUILD =
    "workload: { bursts: [ { name: index rebuild, every: 7 d, offset: 6 d 2 h, lasts: 40 min, log: 40 GB } ] }";

  it("name the burst, the arithmetic and the RPO it leads to", () => {
    const [advice] = adviceOn(`layout: low-bandwidth\nwan: { poolTraffic: none }\n${STAGGERED}\n${REBUILD}`);
    // 40 GB over 50 Mbps at 70 % = 4.375 MB/s are 9143 s.
    expect(advice!.message).toContain("busy for 2.5 h");
    expect(advice!.reason).toContain("RPO reaches 2.6 h");
  });

  it("leave the copies what the pool's own traffic does not take", () => {
    const [advice] = adviceOn(`layout: low-bandwidth\n${STAGGERED}\n${REBUILD}`);
    // The 40,000 users of site 2 have 60,000 endpoints; 24 × 138 × 1.5 × 50 % × 1 KB are 2.484 MB/s of 4.375.
    // What is left, 1.891 MB/s, takes 40 GB in 21,153 s, which are 5.9 h.
    expect(advice!.message).toContain("busy for 5.9 h");
  });

  it("show the sum behind what copies get of the link", () => {
    // Of 4.375 MB/s the pool takes 2.484. A file of 30 KB × 24 × 900 s = 648 MB needs 148 s alone on the link and 343 s
    // beside that: 0.04 + 0.5 + 342.68 s, more than 5 min.
    const text =
      "layout: low-bandwidth\nworkload: { logBytesPerMessage: 30 KB }\nlogShipping: { copy: { every: 5 min, offset: 30 s } }";
    const found = (more: string) =>
      adviceOn(`${text}\n${more}`).find(({ rule }) => rule === "copy-longer-than-interval");
    const advice = found("");
    expect(advice!.message).toContain("one transfer takes 5.7 min");
    expect(advice!.reason).toContain("648 MB over 15.1 Mbps that copies get of the link");
    expect(advice!.reason).toContain(
      "posts 0 Kbps + relays 0 Kbps + deliveries 19.9 Mbps are 19.9 Mbps; a link of 50 Mbps carries 35 Mbps at an efficiency of 70 %",
    );
    expect(found("wan: { poolTraffic: none }")).toBeUndefined();
    expect(found("users: { count: 0 }")).toBeUndefined();
  });

  it("show the sum where the pool alone fills the link", () => {
    const advice = adviceOn("wan: { bandwidth: 25 Mbps, roundTrip: 5 ms }").find(
      ({ rule }) => rule === "link-carries-pool-traffic",
    );
    // 12 × 4 KB, 48 × 1 KB and 2.484 MB a second, in bits.
    expect(advice!.reason).toContain(
      "posts 384 Kbps + relays 384 Kbps + deliveries 19.9 Mbps are 20.6 Mbps; a link of 25 Mbps carries 17.5 Mbps",
    );
  });

  it("know what one server takes, given or by default", () => {
    const reasonFor = (more: string) =>
      adviceOn(`layout: { site-1: { active: 2, idle: 2 } }\n${more}`).find(
        ({ rule }) => rule === "servers-take-messages",
      )?.reason;
    expect(reasonFor("")).toContain(
      "80,000 users send 24 messages a second at the busiest time; one server takes 9",
    );
    expect(reasonFor("servers: { messagesPerServer: 11 / s }")).toContain(
      "one server takes 11 messages a second",
    );
    expect(reasonFor("servers: { messagesPerServer: 13 / s }")).toBeUndefined();
    expect(reasonFor("workload: { profile: { sine: { amplitude: 0.5, period: 24 h } } }")).toContain(
      "send 36",
    );
  });
});
