/**
 * The incidents of one kind over many lives: every measure as a distribution, and as a figure per incident. Which lives
 * came in which order never shows.
 */
import { MEASURES } from "../../results/index.js";
import {
  type RatioRecord,
  RatioTally,
  SectionedColumn,
  type SectionedRecord,
} from "../../statistics/index.js";
import { AT, type IncidentLine } from "./life-line.js";

export interface KindRecord {
  readonly columns: readonly SectionedRecord[];
  readonly means: readonly RatioRecord[];
  readonly healthy: SectionedRecord;
  readonly broken: SectionedRecord;
  readonly healthyMean: RatioRecord;
  readonly brokenMean: RatioRecord;
  readonly healthyShare: RatioRecord;
}

/** What a life adds to a ratio is null once a value is null. */
const plus = (sum: number | null, value: number | null): number | null =>
  sum === null || value === null ? null : sum + value;

export class KindTally {
  readonly columns: readonly SectionedColumn[] = MEASURES.map(() => new SectionedColumn());
  /** Σ value / Σ incidents, a pair for each life. */
  readonly means: readonly RatioTally[] = MEASURES.map(() => new RatioTally());
  /** RPO of incidents that relied on logs: of those whose worst cause found log shipping healthy, and of the others. */
  readonly healthy = new SectionedColumn();
  readonly broken = new SectionedColumn();
  readonly healthyMean = new RatioTally();
  readonly brokenMean = new RatioTally();
  /** How many of the incidents found it healthy. */
  readonly healthyShare = new RatioTally();

  /** All incidents of this kind in one life. */
  add(replication: number, lines: readonly IncidentLine[]): void {
    for (let index = 0; index < MEASURES.length; index++) {
      const column = this.columns[index]!;
      let sum: number | null = 0;
      for (const { values } of lines) {
        const value = values[index]!;
        column.add(replication, value);
        sum = plus(sum, value);
      }
      this.means[index]!.add(lines.length, sum);
    }
    this.#addShipped(replication, lines);
  }

  #addShipped(replication: number, lines: readonly IncidentLine[]): void {
    let healthy = 0;
    let healthySum: number | null = 0;
    let broken = 0;
    let brokenSum: number | null = 0;
    for (const { values, shipped, reliedOnLogs } of lines) {
      if (!reliedOnLogs) continue;
      const rpo = values[AT.rpo]!;
      if (shipped) {
        this.healthy.add(replication, rpo);
        healthy++;
        healthySum = plus(healthySum, rpo);
      } else {
        this.broken.add(replication, rpo);
        broken++;
        brokenSum = plus(brokenSum, rpo);
      }
    }
    this.healthyMean.add(healthy, healthySum);
    this.brokenMean.add(broken, brokenSum);
    this.healthyShare.add(healthy + broken, healthy);
  }

  /** Takes in what another tally of the same kind has seen, of other lives. */
  absorb(record: KindRecord): void {
    this.columns.forEach((column, index) => {
      column.absorb(record.columns[index]!);
    });
    this.means.forEach((mean, index) => {
      mean.absorb(record.means[index]!);
    });
    this.healthy.absorb(record.healthy);
    this.broken.absorb(record.broken);
    this.healthyMean.absorb(record.healthyMean);
    this.brokenMean.absorb(record.brokenMean);
    this.healthyShare.absorb(record.healthyShare);
  }

  toRecord(): KindRecord {
    return {
      columns: this.columns.map((column) => column.toRecord()),
      means: this.means.map((mean) => mean.toRecord()),
      healthy: this.healthy.toRecord(),
      broken: this.broken.toRecord(),
      healthyMean: this.healthyMean.toRecord(),
      brokenMean: this.brokenMean.toRecord(),
      healthyShare: this.healthyShare.toRecord(),
    };
  }
}
