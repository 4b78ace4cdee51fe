/** A trace taken apart: the facts, who served, which histories there were. It must never know what a run claims. */
import type { MachineName, TimelineResult, TraceSetting } from "../results/index.js";
import { seconds } from "../units/index.js";
import { Facts } from "./facts.js";
import { Files } from "./files.js";
import { Family } from "./histories.js";
import { Moves } from "./moves.js";
import { PoolFacts } from "./pool-facts.js";
import { readServices, type Service } from "./services.js";
import { Sessions } from "./sessions.js";
import { Standing } from "./spans.js";
import type { Finding } from "./verdict.js";

export interface Replay {
  readonly timeline: TimelineResult;
  readonly setting: TraceSetting;
  /** In microseconds, as all instants and lengths here. */
  readonly horizon: number;
  readonly facts: Facts;
  readonly services: readonly Service[];
  /** Databases that went on beside the pool's own, by an operator's error. */
  readonly rivals: readonly Service[];
  readonly family: Family;
  readonly files: Files;
  readonly sessions: Sessions;
  readonly moves: Moves;
  readonly link: Standing;
  readonly share: Standing;
  readonly machine: (name: MachineName) => Standing;
  /** null: one notional user sits at the database that serves. */
  readonly pool: PoolFacts | null;
}

export function readReplay(timeline: TimelineResult): { replay: Replay; findings: readonly Finding[] } {
  const { setting } = timeline;
  const facts = new Facts(timeline);
  const horizon: number = seconds(setting.horizon);
  const { services, rivals, findings } = readServices(facts, horizon);
  const family = new Family(facts, services, rivals);
  const machine = (name: MachineName) =>
    new Standing(facts.of("machine").filter((change) => change.machine === name));
  const moves = new Moves(facts);
  const link = new Standing(facts.of("link"));
  const replay: Replay = {
    timeline,
    setting,
    horizon,
    facts,
    services,
    rivals,
    family,
    files: new Files(facts, family, moves, setting),
    moves,
    sessions: new Sessions(facts, setting.mirror),
    link,
    share: new Standing(facts.of("share")),
    machine,
    pool: setting.users === null ? null : new PoolFacts(facts, setting, services, rivals, link),
  };
  return { replay, findings };
}

/** One group of rules: what it finds in a trace. */
export type Rule = (replay: Replay) => Iterable<Finding>;

/** A rule of a pool with users; where there is one notional user it has nothing to say. */
export const forUsers =
  (rule: (pool: PoolFacts, replay: Replay) => Iterable<Finding>): Rule =>
  (replay) =>
    replay.pool === null ? [] : rule(replay.pool, replay);
