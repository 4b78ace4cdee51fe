/**
 * Every planning rule by name: how grave a breach is, what the rule asks in one line, and where it comes from. The
 * page on the planning rules is held against this book. It knows no scenario.
 */

/** Where the rules come from; the names are those of the published pages. */
export const SOURCE = {
  planning: "Plan for high availability and disaster recovery for Persistent Chat Server",
  chat: "Plan for Persistent Chat Server",
  capacity: "Capacity planning for Persistent Chat Server",
  topology: "Plan Persistent Chat Server topology",
  software: "Hardware and software requirements for Persistent Chat Server",
  hardware: "Server requirements for Skype for Business Server 2015",
  addition: "Add Persistent Chat Server to your Skype for Business Server 2015 topology",
  options: "Configure Persistent Chat Server options; Set-CsPersistentChatConfiguration",
  compliance: "Set-CsPersistentChatComplianceConfiguration",
  stretched: "Using a stretched Persistent Chat Server pool for disaster recovery",
  resources: "Required resources for Persistent Chat Server",
  failover: "Manage high availability and disaster recovery for Persistent Chat Server",
  metropolitan: "Lync Server 2010 metropolitan site resiliency prerequisites (the nearest published figure)",
  configure: "Configure high availability and disaster recovery for Persistent Chat Server",
  backEnd: "Back End Server high availability in Skype for Business Server",
  mirroring: "Deploy SQL mirroring for Back End Server high availability",
  files: "File sharing high availability in Skype for Business Server",
  book: "Lync Server 2013 Unleashed, page 471 (a book; the product's own pages do not say)",
  shipping: "About log shipping (SQL Server)",
  shippingSetup: "Configure log shipping (SQL Server)",
  mirrorTimeout: "Possible failures during database mirroring; ALTER DATABASE … SET PARTNER TIMEOUT",
  mirrorShipping: "Database mirroring and log shipping (SQL Server)",
  alerts: "SQL Server errors 14420 and 14421",
  agent: "SQL Server Agent: one instance of a job at a time, no catch-up runs",
  arithmetic: "arithmetic on this scenario",
} as const;

export type Severity = "error" | "warning";

export interface RuleEntry {
  readonly severity: Severity;
  readonly asks: string;
  readonly source: string;
}

const refuses = (asks: string, source: string): RuleEntry => ({ severity: "error", asks, source });
const warns = (asks: string, source: string): RuleEntry => ({ severity: "warning", asks, source });

