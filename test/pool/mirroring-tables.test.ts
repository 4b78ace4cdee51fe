/**
 * The tables of database mirroring, typed in a second time from what the product's pages say, in another form, and
 * held against the program's, row by row and both ways. A rule that is told here twice is told by two people.
 */
import { describe, expect, test } from "vitest";
import {
  canForceService,
  type Given,
  type Links,
  NOTICED,
  principalMayServe,
  QUORUM_WITH_WITNESS,
  QUORUM_WITHOUT_WITNESS,
  quorumRow,
  type SessionState,
  TRANSITIONS,
  type Trigger,
  transitionOf,
} from "../../src/pool/mirroring/tables.js";

/** The states of a session by the codes of the catalog view, with what each lets happen. */
const STATES: Readonly<Record<Exclude<SessionState, "none">, string>> = {
  SUSPENDED: "0, log is not sent, survives restarts, needs a resume",
  DISCONNECTED: "1, the other partner is lost",
  SYNCHRONIZING: "2, the mirror is behind, commits do not wait",
  PENDING_FAILOVER: "3, clients are being cut",
  SYNCHRONIZED: "4, every acknowledged commit is hardened on both",
};
const ALL = Object.keys(STATES) as SessionState[];

/**
 * Rule | from | what happens | in which case | to | who serves. "any" is every state of a session that exists; "="
 * is the state that it was in. A line below another with the same number is what that rule comes to in the states
 * that its page passes over, with the reason beside it.
 */
const LISTING = `
 1 | none                       | session-starts        | always                           | SYNCHRONIZING | principal-serves
 2 | SYNCHRONIZING              | caught-up             | always                           | SYNCHRONIZED  | unchanged
 3 | SYNCHRONIZED               | redo-queue-grows      | always                           | SYNCHRONIZED  | unchanged
 4 | SYNCHRONIZING SYNCHRONIZED | partner-lost          | principal-has-quorum             | DISCONNECTED  | principal-exposed
 4 | SUSPENDED                  | partner-lost          | principal-has-quorum             | =             | principal-exposed # a suspension survives restarts
 5 | SYNCHRONIZING SYNCHRONIZED | partner-lost          | principal-has-no-quorum          | DISCONNECTED  | nobody
 5 | SUSPENDED                  | partner-lost          | principal-has-no-quorum          | =             | nobody            # the same
 5 | DISCONNECTED SUSPENDED     | witness-lost-too      | principal-has-no-quorum          | =             | nobody            # exposed, then the witness goes
 6 | SYNCHRONIZED               | principal-lost        | mirror-and-witness-agree         | DISCONNECTED  | mirror-takes-over # and runs exposed
 7 | SYNCHRONIZING              | principal-lost        | mirror-and-witness-agree         | DISCONNECTED  | nobody
 7 | SYNCHRONIZING SYNCHRONIZED | principal-lost        | mirror-and-witness-do-not-agree  | DISCONNECTED  | nobody            # no witness, or it is lost too
 7 | DISCONNECTED SUSPENDED     | principal-lost        | always                           | =             | nobody
 8 | SYNCHRONIZED               | failed-over-by-hand   | always                           | SYNCHRONIZING | roles-swap
 9 | any                        | service-forced        | always                           | SUSPENDED     | mirror-takes-over
10 | DISCONNECTED               | old-principal-returns | failed-over-meanwhile            | SYNCHRONIZING | returns-as-mirror
11 | SUSPENDED                  | old-principal-returns | forced-meanwhile                 | SUSPENDED     | returns-as-mirror
12 | any                        | suspended-by-hand     | always                           | SUSPENDED     | principal-exposed
13 | SUSPENDED                  | resumed-by-hand       | always                           | SYNCHRONIZING | unchanged
14 | any                        | redo-fails            | always                           | SUSPENDED     | principal-exposed
15 | DISCONNECTED               | partner-returns       | always                           | SYNCHRONIZING | unchanged
16 | DISCONNECTED SUSPENDED     | quorum-returns        | principal-has-quorum             | =             | principal-exposed # a suspension outlives the outage
17 | DISCONNECTED               | old-principal-returns | always                           | DISCONNECTED  | nobody            # the other owns the role
18 | any                        | partner-removed       | always                           | none          | principal-serves
19 | SYNCHRONIZING SYNCHRONIZED | witness-removed       | always                           | =             | unchanged         # only the rule of quorum goes
19 | DISCONNECTED SUSPENDED     | witness-removed       | always                           | =             | principal-exposed # the exit of a principal without quorum
`;

