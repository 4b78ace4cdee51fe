import { hold } from "./hold.js";
import { measure } from "./measure.js";
import { queue } from "./queue.js";
import { repair } from "./repair.js";
import { findSimpy } from "./simpy.js";

const p = process.argv.includes("simpy") ? findSimpy() : null;
for (const m of [repair(100, p), hold(100, p), queue(null)])
  for (const row of measure(m, 11, 1))
    console.log(
      row.model,
      row.variant,
      (1e9 / row.perSecond).toFixed(1),
      row.ratios.map((r) => r.ratio.toFixed(2)).join(" "),
    );
