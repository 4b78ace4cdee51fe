/**
 * With one notional user at every database that serves, and no pool traffic on the link, the shipped scenarios of the
 * database come to what they came to before there were users in the model: kept here as it was, to the microsecond.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readScenario } from "../../src/scenario/index.js";
import { tellLife } from "../../src/studies/index.js";
import { ROOT } from "../tools/program.js";

interface Kept {
  readonly served: readonly (readonly [string, number, string, number])[];
  readonly lost: number;
  readonly incidents: readonly object[];
}

const KEPT = JSON.parse(readFileSync(join(import.meta.dirname, "without-users.json"), "utf8")) as Record<
  string,
  readonly Kept[]
>;

function played(name: string, replication: number): Kept {
  const file = `${name}.yaml`;
  const reading = readScenario(readFileSync(join(ROOT, "scenarios", file), "utf8"), {
    file,
    overrides: ["users.count=0", "wan.poolTraffic=none"],
  });
  if (!reading.ok) throw new Error(`${file} cannot be read`);
  const told = tellLife({ scenario: reading.scenario, seed: 1, replication, replay: "", version: "" });
  return {
    served: told.entries.flatMap((entry) =>
      entry.fact === "serves" || entry.fact === "stops"
        ? [[entry.fact, entry.at, entry.machine, entry.history] as const]
        : [],
    ),
    lost: told.messages.lost,
    incidents: told.incidents.map(({ what, at, rpo, lostStretches, messages, unshipped, rto }) => ({
      what,
      at,
      rpo,
      stretches: lostStretches.map(({ from, to }) => [from, to]),
      lost: messages.lost,
      unshipped,
      rto,
    })),
  };
}

describe("without users and without their traffic nothing has changed", () => {
  it.each(Object.keys(KEPT))("in %s", (name) => {
    KEPT[name]!.forEach((kept, replication) => {
      expect(played(name, replication)).toEqual(kept);
    });
  });
});
