/** Right lives with users whose database stops, or whose site is lost. */
import {
  type GoodTrace,
  PRINCIPAL_FALLS_AT_1000,
  SHIPPED_UNTIL_1800,
  SITE_1_FALLS_AT_2000,
} from "./good-beginnings.js";
import { DATABASE_ONLY, each, lose, ONE_SIDE_ACTIVE, SPLIT_ACTIVE } from "./pools.js";

const SITE_1_FALLS = `${SHIPPED_UNTIL_1800}
  ${SITE_1_FALLS_AT_2000}
  2000 session first SYNCHRONIZED > DISCONNECTED row 5
  2000 front-end front-end-1 down`;

const SITE_2_RECOVERS = `
  2600 step fail-over-front-end done
  2600 carried site-1 by front-end-2
  2600 carried next-hop by front-end-2
  2700 step copy-remaining done
  2800 step apply-logs done
  2900 step recover-database begins
  3000 history 1 from 0 cut 1800 by secondary-recovered
  3100 serves secondary history 1 by recovery`;

const ALL_ACTIVE_FALL = `${SITE_1_FALLS}
  ${each([1, 2, 3, 4], (server) => `2000 server ${server} down`)}
  ${each([1, 2, 3, 4], (server) => `2000 detached ${server} from principal`)}
  ${lose(2000, [1, 2, 3, 4], "silence")}`;

const HALF_OF_THEM_FALL = `${SITE_1_FALLS}
  ${each([1, 2, 3, 4], (server) => `2000 server ${server} down`)}
  ${each([1, 2, 5, 6], (server) => `2000 detached ${server} from principal`)}
  ${lose(2000, [1, 2], "silence")}
  ${lose(2000, [5, 6], "silence", ["site-1"])}`;

const SITE_1_RETURNS_AT_2500 = `
  2500 heal site-loss s1 of site-1
  2500 machine principal up
  2500 machine mirror up
  2500 machine witness up
  2500 share up
  2500 session first DISCONNECTED > SYNCHRONIZED row 16
  2500 serves principal by restart
  2500 front-end front-end-1 up`;

