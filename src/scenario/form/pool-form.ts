/** The pool as a file says it: layout, topology, sites. */
import { z } from "zod";
import { flag, leaf, number, readable, refused, word } from "./leaf.js";
import { field, mapping } from "./mapping.js";

const LAYOUT_WORDS = [
  "high-bandwidth",
  "low-bandwidth",
  "split-active",
  "one-side-active",
  "database-only",
] as const;

const site = () => word(["site-1", "site-2"]);

/** More than the product allows, so that the planning rules can say what the product allows. */
const serverCount = () => number({ from: 0, to: 99, whole: true });

const serversAtSite = (which: string) =>
  mapping({
    active: field(serverCount(), `Active chat servers in ${which}.`, "0"),
    idle: field(serverCount(), `Idle chat servers in ${which}.`, "0"),
  });

export const layoutForm = z
  .union([
    word(LAYOUT_WORDS, "{ site-1: { active: 3, idle: 1 }, site-2: { active: 1, idle: 3 } }"),
    mapping({
      "site-1": serversAtSite("site 1")
        .meta({ description: "Chat servers in site 1. Default: none." })
        .optional(),
      "site-2": serversAtSite("site 2")
        .meta({ description: "Chat servers in site 2. Default: none." })
        .optional(),
    }),
  ])
  .meta({ title: "Layout" });

const shareAccessForm = mapping({
  mirror: field(word(["read-write", "none"]), "What the primary's mirror may do with it.", "read-write"),
  secondary: field(
    word(["read-write", "read", "none"]),
    "What the secondary and its mirror may do with it.",
    "read-write",
  ),
});

export const topologyForm = mapping({
  primarySite: field(site(), "Where the primary database stands.", "site-1"),
  secondarySite: field(
    site(),
    "Where the log-shipping secondary stands.",
    "the site that is not primarySite",
  ),
  mirror: field(flag(), "Whether the primary database has a mirror.", "true"),
  mirrorSite: field(site(), "Where the mirror stands.", "primarySite"),
  witness: field(flag(), "Whether a witness makes mirror failover automatic.", "true"),
  witnessSite: field(site(), "Where the witness stands.", "primarySite"),
  secondaryMirror: field(
    flag(),
    "Whether an instance waits beside the secondary to become its mirror.",
    "true",
  ),
  secondaryMirrorSite: field(site(), "Where the secondary's mirror stands.", "secondarySite"),
  secondaryWitness: field(flag(), "Whether an instance waits there to become its witness.", "false"),
  secondaryWitnessSite: field(site(), "Where the secondary's witness stands.", "secondarySite"),
  nextHop: field(
    word(["front-end-1", "front-end-2"]),
    "The Front End pool that is the chat pool's next hop.",
    "front-end-1",
  ),
  destinationFolder: field(flag(), "Whether copied backups have a folder on the secondary.", "true"),
  shareAccess: field(
    shareAccessForm,
    "What the database machines may do with the backup share.",
    "all read and write",
  ),
  managementStore: field(
    word(["none", "front-end-1", "front-end-2"]),
    "The Front End pool beside which the Central Management store stands; none: it is never in the way.",
    "none",
  ),
  databaseTechnology: field(
    word(["mirroring", "clustering", "availability-groups"]),
    "What makes the database highly available within its site.",
    "mirroring",
  ),
  compliance: field(
    word(["off", "shared", "standalone"]),
    "Whether compliance is on, on the chat databases' instances or on its own.",
    "off",
  ),
}).meta({ title: "Topology" });

const TIME_ZONE = /^UTC(?:([+-])(\d{1,2})(?::([0-5]\d))?)?$/;

/** "UTC+01:00" and "UTC+1" are the same zone and become the same text. */
function timeZone() {
  const allowed = "an offset such as UTC, UTC+1 or UTC-3:30";
  return leaf<string>(allowed, { type: "string", pattern: TIME_ZONE.source }, (given) => {
    const match = typeof given === "string" ? TIME_ZONE.exec(given) : null;
    if (!match) return refused(`expected ${allowed}`);
    const [, sign, hours = "0", minutes = "00"] = match;
    const offset = Number(hours) + Number(minutes) / 60;
    if (offset > (sign === "-" ? 12 : 14)) return refused("time zones run from UTC-12 to UTC+14");
    if (offset === 0) return readable("UTC");
    return readable(`UTC${sign}${Number(hours)}${minutes === "00" ? "" : `:${minutes}`}`);
  });
}

const siteForm = (which: string) =>
  mapping({
    timeZone: field(timeZone(), `The time zone of ${which}, for planning rules and office hours.`, "UTC"),
  });

export const sitesForm = mapping({
  "site-1": siteForm("site 1").meta({ description: "Site 1. Default: time zone UTC." }).optional(),
  "site-2": siteForm("site 2").meta({ description: "Site 2. Default: time zone UTC." }).optional(),
}).meta({ title: "Sites" });
