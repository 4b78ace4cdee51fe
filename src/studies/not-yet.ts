/** What the vocabulary of scenario files has and no command can honour yet: refused by name, never ignored. */
import type { Scenario } from "../spec/index.js";

export interface NotYet {
  /** A field, or all fields below it. */
  readonly path: string;
  /** The one value that changes nothing and is accepted. */
  readonly unless?: (scenario: Scenario) => boolean;
  readonly because: string;
  readonly wayOut: string;
}

/** What the vocabulary has and no command can honour yet. */
export const NOT_YET: readonly NotYet[] = [
  {
    path: "topology.mirrorSite",
    unless: ({ topology }) => !topology.mirror || topology.mirrorSite === topology.primarySite,
    because: "a mirror away from its principal is not modelled",
    wayOut: "the primary's site",
  },
  {
    path: "topology.secondaryMirrorSite",
    unless: ({ topology }) =>
      !topology.secondaryMirror || topology.secondaryMirrorSite === topology.secondarySite,
    because: "a mirror away from its principal is not modelled",
    wayOut: "the secondary's site",
  },
  {
    path: "topology.secondaryWitnessSite",
    unless: ({ topology }) =>
      !topology.secondaryWitness || topology.secondaryWitnessSite === topology.secondarySite,
    because: "a witness away from the secondary is not modelled",
    wayOut: "the secondary's site",
  },
  {
    path: "pool.shareHost",
    unless: ({ pool }) => pool.shareHost === "file-server",
    because: "a share that dies with a database machine is not modelled",
    wayOut: "file-server",
  },
  {
    path: "pool.sqlAccount",
    unless: ({ pool }) => pool.sqlAccount === "domain",
    because: "a share that dies with a database machine is not modelled",
    wayOut: "domain",
  },
  {
    path: "topology.databaseTechnology",
    unless: ({ topology }) => topology.databaseTechnology !== "clustering",
    because: "a failover cluster is not modelled",
    wayOut: "mirroring",
  },
  {
    path: "topology.secondarySite",
    unless: ({ topology }) => topology.secondarySite !== topology.primarySite,
    because: "a secondary beside the primary is not modelled",
    wayOut: "the other site",
  },
];
