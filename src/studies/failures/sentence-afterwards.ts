/** The sentences behind the first: what stands open, how slow it is, who knows. It knows nothing of what was lost. */
import type { RecoveredFrom } from "../../results/index.js";
import { printCount } from "../../units/index.js";
import {
  type CellFacts,
  exposedBy,
  here,
  isCausedBy,
  nobodyIsTold,
  onPath,
  shareIsHere,
  slowest,
} from "./facts.js";
import { mistakeIn } from "./sentence-mistakes.js";
import { spoken } from "./spoken.js";

/** Who planned something knows of it, and how slow the pool was before is not what it costs. */
export function afterwards(facts: CellFacts): string[] {
  if (facts.tells === "operations") return [...open(facts), ...complying(facts)];
  return [...waiting(facts), ...open(facts), ...complying(facts), ...knowing(facts)];
}

const HOUR = 3600;
/** Ways to the other site, from which nothing is shipped. */
const ELSEWHERE: readonly RecoveredFrom[] = ["log-shipping", "tail-log"];
const SITES = ["site-1", "site-2"] as const;

/** How long a message waits for those who can send, at worst. */
function waiting(facts: CellFacts): string[] {
  const found = SITES.flatMap((site) => {
    const slow = slowest(facts, site);
    return slow === null ? [] : [{ whose: ` of the users of ${site.replace("-", " ")}`, slow }];
  });
  const [endless] = found.flatMap(({ whose, slow }) =>
    "endless" in slow ? [{ whose, why: slow.endless }] : [],
  );
  if (endless !== undefined) {
    const whose = found.length === SITES.length ? "" : endless.whose;
    return [`messages${whose} then wait without end, for ${endless.why}`];
  }
  const [slowestOf] = found
    .flatMap(({ whose, slow }) => ("mean" in slow ? [{ whose, ...slow }] : []))
    .sort((a, b) => b.mean - a.mean);
  if (slowestOf === undefined) return [];
  const to = (seconds: number) => spoken(Number(seconds.toPrecision(2)));
  const whose = found.length === SITES.length ? "" : slowestOf.whose;
  return [`a message${whose} then waits ${to(slowestOf.mean)} instead of ${to(slowestOf.before)}`];
}

/** What a second failure would meet. */
function open(facts: CellFacts): string[] {
  const unshipped = exposedBy(facts, "unshipped");
  const unmirrored = exposedBy(facts, "unmirrored");
  const unwitnessed = exposedBy(facts, "unwitnessed");
  // Where two databases accepted, the one in the other site is the pool's afterwards.
  const isFailedOver =
    mistakeIn(facts) === "failover-during-cut" ||
    facts.worst.some(({ recoveredFrom }) => ELSEWHERE.includes(recoveredFrom));
  if (facts.figures.rto.nNull > 0) return [];
  if (unshipped.toTheEnd && isFailedOver) return ["from then on nothing is shipped anywhere"];
  if (unshipped.toTheEnd) {
    const why = onPath(facts, "fail-over-front-end") ? ", which now carries all users to the servers" : "";
    return [`from then on copies do not catch up on the link${why}`];
  }
  const found: string[] = [];
  if (unshipped.mean > 0 && unshipped.mean >= unmirrored.mean) {
    const isCutOff = isCausedBy(facts, "wan-cut") || isCausedBy(facts, "site-loss");
    const files = isCutOff && shareIsHere(facts) ? "files pile up on the share, and " : "";
    const when = facts.tells === "operations" ? "at first" : "meanwhile";
    found.push(`${files}${when} the loss of ${here(facts)} would cost more than the schedule allows`);
  }
  if (unmirrored.mean > 0 && unmirrored.mean >= unshipped.mean) {
    found.push("until the other machine is back and has caught up there is no mirror to take over");
  }
  if (unwitnessed.mean > 0) found.push("until it is back the mirror would not take over by itself");
  return found;
}

/** What compliance will never see. */
function complying({ incidents, worst }: CellFacts): string[] {
  const lost = incidents.reduce((sum, { compliance }) => sum + (compliance?.lostEvents ?? 0), 0);
  if (lost === 0 || worst.length === 0) return [];
  return [
    `about ${printCount(Number((lost / worst.length).toPrecision(2)))} events never reach the compliance adapter`,
  ];
}

/** Whether anybody hears of what makes no noise. */
function knowing(facts: CellFacts): string[] {
  const { usersDown, undetectedFor } = facts.figures;
  if (nobodyIsTold(facts)) return ["nobody is told"];
  if (usersDown.most !== 0 || undetectedFor.mean === null) return [];
  if (isCausedBy(facts, "bad-delete")) return [];
  const isSoon = undetectedFor.mean < HOUR;
  return [`an alert rings ${isSoon ? "within about an hour" : `after ${spoken(undetectedFor.mean)}`}`];
}
