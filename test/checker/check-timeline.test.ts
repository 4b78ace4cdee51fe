/** The checker agrees with every life that is right, finds every lie by its rule, and says what it cannot judge. */
import { describe, expect, it } from "vitest";
import { checkTimeline, RULES } from "../../src/checker/index.js";
import type { TimelineResult } from "../../src/results/index.js";
import { BAD_BESIDE } from "./bad-beside.js";
import { BAD_CLAIMS } from "./bad-claims.js";
import { BAD_OPERATIONS } from "./bad-operations.js";
import { BAD_POOL } from "./bad-pool.js";
import { BAD_SERVICE } from "./bad-service.js";
import { BAD_SHIPPING } from "./bad-shipping.js";
import type { BadTrace } from "./bad-trace.js";
import { BAD_USERS } from "./bad-users.js";
import type { GoodTrace } from "./good-beginnings.js";
import { GOOD, type GoodName } from "./good-traces.js";
import { trace } from "./notation.js";

const BAD: readonly BadTrace[] = [
  ...BAD_SERVICE,
  ...BAD_SHIPPING,
  ...BAD_CLAIMS,
  ...BAD_POOL,
  ...BAD_USERS,
  ...BAD_BESIDE,
  ...BAD_OPERATIONS,
];

function good(name: GoodName): TimelineResult {
  const { text, setting }: GoodTrace = GOOD[name];
  return trace(text, setting);
}

function told({ of, lie, setting, change }: BadTrace): TimelineResult {
  const right: GoodTrace = GOOD[of];
  const [truth, untruth] = lie ?? ["", ""];
  if (!right.text.includes(truth)) throw new Error(`${of} does not say: ${truth}`);
  const timeline = trace(right.text.replace(truth, untruth), { ...right.setting, ...setting });
  return change === undefined ? timeline : change(timeline);
}

describe("the checker is content", () => {
  it.each(Object.values<GoodTrace>(GOOD))("$says", ({ text, setting }) => {
    expect(checkTimeline(trace(text, setting))).toEqual({ verdict: "ok" });
  });
});

describe("the checker finds", () => {
  it.each(BAD)("$says ($rule)", (bad) => {
    const verdict = checkTimeline(told(bad));
    expect(verdict).toMatchObject({ verdict: "violated", rule: bad.rule });
  });

  it("every rule broken somewhere, so that none sleeps", () => {
    expect([...new Set(BAD.map(({ rule }) => rule))].sort()).toEqual(Object.keys(RULES).sort());
  });

  it("the instant of a breach, in seconds, and says in words what is wrong", () => {
    const late = BAD.find(({ says }) => says.startsWith("two servers"))!;
    expect(checkTimeline(told(late))).toEqual({
      verdict: "violated",
      rule: "one-server-at-a-time",
      at: 1012,
      reason: "mirror serves at 1012 s while principal has not stopped",
    });
  });
});

