/** Right lives of pools with compliance, with a file store, and of messages that somebody had read. */
import type { AttachmentsSetting, ComplianceSetting } from "../../src/results/index.js";
import { type GoodTrace, SHIPPED_UNTIL_1800, SITE_1_FALLS_AT_2000 } from "./good-beginnings.js";
import { GOOD_FAILOVERS } from "./good-failovers.js";
import { ONE_SIDE_ACTIVE } from "./pools.js";

export const ADAPTER: ComplianceSetting = { database: "standalone", every: 900, shortest: 60, longest: 60 };

export const FILES: AttachmentsSetting = { share: 0.5, store: "site-1", backup: 1200 };

const SITE_2_SERVES = `
  3000 history 1 from 0 cut 1800 by secondary-recovered
  3100 serves secondary history 1 by recovery
  3100 incident 1 closes
  claim waits mirroring log-shipping
  claim run offered 50000 refused 11000 lost 2000`;

const CLAIM = `
  claim incident 2000..3100 rpo 200 rto 1100 by log-shipping offered 13000 refused 11000 lost 2000 stretch 1800..2000`;

const SITE_1_IS_DESTROYED = `${SITE_1_FALLS_AT_2000}
  2000 disks-destroyed principal
  2000 disks-destroyed mirror`.replace("s1 of site-1", "s1 of site-1 destroyed");

export const GOOD_BESIDE = {
  complianceLeft: {
    says: "the adapter's run of 1800 had ended when the site was lost, and what came after it is never processed",
    setting: { compliance: ADAPTER },
    text: `${SHIPPED_UNTIL_1800} ${SITE_1_FALLS_AT_2000} ${SITE_2_SERVES} ${CLAIM} events 2000`,
  },
  complianceDrawn: {
    says: "where its runs are drawn that of 1800 may not have ended, and then that of 900 is the newest",
    setting: { compliance: { ...ADAPTER, database: "shared", longest: 300 } },
    text: `${SHIPPED_UNTIL_1800} ${SITE_1_FALLS_AT_2000} ${SITE_2_SERVES} ${CLAIM} events 11000`,
  },
  complianceInARow: {
    says: "runs that outlast the interval follow on one another: one began at 0, and that of 1800 had not ended",
    setting: { compliance: { ...ADAPTER, shortest: 1000, longest: 1000 } },
    text: `${SHIPPED_UNTIL_1800} ${SITE_1_FALLS_AT_2000} ${SITE_2_SERVES} ${CLAIM} events 20000`,
  },
  complianceDown: {
    says: "while its machine is down the events wait, and a run that is under way then is void",
    setting: { compliance: ADAPTER },
    text: `${SHIPPED_UNTIL_1800}
      1830 strike compliance-crash c1
      1830 incident 1 opens
      1950 heal compliance-crash c1
      1950 incident 1 closes
      ${SITE_1_FALLS_AT_2000.replace("incident 1", "incident 2")}
      ${SITE_2_SERVES.replace("incident 1", "incident 2")}
      claim incident 1830..1950 offered 1200
      ${CLAIM} events 11000`,
  },
  complianceKept: {
    says: "a site that comes back and serves again has lost no event",
    setting: { compliance: ADAPTER },
    text: `${SHIPPED_UNTIL_1800} ${SITE_1_FALLS_AT_2000}
      2400 heal site-loss s1 of site-1
      2400 machine principal up
      2400 machine mirror up
      2400 machine witness up
      2400 share up
      2400 serves principal by restart
      2400 incident 1 closes
      claim run offered 50000 refused 4000
      claim incident 2000..2400 rto 400 by restart offered 4000 refused 4000`,
  },
  complianceDestroyed: {
    says: "where nothing serves at the end and the disks are gone, what was not processed is lost",
    setting: { compliance: ADAPTER, secondaryMirror: false },
    text: `${SHIPPED_UNTIL_1800} ${SITE_1_IS_DESTROYED}
      2100 strike site-loss s2 of site-2 destroyed
      2100 machine secondary down
      2100 disks-destroyed secondary
      claim waits database
      claim run offered 50000 refused 30000 lost 20000
      claim incident 2000..none rpo none rto none by not-recovered offered 50000 refused 30000 lost 20000 stretch 0..2000 because no-copy-left events 2000 asks 1800`,
  },
  filesLost: {
    says: "of the messages that are kept since the copy of 1200 half had a file, and it is gone",
    setting: { attachments: FILES },
    text: `${SHIPPED_UNTIL_1800} ${SITE_1_IS_DESTROYED} ${SITE_2_SERVES} ${CLAIM} away 1100 files 3000 asks 1200`,
  },
  filesAway: {
    says: "files on disks that are kept are only away",
    setting: { attachments: FILES },
    text: `${SHIPPED_UNTIL_1800} ${SITE_1_FALLS_AT_2000} ${SITE_2_SERVES} ${CLAIM} away 1100`,
  },
  filesInAThirdSite: {
    says: "nothing strikes a third site",
    setting: { attachments: { ...FILES, store: "third-site" } },
    text: `${SHIPPED_UNTIL_1800} ${SITE_1_IS_DESTROYED} ${SITE_2_SERVES} ${CLAIM}`,
  },
  nobodySees: {
    says: "a message that is delivered to nobody was seen by nobody",
    setting: { users: { ...ONE_SIDE_ACTIVE, deliveriesPerMessage: 0 } },
    text: GOOD_FAILOVERS.lowBandwidthLost.text.replaceAll("lost 2000", "lost 2000 seen 0"),
  },
} satisfies Readonly<Record<string, GoodTrace>>;
