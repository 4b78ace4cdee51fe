/** Names for what is compared: short, all different, and telling what tells options apart. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type NameParts, optionNames } from "../../src/cli/option-names.js";

const parts = (more: Partial<NameParts>): NameParts => ({ file: null, layout: null, own: [], ...more });
const varied = (path: string, ...values: string[]) =>
  optionNames(values.map((value) => parts({ own: [[path, value]] })));

describe("an option is called by", () => {
  it("its layout, the name of its file, and the values that it varies", () => {
    expect(
      optionNames([parts({ file: "pools/as it is.yaml" }), parts({ file: "pools/planned.yaml" })]),
    ).toEqual(["as-it-is", "planned"]);
    expect(
      optionNames([
        parts({ layout: "high-bandwidth", own: [["wan", "{ bandwidth: 1 Gbps, roundTrip: 5 ms }"]] }),
        parts({ layout: "low-bandwidth", own: [["wan", "{ bandwidth: 50 Mbps, roundTrip: 80 ms }"]] }),
      ]),
    ).toEqual(["high-bandwidth · 1 Gbps, 5 ms", "low-bandwidth · 50 Mbps, 80 ms"]);
  });

  it("words and rates as they are, everything else with its field", () => {
    expect(varied("logShipping.share", "site-1", "third-site")).toEqual(["site-1", "third-site"]);
    expect(varied("wan.bandwidth", "50 Mbps", "1 Gbps")).toEqual(["50 Mbps", "1 Gbps"]);
    expect(varied("topology.witness", "true", "false")).toEqual(["witness=true", "witness=false"]);
    expect(varied("logShipping.copy.offset", "0 s", "30 s")).toEqual(["copy.offset=0 s", "copy.offset=30 s"]);
    expect(varied("monitoring.newestFileAge", "none", "20 min")).toEqual([
      "newestFileAge=none",
      "newestFileAge=20 min",
    ]);
  });

  it("its whole path where files of one name stand in different folders", () => {
    expect(optionNames([parts({ file: "a/pool.yaml" }), parts({ file: "b/pool.yaml" })])).toEqual([
      "a/pool.yaml",
      "b/pool.yaml",
    ]);
  });

  it("a name that nobody else has, of bounded length, whatever is given", () => {
    const any = fc.record({
      file: fc.option(fc.string(), { nil: null }),
      layout: fc.option(fc.string(), { nil: null }),
      own: fc.array(fc.tuple(fc.string(), fc.string({ maxLength: 200 })), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(any, { minLength: 2, maxLength: 24 }), (all) => {
        const names = optionNames(all);
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) expect([...name].length).toBeLessThanOrEqual(66);
      }),
    );
  });
});
