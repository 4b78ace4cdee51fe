/** Right lives that stay with the first pair, or end with nobody. */
import {
  type GoodTrace,
  PRINCIPAL_FALLS_AT_1000,
  SHIPPED_UNTIL_1800,
  SITE_1_FALLS_AT_2000,
} from "./good-beginnings.js";

export const GOOD_SERVICE = {
  quiet: {
    says: "a quiet life loses and refuses nothing",
    text: `${SHIPPED_UNTIL_1800}
      2700 ships from 1800
      claim run offered 50000`,
  },
  siteReturns: {
    says: "a site that serves again before it is given up loses nothing",
    text: `${SHIPPED_UNTIL_1800}
      ${SITE_1_FALLS_AT_2000}
      2000 session first SYNCHRONIZED > DISCONNECTED row 5
      2500 heal site-loss s1 of site-1
      2500 machine principal up
      2500 machine mirror up
      2500 machine witness up
      2500 share up
      2500 session first DISCONNECTED > SYNCHRONIZED row 16
      2500 serves principal by restart
      2500 incident 1 closes
      2700 ships from 1800
      claim run offered 50000 refused 5000
      claim incident 2000..2500 rto 500 by restart offered 5000 refused 5000`,
  },
  failover: {
    says: "a synchronized mirror takes over with the witness and ships on; the old principal comes back as the mirror",
    text: `
      0 serves principal
      0 ships from -900
      900 ships from 0
      ${PRINCIPAL_FALLS_AT_1000}
      1012 serves mirror by mirror
      1500 heal principal-crash p1 of principal
      1500 machine principal up
      1500 session first DISCONNECTED > SYNCHRONIZING row 10
      1510 session first SYNCHRONIZING > SYNCHRONIZED row 2
      1510 incident 1 closes
      1800 ships from 900
      claim run offered 50000 refused 120
      claim incident 1000..1510 rto 12 by mirror offered 5100 refused 120 exposure 498 unmirrored 498`,
  },
  failoverInBackup: {
    says: "a backup that runs when its principal falls is void, and the mirror's first file begins where the last one ended",
    text: `
      0 serves principal
      0 ships from -900
      900 ships from 0
      1800 backup from 900 until 1810 void
      1810 strike principal-crash p1 of principal
      1810 machine principal down
      1810 stops principal
      1810 incident 1 opens
      1822 serves mirror by mirror
      2700 ships from 900
      2700 incident 1 closes
      claim run offered 50000 refused 120
      claim incident 1810..2700 rto 12 by mirror offered 8900 refused 120`,
  },
  forcedLossless: {
    says: "without a witness people force the mirror, and what was synchronized is kept",
    setting: { witness: false },
    text: `
      0 serves principal
      ${PRINCIPAL_FALLS_AT_1000}
      1000 hardened first upto 1000
      1590 step force-service begins
      1600 history 1 from 0 cut 1000 by forced-service
      1600 session first DISCONNECTED > SUSPENDED row 9
      1602 serves mirror history 1 by forced-service
      1602 incident 1 closes
      claim waits mirroring
      claim run offered 50000 refused 6020
      claim incident 1000..1602 rto 602 by mirror offered 6020 refused 6020`,
  },
  forcedLossy: {
    says: "a mirror that had fallen behind is forced, and what it had not hardened is lost",
    setting: { witness: false },
    text: `
      0 serves principal
      500 strike mirror-crash m1 of mirror
      500 machine mirror down
      500 session first SYNCHRONIZED > DISCONNECTED row 4
      500 hardened first upto 500
      500 incident 1 opens
      800 strike principal-crash p1 of principal
      800 machine principal down
      800 stops principal
      850 heal mirror-crash m1 of mirror
      850 machine mirror up
      1000 history 1 from 0 cut 500 by forced-service
      1010 serves mirror history 1 by forced-service
      1200 heal principal-crash p1 of principal
      1200 incident 1 closes
      claim waits mirroring
      claim run offered 50000 refused 2100 lost 3000
      claim incident 500..1200 rpo 300 rto 210 since 800 by mirror named principal-crash offered 7000 refused 2100 lost 3000 stretch 500..800 because exposed exposure 300 unmirrored 300`,
  },
  quorum: {
    says: "a principal that loses witness and mirror stops, and serves again when one is back",
    text: `
      0 serves principal
      500 strike witness-crash w1 of witness
      500 machine witness down
      500 incident 1 opens
      600 strike mirror-crash m1 of mirror
      600 machine mirror down
      610 session first SYNCHRONIZED > DISCONNECTED row 5
      610 stops principal
      900 heal mirror-crash m1 of mirror
      900 machine mirror up
      901 session first DISCONNECTED > SYNCHRONIZED row 16
      901 serves principal by quorum
      1500 heal witness-crash w1 of witness
      1500 machine witness up
      1500 incident 1 closes
      claim run offered 50000 refused 2910
      claim incident 500..1500 rto 291 since 610 by restart offered 10000 refused 2910 exposure 709 unwitnessed 709`,
  },
  deleteKept: {
    says: "what was deleted and not brought back is lost, though nothing ever stopped",
    text: `${SHIPPED_UNTIL_1800}
      1000 strike bad-delete d1
      1000 deleted 700..1000
      1000 incident 1 opens
      1400 incident 1 closes
      claim run offered 50000 lost 3000
      claim incident 1000..1400 rpo 300 offered 7000 lost 3000 stretch 700..1000 because deleted`,
  },
  deleteUndone: {
    says: "what is brought back from a secondary that waits is not lost",
    setting: { restoreDelay: 2000 },
    text: `
      0 serves principal
      0 backup from -900 until 20
      30 copy 0 until 40
      900 backup from 0 until 920
      930 copy 900 until 940
      1000 strike bad-delete d1
      1000 deleted 700..1000
      1000 incident 1 opens
      1700 undeleted 700..1000
      1700 incident 1 closes
      1800 backup from 900 until 1820
      1830 copy 1800 until 1840
      2000 restore 0 until 2010
      2900 restore 900 until 2910
      claim run offered 50000
      claim incident 1000..1700 by log-shipping offered 7000`,
  },
  nothingServes: {
    says: "where nothing serves at the end, nobody knows a figure",
    text: `${SHIPPED_UNTIL_1800}
      ${SITE_1_FALLS_AT_2000}
      2100 strike secondary-crash x1 of secondary
      2100 machine secondary down
      claim waits database
      claim run offered 50000 refused 30000
      claim incident 2000..none rpo none rto none by not-recovered offered 30000 refused 30000`,
  },
  allDisksGone: {
    says: "where no disk is left, nothing is kept",
    setting: { secondaryMirror: false },
    text: `${SHIPPED_UNTIL_1800}
      ${SITE_1_FALLS_AT_2000}
      2000 disks-destroyed principal
      2000 disks-destroyed mirror
      2100 strike site-loss s2 of site-2
      2100 machine secondary down
      2100 disks-destroyed secondary
      claim waits database
      claim run offered 50000 refused 30000 lost 20000
      claim incident 2000..none rpo none rto none by not-recovered offered 50000 refused 30000 lost 20000 stretch 0..2000 because no-copy-left`,
  },
  inVain: {
    says: "a strike on what is down already is nobody's cause",
    text: `${SHIPPED_UNTIL_1800}
      ${SITE_1_FALLS_AT_2000}
      2050 strike mirror-crash m1 of mirror in vain
      3000 history 1 from 0 cut 1800 by secondary-recovered
      3100 serves secondary history 1
      3100 incident 1 closes
      claim waits mirroring log-shipping
      claim run offered 50000 refused 11000 lost 2000
      claim incident 2000..3100 rpo 200 rto 1100 by log-shipping offered 13000 refused 11000 lost 2000 stretch 1800..2000`,
  },
} as const satisfies Record<string, GoodTrace>;
