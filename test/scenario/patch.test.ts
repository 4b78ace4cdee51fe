/** A patched file says what it said, but for the fields that were set; and everything else in it stands as it stood. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readScenario } from "../../src/scenario/index.js";
import { patchScenario, type Settings } from "../../src/scenario/patch.js";
import type { Scenario } from "../../src/spec/index.js";
import { ROOT } from "../tools/program.js";

function patched(text: string, settings: Readonly<Record<string, string | null>>): string {
  const patching = patchScenario(text, new Map(Object.entries(settings)));
  if (!patching.ok) throw new Error(`${patching.path}: ${patching.why}`);
  return patching.text;
}

/** Without the list of what was given, which knows fields that repeat a default. */
function meaning(text: string, overrides: readonly string[] = []): Omit<Scenario, "given"> {
  const reading = readScenario(text, { file: "pool.yaml", overrides });
  if (!reading.ok) throw new Error(reading.issues.map(({ message }) => message).join("; "));
  const { given: _, ...rest } = reading.scenario;
  return rest;
}

const EVERY = "logShipping.copy.every";
const OFFSET = "logShipping.copy.offset";
const AFTER = "logShipping.copy.after";

describe("a patched file", () => {
  it("keeps comments, blanks and order in block style, and what is said behind the value that is set", () => {
    const text = [
      "# A pool.",
      "layout:   low-bandwidth   # ours",
      "logShipping:",
      "    # the copies",
      "    copy:",
      "        every: 15 min     # as delivered",
      "",
      "        overhead: 0 s",
      "# the end",
      "",
    ].join("\n");
    expect(patched(text, { [EVERY]: "10 min", [OFFSET]: "27 s" })).toBe(
      text
        .replace("15 min     #", "10 min     #")
        .replace("        overhead: 0 s\n", "        overhead: 0 s\n        offset: 27 s\n"),
    );
  });

  it("keeps braces as braces, on one line or on many", () => {
    expect(
      patched("layout: low-bandwidth\nlogShipping: { copy: {offset: 30 s} }\n", {
        [OFFSET]: "1 min",
        [EVERY]: "5 min",
      }),
    ).toBe("layout: low-bandwidth\nlogShipping: { copy: {offset: 1 min, every: 5 min} }\n");
    const lines =
      "layout: low-bandwidth\nlogShipping: {\n  copy: {\n    offset: 30 s # behind the backup\n  }\n}\n";
    expect(patched(lines, { [EVERY]: "5 min" })).toBe(
      lines.replace("30 s # behind the backup\n", "30 s, # behind the backup\n    every: 5 min\n"),
    );
  });

  it.each([
    [
      "a file without the section",
      "layout: low-bandwidth\n",
      "layout: low-bandwidth\nlogShipping: { copy: { offset: 27 s } }\n",
    ],
    [
      "a file without a last line end",
      "layout: low-bandwidth",
      "layout: low-bandwidth\nlogShipping: { copy: { offset: 27 s } }",
    ],
    [
      "a section with nothing in it",
      "logShipping:\nlayout: low-bandwidth\n",
      "logShipping: { copy: { offset: 27 s } }\nlayout: low-bandwidth\n",
    ],
    [
      "empty braces",
      "layout: low-bandwidth\nlogShipping: {}\n",
      "layout: low-bandwidth\nlogShipping: { copy: { offset: 27 s } }\n",
    ],
    [
      "a law in braces",
      "layout: low-bandwidth\nlogShipping: { copy: { offset: { uniform: [0 s, 9 s] } } }\n",
      "layout: low-bandwidth\nlogShipping: { copy: { offset: 27 s } }\n",
    ],
    [
      "a law on lines of its own",
      "layout: low-bandwidth\nlogShipping:\n  copy:\n    offset:\n      uniform: [0 s, 9 s]\n    every: 5 min\n",
      "layout: low-bandwidth\nlogShipping:\n  copy:\n    offset: 27 s\n    every: 5 min\n",
    ],
    [
      "a file from Windows",
      "layout: low-bandwidth\r\nlogShipping:\r\n  copy:\r\n    every: 5 min\r\n",
      "layout: low-bandwidth\r\nlogShipping:\r\n  copy:\r\n    every: 5 min\r\n    offset: 27 s\r\n",
    ],
    [
      "a byte order mark",
      "\uFEFFlogShipping: { copy: { offset: 30 s } }\nlayout: low-bandwidth\n",
      "\uFEFFlogShipping: { copy: { offset: 27 s } }\nlayout: low-bandwidth\n",
    ],
    [
      "keys in quotes",
      '"logShipping": { \'copy\': { offset: "30 s" } }\nlayout: low-bandwidth\n',
      "\"logShipping\": { 'copy': { offset: 27 s } }\nlayout: low-bandwidth\n",
    ],
  ])("is right for %s", (_, text, wanted) => {
    expect(patched(text, { [OFFSET]: "27 s" })).toBe(wanted);
    expect(meaning(wanted).logShipping.copy.trigger).toMatchObject({
      on: "grid",
      grid: { offset: { value: 27e6 } },
    });
  });

  it("stays JSON where it was JSON, on one line or on many", () => {
    const value = { layout: "low-bandwidth", logShipping: { copy: { offset: "30 s" } } };
    for (const text of [
      JSON.stringify(value),
      JSON.stringify(value, null, 2),
      `${JSON.stringify(value, null, "\t")}\n`,
    ]) {
      const settings = {
        [OFFSET]: "27 s",
        [EVERY]: "{ uniform: [1 s, 2 s] }",
        "topology.witness": "false",
        [AFTER]: null,
      };
      expect(JSON.parse(patched(text, settings))).toEqual({
        layout: "low-bandwidth",
        logShipping: { copy: { offset: "27 s", every: { uniform: ["1 s", "2 s"] } } },
        topology: { witness: false },
      });
    }
    const lines = JSON.stringify(value, null, 2);
    expect(patched(lines, { [EVERY]: "5 min" })).toBe(
      lines.replace('"30 s"', '"30 s",\n      "every": "5 min"'),
    );
  });

  it.each([
    [
      "the last of its line",
      "logShipping: { copy: { after: backup } }\nlayout: low-bandwidth\n",
      "logShipping: { copy: { every: 5 min } }\nlayout: low-bandwidth\n",
    ],
    [
      "the first in braces",
      "logShipping: { copy: { after: backup, overhead: 0 s } }\nlayout: low-bandwidth\n",
      "logShipping: { copy: { overhead: 0 s, every: 5 min } }\nlayout: low-bandwidth\n",
    ],
    [
      "on a line of its own",
      "logShipping:\n  copy:\n    after: backup\n    overhead: 0 s\nlayout: low-bandwidth\n",
      "logShipping:\n  copy:\n    overhead: 0 s\n    every: 5 min\nlayout: low-bandwidth\n",
    ],
    [
      "with something said behind it",
      "logShipping:\n  copy:\n    overhead: 0 s\n    after: backup # as asked for\nlayout: low-bandwidth\n",
      "logShipping:\n  copy:\n    overhead: 0 s\n     # as asked for\n    every: 5 min\nlayout: low-bandwidth\n",
    ],
    [
      "in JSON",
      '{ "layout": "low-bandwidth", "logShipping": { "copy": { "overhead": "0 s", "after": "backup" } } }',
      '{ "layout": "low-bandwidth", "logShipping": { "copy": { "overhead": "0 s", "every": "5 min" } } }',
    ],
    [
      "in JSON on many lines",
      '{\n  "layout": "low-bandwidth",\n  "logShipping": {\n    "copy": {\n      "after": "backup"\n    }\n  }\n}',
      '{\n  "layout": "low-bandwidth",\n  "logShipping": {\n    "copy": {\n      "every": "5 min"\n    }\n  }\n}',
    ],
  ])("loses a field that is taken out: %s", (_, text, wanted) => {
    expect(patched(text, { [AFTER]: null, [EVERY]: "5 min" })).toBe(wanted);
    expect(meaning(wanted).logShipping.copy.trigger).toMatchObject({ on: "grid", grid: { every: 300e6 } });
  });

  it("changes an element of a list, and says where there is none", () => {
    const text =
      "layout: low-bandwidth\nfailures:\n  - { what: site-loss, where: site-1, at: 2 d } # the flood\n";
    expect(patched(text, { "failures[0].at": "any" })).toBe(text.replace("2 d", "any"));
    const none = patchScenario(text, new Map([["failures[1].at", "any"]]));
    expect(none).toEqual({ ok: false, path: "failures[1].at", why: "the list at failures is not that long" });
    const bare = patchScenario("layout: low-bandwidth\n", new Map([["failures[0].at", "any"]]));
    expect(bare).toEqual({ ok: false, path: "failures[0].at", why: "no such list stands in this file" });
  });
});

