/**
 * The rows of the table of failures: which shipped scenarios they are, in which order, under which heading. What
 * strikes in a row stands in its file and nowhere else.
 */

export interface RowName {
  /** The file in scenarios/failures/, without its ending. */
  readonly row: string;
  readonly group: string;
  /** Whether a row tells what struck, or what people planned. */
  readonly tells: "incidents" | "operations";
}

const group = (name: string, rows: readonly string[], tells: RowName["tells"] = "incidents"): RowName[] =>
  rows.map((row) => ({ row, group: name, tells }));

export const ROWS: readonly RowName[] = [
  ...group("One machine", [
    "01-chat-server",
    "02-principal-with-witness",
    "03-principal-without-witness",
    "04-mirror-and-witness",
    "05-mirror",
    "06-witness",
    "07-principal-behind-a-stale-mirror",
    "08-front-end-1",
    "09-front-end-2",
    "10-compliance",
  ]),
  ...group("Log shipping", [
    "20-secondary",
    "21-share",
    "22-backup-job",
    "23-copy-job",
    "24-corrupt-backup",
    "25-log-chain",
  ]),
  ...group("A site", [
    "30-site-1-for-hours",
    "31-site-1-destroyed",
    "32-site-2",
    "33-mirror-failover-then-site-1",
    "34-mirror-that-does-not-ship",
    "35-second-disaster",
    "36-site-1-with-compliance",
  ]),
  ...group("The link", ["40-link-cut", "41-link-cut-failover", "42-link-slow", "43-link-slow-then-site-1"]),
  ...group("People", [
    "50-bad-delete-noticed",
    "51-bad-delete-too-late",
    "52-stale-mirror-forced",
    "53-secondary-recovered-early",
    "54-secondary-recovered-then-site-1",
    "55-failover-during-cut",
    "56-servers-swapped",
    "57-servers-swapped-in-a-failover",
    "58-nobody-on-call",
  ]),
  ...group("Planned", ["60-switchover", "61-failback", "62-failback-safer"], "operations"),
];