/** In the order in which a planner would read them. */
export const RULE_BOOK = {
  "servers-per-pool": refuses("at most 8 chat servers in a pool, active and idle together", SOURCE.capacity),
  "active-servers": refuses("at most 4 of them active at the same time", SOURCE.capacity),
  "users-per-server": warns(
    "at most 20,000 users on an active chat server, with the load spread evenly",
    `${SOURCE.capacity}; ${SOURCE.topology}`,
  ),
  "users-per-pool": warns("at most 80,000 users of the pool at the same time", SOURCE.capacity),
  "users-over-all-pools": warns("no more than these 80,000 over all chat pools together", SOURCE.chat),
  "endpoints-per-server": warns(
    "at most 30,000 signed-in devices on an active chat server",
    `${SOURCE.capacity} (20,000 users with 1.5 devices each)`,
  ),
  "endpoints-per-pool": warns("at most 120,000 signed-in devices in the pool", SOURCE.capacity),
  "provisioned-users": warns("at most 150,000 users whom a policy enables for chat", SOURCE.capacity),
  rooms: warns("no more rooms than the 33,077 of the documented sample", SOURCE.capacity),
  "users-per-room": warns(
    "no more users in a room at the same time than the 16,000 of the documented sample",
    SOURCE.capacity,
  ),
  "access-entries": warns("at most 2,000,000 access control entries", SOURCE.capacity),
  invitations: warns(
    "at most 1,000,000 invitations, by the text; at most 2,000,000, by the table under it",
    SOURCE.capacity,
  ),
  "roster-updates": warns("roster updates in rooms of at most 75 participants, the default", SOURCE.options),
  "history-at-join": refuses("from 1 to 500 messages of history on joining a room", SOURCE.options),
  "largest-file": warns("attached files of at most 20 MB, the default", SOURCE.options),
  "rooms-in-one-pool": refuses("every room, category and add-in in exactly one pool", SOURCE.chat),

  "standard-edition-servers": refuses(
    "a single chat server with Standard Edition",
    `${SOURCE.software}; ${SOURCE.topology}`,
  ),
  "standard-edition-users": warns("at most 20,000 users with Standard Edition", SOURCE.software),
  "standard-edition-availability": warns(
    "Enterprise Edition for whoever wants high availability",
    SOURCE.topology,
  ),
  "beside-front-end": refuses(
    "chat servers apart from the Front End Servers of Enterprise Edition",
    `${SOURCE.topology}; ${SOURCE.software}`,
  ),
  "server-hardware": warns(
    "for each chat server 12 cores of 2.26 GHz, 32 GB of memory, 8 disks or solid-state, 72 GB free, 1 Gbps",
    SOURCE.hardware,
  ),
  "one-logical-site": warns(
    "a stretched pool as one pool in one site of the topology, its machines in two data centers",
    SOURCE.stretched,
  ),
  "stretched-vlan": warns("no virtual LAN over both data centers: none is needed", SOURCE.stretched),
  "one-domain": warns(
    "chat servers, databases and the rest of the product in one Active Directory domain",
    `${SOURCE.topology}; ${SOURCE.mirroring}`,
  ),
  "load-balancing": warns("DNS load balancing over the chat servers, no hardware balancer", SOURCE.book),
  "open-ports": warns(
    "open TCP ports: 8011 between chat servers, 5041 from the Front End, 5022 and 7022 for mirror and witness",
    `${SOURCE.topology}; ${SOURCE.addition}; ${SOURCE.mirroring}`,
  ),

  "primary-beside-next-hop": warns("the primary database in the site of the next hop", SOURCE.resources),
  "mirror-of-primary": warns("a mirror of the primary database", SOURCE.resources),
  "mirror-beside-primary": warns("this mirror in the primary's site", SOURCE.resources),
  "witness-beside-primary": warns("its witness in the primary's site", SOURCE.resources),
  "secondary-in-other-site": warns("the log-shipping secondary in the other site", SOURCE.resources),
  "mirror-of-secondary": warns(
    "an instance that becomes the secondary's mirror",
    `${SOURCE.resources}; ${SOURCE.stretched} calls it optional`,
  ),
  "mirror-beside-secondary": warns("the secondary's mirror in the secondary's site", SOURCE.resources),
  "witness-beside-secondary": warns("the secondary's witness in the secondary's site", SOURCE.resources),
  "availability-groups": refuses("mirroring or clustering, no availability groups", SOURCE.planning),
  "asynchronous-mirroring": refuses("synchronous mirroring", SOURCE.backEnd),
  "one-sql-version": warns(
    "one version of SQL Server on principal, mirror and witness",
    `${SOURCE.backEnd}; ${SOURCE.mirroring}`,
  ),
  "one-sql-edition": warns(
    "one edition of SQL Server on principal and mirror",
    `${SOURCE.backEnd}; ${SOURCE.mirroring}`,
  ),
  "recovery-model": refuses(
    "the full recovery model with mirroring; full or bulk-logged for log shipping alone",
    `${SOURCE.backEnd}; ${SOURCE.shippingSetup}`,
  ),
  "partner-timeout": warns(
    "a partner time-out of 5 s or more: SQL Server takes less as 5 s",
    SOURCE.mirrorTimeout,
  ),
  "mirror-ships-logs": warns("the mirror set up as a second log-shipping primary", SOURCE.mirrorShipping),
  "compliance-instances": warns("three more database instances where compliance is on", SOURCE.resources),
  "compliance-standalone": warns("these instances apart from the chat databases'", SOURCE.resources),
  "compliance-interval": refuses("a compliance adapter that runs every 1 min to 30 d", SOURCE.compliance),

  "share-access": warns(
    "a backup share that all SQL Servers of both data centers read and write",
    SOURCE.resources,
  ),
  "share-host": warns("this share on a machine apart from the database servers", SOURCE.mirrorShipping),
  "sql-account": warns(
    "a domain account for SQL Server: as Local System it backs up to the primary's own disks only",
    SOURCE.configure,
  ),
  "destination-folder": warns("a folder on the secondary for the copied backups", SOURCE.resources),
  "file-store": refuses(
    "attached files on a network share, where the pool has several chat servers",
    SOURCE.addition,
  ),
  "file-replication": warns("DFS between file servers of one data center only", SOURCE.files),

  "active-servers-near-database": warns(
    "active chat servers near the database: 1 Gbps or more, a round trip of 20 ms or less",
    `${SOURCE.failover}; ${SOURCE.metropolitan}`,
  ),
  "active-servers-time-zone": warns(
    "active chat servers in the time zone of their next hop",
    SOURCE.resources,
  ),

  "servers-take-messages": warns(
    "chat servers that take the messages of the busiest time",
    `${SOURCE.capacity} (users of a server); ${SOURCE.arithmetic}`,
  ),
  "database-takes-messages": warns("a database that takes them", SOURCE.arithmetic),
  "link-carries-pool-traffic": warns(
    "a link that carries the pool's own traffic",
    `${SOURCE.capacity} (messages and rooms); ${SOURCE.arithmetic}`,
  ),

  "backup-keeps-up": warns("backups shorter than their interval", SOURCE.agent),
  "copy-keeps-up": warns(
    "a link over which one interval's log is copied within the interval",
    SOURCE.arithmetic,
  ),
  "copy-longer-than-interval": warns("copies shorter than the copy job's interval", SOURCE.agent),
  "restore-keeps-up": warns("one interval's log restored within the interval", SOURCE.arithmetic),
  "burst-keeps-up": warns("bursts that do not keep the copy job busy past its next tick", SOURCE.arithmetic),
  "one-grid": warns("a copy job that starts after the backup's file is whole", SOURCE.configure),
  "steady-state": warns("a schedule that comes to rest", SOURCE.arithmetic),
  "alert-threshold": warns("alerts after three intervals or more", SOURCE.alerts),
  "delay-within-retention": warns("files kept until they may be restored", SOURCE.shipping),
} as const satisfies Readonly<Record<string, RuleEntry>>;

export type RuleName = keyof typeof RULE_BOOK;
