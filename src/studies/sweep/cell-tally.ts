/**
 * What a cell of a sweep has seen so far: exact sums over lives, the same for every order and every partition of them.
 * It must never know what a figure is called in a result.
 */
import { FingerprintOfRuns } from "../../engine/index.js";
import type { Scenario } from "../../spec/index.js";
import {
  type RatioRecord,
  RatioTally,
  SectionedColumn,
  type SectionedRecord,
} from "../../statistics/index.js";
import { lifeCost, moneyScale } from "../costs/life-costs.js";
import { type BandRecord, BandTally } from "./band-tally.js";
import { type KindRecord, KindTally } from "./kind-tally.js";
import { AT, completeYears, type IncidentLine, type LifeLine } from "./life-line.js";

/** What is counted in every life, over all kinds. `cost`: in parts of the currency. */
export const LIFE_COUNTS = [
  "strikes",
  "incidents",
  "failbacks",
  "lossEvents",
  "lost",
  "refused",
  "down",
  "exposure",
  "yearsWithLoss",
  "yearsMissed",
  "cost",
] as const;
export type LifeCount = (typeof LIFE_COUNTS)[number];

/** What is counted in every life of each cause. */
export const CAUSE_COUNTS = ["events", "lossEvents", "lost", "down"] as const;
export type CauseCount = (typeof CAUSE_COUNTS)[number];

export const MESSAGE_SUMS = ["offered", "accepted", "refused", "kept", "lost", "salvageable"] as const;

interface Work {
  events: number;
  ticks: number;
}

export interface CellRecord {
  readonly lives: number;
  readonly fingerprint: string;
  readonly messages: readonly string[];
  readonly seenButLost: string;
  readonly work: Work;
  readonly counts: readonly BandRecord[];
  readonly lostOfAccepted: RatioRecord;
  readonly downOfTime: RatioRecord;
  readonly lossYears: RatioRecord;
  readonly missedYears: RatioRecord;
  readonly losses: SectionedRecord;
  readonly lossLengths: SectionedRecord;
  readonly causes: readonly (readonly [string, readonly BandRecord[]])[];
  readonly kinds: readonly (readonly [string, KindRecord])[];
}

export class CellTally {
  lives = 0;
  readonly fingerprint = new FingerprintOfRuns();
  /** In the order of MESSAGE_SUMS: beyond what a number holds exactly, in long sweeps. */
  readonly messages = MESSAGE_SUMS.map(() => 0n);
  seenButLost = 0n;
  readonly work: Work = { events: 0, ticks: 0 };
  readonly counts: readonly BandTally[] = LIFE_COUNTS.map(() => new BandTally());
  readonly lostOfAccepted = new RatioTally();
  readonly downOfTime = new RatioTally();
  /** Of complete years. */
  readonly lossYears = new RatioTally();
  readonly missedYears = new RatioTally();
  /** Of every event that lost something: messages, and history. */
  readonly losses = new SectionedColumn();
  readonly lossLengths = new SectionedColumn();
  readonly causes = new Map<string, readonly BandTally[]>();
  readonly kinds = new Map<string, KindTally>();
  /** Into how many parts the currency is divided. */
  readonly moneyScale: number;
  readonly #scenario: Scenario;
  readonly #horizon: number;
  readonly #years: number;

  constructor(scenario: Scenario) {
    this.moneyScale = moneyScale([scenario]);
    this.#scenario = scenario;
    this.#horizon = scenario.horizon;
    this.#years = completeYears(scenario);
  }

