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

const columns = () => MEASURES.map(() => new SectionedColumn());
const means = () => MEASURES.map(() => new RatioTally());

/** What is added to a ratio in one life: null once a value is null. */
class Sum {
  count = 0;
  sum: number | null = 0;
  add(value: number | null): void {
    this.count++;
    this.sum = this.sum === null || value === null ? null : this.sum + value;
  }
}

export class KindTally {
  readonly columns: readonly SectionedColumn[];
  /** Σ value / Σ incidents, a pair for each life. */
  readonly means: readonly RatioTally[];
  /** RPO of incidents that relied on logs: of those whose worst cause found log shipping healthy, and of the others. */
  readonly healthy: SectionedColumn;
  readonly broken: SectionedColumn;
  readonly healthyMean: RatioTally;
  readonly brokenMean: RatioTally;
  /** How many of the incidents found it healthy. */
  readonly healthyShare: RatioTally;

  constructor(record?: KindRecord) {
    this.columns = record?.columns.map((one) => SectionedColumn.fromRecord(one)) ?? columns();
    this.means = record?.means.map((one) => RatioTally.fromRecord(one)) ?? means();
    this.healthy = record ? SectionedColumn.fromRecord(record.healthy) : new SectionedColumn();
    this.broken = record ? SectionedColumn.fromRecord(record.broken) : new SectionedColumn();
    this.healthyMean = record ? RatioTally.fromRecord(record.healthyMean) : new RatioTally();
    this.brokenMean = record ? RatioTally.fromRecord(record.brokenMean) : new RatioTally();
    this.healthyShare = record ? RatioTally.fromRecord(record.healthyShare) : new RatioTally();
  }

  /** All incidents of this kind in one life. */
  add(replication: number, lines: readonly IncidentLine[]): void {
    for (let index = 0; index < MEASURES.length; index++) {
      const sum = new Sum();
      const column = this.columns[index]!;
      for (const { values } of lines) {
        const value = values[index]!;
        column.add(replication, value);
        sum.add(value);
      }
      this.means[index]!.add(sum.count, sum.sum);
    }
    const healthy = new Sum();
    const broken = new Sum();
    for (const { values, shipped, reliedOnLogs } of lines) {
      if (!reliedOnLogs) continue;
      const rpo = values[AT.rpo]!;
      (shipped ? this.healthy : this.broken).add(replication, rpo);
      (shipped ? healthy : broken).add(rpo);
    }
    this.healthyMean.add(healthy.count, healthy.sum);
    this.brokenMean.add(broken.count, broken.sum);
    this.healthyShare.add(healthy.count + broken.count, healthy.count);
  }

  merge(other: KindTally): void {
    this.columns.forEach((column, index) => {
      column.merge(other.columns[index]!);
    });
    this.means.forEach((mean, index) => {
      mean.merge(other.means[index]!);
    });
    this.healthy.merge(other.healthy);
    this.broken.merge(other.broken);
    this.healthyMean.merge(other.healthyMean);
    this.brokenMean.merge(other.brokenMean);
    this.healthyShare.merge(other.healthyShare);
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