export const GOOD_FAILOVERS = {
  lowBandwidthLost: {
    says: "with all active servers lost the idle ones of site 2 are activated, and all users sign in anew",
    setting: { users: ONE_SIDE_ACTIVE },
    // Refused: 1380 s of all, 1 s of a half, 2 s of a twentieth.
    text: `${ALL_ACTIVE_FALL}
      2000 able 0 of 400
      ${SITE_2_RECOVERS}
      3300 step activate-servers done
      3300 active-servers server-5 server-6 server-7 server-8
      ${each([5, 6, 7, 8], (server) => `3360 attached ${server} to secondary`)}
      3380 able 200 of 400
      3381 able 380 of 400
      3383 able 400 of 400
      3383 incident 1 closes
      claim waits mirroring log-shipping
      claim run offered 50000 refused 13806 lost 2000
      claim incident 2000..3383 rpo 200 rto 1381 down 1380.6 curve 1380/1381/1381/1383 by log-shipping offered 15830 refused 13806 lost 2000 stretch 1800..2000 stale 200 served 2000:0,3380:0.5,3383:1 latency 3380:0.2/0.5`,
  },
  highBandwidthLost: {
    says: "who sits at a server that only lost its database is back when it is attached to the next",
    setting: { users: SPLIT_ACTIVE },
    // Refused: 1110 s of all, 8 s of 7/8, 32 s of 3/4, 1 s of 1/2, 2 s of 1/4, 2 s of 1/20.
    text: `${HALF_OF_THEM_FALL}
      2000 able 0 of 400
      ${SITE_2_RECOVERS}
      3110 attached server-5 to secondary
      3110 able 50 of 400
      3118 attached server-6 to secondary
      3118 able 100 of 400
      3150 able 200 of 400
      3151 able 300 of 400
      3153 able 380 of 400
      3155 able 400 of 400
      3400 step activate-servers done
      3400 active-servers server-5 server-6 server-7 server-8
      3460 attached server-7 to secondary
      3460 attached server-8 to secondary
      3460 incident 1 closes
      claim waits mirroring log-shipping
      claim run offered 50000 refused 11421 lost 2000
      claim incident 2000..3460 rpo 200 rto 1153 down 1142.1 curve 1150/1153/1153/1155 by log-shipping offered 16600 refused 11421 lost 2000 stretch 1800..2000`,
  },
  databaseOnly: {
    says: "one application follows the database, and everybody is back with it",
    setting: { users: DATABASE_ONLY },
    text: `
      0 serves principal
      0 ships from -900
      900 ships from 0
      ${PRINCIPAL_FALLS_AT_1000}
      1000 detached application from principal
      1000 able 0 of 400
      1012 serves mirror by mirror
      1020 attached application to mirror
      1020 able 400 of 400
      1500 heal principal-crash p1 of principal
      1500 machine principal up
      1500 session first DISCONNECTED > SYNCHRONIZING row 10
      1510 session first SYNCHRONIZING > SYNCHRONIZED row 2
      1510 incident 1 closes
      1800 ships from 900
      claim run offered 50000 refused 200
      claim incident 1000..1510 rto 20 by mirror offered 5100 refused 200 exposure 498 unmirrored 498`,
  },
  retried: {
    says: "who tries again for 100 s is refused only if nobody serves until then",
    setting: { users: { ...DATABASE_ONLY, retryFor: 100 } },
    text: `${SITE_1_FALLS}
      2000 detached application from principal
      2000 able 0 of 400
      2409 told alert
      ${SITE_1_RETURNS_AT_2500}
      2510 attached application to principal
      2510 able 400 of 400
      2510 incident 1 closes
      claim run offered 50000 refused 4090
      claim incident 2000..2510 rto 510 by restart offered 5100 refused 4090`,
  },
  stayWithSite: {
    says: "users who left with their site are missed by nobody until it returns",
    setting: { users: { ...SPLIT_ACTIVE, stayWithSite: true } },
    // Down: 500 s of 200, 40 s of 400, 1 s of 200, 2 s of 20 endpoints, of 400; refused all of those who are counted.
    text: `${HALF_OF_THEM_FALL}
      2000 able 0 of 200
      ${SITE_1_RETURNS_AT_2500}
      2500 able 0 of 400
      ${each([1, 2, 3, 4], (server) => `2500 server ${server} up`)}
      ${each([1, 2, 5, 6], (server) => `2510 attached ${server} to principal`)}
      2540 able 200 of 400
      2541 able 380 of 400
      2543 able 400 of 400
      2543 incident 1 closes
      claim run offered 50000 refused 5406
      claim incident 2000..2543 rto 540 down 290.6 curve 540/540/540/540 by restart offered 5430 refused 5406 served 2000:0,2540:0.5,2543:1`,
  },
  everybodyLeaves: {
    says: "where everybody left with his site at once there is no outage, and whoever comes back signs in anew",
    setting: {
      users: { ...ONE_SIDE_ACTIVE, endpoints: { "site-1": 400, "site-2": 0 }, stayWithSite: true },
    },
    // Down: 40 s of all, 1 s of a half.
    text: `${SITE_1_FALLS}
      ${each([1, 2, 3, 4], (server) => `2000 server ${server} down`)}
      ${each([1, 2, 3, 4], (server) => `2000 detached ${server} from principal`)}
      2000 able 0 of 0
      ${SITE_1_RETURNS_AT_2500}
      2500 able 0 of 400
      ${each([1, 2, 3, 4], (server) => `2500 server ${server} up`)}
      ${each([1, 2, 3, 4], (server) => `2510 attached ${server} to principal`)}
      2540 able 200 of 400 homes 200/0
      2541 able 400 of 400 homes 400/0
      2541 incident 1 closes
      claim run offered 50000 refused 5405
      claim incident 2000..2541 rto 0 down 40.5 curve 0/0/0/0 usersdown 1 by restart offered 5410 refused 5405`,
  },
  someLeaveInAnOutage: {
    says: "of an outage in which some left with their site it is over for those who stayed",
    setting: { users: { ...SPLIT_ACTIVE, nextHop: "front-end-2", stayWithSite: true } },
    // It is one of 400, and from 1500 on one of the 200 of site 1, of whom none can send before 3040: half of the 400
    // always could. Down: 500 s of 200, 1540 s of 200 and 40 s of 200 more, 2 s of 200 endpoints, of 400.
    text: `
      0 serves principal
      1000 strike front-end-loss f1 of front-end-1
      1000 front-end front-end-1 down
      1000 able 200 of 400 homes 0/200
      1000 incident 1 opens
      1500 strike site-loss s2 of site-2
      1500 machine secondary down
      1500 front-end front-end-2 down
      ${each([5, 6, 7, 8], (server) => `1500 server ${server} down`)}
      ${each([5, 6], (server) => `1500 detached ${server} from principal`)}
      1500 able 0 of 200
      3000 heal front-end-loss f1 of front-end-1
      3000 heal site-loss s2 of site-2
      3000 machine secondary up
      3000 front-end front-end-1 up
      3000 front-end front-end-2 up
      ${each([5, 6, 7, 8], (server) => `3000 server ${server} up`)}
      3000 able 0 of 400
      ${each([5, 6], (server) => `3010 attached ${server} to principal`)}
      3040 able 200 of 400
      3042 able 400 of 400
      3042 incident 1 closes
      claim run offered 50000 refused 17910
      claim incident 1000..3042 rto 2040 down 1041 curve 0/2040/2040/2040 offered 20420 refused 17910`,
  },
  usersNeverServed: {
    says: "where nothing serves at the end, nobody is back",
    setting: { users: ONE_SIDE_ACTIVE },
    text: `${ALL_ACTIVE_FALL}
      2000 able 0 of 400
      2100 strike secondary-crash x1 of secondary
      2100 machine secondary down
      claim waits database
      claim run offered 50000 refused 30000
      claim incident 2000..none rpo none rto none by not-recovered offered 30000 refused 30000`,
  },
} as const satisfies Record<string, GoodTrace>;
