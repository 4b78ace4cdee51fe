/** Right lives with users, whose database serves all the while: servers, Front Ends, the link. */
import type { GoodTrace } from "./good-beginnings.js";
import { lose, ONE_SIDE_ACTIVE, SPLIT_ACTIVE } from "./pools.js";

const SERVER_1_FALLS_AT_1000 = `
  0 serves principal
  1000 strike server-crash c1 of server-1
  1000 server server-1 down
  1000 detached server-1 from principal
  ${lose(1000, [1], "reset")}
  1000 able 300 of 400
  1000 incident 1 opens`;

const LINK_CUT_AT_1000 = `
  0 serves principal
  1000 strike wan-cut w1
  1000 link down
  1000 detached server-5 from principal
  1000 detached server-6 from principal
  1000 able 100 of 400 homes 100/0
  1000 incident 1 opens`;

export const GOOD_USERS = {
  serverCrash: {
    says: "who sat at a server that crashed signs in at the others, as fast as those can",
    setting: { users: { ...SPLIT_ACTIVE, signInsPerServer: 10 } },
    // Refused: 40 s of a quarter, 1 s of a fifth, 20 s of an eighth, 40 s of a twentieth.
    text: `${SERVER_1_FALLS_AT_1000}
      1040 able 320 of 400
      1041 able 350 of 400
      1061 able 380 of 400
      1101 able 400 of 400
      1500 heal server-crash c1 of server-1
      1500 server server-1 up
      1520 attached server-1 to principal
      1520 incident 1 closes
      claim run offered 50000 refused 147
      claim incident 1000..1520 rto 61 down 14.7 curve 0/61/61/101 usersdown 0.25 offered 5200 refused 147 served 1000:0.75,1040:0.8,1101:1 latency 1000:0.02/0.05,1101:0.01/0.02`,
  },
  serverCrashReject: {
    says: "servers that are full turn the rest away until the one that crashed is back",
    setting: { users: { ...SPLIT_ACTIVE, signInsPerServer: 10, mostPerServer: 120 } },
    // Three times 120 endpoints are 90 % of them.
    text: `${SERVER_1_FALLS_AT_1000}
      1040 able 320 of 400
      1041 able 340 of 400
      1043 able 360 of 400
      1500 heal server-crash c1 of server-1
      1500 server server-1 up
      1520 attached server-1 to principal
      1530 able 380 of 400
      1532 able 400 of 400
      1532 incident 1 closes
      claim run offered 50000 refused 593
      claim incident 1000..1532 rto 530 down 59.3 curve 0/43/530/532 usersdown 0.25 offered 5320 refused 593`,
  },
  spareActivated: {
    says: "people activate a spare in the place of a server that crashed, and it keeps its place",
    setting: { users: SPLIT_ACTIVE },
    text: `${SERVER_1_FALLS_AT_1000}
      1040 able 400 of 400
      2000 step activate-spare done
      2000 active-servers server-2 server-5 server-6 server-3
      2060 attached server-3 to principal
      2500 heal server-crash c1 of server-1
      2500 server server-1 up
      2500 incident 1 closes
      claim run offered 50000 refused 100
      claim incident 1000..2500 rto 40 down 10 curve 0/40/40/40 usersdown 0.25 offered 15000 refused 100`,
  },
  smallFall: {
    says: "a fall to more than was to be restored is no outage, though not all can send",
    setting: { users: { ...ONE_SIDE_ACTIVE, restoredAt: 0.7 } },
    text: `${SERVER_1_FALLS_AT_1000}
      1040 able 400 of 400
      1500 heal server-crash c1 of server-1
      1500 server server-1 up
      1520 attached server-1 to principal
      1520 incident 1 closes
      claim run offered 50000 refused 100
      claim incident 1000..1520 rto 0 down 10 curve 0/40/40/40 usersdown 0.25 offered 5200 refused 100`,
  },
  frontEndLost: {
    says: "the users of a Front End that is lost come back when it was failed over to the other",
    setting: { users: { ...SPLIT_ACTIVE, nextHop: "front-end-2" } },
    text: `
      0 serves principal
      1000 strike front-end-loss f1 of front-end-1
      1000 front-end front-end-1 down
      ${lose(1000, [1, 2, 5, 6], "silence", ["site-1"])}
      1000 able 200 of 400 homes 0/200
      1000 incident 1 opens
      2500 step fail-over-front-end done
      2500 carried site-1 by front-end-2
      2560 able 300 of 400 homes 100/200
      2562 able 400 of 400
      3000 heal front-end-loss f1 of front-end-1
      3000 front-end front-end-1 up
      3000 incident 1 closes
      claim run offered 50000 refused 7805
      claim incident 1000..3000 rto 1562 down 780.5 curve 0/1562/1562/1562 usersdown 0.5 offered 20000 refused 7805`,
  },
  frontEndForever: {
    says: "where a Front End is lost and nobody fails it over, the pool serves and half of the users stay cut off",
    setting: { users: { ...SPLIT_ACTIVE, nextHop: "front-end-2" } },
    text: `
      0 serves principal
      1000 strike front-end-loss f1 of front-end-1
      1000 front-end front-end-1 down
      ${lose(1000, [1, 2, 5, 6], "silence", ["site-1"])}
      1000 able 200 of 400 homes 0/200
      1000 incident 1 opens
      claim waits users incident
      claim run offered 50000 refused 20000
      claim incident 1000..none rto none down 2000 curve 0/none/none/none usersdown 0.5 offered 40000 refused 20000`,
  },
  linkCut: {
    says: "servers beyond a cut link recycle, and only the site of the database is served until it is back",
    setting: { users: SPLIT_ACTIVE },
    // Site 1's users at servers 5 and 6 sign in at servers 1 and 2; the next hop stands beyond the cut for site 2.
    text: `${LINK_CUT_AT_1000}
      ${lose(1000, [5, 6], "silence", ["site-1"])}
      ${lose(1000, [1, 2], "silence", ["site-2"])}
      1060 server server-5 down
      1060 server server-6 down
      ${lose(1060, [5, 6], "reset", ["site-2"])}
      1100 able 200 of 400 homes 200/0
      1150 server server-5 up
      1150 server server-6 up
      2000 heal wan-cut w1
      2000 link up
      2010 attached server-5 to principal
      2010 attached server-6 to principal
      2040 able 300 of 400 homes 200/100
      2042 able 400 of 400
      2042 incident 1 closes
      claim run offered 50000 refused 5455
      claim incident 1000..2042 rto 1042 down 545.5 curve 100/1042/1042/1042 usersdown 0.75 offered 10420 refused 5455`,
  },
  linkBlinks: {
    says: "whose way is whole again before he noticed has his session back at once",
    setting: { users: SPLIT_ACTIVE },
    // On servers 1 and 2 the sessions of site 2 were only blocked; servers 5 and 6 attach again first.
    text: `${LINK_CUT_AT_1000}
      1020 heal wan-cut w1
      1020 link up
      1020 able 200 of 400
      1030 attached server-5 to principal
      1030 able 300 of 400
      1040 attached server-6 to principal
      1040 able 400 of 400
      1040 incident 1 closes
      claim run offered 50000 refused 225
      claim incident 1000..1040 rto 40 down 22.5 curve 20/40/40/40 usersdown 0.75 offered 400 refused 225`,
  },
  twoOutages: {
    says: "of two outages in one incident the longer is its rto",
    setting: { users: SPLIT_ACTIVE },
    text: `${SERVER_1_FALLS_AT_1000}
      1040 able 400 of 400
      2000 strike server-crash c2 of server-2
      2000 server server-2 down
      2000 detached server-2 from principal
      ${lose(2000, [2], "reset")}
      2000 able 300 of 400
      2060 able 400 of 400
      2500 heal server-crash c1 of server-1
      2500 heal server-crash c2 of server-2
      2500 server server-1 up
      2500 server server-2 up
      2520 attached server-1 to principal
      2520 attached server-2 to principal
      2520 incident 1 closes
      claim run offered 50000 refused 250
      claim incident 1000..2520 rto 60 since 2000 down 25 curve 0/60/60/60 usersdown 0.25 offered 15200 refused 250`,
  },
  signedInAtTheStrike: {
    says: "who signed in at the very instant of a failure could send before it",
    setting: { users: SPLIT_ACTIVE },
    // The second outage is one of 400, so 380 have to be back; of 380 it would be 361.
    text: `${SERVER_1_FALLS_AT_1000}
      1040 able 380 of 400
      2000 able 400 of 400
      2000 strike server-crash c2 of server-2
      2000 server server-2 down
      2000 detached server-2 from principal
      ${lose(2000, [2], "reset")}
      2000 able 300 of 400
      2060 able 368 of 400
      2070 able 400 of 400
      2500 heal server-crash c1 of server-1
      2500 heal server-crash c2 of server-2
      2500 server server-1 up
      2500 server server-2 up
      2520 attached server-1 to principal
      2520 attached server-2 to principal
      2520 incident 1 closes
      claim run offered 50000 refused 738
      claim incident 1000..2520 rto 70 since 2000 down 73.8 curve 0/60/70/1000 usersdown 0.25 offered 15200 refused 738`,
  },
} as const satisfies Record<string, GoodTrace>;
