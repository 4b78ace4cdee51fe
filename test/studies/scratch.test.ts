import { test } from "vitest";
import { clock, play, siteLoss, type Mapping } from "./playing.js";
const show = (label: string, r: any) => { console.log(label, JSON.stringify({ineff: r.ineffective, m: r.messages, inc: r.incidents.map((i: any) => { const { rtoCurve, usersDown, availability, replication, rtoFull, rtoParts, exposure, criticalPath, ...rest } = i; return {...rest, path: criticalPath.map((s: any)=> `${s.step} ${s.from-i.at} ${s.lasts}`)}; })})); };
const s2 = (at: number, c: Mapping = {}) => siteLoss(at, {where: "site-2", ...c});
const f = (what: string, at: number, c: Mapping = {}) => ({ what, at: `${at} s`, ...c });
test("probe", () => {
  show("two", play({ failures: [siteLoss(clock(1,10,7,30), { lasts: "30 min" }), siteLoss(clock(1,10,44), { lasts: "forever" })] }));
  show("share kept", play({ failures: [f("share-loss", clock(2,9,10), {lasts: "2 h", disks: "kept"})] }));
  show("share destroyed mid-copy", play({ failures: [f("share-loss", clock(2,10,0,40), {lasts: "10 min", disks: "destroyed"}), siteLoss(clock(2,14,7,30))], logShipping: {reinitialise: "1 h"} }));
  for (const job of ["backup","copy","restore"]) for (const silent of [false,true])
  show(`job ${job} ${silent}`, play({ failures: [f("job-failing", clock(2,9,10), {lasts: "3 h", job, silent})] }));
  show("corrupt", play({ failures: [f("corrupt-backup", clock(2,9,0))], logShipping: {reinitialise: "1 h"} }));
  show("chain", play({ failures: [f("chain-broken", clock(2,9,10))], logShipping: {reinitialise: "1 h"} }));
  show("s2", play({ failures: [s2(clock(2,9,10))] }));
  show("s1 then s2", play({ failures: [siteLoss(clock(2,9,7,30)), s2(clock(2,9,17,30), {lasts: "1 h"})] }));
  show("both gone", play({ failures: [siteLoss(clock(2,9,7,30), {lasts: "forever"}), s2(clock(2,9,17,30), {lasts: "forever"})] }));
  show("s2 after failover, gone, s1 kept", play({ failures: [siteLoss(clock(2,9,7,30), {lasts: "8 h"}), s2(clock(3,12,0), {lasts: "forever"})] }));
  show("s2 after failover, gone, s1 gone", play({ failures: [siteLoss(clock(2,9,7,30), {lasts: "forever"}), s2(clock(3,12,0), {lasts: "forever"})] }));
  show("s2 after failover, returns", play({ failures: [siteLoss(clock(2,9,7,30), {lasts: "forever"}), s2(clock(3,12,0), {lasts: "2 h"})] }));
  show("s2 destroyed then s1", play({ failures: [s2(clock(2,9,10), {lasts: "1 h", disks: "destroyed"}), siteLoss(clock(2,10,17,30), {lasts: "1 d"})] }));
  show("third copy failing", play({ logShipping: {share: "third-site"}, failures: [f("job-failing", clock(2,9,10), {lasts: "5 h", job: "copy"}), siteLoss(clock(2,11,7,30))] }));
  show("restore failing + loss", play({ failures: [f("job-failing", clock(2,9,10), {lasts: "5 h", job: "restore"}), siteLoss(clock(2,11,7,30))] }));
});
