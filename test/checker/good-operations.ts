/** Right lives in which people move the pool on purpose: to the other site, and home. */
import { type GoodTrace, SHIPPED_UNTIL_1800, SITE_1_FALLS_AT_2000 } from "./good-beginnings.js";
import { each, ONE_SIDE_ACTIVE } from "./pools.js";

const STOPPED_AT_2100 = `
  2000 operation switchover 1 begins
  2000 step clear-active-servers begins
  2100 step clear-active-servers done
  2100 stops principal because switchover
  2100 step copy-remaining begins
  2100 step copy-remaining done
  2100 step apply-logs begins
  2200 step apply-logs done`;

const AWAY_AT_2500 = `${SHIPPED_UNTIL_1800}
  ${STOPPED_AT_2100}
  2200 step back-up-tail begins
  2300 step back-up-tail done
  2300 step recover-database begins
  2400 step recover-database done
  2400 step switch-pool-state begins
  2500 step switch-pool-state done
  2500 serves secondary by tail-log`;

const MIRRORED_AT_2610 = `${AWAY_AT_2500}
  2500 step build-mirror begins
  2600 step build-mirror done
  2600 session second none > SYNCHRONIZING row 1
  2610 session second SYNCHRONIZING > SYNCHRONIZED row 2
  2610 operation switchover 1 ends`;

const SWITCHOVER = `
  claim operation switchover 2000..2610 rto 400 since 2100 by tail-log offered 6100 refused 4000`;

/** Up to the instant at which site 2's database begins to be overwritten. */
const BACKUPS_FROM_3060 = `
  3060 step back-up-secondary begins
  3100 step back-up-secondary done
  3100 step restore-on-primary begins
  3150 step restore-on-primary done
  3150 session first SYNCHRONIZED > none row 18
  3150 step mirror-primary begins
  3200 step mirror-primary done
  3200 session first none > SYNCHRONIZING row 1
  3200 step ship-logs-again begins
  3210 session first SYNCHRONIZING > SYNCHRONIZED row 2
  3300 step ship-logs-again done`;

const UNMIRRORED_AT_3060 = `
  3050 step remove-secondary-mirroring begins
  3060 step remove-secondary-mirroring done
  3060 session second SYNCHRONIZED > none row 18`;

const OVERWRITTEN_AT_3300 = `
  3300 full-backup-arrived cut 3220
  3300 step restore-on-secondary begins
  3350 step restore-on-secondary done
  3350 full-backup-restored cut 3220
  3350 step switch-pool-state-back begins
  3400 step switch-pool-state-back done`;

const HARD_STOP = `${MIRRORED_AT_2610}
  3000 operation failback 2 begins
  3000 step clear-active-servers begins
  3050 step clear-active-servers done
  3050 stops secondary because failback
  ${UNMIRRORED_AT_3060}
  ${BACKUPS_FROM_3060}
  ${OVERWRITTEN_AT_3300}
  3400 serves principal by failback
  3400 operation failback 2 ends`;

const KEEP_EXISTING = `${MIRRORED_AT_2610}
  3000 operation failback 2 begins
  3000 step clear-active-servers begins
  3050 step clear-active-servers done
  ${UNMIRRORED_AT_3060}
  ${BACKUPS_FROM_3060}
  3300 stops secondary because failback
  3300 history 1 from 0 cut 3080 by failed-back
  ${OVERWRITTEN_AT_3300}
  3400 serves principal history 1 by failback
  3400 operation failback 2 ends`;

const KEPT_TOO_LITTLE = `${SWITCHOVER}
  claim operation failback 3000..3400 rpo 220 rto 100 since 3300 by none-needed offered 4000 refused 1000 lost 2200 stretch 3080..3300`;

const USERS_ARE_CUT_OFF = (at: number, servers: readonly number[], machine: string) => `
  ${each(servers, (server) => `${at} detached ${server} from ${machine}`)}
  ${at} able 0 of 400`;

const USERS_ARE_BACK = (at: number, servers: readonly number[], machine: string) => `
  ${each(servers, (server) => `${at} attached ${server} to ${machine}`)}
  ${at} able 400 of 400`;

