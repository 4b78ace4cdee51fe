import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/long/**"],
    setupFiles: ["test/setup.ts"],
    // A process on every core, each for many suites: a module that is compiled and warm serves them all, and none of
    // ours keeps anything that a suite could find of another.
    pool: "forks",
    isolate: false,
    maxWorkers: "100%",
    // Only to end what hangs: a machine may be busy with something else.
    testTimeout: 180_000,
  },
});
