import { it } from "vitest";
import { Campaign, reportOf } from "./swarm/campaign.js";

it("x", () => {
  const campaign = new Campaign();
  for (const seed of process.env.SEEDS!.split(",").map(Number)) campaign.play(seed);
  for (const f of campaign.failing) console.log(reportOf(f));
  console.log("FAILING", campaign.failing.length);
}, 600000);
