/**
 * What stands beside the chat database, worked out when a life is over: compliance events that nobody processed, files
 * that are gone, lost messages that somebody had read. It must never know how a life is played.
 */
import { binomial, key, type Streams, successive } from "../../engine/index.js";
import type { Scenario } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import type { Cause, Incident } from "../incident.js";
import type { Bookkeeper } from "../ledger.js";
import { type Span, without } from "../spans.js";
import { adapterOf } from "./adapter.js";
import { type FilesGone, filesGone, storeDownSpans } from "./attachments.js";
import { type ComplianceFacts, type Unprocessed, unprocessed } from "./compliance.js";
import type { Seen } from "./seen.js";

/** null: it is not provided for, or there is nobody to see anything. */
export interface BesideRecord {
  readonly lostEvents: number | null;
  readonly seenButLost: number | null;
  readonly attachments: { readonly unavailableFor: Micros; readonly lost: number } | null;
}

export interface BesideTotals {
  readonly lostEvents: number | null;
  readonly seenButLost: number | null;
  readonly filesLost: number | null;
}

const FILES = key("attachments", "files");

export class Beside {
  readonly #scenario: Scenario;
  readonly #streams: Streams;
  readonly #horizon: Micros;
  readonly #unprocessed: readonly Unprocessed[];
  readonly #gone: readonly FilesGone[];
  readonly #storeDown: readonly Span[];

  constructor(facts: Omit<ComplianceFacts, "adapter">, streams: Streams) {
    const { scenario, causes, horizon } = facts;
    this.#scenario = scenario;
    this.#streams = streams;
    this.#horizon = horizon;
    const { topology, compliance, attachments } = scenario;
    const adapter = adapterOf(compliance, streams);
    this.#unprocessed = topology.compliance === "off" ? [] : unprocessed({ ...facts, adapter });
    this.#gone = attachments === null ? [] : filesGone(attachments, causes);
    this.#storeDown = attachments === null ? [] : storeDownSpans(attachments, causes);
  }

  /** The instants at which it asks the books; nothing is asked where nothing is provided for. */
  get cuts(): readonly Micros[] {
    const cuts: Micros[] = [];
    for (const { from, to } of this.#unprocessed) cuts.push(from, to);
    for (const { spans } of this.#gone) for (const { from, to } of spans) cuts.push(from, to);
    return cuts;
  }

  /** `seen`: null where nobody is modelled who could see. `lost`: how many messages the incident is charged with. */
  of(incident: Incident, books: Bookkeeper, seen: Seen | null, lostMessages: number): BesideRecord {
    const { topology, attachments } = this.#scenario;
    return {
      lostEvents: topology.compliance === "off" ? null : this.#lostEvents(incident, books),
      seenButLost: seen && seenOf(incident, books, seen, lostMessages),
      attachments: attachments && {
        unavailableFor: this.#unavailableFor(incident),
        lost: sumOf(chargedWith(incident, this.#gone), (gone) =>
          this.#filesLost(gone, books, attachments.share),
        ),
      },
    };
  }

  #lostEvents(incident: Incident, books: Bookkeeper): number {
    return sumOf(chargedWith(incident, this.#unprocessed), ({ from, to }) => books.accepted(from, to));
  }

  /** Of a whole life; each is charged to exactly one of these. */
  whole(records: readonly BesideRecord[]): BesideTotals {
    const total = (of: (record: BesideRecord) => number | null | undefined): number =>
      sumOf(records, (record) => of(record) ?? 0);
    const { topology, attachments, users } = this.#scenario;
    return {
      lostEvents: topology.compliance === "off" ? null : total(({ lostEvents }) => lostEvents),
      seenButLost: users.count === 0 ? null : total(({ seenButLost }) => seenButLost),
      filesLost: attachments && total((record) => record.attachments?.lost),
    };
  }

  #unavailableFor({ opened, closed }: Incident): Micros {
    const to = closed ?? this.#horizon;
    return sumOf(this.#storeDown, (down) =>
      Math.max(0, Math.min(down.to, to) - Math.max(down.from, opened)),
    ) as Micros;
  }

  /** Of the messages that are kept a share carried a file. */
  #filesLost({ spans }: FilesGone, books: Bookkeeper, share: number): number {
    const kept = sumOf(without(spans, books.lostParts), ({ from, to }) => books.accepted(from, to));
    return binomial(kept, share, successive(this.#streams.noise(FILES), spans[0]!.from));
  }
}

const NONE: readonly never[] = [];

function chargedWith<T extends { readonly cause: Cause }>(
  { causes }: Incident,
  all: readonly T[],
): readonly T[] {
  return all.length === 0 ? NONE : all.filter(({ cause }) => causes.includes(cause));
}

/** Where two databases accepted at once, not all that was read in that time is lost. */
function seenOf({ lost }: Incident, books: Bookkeeper, seen: Seen, lostMessages: number): number {
  let read = 0;
  for (const stretch of lost) for (const part of books.acceptedOf(stretch)) read += seen.within(part);
  return Math.min(lostMessages, read);
}

const sumOf = <T>(all: readonly T[], of: (one: T) => number): number =>
  all.reduce((sum, one) => sum + of(one), 0);