export const GOOD_OPERATIONS = {
  switchover: {
    says: "a switchover stops the pool and takes the tail of the log along, so that nothing is lost",
    text: `${MIRRORED_AT_2610}
      claim waits log-shipping
      claim run offered 50000 refused 4000
      ${SWITCHOVER}`,
  },
  hardStop: {
    says: "a failback that stops the pool first brings everything home, and log is shipped again",
    text: `${HARD_STOP}
      3600 ships from 3150
      4500 ships from 3600
      claim run offered 50000 refused 7500
      ${SWITCHOVER}
      claim operation failback 3000..3400 rto 350 since 3050 by none-needed offered 4000 refused 3500`,
  },
  keepExisting: {
    says: "what site 2 accepted behind the start of its backup is overwritten, and the failback's to lose",
    text: `${KEEP_EXISTING}
      3600 ships from 3150
      4500 ships from 3600
      claim run offered 50000 refused 5000 lost 2200
      ${KEPT_TOO_LITTLE}`,
  },
  lostAgain: {
    says: "a pool that came home fails over again to the newest cut behind its full backup",
    text: `${KEEP_EXISTING}
      3600 ships from 3150
      ${SITE_1_FALLS_AT_2000.replaceAll("2000", "3700")}
      3800 step copy-remaining done
      3800 step apply-logs done
      3900 history 2 from 1 cut 3600 by secondary-recovered
      3900 step recover-database begins
      3950 serves secondary history 2
      3950 incident 1 closes
      claim waits mirroring log-shipping
      claim run offered 50000 refused 7500 lost 3200
      ${KEPT_TOO_LITTLE}
      claim incident 3700..3950 rpo 100 rto 250 by log-shipping offered 3500 refused 2500 lost 1000 stretch 3600..3700 stale 100`,
  },
  givenUp: {
    says: "a switchover that the link cuts off is given up: what it stopped is its own, whatever struck meanwhile",
    text: `${SHIPPED_UNTIL_1800}
      ${STOPPED_AT_2100}
      2150 strike wan-cut n1
      2150 link down
      2150 incident 1 opens
      2200 step detect begins
      2300 step detect done
      2300 step decide begins
      2400 step decide done
      2400 step reopen-pool begins
      2500 step reopen-pool done
      2500 serves principal by restart
      2500 operation switchover 1 given-up
      2600 link up
      2600 heal wan-cut n1
      2600 incident 1 closes
      2700 ships from 1800
      claim run offered 50000 refused 4000
      claim operation switchover 2000..2500 rto 400 since 2100 by restart offered 5000 refused 4000 outcome given-up
      claim incident 2150..2600 offered 1000`,
  },
  neverWentOn: {
    says: "a switchover without a tail that loses site 1 is answered by a failover, and that failure lost it",
    text: `${SHIPPED_UNTIL_1800}
      ${STOPPED_AT_2100}
      2200 strike site-loss s1 of site-1
      2200 machine principal down
      2200 machine mirror down
      2200 machine witness down
      2200 share down
      2200 incident 1 opens
      2300 step detect begins
      2400 step detect done
      2400 step decide begins
      2500 step decide done
      2500 step copy-remaining done
      2500 step apply-logs done
      2600 history 1 from 0 cut 1800 by secondary-recovered
      2600 step recover-database begins
      2700 serves secondary history 1 by log-shipping
      2700 incident 1 closes
      2700 operation switchover 1 given-up
      claim waits mirroring log-shipping
      claim run offered 50000 refused 6000 lost 3000
      claim operation switchover 2000..2700 rto 600 since 2100 by log-shipping offered 6000 refused 6000 outcome given-up
      claim incident 2200..2700 rpo 300 offered 3000 lost 3000 stretch 1800..2100`,
  },
  recoveredEarly: {
    says: "a database that somebody brought online by mistake takes no log, and a failover finds it as it was then",
    text: `${SHIPPED_UNTIL_1800}
      1900 strike operator-error o1
      1900 incident 1 opens
      1900 recovered-early cut 1800
      2700 backup from 1800 until 2720
      2730 copy 2700 until 2740
      ${SITE_1_FALLS_AT_2000.replaceAll("2000", "2800").replace("2800 incident 1 opens", "")}
      2900 step copy-remaining done
      2900 step apply-logs done
      3000 history 1 from 0 cut 1800 by secondary-recovered
      3000 step recover-database begins
      3100 serves secondary history 1
      3100 incident 1 closes
      claim waits mirroring log-shipping
      claim run offered 50000 refused 3000 lost 10000
      claim incident 1900..3100 rpo 1000 rto 300 since 2800 by log-shipping named site-loss offered 13000 refused 3000 lost 10000 stretch 1800..2800`,
  },
  drained: {
    says: "who is connected goes on while the list is empty, until his database is overwritten",
    setting: { users: ONE_SIDE_ACTIVE },
    text: `${KEEP_EXISTING}
      2100 active-servers
      ${USERS_ARE_CUT_OFF(2100, [1, 2, 3, 4], "principal")}
      2500 step activate-servers begins
      2600 step activate-servers done
      2600 active-servers server-5 server-6 server-7 server-8
      ${USERS_ARE_BACK(2600, [5, 6, 7, 8], "secondary")}
      3050 active-servers
      ${USERS_ARE_CUT_OFF(3300, [5, 6, 7, 8], "secondary")}
      3350 step activate-primary-servers begins
      3380 step activate-primary-servers done
      3380 active-servers server-1 server-2 server-3 server-4
      ${USERS_ARE_BACK(3400, [1, 2, 3, 4], "principal")}
      3600 ships from 3150
      4500 ships from 3600
      claim run offered 50000 refused 6000 lost 2200
      claim operation switchover 2000..2610 rto 500 since 2100 by tail-log offered 6100 refused 5000
      claim operation failback 3000..3400 rpo 220 rto 100 since 3300 by none-needed offered 4000 refused 1000 lost 2200 stretch 3080..3300`,
  },
} as const satisfies Record<string, GoodTrace>;
