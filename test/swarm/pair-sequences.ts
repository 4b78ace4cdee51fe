/** Failures that take a mirrored pair apart step by step, and the site of it after that. */
import type { Mapping } from "../studies/playing.js";
import type { Blow } from "./crowd-sequences.js";
import type { Dice } from "./dice.js";
import { DAY, HOUR, lasting, MINUTE, span } from "./durations.js";
import type { Topology } from "./pools.js";

const HOWS = ["process", "host", "log-drive", "data-drive"];

/**
 * Failures that belong together, each so many seconds after the one before it: by chance alone they would hardly
 * ever meet, and it is in their meeting that pairs lose their quorum, roles go astray and service is forced.
 */
export function drawPairSequence(dice: Dice, topology: Topology): readonly Blow[] {
  const how = () => ({ how: dice.one(HOWS) });
  const short = () => ({ lasts: lasting(span(dice, 1, HOUR)) });
  const long = () =>
    dice.one<Mapping>([{ lasts: "forever" }, { lasts: lasting(span(dice, HOUR, 4 * DAY)) }, {}]);
  const gap = () => span(dice, 0.001, HOUR);
  const atSecond = topology.secondaryWitness && dice.chance(0.3) ? { where: "secondary-witness" } : {};
  const witness = (length: Mapping): Mapping => ({ what: "witness-crash", ...length, ...atSecond });
  const principal = (length: Mapping): Mapping => ({ what: "principal-crash", ...length, ...how() });
  const mirror = (length: Mapping): Mapping => ({ what: "mirror-crash", ...length, ...how() });
  const site: Mapping = { what: "site-loss", where: topology.primarySite, ...long() };
  const away = span(dice, 10, 6 * HOUR);
  const sequences: readonly (readonly Blow[])[] = [
    // An automatic failover, and the old principal comes back to its place as mirror.
    [[0, principal(short())]],
    // The same, and then the new principal goes: the old one has a copy that it may not serve.
    [
      [0, principal(short())],
      [gap(), principal(short())],
    ],
    // Nobody to ask: service has to be forced on the mirror.
    [
      [0, witness(long())],
      [gap(), principal(long())],
    ],
    [
      [0, witness(short())],
      [gap(), principal(short())],
    ],
    // Exposed on the witness alone, and then the witness goes too.
    [
      [0, mirror(short())],
      [gap(), witness(short())],
    ],
    [
      [0, mirror(long())],
      [gap(), witness(short())],
    ],
    // The mirror does not come back: partnering is ended so that the principal may go on alone.
    [[0, mirror({ lasts: "forever" })]],
    [[0, mirror({ ...short(), how: "data-drive" })]],
    // While it synchronises the principal goes.
    [
      [0, mirror({ lasts: lasting(span(dice, 30, HOUR)) })],
      [dice.between(30, 2 * HOUR), principal(short())],
    ],
    // The mirror is behind when the principal goes for good, and site 2 further behind still: service is forced.
    [
      [0, mirror({ lasts: "1 min", how: "host" })],
      [dice.between(3 * MINUTE, HOUR), principal({ lasts: "forever", how: "host" })],
    ],
    [
      [0, mirror({ lasts: lasting(away), how: "host" })],
      [away - 1, principal({ lasts: "forever", how: "host" })],
    ],
    // The same, with more shipped than the mirror has, and then the site goes too: the chain is forked.
    [
      [0, { what: "corrupt-backup", lasts: "forever" }],
      [span(dice, HOUR, 6 * HOUR), mirror({ lasts: lasting(away), how: "host" })],
      [away - 1, principal({ lasts: "forever", how: "host" })],
      [dice.between(2 * HOUR, DAY), site],
    ],
    // In the other site with a pair of its own, which is then taken apart.
    [
      [0, site],
      [dice.between(HOUR, 2 * DAY), principal(short())],
      [dice.between(MINUTE, DAY), { what: "mirror-crash", ...short() }],
    ],
    [
      [0, { what: "wan-cut", response: "fail-over", lasts: lasting(span(dice, HOUR, 2 * DAY)) }],
      [gap(), principal(short())],
    ],
    [
      [0, site],
      [gap(), { what: "secondary-crash", ...long() }],
    ],
    [
      [0, { what: "corrupt-backup" }],
      [gap() * 4, site],
    ],
    [
      [0, { what: "bad-delete", removes: lasting(span(dice, 60, DAY)) }],
      [gap(), site],
    ],
  ];
  return dice.one(sequences);
}
