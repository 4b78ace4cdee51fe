/** Many seeds one after another: what became of them, what was seen, and what is wrong with those that fail. */
import { Coverage } from "./coverage.js";
import { type Complaint, type Judgement, judge } from "./judgement.js";
import { drawScenario } from "./scenarios.js";
import { shrink } from "./shrink.js";

export interface Failing {
  readonly seed: number;
  readonly complaints: readonly Complaint[];
}

export class Campaign {
  readonly failing: Failing[] = [];
  readonly refused: { readonly seed: number; readonly reasons: readonly string[] }[] = [];
  readonly unknown: { readonly seed: number; readonly reason: string }[] = [];
  readonly coverage = new Coverage();
  strikes = 0;
  incidents = 0;
  operations = 0;
  /** Lives that went on until everything could be as it was. */
  hadTime = 0;
  readonly #played = new Map<number, readonly Complaint[]>();

  get seeds(): number {
    return this.#played.size;
  }

  /** Plays a seed, once however often it is asked for. */
  play(seed: number): readonly Complaint[] {
    const known = this.#played.get(seed);
    if (known !== undefined) return known;
    const complaints = this.#note(seed, judge(drawScenario(seed), seed));
    if (complaints.length > 0) this.failing.push({ seed, complaints });
    this.#played.set(seed, complaints);
    return complaints;
  }

  #note(seed: number, judgement: Judgement): readonly Complaint[] {
    if (judgement.outcome === "refused") {
      this.refused.push({ seed, reasons: judgement.reasons });
      return [];
    }
    if (judgement.outcome === "broken") return judgement.complaints;
    const { timeline, unknown, complaints } = judgement;
    if (unknown !== null) this.unknown.push({ seed, reason: unknown });
    this.strikes += timeline.entries.filter((entry) => entry.fact === "strike" && entry.effective).length;
    this.incidents += timeline.incidents.length;
    this.operations += timeline.operations.length;
    if (judgement.hadTime) this.hadTime++;
    this.coverage.add(timeline);
    return complaints;
  }

  get figures() {
    const { seeds, strikes, incidents, operations, hadTime, failing, refused, unknown, coverage } = this;
    const ok = seeds - failing.length - refused.length - unknown.length;
    const verdicts = { ok, failing: failing.length, refused: refused.length, unknown: unknown.length };
    return { seeds, strikes, incidents, operations, hadTime, verdicts, coverage: coverage.table };
  }
}

export const replayLine = (seed: number): string =>
  `STRETCHPOOL_SWARM_SEED=${seed} npx vitest run test/swarm`;

/** All that somebody needs who is to mend it: the complaints, how to see them again, the smallest such scenario. */
export function reportOf({ seed, complaints }: Failing): string {
  const { kind } = complaints[0]!;
  const smallest = shrink(drawScenario(seed), (mapping) => {
    const judgement = judge(mapping, seed);
    return judgement.outcome !== "refused" && judgement.complaints.some((other) => other.kind === kind);
  });
  return [
    `seed ${seed}: ${replayLine(seed)}`,
    ...complaints.map(({ text }) => `  ${text}`),
    JSON.stringify(smallest, null, 1),
  ].join("\n");
}
