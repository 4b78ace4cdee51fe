/**
 * Incidents and operations alike: both have outages, may lose something and are charged. It must never know who is
 * charged with what.
 */
import type { IncidentResult, OperationResult, TimelineResult } from "../results/index.js";
import { seconds } from "../units/index.js";
import type { Span } from "./spans.js";

export const recordsOf = ({ incidents, operations }: TimelineResult): readonly IncidentResult[] => [
  ...incidents,
  ...operations,
];

export const isOperation = (record: IncidentResult): record is OperationResult => "outcome" in record;

/** For a reason: "the incident of 2000 s". */
export const nameOf = (record: IncidentResult): string =>
  `the ${isOperation(record) ? record.what : "incident"} of ${record.opened} s`;

export const closeOf = (record: IncidentResult, horizon: number): number =>
  record.closed === null ? horizon : seconds(record.closed);

/** Once it is closed the next may open at that instant, so its end belongs to it no more. */
export const lifeOf = (record: IncidentResult, horizon: number): Span => ({
  from: seconds(record.opened),
  to: closeOf(record, horizon),
});
