/**
 * How the clients of a scenario notice that they lost their sessions, and how they try again: worked out once for all of
 * its lives. It must never know a life.
 */
import { support } from "../../engine/index.js";
import type { Scenario } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import type { Silence } from "../service/chat-servers.js";
import { type Notice, Windows } from "./attempts.js";

export interface Habits {
  readonly windows: Windows;
  /** Of whoever found no room. */
  readonly lateWindows: Windows;
  readonly notices: Readonly<Record<Silence, Notice>>;
}

const known = new WeakMap<Scenario, Habits>();

export function habitsOf(scenario: Scenario): Habits {
  const found = known.get(scenario);
  if (found !== undefined) return found;
  const { backOff: first, longestBackOff: longest, noticeReset, noticeSilence } = scenario.users;
  const habits = {
    windows: new Windows({ first, longest }),
    lateWindows: new Windows({ first: longest, longest }),
    notices: { reset: noticeOf(noticeReset), silence: noticeOf(noticeSilence) },
  };
  known.set(scenario, habits);
  return habits;
}

function noticeOf(law: Scenario["users"]["noticeReset"]): Notice {
  const { lowest, highest } = support(law);
  return { earliest: Math.round(lowest) as Micros, latest: Math.round(highest) as Micros };
}
