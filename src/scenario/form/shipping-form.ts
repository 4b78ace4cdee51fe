/** The link, the database and how it is protected, as a file says it: WAN, mirroring, log shipping. */
import { DAY, HOUR, type Micros } from "../../units/index.js";
import { durationLawOr, durationOrLaw } from "./law-form.js";
import { flag, number, word } from "./leaf.js";
import { field, mapping } from "./mapping.js";
import { dataRate, duration, share, size } from "./quantities.js";

/** A round trip of more than an hour is a typing error. */
const LONGEST_ROUND_TRIP = HOUR;

const linkShape = (rate: string, roundTrip: string, efficiency: string, shippingShare: string) => ({
  bandwidth: field(dataRate(), "Bandwidth of the link.", rate),
  roundTrip: field(duration({ atMost: LONGEST_ROUND_TRIP }), "Round-trip time of the link.", roundTrip),
  efficiency: field(
    share({ positive: true }),
    "The share of the bandwidth that file copies reach.",
    efficiency,
  ),
  shippingShare: field(
    share({ positive: true }),
    "The most of the link that log shipping may use.",
    shippingShare,
  ),
});

const BY_LAYOUT = "chat servers active at both sites";

export const wanForm = mapping({
  ...linkShape(
    `1 Gbps with ${BY_LAYOUT}, else 50 Mbps`,
    `5 ms with ${BY_LAYOUT}, else 80 ms`,
    "0.7",
    "100 %",
  ),
  poolTraffic: field(
    word(["modelled", "none"]),
    "Whether the pool's own traffic takes its share of the link.",
    "modelled",
  ),
}).meta({ title: "Wide-area link" });

export const databaseForm = mapping({
  size: field(size(), "Size of the chat database.", "100 GB"),
}).meta({ title: "Database" });

export const mirroringForm = mapping({
  partnerTimeout: field(duration(), "How long a silent partner is waited for.", "10 s"),
  redoRate: field(
    dataRate(),
    "How fast log is redone on the mirror, and sent to one that catches up.",
    "50 MB/s",
  ),
  shipsLogs: field(flag(), "Whether the mirror is set up as a second log-shipping primary.", "true"),
  decide: field(durationOrLaw(), "Agreement between mirror and witness on a failover.", "1 s"),
  online: field(durationOrLaw(), "Bringing the mirror online.", "{ uniform: [1 s, 3 s] }"),
  failover: field(durationOrLaw(), "Replaces the composed time of an automatic failover.", "composed"),
  resync: field(durationOrLaw(), "Replaces the composed time of a resynchronisation.", "composed"),
  flush: field(
    durationOrLaw(),
    "How long a machine takes to flush the log of a commit to disk: a duration or an exponential law.",
    "{ exponential: 2 ms }",
  ),
}).meta({ title: "Database mirroring" });

/** A schedule begins twenty intervals before time 0; that far back there must still be time. */
const LONGEST_INTERVAL = (366 * DAY) as Micros;

const grid = (job: string) => ({
  every: field(
    duration({ positive: true, atMost: LONGEST_INTERVAL }),
    `How often the ${job} job starts; at most 1 d with anchor day.`,
    "15 min",
  ),
  offset: field(durationOrLaw(), `How long after the grid's start the ${job} job starts.`, "0 s"),
});
const jitter = () => field(durationOrLaw(), "Delay of each start behind its tick.", "0 s");
const retention = (where: string) =>
  field(duration(), `How long files stay ${where}, counted from their cut.`, "72 h");

const backupForm = mapping({
  ...grid("backup"),
  duration: field(
    durationOrLaw(),
    "Run time of a backup, whatever its size; replaces overhead and rate.",
    "computed",
  ),
  fileSize: field(
    size(),
    "Size of every backup file.",
    "the log written since the last one, divided by compression",
  ),
  overhead: field(durationOrLaw(), "Run time of a backup beside bytes / rate.", "1 s"),
  rate: field(dataRate(), "How fast log is backed up.", "100 MB/s"),
  compression: field(number({ above: 0, to: 1_000 }), "How many times smaller a file is than its log.", "1"),
  jitter: jitter(),
  retention: retention("on the share"),
});

const copyForm = mapping({
  ...grid("copy"),
  after: field(word(["backup"]), "Copy at the end of every backup instead of on a grid.", "on a grid"),
  overhead: field(durationOrLaw(), "Time per file beside its transfer.", "0.5 s"),
  jitter: jitter(),
  retention: retention("in the destination folder"),
});

const restoreForm = mapping({
  ...grid("restore"),
  delay: field(duration(), "A file is not restored before its cut and this delay.", "0 s"),
  duration: field(
    durationOrLaw(),
    "Time per file, whatever its size; replaces overhead and rate.",
    "computed",
  ),
  overhead: field(durationOrLaw(), "Time per file beside bytes / rate.", "0.3 s"),
  rate: field(dataRate(), "How fast log is restored.", "100 MB/s"),
  jitter: jitter(),
});

export const logShippingForm = mapping({
  share: field(word(["site-1", "site-2", "third-site"]), "Where the backup share lives.", "site-1"),
  anchor: field(
    word(["day", "run"]),
    "day: grids restart every midnight, as the product's agent does; run: they are counted from time 0.",
    "day",
  ),
  backup: field(backupForm, "The backup job.", "every 15 min"),
  copy: field(copyForm, "The copy job.", "every 15 min, on the grid of the backup"),
  restore: field(restoreForm, "The restore job.", "every 15 min, on the grid of the backup"),
  coldStart: field(
    flag(),
    "Whether shipping begins at time 0 with a full backup, instead of running already.",
    "false",
  ),
  agentGrace: field(duration(), "A tick this near to the end of the run before it is skipped too.", "0 s"),
  thirdSite: field(
    mapping(linkShape("that of wan", "that of wan", "that of wan", "that of wan")),
    "The links of the third site, where the share lives there.",
    "the figures of wan",
  ),
  reinitialise: field(durationLawOr(["computed"]), "How long building the secondary anew takes.", "computed"),
}).meta({ title: "Log shipping" });
