import { test } from "vitest";
import { clock, play, siteLoss, type Mapping } from "./playing.js";
const show = (label: string, r: any) => { console.log(label, JSON.stringify({ineff: r.ineffective, m: r.messages, inc: r.incidents.map((i: any) => { const { rtoCurve, usersDown, availability, replication, rtoFull, rtoParts, exposure, criticalPath, ...rest } = i; return {...rest, path: criticalPath.map((s: any)=> `${s.step} ${s.from-i.at} ${s.lasts}`)}; })})); };
const s2 = (at: number, c: Mapping = {}) => siteLoss(at, {where: "site-2", ...c});
const f = (what: string, at: number, c: Mapping = {}) => ({ what, at: `${at} s`, ...c });
test("probe", () => {
  const reinit = { reinitialise: "1 h" };
  for (const lasts of ["34 min", "36 min", "38 min"])
  show("restart after " + lasts, play({ logShipping: reinit, failures: [siteLoss(clock(1,10,7,30), {lasts}), siteLoss(clock(4,10,7,30))] }));
  show("share no lasts", play({ failures: [f("share-loss", clock(2,9,10))] }));
  show("wan-cut no lasts then site", play({ failures: [f("wan-cut", clock(2,9,10)), siteLoss(clock(4,10,7,30))] }));
  show("backup no lasts", play({ failures: [f("job-failing", clock(2,9,10), {job: "backup"})] }));
  show("restore failing forever + loss", play({ failures: [f("job-failing", clock(2,9,10), {job: "restore"}), siteLoss(clock(2,11,7,30))] }));
  show("site1 no lasts", play({ failures: [siteLoss(clock(2,11,7,30), {lasts: null})] }));
  show("site2 forever alone", play({ failures: [s2(clock(2,11,7,30), {lasts: "forever"}), siteLoss(clock(4,11,7,30))] }));
});
