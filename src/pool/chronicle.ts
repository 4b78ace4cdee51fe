/**
 * What somebody who listens is told of a life, fact by fact, as it happens. The pool never asks whether anyone is
 * listening, and nothing that it does depends on it. The facts are those of a timeline, in microseconds.
 */
import type { FrontEnd, Machine, Site } from "../spec/index.js";
import type { Micros } from "../units/index.js";
import type { SessionState } from "./mirroring/tables.js";

export type PairName = "first" | "second";

export type Told = { readonly at: Micros } & (
  | {
      readonly fact: "strike";
      readonly id: string;
      readonly what: string;
      readonly where: string | null;
      readonly effective: boolean;
    }
  | { readonly fact: "heal"; readonly id: string; readonly what: string; readonly where: string | null }
  | { readonly fact: "machine"; readonly machine: Machine; readonly up: boolean; readonly because: string }
  | { readonly fact: "disks-destroyed"; readonly machine: Machine }
  | { readonly fact: "link" | "share"; readonly up: boolean }
  | {
      readonly fact: "session";
      readonly pair: PairName;
      readonly from: SessionState;
      readonly to: SessionState;
      readonly row: number;
    }
  | { readonly fact: "hardened"; readonly pair: PairName; readonly upTo: Micros }
  | { readonly fact: "serves"; readonly machine: Machine; readonly history: number; readonly by: string }
  | { readonly fact: "stops"; readonly machine: Machine; readonly history: number; readonly because: string }
  | {
      readonly fact: "history-begins";
      readonly history: number;
      readonly parent: number;
      readonly cut: Micros;
      readonly by: "secondary-recovered" | "forced-service" | "failed-back";
    }
  | { readonly fact: "deleted" | "undeleted"; readonly from: Micros; readonly to: Micros }
  | {
      readonly fact: "backup";
      readonly until: Micros;
      readonly from: Micros;
      readonly outcome: "made" | "void";
      readonly corrupt: boolean;
    }
  | {
      readonly fact: "copy";
      readonly until: Micros;
      readonly cut: Micros;
      readonly outcome: "safe" | "broken-off";
      readonly by: "job" | "hand";
    }
  | {
      readonly fact: "restore";
      readonly until: Micros;
      readonly cut: Micros;
      readonly outcome: "restored" | "broken-off";
    }
  | { readonly fact: "files-gone"; readonly place: "share" | "site-2"; readonly cuts: readonly Micros[] }
  | { readonly fact: "chain-mended"; readonly mends: "unreadable-files" | "hole" }
  | { readonly fact: "secondary-emptied" }
  | { readonly fact: "log-taken-away"; readonly upTo: Micros }
  | { readonly fact: "recovered-early"; readonly cut: Micros }
  | { readonly fact: "full-backup-arrived" | "full-backup-restored"; readonly cut: Micros }
  | {
      readonly fact: "step";
      readonly step: string;
      readonly actor: string;
      readonly state: "begins" | "done" | "failed" | "interrupted" | "given-up";
    }
  | { readonly fact: "told"; readonly by: string }
  | { readonly fact: "incident"; readonly state: "opens" | "closes"; readonly number: number }
  | {
      readonly fact: "operation";
      readonly state: "begins" | "ends" | "given-up";
      readonly operation: string;
      readonly number: number;
    }
  | { readonly fact: "server"; readonly server: string; readonly up: boolean; readonly because: string }
  | { readonly fact: "active-servers"; readonly servers: readonly string[] }
  | { readonly fact: "attached" | "detached"; readonly server: string; readonly machine: Machine }
  | { readonly fact: "front-end"; readonly frontEnd: FrontEnd; readonly up: boolean }
  | {
      readonly fact: "carried";
      readonly home: Site | "next-hop";
      readonly by: FrontEnd;
      readonly side?: Site;
    }
  | {
      readonly fact: "sessions-lost";
      readonly home: Site;
      readonly server: string;
      readonly endpoints: number;
      readonly notice: "reset" | "silence";
    }
  | {
      readonly fact: "able";
      readonly endpoints: number;
      readonly counted: number;
      readonly homes: Readonly<Record<Site, number>>;
    }
);

export interface Chronicle {
  tell(fact: Told): void;
}
