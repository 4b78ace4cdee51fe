import { describe, expect, test } from "vitest";
import { printIssue, readScenario } from "../../src/scenario/index.js";
import { issues, valid } from "./reading.js";

const FILE = `layout: low-bandwidth
wan: { bandwidth: 50 Mbps }
workload: { bursts: [ { name: rebuild, every: 7 d, lasts: 40 min, log: 40 GB } ] }
failures:
  - { what: site-loss, at: 2 d }
`;

describe("--set changes", () => {
  const change = (override: string) => valid(FILE, [override]);
  test("a field", () => expect(change("wan.bandwidth=100 Mbps").wan.bandwidth).toBe(12.5e6));
  test("a field that the file leaves out", () => {
    expect(change("users.count=5").users.count).toBe(5);
    expect(change("servers.recycle.every=10 min").servers.recycle.every).toBe(600_000_000);
    expect(change("traffic.deliveriesPerMessage=12.5").traffic.deliveriesPerMessage).toBe(12.5);
    expect(change("logShipping.backup.every=5 min").logShipping.backup.grid.every).toBe(300_000_000);
  });
  test("a field of a list's element", () => {
    expect(change("failures[0].at=1 h").failures[0]!.when).toMatchObject({ law: { value: 3_600_000_000 } });
    expect(change("workload.bursts[0].log=1 GB").workload.bursts[0]!.log).toBe(1e9);
  });
  test("a list by one more element", () => {
    expect(change("failures[1]={ what: wan-cut }").failures).toHaveLength(2);
    expect(valid("layout: low-bandwidth", ["failures[0].what=wan-cut"]).failures).toHaveLength(1);
  });
  test("a whole section", () => {
    expect(change("wan={ roundTrip: 1 ms }").wan).toMatchObject({ bandwidth: 6.25e6, roundTrip: 1_000 });
    expect(change("failures=[]").failures).toEqual([]);
  });
  test("a law in brackets, and one end of it", () => {
    const overrides = ["users.noticeReset={ uniform: [2 s, 4 s] }", "users.noticeReset.uniform[1]=9 s"];
    expect(valid(FILE, overrides).users.noticeReset).toEqual({
      law: "uniform",
      from: 2_000_000,
      to: 9_000_000,
    });
  });
  test("a duration into a law", () => {
    const law = { law: "lognormal", median: 2_700_000_000, sigma: 0.8 };
    expect(change("people.decide={ lognormal: { median: 45 min, sigma: 0.8 } }").people.decide).toEqual(law);
  });
  test("text, with or without quotes", () => {
    expect(change("name=Site 1 lost").name).toBe("Site 1 lost");
    expect(change('name="Site 1: lost"').name).toBe("Site 1: lost");
    expect(change("name = a=b ").name).toBe("a=b");
  });
  test("a key with nothing behind it", () =>
    expect(valid("wan:", ["wan.bandwidth=1 Gbps"]).wan.bandwidth).toBe(125e6));
  test("a wrong value of the file into a right one", () => {
    expect(valid("wan: { bandwidth: 50 }", ["wan.bandwidth=50 Mbps"]).wan.bandwidth).toBe(6.25e6);
  });
  test("one field twice: the last word counts", () => {
    expect(valid(FILE, ["horizon=1 d", "horizon=2 d"]).horizon).toBe(172_800_000_000);
  });
});

describe("a wrong --set is answered at its place in the argument", () => {
  test.each([
    ["wan.bandwidth=▸50", /the unit is missing/],
    ["wan.▸bandwith=50 Mbps", /unknown key bandwith/],
    ["▸wann.bandwidth=50 Mbps", /unknown key wann/],
    ["wan=▸fast", /expected a mapping/],
    ["wan.▸bandwidth.slow=1", /nothing lies below this field/],
    ["▸wan.bandwidth", /no equals sign/],
    ["▸=3", /not a path/],
    ["wan▸..bandwidth=3", /not a path/],
    ["wan▸ bandwidth=3", /not a path/],
    ["▸[0]=3", /not a path/],
    ["failures▸[7].at=1 h", /not that long/],
    ["failures.▸at=1 h", /a list stands here/],
    ["wan▸[0]=1 h", /no list stands here/],
    ["failures[0].▸wehre=site-1", /unknown key wehre/],
    ["failures[0].what=▸site-lost", /unknown kind of failure/],
    ["horizon=▸", /the value is missing/],
    ["horizon=[▸", /not valid YAML/],
    ["horizon=3 d ▸# or 4", /begins a comment/],
    ["name=▸a: b", /not one value/],
    ["name=▸- a", /not one value/],
    ["name=▸&a b", /anchors/],
    ["name=a▸\u0007", /U\+0007/],
    ["name=a▸\nb", /a line end in an argument/],
    ["logShipping.backup.every=▸2 d", /longer than a day/],
    ["users.longestBackOff=▸1 s", /longest window to try again is shorter/],
    ["servers.recycle.▸evry=5 min", /unknown key evry/],
    ["▸__proto__.x=1", /not allowed/],
    ["wan.▸constructor=1", /not allowed/],
    ["▸<<=1", /not a path/],
    [`${"a.".repeat(16)}▸${"a.".repeat(5_000)}a=1`, /nested too deep/],
    [`wan=${"[".repeat(16)}▸[${"]".repeat(17)}`, /nested too deep/],
  ])("%j", (marked, message) => {
    const column = marked.indexOf("▸") + 1;
    const argument = marked.replace("▸", "");
    const found = issues(FILE, [argument]);
    expect(found.map((issue) => issue.message)).toEqual([expect.stringMatching(message)]);
    expect(found[0]).toMatchObject({ file: "--set", line: 1, column, argument });
  });

  test("with the key that was probably meant", () => {
    expect(issues(FILE, ["wan.bandwith=50 Mbps"])[0]!.suggestion).toBe("bandwidth");
    expect(issues(FILE, ["logshiping.backup.every=5 min"])[0]!.suggestion).toBe("logShipping");
  });

  test("after the errors of the file, in the order of the arguments", () => {
    const found = issues(`${FILE}layuot: a\n`, ["wan.bandwidth=50", "horizon=14"]);
    expect(found.map(({ file, argument }) => argument ?? file)).toEqual([
      "test.yaml",
      "wan.bandwidth=50",
      "horizon=14",
    ]);
  });

  test("also where the file itself cannot be read", () => {
    expect(issues("name: [", ["horizon=["]).map(({ file }) => file)).toEqual(["test.yaml", "--set"]);
  });

  test("and printed with the argument and a caret", () => {
    expect(printIssue(issues(FILE, ["wan.bandwidth=50"])[0]!, FILE)).toBe(
      `--set wan.bandwidth=50:1:15: the unit is missing: write 50 with Mbps or MB/s
  1 | wan.bandwidth=50
    |               ^^
  given: 50
  allowed: a data rate such as 50 Mbps, 1 Gbps or 50 MB/s`,
    );
  });
});

test("an unknown key of the file keeps its place there when --set looks below it", () => {
  expect(issues("wann: { bandwidth: 1 Gbps }", ["wann.bandwidth=2 Gbps"])[0]).toMatchObject({
    file: "test.yaml",
    line: 1,
    column: 1,
  });
});

test("fields that --set gave stand in the argument", () => {
  const reading = readScenario(FILE, { file: "a.yaml", overrides: ["users.count=5"] });
  if (!reading.ok) throw new Error("not valid");
  expect(reading.scenario.given).toContain("users.count");
  expect(reading.source.positionOf("users.count")).toEqual({
    file: "--set",
    line: 1,
    column: 13,
    argument: "users.count=5",
  });
});
