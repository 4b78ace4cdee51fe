/**
 * What a planner says of the pool, as a file says it. Only the planning rules read it. The ranges are far wider than
 * the product's, so that the rules can say what the product allows.
 */
import type { Parsed } from "../../units/index.js";
import { expected, flag, leaf, number, readable, refused, word } from "./leaf.js";
import { field, list, mapping } from "./mapping.js";
import { dataRate, size } from "./quantities.js";

const MOST = 100_000_000;
const HIGHEST_PORT = 65_535;
const MOST_PORTS = 100;

const count = () => number({ from: 0, to: MOST, whole: true });

function clock() {
  const allowed = "a clock such as 2.26 GHz";
  const pattern = "^(\\d{1,3}(?:\\.\\d{1,6})?)\\s*GHz$";
  return leaf<number>(allowed, { type: "string", pattern }, (given): Parsed<number> => {
    const match = typeof given === "string" ? new RegExp(pattern).exec(given) : null;
    return match ? readable(Number(match[1])) : refused(expected(allowed, given));
  });
}

function disks() {
  const allowed = "a whole number of disks from 0 to 1000, or solid-state";
  const keywords = {
    anyOf: [{ type: "integer", minimum: 0, maximum: 1_000 }, { enum: ["solid-state"] }],
  };
  return leaf<number | "solid-state">(
    allowed,
    keywords,
    (given) => {
      if (given === "solid-state") return readable(given);
      const isCount = typeof given === "number" && Number.isInteger(given) && given >= 0 && given <= 1_000;
      return isCount ? readable(given) : refused(expected(allowed, given));
    },
    ["solid-state"],
  );
}

const hardwareForm = mapping({
  cores: field(number({ from: 1, to: 10_000, whole: true }), "Processor cores of one chat server.", "12"),
  clock: field(clock(), "The clock of its processors.", "2.26 GHz"),
  memory: field(size(), "Its memory.", "32 GB"),
  disks: field(disks(), "Its disks of 10,000 revolutions a minute, or solid-state.", "8"),
  freeSpace: field(size(), "Free space on its disks.", "72 GB"),
  network: field(dataRate(), "Its network adapter.", "1 Gbps"),
}).meta({ title: "Hardware of a chat server" });

export const poolPlanForm = mapping({
  edition: field(
    word(["enterprise", "standard"]),
    "The edition of the product; only planning rules read it.",
    "enterprise",
  ),
  besideFrontEnd: field(
    flag(),
    "Whether chat servers are installed on Front End Servers; only planning rules read it.",
    "false",
  ),
  hardware: field(
    hardwareForm,
    "Each chat server's machine; only planning rules read it.",
    "the documented least",
  ),
  usersOfOtherPools: field(
    count(),
    "Users of all other chat pools at the same time; only planning rules read it.",
    "0",
  ),
  provisionedUsers: field(
    count(),
    "Users whom a policy enables for chat; only planning rules read it.",
    "150000",
  ),
  rooms: field(count(), "Chat rooms; only planning rules read it.", "33077"),
  largestRoom: field(
    count(),
    "Users in the largest room at the same time; only planning rules read it.",
    "16000",
  ),
  accessEntries: field(
    count(),
    "Access control entries of all rooms; only planning rules read it.",
    "731088",
  ),
  invitations: field(count(), "Invitations that the rooms create; only planning rules read it.", "1000000"),
  rosterUpdatesUpTo: field(
    count(),
    "The most participants of a room whose roster is kept up to date; only planning rules read it.",
    "75",
  ),
  historyAtJoin: field(
    count(),
    "Messages of history that a user gets on joining a room; only planning rules read it.",
    "30",
  ),
  largestFile: field(size(), "The largest file that may be attached; only planning rules read it.", "20 MB"),
  sharedBetweenPools: field(
    word(["none", "rooms", "categories", "add-ins"]),
    "What is meant to belong to more than one pool; only planning rules read it.",
    "none",
  ),
  logicalSites: field(
    number({ from: 1, to: 1_000, whole: true }),
    "Sites of the topology over which the pool is defined, wherever its machines stand; only planning rules read it.",
    "1",
  ),
  stretchedVlan: field(
    flag(),
    "Whether one virtual LAN spans both data centers; only planning rules read it.",
    "false",
  ),
  domains: field(
    word(["one", "several"]),
    "Active Directory domains of chat servers, databases and the rest; only planning rules read it.",
    "one",
  ),
  loadBalancing: field(
    word(["dns", "hardware"]),
    "What spreads users over the chat servers; only planning rules read it.",
    "dns",
  ),
  openPorts: field(
    list(
      number({ from: 1, to: HIGHEST_PORT, whole: true }),
      0,
      MOST_PORTS,
      `a list of at most ${MOST_PORTS} ports`,
    ),
    "TCP ports that firewalls let through between the pool's machines; only planning rules read it.",
    "[8011, 5041, 5022, 7022]",
  ),
  mirroringMode: field(
    word(["synchronous", "asynchronous"]),
    "Whether a commit waits for the mirror; only planning rules read it, and they refuse asynchronous.",
    "synchronous",
  ),
  sqlVersions: field(
    word(["one", "several"]),
    "Versions of SQL Server on principal, mirror and witness; only planning rules read it.",
    "one",
  ),
  sqlEditions: field(
    word(["one", "several"]),
    "Editions of SQL Server on principal and mirror; only planning rules read it.",
    "one",
  ),
  sqlAccount: field(
    word(["domain", "local-system"]),
    "The account under which SQL Server runs; only planning rules read it.",
    "domain",
  ),
  recoveryModel: field(
    word(["full", "bulk-logged", "simple"]),
    "The recovery model of the chat database; only planning rules read it.",
    "full",
  ),
  shareHost: field(
    word(["file-server", "principal", "mirror", "secondary"]),
    "The machine that holds the backup share; only planning rules read it.",
    "file-server",
  ),
  fileStore: field(
    word(["network-share", "local-folder"]),
    "Where chat servers keep attached files; only planning rules read it.",
    "network-share",
  ),
  fileReplication: field(
    word(["none", "within-sites", "between-sites"]),
    "Between which file servers DFS keeps copies of shares; only planning rules read it.",
    "none",
  ),
}).meta({ title: "What the planning rules ask of the pool" });
