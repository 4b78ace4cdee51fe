/**
 * One replication told in order: what happened when, to which part, and which watermark moved from where to where.
 * It is the trace that the independent checker reads, so each entry is a fact and says nothing of its
 * consequences. All instants are seconds; rounded to a millionth they are exact.
 */
import type { FateResult } from "./fate-result.js";
import type { IncidentResult, OperationResult, SeenMessages, WaitingResult } from "./run-result.js";

export const TIMELINE_SCHEMA = "stretchpool/timeline@1";

export type MachineName =
  | "principal"
  | "mirror"
  | "witness"
  | "secondary"
  | "secondary-mirror"
  | "secondary-witness";

/** `none`: no mirroring is set up, or it was removed. */
export type SessionName =
  | "none"
  | "SYNCHRONIZING"
  | "SYNCHRONIZED"
  | "SUSPENDED"
  | "PENDING_FAILOVER"
  | "DISCONNECTED";

/** The first pair stands in the primary's site, the second in the other. */
export type PairName = "first" | "second";

export type TraceEntry = { readonly at: number } & (
  | {
      /** A failure strikes. `effective: false`: the part was down already or is out of use, nothing happens. */
      readonly fact: "strike";
      readonly id: string;
      readonly what: string;
      readonly where: string | null;
      readonly effective: boolean;
    }
  | { readonly fact: "heal"; readonly id: string; readonly what: string; readonly where: string | null }
  | {
      /** A machine's server process stops, or runs again after its restart. */
      readonly fact: "machine";
      readonly machine: MachineName;
      readonly up: boolean;
      readonly because: string;
    }
  /** The disks of a machine are gone with everything on them. */
  | { readonly fact: "disks-destroyed"; readonly machine: MachineName }
  /** The link between the sites. */
  | { readonly fact: "link"; readonly up: boolean }
  | { readonly fact: "share"; readonly up: boolean }
  /** A change of a mirroring session's state, by the row of the table of transitions that it follows. */
  | {
      readonly fact: "session";
      readonly pair: PairName;
      readonly from: SessionName;
      readonly to: SessionName;
      readonly row: number;
    }
  /** From here on the mirror hardens nothing: what it has ends at `upTo`. */
  | { readonly fact: "hardened"; readonly pair: PairName; readonly upTo: number }
  /** A database begins to accept, as the pool's, in the history with this number (0 is the first). */
  | { readonly fact: "serves"; readonly machine: MachineName; readonly history: number; readonly by: string }
  | {
      readonly fact: "stops";
      readonly machine: MachineName;
      readonly history: number;
      readonly because: string;
    }
  /** A new history: everything of `parent` up to `cut`, and nothing behind it. */
  | {
      readonly fact: "history-begins";
      readonly history: number;
      readonly parent: number;
      readonly cut: number;
      readonly by: "secondary-recovered" | "forced-service" | "failed-back";
    }
  /** Somebody deletes what was accepted in (from, to]; `undeleted`: it was brought back from site 2. */
  | { readonly fact: "deleted" | "undeleted"; readonly from: number; readonly to: number }
  /**
   * A backup run: `at` is its start and its cut. `made`: a file with the log of (from, at] is whole on the share at
   * `until`. `void`: it ended at `until` without a file.
   */
  | {
      readonly fact: "backup";
      readonly until: number;
      readonly from: number;
      readonly outcome: "made" | "void";
      readonly corrupt: boolean;
    }
  /** One file on its way to site 2. `safe`: whole there at `until`. `by`: the job, or a person by hand. */
  | {
      readonly fact: "copy";
      readonly until: number;
      readonly cut: number;
      readonly outcome: "safe" | "broken-off";
      readonly by: "job" | "hand";
    }
  | {
      readonly fact: "restore";
      readonly until: number;
      readonly cut: number;
      readonly outcome: "restored" | "broken-off";
    }
  /** Files that can never be used again from here on: too old to be kept, or their disk is gone. */
  | { readonly fact: "files-gone"; readonly place: "share" | "site-2"; readonly cuts: readonly number[] }
  /** Unreadable files were replaced by good ones, or the log that another tool took was given back. */
  | { readonly fact: "chain-mended"; readonly mends: "unreadable-files" | "hole" }
  /** Another tool took the log up to `upTo`: the next file begins there and cannot follow on the last. */
  | { readonly fact: "log-taken-away"; readonly upTo: number }
  /** Site 2 holds no database any more. */
  | { readonly fact: "secondary-emptied" }
  /** A full backup with this cut is whole at site 2; the second: it is restored, and log goes on from there. */
  /** Somebody brought site 2's database online by mistake, with everything up to this cut: it takes no more log. */
  | { readonly fact: "recovered-early"; readonly cut: number }
  | { readonly fact: "full-backup-arrived" | "full-backup-restored"; readonly cut: number }
  | {
      readonly fact: "step";
      readonly step: string;
      readonly actor: string;
      readonly state: "begins" | "done" | "failed" | "interrupted" | "given-up";
    }
  /** Somebody knows, by an alert or by seeing it. */
  | { readonly fact: "told"; readonly by: string }
  | { readonly fact: "incident"; readonly state: "opens" | "closes"; readonly number: number }
  /** People begin a planned operation, have finished it, or gave it up. */
  | {
      readonly fact: "operation";
      readonly state: "begins" | "ends" | "given-up";
      readonly operation: string;
      readonly number: number;
    }
  /**
   * A chat server's process stops (`process`, `host`, `silence`, `recycling`) or runs again. While it recycles it
   * restarts every so often, which is told once.
   */
  | { readonly fact: "server"; readonly server: string; readonly up: boolean; readonly because: string }
  /** People set the list of active servers; it stands like this from here on. */
  | { readonly fact: "active-servers"; readonly servers: readonly string[] }
  /** A server begins to use a database that serves, or no longer can. */
  | {
      readonly fact: "attached" | "detached";
      readonly server: string;
      readonly machine: MachineName;
    }
  | { readonly fact: "front-end"; readonly frontEnd: string; readonly up: boolean }
  /**
   * Which Front End carries the users of a home, or the pool's next hop, from here on. `side`: while two databases accept,
   * only the servers of this site hear of it.
   */
  | {
      readonly fact: "carried";
      readonly home: SiteName | "next-hop";
      readonly by: string;
      readonly side?: SiteName;
    }
  /** Endpoints of a home whose session with a server ended. */
  | {
      readonly fact: "sessions-lost";
      readonly home: SiteName;
      readonly server: string;
      readonly endpoints: number;
      readonly notice: "reset" | "silence";
    }
  /**
   * How many endpoints can send from here on, of how many that are counted: all but those who left with
   * their site. `homes`: in which of their homes those who can send work.
   */
  | {
      readonly fact: "able";
      readonly endpoints: number;
      readonly counted: number;
      readonly homes: Readonly<Record<SiteName, number>>;
    }
);