/** Every scenario that comes with the program, as it stands and as JSON. */
const SHIPPED = ["scenarios", "scenarios/failures"].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => [name, readFileSync(join(ROOT, folder, name), "utf8")] as const),
);

const duration = fc.integer({ min: 1, max: 3600 }).map((seconds) => `${seconds} s`);
const settingsOf: fc.Arbitrary<Settings> = fc
  .record(
    {
      "logShipping.backup.every": duration,
      "logShipping.backup.offset": duration,
      "logShipping.backup.compression": fc.constantFrom("1", "2.5"),
      [EVERY]: duration,
      [OFFSET]: duration,
      [AFTER]: fc.constantFrom("backup"),
      "logShipping.restore.delay": duration,
      "logShipping.share": fc.constantFrom("site-1", "site-2", "third-site"),
      "wan.bandwidth": fc.constantFrom("50 Mbps", "1 Gbps"),
      "topology.witness": fc.constantFrom("true", "false"),
      "monitoring.newestFileAge": fc.constantFrom("none", "20 min"),
    },
    { requiredKeys: [] },
  )
  .map((fields) => {
    const all = new Map<string, string | null>(Object.entries(fields) as [string, string][]);
    // The two exclude each other.
    if (all.has(AFTER)) for (const path of [EVERY, OFFSET]) all.set(path, null);
    else all.set(AFTER, null);
    return all;
  });

