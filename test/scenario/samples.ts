/** Scenario files that the tests of this room share. */

/** The whole vocabulary in one file, with the words a reader needs. */
export const WHOLE_VOCABULARY = `name: Site 1 lost, low-bandwidth layout
layout: low-bandwidth        # high-bandwidth (alias split-active), low-bandwidth (alias one-side-active)
horizon: 14 d                # simulated length of one replication (14 d is the default); time 0 is Monday 00:00
targets: { rpo: 20 min, rto: 4 h }
topology: { primarySite: site-1, mirror: true, witness: true, secondaryMirror: true, secondaryWitness: false, nextHop: front-end-1,
            destinationFolder: true, databaseTechnology: mirroring, compliance: off }      # compliance: off | shared | standalone
sites: { site-1: { timeZone: UTC+1 }, site-2: { timeZone: UTC+1 } }
users: { count: 80000, atSite2: 50 %, endpointsPerUser: 1.5, signInsPerServer: 100 / s, overload: degrade, stayWithSite: false, retryFor: 0 s }
workload:
  messagesPerSecond: 24
  profile: constant          # office-hours | { hours: [24 factors] } | { sine: { amplitude: 0.8, period: 24 h } }
  arrivals: poisson          # or even: message i = 1, 2, … at i / rate
  logBytesPerMessage: 3 KB
  bursts: [ { name: index rebuild, every: 7 d, offset: 6 d 2 h, lasts: 40 min, log: 40 GB } ]
wan: { bandwidth: 50 Mbps, roundTrip: 80 ms, efficiency: 0.7, shippingShare: 100 %, poolTraffic: modelled }
database: { size: 100 GB }
mirroring: { partnerTimeout: 10 s, redoRate: 50 MB/s, shipsLogs: true }
logShipping:
  share: site-1              # site-1 | site-2 | third-site: where the backup share lives
  anchor: day                # run: counted from time 0 without restart
  backup:  { every: 15 min, offset: 0 s, duration: 20 s }
  copy:    { every: 15 min, offset: 30 s }      # or { after: backup }
  restore: { every: 15 min, offset: 60 s, delay: 0 s }
people: { detect: 5 min, decide: { lognormal: { median: 45 min, sigma: 0.8 } }, onCall: always, step: { lognormal: { median: 2 min, sigma: 0.5 } } }
monitoring: { backupAlert: 60 min, restoreAlert: 45 min, newestFileAge: none, reaction: 30 min }
runbook:
  order: documented          # documented | activate-first
  steps:                     # any documented step by its name, or steps of one's own
    build-mirror: { takes: computed, retry: 5 % }
    dns-change:   { takes: 10 min, after: [switch-pool-state], before: [activate-servers] }
reliability:
  site-1: { fails: { events: 0, in: 15 years }, repair: { lognormal: { median: 3 d, sigma: 0.7 } } }      # evidence, or a rate, or a law
  witness: { fails: 0.5 / year, repair: 4 h, forgottenDown: 1 % }
costs: { lostMessage: 0.50 EUR, userHourDown: 12 EUR, options: { thirdSiteShare: 9000 EUR / year, witness: 2500 EUR / year, wan: 40 EUR / Mbps / year } }
failures:
  - { what: site-loss, where: site-1, at: any, lasts: 8 h }
`;

