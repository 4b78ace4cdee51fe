/** What a run says of money: one sentence where the scenario counts it, and none where it does not. */
import { describe, expect, it } from "vitest";
import { PLAIN as NO_COLOUR, runText } from "../../src/reports/index.js";
import { changed, type Mapping, PLAIN, playWhole } from "../studies/playing.js";

const LOST: Mapping = { failures: [{ what: "site-loss", where: "site-1", at: "1 d 10 h 7 min 30 s" }] };
const textOf = (costs: Mapping, replications = 1): string =>
  runText(playWhole(changed(changed(PLAIN, LOST), costs), { replications }), NO_COLOUR).join("\n");

describe("the report of a run", () => {
  it("says what its lost messages and hours down cost: 4,500 messages at 2 EUR", () => {
    const costs = { costs: { lostMessage: "2 EUR" } };
    expect(textOf(costs)).toContain("\n  Lost messages and hours of users down cost 9,000 EUR.\n");
    expect(textOf(costs, 3)).toContain("\n  Lost messages and hours of users down cost 9,000 EUR on average");
  });

  it("says that it is not known without a price for either, and nothing without any", () => {
    expect(textOf({ costs: { options: { witness: "1 EUR / year" } } }).replace(/\s+/g, " ")).toContain(
      "cost nobody knows what: neither costs.lostMessage nor costs.userHourDown is given.",
    );
    expect(textOf({})).not.toContain("Lost messages and hours");
  });
});
