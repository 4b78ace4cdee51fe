#!/usr/bin/env node
/** The program: `dist/cli.js`, the package's bin. */
import { main } from "./cli/main.js";

await main(process.argv.slice(2));
