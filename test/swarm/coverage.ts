/** What the lives of a swarm have come to: how often each kind of failure, transition, step and loss was seen. */
import type { TimelineResult } from "../../src/results/index.js";
import { seenOfUsers } from "./crowd-coverage.js";
import { seenOfOperations } from "./operation-coverage.js";

/** Everything of one life that is counted, named by its group: `row 6`, `step build-mirror`. */
export function* seenIn(timeline: TimelineResult): Iterable<string> {
  const { entries, incidents, operations } = timeline;
  yield* seenOfUsers(timeline);
  yield* seenOfOperations(timeline);
  for (const entry of entries) {
    switch (entry.fact) {
      case "strike":
        yield entry.effective ? `strike ${entry.what}` : `in vain ${entry.what}`;
        break;
      case "session":
        yield `row ${entry.row}`;
        yield `row ${entry.row}: ${entry.from} to ${entry.to}`;
        yield `${entry.pair} pair ${entry.to}`;
        yield `from ${entry.from}`;
        yield `to ${entry.to}`;
        break;
      case "serves":
        yield `serves by ${entry.by}`;
        yield `serves at ${entry.machine}`;
        break;
      case "history-begins":
        yield `history by ${entry.by}`;
        break;
      case "step":
        yield `step ${entry.step}`;
        yield `step is ${entry.state}`;
        break;
      case "backup":
      case "copy":
      case "restore":
        yield `${entry.fact} ${entry.outcome}`;
        break;
      default:
        yield `fact ${entry.fact}`;
    }
  }
  for (const { recoveredFrom, lostStretches } of [...incidents, ...operations]) {
    yield `recovered from ${recoveredFrom}`;
    for (const { why } of lostStretches) for (const { because } of why) yield `lost: ${because}`;
  }
}

export class Coverage {
  readonly #counts = new Map<string, number>();

  add(timeline: TimelineResult): void {
    for (const name of seenIn(timeline)) this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** Which of these were never seen. */
  missing(names: readonly string[]): string[] {
    return names.filter((name) => !this.#counts.has(name));
  }

  /** In the order of their names, so that two tables can be compared. */
  get table(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
