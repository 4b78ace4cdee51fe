/**
 * Measures variants of one model against each other: round by round, A B C A B C, so that a machine that
 * grows slow or fast in between hurts all of them alike. Figures are events per second of CPU time.
 */

export interface Variant {
  readonly name: string;
  /** How many events a measured round handles; slow variants take fewer. */
  readonly events: number;
  /** Handles that many events and says how many seconds of CPU time they took. */
  run(events: number): number;
}

export interface Model {
  readonly name: string;
  /** Whether the variants do the same work, so that each is compared with those before it. */
  readonly alike: boolean;
  readonly variants: readonly Variant[];
}

export interface Row {
  readonly model: string;
  readonly variant: string;
  /** Median over the rounds of events per CPU second. */
  readonly perSecond: number;
  /** Medians over the rounds of this variant's rate by each earlier variant's, in the order of the model. */
  readonly ratios: readonly { readonly to: string; readonly ratio: number }[];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Seconds of CPU time, of all threads of this process, that `work` takes: collecting its garbage included. */
export function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const spent = process.cpuUsage(before);
  return (spent.user + spent.system) / 1e6;
}

/** One round for warming up, which is thrown away, then `rounds` measured ones. */
export function measure(model: Model, rounds: number, share: number): Row[] {
  const rates: number[][] = model.variants.map(() => []);
  for (let round = -1; round < rounds; round += 1) {
    model.variants.forEach((variant, i) => {
      const events = Math.max(1000, Math.round(variant.events * share));
      const seconds = variant.run(events);
      if (round >= 0) rates[i]!.push(events / seconds);
    });
  }
  return model.variants.map((variant, i) => ({
    model: model.name,
    variant: variant.name,
    perSecond: median(rates[i]!),
    ratios: model.variants.slice(0, model.alike ? i : 0).map((earlier, j) => ({
      to: earlier.name,
      ratio: median(rates[i]!.map((rate, round) => rate / rates[j]![round]!)),
    })),
  }));
}