export type SiteName = "site-1" | "site-2";

export type Fact = TraceEntry["fact"];

/** How many messages users sent in (from, to]; the parts follow on one another without gap or overlap. */
export interface ArrivalCount {
  readonly from: number;
  readonly to: number;
  readonly offered: number;
  /** Of these, how many nobody took. */
  readonly refused: number;
}

/** What of the scenario a reader of the trace has to know. */
export interface TraceSetting {
  readonly horizon: number;
  /** When the schedule's warm start begins: everything committed before it is restored at site 2. */
  readonly begins: number;
  readonly mirror: boolean;
  readonly witness: boolean;
  readonly secondaryMirror: boolean;
  readonly secondaryWitness: boolean;
  readonly primarySite: "site-1" | "site-2";
  /** In which place the backup share stands, seen from the database. */
  readonly shareSide: "primary" | "secondary" | "third";
  readonly shipsLogs: boolean;
  readonly partnerTimeout: number;
  readonly coldStart: boolean;
  readonly restoreDelay: number;
  readonly retention: { readonly share: number; readonly site2: number };
  /** null: one notional user sits at the database that serves. */
  readonly users: UsersSetting | null;
  /** null: compliance is off. */
  readonly compliance: ComplianceSetting | null;
  /** null: the scenario says nothing of attachments. */
  readonly attachments: AttachmentsSetting | null;
}

/** Its adapter runs at all multiples of `every`, unless it runs already. */
export interface ComplianceSetting {
  readonly database: "shared" | "standalone";
  readonly every: number;
  /** No run is shorter or longer. */
  readonly shortest: number;
  readonly longest: number;
}

export interface AttachmentsSetting {
  readonly share: number;
  readonly store: SiteName | "third-site";
  /** null: it is never copied to the other site. */
  readonly backup: number | null;
}

export interface ServerSetting {
  readonly name: string;
  /** null: the one application beside whatever database serves. */
  readonly site: SiteName | null;
  readonly active: boolean;
}

export interface UsersSetting {
  readonly count: number;
  /** Endpoints that sign in, by the home of their users. */
  readonly endpoints: Readonly<Record<SiteName, number>>;
  readonly restoredAt: number;
  readonly stayWithSite: boolean;
  readonly retryFor: number;
  /** Endpoints that a server takes at most; null: it never turns anybody away. */
  readonly mostPerServer: number | null;
  /** A second; null: signing in costs nothing. */
  readonly signInsPerServer: number | null;
  /** Everybody has tried so long after a way opened, at the latest. */
  readonly triedWithin: number;
  readonly servers: readonly ServerSetting[];
  readonly nextHop: string;
  readonly deliveriesPerMessage: number;
}

export interface TimelineResult {
  readonly schema: typeof TIMELINE_SCHEMA;
  readonly stretchpool: string;
  readonly scenario: string;
  readonly seed: number;
  readonly replication: number;
  readonly fingerprint: string;
  readonly replay: string;
  readonly setting: TraceSetting;
  readonly fate: FateResult["strikes"];
  /** In order. Runs of the jobs stand at their start. */
  readonly entries: readonly TraceEntry[];
  readonly arrivals: readonly ArrivalCount[];
  /** What the run says of all this. */
  readonly incidents: readonly IncidentResult[];
  readonly operations: readonly OperationResult[];
  readonly waiting: readonly WaitingResult[];
  readonly messages: SeenMessages;
}