describe("the checker does not judge", () => {
  const reasonFor = (timeline: TimelineResult): string => {
    const verdict = checkTimeline(timeline);
    return verdict.verdict === "unknown" ? verdict.reason : `judged: ${JSON.stringify(verdict)}`;
  };
  const retold = (name: GoodName, truth: string, untruth: string) =>
    trace(GOOD[name].text.replace(truth, untruth), (GOOD[name] as GoodTrace).setting);

  it("a trace of a schema that it does not know", () => {
    const timeline = { ...good("quiet"), schema: "stretchpool/timeline@2" } as unknown as TimelineResult;
    expect(reasonFor(timeline)).toBe("the schema is stretchpool/timeline@2, known is stretchpool/timeline@1");
  });

  it("a history whose parent no fact mentions", () => {
    expect(reasonFor(retold("siteLoss", "history 1 from 0", "history 1 from 7"))).toBe(
      "history 1 begins at 3000 s from history 7, which no fact mentions",
    );
  });

  it("a history that serves, but never began", () => {
    expect(reasonFor(retold("siteLoss", "history 1 from 0 cut", "history 2 from 0 cut"))).toBe(
      "history 1 serves at 3100 s, but no fact says how it began",
    );
  });

  it("a life in which nobody serves at first", () => {
    expect(reasonFor(retold("quiet", "0 serves principal", "10 serves principal"))).toBe(
      "no fact says who served at the beginning",
    );
  });

  it("arrivals counted across the end of a lost stretch", () => {
    const timeline = good("siteLoss");
    const lump = timeline.arrivals.filter(({ from, to }) => from >= 1870 && to <= 2900);
    const arrivals = [
      ...timeline.arrivals.filter(({ to }) => to <= 1870),
      {
        from: lump[0]!.from,
        to: lump.at(-1)!.to,
        offered: lump.reduce((sum, { offered }) => sum + offered, 0),
        refused: lump.reduce((sum, { refused }) => sum + refused, 0),
      },
      ...timeline.arrivals.filter(({ from }) => from >= lump.at(-1)!.to),
    ];
    expect(reasonFor({ ...timeline, arrivals })).toMatch(/together, but something changes in between$/);
  });

  it("arrivals that begin after what is to be counted", () => {
    const timeline = retold("quiet", "claim run offered 50000", "claim run offered 49800");
    expect(reasonFor({ ...timeline, arrivals: timeline.arrivals.slice(1) })).toBe(
      "the arrivals begin at 20 s, what is to be counted at 0 s",
    );
  });

  it("how much a deletion takes of what a fork had lost before", () => {
    const deletion = `
      3500 strike bad-delete d1
      3500 incident 2 opens
      3500 deleted 1900..3500
      3600 incident 2 closes
      claim run offered 50000 refused 11000 lost 6000
      claim incident 3500..3600 rpo 400 offered 5000 lost 4000 stretch 3100..3500`;
    const text = GOOD.siteLoss.text.replace("claim run offered 50000 refused 11000 lost 2000", "");
    expect(reasonFor(trace(text + deletion))).toBe(
      "the deletion at 3500 s reaches into what was lost otherwise",
    );
  });

  it("a copy of a file from before the trace", () => {
    expect(
      reasonFor(retold("quiet", "0 ships from -900", "-100 copy -900 until -90\n0 ships from -900")),
    ).toBe("the file cut at -900 s is copied, but no fact says how it was made");
  });

  it("a fate whose instants cannot be read", () => {
    const timeline = good("siteLoss");
    expect(reasonFor({ ...timeline, fate: [{ id: "s1", what: "site-loss", at: "soon" }] })).toBe(
      "strike 1 of the fate has no instant that can be read: soon",
    );
  });

  it("instants that are no numbers", () => {
    const timeline = good("quiet");
    expect(reasonFor({ ...timeline, entries: [{ at: Number.NaN, fact: "told", by: "alert" }] })).toBe(
      "NaN is no instant or length in seconds",
    );
  });

  it("but files restored onto a database that was brought online by mistake, while the link was cut", () => {
    const mistake = `
      1900 strike operator-error o1
      1950 history 1 from 0 cut 0 by secondary-recovered
      1950 serves secondary history 1 by split
      2000 link up`;
    expect(checkTimeline(retold("wanCut", "2000 link up", mistake))).toMatchObject({
      verdict: "violated",
      rule: "restore-in-order",
    });
  });

  it("a part of the arrivals in which the one notional user is served and then not", () => {
    const timeline = good("failover");
    const [one, other] = timeline.arrivals.filter(({ to, from }) => to === 1000 || from === 1000);
    const lump = { ...one!, to: other!.to, offered: one!.offered + other!.offered, refused: other!.refused };
    const arrivals = timeline.arrivals.flatMap((part) =>
      part === one ? [lump] : part === other ? [] : [part],
    );
    expect(reasonFor({ ...timeline, arrivals })).toMatch(/together, but something changes in between$/);
  });

  it("but a breach outweighs what could not be judged", () => {
    const timeline = { ...good("siteLoss"), fate: [{ id: "s1", what: "site-loss", at: "soon" }] };
    const messages = { ...timeline.messages, kept: timeline.messages.kept + 1 };
    expect(checkTimeline({ ...timeline, messages })).toMatchObject({ rule: "messages-add-up" });
  });
});
