/**
 * Every planning rule, typed in a second time: the rule, how grave a breach is, the field that it blames, where it comes
 * from, words that it says; below that the smallest file that breaks it.
 */

/** How the sources begin or end that the table names. */
export const SOURCES: Readonly<Record<string, RegExp>> = {
  addition: /Add Persistent Chat Server to your .* topology/,
  agent: /^SQL Server Agent/,
  alerts: /14420 and 14421/,
  arithmetic: /arithmetic on this scenario$/,
  "back-end": /^Back End Server high availability/,
  book: /^Lync Server 2013 Unleashed, page 471 \(a book/,
  capacity: /^Capacity planning/,
  chat: /^Plan for Persistent Chat Server$/,
  compliance: /^Set-CsPersistentChatComplianceConfiguration$/,
  configure: /^Configure high availability/,
  files: /^File sharing high availability/,
  hardware: /^Server requirements/,
  "mirror-shipping": /^Database mirroring and log shipping/,
  near: /^Manage high availability .* metropolitan/,
  options: /^Configure Persistent Chat Server options/,
  planning: /^Plan for high availability and disaster recovery/,
  resources: /^Required resources/,
  shipping: /^About log shipping/,
  software: /^Hardware and software requirements/,
  stretched: /^Using a stretched/,
  timeout: /SET PARTNER TIMEOUT/,
  topology: /^Plan Persistent Chat Server topology/,
};

// A file of one interval holds 24 × 3 KB × 900 s = 64.8 MB; at 60 KB a second it is restored in 1080 s.
const TABLE = `
servers-per-pool  error  layout  capacity  "9 chat servers;"
    layout: { site-1: { active: 4, idle: 5 } }
active-servers  error  layout  capacity  "5 active chat servers;"
    layout: { site-1: { active: 5 } }
users-per-server  warning  layout  capacity  "26,667 users on each"
    layout: { site-1: { active: 3 } }
users-per-server  warning  users.count  capacity  "20,001 users on each"
    users: { count: 80004 }
users-per-server  warning  servers.usersPerServer  capacity  "takes 20,001 users"
    servers: { usersPerServer: 20001 }
users-per-pool  warning  users.count  capacity  "80,001 users"
    users: { count: 80001 }
users-over-all-pools  warning  pool.usersOfOtherPools  chat  "80,001 users of all chat pools"
    pool: { usersOfOtherPools: 1 }
endpoints-per-server  warning  users.endpointsPerUser  capacity  "40,000 signed-in devices on each"
    layout: { site-1: { active: 3 } }
endpoints-per-pool  warning  users.endpointsPerUser  capacity  "128,000 signed-in devices;"
    users: { endpointsPerUser: 1.6 }
provisioned-users  warning  pool.provisionedUsers  capacity  "150,001 users"
    pool: { provisionedUsers: 150001 }
rooms  warning  pool.rooms  capacity  "33,078 rooms"
    pool: { rooms: 33078 }
users-per-room  warning  pool.largestRoom  capacity  "16,001 users"
    pool: { largestRoom: 16001 }
access-entries  warning  pool.accessEntries  capacity  "2,000,001 access control entries"
    pool: { accessEntries: 2000001 }
invitations  warning  pool.invitations  capacity  "beyond 1,000,000 the servers can slow down"
    pool: { invitations: 1000001 }
invitations  warning  pool.invitations  capacity  "2,000,000 are the documented most"
    pool: { invitations: 2000001 }
roster-updates  warning  pool.rosterUpdatesUpTo  options  "up to 76 participants"
    pool: { rosterUpdatesUpTo: 76 }
history-at-join  error  pool.historyAtJoin  options  "501 messages"
    pool: { historyAtJoin: 501 }
history-at-join  error  pool.historyAtJoin  options  "0 messages"
    pool: { historyAtJoin: 0 }
largest-file  warning  pool.largestFile  options  "up to 21 MB"
    pool: { largestFile: 21 MB }
rooms-in-one-pool  error  pool.sharedBetweenPools  chat  "rooms that belong to more than one pool"
    pool: { sharedBetweenPools: rooms }
rooms-in-one-pool  error  pool.sharedBetweenPools  chat  "categories that belong to more than one pool"
    pool: { sharedBetweenPools: categories }
rooms-in-one-pool  error  pool.sharedBetweenPools  chat  "add-ins that belong to more than one pool"
    pool: { sharedBetweenPools: add-ins }
standard-edition-servers  error  pool.edition  software  "8 chat servers with Standard Edition"
    pool: { edition: standard }
standard-edition-users  warning  pool.edition  software  "80,000 users with Standard Edition"
    pool: { edition: standard }
standard-edition-availability  warning  pool.edition  topology  "highly available"
    pool: { edition: standard }
beside-front-end  error  pool.besideFrontEnd  topology  "on Front End Servers of Enterprise Edition"
    pool: { besideFrontEnd: true }
server-hardware  warning  pool.hardware.cores  hardware  "11 cores; asked for are 12 or more"
    pool: { hardware: { cores: 11 } }
server-hardware  warning  pool.hardware.clock  hardware  "2.25 GHz; asked for are 2.26 GHz or more"
    pool: { hardware: { clock: 2.25 GHz } }
server-hardware  warning  pool.hardware.memory  hardware  "31 GB of memory; asked for are 32 GB or more"
    pool: { hardware: { memory: 31 GB } }
server-hardware  warning  pool.hardware.disks  hardware  "7 disks; asked for are 8 or more, or solid-state ones"
    pool: { hardware: { disks: 7 } }
server-hardware  warning  pool.hardware.freeSpace  hardware  "71 GB of free disk space; asked for are 72 GB or more"
    pool: { hardware: { freeSpace: 71 GB } }
server-hardware  warning  pool.hardware.network  hardware  "999 Mbps; asked for are 1 Gbps or more"
    pool: { hardware: { network: 999 Mbps } }
one-logical-site  warning  pool.logicalSites  stretched  "over 2 sites of the topology"
    pool: { logicalSites: 2 }
stretched-vlan  warning  pool.stretchedVlan  stretched  "virtual LAN"
    pool: { stretchedVlan: true }
one-domain  warning  pool.domains  topology  "several Active Directory"
    pool: { domains: several }
load-balancing  warning  pool.loadBalancing  book  "hardware load balancer"
    pool: { loadBalancing: hardware }
open-ports  warning  pool.openPorts  addition  "port 8011 is closed"
    pool: { openPorts: [5041, 5022, 7022] }
open-ports  warning  pool.openPorts  addition  "port 5041 is closed"
    pool: { openPorts: [8011, 5022, 7022] }
open-ports  warning  pool.openPorts  addition  "port 5022 is closed"
    pool: { openPorts: [8011, 5041, 7022] }
open-ports  warning  pool.openPorts  addition  "port 7022 is closed"
    pool: { openPorts: [8011, 5041, 5022] }
primary-beside-next-hop  warning  topology.nextHop  resources  "the next hop front-end-2 in site-2"
    topology: { nextHop: front-end-2 }
mirror-of-primary  warning  topology.mirror  resources  "has no mirror"
    topology: { mirror: false }
mirror-beside-primary  warning  topology.mirrorSite  resources  "the mirror stands in site-2"
    topology: { mirrorSite: site-2 }
witness-beside-primary  warning  topology.witnessSite  resources  "the witness stands in site-2"
    topology: { witnessSite: site-2 }
secondary-in-other-site  warning  topology.secondarySite  resources  "secondary stands in site-1"
    topology: { secondarySite: site-1 }
mirror-of-secondary  warning  topology.secondaryMirror  resources  "no instance waits"
    topology: { secondaryMirror: false }
mirror-beside-secondary  warning  topology.secondaryMirrorSite  resources  "the secondary's mirror stands in site-1"
    topology: { secondaryMirrorSite: site-1 }
witness-beside-secondary  warning  topology.secondaryWitnessSite  resources  "the secondary's witness stands in site-1"
    topology: { secondaryWitness: true, secondaryWitnessSite: site-1 }
availability-groups  error  topology.databaseTechnology  planning  "not supported"
    topology: { databaseTechnology: availability-groups }
asynchronous-mirroring  error  pool.mirroringMode  back-end  "not supported"
    pool: { mirroringMode: asynchronous }
one-sql-version  warning  pool.sqlVersions  back-end  "versions"
    pool: { sqlVersions: several }
one-sql-edition  warning  pool.sqlEditions  back-end  "editions"
    pool: { sqlEditions: several }
recovery-model  error  pool.recoveryModel  back-end  "simple"
    pool: { recoveryModel: simple }
recovery-model  error  pool.recoveryModel  back-end  "bulk"
    pool: { recoveryModel: bulk-logged }
partner-timeout  warning  mirroring.partnerTimeout  timeout  "time-out of 4 s"
    mirroring: { partnerTimeout: 4 s }
mirror-ships-logs  warning  mirroring.shipsLogs  mirror-shipping  "second log-shipping primary"
    mirroring: { shipsLogs: false }
compliance-instances  warning  topology.compliance  resources  "three more database instances"
    topology: { compliance: standalone }
compliance-standalone  warning  topology.compliance  resources  "shares an instance"
    topology: { compliance: shared }
compliance-interval  error  compliance.every  compliance  "runs every 59 s"
    topology: { compliance: standalone }
    compliance: { every: 59 s }
compliance-interval  error  compliance.every  compliance  "runs every 31 d"
    topology: { compliance: standalone }
    compliance: { every: 31 d }
share-access  warning  topology.shareAccess.mirror  resources  "the mirror cannot reach the backup share"
    topology: { shareAccess: { mirror: none } }
share-access  warning  topology.shareAccess.secondary  resources  "the secondary cannot reach the backup share"
    topology: { shareAccess: { secondary: none } }
share-access  warning  topology.shareAccess.secondary  resources  "can read the backup share, but not write"
    topology: { shareAccess: { secondary: read } }
share-host  warning  pool.shareHost  mirror-shipping  "lies on the principal"
    pool: { shareHost: principal }
share-host  warning  pool.shareHost  mirror-shipping  "lies on the mirror"
    pool: { shareHost: mirror }
share-host  warning  pool.shareHost  mirror-shipping  "lies on the secondary"
    pool: { shareHost: secondary }
sql-account  warning  pool.sqlAccount  configure  "runs as Local System"
    pool: { sqlAccount: local-system }
destination-folder  warning  topology.destinationFolder  resources  "no destination folder"
    topology: { destinationFolder: false }
file-store  error  pool.fileStore  addition  "in local folders"
    pool: { fileStore: local-folder }
file-replication  warning  pool.fileReplication  files  "in the other data center"
    pool: { fileReplication: between-sites }
active-servers-near-database  warning  layout  near  "far from the database"
    wan: { roundTrip: 21 ms }
active-servers-time-zone  warning  sites.site-2.timeZone  resources  "next hop in site-1 (UTC)"
    sites: { site-2: { timeZone: UTC+1 } }
servers-take-messages  warning  layout  arithmetic  "the servers cannot take the messages"
    layout: { site-1: { active: 1 } }
database-takes-messages  warning  mirroring.flush  arithmetic  "the database cannot take the messages"
    mirroring: { flush: 50 ms }
link-carries-pool-traffic  warning  wan.bandwidth  arithmetic  "the link cannot carry the pool's own traffic"
    wan: { bandwidth: 20 Mbps }
backup-keeps-up  warning  logShipping.backup.every  agent  "a backup takes 16 min"
    logShipping: { backup: { duration: 16 min } }
copy-keeps-up  warning  wan.bandwidth  arithmetic  "longer than the 15 min in which it comes"
    wan: { bandwidth: 500 Kbps }
copy-longer-than-interval  warning  logShipping.copy.every  agent  "longer than the copy interval of 1 s"
    logShipping: { copy: { every: 1 s } }
restore-keeps-up  warning  logShipping.restore.duration  arithmetic  "restoring one interval's log takes 16 min"
    logShipping: { restore: { duration: 16 min } }
restore-keeps-up  warning  logShipping.restore.rate  arithmetic  "restoring one interval's log takes 18 min"
    logShipping: { restore: { rate: 60 KB/s } }
burst-keeps-up  warning  workload.bursts[0].log  arithmetic  "rebuild writes 4 TB of log"
    workload: { bursts: [ { name: rebuild, every: 7 d, lasts: 40 min, log: 4 TB } ] }
one-grid  warning  logShipping.copy.offset  configure  "same instant as the backup"
    name: grid
steady-state  warning  logShipping  arithmetic  "never comes to rest"
    wan: { bandwidth: 500 Kbps }
alert-threshold  warning  monitoring.restoreAlert  alerts  "less than three intervals"
    monitoring: { restoreAlert: 44 min }
delay-within-retention  warning  logShipping.restore.delay  shipping  "restored after 4 d but kept for 3 d"
    logShipping: { restore: { delay: 4 d } }
`;

export interface Breach {
  readonly rule: string;
  readonly severity: string;
  readonly path: string;
  readonly source: RegExp;
  readonly says: string;
  readonly text: string;
}

export const BREACHES: readonly Breach[] = TABLE.trim()
  .split(/\n(?! )/)
  .map((block) => {
    const [head, ...text] = block.split("\n");
    const [, rule, severity, path, source, says] = /^(\S+) +(\S+) +(\S+) +(\S+) +"(.+)"$/.exec(head!)!;
    const yaml = text.map((line) => line.trim()).join("\n");
    return {
      rule: rule!,
      severity: severity!,
      path: path!,
      source: SOURCES[source!]!,
      says: says!,
      text: yaml,
    };
  });
