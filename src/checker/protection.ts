/** Staleness and exposure, within what the facts allow. It must never know thresholds of alerts or of the schedule. */
import { seconds } from "../units/index.js";
import { recordsOf } from "./records.js";
import type { Replay, Rule } from "./replay.js";
import { acceptingSpans } from "./services.js";
import { overlap, told, totalLength } from "./spans.js";
import { type Finding, violated } from "./verdict.js";

function* stalenessIsTheAge({ timeline, facts, files, moves, setting }: Replay): Iterable<Finding> {
  for (const { staleness, opened, at } of recordsOf(timeline)) {
    if (staleness === null) continue;
    const instants = [seconds(at), seconds(opened)];
    if (staleness < 0) {
      yield violated("staleness-is-age-of-restored", seconds(at), `a staleness of ${staleness} s`);
      continue;
    }
    // Before the first restore, and once site 2 has a history of its own, the facts do not say what is restored there.
    const restores = facts
      .of("restore")
      .some((run) => run.outcome === "restored" && run.until <= instants[1]!);
    if (!moves.isAtHome(instants[0]!) || (!restores && !setting.coldStart)) continue;
    const ages = instants.map((instant) => instant - (files.restoredAt(instant)?.at ?? Number.NaN));
    if (ages.some(Number.isNaN) || ages.includes(seconds(staleness))) continue;
    yield violated(
      "staleness-is-age-of-restored",
      seconds(at),
      `a staleness of ${staleness} s, but the newest restored is ${told(ages[0]!)} old`,
    );
  }
}

function* exposureWithinService(replay: Replay): Iterable<Finding> {
  const { timeline, horizon } = replay;
  const accepting = acceptingSpans(replay);
  for (const incident of recordsOf(timeline)) {
    const { exposure, unmirrored, unshipped, unwitnessed, undetectedFor } = incident;
    const opened = seconds(incident.opened);
    const since = { from: opened, to: horizon };
    const served = totalLength(accepting.map((service) => overlap(service, since)));
    const kinds = [unmirrored, unshipped, unwitnessed].map((kind) => seconds(kind));
    const whole = seconds(exposure);
    const sum = kinds.reduce((total, kind) => total + kind, 0);
    const outOfService = [whole, ...kinds].some((length) => length < 0 || length > served);
    if (outOfService || whole < Math.max(...kinds) || whole > sum)
      yield violated(
        "exposure-within-service",
        opened,
        `exposed for ${exposure} s (unmirrored ${unmirrored}, unshipped ${unshipped}, unwitnessed ${unwitnessed}), served for ${told(served)}`,
      );
    if (undetectedFor < 0 || seconds(undetectedFor) > horizon - opened)
      yield violated("exposure-within-service", opened, `undetected for ${undetectedFor} s`);
  }
}

export const protectionRules: readonly Rule[] = [stalenessIsTheAge, exposureWithinService];
