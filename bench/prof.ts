import { hold } from "./hold.js";
import { repair } from "./repair.js";

const n = Number(process.argv[2] ?? 15);
const out: string[] = [];
for (const m of [repair(100, null), hold(100, null)]) {
  const t: number[][] = [[], []];
  for (let i = 0; i < n; i++) m.variants.forEach((v, j) => t[j]!.push(v.run(1_000_000) * 1e3));
  const best = t.map((x) => x.sort((a, b) => a - b)[2]!);
  out.push(
    `${m.name} bare ${best[0]!.toFixed(0)} engine ${best[1]!.toFixed(0)} ratio ${(best[0]! / best[1]!).toFixed(2)}`,
  );
}
console.log(out.join(" | "));
