/** A pool for the tests of `sweep`, in a folder of its own. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Ended, inFolder, stretchpool } from "../tools/program.js";

/** Sites that are lost so often that a few lives say something, and little else, so that they are soon played. */
export const POOL = `
name: Often lost
layout: low-bandwidth
horizon: 730 d
targets: { rpo: 20 min, rto: 4 h }
users: { count: 0 }
logShipping: { copy: { offset: 30 s } }
failback: {}
reliability:
  site: { fails: 1 / year }
  server: { fails: 0 / year }
  front-end: { fails: 0 / year }
  wan-slow: { fails: 0 / year }
`;

/** `sweep` is called with the options behind the pool's file. */
export function inPool<T>(work: (sweep: (...words: string[]) => Ended, cwd: string) => T): T {
  return inFolder((cwd) => {
    writeFileSync(join(cwd, "pool.yaml"), POOL);
    return work((...words) => stretchpool(["sweep", "pool.yaml", ...words], { cwd }), cwd);
  });
}
