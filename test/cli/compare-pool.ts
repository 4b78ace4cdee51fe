/** Pools for the tests of `compare`, in a folder of their own. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Ended, inFolder, stretchpool } from "../tools/program.js";

/** Site 1 is lost, and a chat server crashes; the copies start with the backups, and miss every file. */
export const POOL = `
name: As it is
layout: high-bandwidth
horizon: 3 d
users: { count: 8000 }
failures:
  - { what: site-loss, where: site-1, lasts: 8 h }
`;
/** The same with copies behind the backups. */
export const PLANNED = POOL.replace("As it is", "As planned").replace(
  "failures:",
  "logShipping: { copy: { offset: 30 s } }\nfailures:",
);

/** `compare` is called with its files and options. */
export function inPools<T>(work: (compare: (...words: string[]) => Ended, cwd: string) => T): T {
  return inFolder((cwd) => {
    writeFileSync(join(cwd, "pool.yaml"), POOL);
    writeFileSync(join(cwd, "planned.yaml"), PLANNED);
    return work((...words) => stretchpool(["compare", ...words], { cwd }), cwd);
  });
}