/** Every field there is, each with a value that is not its default. */
export const EVERY_FIELD = `name: Everything set
layout: { site-1: { active: 3, idle: 1 }, site-2: { active: 1, idle: 2 } }
horizon: 30 d
targets: { rpo: 10 min, rto: 2 h }
topology:
  primarySite: site-2
  secondarySite: site-2
  mirror: false
  mirrorSite: site-1
  witness: false
  witnessSite: site-1
  secondaryMirror: false
  secondaryMirrorSite: site-1
  secondaryWitness: true
  secondaryWitnessSite: site-1
  nextHop: front-end-2
  destinationFolder: false
  managementStore: front-end-2
  shareAccess: { mirror: none, secondary: read }
  databaseTechnology: clustering
  compliance: standalone
pool:
  edition: standard
  besideFrontEnd: true
  hardware: { cores: 16, clock: 3.1 GHz, memory: 64 GB, disks: solid-state, freeSpace: 100 GB, network: 10 Gbps }
  usersOfOtherPools: 1000
  provisionedUsers: 90000
  rooms: 500
  largestRoom: 200
  accessEntries: 5000
  invitations: 600
  rosterUpdatesUpTo: 50
  historyAtJoin: 100
  largestFile: 5 MB
  sharedBetweenPools: categories
  logicalSites: 2
  stretchedVlan: true
  domains: several
  loadBalancing: hardware
  openPorts: [8011, 443]
  mirroringMode: asynchronous
  sqlVersions: several
  sqlEditions: several
  sqlAccount: local-system
  recoveryModel: bulk-logged
  shareHost: mirror
  fileStore: local-folder
  fileReplication: between-sites
sites: { site-1: { timeZone: UTC+01:00 }, site-2: { timeZone: UTC-3:30 } }
users: { count: 0, atSite2: 25 %, endpointsPerUser: 2, signInsPerServer: 600 / min, overload: reject, stayWithSite: true, retryFor: 90 s,
         noticeReset: 2 s, noticeSilence: { uniform: [30 s, 90 s] }, backOff: 30 s, longestBackOff: 10 min }
servers:
  { usersPerServer: 25000, messagesPerServer: 540 / min, workers: 24, reattach: 10 s, warmUp: { exponential: 2 min },
    replication: 90 s, recycle: { after: 30 s, lasts: 2 min, every: 10 min } }
traffic: { post: 6 KB, relay: 2 KB, delivery: 500 B, deliveriesPerMessage: 99.5, queriesPerPost: 5, lanRoundTrip: 200 us }
workload:
  messagesPerSecond: 56
  profile: { sine: { amplitude: 0.8, period: 24 h } }
  arrivals: even
  logBytesPerMessage: 4 KB
  bursts:
    - { name: index rebuild, every: 7 d, offset: 6 d 2 h, lasts: 40 min, log: 40 GB }
    - { every: 1 d, lasts: 5 min, log: 1 GB }
wan: { bandwidth: 100 Mbps, roundTrip: 20 ms, efficiency: 80 %, shippingShare: 50 %, poolTraffic: none }
database: { size: 2 TB }
mirroring: { partnerTimeout: 20 s, redoRate: 20 MB/s, shipsLogs: false, decide: 2 s, online: 4 s, failover: 5 s, resync: { exponential: 10 min }, flush: { exponential: 50 ms } }
logShipping:
  share: third-site
  anchor: run
  backup: { every: 10 min, offset: { uniform: [0 s, 10 min] }, fileSize: 50 MB, overhead: 2 s, rate: 50 MB/s, compression: 4, jitter: { uniform: [0 s, 3 s] }, retention: 48 h }
  copy: { after: backup, overhead: 1 s, jitter: 1 s, retention: 24 h }
  restore: { every: 20 min, offset: 2 min, delay: 30 min, duration: { triangular: [1 s, 2 s, 8 s] }, jitter: 2 s }
  coldStart: true
  agentGrace: 5 s
  thirdSite: { bandwidth: 200 Mbps, roundTrip: 30 ms, efficiency: 0.5, shippingShare: 0.9 }
  reinitialise: { weibull: { scale: 5 h, shape: 2 } }
people: { detect: 1 min, decide: { empirical: [4 min, 9 min, 31 min] }, onCall: office-hours, step: 3 min }
monitoring: { backupAlert: none, restoreAlert: 50 min, newestFileAge: 40 min, reaction: 20 min }
runbook:
  order: activate-first
  steps:
    dns-change: { takes: 10 min, after: [switch-pool-state], before: [activate-servers] }
    build-mirror: { takes: computed, retry: 5 % }
reliability:
  witness: { fails: 0.5 / year, repair: 4 h, forgottenDown: 1 % }
  site-1: { fails: { events: 0, in: 15 years } }
  server: { fails: { weibull: { scale: 900 h, shape: 0.75 } } }
  site-destroyed: { fails: 0.001 / year, repair: forever, when: uniform }
  bad-delete: { fails: 1 / year, when: office-hours }
  operator-error: { fails: 0.1 / year, perFailure: 2 %, when: maintenance }
  common: { power: { strikes: [share, principal], fails: 0.05 / year, repair: 6 h, when: office-hours } }
costs: { lostMessage: 0.50 EUR, userHourDown: 12 EUR, options: { wan: 40 EUR / Mbps / year, witness: 2500 EUR / year } }
restoredAt: 90 %
frontEnd: { failover: 15 min }
recovery: { restart: 0 s }
failback: { order: safer, drain: keep-existing, wait: 12 h }
operations:
  - { what: switchover, at: any, from: 3 d, id: drill }
  - { what: switchover, at: 2 d }
compliance: { every: 5 min, duration: 30 s }
attachments: { share: 5 %, store: third-site, backup: 4 h }
failures:
  - { what: site-loss, where: site-2, at: 3 d, lasts: forever, id: the-fire }
  - { what: wan-cut, at: any, from: 2 d, lasts: 2 h, response: fail-over }
  - { what: wan-slow, at: 1 d, lasts: 1 d, bandwidth: 5 Mbps, roundTrip: 200 ms }
  - { what: principal-crash, at: 1 d, how: data-drive }
  - { what: mirror-crash, at: 1 d, how: process, lasts: { exponential: 8 h } }
  - { what: database-crash, at: 1 d, where: mirror, how: log-drive, lasts: 8 h }
  - { what: witness-crash, at: 1 d, where: secondary-witness, lasts: 4 h }
  - { what: secondary-crash, at: 1 d, where: secondary-mirror }
  - { what: compliance-crash, at: 1 d, lasts: 1 h }
  - { what: server-crash, at: { uniform: [1 d, 2 d] }, where: server-3, lasts: 15 min, how: host }
  - { what: front-end-loss, at: 1 d, where: front-end-2, lasts: 1 h }
  - { what: share-loss, at: 1 d, lasts: forever, disks: kept }
  - { what: job-failing, at: 1 d, lasts: 2 d, job: copy, silent: true }
  - { what: corrupt-backup, at: 1 d }
  - { what: chain-broken, at: 1 d }
  - { what: bad-delete, at: 1 d, removes: 2 h, noticed: { uniform: [1 min, 1 h] } }
  - { what: operator-error, at: 1 d, error: swap-active }
`;
