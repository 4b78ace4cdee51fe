/** What the three jobs meet: which of the parts they need are up, and the link as it is now. */
import type { LinkFigures, Pipeline, ShareSide } from "../../shipping/pipeline.js";

export interface Circumstances {
  readonly shareSide: ShareSide;
  /** The database accepts and its agent runs. */
  databaseUp: boolean;
  /** The machine that serves is set up as a log-shipping primary: otherwise its agent has nothing to run. */
  ships: boolean;
  secondaryUp: boolean;
  /** There is a database at site 2, and it is not being built anew. */
  takesRestores: boolean;
  shareUp: boolean;
  /** null while the wide-area link is cut. */
  wan: LinkFigures | null;
  readonly third: LinkFigures;
  readonly jobUp: { backup: boolean; copy: boolean; restore: boolean };
}

/** Nothing has happened yet. */
export const atFirst = ({ share, wan, third }: Pipeline): Circumstances => ({
  shareSide: share,
  databaseUp: true,
  ships: true,
  secondaryUp: true,
  takesRestores: true,
  shareUp: true,
  wan,
  third,
  jobUp: { backup: true, copy: true, restore: true },
});

export const canBackUp = (now: Circumstances): boolean => now.databaseUp && now.ships && now.jobUp.backup;
export const canCopy = (now: Circumstances): boolean => now.secondaryUp && now.jobUp.copy;
export const canRestore = (now: Circumstances): boolean =>
  now.secondaryUp && now.takesRestores && now.jobUp.restore;

/** A backup writes to the share; one beside the secondary is reached over the link. */
export const shareReachesPrimary = (now: Circumstances): boolean =>
  now.shareUp && (now.shareSide !== "secondary" || now.wan !== null);

/** A copy reads from the share; one beside the primary is reached over the link. */
export const shareReachesSecondary = (now: Circumstances): boolean =>
  now.shareUp && (now.shareSide !== "primary" || now.wan !== null);
