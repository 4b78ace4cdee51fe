/** What can be salvaged: lost messages of which a copy stands that nobody overwrote. It must never know what it is worth. */
import { seconds } from "../units/index.js";
import { holdersOf, isStillThere } from "./homecoming.js";
import { accepted, common, count, counted, isLostWhereSent, partsOf } from "./ledger.js";
import { stretchesOf } from "./losses.js";
import { nameOf, recordsOf } from "./records.js";
import type { Replay, Rule } from "./replay.js";
import { acceptingSpans, serviceAt } from "./services.js";
import { type Finding, violated } from "./verdict.js";

function* salvageableStands(replay: Replay): Iterable<Finding> {
  if (!isLostWhereSent(replay)) return;
  const parts = partsOf(replay);
  for (const record of recordsOf(replay.timeline)) {
    const standing = stretchesOf(record).filter(({ to }) => {
      const server = serviceAt(replay.rivals, to) ?? serviceAt(replay.services, to);
      return (
        server === undefined ||
        holdersOf(replay, server, to).some((machine) => isStillThere(replay, machine, to))
      );
    });
    const most = count(parts, accepted, common(standing, acceptingSpans(replay)));
    const { salvageable } = record.messages;
    if (salvageable > most)
      yield violated(
        "salvageable-stands",
        seconds(record.opened),
        `${salvageable} of what ${nameOf(record)} lost are salvageable, but at most ${most} stand on disks that were not overwritten`,
      );
  }
}

export const salvageRules: readonly Rule[] = [(replay) => counted(() => salvageableStands(replay))];