  add(line: LifeLine): void {
    const { life, lines } = line;
    const { replication, ledger } = life;
    this.lives++;
    this.fingerprint.absorb(replication, life.fingerprint);
    MESSAGE_SUMS.forEach((name, index) => {
      this.messages[index]! += BigInt(ledger[name]);
    });
    this.seenButLost += BigInt(life.beside.seenButLost ?? 0);
    this.work.events += life.cost.events;
    this.work.ticks += life.cost.walked;
    let lossEvents = 0;
    let failbacks = 0;
    for (const one of lines) {
      if (one.what === "failback") failbacks++;
      if (!one.isLoss) continue;
      lossEvents++;
      this.losses.add(replication, one.values[AT.lost]!);
      this.lossLengths.add(replication, one.values[AT.rpo]!);
    }
    const counted: Readonly<Record<LifeCount, number>> = {
      strikes: life.fate.length,
      incidents: life.incidents.length,
      failbacks,
      lossEvents,
      lost: ledger.lost,
      refused: ledger.refused,
      down: life.downFor,
      exposure: line.exposure,
      yearsWithLoss: line.yearsWithLoss,
      yearsMissed: line.yearsMissed,
      cost: lifeCost(life, this.#scenario, this.moneyScale),
    };
    LIFE_COUNTS.forEach((name, index) => {
      this.counts[index]!.add(replication, counted[name]);
    });
    this.lostOfAccepted.add(ledger.accepted, ledger.lost);
    this.downOfTime.add(this.#horizon, life.downFor);
    this.lossYears.add(this.#years, line.yearsWithLoss);
    this.missedYears.add(this.#years, line.yearsMissed);
    this.#addKinds(replication, lines);
  }

  #addKinds(replication: number, lines: readonly IncidentLine[]): void {
    const byKind = new Map<string, IncidentLine[]>();
    for (const line of lines) {
      const own = byKind.get(line.what);
      if (own === undefined) byKind.set(line.what, [line]);
      else own.push(line);
    }
    for (const [kind, own] of byKind) {
      this.#kind(kind).add(replication, own);
      const sums: Readonly<Record<CauseCount, number>> = {
        events: own.length,
        lossEvents: own.reduce((sum, { isLoss }) => sum + (isLoss ? 1 : 0), 0),
        lost: own.reduce((sum, { values }) => sum + values[AT.lost]!, 0),
        down: own.reduce((sum, { downFor }) => sum + downFor, 0),
      };
      const tallies = this.#cause(kind);
      CAUSE_COUNTS.forEach((name, index) => {
        if (sums[name] > 0) tallies[index]!.add(replication, sums[name]);
      });
    }
  }

  #kind(kind: string): KindTally {
    const known = this.kinds.get(kind);
    if (known !== undefined) return known;
    const tally = new KindTally();
    this.kinds.set(kind, tally);
    return tally;
  }

  #cause(kind: string): readonly BandTally[] {
    const known = this.causes.get(kind);
    if (known !== undefined) return known;
    const tallies = CAUSE_COUNTS.map(() => new BandTally());
    this.causes.set(kind, tallies);
    return tallies;
  }

  /** Takes in what another tally of the same cell has seen. */
  absorb(record: CellRecord): void {
    this.lives += record.lives;
    this.fingerprint.merge(FingerprintOfRuns.parse(record.fingerprint));
    record.messages.forEach((sum, index) => {
      this.messages[index]! += BigInt(sum);
    });
    this.seenButLost += BigInt(record.seenButLost);
    this.work.events += record.work.events;
    this.work.ticks += record.work.ticks;
    record.counts.forEach((one, index) => {
      this.counts[index]!.merge(one);
    });
    this.lostOfAccepted.absorb(record.lostOfAccepted);
    this.downOfTime.absorb(record.downOfTime);
    this.lossYears.absorb(record.lossYears);
    this.missedYears.absorb(record.missedYears);
    this.losses.absorb(record.losses);
    this.lossLengths.absorb(record.lossLengths);
    for (const [kind, tallies] of record.causes) {
      const own = this.#cause(kind);
      tallies.forEach((one, index) => {
        own[index]!.merge(one);
      });
    }
    for (const [kind, one] of record.kinds) this.#kind(kind).absorb(one);
  }

  toRecord(): CellRecord {
    return {
      lives: this.lives,
      fingerprint: this.fingerprint.toString(),
      messages: this.messages.map(String),
      seenButLost: String(this.seenButLost),
      work: this.work,
      counts: this.counts.map((one) => one.toRecord()),
      lostOfAccepted: this.lostOfAccepted.toRecord(),
      downOfTime: this.downOfTime.toRecord(),
      lossYears: this.lossYears.toRecord(),
      missedYears: this.missedYears.toRecord(),
      losses: this.losses.toRecord(),
      lossLengths: this.lossLengths.toRecord(),
      causes: [...this.causes].map(([kind, tallies]) => [kind, tallies.map((one) => one.toRecord())]),
      kinds: [...this.kinds].map(([kind, tally]) => [kind, tally.toRecord()]),
    };
  }
}