interface Line {
  readonly rule: number;
  readonly from: SessionState;
  readonly on: Trigger;
  readonly given: Given;
  readonly outcome: string;
}

const linesOf = (text: string): Line[] =>
  text
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [rule, from, on, given, to, serves] = line
        .replace(/#.*/, "")
        .split("|")
        .map((cell) => cell.trim()) as [string, string, Trigger, Given, string, string];
      const states = from === "any" ? ALL : (from.split(" ") as SessionState[]);
      return states.map((state) => ({
        rule: Number(rule),
        from: state,
        on,
        given,
        outcome: `${to === "=" ? state : to}, ${serves}`,
      }));
    });

const LINES = linesOf(LISTING);
const told = ({ rule, from, on, given, outcome }: Line) => `${rule}: ${from}, ${on}, ${given} → ${outcome}`;

/** A session being failed over by hand is over in seconds; no page says what else may happen to it. */
const isPending = ({ from }: { from: SessionState }) => from === "PENDING_FAILOVER";

const PROGRAM: Line[] = TRANSITIONS.flatMap(({ row, from, on, given, to, serves }) =>
  from.map((state) => ({ rule: row, from: state, on, given, outcome: `${to}, ${serves}` })),
);

describe("what moves a session from one state to another", () => {
  test("nineteen rules", () => {
    expect([...new Set(LINES.map(({ rule }) => rule))]).toEqual(Array.from({ length: 19 }, (_, i) => i + 1));
    expect(new Set(TRANSITIONS.map(({ row }) => row)).size).toBe(19);
  });

  test.each(LINES)("rule $rule: $from, $on, $given", (line) => {
    const row = transitionOf(line.from, line.on, line.given);
    expect(row && told({ ...line, rule: row.row, outcome: `${row.to}, ${row.serves}` })).toBe(told(line));
  });

  test("the program has no line that is not listed here", () => {
    const listed = new Set(LINES.map(told));
    expect(PROGRAM.filter((line) => !isPending(line) && !listed.has(told(line))).map(told)).toEqual([]);
  });

  test("nor does it say two things of one case", () => {
    const cases = PROGRAM.map(({ from, on, given }) => `${from}, ${on}, ${given}`);
    expect(new Set(cases).size).toBe(cases.length);
  });

  test.each<[SessionState, Trigger, Given]>([
    // Nothing is sent while it is suspended: the partner's return alone does not end that.
    ["SUSPENDED", "partner-returns", "always"],
    // Caught up is the end of synchronizing and of nothing else.
    ["SUSPENDED", "caught-up", "always"],
    ["DISCONNECTED", "caught-up", "always"],
    // Roles are switched by hand only while both have everything.
    ["SYNCHRONIZING", "failed-over-by-hand", "always"],
    ["SUSPENDED", "failed-over-by-hand", "always"],
    ["DISCONNECTED", "failed-over-by-hand", "always"],
    // Without a session there is nobody to force, to lose or to take over.
    ["none", "service-forced", "always"],
    ["none", "principal-lost", "mirror-and-witness-agree"],
    ["none", "partner-lost", "principal-has-quorum"],
    ["none", "redo-fails", "always"],
  ])("%s, %s: nothing moves", (from, on, given) => {
    expect(transitionOf(from, on, given)).toBeNull();
  });

  test("only a synchronized session fails over by itself", () => {
    const takers = (["none", ...ALL] as SessionState[]).filter(
      (from) =>
        transitionOf(from, "principal-lost", "mirror-and-witness-agree")?.serves === "mirror-takes-over",
    );
    expect(takers).toEqual(["SYNCHRONIZED"]);
  });

  test("a suspension ends with a resume, or with the session", () => {
    const out = PROGRAM.filter(
      ({ from, outcome }) => from === "SUSPENDED" && !outcome.startsWith("SUSPENDED,"),
    ).map(({ on }) => on);
    expect(out.sort()).toEqual(["partner-removed", "resumed-by-hand"]);
  });
});

