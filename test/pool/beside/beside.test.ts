/** What no single strike shows: both sites destroyed, moves by plan, chances between nothing and certainty. */
import { describe, expect, it } from "vitest";
import { filesGone, storeDownSpans } from "../../../src/pool/beside/attachments.js";
import { type ComplianceFacts, unprocessed } from "../../../src/pool/beside/compliance.js";
import { chanceToBeSeen } from "../../../src/pool/beside/seen.js";
import type { Cause } from "../../../src/pool/incident.js";
import type { Attachments, Failure, Strike } from "../../../src/spec/index.js";
import type { Micros, Share } from "../../../src/units/index.js";
import { valid } from "../../scenario/reading.js";

const micros = (value: number) => value as Micros;
const HOUR = 3_600_000_000;
const hours = (value: number) => micros(Math.round(value * HOUR));

function cause(at: number, lasts: number | null, failure: object): Cause {
  const heals = lasts === null ? null : hours(at + lasts);
  const strike = { id: `${at}`, failure: failure as Failure, at: hours(at), heals } satisfies Strike;
  return { strike, at: hours(at), staleness: null, undisturbed: true, shipped: true };
}

const lost = (where: string, at: number, lasts: number | null = null) =>
  cause(at, lasts, { what: "site-loss", where, disks: "destroyed" });
const away = (where: string, at: number, lasts: number) =>
  cause(at, lasts, { what: "site-loss", where, disks: "kept" });
const cut = (at: number, lasts: number) => cause(at, lasts, { what: "wan-cut" });

const store = (more: Partial<Attachments> = {}): Attachments => ({
  share: 0.01 as Share,
  store: "site-1",
  backup: hours(8),
  ...more,
});

/** In hours. */
const gone = (causes: readonly Cause[], more: Partial<Attachments> = {}) =>
  filesGone(store(more), causes).map(({ spans, cause: by }) => ({
    by: causes.indexOf(by),
    spans: spans.map(({ from, to }) => [from / HOUR, to / HOUR]),
  }));

describe("files are gone", () => {
  it("since the newest copy, where their store is destroyed", () => {
    expect(gone([lost("site-1", 30)])).toEqual([{ by: 0, spans: [[24, 30]] }]);
  });

  it("since the copy before, where it is destroyed at the very instant of one", () => {
    expect(gone([lost("site-1", 32)])).toEqual([{ by: 0, spans: [[24, 32]] }]);
  });

  it("since time 0, where nobody copies", () => {
    expect(gone([lost("site-1", 30)], { backup: null })).toEqual([{ by: 0, spans: [[0, 30]] }]);
  });

  it("since the last copy that the link let through", () => {
    expect(gone([cut(23, 2), lost("site-1", 30)])).toEqual([{ by: 1, spans: [[16, 30]] }]);
    expect(gone([cut(23, 1), lost("site-1", 30)])).toEqual([{ by: 1, spans: [[24, 30]] }]);
  });

  it("since the last copy that the other site could take", () => {
    expect(gone([away("site-2", 20, 9), lost("site-1", 30)])).toEqual([{ by: 1, spans: [[16, 30]] }]);
  });

  it("but none that could not be brought there while the store was away", () => {
    expect(gone([away("site-1", 25, 2), lost("site-1", 30)])).toEqual([
      {
        by: 1,
        spans: [
          [24, 25],
          [27, 30],
        ],
      },
    ]);
  });

  it("all of them, where the copy was destroyed before and no new one made", () => {
    expect(gone([lost("site-2", 25, 1), lost("site-1", 30)])).toEqual([{ by: 1, spans: [[0, 30]] }]);
  });

  it("as before, where a new copy was made of everything", () => {
    expect(gone([lost("site-2", 25, 1), lost("site-1", 33)])).toEqual([{ by: 1, spans: [[32, 33]] }]);
  });

  it("the rest of them, where the copy is destroyed after the store", () => {
    expect(gone([lost("site-1", 30, 1), lost("site-2", 36)])).toEqual([
      { by: 0, spans: [[24, 30]] },
      { by: 1, spans: [[0, 24]] },
    ]);
  });

  it("none, where the copy is destroyed and the store stands", () => {
    expect(gone([lost("site-2", 30)])).toEqual([]);
  });

  it("none, in a third site: nothing strikes it, and it is never away", () => {
    const both = [lost("site-1", 30), lost("site-2", 31)];
    expect(gone(both, { store: "third-site" })).toEqual([]);
    expect(storeDownSpans(store({ store: "third-site" }), both)).toEqual([]);
  });
});