describe.each(SHIPPED)("%s, with any fields set,", (_, text) => {
  const comments = (of: string) => of.split("\n").flatMap((line) => /#.*$/.exec(line)?.[0] ?? []);

  it("means what it means with them behind --set, and keeps every comment in its order", () => {
    fc.assert(
      fc.property(settingsOf, (settings) => {
        const result = patchScenario(text, settings);
        if (!result.ok) throw new Error(result.why);
        const overrides = [...settings].flatMap(([path, value]) =>
          value === null ? [] : [`${path}=${value}`],
        );
        const cleared = patchScenario(text, new Map([...settings].filter(([, value]) => value === null)));
        if (!cleared.ok) throw new Error(cleared.why);
        expect(meaning(result.text)).toEqual(meaning(cleared.text, overrides));
        expect(comments(result.text)).toEqual(comments(text));
      }),
      { seed: 7, numRuns: 5 },
    );
  });

  it("and patched back is byte for byte what it was", () => {
    const paths = [
      ["wan", "bandwidth"],
      ["logShipping", "copy", "offset"],
    ] as const;
    for (const path of paths) {
      const before = new RegExp(`\\b${path.at(-1)}: ([^,}\\n#]*[^,}\\s#])`).exec(text)?.[1];
      const name = path.join(".");
      const isThere = readScenario(text, { file: "pool.yaml" });
      if (before === undefined || !isThere.ok || !isThere.scenario.given.includes(name)) continue;
      const isFirst = text.split(`${path.at(-1)}:`).length === 2;
      if (isFirst) expect(patched(patched(text, { [name]: "77 s" }), { [name]: before })).toBe(text);
    }
  });
});
