/** A fate as it is printed and read again: what strikes when, in order, and until when. */

export const FATE_SCHEMA = "stretchpool/fate@1";

/** One strike, in the words of a scenario's `failures`, with every law drawn. */
export type StrikeRecord = Readonly<Record<string, string | boolean>>;

export interface FateResult {
  readonly schema: typeof FATE_SCHEMA;
  readonly scenario: string;
  readonly seed: number;
  readonly replication: number;
  readonly strikes: readonly StrikeRecord[];
}
