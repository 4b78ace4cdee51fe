/**
 * The file store of the attachments: when it is away, and which files are gone for ever. It is copied to the other site
 * now and then, and nobody brings a copy back by himself. It must never know how many messages carried a file.
 */
import { type Attachments, otherSite } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import type { Cause } from "../incident.js";
import { type Span, without } from "../spans.js";
import { linkDownSpans, type SiteDown, siteDown, siteDownSpans } from "./sites.js";

/** Files of messages accepted in these spans are on no disk any more. */
export interface FilesGone {
  readonly spans: readonly Span[];
  readonly cause: Cause;
}

/** Nothing ever strikes a third site. */
export function storeDownSpans({ store }: Attachments, causes: readonly Cause[]): Span[] {
  return store === "third-site" ? [] : siteDownSpans(store, causes);
}

export function filesGone({ store, backup }: Attachments, causes: readonly Cause[]): FilesGone[] {
  if (store === "third-site") return [];
  const away = siteDownSpans(store, causes);
  const copiesTo = otherSite(store);
  const barred = [...away, ...siteDownSpans(copiesTo, causes), ...linkDownSpans(causes)];
  const losses = [...siteDown(store, causes), ...siteDown(copiesTo, causes)]
    .filter(({ destroyed }) => destroyed)
    .sort((a, b) => a.at - b.at);
  const stores = new Set<SiteDown>(losses.filter(({ cause }) => whereOf(cause) === store));
  // What stands in the store began to be written then; files that people cannot bring there come to no harm.
  let since = 0 as Micros;
  const inStore = (until: Micros): Span[] =>
    since < until ? without([{ from: since, to: until }], away) : [];
  let copied: Span[] = [];
  let copiesSince = 0 as Micros;
  const gone: FilesGone[] = [];
  for (const loss of losses) {
    const newest = backup === null ? null : newestBackup(backup, copiesSince, loss.at, barred);
    if (newest !== null) copied = [...copied, ...without(inStore(newest), copied)];
    const stored = inStore(loss.at);
    const isStore = stores.has(loss);
    const spans = isStore ? without(stored, copied) : without(copied, stored);
    if (spans.length > 0) gone.push({ spans, cause: loss.cause });
    if (isStore) since = loss.at;
    else copied = [];
    copiesSince = loss.at;
  }
  return gone;
}

const whereOf = ({ strike: { failure } }: Cause): string | null =>
  "where" in failure ? failure.where : null;

/** The newest tick in [from, before) at which both sites stood and the link between them; null: there was none. */
function newestBackup(every: Micros, from: Micros, before: Micros, barred: readonly Span[]): Micros | null {
  let tick = Math.ceil(before / every) - 1;
  while (tick * every >= from) {
    const bar = barred.find((span) => span.from <= tick * every && tick * every < span.to);
    if (bar === undefined) return (tick * every) as Micros;
    tick = Math.ceil(bar.from / every) - 1;
  }
  return null;
}
