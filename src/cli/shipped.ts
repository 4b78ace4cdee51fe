/** The scenarios that come with the program, wherever it is installed: beside dist/, as in a checkout. */
import { existsSync } from "node:fs";
import { isAbsolute, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { BadUsage } from "./exit.js";

/** The path of a file below the folder of shipped scenarios, as short as it can be typed from here. */
export function shippedScenario(name: string): string {
  const path = fileURLToPath(new URL(`../../scenarios/${name}`, import.meta.url));
  if (existsSync(path)) {
    const near = relative(process.cwd(), path);
    return near.startsWith("..") || isAbsolute(near) ? path : near;
  }
  throw new BadUsage(`${path}: this file of the program is missing`, "  install stretchpool again");
}
