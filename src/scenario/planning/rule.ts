/**
 * A planning rule: advice, not grammar. Each says what it found, why it matters, the arithmetic behind it, and
 * where the rule comes from, so that a sceptic can check it. What each rule asks stands in the rule book.
 */
import type { Load, ScheduleLaw } from "../../shipping/index.js";
import type { Scenario } from "../../spec/index.js";
import { RULE_BOOK, type RuleName, type Severity } from "./rule-book.js";

export interface Planned {
  readonly scenario: Scenario;
  readonly load: Load;
  readonly law: ScheduleLaw;
}

/** What is drawn in a plan, without any arithmetic. */
export type Drawn = Pick<Planned, "scenario">;

export interface Advice {
  /** A name that stays, for scripts that filter. */
  readonly rule: RuleName;
  /** `error`: the product refuses it. */
  readonly severity: Severity;
  /** The field that would have to change. */
  readonly path: string;
  readonly message: string;
  /** Why it matters, with the arithmetic. */
  readonly reason: string;
  readonly source: string;
}

export type Rule = (planned: Planned) => Iterable<Advice>;
export type DrawnRule = (drawn: Drawn) => Iterable<Advice>;

/** What a rule found; how grave it is and where it comes from stands in the rule book. */
export function broken(rule: RuleName, found: Pick<Advice, "path" | "message" | "reason">): Advice {
  const { severity, source } = RULE_BOOK[rule];
  return { rule, severity, ...found, source };
}