const linksOf = (text: string): Links => {
  const [principalMirror, principalWitness, mirrorWitness] = [...text].map((digit) => digit === "1");
  return { principalMirror, principalWitness, mirrorWitness } as Links;
};

/**
 * The links principal–mirror, principal–witness, mirror–witness; then: the principal serves, an automatic failover
 * follows from SYNCHRONIZED, the next loss of the principal would be answered by one, new commits stand on one
 * machine. "101" is where two pages differ; the mirror's own question to the witness decides it.
 */
const QUORUM = {
  "111": "serves - armed -",
  "110": "serves - - -",
  "101": "serves - armed -",
  "100": "serves - - -",
  "011": "serves - - exposed",
  "010": "serves - - exposed",
  "001": "- fails-over - -",
  "000": "- - - -",
};

describe("who may serve with which links", () => {
  test.each(Object.entries(QUORUM))("with a witness, links %s: %s", (text, expected) => {
    const links = linksOf(text);
    const { principalServes, failsOverIfSynchronized, armed, exposed } = quorumRow(links);
    const words = [
      principalServes ? "serves" : "-",
      failsOverIfSynchronized ? "fails-over" : "-",
      armed ? "armed" : "-",
      exposed ? "exposed" : "-",
    ];
    expect(words.join(" ")).toBe(expected);
    expect(principalMayServe(true, links)).toBe(expected.startsWith("serves"));
  });

  test("eight rows and no more", () => {
    expect(QUORUM_WITH_WITNESS).toHaveLength(8);
    const texts = QUORUM_WITH_WITNESS.map(({ principalMirror, principalWitness, mirrorWitness }) =>
      [principalMirror, principalWitness, mirrorWitness].map(Number).join(""),
    );
    expect(texts.sort()).toEqual(Object.keys(QUORUM).sort());
  });

  test("a principal with a witness configured serves with the mirror or with the witness, never alone", () => {
    for (const text of Object.keys(QUORUM)) {
      const links = linksOf(text);
      expect(principalMayServe(true, links)).toBe(links.principalMirror || links.principalWitness);
    }
  });

  test("without a witness a principal that is alive asks nobody", () => {
    for (const text of Object.keys(QUORUM)) expect(principalMayServe(false, linksOf(text))).toBe(true);
  });

  test("without a witness: both up, the mirror gone, the principal gone", () => {
    const rows = QUORUM_WITHOUT_WITNESS.map(
      ({ principalAlive, principalMirror, principalServes, exposed }) =>
        `alive ${principalAlive}, linked ${principalMirror}: serves ${principalServes}, exposed ${exposed}`,
    );
    expect(rows.sort()).toEqual([
      "alive false, linked false: serves false, exposed false",
      "alive true, linked false: serves true, exposed true",
      "alive true, linked true: serves true, exposed false",
    ]);
  });
});

describe("when service can be forced", () => {
  // The mirror must be cut off from the principal; and with a witness configured it must see the witness, and the
  // witness must not see the principal either.
  test.each([
    ["111", false, false],
    ["110", false, false],
    ["101", false, false],
    ["100", false, false],
    ["011", false, true],
    ["010", false, true],
    ["001", true, true],
    ["000", false, true],
  ])("links %s: with a witness %s, without one %s", (text, withWitness, without) => {
    expect(canForceService(true, linksOf(text))).toBe(withWitness);
    expect(canForceService(false, linksOf(text))).toBe(without);
  });
});

describe("by what a failure is noticed", () => {
  test("a reset connection within a second, silence after the time-out, a log drive after 40 s, data never", () => {
    expect(NOTICED).toEqual({
      process: { noticed: "after", seconds: 1 },
      host: { noticed: "after-partner-timeout" },
      "log-drive": { noticed: "after", seconds: 40 },
      "data-drive": { noticed: "never" },
      silence: { noticed: "after-partner-timeout" },
    });
  });
});
