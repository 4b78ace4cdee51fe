/** Right lives in which files and site 2 have a part. */
import {
  type GoodTrace,
  PRINCIPAL_FALLS_AT_1000,
  SHIPPED_UNTIL_1800,
  SITE_1_FALLS_AT_2000,
} from "./good-beginnings.js";

export const GOOD_SHIPPING = {
  siteLoss: {
    says: "after the loss of site 1 site 2 goes on from the newest cut that came there",
    text: `${SHIPPED_UNTIL_1800}
      ${SITE_1_FALLS_AT_2000}
      2000 session first SYNCHRONIZED > DISCONNECTED row 5
      2700 step copy-remaining done
      2800 step apply-logs done
      2900 step recover-database begins
      3000 history 1 from 0 cut 1800 by secondary-recovered
      3100 step recover-database done
      3100 serves secondary history 1 by recovery
      3100 incident 1 closes
      claim waits mirroring log-shipping
      claim run offered 50000 refused 11000 lost 2000
      claim incident 2000..3100 rpo 200 rto 1100 by log-shipping offered 13000 refused 11000 lost 2000 stretch 1800..2000 stale 200 exposure 1900 unshipped 1900`,
  },
  mirrorSilent: {
    says: "a mirror that does not ship makes no file, so site 2 ends where the old principal's last file did",
    setting: { shipsLogs: false },
    text: `
      0 serves principal
      0 ships from -900
      900 ships from 0
      ${PRINCIPAL_FALLS_AT_1000}
      1012 serves mirror by mirror
      2000 strike site-loss s1 of site-1
      2000 machine mirror down
      2000 machine witness down
      2000 share down
      2000 stops mirror
      2400 history 1 from 0 cut 900 by secondary-recovered
      2500 serves secondary history 1
      2500 incident 1 closes
      claim waits mirroring log-shipping
      claim run offered 50000 refused 5120 lost 10880
      claim incident 1000..2500 rpo 1100 rto 500 since 2000 down 512 by log-shipping named site-loss offered 16000 refused 5120 lost 10880 stretch 900..2000`,
  },
  chainBroken: {
    says: "behind log that another tool took, no file counts",
    text: `
      0 serves principal
      0 ships from -900
      900 ships from 0
      1000 strike chain-broken c1
      1000 incident 1 opens
      1000 log-taken-away upto 1000
      1800 backup from 1000 until 1820
      1830 copy 1800 until 1840
      1860 restore 1800 until 1861 broken-off
      2000 strike site-loss s1 of site-1
      2000 machine principal down
      2000 machine mirror down
      2000 machine witness down
      2000 share down
      2000 stops principal
      2400 history 1 from 0 cut 900 by secondary-recovered
      2500 serves secondary history 1
      2500 incident 1 closes
      claim waits mirroring log-shipping
      claim run offered 50000 refused 5000 lost 11000
      claim incident 1000..2500 rpo 1100 rto 500 since 2000 by log-shipping named site-loss offered 16000 refused 5000 lost 11000 stretch 900..2000`,
  },
  corruptMended: {
    says: "a corrupt file holds the restores up until a good copy takes its place",
    text: `
      0 serves principal
      0 ships from -900
      900 strike corrupt-backup c1
      900 incident 1 opens
      900 backup from 0 until 920 corrupt
      930 copy 900 until 940
      960 restore 900 until 961 broken-off
      1500 chain-mended
      1500 heal corrupt-backup c1
      1500 incident 1 closes
      1800 backup from 900 until 1820
      1830 copy 1800 until 1840
      1860 restore 900 until 1862
      1862 restore 1800 until 1864
      claim run offered 50000
      claim incident 900..1500 offered 6000 exposure 300 unshipped 300`,
  },
  twoDisasters: {
    says: "a mirror takes over, later the whole site falls: each incident has its own outage and its own loss",
    text: `
      0 serves principal
      0 ships from -900
      900 ships from 0
      ${PRINCIPAL_FALLS_AT_1000}
      1012 serves mirror by mirror
      1500 machine principal up
      1500 heal principal-crash p1 of principal
      1500 session first DISCONNECTED > SYNCHRONIZING row 10
      1510 session first SYNCHRONIZING > SYNCHRONIZED row 2
      1510 incident 1 closes
      1800 ships from 900
      2000 strike site-loss s1 of site-1
      2000 machine principal down
      2000 machine mirror down
      2000 machine witness down
      2000 share down
      2000 stops mirror
      2000 incident 2 opens
      3000 history 1 from 0 cut 1800 by secondary-recovered
      3100 serves secondary history 1
      3100 incident 2 closes
      claim waits mirroring log-shipping
      claim run offered 50000 refused 11120 lost 2000
      claim incident 1000..1510 rto 12 by mirror offered 5100 refused 120
      claim incident 2000..3100 rpo 200 rto 1100 by log-shipping offered 13000 refused 11000 lost 2000 stretch 1800..2000`,
  },
  forcedThenSiteLoss: {
    says: "log shipped before a lossless forced service still carries the new history's files",
    setting: { witness: false },
    text: `
      0 serves principal
      0 ships from -900
      900 ships from 0
      ${PRINCIPAL_FALLS_AT_1000}
      1600 history 1 from 0 cut 1000 by forced-service
      1602 serves mirror history 1 by forced-service
      1602 incident 1 closes
      1800 ships from 900
      2000 strike site-loss s1 of site-1
      2000 machine mirror down
      2000 share down
      2000 stops mirror
      2000 incident 2 opens
      3000 history 2 from 1 cut 1800 by secondary-recovered
      3100 serves secondary history 2
      3100 incident 2 closes
      claim waits mirroring log-shipping
      claim run offered 50000 refused 17020 lost 2000
      claim incident 1000..1602 rto 602 by mirror offered 6020 refused 6020
      claim incident 2000..3100 rpo 200 rto 1100 by log-shipping offered 13000 refused 11000 lost 2000 stretch 1800..2000`,
  },
  thirdShare: {
    says: "a share in a third site outlives site 1, and people copy by hand what the job had not",
    setting: { shareSide: "third" },
    text: `${SHIPPED_UNTIL_1800}
      1850 strike wan-cut n1
      1850 link down
      1850 incident 1 opens
      2700 backup from 1800 until 2720
      2725 strike site-loss s1 of site-1
      2725 machine principal down
      2725 machine mirror down
      2725 machine witness down
      2725 stops principal
      2800 step copy-remaining begins
      2810 copy 2700 until 2820 by hand
      2820 step copy-remaining done
      2900 history 1 from 0 cut 2700 by secondary-recovered
      3000 serves secondary history 1
      3000 incident 1 closes
      claim waits mirroring log-shipping
      claim run offered 50000 refused 2750 lost 250
      claim incident 1850..3000 rpo 25 rto 275 since 2725 by log-shipping named site-loss offered 3000 refused 2750 lost 250 stretch 2700..2725`,
  },
  siteTwoShare: {
    says: "on a share at site 2 a file is safe as soon as it is whole",
    setting: { shareSide: "secondary" },
    text: `
      0 serves principal
      0 ships from -900
      900 backup from 0 until 920
      1000 strike site-loss s1 of site-1
      1000 machine principal down
      1000 machine mirror down
      1000 machine witness down
      1000 stops principal
      1000 incident 1 opens
      1500 history 1 from 0 cut 900 by secondary-recovered
      1600 serves secondary history 1
      1600 incident 1 closes
      claim waits mirroring log-shipping
      claim run offered 50000 refused 6000 lost 1000
      claim incident 1000..1600 rpo 100 rto 600 by log-shipping offered 7000 refused 6000 lost 1000 stretch 900..1000`,
  },
  wanCut: {
    says: "a cut link breaks a copy off, and the next run takes everything that waits, oldest first",
    text: `
      0 serves principal
      0 ships from -900
      900 backup from 0 until 920
      930 copy 900 until 935 broken-off
      935 strike wan-cut n1
      935 link down
      935 incident 1 opens
      1800 backup from 900 until 1820
      2000 link up
      2000 heal wan-cut n1
      2000 incident 1 closes
      2700 backup from 1800 until 2720
      2730 copy 900 until 2740
      2740 copy 1800 until 2750
      2750 copy 2700 until 2760
      2760 restore 900 until 2770
      2770 restore 1800 until 2780
      2780 restore 2700 until 2790
      claim run offered 50000
      claim incident 935..2000 offered 10650 exposure 300 unshipped 300`,
  },
  shareLost: {
    says: "without its share a backup leaves no file and moves no cut; what only stood there is gone",
    text: `
      0 serves principal
      0 ships from -900
      900 backup from 0 until 910 void
      910 strike share-loss f1 of share
      910 share down
      910 incident 1 opens
      1500 share up
      1500 heal share-loss f1 of share
      1500 incident 1 closes
      1800 ships from 0
      claim run offered 50000
      claim incident 910..1500 offered 5900`,
  },
  coldStart: {
    says: "a secondary that begins with a full backup goes on from there",
    setting: { coldStart: true, begins: 0 },
    text: `
      0 serves principal
      0 backup from 0 until 20
      30 copy 0 until 40
      900 ships from 0
      claim run offered 50000`,
  },
  builtAnew: {
    says: "a secondary that is built anew goes on from the full backup, over the hole",
    text: `
      0 serves principal
      0 ships from -900
      500 strike chain-broken c1
      500 log-taken-away upto 500
      500 incident 1 opens
      900 backup from 500 until 920
      930 copy 900 until 940
      1500 secondary-emptied
      1600 full-backup-arrived cut 1400
      1700 full-backup-restored cut 1400
      1700 heal chain-broken c1
      1700 incident 1 closes
      1800 ships from 900
      2000 strike site-loss s1 of site-1
      2000 machine principal down
      2000 machine mirror down
      2000 machine witness down
      2000 share down
      2000 stops principal
      2000 incident 2 opens
      2400 history 1 from 0 cut 1800 by secondary-recovered
      2500 serves secondary history 1
      2500 incident 2 closes
      claim waits mirroring log-shipping
      claim run offered 50000 refused 5000 lost 2000
      claim incident 500..1700 offered 12000
      claim incident 2000..2500 rpo 200 rto 500 by log-shipping offered 7000 refused 5000 lost 2000 stretch 1800..2000`,
  },
  secondPair: {
    says: "after the recovery the second pair is built, and its mirror can be forced when the secondary falls",
    text: `${SHIPPED_UNTIL_1800}
      ${SITE_1_FALLS_AT_2000}
      3000 history 1 from 0 cut 1800 by secondary-recovered
      3100 serves secondary history 1
      3200 session second none > SYNCHRONIZING row 1
      3300 session second SYNCHRONIZING > SYNCHRONIZED row 2
      3300 incident 1 closes
      4000 strike secondary-crash x1 of secondary
      4000 machine secondary down
      4000 stops secondary
      4000 incident 2 opens
      4500 history 2 from 1 cut 4000 by forced-service
      4510 serves secondary-mirror history 2 by forced-service
      4510 incident 2 closes
      claim waits log-shipping
      claim run offered 50000 refused 16100 lost 2000
      claim incident 2000..3300 rpo 200 rto 1100 by log-shipping offered 15000 refused 11000 lost 2000 stretch 1800..2000
      claim incident 4000..4510 rto 510 by mirror offered 5100 refused 5100`,
  },
  shippedAhead: {
    says: "log that was shipped before a lossy forced service cannot take files of the new history",
    setting: { witness: false },
    text: `
      0 serves principal
      0 ships from -900
      500 strike mirror-crash m1 of mirror
      500 machine mirror down
      500 session first SYNCHRONIZED > DISCONNECTED row 4
      500 hardened first upto 500
      500 incident 1 opens
      900 ships from 0
      1000 strike principal-crash p1 of principal
      1000 machine principal down
      1000 stops principal
      1050 heal mirror-crash m1 of mirror
      1050 machine mirror up
      1100 history 1 from 0 cut 500 by forced-service
      1110 serves mirror history 1 by forced-service
      1200 heal principal-crash p1 of principal
      1200 incident 1 closes
      1800 backup from 900 until 1820
      1830 copy 1800 until 1840
      1860 restore 1800 until 1861 broken-off
      2000 strike site-loss s1 of site-1
      2000 machine mirror down
      2000 share down
      2000 stops mirror
      2000 incident 2 opens
      2400 history 2 from 0 cut 900 by secondary-recovered
      2500 serves secondary history 2
      2500 incident 2 closes
      claim waits mirroring log-shipping
      claim run offered 50000 refused 6100 lost 9900
      claim incident 500..1200 rpo 100 rto 110 since 1000 by mirror named principal-crash offered 7000 refused 1100 lost 1000 stretch 900..1000
      claim incident 2000..2500 rpo 1000 rto 500 by log-shipping offered 13900 refused 5000 lost 8900 stretch 1000..2000 because forked`,
  },
} as const satisfies Record<string, GoodTrace>;