describe("events are left behind", () => {
  const scenario = valid("topology: { compliance: standalone }");
  const adapter = { every: hours(1), longest: hours(0.1), takes: () => hours(0.1) };
  const stopped = lost("site-1", 10.5);
  const facts = (more: Partial<ComplianceFacts>): ComplianceFacts => ({
    scenario,
    adapter,
    reigns: [
      { machine: "principal", from: micros(Number.MIN_SAFE_INTEGER), to: hours(10.5) },
      { machine: "secondary", from: hours(12), to: null },
    ],
    moves: [{ at: hours(11.5), isPlanned: false }],
    stops: [{ from: hours(10.5), cause: stopped }],
    causes: [stopped],
    struckAt: new Map(),
    horizon: hours(100),
    ...more,
  });
  const left = (more: Partial<ComplianceFacts>) =>
    unprocessed(facts(more)).map(({ from, to }) => [from / HOUR, to / HOUR]);

  it("by a failover: those since the last run", () => {
    expect(left({})).toEqual([[10, 10.5]]);
  });

  it("fewer, where the old site stood on until then and its adapter ran once more", () => {
    expect(left({ causes: [] })).toEqual([]);
  });

  it("none by a planned way over, nor by the way back", () => {
    expect(left({ moves: [{ at: hours(11.5), isPlanned: true }] })).toEqual([]);
    const reigns = [
      { machine: "principal", from: micros(Number.MIN_SAFE_INTEGER), to: hours(10.5) },
      { machine: "secondary", from: hours(12), to: hours(20.5) },
      { machine: "principal", from: hours(21), to: null },
    ] as const;
    const back = { at: hours(21), isPlanned: true };
    expect(left({ reigns, moves: [facts({}).moves[0]!, back] })).toEqual([[10, 10.5]]);
  });

  it("by a second failover those that came since the first one", () => {
    const again = lost("site-2", 12.5);
    expect(
      left({
        reigns: [...facts({}).reigns.slice(0, 1), { machine: "secondary", from: hours(12), to: hours(12.5) }],
        stops: [...facts({}).stops, { from: hours(12.5), cause: again }],
        causes: [stopped, again],
      }),
    ).toEqual([
      [10, 10.5],
      [12, 12.5],
    ]);
  });

  it("back to the beginning, where no run of the new database had ended", () => {
    const again = lost("site-2", 12.05);
    expect(
      left({
        reigns: [
          ...facts({}).reigns.slice(0, 1),
          { machine: "secondary", from: hours(12), to: hours(12.05) },
        ],
        stops: [...facts({}).stops, { from: hours(12.05), cause: again }],
        causes: [stopped, again],
      }),
    ).toEqual([
      [10, 10.5],
      [11.5, 12.05],
    ]);
  });

  it("also where the site is back without its disks: its adapter has nothing left to run on", () => {
    const back = lost("site-1", 10.5, 0.2);
    expect(left({ causes: [back], stops: [{ from: hours(10.5), cause: back }] })).toEqual([[10, 10.5]]);
  });

  it("none, where nothing serves at the end and the disks stand", () => {
    const kept = away("site-1", 10.5, 1000);
    const reigns = facts({}).reigns.slice(0, 1);
    expect(left({ reigns, moves: [], causes: [kept], stops: [{ from: hours(10.5), cause: kept }] })).toEqual(
      [],
    );
    expect(left({ reigns, moves: [] })).toEqual([[10, 10.5]]);
  });
});

describe("a message was seen", () => {
  it("for certain while everybody is there, and never while nobody is or nobody gets it", () => {
    expect(chanceToBeSeen(1, 138)).toBe(1);
    expect(chanceToBeSeen(0, 138)).toBe(0);
    expect(chanceToBeSeen(1, 0)).toBe(0);
  });

  it.each([
    [0.5, 1, 0.5],
    [0.5, 2, 0.75],
    [0.25, 3, 1 - 0.75 * 0.75 * 0.75],
    [0.75, 0.5, 0.5],
  ])("with a share of %s there and %s who get it: %s", (share, deliveries, chance) => {
    expect(chanceToBeSeen(share, deliveries)).toBeCloseTo(chance, 12);
  });
});
