/** A cell of the table of failures in words and figures, the same on a terminal and in a document. */
import type { CellRpoResult, FailuresResult, ObservedResult, PlayedCellResult } from "../../results/index.js";
import { count, duration, share, UNKNOWN } from "./figures.js";
import { stepName } from "./names.js";

export const FIGURES = [
  "RPO mean",
  "RPO worst",
  "cut off",
  "RTO",
  "everybody",
  "refused",
  "lost",
  "exposure",
] as const;

/** In the order of their titles. */
export function figuresOf(cell: PlayedCellResult): string[] {
  const { rpo, usersDown, rto, rtoFull, refused, lost, exposure } = cell;
  return [
    duration((rpo.exact ?? rpo).mean),
    worstRpo(rpo),
    share(usersDown.most),
    meanOf(rto),
    meanOf(rtoFull),
    refused.mean === null ? UNKNOWN : count(refused.mean),
    lost.mean === null ? UNKNOWN : count(lost.mean),
    meanOf(exposure),
  ];
}

/** Without end is longer than everything. */
const meanOf = ({ mean, nNull }: ObservedResult): string => (nNull > 0 ? "no end" : duration(mean));

/** A bound where arithmetic gives one; else what was seen, and said so. */
function worstRpo({ exact, most, nNull }: CellRpoResult): string {
  if (exact !== null) return `${duration(exact.worst)} exact`;
  if (nNull > 0) return "all";
  return most === 0 ? duration(0) : `${duration(most)} seen`;
}

/** Of what was only seen, the worst is that or more. */
function atLeast({ exact, most, nNull }: CellRpoResult): string {
  if (exact !== null) return duration(exact.worst);
  if (nNull > 0) return "all";
  return most === 0 ? duration(0) : `≥ ${duration(most)}`;
}

/** "decide 30 min, build mirror 35.3 min": the two longest pieces, longest first. */
export function longestPieces({ criticalPath }: PlayedCellResult): string {
  return [...criticalPath]
    .sort((a, b) => b.lasts - a.lasts)
    .slice(0, 2)
    .map(({ step, lasts }) => `${stepName(step)} ${duration(lasts)}`)
    .join(", ");
}

/** What a second failure would meet. */
export const exposureOf = ({ exposure }: PlayedCellResult): string => meanOf(exposure);

/** For the glance: what the director asks. */
export function glanceOf(cell: PlayedCellResult): string[] {
  return [atLeast(cell.rpo), meanOf(cell.rto), share(cell.usersDown.most)];
}

export function legendOf({ replications }: FailuresResult): string {
  return (
    `RPO worst: exact is the least upper bound over all moments of the schedule; seen is the largest of ` +
    `${count(replications)}, so that the worst is that or more (≥); all: no database serves again. RTO until 95 % can send again, ` +
    "everybody until all can; messages refused and lost, exposure: means. Users cut off: the most at one time."
  );
}
