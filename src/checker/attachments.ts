/**
 * The files beside the messages: how long their store was away, and of how many kept messages they may be gone. It must
 * never know which message carried one.
 */
import type { AttachmentsSetting, IncidentResult, SiteName } from "../results/index.js";
import { seconds } from "../units/index.js";
import { Lots } from "./chance.js";
import { accepted, common, count, counted, isLostWhereSent, partsOf } from "./ledger.js";
import { stretchesOf } from "./losses.js";
import { lifeOf, recordsOf } from "./records.js";
import type { Replay, Rule } from "./replay.js";
import { acceptingSpans, dividedSpans } from "./services.js";
import { downSpansOf, type SiteStrike, siteStrikes } from "./site-strikes.js";
import { overlap, type Span, told, totalLength, without } from "./spans.js";
import { type Finding, violated } from "./verdict.js";

/** null: the store stands in a third place, which nothing strikes. */
const siteOf = ({ store }: AttachmentsSetting): SiteName | null => (store === "third-site" ? null : store);

const downOf = (replay: Replay, site: SiteName): Span[] =>
  siteStrikes(replay, site).map(({ at, heals }) => ({ from: at, to: heals }));

/** Everything but these, of several spans. */
const minus = (spans: readonly Span[], others: readonly Span[]): Span[] =>
  spans.flatMap((span) => without(span, others));

/** The instants of copies, each the last in a time in which both sites and the link stood: an earlier one adds nothing. */
function copiesMade(replay: Replay, site: SiteName, other: SiteName, every: number): number[] {
  const { horizon } = replay;
  const down = [...downOf(replay, site), ...downOf(replay, other), ...downSpansOf(replay, "wan-cut")];
  const ends = [...down.map(({ from }) => from), ...down.map(({ to }) => to), horizon].filter(
    (at) => at <= horizon,
  );
  return [...new Set(ends)].flatMap((end) => {
    const at = (Math.ceil(end / every) - 1) * every;
    return at >= 0 && !down.some(({ from, to }) => from <= at && at < to) ? [at] : [];
  });
}

interface Gone {
  readonly at: number;
  readonly where: SiteName;
  readonly spans: readonly Span[];
}

/** Of each destruction of a site: what only stood there. */
function goneFiles(replay: Replay, setting: AttachmentsSetting, site: SiteName): Gone[] {
  const other: SiteName = site === "site-1" ? "site-2" : "site-1";
  const copies = setting.backup === null ? [] : copiesMade(replay, site, other, seconds(setting.backup));
  const destroyed = (where: SiteName) =>
    siteStrikes(replay, where).flatMap((strike: SiteStrike) =>
      strike.destroyed ? [{ at: strike.at, where }] : [],
    );
  const all = [...destroyed(site), ...destroyed(other)].sort((a, b) => a.at - b.at);
  /** What stood in the store at an instant, given what had been destroyed before. */
  const stored = (at: number, before: readonly Gone[]): Span[] => {
    const since = before.filter(({ where }) => where === site).at(-1)?.at ?? 0;
    return minus([{ from: Math.max(since, 0), to: at }], downOf(replay, site)).filter(
      ({ from, to }) => from < to,
    );
  };
  const gone: Gone[] = [];
  for (const { at, where } of all) {
    const wiped = gone.filter((one) => one.where === other).at(-1)?.at ?? Number.NEGATIVE_INFINITY;
    const copied = copies
      .filter((copy) => wiped <= copy && copy < at)
      .flatMap((copy) =>
        stored(
          copy,
          gone.filter((one) => one.at <= copy),
        ),
      );
    const inStore = stored(at, gone);
    gone.push({
      at,
      where,
      spans: where === site ? minus(inStore, copied) : disjoint(minus(copied, inStore)),
    });
  }
  return gone;
}

/** The same instants, each once. */
function disjoint(spans: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const span of spans) found.push(...without(span, found));
  return found;
}

const isCause = ({ causes }: IncidentResult, { at, where }: Gone): boolean =>
  causes.some((cause) => cause.what === "site-loss" && cause.where === where && seconds(cause.at) === at);

function* toldWhereProvided({ timeline, setting }: Replay): Iterable<Finding> {
  for (const { opened, compliance, attachments } of recordsOf(timeline)) {
    const figures = [
      [compliance, setting.compliance, "compliance"],
      [attachments, setting.attachments, "attachments"],
    ] as const;
    for (const [figure, provided, name] of figures)
      if ((figure === null) !== (provided === null))
        yield violated(
          "told-where-provided",
          seconds(opened),
          `${name}: ${figure === null ? "nothing" : "something"} is told`,
        );
    for (const number of [compliance?.lostEvents, attachments?.lost])
      if (number !== undefined && !(Number.isSafeInteger(number) && number >= 0))
        yield violated("told-where-provided", seconds(opened), `${number} is no whole number from 0 on`);
  }
}

function* awayWithTheirSite(replay: Replay): Iterable<Finding> {
  const setting = replay.setting.attachments;
  if (setting === null) return;
  const site = siteOf(setting);
  for (const incident of recordsOf(replay.timeline)) {
    const span = lifeOf(incident, replay.horizon);
    const due = site === null ? 0 : totalLength(downOf(replay, site).map((down) => overlap(down, span)));
    const claimed = incident.attachments?.unavailableFor;
    if (claimed !== undefined && seconds(claimed) !== due)
      yield violated(
        "files-away-with-their-site",
        span.from,
        `attachments are unavailable for ${claimed} s, their store is down for ${told(due)}`,
      );
  }
}

function* lostAsChanceAllows(replay: Replay): Iterable<Finding> {
  const setting = replay.setting.attachments;
  // Of what two databases took beside one another nobody says which part is kept.
  if (setting === null || !isLostWhereSent(replay) || dividedSpans(replay).length > 0) return;
  const site = siteOf(setting);
  const gone = site === null ? [] : goneFiles(replay, setting, site);
  const parts = partsOf(replay);
  const lost = recordsOf(replay.timeline).flatMap(stretchesOf);
  for (const incident of recordsOf(replay.timeline)) {
    const lots = new Lots();
    for (const one of gone.filter((each) => isCause(incident, each))) {
      const kept = common(minus(one.spans, lost), acceptingSpans(replay));
      lots.add(count(parts, accepted, kept), [setting.share, setting.share]);
    }
    const claimed = incident.attachments?.lost ?? 0;
    if (!lots.allow(claimed))
      yield violated(
        "files-lost-as-chance-allows",
        seconds(incident.opened),
        `${claimed} files are lost, but chance allows ${lots.bounds.map(Math.round).join(" to ")}`,
      );
  }
}

export const attachmentRules: readonly Rule[] = [
  toldWhereProvided,
  awayWithTheirSite,
  (replay) => counted(() => lostAsChanceAllows(replay)),
];
