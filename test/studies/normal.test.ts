/** What `check` says of normal running: the link's sum and the latency of each home. */
import { describe, expect, it } from "vitest";
import { checkText, PLAIN } from "../../src/reports/index.js";
import { check, rounded } from "./playing.js";

const linkOf = (fields: Readonly<Record<string, unknown>>) => {
  const { arithmetic: _, ...sums } = check(fields).normal!.link;
  return rounded(sums);
};
const textOf = (fields: Readonly<Record<string, unknown>>) => checkText(check(fields), PLAIN).join("\n");

describe("normal running", () => {
  it("shows what the link carries, what the pool takes of it, and what is left for copies", () => {
    // 50 Mbps × 0.7; 24 × 138 × 1.5 × 0.5 × 1 KB; the rest.
    expect(linkOf({ layout: "low-bandwidth" })).toEqual({
      capacity: 4_375_000,
      posts: 0,
      relays: 0,
      deliveries: 2_484_000,
      copies: 1_891_000,
    });
    // 1 Gbps × 0.7; 12 × 4 KB; 48 × 1 KB; as above; copies may use a tenth, though more is left.
    expect(linkOf({ layout: "high-bandwidth", wan: { shippingShare: "10 %" } })).toEqual({
      capacity: 87_500_000,
      posts: 48_000,
      relays: 48_000,
      deliveries: 2_484_000,
      copies: 8_750_000,
    });
  });

  it("says how the sums come about", () => {
    const { arithmetic } = check({ layout: "high-bandwidth" }).normal!.link;
    expect(arithmetic).toEqual({
      posts: "12 a second × 4 KB",
      relays: "48 a second × 1 KB",
      deliveries: "24 messages a second × 138 recipients × 1.5 endpoints × 50 % across the link × 1 KB",
    });
    const alone = check({ layout: "low-bandwidth", users: { count: 1, atSite2: "100 %" } }).normal!.link;
    expect(alone.arithmetic.deliveries).toContain("× 1 recipients × 1.5 endpoints × 100 % across the link");
  });

  it("takes the busiest time", () => {
    const busy = {
      layout: "low-bandwidth",
      workload: { profile: { sine: { amplitude: 0.5, period: "24 h" } } },
    };
    expect(linkOf(busy)).toMatchObject({ deliveries: 3_726_000, copies: 649_000 });
  });

  it("is told in a table, in bits, with the latency of each site", () => {
    const text = textOf({ layout: "low-bandwidth" });
    expect(text).toContain("The link carries 35 Mbps; at the busiest time");
    expect(text).toMatch(/posts to the database +0 Kbps/);
    expect(text).toMatch(/relays between servers +0 Kbps/);
    expect(text).toMatch(/deliveries to users +19\.9 Mbps/);
    expect(text).toMatch(/left for copies +15\.1 Mbps/);
    expect(text).toMatch(/users of site 1 +[\d.]+ ms +[\d.]+ ms/);
    expect(text).toMatch(/users of site 2 +[\d.]+ ms +[\d.]+ ms/);
    expect(text).not.toContain("without end");
  });

  it("names what is too small instead of a latency", () => {
    const layout = { "site-1": { active: 2, idle: 2 } };
    expect(check({ layout }).normal!.latency).toEqual({
      "site-1": null,
      "site-2": null,
      why: "2 servers take 18 messages a second of 24: the queue grows by 6 a second",
    });
    const text = textOf({ layout }).replace(/\s+/g, " ");
    expect(text).toContain("2 servers take 18 messages a second of 24: the queue grows by 6 a second");
    expect(text).not.toContain("users of site 1");
  });

  it("has a link for copies alone and the latency all the same where the pool's traffic is left out", () => {
    const without = check({ layout: "low-bandwidth", wan: { poolTraffic: "none" } }).normal!;
    expect(without.link).toMatchObject({ posts: 0, relays: 0, deliveries: 0, copies: 4_375_000 });
    const withIt = check({ layout: "low-bandwidth" }).normal!;
    expect(without.latency["site-1"]).toEqual(withIt.latency["site-1"]);
    // Without waiting for the link: 2.484 of 4.375 MB/s in packets of 4 KB, ρ D / 2 (1 − ρ) = 0.6005 ms.
    expect(withIt.latency["site-2"]!.mean - without.latency["site-2"]!.mean).toBeCloseTo(0.0006005, 7);
    expect(textOf({ layout: "low-bandwidth", wan: { poolTraffic: "none" } })).toContain(
      "Of the 35 Mbps that the link carries, copies get 35 Mbps.",
    );
  });

  it("has no latency with one notional user, and one for everybody without chat servers", () => {
    expect(check({ users: { count: 0 } }).normal).toBeNull();
    expect(textOf({ users: { count: 0 } })).not.toContain("busiest time");
    const { latency, link } = check({ layout: "database-only" }).normal!;
    expect(latency["site-1"]).toEqual(latency["site-2"]);
    expect(link.deliveries).toBe(0);
  });
});
