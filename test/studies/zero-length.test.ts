/** People who take no time at all, and both sites lost within a second of each other: an edge, and no bug. */
import { describe, expect, it } from "vitest";
import { readScenario } from "../../src/scenario/index.js";
import { startRun } from "../../src/studies/index.js";

describe("with people and steps that take no time", () => {
  it.each(["2 d", "2 d 1 us", "2 d 1 s", "2 d 30 s", "2 d 2 min"])(
    "both sites can be lost, the second at %s",
    (second) => {
      for (const lasts of ["3 h", "10 min", "0 s", "forever"]) {
        const reading = readScenario(
          [
            "layout: low-bandwidth",
            "wan: { poolTraffic: none }",
            "people: { detect: 0 s, decide: 0 s, step: 0 s }",
            "recovery: { restart: 0 s }",
            `failures: [ { what: site-loss, where: site-1, at: 2 d, lasts: ${lasts} }, { what: site-loss, where: site-2, at: ${second}, lasts: 1 h } ]`,
          ].join("\n"),
          { file: "test" },
        );
        if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
        const run = startRun({
          scenario: reading.scenario,
          seed: 1,
          replications: 1,
          replay: "",
          version: "",
        });
        run.advance(1);
        const { messages, incidents } = run.finish();
        expect(messages.offered).toBe(messages.kept + messages.lost + messages.refused);
        expect(incidents.every(({ rto }) => rto === null || rto >= 0)).toBe(true);
      }
    },
  );
});
