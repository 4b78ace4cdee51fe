/** What the slow model makes of a told life: doors, lost sessions and ways, worked out by hand. */
import { describe, expect, test } from "vitest";
import type { ServerSetting, TimelineResult, TraceEntry } from "../../src/results/index.js";
import type { ScriptEvent } from "./slow-reconnect.js";
import { type NextHop, scriptFrom } from "./slow-reconnect-openings.js";

const servers: ServerSetting[] = [
  { name: "server-1", site: "site-1", active: true },
  { name: "server-2", site: "site-2", active: true },
  { name: "server-3", site: "site-2", active: false },
];

const eventsOf = (rule: NextHop, entries: readonly TraceEntry[]): readonly ScriptEvent[] =>
  scriptFrom(
    {
      setting: {
        horizon: 1000,
        users: {
          endpoints: { "site-1": 1, "site-2": 1 },
          servers,
          nextHop: "front-end-1",
          signInsPerServer: 1,
        },
      },
      entries,
    } as unknown as TimelineResult,
    rule,
  ).events;

/** In one line each: "10 door site-2 shut". */
const lines = (...entries: readonly TraceEntry[]): string[] => linesBy("ends-sessions", ...entries);

const linesBy = (rule: NextHop, ...entries: readonly TraceEntry[]): string[] =>
  eventsOf(rule, entries)
    .map((event) => {
      switch (event.what) {
        case "door":
          return `${event.at} door ${event.home} ${event.open ? "open" : "shut"}`;
        case "muted":
          return `${event.at} muted ${event.home} ${event.muted}`;
        case "lost":
          return `${event.at} lost ${event.home} ${event.server} ${event.notice[0]}${event.kept ? " kept" : ""}`;
        case "whole":
          return `${event.at} whole ${event.home} ${event.server}`;
        default:
          return `${event.at} ${event.what} ${event.server}`;
      }
    })
    .filter((line) => !line.includes("server-3"));

const link = (at: number, up: boolean): TraceEntry => ({ at, fact: "link", up });
const frontEnd = (at: number, number: 1 | 2, up: boolean): TraceEntry => ({
  at,
  fact: "front-end",
  frontEnd: `front-end-${number}`,
  up,
});
const server = (at: number, name: string, up: boolean, because: string): TraceEntry => ({
  at,
  fact: "server",
  server: name,
  up,
  because,
});

describe("a told life becomes a script", () => {
  test("a crashed server closes its connections; one that is silent is noticed late", () => {
    expect(lines(server(10, "server-1", false, "process"))).toEqual([
      "10 detached server-1",
      "10 lost site-1 server-1 1",
      "10 lost site-2 server-1 1",
    ]);
    expect(lines(server(10, "server-2", false, "host"))[1]).toBe("10 lost site-1 server-2 60");
  });

  test("without a server that is attached all doors are shut, and open with the first", () => {
    const detached = (name: string): TraceEntry => ({
      at: 5,
      fact: "detached",
      server: name,
      machine: "principal",
    });
    const attached: TraceEntry = { at: 9, fact: "attached", server: "server-2", machine: "principal" };
    expect(lines(detached("server-1"), detached("server-2"), attached)).toEqual([
      "5 detached server-1",
      "5 detached server-2",
      "5 door site-1 shut",
      "5 door site-2 shut",
      "9 attached server-2",
      "9 door site-1 open",
      "9 door site-2 open",
    ]);
  });

  test("a cut link shuts out the home away from the next hop, and parts the other from the servers there", () => {
    expect(lines(link(10, false), link(40, true))).toEqual([
      // Site 2 cannot reach the next hop whatever its server; site 1 reaches the server in its own site.
      "10 lost site-2 server-1 60 kept",
      "10 lost site-1 server-2 60 kept",
      "10 lost site-2 server-2 60 kept",
      "10 door site-2 shut",
      "40 whole site-2 server-1",
      "40 whole site-1 server-2",
      "40 whole site-2 server-2",
      "40 door site-2 open",
    ]);
  });

  test("a Front End takes its home with it, and everybody where it is the next hop", () => {
    expect(lines(frontEnd(10, 2, false), frontEnd(20, 2, true))).toEqual([
      "10 lost site-2 server-1 60",
      "10 lost site-2 server-2 60",
      "10 door site-2 shut",
      "20 door site-2 open",
    ]);
    expect(lines(frontEnd(10, 1, false)).filter((line) => line.includes("door"))).toEqual([
      "10 door site-1 shut",
      "10 door site-2 shut",
    ]);
  });

  test("where the next hop only mutes, sessions without their own Front End in it stay", () => {
    expect(linesBy("mutes", frontEnd(10, 1, false)).filter((line) => line.includes("site-2"))).toEqual([
      "10 door site-2 shut",
      "10 muted site-2 true",
    ]);
    expect(linesBy("mutes", link(10, false)).filter((line) => line.includes("site-2"))).toEqual([
      "10 lost site-2 server-1 60 kept",
      "10 door site-2 shut",
      "10 muted site-2 true",
    ]);
  });

  test("a home that another Front End carries has its door there", () => {
    const carried = (home: "site-1" | "next-hop"): TraceEntry => ({
      at: 30,
      fact: "carried",
      home,
      by: "front-end-2",
    });
    const doors = lines(frontEnd(10, 1, false), carried("next-hop"), { ...carried("site-1"), at: 50 }).filter(
      (line) => line.includes("door"),
    );
    expect(doors).toEqual([
      "10 door site-1 shut",
      "10 door site-2 shut",
      "30 door site-2 open",
      "50 door site-1 open",
    ]);
  });

  test("the people of a lost site need no link to the other Front End", () => {
    const lost: TraceEntry = {
      at: 5,
      fact: "strike",
      id: "a",
      what: "site-loss",
      where: "site-1",
      effective: true,
    };
    const doors = lines(
      lost,
      { ...frontEnd(5, 1, false) },
      server(5, "server-1", false, "site"),
      { at: 20, fact: "carried", home: "site-1", by: "front-end-2" },
      { at: 20, fact: "carried", home: "next-hop", by: "front-end-2" },
      link(30, false),
    ).filter((line) => line.includes("door"));
    expect(doors).toEqual([
      "5 door site-1 shut",
      "5 door site-2 shut",
      "20 door site-1 open",
      "20 door site-2 open",
    ]);
  });
});
