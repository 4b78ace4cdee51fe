/** A trace taken apart: the facts, who served, which histories there were. It must never know what a run claims. */
import type { MachineName, TimelineResult, TraceSetting } from "../results/index.js";
import { seconds } from "../units/index.js";
import { Facts } from "./facts.js";
import { Files } from "./files.js";
import { Family } from "./histories.js";
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
  readonly family: Family;
  readonly files: Files;
  readonly sessions: Sessions;
  readonly link: Standing;
  readonly share: Standing;
  readonly machine: (name: MachineName) => Standing;
}

export function readReplay(timeline: TimelineResult): { replay: Replay; findings: readonly Finding[] } {
  const { setting } = timeline;
  const facts = new Facts(timeline);
  const horizon: number = seconds(setting.horizon);
  const { services, findings } = readServices(facts, horizon);
  const family = new Family(facts, services);
  const machine = (name: MachineName) =>
    new Standing(facts.of("machine").filter((change) => change.machine === name));
  const replay: Replay = {
    timeline,
    setting,
    horizon,
    facts,
    services,
    family,
    files: new Files(facts, family, setting),
    sessions: new Sessions(facts, setting.mirror),
    link: new Standing(facts.of("link")),
    share: new Standing(facts.of("share")),
    machine,
  };
  return { replay, findings };
}

/** One group of rules: what it finds in a trace. */
export type Rule = (replay: Replay) => Iterable<Finding>;
