/** All planted faults, and which of them are tried when. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../tools/program.js";
import { BESIDE_FAULTS } from "./beside-patches.js";
import { COMPARISONS } from "./compare-patches.js";
import { MIRRORING } from "./mirroring-patches.js";
import { OPERATIONS } from "./operations-patches.js";
import { PLANNED } from "./planned-patches.js";
import type { PlantedPatch } from "./plant.js";
import { SHIPPING } from "./shipping-patches.js";
import { SWEEPS } from "./sweep-patches.js";
import { SCHEDULES } from "./tune-patches.js";
import { USERS_FAULTS } from "./users-patches.js";

export const PATCHES: readonly PlantedPatch[] = [
  ...SHIPPING,
  ...OPERATIONS,
  ...MIRRORING,
  ...USERS_FAULTS,
  ...BESIDE_FAULTS,
  ...PLANNED,
  ...SWEEPS,
  ...COMPARISONS,
  ...SCHEDULES,
];

/**
 * A few of them, others with each change of the source: which ones follows from its text alone, so that a run can be
 * repeated, and nobody has to remember to move on.
 */
export function choiceOf(count: number): readonly PlantedPatch[] {
  const hash = createHash("sha256");
  const source = join(ROOT, "src");
  const names = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  for (const name of names.sort()) hash.update(readFileSync(join(source, name)));
  const first = hash.digest().readUInt32BE(0) % PATCHES.length;
  return Array.from(
    { length: Math.min(count, PATCHES.length) },
    (_, index) => PATCHES[(first + index) % PATCHES.length]!,
  );
}
